//! The grammar of the whole file, of roles, parameters and measures.

use super::indicators::INDICATORS;
use super::registers::REGISTERS;
use super::steps::CONDITION;
use super::{Doc, Entry, Kind, Kinds, Mapping, NameKind, Names, Shape, Word};

const NAME: &[&str] = &["name"];

/// `pack.yaml`.
pub(crate) static PACK: Mapping = Mapping::plain(
    "pack.yaml",
    &[
        Entry::needed(
            "key",
            Doc("业务包标识，与文件夹同名", "The pack's identifier, also the name of its folder."),
            Shape::Word(Word::Identifier),
        ),
        Entry::needed(
            "version",
            Doc("每次修改加一", "Counts up with every adopted change."),
            Shape::Word(Word::Integer { min: 1, max: 1_000_000 }),
        ),
        Entry::needed(
            "effective_from",
            Doc("自何日起施行", "The first day on which it applies."),
            Shape::Word(Word::Day),
        ),
        Entry::needed(
            "source",
            Doc("依据的法规、文件或目录行", "The statute, document or catalogue row it follows."),
            Shape::Word(Word::Text(400)),
        ),
        Entry::needed("registers", Doc("台账", "Kinds of matter."), Shape::Names(&REGISTERS)),
        Entry::needed(
            "roles",
            Doc(
                "角色及其权限；人员以“业务包.角色”持有",
                "Roles and their rights; people hold `pack.role`.",
            ),
            Shape::Names(&ROLES),
        ),
        Entry::may(
            "parameters",
            Doc(
                "随文件变化的常数，逐段注明起始日和出处",
                "Constants that change by decree, as dated data.",
            ),
            Shape::Names(&PARAMETERS),
        ),
        Entry::may("measures", Doc("度量", "What is counted."), Shape::Names(&MEASURES)),
        Entry::may("indicators", Doc("指标", "Formulas over measures."), Shape::Names(&INDICATORS)),
    ],
);

static ROLES: Names = Names {
    key: NameKind::Identifier,
    of: Shape::List { of: &Shape::Word(Word::Right), max: 100 },
    max: 50,
    reserved: NAME,
};

static PARAMETERS: Names =
    Names { key: NameKind::Identifier, of: Shape::Mapping(&PARAMETER), max: 200, reserved: NAME };

static PARAMETER: Mapping = Mapping::plain(
    "parameter",
    &[
        IN,
        Entry::needed(
            "values",
            Doc("各时期的取值", "Its values by the day from which they hold."),
            Shape::List { of: &Shape::Mapping(&PARAMETER_VALUE), max: 200 },
        ),
    ],
);

static PARAMETER_VALUE: Mapping = Mapping::plain(
    "value of a parameter",
    &[
        Entry::needed(
            "from",
            Doc("自何日起", "The first day on which it holds."),
            Shape::Word(Word::Day),
        ),
        Entry::needed("value", Doc("取值", "The value, kept exactly."), Shape::Word(Word::Decimal)),
        Entry::needed("cite", Doc("出处", "Where it is laid down."), Shape::Word(Word::Text(200))),
        Entry::may(
            "default",
            Doc(
                "本系统的默认值，须由机关确认或替换",
                "A default of ours that the authority should confirm.",
            ),
            Shape::Word(Word::Flag),
        ),
    ],
);

const IN: Entry = Entry::needed(
    "in",
    Doc("计量单位", "What it counts or measures."),
    Shape::Word(Word::UnitOfMeasure),
);

static MEASURES: Names =
    Names { key: NameKind::Identifier, of: Shape::Mapping(&MEASURE), max: 500, reserved: NAME };

static MEASURE: Mapping = Mapping {
    name: "measure",
    entries: &[
        Entry::needed(
            "register",
            Doc("所计的台账", "The register it counts in."),
            Shape::Word(Word::Reference(Doc("台账", "register"))),
        ),
        Entry::may(
            "where",
            Doc("只计这些维度取值", "Only postings with these values of dimensions."),
            Shape::Names(&CONDITION),
        ),
        IN,
    ],
    kinds: Kinds::ByKey { of: || COUNTS.iter().collect() },
};

const fn counts(key: &'static str, doc: Doc, head: Shape) -> Kind {
    Kind { key, doc, head: Some(head), entries: &[] }
}

const STATES: Shape = Shape::OneOrMany(&Shape::Word(Word::Reference(Doc("状态", "state"))));

static COUNTS: [Kind; 6] = [
    counts(
        "flow_into",
        Doc(
            "期内进入这些状态的事项",
            "Matters that entered the state, or any of the states, within the period.",
        ),
        STATES,
    ),
    counts(
        "stock_of",
        Doc(
            "截止日处于这些状态的事项；open 和 closed 指全部未结、已结状态",
            "Matters that are in the state, or any of the states, at the cut-off; `open` and `closed` \
             stand for all of a kind.",
        ),
        STATES,
    ),
    counts(
        "lines_of",
        Doc("期内记账的明细行数", "Rows of a group posted within the period."),
        Shape::Word(Word::Reference(Doc("明细", "group"))),
    ),
    counts(
        "sum_of",
        Doc(
            "期内记账的数量或金额：字段、组.列或 days_open",
            "An amount posted within the period: `field`, `group.column` or `days_open`.",
        ),
        Shape::Word(Word::Path(Doc("数量或金额", "amount"))),
    ),
    counts(
        "places_of",
        Doc(
            "截止日池中空余（free）、保留（held）或占用（used）的数量；只用于 stock 台账",
            "Places of pools that are free, held or used at the cut-off; of stock registers only.",
        ),
        Shape::OneOrMany(&Shape::Word(Word::OneOf(&["free", "held", "used"]))),
    ),
    Kind {
        key: "lights_of",
        doc: Doc(
            "截止日亮黄灯（yellow，临近时限）、红灯（red，已逾期）或灰灯（grey，暂停计时）的未结事项",
            "Matters in hand whose deadline is near (yellow) or past (red), or whose clock stands still \
             (grey), at the cut-off.",
        ),
        head: Some(Shape::OneOrMany(&Shape::Word(Word::OneOf(&["yellow", "red", "grey"])))),
        entries: &[Entry::may(
            "clock",
            Doc(
                "哪个时限；不写则为台账的 due",
                "Which clock of the register; its plain deadline, `due`, if left out.",
            ),
            Shape::Word(Word::Reference(Doc("时限", "clock"))),
        )],
    },
];
