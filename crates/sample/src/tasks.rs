//! Tasks 任务: the year's goals from assignment to reviewed completion.

use jiff::civil::{Date, date};

use crate::calendar::{LAST, office_day_after, office_day_from, office_days, plus};
use crate::draw::Draw;
use crate::org::{COMMISSION, TCM_BUREAU};
use crate::people::{
    LEADS, PLANNER, SUPERVISOR, TASK_APPROVER, TASK_REVIEWER, TCM_HEAD, TCM_REVIEWER, TCM_WORKER,
};
use crate::set::Set;
use crate::story::Story;
use crate::task_lists::{List, lists, title};
use crate::topics::{GOALS, Goal, topic};

/// Every task of the year.
pub(crate) fn stories(draw: &mut Draw) -> Vec<Story> {
    let mut stories = vec![];
    for list in lists() {
        let entry_days = office_days(list.comes_in.0, list.comes_in.1);
        for number in 0..list.tasks {
            // The commission's performance tasks carry the quantified goals.
            let quantified = list.class == "performance" && !list.bureau;
            let goal = if quantified { GOALS.get(number) } else { None };
            let opened = *draw.pick(&entry_days);
            stories.push(Task::new(draw, &list, number, goal).story(draw, opened));
        }
    }
    stories.push(discarded(PLANNER));
    stories
}

/// One task with the people who carry it.
struct Task<'a> {
    list: &'a List,
    number: usize,
    goal: Option<&'a Goal>,
    planner: &'static str,
    worker: &'static str,
    reviewer: &'static str,
}

