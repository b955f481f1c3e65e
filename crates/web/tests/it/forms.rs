//! The annual form: every number opens the figure that it is.

use axum::http::StatusCode;
use base::value::Fields;
use base::{Key, Lang, Value};
use jiff::civil::{Date, date};
use register::decide::{Act, What};
use register::event::PersonDefined;

use crate::site::{Site, fields, files, operator};

const DISCLOSURE: [(&str, &str); 3] = [
    ("pack.yaml", include_str!("../../../../packs/disclosure/pack.yaml")),
    ("texts.zh.yaml", include_str!("../../../../packs/disclosure/texts.zh.yaml")),
    ("texts.en.yaml", include_str!("../../../../packs/disclosure/texts.en.yaml")),
];

async fn step(site: &Site, on: Date, number: Option<&str>, step: &'static str, set: Fields) {
    let act = Act {
        register: Key::literal("disclosure"),
        number: number.map(str::to_owned),
        what: What::Step {
            step: Key::literal(step),
            unit: number.is_none().then_some(Key::literal("d01")),
            set,
        },
        effective_on: on,
        basis: String::new(),
    };
    site.commands.submit(&operator(on), act).await.unwrap();
}

/// Of three requests of March, two of citizens, one is withdrawn and one of the company not handled.
async fn site() -> Site {
    let guest = PersonDefined {
        id: Key::literal("guest"),
        name: "访客".to_owned(),
        unit: Key::literal("authority"),
        roles: vec![],
    };
    let site = Site::of(files(&DISCLOSURE), vec![guest]).await;
    for (day, applicant) in [(1, "citizen"), (2, "citizen"), (3, "company")] {
        let received = date(2021, 3, day);
        let set = fields([
            ("subject", Value::Text(format!("申请{day}"))),
            ("applicant", Value::Choice(Key::new(applicant).unwrap())),
            ("channel", Value::Choice(Key::literal("online"))),
            ("received_on", Value::Date(received)),
        ]);
        step(&site, received, None, "receive", set).await;
    }
    let withdrawal = fields([("withdrawal", Value::Text("不再需要".to_owned()))]);
    step(&site, date(2021, 3, 8), Some("XXGK-2021-0001"), "withdraw", withdrawal).await;
    let ground = fields([
        ("ground", Value::Choice(Key::literal("other"))),
        ("notice_document", Value::Text("告知书".to_owned())),
    ]);
    step(&site, date(2021, 3, 9), Some("XXGK-2021-0003"), "refuse_to_handle", ground).await;
    site
}

/// The links of a page to figures, with the number that each stands on.
fn numbers(text: &str) -> Vec<(String, String)> {
    let links = text.split("<a href=\"/figures/").skip(1);
    links
        .map(|rest| {
            let (address, rest) = rest.split_once('"').unwrap();
            let number = rest.trim_start_matches('>').split('<').next().unwrap();
            (format!("/figures/{}", address.replace("&#38;", "&")), number.to_owned())
        })
        .collect()
}

#[tokio::test]
async fn every_number_opens_the_figure_that_it_is() {
    let site = site().await;
    let page = site.get("/forms/disclosure-annual?year=2021").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let numbers = numbers(&page.text);
    // 25 rows of 7 columns; one row counts two ways to end.
    assert_eq!(numbers.len(), 25 * 7 + 7);
    for (address, number) in &numbers {
        let figure = site.get(address).await.text;
        let says = format!("<data class=\"big\" value=\"{number}\">");
        assert!(figure.contains(&says), "{address}: not {number}: {figure}");
    }
    let sum: u32 = numbers.iter().map(|(_, number)| number.parse::<u32>().unwrap()).sum();
    // Each of 3 received, 2 ended and 1 carried on twice, in its column and in all; the 2 also in their total.
    assert_eq!(sum, 2 * (3 + 2 + 2 + 1));
    assert!(!page.text.contains("相差"), "{}", page.text);
}

#[tokio::test]
async fn the_file_says_the_same_and_english_is_complete() {
    let site = site().await;
    let csv = site.get("/forms/disclosure-annual.csv?year=2021").await;
    assert!(csv.text.contains("（六）其他处理 3.其他,1,1,0,0,0,0,2\r\n"), "{}", csv.text);
    assert!(csv.text.contains("四、结转下年度继续办理,1,0,0,0,0,0,1\r\n"), "{}", csv.text);
    let english = site.get_as("operator", Lang::En, "/forms/disclosure-annual?year=2021").await;
    for part in
        ["Legal persons and other organisations", "3. Results of this year", "4. Carried on"]
    {
        assert!(english.text.contains(part), "{part}: {}", english.text);
    }
    assert!(site.get("/reports").await.text.contains("/forms/disclosure-annual"));
}

#[tokio::test]
async fn what_cannot_be_filled_in_says_why() {
    let site = site().await;
    let early = site.get("/forms/disclosure-annual?year=2019").await;
    assert_eq!(early.status, StatusCode::NOT_FOUND);
    assert!(early.text.contains("没有 2019 年度的式样；最早的是 2021 年度"), "{}", early.text);
    let outside = site.get("/forms/disclosure-annual?year=2021&as_of=2022-01-01").await;
    assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY);
    let elsewhere = site.get("/forms/disclosure-annual?year=2021&unit=nowhere").await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/forms/disclosure-annual?year=x").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/forms/another").await.status, StatusCode::NOT_FOUND);
    let guest = site.get_as("guest", Lang::Zh, "/forms/disclosure-annual?year=2021").await;
    assert_eq!(guest.status, StatusCode::FORBIDDEN);
    assert!(!site.get_as("guest", Lang::Zh, "/reports").await.text.contains("/forms/"));
    // An authority whose packs it does not fit has no such form.
    let without = Site::open().await;
    assert_eq!(without.get("/forms/disclosure-annual").await.status, StatusCode::NOT_FOUND);
    assert!(!without.get("/reports").await.text.contains("/forms/"));
}
