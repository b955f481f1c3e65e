//! What is late, what falls due, what stands still; and how a deadline was counted.

use app::calendars::{Publication, Publishing};
use axum::http::StatusCode;
use base::Lang;

use crate::site::{Site, TODAY, operator};

/// The numbers listed, without what is the same in all.
async fn listed(site: &Site, person: &str, query: &str) -> String {
    let text = site.get_as(person, Lang::Zh, &format!("/deadlines?{query}")).await.text;
    let cells = text.split("class=\"number\"><a href=\"/registers/permits/XK-2021-000").skip(1);
    cells.filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>().join(" ")
}

/// Today is 30 June. Of five applications of 1 to 5 March one is answered and one handed over; their own
/// days are 28, 29 and 30 June in turn, the statutory ones lie at the beginning of April.
#[tokio::test]
async fn the_earliest_stands_first_and_what_is_done_is_not_listed() {
    let site = Site::open().await;
    assert_eq!(listed(&site, "operator", "show=late").await, "3 4 5 4 2 5");
    assert_eq!(listed(&site, "operator", "show=late&unit=d01").await, "3 5 5");
    assert_eq!(listed(&site, "operator", "show=week&register=permits").await, "3");
    assert_eq!(listed(&site, "operator", "show=standing").await, "2");
    let all = site.get("/deadlines").await.text;
    assert!(all.contains("已逾期 6") && all.contains("暂停计时 1"), "{all}");
    let nothing = site.get("/deadlines?show=near&unit=d01").await.text;
    assert!(nothing.contains("没有这样的时限"), "{nothing}");
}

/// The end of a day that is past, of one to come, and of today told as a day.
#[tokio::test]
async fn any_day_can_be_asked_about() {
    let site = Site::open().await;
    assert_eq!(listed(&site, "operator", "show=late&on=2021-06-28").await, "3 4 5");
    assert_eq!(listed(&site, "operator", "show=late&on=2021-06-29").await, "3 4 5 4");
    assert_eq!(listed(&site, "operator", "show=late&on=2021-06-30").await, "3 4 5 4 2 5");
    assert_eq!(listed(&site, "operator", "show=late&on=2021-07-01").await, "3 4 5 4 2 5 3");
    assert_eq!(listed(&site, "operator", "show=late&on=2021-03-05").await, "");
    let past = site.get("/deadlines?on=2021-06-28").await.text;
    for part in
        ["2021-06-28日终", "按今日所知", "/deadlines?show=week&#38;on=2021-06-28", "已逾期 3"]
    {
        assert!(past.contains(part), "{part}: {past}");
    }
    let ahead = site.get_as("operator", Lang::En, "/deadlines?on=2021-07-01").await.text;
    assert!(ahead.contains("if nothing more happens"), "{ahead}");
}

#[tokio::test]
async fn others_see_only_their_own_and_a_wrong_address_says_what_is_wrong() {
    let site = Site::open().await;
    assert_eq!(listed(&site, "west", "show=late").await, "4 4 2");
    let other = site.get_as("west", Lang::En, "/deadlines?unit=d01").await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    for query in ["show=soon", "page=0", "register=Permits!", "on=2021-02-30"] {
        let wrong = site.get_as("operator", Lang::En, &format!("/deadlines?{query}")).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[tokio::test]
async fn the_page_of_a_matter_shows_how_its_deadline_was_counted() {
    let site = Site::open().await;
    let text = site.get_as("operator", Lang::En, "/registers/permits/XK-2021-0003").await.text;
    for part in [
        "Term of the answer",
        "statutory",
        "示范条例第九条",
        "25 working days",
        "清明节",
        "up to 25",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let stands = site.get_as("operator", Lang::En, "/registers/permits/XK-2021-0002").await.text;
    // 25 working days after 2 March; handed over on 2 April, it stands still since then.
    for part in [
        "Stands still since 2021-04-02",
        "Had it never stood still, it would end on 2021-04-07",
        "Sample East 23 working days, Sample West 60 working days",
    ] {
        assert!(stands.contains(part), "{part}: {stands}");
    }
    let done = site.get_as("operator", Lang::En, "/registers/permits/XK-2021-0001").await.text;
    assert!(done.contains("Over on 2021-04-01 (“Answer”), in time."), "{done}");
    for address in ["clocks", "clocks.json", "clocks.docx"] {
        let address = format!("/registers/permits/XK-2021-0003/{address}");
        let guest = site.get_as("guest", Lang::Zh, &address).await;
        assert_eq!(guest.status, StatusCode::FORBIDDEN, "{address}");
        let elsewhere = site.get_as("west", Lang::Zh, &address).await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn a_published_calendar_shows_on_the_page_what_it_moved() {
    let site = Site::open().await;
    // Nobody has a day off for Qingming: 25 working days after 3 March end one day earlier.
    let publication = Publication {
        name: "2021.yaml".to_owned(),
        file: "year: 2021\npapers: [示范]\n".to_owned(),
        unit: None,
        basis: String::new(),
    };
    let ctx = operator(TODAY);
    let published = site.commands.publish_calendar(&ctx, publication, Publishing::ForGood).await;
    assert_eq!(published.unwrap().moved.len(), 3);
    let text = site.get_as("operator", Lang::En, "/registers/permits/XK-2021-0003").await.text;
    for part in ["Deadlines derived anew", "by the calendar of record", "2021-04-08", "2021-04-07"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn a_derivation_is_a_page_data_and_a_document() {
    let site = Site::open().await;
    let address = "/registers/permits/XK-2021-0002/clocks";
    let page = site.get_as("operator", Lang::En, address).await.text;
    for part in
        ["Derivation sheet", "Stands still since 2021-04-02 (", "clocks.docx", "clocks.json"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let data = site.get_as("operator", Lang::En, &format!("{address}.json")).await;
    for part in ["\"clock\": \"answer\"", "\"light\": \"grey\"", "\"never_stood\": \"2021-04-07\""]
    {
        assert!(data.text.contains(part), "{part}: {}", data.text);
    }
    let word = site.get_as("operator", Lang::En, &format!("{address}.docx")).await;
    assert_eq!((word.status, word.bytes.get(..2)), (StatusCode::OK, Some(&b"PK"[..])));
    // Whoever may not see the matter sees nothing of its deadlines either.
    for file in ["", ".json", ".docx"] {
        let elsewhere = "/registers/permits/XK-2021-0003/clocks";
        let other = site.get_as("west", Lang::En, &format!("{elsewhere}{file}")).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{file}");
        let none = site.get(&format!("/registers/permits/XK-9/clocks{file}")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{file}");
    }
}
