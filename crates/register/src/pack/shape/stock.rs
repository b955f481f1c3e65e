//! The grammar of pools: what they hold, what steps draw from them, which shares they admit.

use super::steps::CONDITION;
use super::{Doc, Entry, Mapping, NameKind, Names, Shape, Word};

pub(super) static STOCK: Mapping = Mapping::plain(
    "stock",
    &[
        Entry::needed(
            "in",
            Doc(
                "计量单位；yuan 即以元计的额度，步骤中用 money 字段",
                "What its pools are counted in; `yuan` for money, moved by money fields.",
            ),
            Shape::Word(Word::UnitOfMeasure),
        ),
        Entry::may(
            "shared",
            Doc(
                "yes 表示范围之外的单位也可占用（如基层预约上级医院号源）；不写则只能占用看得见的池",
                "`yes`: units elsewhere may draw on its pools too, as a community clinic books at a \
                 hospital. Without it only pools that the actor sees can be drawn on.",
            ),
            Shape::Word(Word::Flag),
        ),
    ],
);

const AMOUNT: Doc = Doc("整数或金额字段", "integer or money field");
const POOL: Doc = Doc("类型为 matter 的字段", "field of type matter");
const OF_POOL: Shape = Shape::Word(Word::Reference(POOL));

pub(super) const FILL: Entry = Entry::may(
    "fill",
    Doc(
        "投放：池增加此字段所填的数量。只用于 stock 台账",
        "Supplies the pool with as much as this field says. Of stock registers only.",
    ),
    Shape::Word(Word::Reference(AMOUNT)),
);

pub(super) const DRAIN: Entry = Entry::may(
    "drain",
    Doc(
        "收回：池减少此字段所填的数量，all_free 为全部空余。只用于 stock 台账",
        "Withdraws as much as this field says from what is free; `all_free` withdraws all of it. Of \
         stock registers only.",
    ),
    Shape::Word(Word::Reference(AMOUNT)),
);

static TAKE_ONE: Shape =
    Shape::Either { word: Word::Reference(POOL), other: &Shape::Mapping(&TAKEN) };
static HOLD_ONE: Shape = Shape::Mapping(&HELD);
static SETTLE_ONE: Shape = Shape::Word(Word::Reference(POOL));
static GIVE_BACK_ONE: Shape =
    Shape::Either { word: Word::Reference(POOL), other: &Shape::Mapping(&GIVEN_BACK) };

const fn pools(key: &'static str, doc: Doc, of: &'static Shape) -> Entry {
    Entry::may(key, doc, Shape::OneOrMany(of))
}

pub(super) const TAKE: Entry = pools(
    "take",
    Doc(
        "占用：从字段所指的池中占用一个，或如所写的数量；几个池同时占用，缺一即全不占用",
        "Takes one place, or an amount, from the pool that the field names. Several pools are taken \
         from together: all of it or nothing.",
    ),
    &TAKE_ONE,
);

pub(super) const HOLD: Entry = pools(
    "hold",
    Doc(
        "保留：在限定时间内保留，到期由系统办理 lapse 所写的步骤",
        "Holds places for a limited time; when it is over, the system takes the step named by `lapse`.",
    ),
    &HOLD_ONE,
);

pub(super) const CONFIRM: Entry = pools(
    "confirm",
    Doc("确认：所保留的转为占用", "Turns what the matter holds into used places."),
    &SETTLE_ONE,
);

pub(super) const RELEASE: Entry =
    pools("release", Doc("放弃：所保留的退回", "Gives up what the matter holds."), &SETTLE_ONE);

pub(super) const GIVE_BACK: Entry = pools(
    "give_back",
    Doc(
        "退还：所占用的全部，或如所写的数量，退回",
        "Gives back all that the matter has used, or an amount of it.",
    ),
    &GIVE_BACK_ONE,
);

const AMOUNT_ENTRY: Entry = Entry::may(
    "amount",
    Doc("数量所在的字段", "The field that says how much."),
    Shape::Word(Word::Reference(AMOUNT)),
);

static TAKEN: Mapping = Mapping::plain(
    "take",
    &[
        Entry::needed("from", Doc("指明池的字段", "The field that names the pool."), OF_POOL),
        AMOUNT_ENTRY,
    ],
);

static HELD: Mapping = Mapping::plain(
    "hold",
    &[
        Entry::needed("from", Doc("指明池的字段", "The field that names the pool."), OF_POOL),
        AMOUNT_ENTRY,
        Entry::needed("for", Doc("保留多久", "For how long."), Shape::Word(Word::Duration)),
        Entry::needed(
            "lapse",
            Doc(
                "到期的步骤，须 release 此池；只由系统办理",
                "The step that is taken when the time is over; it must `release` the pool, and only the \
                 system takes it.",
            ),
            Shape::Word(Word::Reference(Doc("步骤", "step"))),
        ),
    ],
);

static GIVEN_BACK: Mapping = Mapping::plain(
    "give back",
    &[
        Entry::needed("to", Doc("指明池的字段", "The field that named the pool."), OF_POOL),
        AMOUNT_ENTRY,
    ],
);

pub(super) static CAPS: Names =
    Names { key: NameKind::Identifier, of: Shape::Mapping(&CAP), max: 20, reserved: &["name"] };

const PLACES: Shape = Shape::Word(Word::OneOf(&["supplied", "drawn", "used"]));

static CAP: Mapping = Mapping::plain(
    "cap",
    &[
        Entry::needed(
            "part",
            Doc(
                "分子：投放（supplied）、保留和占用（drawn）或占用（used）的数量",
                "What is counted as the part: places `supplied`, `drawn` (held and used) or `used`.",
            ),
            PLACES,
        ),
        Entry::may(
            "where",
            Doc("分子只计这些维度取值的池", "The part counts only pools with these dimensions."),
            Shape::Names(&CONDITION),
        ),
        Entry::needed("whole", Doc("分母：全部池的数量", "What is counted as the whole."), PLACES),
        Entry::may(
            "within",
            Doc(
                "同一 unit（单位）、同一 due（日期）或同一维度取值的池合并计算；不写则全部合并",
                "Pools are counted together that have these in common: `unit`, `due` (the day in the due \
                 field) or a dimension. Without it all of them are counted together.",
            ),
            Shape::List {
                of: &Shape::Word(Word::Reference(Doc(
                    "unit、due 或维度",
                    "unit, due or dimension",
                ))),
                max: 10,
            },
        ),
        Entry::needed(
            "at_most",
            Doc("上限所在的参数，in: ratio", "The parameter with the limit, in `ratio`."),
            Shape::Word(Word::Reference(Doc("参数", "parameter"))),
        ),
        Entry::needed(
            "over",
            Doc(
                "refuse 为超过即拒绝；{ ask: 字段 } 为在此文字字段说明理由后方可办理",
                "`refuse`, or `{ ask: field }`: admitted if the step gives a reason in this text field.",
            ),
            Shape::Either { word: Word::OneOf(&["refuse"]), other: &Shape::Mapping(&ASKED) },
        ),
        Entry::needed(
            "cite",
            Doc("条款、决定或方案", "Article, decision or scheme that asks for it."),
            Shape::Word(Word::Text(200)),
        ),
    ],
);

static ASKED: Mapping = Mapping::plain(
    "over",
    &[Entry::needed(
        "ask",
        Doc("说明理由的文字字段", "The text field with the reason."),
        Shape::Word(Word::Reference(Doc("文字字段", "text field"))),
    )],
);
