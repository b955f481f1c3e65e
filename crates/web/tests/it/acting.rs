//! Taking steps, leaving notes, taking back.

use axum::http::StatusCode;
use base::Lang;

use crate::markup::faults;
use crate::site::{Answer, Site};

const THREE: &str = "/registers/permits/XK-2021-0003";

async fn act(site: &Site, person: &str, below: &str, form: &[(&str, &str)]) -> Answer {
    site.post_as(person, &format!("{THREE}/{below}"), form).await
}

/// A refusal shows the form again, whole.
fn refused(answer: &Answer, status: StatusCode, sentence: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert!(answer.text.contains("role=\"alert\""));
    assert!(answer.text.contains(sentence), "{}", answer.text);
    assert_eq!(faults(&answer.text), Vec::<String>::new());
}

#[tokio::test]
async fn a_step_is_taken_and_stands_in_the_timeline() {
    let site = Site::open().await;
    let form = [("effective_on", "2021-06-01"), ("basis", "会议纪要第3号"), ("f.lead", "d02")];
    let answer = act(&site, "lin", "steps/hand_over", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = site.get_as("lin", Lang::Zh, answer.location()).await.text;
    for told in ["已办理", "办理中", "示例东区 → 示例西区", "会议纪要第3号", "林一", "2021-06-01"]
    {
        assert!(page.contains(told), "{told}");
    }
    assert!(!page.contains("id=\"step-hand_over\""), "it cannot be handed over again");
}

#[tokio::test]
async fn the_doer_cannot_approve() {
    let site = Site::open().await;
    let form = [("effective_on", "2021-06-01"), ("f.fee", "71.5"), ("f.reply", "同意")];
    // Lin registered it. West holds both roles, but has not.
    let own = site.get_as("lin", Lang::Zh, THREE).await.text;
    assert!(!own.contains("id=\"step-answer\""), "not offered to whoever registered it");
    let answer = act(&site, "lin", "steps/answer", &form).await;
    refused(&answer, StatusCode::FORBIDDEN, "没有“permits.review”权限");
    let opened = site
        .post_as(
            "zhou",
            "/registers/permits/new",
            &[
                ("unit", "d01"),
                ("effective_on", "2021-06-01"),
                ("f.subject", "负责人自己登记的"),
                ("f.applicant", "citizen"),
            ],
        )
        .await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    let path = opened.location().split('?').next().unwrap().to_owned();
    let answer = site.post_as("zhou", &format!("{path}/steps/answer"), &form).await;
    refused(&answer, StatusCode::CONFLICT, "示例条例第五条".replace("示例", "示范").as_str());
    let answer = act(&site, "zhou", "steps/answer", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed() {
    let site = Site::open().await;
    let form = [("effective_on", "2021-07-01"), ("basis", "口头"), ("f.lead", "d02")];
    let answer = act(&site, "lin", "steps/hand_over", &form).await;
    refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "2021-07-01");
    for kept in ["value=\"2021-07-01\"", "value=\"口头\"", "value=\"d02\" selected"] {
        assert!(answer.text.contains(kept), "{kept}");
    }
    assert!(answer.text.contains("id=\"step-hand_over-effective_on-fault\""));

    let form = [("effective_on", "gestern"), ("f.fee", "7,1"), ("f.reply", "同意")];
    let answer = act(&site, "zhou", "steps/answer", &form).await;
    refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "请填写业务日期");
    assert!(answer.text.contains("id=\"step-answer-f-fee-fault\""));
    assert!(answer.text.contains("value=\"7,1\""));

    let answer = act(&site, "zhou", "steps/answer", &[("effective_on", "2021-06-01")]).await;
    refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "收费");
    assert!(answer.text.contains("id=\"step-answer-f-reply-fault\""));
}

#[tokio::test]
async fn rows_are_typed_without_a_script() {
    let site = Site::open().await;
    let blank = site.get_as("lin", Lang::Zh, "/registers/permits/new").await.text;
    assert!(blank.contains("name=\"f.documents.4.kind\"") && !blank.contains("f.documents.5.kind"));
    assert!(blank.contains("f.caller"), "personal fields are asked for");
    let form = [
        ("unit", "d01"),
        ("effective_on", "2021-06-01"),
        ("f.subject", "带材料的申请"),
        ("f.applicant", "company"),
        ("f.documents.0.kind", "form"),
        ("f.documents.0.copies", "2"),
        ("f.documents.3.kind", "proof"),
        ("f.documents.3.copies", "100"),
    ];
    let answer = site.post_as("lin", "/registers/permits/new", &form).await;
    refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "99");
    assert!(answer.text.contains("id=\"step-receive-f-documents-3-copies-fault\""));
    let mut form = form;
    form[7].1 = "1";
    let answer = site.post_as("lin", "/registers/permits/new", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert!(answer.location().starts_with("/registers/permits/XK-2021-0006?done="));
    let page = site.get_as("lin", Lang::Zh, answer.location()).await.text;
    assert!(page.contains("<td>申请表</td><td>2</td>") && page.contains("<td>证明</td><td>1</td>"));
}

#[tokio::test]
async fn opening_needs_a_unit_of_ones_own() {
    let site = Site::open().await;
    let form = [
        ("unit", "d01"),
        ("effective_on", "2021-06-01"),
        ("f.subject", "x"),
        ("f.applicant", "citizen"),
    ];
    let answer = site.post_as("west", "/registers/permits/new", &form).await;
    refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "不在您的管辖范围内");
    assert!(answer.text.contains("id=\"open-unit-fault\""));
}

