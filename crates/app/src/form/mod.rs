//! A form laid down by others, filled in for a year: every number is a figure that opens down to its rows.

mod told;
mod untrue;

use base::dims::Filter;
use base::{Ctx, Key};
use indicators::{DefinitionPolicy, Figure, IndicatorError, Outcome, Question, TreePolicy};
use jiff::civil::Date;
use register::form::{Counted, Form, FormColumn};
use register::model::{Catalogue, Name};
use register::told::Told;
use store::Reader;

pub use told::{ToldHead, ToldLine, ToldTable};
pub use untrue::{FormError, Untrue};

/// Which form is filled in, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub year: i16,
    /// The unit whose subtree is counted.
    pub unit: Key,
    /// The cut-off, within the year.
    pub as_of: Date,
    /// As it was known at this record; as it is known now without one.
    pub known_at: Option<u64>,
}

/// A form, filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What came in, what was carried over, the rows of results, their total, what is carried on.
    pub came: Vec<Cell>,
    pub carried_over: Vec<Cell>,
    pub results: Vec<Vec<Cell>>,
    pub total: Vec<Cell>,
    pub carried_on: Vec<Cell>,
    /// What must hold and does not; nothing, as a rule.
    pub faults: Vec<Untrue>,
}

/// A number of the table, made of figures that are added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub value: i64,
    pub parts: Vec<(i64, Question)>,
}

/// Fills in a form. All its figures are asked together, in one view of the database.
///
/// # Errors
///
/// [`FormError`]; [`store::StoreError::Denied`] without the right to read the register.
pub async fn fill(
    reader: &Reader,
    ctx: &Ctx,
    catalogue: &Catalogue,
    (form, asked): (&Form, &Asked),
) -> Result<Table, FormError> {
    let lines = questions(form, asked)?;
    let all: Vec<Question> = lines.iter().flatten().flatten().cloned().collect();
    let answers = store::figures::figures(reader, ctx, catalogue, &all).await?;
    filled(form, asked, lines, answers)
}

/// What is asked for a form, line by line. The totals are asked for themselves, so that what must add up is
/// checked and not only computed.
///
/// # Errors
///
/// [`FormError::NoEdition`], [`FormError::OutsideYear`].
pub fn questions(form: &Form, asked: &Asked) -> Result<Vec<Line>, FormError> {
    let Asked { year, as_of, .. } = *asked;
    let first = form.editions.first().map_or(year, |edition| edition.from);
    let edition = form.edition(year).ok_or(FormError::NoEdition { year, first })?;
    if as_of.year() != year {
        return Err(FormError::OutsideYear { year, as_of });
    }
    let of = Of { form, asked };
    let mut lines = vec![of.line(&of.plain(&form.came)), of.line(&of.before())];
    lines.extend(edition.rows.iter().map(|row| of.line_of(&row.counts)));
    lines.push(of.line(&of.plain(&form.results)));
    lines.push(of.line(&of.stock(as_of)));
    Ok(lines)
}

/// The table that the answers make, in the order of the questions.
///
/// # Errors
///
/// The first answer that is no number.
pub fn filled(
    form: &Form,
    asked: &Asked,
    lines: Vec<Line>,
    answers: impl IntoIterator<Item = Result<Figure, IndicatorError>>,
) -> Result<Table, FormError> {
    let mut answers = answers.into_iter();
    let mut rows = vec![];
    for line in lines {
        let mut cells = vec![];
        for asked in line {
            let mut parts = vec![];
            for (question, answer) in asked.into_iter().zip(&mut answers) {
                parts.push((whole(&answer?)?, question));
            }
            cells.push(Cell { value: parts.iter().map(|(value, _)| value).sum(), parts });
        }
        rows.push(cells);
    }
    let labels = form.edition(asked.year).map(|edition| edition.rows.as_slice());
    let labels = labels.unwrap_or_default();
    let mut rows = rows.into_iter();
    let mut next = || rows.next().unwrap_or_default();
    let (came, carried_over) = (next(), next());
    let results = labels.iter().map(|_| next()).collect();
    let (total, carried_on) = (next(), next());
    let mut table = Table { came, carried_over, results, total, carried_on, faults: vec![] };
    table.faults = faults(form, &table, labels.iter().map(|row| &row.label));
    Ok(table)
}

/// A line of the table: for every column, and for all of them together, what its number is made of.
pub type Line = Vec<Vec<Question>>;

