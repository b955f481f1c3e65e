//! A small authority behind the real router, on a fixed day: the door through which every test goes.
//!
//! Long because it is the one site that all page tests ask.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::Commands;
use app::closing::{Order, Sealing};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use base::ctx::{Actor, Rights};
use base::value::Fields;
use base::{Ctx, Key, Lang, Value};
use jiff::civil::{Date, date};
use register::decide::{Act, What};
use register::event::{PersonDefined, UnitDefined};
use tempfile::TempDir;
use tower::ServiceExt;
use web::{Keys, Moment, Packs, Web};

pub(crate) const TODAY: Date = date(2021, 6, 30);

/// A text that would do harm if a page did not escape it.
pub(crate) const PROBE: &str = "<script>alert(\"台账\")</script>&'";

pub(crate) struct Site {
    router: Router,
    pub(crate) commands: Commands,
    reader: store::Reader,
    report: reports::Template,
    /// Holds the database until the test ends.
    _folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    /// An authority with two districts, four people and five applications.
    pub(crate) async fn open() -> Site {
        let site = Site::of(files(PACK), people()).await;
        site.fill().await;
        site
    }

    /// The same authority with the pack of appointments, and nobody in it yet but the operator.
    pub(crate) async fn appointments() -> Site {
        Site::of(files(APPOINTMENTS), vec![]).await
    }

    pub(crate) async fn of(pack: BTreeMap<String, String>, people: Vec<PersonDefined>) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let (reader, writer) = store::open(&path, store::Open::Create).await.unwrap();
        let keys = app::personal::Keys::new(app::personal::KeyFile::beside(&path));
        let commands = Commands::with_keys(writer, keys);
        let operator = operator(date(2021, 1, 1));
        commands.define_units(&operator, units()).await.unwrap();
        commands.adopt_pack(&operator, pack).await.unwrap();
        commands.define_people(&operator, people).await.unwrap();
        let catalogue = store::catalogue::current(&reader).await.unwrap();
        let (template, faults) = reports::Template::read(&files(REPORT));
        assert_eq!(faults.iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
        let template = template.unwrap();
        let (kept, report) = (reader.clone(), template.clone());
        let web = Web {
            reader,
            commands: commands.clone(),
            keys: Keys::default(),
            packs: Packs::new(catalogue),
            reports: Arc::new(BTreeMap::from([("half-year".to_owned(), template)])),
            clock: Arc::new(|| Moment { now: at(TODAY).to_zoned(china()), today: TODAY }),
            operator: operator.actor,
        };
        let router = web::router(web);
        Site { router, commands, reader: kept, report, _folder: folder }
    }

    /// Five applications: one answered, one handed over, one withdrawn by mistake, two just received.
    async fn fill(&self) {
        let lin = |day| acting("lin", day);
        let subjects = ["查询许可办理进度", "开办诊所的许可", PROBE, "变更许可事项", "补办许可证"];
        for (index, subject) in subjects.into_iter().enumerate() {
            let day = date(2021, 3, 1 + i8::try_from(index).unwrap());
            let applicant = if index == 1 { "company" } else { "citizen" };
            let mut set = fields([
                ("subject", Value::Text(subject.to_owned())),
                ("applicant", Value::Choice(Key::new(applicant).unwrap())),
                ("due_on", Value::Date(date(2021, 6, 28 + i8::try_from(index).unwrap() % 3))),
                ("urgent", Value::Flag(index == 0)),
            ]);
            if index == 0 {
                let line = fields([
                    ("kind", Value::Choice(Key::literal("form"))),
                    ("copies", Value::Integer(2)),
                ]);
                set.insert(Key::literal("documents"), Value::Lines(vec![line]));
            }
            let unit = Some(Key::literal(if index == 3 { "d02" } else { "d01" }));
            self.step(&lin(day), None, ("receive", unit, set)).await;
        }
        let number = |n: u32| Some(format!("XK-2021-{n:04}"));
        let reply =
            fields([("fee", Value::Fen(7_150)), ("reply", Value::Text("已答复".to_owned()))]);
        self.step(&acting("zhou", date(2021, 4, 1)), number(1), ("answer", None, reply)).await;
        let lead = fields([("lead", Value::Unit(Key::literal("d02")))]);
        self.step(&lin(date(2021, 4, 2)), number(2), ("hand_over", None, lead)).await;
        let done =
            self.step(&lin(date(2021, 4, 3)), number(5), ("withdraw", None, Fields::new())).await;
        let act = |what| Act {
            register: Key::literal("permits"),
            number: number(5),
            what,
            effective_on: date(2021, 4, 4),
            basis: "电话记录".to_owned(),
        };
        let reverse = What::Reverse { of: done, reason: "误点撤回".to_owned() };
        self.commands.submit(&lin(date(2021, 4, 4)), act(reverse)).await.unwrap();
        let note = What::Note("申请人将补充材料".to_owned());
        self.commands.submit(&lin(date(2021, 4, 4)), act(note)).await.unwrap();
        let attended = fields([("attended", Value::Integer(12_345))]);
        let act = Act {
            register: Key::literal("visits"),
            number: None,
            what: What::Step {
                step: Key::literal("report"),
                unit: Some(Key::literal("d01")),
                set: attended,
            },
            effective_on: date(2021, 5, 31),
            basis: String::new(),
        };
        self.commands.submit(&lin(date(2021, 5, 31)), act).await.unwrap();
    }