#[tokio::test]
async fn a_form_shown_before_somebody_else_acted_is_refused() {
    let site = Site::open().await;
    let form = [("effective_on", "2021-06-01"), ("version", "1")];
    let note = [("effective_on", "2021-05-01"), ("text", "先看到的"), ("version", "1")];
    assert_eq!(act(&site, "zhou", "notes", &note).await.status, StatusCode::SEE_OTHER);
    let answer = act(&site, "lin", "steps/withdraw", &form).await;
    refused(&answer, StatusCode::CONFLICT, "已被他人更改");
}

/// The key that was proposed with the form whose address ends like this.
fn key_of(page: &str, address: &str) -> String {
    let form = page.split(address).nth(1).unwrap_or(page);
    form.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_recorded_once() {
    let site = Site::open().await;
    let page = site.get_as("lin", Lang::Zh, "/registers/permits/new").await.text;
    let key = key_of(&page, "method=\"post\" novalidate");
    let mut form = vec![
        ("key", key.as_str()),
        ("unit", "d01"),
        ("effective_on", "2021-06-01"),
        ("f.subject", "只登记一次"),
        ("f.applicant", "citizen"),
    ];
    let first = site.post_as("lin", "/registers/permits/new", &form).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
    let second = site.post_as("lin", "/registers/permits/new", &form).await;
    assert_eq!(second.location(), first.location());
    form[3].1 = "另一件";
    let other = site.post_as("lin", "/registers/permits/new", &form).await;
    refused(&other, StatusCode::CONFLICT, "同一表单已用其他内容提交过");
    assert_ne!(
        key_of(&other.text, "method=\"post\" novalidate"),
        key,
        "the next attempt is a form of its own"
    );
    assert!(other.text.contains("value=\"另一件\""));
}

#[tokio::test]
async fn a_double_click_on_a_step_is_answered_like_one() {
    let site = Site::open().await;
    let page = site.get_as("lin", Lang::Zh, THREE).await.text;
    let key = key_of(&page, "steps/hand_over");
    assert_ne!(key, key_of(&page, "/notes"), "every form has its own");
    let version = page.split("name=\"version\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap();
    let form = [
        ("key", key.as_str()),
        ("version", version),
        ("effective_on", "2021-06-01"),
        ("f.lead", "d02"),
    ];
    let first = act(&site, "lin", "steps/hand_over", &form).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
    // By now the matter holds what was typed, and has another version.
    let second = act(&site, "lin", "steps/hand_over", &form).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.text);
    assert_eq!(second.location(), first.location());
    // Somebody else's form with the same key is another one.
    let note = [("key", key.as_str()), ("effective_on", "2021-06-01"), ("text", "另一人的")];
    assert_eq!(act(&site, "zhou", "notes", &note).await.status, StatusCode::SEE_OTHER);
    let bad = [("key", "a b"), ("effective_on", "2021-06-01"), ("text", "x")];
    refused(&act(&site, "lin", "notes", &bad).await, StatusCode::UNPROCESSABLE_ENTITY, "提交标识");
}

#[tokio::test]
async fn the_latest_record_is_taken_back_with_a_reason() {
    let site = Site::open().await;
    let note = [("effective_on", "2021-05-01"), ("text", "一条备注")];
    let answer = act(&site, "lin", "notes", &note).await;
    let done = answer.location().split("done=").nth(1).unwrap().to_owned();
    let form = [("effective_on", "2021-05-02"), ("of", done.as_str()), ("text", "")];
    let answer = act(&site, "lin", "reversals", &form).await;
    refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "冲销理由");
    let form = [("effective_on", "2021-05-02"), ("of", done.as_str()), ("text", "写错了")];
    let answer = act(&site, "lin", "reversals", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = site.get_as("lin", Lang::Zh, answer.location()).await.text;
    assert!(page.contains("<s>备注</s>") && page.contains("写错了"));
    let answer = act(&site, "lin", "reversals", &form).await;
    refused(&answer, StatusCode::CONFLICT, &done);
}

#[tokio::test]
async fn a_step_not_allowed_in_this_state_is_refused() {
    let site = Site::open().await;
    let step = "/registers/permits/XK-2021-0001/steps/withdraw";
    let answer = site.post_as("lin", step, &[("effective_on", "2021-06-01")]).await;
    refused(&answer, StatusCode::CONFLICT, "已答复");
    let step = "/registers/permits/XK-2021-0001/steps/fly";
    let answer = site.post_as("lin", step, &[("effective_on", "2021-06-01")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_matter_that_is_handed_out_of_sight_is_not_looked_for() {
    let site = Site::open().await;
    let form = [("effective_on", "2021-06-01"), ("f.lead", "d01")];
    let path = "/registers/permits/XK-2021-0004/steps/hand_over";
    let answer = site.post_as("west", path, &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert!(answer.location().starts_with("/registers/permits?moved="));
    let page = site.get_as("west", Lang::Zh, answer.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("已转到别处"));
}

#[tokio::test]
async fn an_opening_that_was_taken_back_can_be_taken_again() {
    let site = Site::open().await;
    let page = site.get_as("lin", Lang::Zh, THREE).await.text;
    let of = page.split("name=\"of\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = [("effective_on", "2021-06-01"), ("of", of), ("text", "登记错了")];
    let answer = act(&site, "lin", "reversals", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = site.get_as("lin", Lang::Zh, answer.location()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("登记已冲销") && page.text.contains("id=\"step-receive\""));
    assert_eq!(faults(&page.text), Vec::<String>::new());
    let list = site.get("/registers/permits").await.text;
    assert!(!list.contains("XK-2021-0003"), "it is no matter of the register any more");
}
