//! The grammar of steps, their rules, and imports.

use super::stock::{CONFIRM, DRAIN, FILL, GIVE_BACK, HOLD, RELEASE, TAKE};
use super::{Doc, Entry, Kind, Kinds, Mapping, NameKind, Names, Shape, Word};
use crate::rule;

/// Fields and the values they must hold.
pub(crate) static CONDITION: Names = Names {
    key: NameKind::Identifier,
    of: Shape::OneOrMany(&Shape::Word(Word::Choice)),
    max: 20,
    reserved: &[],
};

/// A number or an amount of money, alone or in a group.
pub(crate) const AMOUNT_PATH: Word = Word::Path(Doc("数量或金额", "amount"));

const STATES: Shape = Shape::OneOrMany(&Shape::Word(Word::Reference(Doc("状态", "state"))));
const FIELDS: Shape =
    Shape::List { of: &Shape::Word(Word::Reference(Doc("字段", "field"))), max: 200 };
const COLUMNS: Shape =
    Shape::List { of: &Shape::Word(Word::Reference(Doc("列", "column"))), max: 200 };
const HEADERS: Shape = Shape::List { of: &Shape::Word(Word::Text(80)), max: 100 };

pub(super) static STEP: Mapping = Mapping::plain(
    "step",
    &[
        Entry::may(
            "from",
            Doc(
                "可办理此步骤的状态，一个或多个。恰有一个步骤不写，即登记事项的步骤",
                "The state or states in which it may be taken. Exactly one step has none: the one that \
                 opens a matter.",
            ),
            STATES,
        ),
        Entry::may(
            "to",
            Doc(
                "办理后的状态；不写则状态不变",
                "Where it leads; without it the matter stays in its state.",
            ),
            Shape::Word(Word::Reference(Doc("状态", "state"))),
        ),
        Entry::needed(
            "right",
            Doc("所需权限", "The right it takes, `register.act`; roles list it."),
            Shape::Word(Word::Right),
        ),
        Entry::may(
            "needs",
            Doc(
                "办理后必须有值的字段；此前已填的可不再填",
                "Fields that must have a value afterwards; a value given earlier counts.",
            ),
            FIELDS,
        ),
        Entry::may("may", Doc("还可以填写的字段", "Fields that may be given besides."), FIELDS),
        Entry::may(
            "moves_to",
            Doc(
                "事项移交到此单位字段所填的单位",
                "The unit field whose value the matter moves to.",
            ),
            Shape::Word(Word::Reference(Doc("单位字段", "unit field"))),
        ),
        Entry::may(
            "posts",
            Doc(
                "由此步骤记账的数量、金额或明细字段，以及内置的 days_open（自登记起的天数）",
                "Number, money and group fields that this step posts to the books, and the built-in \
                 `days_open`, the days since the opening.",
            ),
            FIELDS,
        ),
        FILL,
        DRAIN,
        TAKE,
        HOLD,
        CONFIRM,
        RELEASE,
        GIVE_BACK,
        Entry::may(
            "rules",
            Doc(
                "办理的条件，各注明依据",
                "What must hold for it to be taken, each with its citation.",
            ),
            Shape::List { of: &Shape::Mapping(&RULE), max: 30 },
        ),
    ],
);

static RULE: Mapping = Mapping {
    name: "rule",
    entries: &[Entry::needed(
        "cite",
        Doc(
            "条款、决定或方案；拒绝办理时引用",
            "Article, decision or scheme that asks for it; every refusal quotes it.",
        ),
        Shape::Word(Word::Text(200)),
    )],
    kinds: Kinds::ByKey { of: rule_kinds },
};

fn rule_kinds() -> Vec<&'static Kind> {
    rule::ALL.iter().map(|kind| &kind.shape).collect()
}

pub(super) static IMPORT: Mapping = Mapping::plain(
    "import",
    &[
        Entry::needed(
            "columns",
            Doc(
                "列名（字段、number、unit 或仅供步骤引用的名称）及其表头写法；比对时不计空格和全半角",
                "Column (a field, `number`, `unit`, or a name that only steps refer to) and the header \
                 words it goes by; compared without spaces and widths.",
            ),
            Shape::Names(&Names {
                key: NameKind::Identifier,
                of: HEADERS,
                max: 200,
                reserved: &[],
            }),
        ),
        Entry::needed(
            "required",
            Doc("缺了就无法读取任何一行的列", "Columns without which no row can be read."),
            COLUMNS,
        ),
        Entry::may(
            "personal",
            Doc(
                "不需要的个人信息列的表头：识别后不读入；要保护留存的写入 columns",
                "Header words of personal columns that are not needed: recognised and left out. Those to be \
                 kept protected go under `columns`, to a personal field.",
            ),
            HEADERS,
        ),
        Entry::may(
            "words",
            Doc("单元格文字与选项的对应，按列", "What the words in the cells mean, by column."),
            Shape::Names(&Names {
                key: NameKind::Identifier,
                of: Shape::Names(&Names {
                    key: NameKind::Cell,
                    of: Shape::Word(Word::Choice),
                    max: 500,
                    reserved: &[],
                }),
                max: 200,
                reserved: &[],
            }),
        ),
        Entry::needed(
            "steps",
            Doc(
                "依次尝试；适用的每一步成为一条记录",
                "Tried in order; each that applies becomes an event.",
            ),
            Shape::List { of: &Shape::Mapping(&IMPORT_STEP), max: 50 },
        ),
    ],
);

static IMPORT_STEP: Mapping = Mapping::plain(
    "import step",
    &[
        Entry::needed(
            "step",
            Doc("台账的步骤", "A step of the register."),
            Shape::Word(Word::Reference(Doc("步骤", "step"))),
        ),
        Entry::needed(
            "on",
            Doc("业务日期所在的列", "The column that holds its effective day."),
            Shape::Word(Word::Reference(Doc("列", "column"))),
        ),
        Entry::may(
            "when",
            Doc(
                "仅当这些列是这些词（按 words 换算后）时适用；空列表 [] 表示该格为空",
                "Applies only if these columns hold one of these words, after `words`; an empty list \
                 asks for a blank cell.",
            ),
            Shape::Names(&CONDITION),
        ),
        Entry::may(
            "set",
            Doc("取自同名列的字段", "Fields it sets, from columns of the same name, where filled."),
            FIELDS,
        ),
    ],
);
