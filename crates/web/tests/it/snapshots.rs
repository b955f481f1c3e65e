//! The main part of pages, as text that a change cannot slip through.

use base::Lang;

use crate::site::Site;

/// The main part, one tag a line, without the digest that changes with every time of the journal.
fn main_part(html: &str) -> String {
    let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let main = format!("<main{main}");
    let lines = main.replace("><", ">\n<");
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

async fn page(lang: Lang, path: &str) -> String {
    main_part(&Site::open().await.get_as("operator", lang, path).await.text)
}

#[tokio::test]
async fn front_page() {
    insta::assert_snapshot!(page(Lang::Zh, "/").await);
}

#[tokio::test]
async fn register() {
    insta::assert_snapshot!(page(Lang::Zh, "/registers/permits?sort=number").await);
}

#[tokio::test]
async fn matter() {
    insta::assert_snapshot!(page(Lang::Zh, "/registers/permits/XK-2021-0005").await);
}

#[tokio::test]
async fn figure() {
    let path = "/figures/permits.answer_share?from=2021-01-01&as_of=2021-06-30";
    insta::assert_snapshot!(page(Lang::En, path).await);
}

#[tokio::test]
async fn rows() {
    insta::assert_snapshot!(page(Lang::En, "/figures/permits.received/rows?part=0").await);
}