struct Of<'a> {
    form: &'a Form,
    asked: &'a Asked,
}

impl Of<'_> {
    /// One figure for every column, and last for all of them.
    fn line(&self, question: &Question) -> Line {
        let columns = self.form.columns.iter().map(|FormColumn { value, .. }| {
            let mut narrowed = question.clone();
            narrowed.filter.narrow(self.form.split.clone(), vec![value.clone()]);
            vec![narrowed]
        });
        columns.chain([vec![question.clone()]]).collect()
    }

    fn line_of(&self, counts: &[Counted]) -> Line {
        let lines = counts.iter().map(|counted| {
            let mut question = self.plain(&counted.state);
            if let Some((field, values)) = &counted.only {
                question.filter.narrow(field.clone(), values.clone());
            }
            self.line(&question)
        });
        let mut together: Line = vec![vec![]; self.form.columns.len().saturating_add(1)];
        for line in lines {
            for (cell, questions) in together.iter_mut().zip(line) {
                cell.extend(questions);
            }
        }
        together
    }

    /// What was in hand on the last day of the year before.
    fn before(&self) -> Question {
        let last = Date::new(self.asked.year, 1, 1).ok().and_then(|day| day.yesterday().ok());
        self.stock(last.unwrap_or(self.asked.as_of))
    }

    fn stock(&self, on: Date) -> Question {
        Question { from: None, as_of: on, ..self.plain(&self.form.in_hand) }
    }

    /// A figure of the year until the cut-off.
    fn plain(&self, name: &Key) -> Question {
        Question {
            name: Name::new(self.form.pack.clone(), name.clone()),
            unit: self.asked.unit.clone(),
            from: Date::new(self.asked.year, 1, 1).ok(),
            as_of: self.asked.as_of,
            known_at: self.asked.known_at,
            filter: Filter::new(),
            tree: TreePolicy::AsWas,
            definition: DefinitionPolicy::InForce,
        }
    }
}

fn whole(figure: &Figure) -> Result<i64, FormError> {
    let number = match &figure.outcome {
        Outcome::Number(number) if number.is_integer() => i64::try_from(number.to_integer()).ok(),
        _ => None,
    };
    let name = || figure.question.name.to_string();
    number.ok_or_else(|| FormError::NoNumber { name: name() })
}

/// Everything that must hold and does not.
fn faults<'f>(form: &Form, table: &Table, labels: impl Iterator<Item = &'f Told>) -> Vec<Untrue> {
    let all = Told::new("总计", "Total");
    let columns: Vec<&Told> =
        form.columns.iter().map(|column| &column.label).chain([&all]).collect();
    let at = |line: &[Cell], column: usize| line.get(column).map_or(0, |cell| cell.value);
    let mut faults = vec![];
    for (place, column) in columns.iter().enumerate() {
        let came = at(&table.came, place) + at(&table.carried_over, place);
        let went = at(&table.total, place) + at(&table.carried_on, place);
        if came != went {
            faults.push(Untrue::Balance { column: (*column).clone(), came, went });
        }
        let sum = table.results.iter().map(|line| at(line, place)).sum();
        let total = at(&table.total, place);
        if sum != total {
            faults.push(Untrue::Results { column: (*column).clone(), sum, total });
        }
    }
    let named = [
        (told::came(), &table.came),
        (told::carried_over(), &table.carried_over),
        (told::total(), &table.total),
        (told::carried_on(), &table.carried_on),
    ];
    let results = labels.cloned().zip(&table.results);
    for (row, line) in named.into_iter().chain(results) {
        let Some((last, classes)) = line.split_last() else { continue };
        let sum = classes.iter().map(|cell| cell.value).sum();
        if sum != last.value {
            faults.push(Untrue::Columns { row, sum, total: last.value });
        }
    }
    faults
}

/// The annual form of public information that ships, as it fits the pack in force.
///
/// # Errors
///
/// The faults of the form, in sentences; none if no pack in force has its register.
pub fn disclosure_annual(catalogue: &Catalogue) -> Result<Form, Vec<register::pack::Fault>> {
    let Some((_, register)) = catalogue.register(&Key::literal("disclosure")) else {
        return Err(vec![]);
    };
    let text = register::form::DISCLOSURE_ANNUAL;
    let reading = register::form::read("disclosure-annual.yaml", text, register);
    reading.form.ok_or(reading.faults)
}
