//! A command that is given twice is carried out once.

use app::{AppError, Command, Done, KEY_CHARS_MAX};
use base::ctx::Rights;
use base::{Ctx, Lang, Say};
use tokio::task::JoinSet;

use super::authority::{Authority, admin, asking, day, key, open, reverse, step};

fn keyed(act: register::decide::Act, key: &str) -> Command {
    Command::new(act).with_key(key)
}

async fn submit(authority: &Authority, command: Command) -> Result<Done, AppError> {
    authority.commands.submit(&admin(), command).await
}

fn somebody_else() -> Ctx {
    let mut ctx = asking("authority", Rights::All);
    ctx.actor.id = key("zhou");
    ctx
}

#[tokio::test]
async fn the_same_key_and_content_is_answered_as_before() {
    let authority = Authority::new().await;
    let command = || keyed(open(day(3, 1), "@office"), "form-1");
    let first = submit(&authority, command()).await.unwrap();
    let records = authority.records().await;
    assert_eq!(submit(&authority, command()).await.unwrap(), first);
    // Also when the matter has gone on, and whatever version was seen.
    let handle = step(day(3, 2), ("cases", &first.number), "handle", "");
    let handled = submit(&authority, keyed(handle.clone(), "form-2").seen(1)).await.unwrap();
    assert_eq!(submit(&authority, command()).await.unwrap(), first);
    assert_eq!(submit(&authority, keyed(handle, "form-2").seen(1)).await.unwrap(), handled);
    assert_eq!(authority.records().await, records + 1);
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}

#[tokio::test]
async fn the_same_key_with_other_content_is_refused() {
    let authority = Authority::new().await;
    let first = submit(&authority, keyed(open(day(3, 1), "@office"), "form-1")).await.unwrap();
    for other in [open(day(3, 2), "@office"), open(day(3, 1), "@d01"), open(day(3, 1), "B@office")]
    {
        let error = submit(&authority, keyed(other, "form-1")).await.unwrap_err();
        assert!(matches!(error, AppError::KeyTaken { sequence, .. } if sequence == first.sequence));
        assert!(error.to_string().contains(&first.number), "{error}");
        assert!(error.say(Lang::Zh).contains("同一表单"), "{error}");
    }
}

#[tokio::test]
async fn a_refused_command_does_not_use_up_its_key() {
    let authority = Authority::new().await;
    let error = submit(&authority, keyed(open(day(3, 1), "@nowhere"), "form-1")).await.unwrap_err();
    assert!(matches!(error, AppError::NoUnit { .. }), "{error}");
    submit(&authority, keyed(open(day(3, 1), "@office"), "form-1")).await.unwrap();
}

#[tokio::test]
async fn keys_of_others_mean_nothing() {
    let authority = Authority::new().await;
    let one = submit(&authority, keyed(open(day(3, 1), "@office"), "1")).await.unwrap();
    let other = keyed(open(day(3, 5), "@d01"), "1");
    let two = authority.commands.submit(&somebody_else(), other).await.unwrap();
    assert_ne!(one.number, two.number);
    assert_eq!(submit(&authority, keyed(open(day(3, 1), "@office"), "1")).await.unwrap(), one);
}

#[tokio::test]
async fn only_a_short_visible_text_is_a_key() {
    let authority = Authority::new().await;
    let longest = "k".repeat(KEY_CHARS_MAX);
    submit(&authority, keyed(open(day(3, 1), "@office"), &longest)).await.unwrap();
    submit(&authority, keyed(open(day(3, 1), "@office"), "\"\\'<&>")).await.unwrap();
    for bad in ["", "a b", "键", "a\n", &format!("{longest}k")] {
        let error = submit(&authority, keyed(open(day(3, 1), "@office"), bad)).await.unwrap_err();
        assert!(matches!(error, AppError::BadKey { .. }), "{bad:?}: {error}");
        assert!(!error.say(Lang::Zh).is_ascii());
    }
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}

#[tokio::test]
async fn a_double_click_arrives_in_one_batch() {
    let authority = Authority::new().await;
    let command = keyed(open(day(3, 1), "@office"), "form-1");
    let other = keyed(open(day(3, 2), "@office"), "form-1");
    let batch = vec![(admin(), command.clone()), (admin(), command.clone()), (admin(), other)];
    let outcomes = authority.commands.submit_all(batch).await.unwrap();
    assert_eq!(outcomes[0].as_ref().unwrap(), outcomes[1].as_ref().unwrap());
    assert!(matches!(outcomes[2], Err(AppError::KeyTaken { .. })));
    // And from several sides at once.
    let mut waiting = JoinSet::new();
    for _ in 0..40 {
        let (commands, command) = (authority.commands.clone(), command.clone());
        waiting.spawn(async move { commands.submit(&admin(), command).await.unwrap() });
    }
    let first = outcomes[0].as_ref().unwrap();
    assert!(waiting.join_all().await.iter().all(|done| done == first));
}

#[tokio::test]
async fn keys_are_part_of_the_record_and_survive_a_rebuild() {
    let authority = Authority::new().await;
    let command = || keyed(open(day(3, 1), "A@office"), "form-1");
    let first = submit(&authority, command()).await.unwrap();
    let taken_back = reverse(("cases", "A"), day(3, 1), first.sequence);
    submit(&authority, keyed(taken_back, "form-2")).await.unwrap();
    let dump = store::verify::dump(&authority.reader).await.unwrap();
    assert!(dump.contains("request: \"form-1\" | \"lin\""), "{dump}");
    authority.commands.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(store::verify::dump(&authority.reader).await.unwrap(), dump);
    // It was done once, and was taken back: doing it again needs another form.
    assert_eq!(submit(&authority, command()).await.unwrap(), first);
    submit(&authority, keyed(open(day(3, 1), "A@office"), "form-3")).await.unwrap();
    let mut view = store::journal::View::of(&authority.reader).await.unwrap();
    let record = view.records_after(first.sequence - 1, 1).await.unwrap().remove(0);
    let request = record.request().unwrap();
    assert_eq!(request.key, "form-1");
    let body = String::from_utf8(record.body.clone()).unwrap();
    assert!(
        body.ends_with("\"}}") && body.contains(",\"request\":{\"key\":\"form-1\",\"digest\":\"")
    );
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}
