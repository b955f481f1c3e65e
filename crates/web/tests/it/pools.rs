//! Pools: how many places there are, and who has them.

use base::value::Fields;
use base::{Key, Lang, Value};
use jiff::civil::date;
use register::decide::{Act, What};

use crate::site::{Site, TODAY, operator};

async fn step(
    site: &Site,
    at: (&'static str, &str),
    name: &'static str,
    set: &[(&'static str, Value)],
) {
    let set: Fields = set.iter().map(|(key, value)| (Key::literal(key), value.clone())).collect();
    let act = Act {
        register: Key::literal(at.0),
        number: Some(at.1.to_owned()),
        what: What::Step { step: Key::literal(name), unit: None, set },
        effective_on: TODAY,
        basis: String::new(),
    };
    site.commands.submit(&operator(TODAY), act).await.unwrap();
}

async fn clinic() -> Site {
    let site = Site::appointments().await;
    let choice = |word: &'static str| Value::Choice(Key::literal(word));
    let pool = [
        ("clinic", Value::Text("呼吸内科".to_owned())),
        ("held_on", Value::Date(date(2021, 7, 8))),
        ("half", choice("morning")),
        ("service", choice("general")),
        ("channel", choice("primary")),
        ("places", Value::Integer(4)),
    ];
    step(&site, ("slots", "HY-1"), "release", &pool).await;
    for number in ["YY-1", "YY-2"] {
        let slot = ("slot", Value::Text("HY-1".to_owned()));
        let booking = [slot, ("visit", choice("first")), ("via", choice("app"))];
        step(&site, ("bookings", number), "hold", &booking).await;
    }
    step(&site, ("bookings", "YY-1"), "confirm", &[]).await;
    site
}

#[tokio::test]
async fn the_list_shows_each_pool_as_a_bar_with_words() {
    let site = clinic().await;
    let text = site.get_as("operator", Lang::En, "/registers/slots").await.text;
    let words = "4 places: 1 used, 1 held, 2 free";
    assert!(text.contains(&format!("role=\"img\" aria-label=\"{words}\"")), "{text}");
    assert!(text.contains("<rect class=\"places-used\" width=\"25\""), "{text}");
    assert!(text.contains("<rect class=\"places-held\" x=\"25\" width=\"25\""), "{text}");
    let bookings = site.get_as("operator", Lang::En, "/registers/bookings").await.text;
    assert!(!bookings.contains("class=\"places\""));
}

#[tokio::test]
async fn the_page_of_a_pool_leads_to_whoever_drew() {
    let site = clinic().await;
    let text = site.get_as("operator", Lang::Zh, "/registers/slots/HY-1").await.text;
    assert!(text.contains("共 4 个：占用 1，保留 1，空余 2"), "{text}");
    for said in ["投放", "保留", "确认", "href=\"/registers/bookings/YY-1\""] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let booking = site.get_as("operator", Lang::Zh, "/registers/bookings/YY-1").await.text;
    assert!(!booking.contains("id=\"draws\""));
}
