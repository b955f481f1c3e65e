//! The grammar of clocks: terms that run for every matter of a register.

use super::{CONDITION, Doc, Entry, Mapping, NameKind, Names, Shape, Word};

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
        Entry::needed("starts", Doc("起算的步骤", "The steps that start it."), STEPS),
        Entry::may(
            "from",
            Doc(
                "从此日期字段起算；不写则从办理该步骤之日起算。当日不计入（民法典第二百零一条）。以小时计的须用 moment 字段",
                "The date field that it is counted from; the day of the step without one. That day itself \
                 is not counted (民法典 Art. 201). Hours are counted from a field of type `moment`.",
            ),
            Shape::Word(Word::Reference(Doc("日期字段", "date field"))),
        ),
        Entry::may(
            "when",
            Doc(
                "只对这些选项或是否字段取所写值的事项计时，如按工单等级",
                "It runs for matters whose choice or flag fields hold these values, such as a level of \
                 urgency.",
            ),
            Shape::Names(&CONDITION),
        ),
        Entry::needed(
            "term",
            Doc(
                "期限：工作日、自然日、月或小时；小时昼夜连续计算，从不暂停",
                "How long it is, in working days, days, months or hours; hours run day and night and \
                 never stand still.",
            ),
            Shape::Word(Word::Term),
        ),
        Entry::may(
            "since",
            Doc(
                "本规则施行之日；起算日在此之前的，按 earlier 中的旧规则，没有则不计时",
                "The day the rule came into force; counted from an earlier day, a rule of `earlier` holds, \
                 and none if there is none.",
            ),
            Shape::Word(Word::Day),
        ),
        Entry::may(
            "earlier",
            Doc("旧规则，按起算日适用", "Earlier rules; the day it is counted from decides."),
            Shape::List { of: &Shape::Mapping(&EARLIER), max: 10 },
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
            "ends_on",
            Doc(
                "办理后时限即告终结的步骤，不论状态是否改变，如公示",
                "The steps with which it is over, also where they leave the state as it is.",
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
            "on_expiry",
            Doc(
                "期满才可办理的步骤，如逾期未答复视为同意",
                "The steps that its end entails, such as taking silence for consent; none may be taken \
                 before.",
            ),
            STEPS,
        ),
        Entry::may(
            "warn",
            Doc(
                "期满前多少个工作日（自然日、月的期限为多少天，小时的为多少小时）亮黄灯",
                "How many working days before the end its light turns yellow; days, of terms of days or \
                 months; hours, of terms of hours.",
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
        Entry::may(
            "notice",
            Doc(
                "说明已如何告知当事人的字段；延长的步骤须填写",
                "The field that says how whom it concerns was told; the step must need it.",
            ),
            Shape::Word(Word::Reference(Doc("字段", "field"))),
        ),
    ],
);

static EARLIER: Mapping = Mapping::plain(
    "earlier rule of a clock",
    &[
        Entry::needed(
            "until",
            Doc("最后一个适用的起算日", "The last day that it is counted from."),
            Shape::Word(Word::Day),
        ),
        Entry::needed("term", Doc("期限", "How long it was."), Shape::Word(Word::Term)),
        Entry::may(
            "by",
            Doc("当时可延长多少", "By how much it could be put off."),
            Shape::Word(Word::Integer { min: 1, max: 999 }),
        ),
        Entry::needed(
            "cite",
            Doc("依据", "Where it was laid down."),
            Shape::Word(Word::Text(CITE_MAX)),
        ),
    ],
);
