//! The grammar of fields: what a matter of a register holds.

use super::{Doc, Entry, Kind, Kinds, Mapping, NameKind, Names, Shape, Word};
use crate::value::AMOUNT_MAX;

/// Names of fields that would be taken for something else in texts, imports, addresses or books.
const RESERVED_FIELDS: &[&str] =
    &["name", "number", "unit", "state", "days_open", "pool", "all_free"];

pub(super) static FIELDS: Names = Names {
    key: NameKind::Identifier,
    of: Shape::Mapping(&FIELD),
    max: 200,
    reserved: RESERVED_FIELDS,
};

static COLUMNS: Names = Names {
    key: NameKind::Identifier,
    of: Shape::Mapping(&COLUMN),
    max: 40,
    reserved: RESERVED_FIELDS,
};

const TYPE_DOC: Doc = Doc("字段类型", "What the field holds.");

const PERSONAL: Entry = Entry::may(
    "personal",
    Doc(
        "个人信息：其值加密存于记录之外，可依法删除；不作维度、标题、时限，不记账，不作条件",
        "Personal data: its values are kept encrypted outside the journal and can be erased. It is no \
         dimension, title or deadline, is not posted, and no rule draws on it.",
    ),
    Shape::Word(Word::Flag),
);

static FIELD: Mapping = Mapping {
    name: "field",
    entries: &[PERSONAL],
    kinds: Kinds::ByValue { key: "type", doc: TYPE_DOC, of: &FIELD_KINDS },
};

static COLUMN: Mapping = Mapping {
    name: "column of a group",
    entries: &[],
    kinds: Kinds::ByValue { key: "type", doc: TYPE_DOC, of: &COLUMN_KINDS },
};

const DIMENSION: Entry = Entry::may(
    "dimension",
    Doc("数据可按此字段查询", "Whether figures can be asked by its value."),
    Shape::Word(Word::Flag),
);

const fn kind(key: &'static str, doc: Doc, entries: &'static [Entry]) -> Kind {
    Kind { key, doc, head: None, entries }
}

const TEXT: Kind =
    kind("text", Doc("文字，最多 4000 字", "Free text, at most 4,000 characters."), &[]);
const INTEGER: Kind = kind(
    "integer",
    Doc("整数", "A whole number."),
    &[
        Entry::may("min", Doc("最小值，默认 0", "The smallest admitted; 0 if left out."), BOUND),
        Entry::may("max", Doc("最大值", "The largest admitted."), BOUND),
    ],
);
const BOUND: Shape = Shape::Word(Word::Integer { min: -AMOUNT_MAX, max: AMOUNT_MAX });
const MONEY: Kind = kind(
    "money",
    Doc("金额，以元填写，精确到分", "Money, written in yuan, exact to the fen."),
    &[],
);
const PENALTY_MONEY: Kind = kind(
    "penalty_money",
    Doc(
        "罚没款；考核指标不得引用（行政处罚法第七十四条）",
        "Fines and confiscations. No assessed indicator may draw on them (行政处罚法 Art. 74).",
    ),
    &[],
);
const DATE: Kind = kind("date", Doc("日期", "A day."), &[]);
const MOMENT: Kind = kind(
    "moment",
    Doc(
        "日期和时间，小时计的时限由此起算",
        "A day and a time of day: what clocks in hours are counted from.",
    ),
    &[],
);
const CHOICE: Kind = kind(
    "choice",
    Doc("单选", "One of the listed choices."),
    &[
        Entry::needed(
            "of",
            Doc("可选项", "The choices."),
            Shape::List { of: &Shape::Word(Word::Identifier), max: 200 },
        ),
        DIMENSION,
    ],
);
const FLAG: Kind = kind("flag", Doc("是或否", "Yes or no."), &[DIMENSION]);
const UNIT: Kind = kind("unit", Doc("组织机构中的单位", "A unit of the organisation."), &[]);
const MATTER: Kind = kind(
    "matter",
    Doc(
        "本业务包某台账的一个事项，填其编号；步骤据此占用池",
        "A matter of a register of this pack, by its number: the pool that steps draw on.",
    ),
    &[Entry::needed(
        "of",
        Doc("哪个台账", "The register."),
        Shape::Word(Word::Reference(Doc("台账", "register"))),
    )],
);
const LINES: Kind = kind(
    "lines",
    Doc("明细：若干行，每行若干列", "Rows with columns of their own."),
    &LINES_ENTRIES,
);
static LINES_ENTRIES: [Entry; 2] = [
    Entry::may(
        "unique",
        Doc("此列的每个值至多一行", "The column of which every value may stand in one row only."),
        Shape::Word(Word::Reference(Doc("列", "column"))),
    ),
    Entry::needed("fields", Doc("明细的列", "The columns."), Shape::Names(&COLUMNS)),
];

static FIELD_KINDS: [Kind; 11] =
    [TEXT, INTEGER, MONEY, PENALTY_MONEY, DATE, MOMENT, CHOICE, FLAG, UNIT, MATTER, LINES];
static COLUMN_KINDS: [Kind; 8] = [TEXT, INTEGER, MONEY, PENALTY_MONEY, DATE, CHOICE, FLAG, UNIT];
