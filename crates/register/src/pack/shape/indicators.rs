//! The grammar of indicators.

use super::{Doc, Entry, Kind, Kinds, Mapping, NameKind, Names, Shape, Word};

const OPERAND: Shape = Shape::Word(Word::Operand);
const OPERANDS: Shape = Shape::List { of: &OPERAND, max: 50 };
const WEIGHTS: Shape = Shape::List { of: &Shape::Mapping(&WEIGHT), max: 30 };

pub(super) static INDICATORS: Names = Names {
    key: NameKind::Identifier,
    of: Shape::Mapping(&INDICATOR),
    max: 500,
    reserved: &["name"],
};

static WEIGHT: Mapping = Mapping::plain(
    "weighted operand",
    &[
        Entry::needed("of", Doc("度量或指标", "A measure or indicator."), OPERAND),
        Entry::may(
            "factor",
            Doc("所乘的参数，不写为 1", "The parameter it is multiplied by; 1 if left out."),
            OPERAND,
        ),
    ],
);

static INDICATOR: Mapping = Mapping {
    name: "indicator",
    entries: &[
        Entry::may(
            "better",
            Doc("高优还是低优", "Which way is better."),
            Shape::Word(Word::OneOf(&["higher", "lower"])),
        ),
        Entry::may(
            "target",
            Doc("目标值；比率写百分数", "What is aimed at; shares as a percentage or fraction."),
            Shape::Word(Word::Target),
        ),
        Entry::may(
            "assessed",
            Doc("是否计入考评", "Whether it counts in an assessment; fines never may."),
            Shape::Word(Word::Flag),
        ),
        Entry::may(
            "may_exceed",
            Doc("比率为何可以超过 100%", "Why a share may exceed one, if it may."),
            Shape::Word(Word::Text(200)),
        ),
        Entry::may(
            "excludes",
            Doc(
                "剔除并单列的度量",
                "Measures counted apart and left out (剔除), shown on the receipt.",
            ),
            OPERANDS,
        ),
    ],
    kinds: Kinds::ByKey { of: || FORMULAS.iter().collect() },
};

const fn formula(key: &'static str, doc: Doc, head: Shape, entries: &'static [Entry]) -> Kind {
    Kind { key, doc, head: Some(head), entries }
}

static FORMULAS: [Kind; 10] = [
    formula("sum", Doc("相加，计量单位须相同", "Operands of one unit, added."), OPERANDS, &[]),
    formula(
        "difference",
        Doc("相减", "This operand minus `less`."),
        OPERAND,
        &[Entry::needed("less", Doc("减数", "What is taken off."), OPERAND)],
    ),
    formula("share", Doc("占比", "This part over the whole `of`."), OPERAND, &[WHOLE]),
    formula(
        "weighted_share",
        Doc("加权占比", "Parts with factors over the whole `of`."),
        WEIGHTS,
        &[WHOLE],
    ),
    formula(
        "rate",
        Doc("每若干人（户）的发生数", "Occurrences per so many of a base."),
        OPERAND,
        &[
            Entry::needed(
                "per",
                Doc("每多少", "Per how many: 100000."),
                Shape::Word(Word::Integer { min: 1, max: 1_000_000_000 }),
            ),
            Entry::needed("of", Doc("基数", "The base, often a parameter."), OPERAND),
        ],
    ),
    formula(
        "average",
        Doc("平均，附样本数", "A total over the number it is the total of; carries n."),
        OPERAND,
        &[Entry::needed("over", Doc("个数", "The number."), OPERAND)],
    ),
    formula(
        "change",
        Doc("同比", "Against the same span one year before, as a fraction of it."),
        OPERAND,
        &[],
    ),
    formula(
        "index",
        Doc("加权得分，满分 100", "Indicators weighted by parameters, in points."),
        WEIGHTS,
        &[],
    ),
    formula(
        "all",
        Doc("全部：of 的每一件都在 are 之中", "Holds if every one of it is among `are` (全部)."),
        OPERAND,
        &[Entry::needed("are", Doc("其中完成的", "Those that fulfil it."), OPERAND)],
    ),
    formula("none", Doc("未发生：一件也没有", "Holds if there is none (未发生)."), OPERAND, &[]),
];

const WHOLE: Entry = Entry::needed("of", Doc("总体", "The whole."), OPERAND);
