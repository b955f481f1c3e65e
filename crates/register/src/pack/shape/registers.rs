//! The grammar of registers and their fields.

use super::clocks::CLOCKS;
use super::fields::FIELDS;
use super::steps::{IMPORT, STEP};
use super::stock::{CAPS, STOCK};
use super::{Doc, Entry, Kind, Kinds, Mapping, NameKind, Names, Shape, Word};

const NAME: &[&str] = &["name"];

pub(super) static REGISTERS: Names =
    Names { key: NameKind::Identifier, of: Shape::Mapping(&REGISTER), max: 20, reserved: NAME };

static REGISTER: Mapping = Mapping::plain(
    "register",
    &[
        Entry::needed(
            "kind",
            Doc(
                "case 为一事一项、逐步办理；count 为各单位按期报数；stock 为号源、库存、额度等池，\
                 一项一池，不得超出",
                "`case`: one matter, many steps. `count`: units report quantities for every period; a \
                 report of zero is a report, none is missing. `stock`: every matter is a pool of places \
                 (slots, doses, a budget), of which none is given twice.",
            ),
            Shape::Either { word: Word::OneOf(&["case"]), other: &Shape::Mapping(&OF_KIND) },
        ),
        Entry::needed(
            "number",
            Doc(
                "系统编号的前缀，如 XXGK 得 XXGK-2021-0001",
                "Begins the numbers that the system gives: XXGK makes XXGK-2021-0001.",
            ),
            Shape::Word(Word::Prefix),
        ),
        Entry::may(
            "title",
            Doc("作为标题显示的文字字段", "The text field shown as the title of a matter."),
            Shape::Word(Word::Reference(Doc("文字字段", "text field"))),
        ),
        Entry::may(
            "due",
            Doc(
                "作为办理时限的日期字段；对池而言是可以占用的最后一天",
                "The date field that is the plain deadline; of a pool the last day on which its places \
                 can be drawn.",
            ),
            Shape::Word(Word::Reference(Doc("日期字段", "date field"))),
        ),
        Entry::may(
            "due_in",
            Doc(
                "时限在哪些未结状态下计算；不写则为全部未结状态",
                "The open states in which the deadline runs; without it all of them.",
            ),
            Shape::OneOrMany(&Shape::Word(Word::Reference(Doc("状态", "state")))),
        ),
        Entry::may(
            "warn_days",
            Doc(
                "时限前多少天（自然日）亮黄灯；不写则只在逾期后亮红灯",
                "How many calendar days before the deadline its light turns yellow; without it there is \
                 only red, from the day after.",
            ),
            Shape::Word(Word::Integer { min: 1, max: 366 }),
        ),
        Entry::may(
            "clocks",
            Doc(
                "按规则推算的时限，法定与内部并列；只用于 case 台账",
                "Terms that are derived by rule, statutory and internal side by side; of case registers.",
            ),
            Shape::Names(&CLOCKS),
        ),
        Entry::may(
            "subject",
            Doc(
                "说明个人信息属于何人的文字字段（如证件号码），须为 personal；未写则以事项为单位",
                "The personal text field that says whom the personal data are about, such as an identity \
                 number; without it the matter stands for the person.",
            ),
            Shape::Word(Word::Reference(Doc("个人信息文字字段", "personal text field"))),
        ),
        Entry::needed("fields", Doc("字段", "What is known of a matter."), Shape::Names(&FIELDS)),
        Entry::needed(
            "states",
            Doc(
                "状态，分未结与已结",
                "Where a matter can be: still somebody's work, or done with.",
            ),
            Shape::Mapping(&STATES),
        ),
        Entry::needed("steps", Doc("步骤", "What may happen to a matter."), Shape::Names(&STEPS)),
        Entry::may(
            "caps",
            Doc(
                "不得超过的占比，只用于 stock 台账",
                "Shares of its places that must not be exceeded; of stock registers only.",
            ),
            Shape::Names(&CAPS),
        ),
        Entry::may(
            "import",
            Doc(
                "电子表格的一行如何成为事项的经过",
                "How a row of a spreadsheet becomes a history.",
            ),
            Shape::Mapping(&IMPORT),
        ),
    ],
);

static OF_KIND: Mapping = Mapping {
    name: "kind of register",
    entries: &[],
    kinds: Kinds::ByKey { of: || KINDS.iter().collect() },
};

static KINDS: [Kind; 2] = [
    Kind {
        key: "count",
        doc: Doc("报数方式", "How it is counted."),
        head: Some(Shape::Mapping(&COUNT)),
        entries: &[],
    },
    Kind {
        key: "stock",
        doc: Doc("池中是什么", "What its pools hold."),
        head: Some(Shape::Mapping(&STOCK)),
        entries: &[],
    },
];

static COUNT: Mapping = Mapping::plain(
    "count",
    &[
        Entry::needed(
            "every",
            Doc("报送周期", "The rhythm of the reports."),
            Shape::Word(Word::OneOf(&["day", "month"])),
        ),
        Entry::needed(
            "reporters",
            Doc("应报单位的类别，如 district", "The kind of unit that reports, like `district`."),
            Shape::Word(Word::Reference(Doc("单位类别", "kind of unit"))),
        ),
        Entry::needed(
            "since",
            Doc("应报的第一天", "The first day for which reports are due."),
            Shape::Word(Word::Day),
        ),
    ],
);

static STATES: Mapping = Mapping::plain(
    "states",
    &[
        Entry::may(
            "open",
            Doc("未结的状态", "States in which a matter is still somebody's work."),
            STATE_LIST,
        ),
        Entry::may("closed", Doc("已结的状态", "States in which it is done with."), STATE_LIST),
    ],
);

const STATE_LIST: Shape = Shape::List { of: &Shape::Word(Word::Identifier), max: 60 };

static STEPS: Names = Names {
    key: NameKind::Identifier,
    of: Shape::Mapping(&STEP),
    max: 100,
    reserved: &["name", "note", "reverse"],
};