impl<'a> Task<'a> {
    fn new(draw: &mut Draw, list: &'a List, number: usize, goal: Option<&'a Goal>) -> Task<'a> {
        let worker = draw.word(&LEADS);
        let (planner, worker, reviewer) = if list.bureau {
            (TCM_HEAD, TCM_WORKER, TCM_REVIEWER)
        } else {
            (PLANNER, worker, TASK_REVIEWER)
        };
        Task { list, number, goal, planner, worker, reviewer }
    }

    fn lead(&self) -> &'static str {
        match self.goal {
            _ if self.list.bureau => TCM_BUREAU,
            Some(goal) => goal.lead,
            None => topic(self.number).1,
        }
    }

    fn story(&self, draw: &mut Draw, opened: Date) -> Story {
        let unit = if self.list.bureau { TCM_BUREAU } else { COMMISSION };
        let mut story = Story::new("tasks", unit);
        let due = plus(opened, draw.between(self.list.days_given.0, self.list.days_given.1));
        let due = office_day_from(due).min(LAST);
        let started = self.assign(draw, &mut story, (opened, due));
        self.work(draw, &mut story, (started, due));
        self.finish(draw, &mut story, due);
        story
    }

    fn assign(&self, draw: &mut Draw, story: &mut Story, (opened, due): (Date, Date)) -> Date {
        let title = self.goal.map_or_else(
            || title(self.list.class, self.number),
            |goal| format!("绩效任务：{}", goal.title),
        );
        let mut draft = Set::new()
            .text("title", title)
            .choice("class", self.list.class)
            .text("source_document", self.list.document);
        if let Some(programme) = self.list.programme {
            draft = draft.choice("programme", programme);
        }
        if let Some(list_no) = self.list.numbers.get(self.number) {
            draft = draft.text("list_name", self.list.document).integer("list_no", *list_no);
        }
        story.step(opened, self.planner, "draft", draft).basis(self.list.document);
        let assigned = office_day_after(opened, draw.between(0, 4), due);
        let assign = Set::new().unit("lead", self.lead()).date("due_on", due);
        story.step(assigned, self.planner, "assign", assign);
        let started = office_day_after(assigned, draw.between(0, 5), due);
        match self.goal {
            Some(goal) => {
                let goal_text = format!("完成{}{}", goal.target, goal.word);
                let start = Set::new()
                    .choice("goal_kind", "quantitative")
                    .choice("subject", goal.subject)
                    .text("goal", goal_text)
                    .integer("target", goal.target)
                    .text("goal_unit", goal.word);
                story.step(started, self.worker, "start", start);
            }
            None => {
                let start = Set::new()
                    .choice("goal_kind", "qualitative")
                    .text("goal", "按期落实并书面反馈");
                story.step(started, self.worker, "start_qualitative", start);
            }
        }
        started
    }

    fn work(&self, draw: &mut Draw, story: &mut Story, (started, due): (Date, Date)) {
        let reports = draw.between(self.list.reports.0, self.list.reports.1);
        let days = i64::from(base::day::number(due) - base::day::number(started)) - 20;
        for report in 1..=reports {
            let on = office_day_after(started, days * report / (reports + 1), due);
            let percent = 90 * report / (reports + 1);
            let progress = Set::new()
                .text("progress", format!("已完成年度工作约{percent}%"))
                .integer("progress_percent", percent);
            story.step(on, self.worker, "report", progress);
            if !self.list.bureau && report == 1 && draw.percent(8) {
                self.fall_behind(draw, story, (on, due));
            }
        }
        if self.list.class == "performance" && !self.list.bureau && draw.percent(15) {
            let last = story.last_on().unwrap_or(started);
            let amendment = Set::new()
                .text("amendment", "增加两个季度节点，年度目标不变")
                .text("approval", "经主任办公会同意");
            story.step(last, TASK_APPROVER, "amend", amendment);
        }
    }

    fn fall_behind(&self, draw: &mut Draw, story: &mut Story, (on, due): (Date, Date)) {
        let warned = office_day_after(on, draw.between(5, 12), due);
        let reason = Set::new().text("lag_reason", "进度慢于序时计划");
        story.step(warned, SUPERVISOR, "warn", reason);
        story.note(warned, SUPERVISOR, "已电话提醒牵头处室");
        let caught_up = office_day_after(warned, draw.between(7, 20), due);
        let progress = Set::new().text("progress", "已追赶到序时进度");
        story.step(caught_up, SUPERVISOR, "catch_up", progress);
    }

    fn finish(&self, draw: &mut Draw, story: &mut Story, due: Date) {
        let last = story.last_on().unwrap_or(due);
        let days_left = i64::from(base::day::number(due) - base::day::number(last)).max(0);
        let submitted = office_day_after(last, draw.between(days_left / 3, days_left * 3 / 4), due);
        self.submit(story, submitted);
        if draw.percent(4) {
            let returned = office_day_after(submitted, draw.between(0, 2), due);
            let reason = Set::new().text("returned_reason", "佐证材料不全，请补充");
            story.step(returned, self.reviewer, "send_back", reason);
            story.step(returned, self.worker, "rework", Set::new());
            let again = office_day_after(returned, draw.between(1, 4), LAST);
            self.submit(story, again);
        }
        let last = story.last_on().unwrap_or(due);
        let completed = office_day_after(last, draw.between(0, 5), LAST);
        if draw.percent(1) {
            // Reviewed under the wrong number, taken back, and reviewed again with the right opinion.
            let wrong = Set::new().text("review_opinion", "同意办结（编号录入有误）");
            story.step(completed, self.reviewer, "complete", wrong);
            story.reverse(self.reviewer, "误将另一事项的复核意见录入本事项");
        }
        let opinion = Set::new().text("review_opinion", "材料齐全，同意办结");
        story.step(completed, self.reviewer, "complete", opinion);
    }

    fn submit(&self, story: &mut Story, on: Date) {
        let evidence = Set::new().text("evidence", "落实情况报告及附件");
        match self.goal {
            Some(goal) => {
                let achieved = evidence.integer("achieved", goal.achieved);
                story.step(on, self.worker, "submit", achieved);
            }
            None => {
                story.step(on, self.worker, "submit_qualitative", evidence);
            }
        }
    }
}

/// A draft that was entered twice and dropped: it never became a task.
fn discarded(planner: &str) -> Story {
    let mut story = Story::new("tasks", COMMISSION);
    let draft = Set::new()
        .text("title", "绩效任务：推进院前急救网络（重复）")
        .choice("class", "performance")
        .text("source_document", "年度市级绩效任务书");
    story.step(date(2021, 2, 2), planner, "draft", draft);
    let reason = Set::new().text("cancel_reason", "与已登记事项重复");
    story.step(date(2021, 2, 3), planner, "discard", reason);
    story
}