    async fn step(
        &self,
        ctx: &Ctx,
        number: Option<String>,
        (step, unit, set): (&'static str, Option<Key>, Fields),
    ) -> u64 {
        let act = Act {
            register: Key::literal("permits"),
            number,
            what: What::Step { step: Key::literal(step), unit, set },
            effective_on: ctx.today,
            basis: "示范条例".to_owned(),
        };
        self.commands.submit(ctx, act).await.unwrap().sequence
    }

    /// Seals the report of the half-year, prepared by Lin.
    pub(crate) async fn close_half_year(&self) {
        let template = Box::new(self.report.clone());
        let order = Order {
            key: Key::literal("half_year"),
            zh: "上半年自查".to_owned(),
            en: "Half-year review".to_owned(),
            prepared_by: Some(Key::literal("lin")),
            what: Sealing::Report { key: "half-year".to_owned(), template },
        };
        self.commands.close_books(&operator(TODAY), &self.reader, order).await.unwrap();
    }

    /// An application of 25 June that is entered after the half-year was closed.
    pub(crate) async fn enter_late(&self) {
        let set = fields([
            ("subject", Value::Text("补记的申请".to_owned())),
            ("applicant", Value::Choice(Key::literal("citizen"))),
        ]);
        let unit = Some(Key::literal("d01"));
        self.step(&acting("lin", date(2021, 6, 25)), None, ("receive", unit, set)).await;
    }

    /// Asks for a page as somebody, in a language.
    pub(crate) async fn get_as(&self, person: &str, lang: Lang, path: &str) -> Answer {
        self.send(as_browser(person, lang, path).body(Body::empty()).unwrap()).await
    }

    /// Asks for a page in Chinese as the administrator of the machine.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_as("operator", Lang::Zh, path).await
    }

    /// Sends a form as a browser does from a page of this site.
    pub(crate) async fn post_as(&self, person: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = as_browser(person, Lang::Zh, path)
            .method("POST")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(encoded(form))).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }
}

/// A request as a browser sends it, with the cookies of somebody.
pub(crate) fn as_browser(person: &str, lang: Lang, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .uri(path)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::COOKIE, format!("taizhang_language={lang}; taizhang_acting={person}"))
}

fn encoded(form: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let pair = |(name, text): &(&str, &str)| format!("{}={}", encode(name), encode(text));
    form.iter().map(pair).collect::<Vec<_>>().join("&")
}

pub(crate) fn fields<const N: usize>(pairs: [(&'static str, Value); N]) -> Fields {
    pairs.into_iter().map(|(key, value)| (Key::literal(key), value)).collect()
}

fn china() -> jiff::tz::TimeZone {
    jiff::tz::Offset::constant(8).to_time_zone()
}

/// Nine in the morning.
fn at(day: Date) -> jiff::Timestamp {
    day.at(9, 0, 0, 0).to_zoned(china()).unwrap().timestamp()
}

pub(crate) fn operator(day: Date) -> Ctx {
    let actor = Actor {
        id: Key::literal("operator"),
        name: "本机管理员".to_owned(),
        scope: Key::literal("authority"),
        rights: Rights::All,
    };
    Ctx { actor, today: day, now: at(day), lang: Lang::Zh }
}

fn acting(person: &'static str, day: Date) -> Ctx {
    let mut ctx = operator(day);
    ctx.actor.id = Key::literal(person);
    ctx
}

fn units() -> Vec<UnitDefined> {
    let unit = |key, kind, parent: Option<&'static str>, zh: &str, en: &str| UnitDefined {
        key: Key::literal(key),
        kind: Key::literal(kind),
        parent: parent.map(Key::literal),
        zh: zh.to_owned(),
        en: en.to_owned(),
    };
    vec![
        unit("authority", "authority", None, "示例市办事机关", "Authority of Sample City"),
        unit("office", "division", Some("authority"), "许可处", "Permits division"),
        unit("d01", "district", Some("authority"), "示例东区", "Sample East"),
        unit("d02", "district", Some("authority"), "示例西区", "Sample West"),
    ]
}

fn people() -> Vec<PersonDefined> {
    let person = |id, name: &str, unit, roles: &[&str]| PersonDefined {
        id: Key::literal(id),
        name: name.to_owned(),
        unit: Key::literal(unit),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    };
    vec![
        person("lin", "林一", "authority", &["permits.handler"]),
        person("zhou", "周二", "authority", &["permits.head"]),
        person("west", "西区甲", "d02", &["permits.handler", "permits.head"]),
        person("guest", "访客", "authority", &[]),
        person("reader", "阅览员", "authority", &["permits.reader"]),
    ]
}

pub(crate) fn files(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    list.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

const APPOINTMENTS: &[(&str, &str)] = &[
    ("pack.yaml", include_str!("../../../../packs/appointments/pack.yaml")),
    ("texts.zh.yaml", include_str!("../../../../packs/appointments/texts.zh.yaml")),
    ("texts.en.yaml", include_str!("../../../../packs/appointments/texts.en.yaml")),
];

const PACK: &[(&str, &str)] = &[
    ("pack.yaml", include_str!("pack/pack.yaml")),
    ("texts.zh.yaml", include_str!("pack/texts.zh.yaml")),
    ("texts.en.yaml", include_str!("pack/texts.en.yaml")),
];

const REPORT: &[(&str, &str)] = &[
    ("report.yaml", include_str!("report/report.yaml")),
    ("body.md", include_str!("report/body.md")),
];
