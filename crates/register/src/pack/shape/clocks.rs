//! The grammar of clocks: terms that run for every matter of a register.

use super::{Doc, Entry, Mapping, NameKind, Names, Shape, Word};

/// `due` is the clock of the plain deadline.
pub(super) static CLOCKS: Names = Names {
    key: NameKind::Identifier,
    of: Shape::Mapping(&CLOCK),
    max: 20,
    reserved: &["name", "due"],
};

const STEP: Shape = Shape::Word(Word::Reference(Doc("步骤", "step")));
const STEPS: Shape = Shape::OneOrMany(&STEP);
const STATES: Shape = Shape::OneOrMany(&Shape::Word(Word::Reference(Doc("状态", "state"))));
const CITE_MAX: usize = 300;

static CLOCK: Mapping = Mapping::plain(
    "clock",
    &[
        Entry::needed("starts", Doc("起算的步骤", "The step that starts it."), STEP),
        Entry::may(
            "from",
            Doc(
                "从此日期字段起算；不写则从办理该步骤之日起算。当日不计入（民法典第二百零一条）",
                "The date field that it is counted from; the day of the step without one. That day itself \
                 is not counted (民法典 Art. 201).",
            ),
            Shape::Word(Word::Reference(Doc("日期字段", "date field"))),
        ),
        Entry::needed(
            "term",
            Doc("期限：工作日、自然日或月", "How long it is, in working days, days or months."),
            Shape::Word(Word::Term),
        ),
        Entry::needed(
            "basis",
            Doc(
                "statutory 法定，逾期即违法；internal 机关自定的承诺、提醒",
                "`statutory`: to let it pass is a breach. `internal`: a promise or a reminder of the \
                 authority's own.",
            ),
            Shape::Word(Word::OneOf(&["statutory", "internal"])),
        ),
        Entry::may(
            "runs_in",
            Doc(
                "计时的未结状态；不写则为 stands_in 以外的全部未结状态。到其他状态即停止",
                "The open states in which it runs; without it all but those of `stands_in`. In any other \
                 it is over.",
            ),
            STATES,
        ),
        Entry::may(
            "stands_in",
            Doc(
                "暂停计时的状态，如征求第三方意见期间",
                "The states in which it stands still, such as while a third party is consulted.",
            ),
            STATES,
        ),
        Entry::may(
            "restarts_on",
            Doc(
                "从办理之日重新起算的步骤，如收到补正",
                "The steps from whose day it is counted anew, such as the receipt of what was to be \
                 clarified.",
            ),
            STEPS,
        ),
        Entry::may(
            "extended_by",
            Doc(
                "延长：只可一次，期满后不得再延",
                "How it is put off: once, and not after its end.",
            ),
            Shape::Mapping(&EXTENSION),
        ),
        Entry::may(
            "warn",
            Doc(
                "期满前多少个工作日（自然日、月的期限为多少天）亮黄灯",
                "How many working days before the end its light turns yellow; days, of terms of days or \
                 months.",
            ),
            Shape::Word(Word::Integer { min: 1, max: 366 }),
        ),
        Entry::needed(
            "cite",
            Doc("依据", "Where it is laid down."),
            Shape::Word(Word::Text(CITE_MAX)),
        ),
    ],
);

static EXTENSION: Mapping = Mapping::plain(
    "extension of a clock",
    &[
        Entry::needed("step", Doc("延长的步骤", "The step that puts it off."), STEP),
        Entry::needed(
            "by",
            Doc("延长多少，单位同期限", "By how much, in the unit of the term."),
            Shape::Word(Word::Integer { min: 1, max: 999 }),
        ),
    ],
);
