//! Rows go through the commands of a query, each as soon as it comes; where all of them are needed (to sort, to count), they
//! wait.

use std::collections::{HashMap, HashSet};

use super::aggregate::{Aggregate, Known};
use super::patterns::{self, Patterns};
use super::row::Row;
use super::value::Value;
use super::{Column, Command, Query};

/// How many rows, groups and values wait at most; what has long texts counts for several. A query that needs more fails.
const MOST_HELD: usize = 250_000;

/// How many bytes all that is shown has at most. A query that shows more fails: our bound.
const MOST_SHOWN: usize = 64 << 20;

/// Why no more rows are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// No later one would be shown.
    Enough,
    /// Too many wait.
    TooMany,
}

/// A query under way: its stages, and the rows at their end.
#[derive(Debug)]
pub(crate) struct Run {
    stages: Vec<Stage>,
    rows: Vec<Row>,
    most: usize,
    /// Which columns are shown.
    shown: Vec<String>,
    /// Whether rows are events still, which are shown with their pointers.
    of_events: bool,
    held: usize,
    /// How many events came, and how many of them no filter dropped.
    came: u64,
    dropped: u64,
}

#[derive(Debug)]
enum Stage {
    /// Each row by itself.
    Each(Command),
    Stats {
        columns: Vec<Column>,
        by: Vec<Column>,
        groups: HashMap<Vec<Option<String>>, Group>,
        order: Vec<Vec<Option<String>>>,
    },
    /// Each row with the values that it is sorted by.
    Sort(Vec<(super::Expression, bool)>, Vec<(Vec<Value>, Row)>),
    /// How many are left, and whether any will do.
    Limit(usize, bool),
    Dedup(Vec<Column>, HashSet<Vec<Option<String>>>),
    Pattern(super::Expression, Patterns),
}

/// What becomes of a row at a stage.
#[derive(Debug)]
enum Taken {
    GoesOn(Row),
    /// It waits, or is dropped.
    Stays,
    /// There may be several of it: the stages tell which.
    Parts(Row),
}

#[derive(Debug)]
struct Group {
    keys: Vec<Value>,
    known: Vec<Known>,
}

impl Run {
    /// At most so many rows come out, if the query does not say how many.
    pub(crate) fn new(query: Query, most: usize) -> Run {
        let (mut shown, mut of_events, mut limited) = (Vec::new(), true, false);
        let mut displays = None;
        for command in &query.commands {
            match command {
                Command::Fields(columns) => add(&mut shown, columns),
                Command::Parse(_, parser) if of_events && !shown.is_empty() => {
                    let names: Vec<String> = parser.names().into_iter().map(str::to_owned).collect();
                    shown.extend(names.into_iter().filter(|name| !shown.contains(name)).collect::<Vec<_>>());
                }
                Command::Parse(_, parser) => {
                    displays
                        .get_or_insert_with(Vec::new)
                        .extend(parser.names().into_iter().map(str::to_owned));
                }
                Command::Display(columns) => {
                    let mut names = Vec::new();
                    add(&mut names, columns);
                    shown = names;
                }
                Command::Stats { columns, by } => {
                    (of_events, shown) = (false, Vec::new());
                    add(&mut shown, by);
                    add(&mut shown, columns);
                }
                Command::Pattern(_) => {
                    (of_events, shown) = (false, patterns::COLUMNS.map(str::to_owned).into());
                }
                Command::Unnest(_, name) if !shown.is_empty() => {
                    if !shown.contains(name) {
                        shown.push(name.clone());
                    }
                }
                Command::Unnest(_, name) => displays.get_or_insert_with(Vec::new).push(name.clone()),
                Command::Limit(..) => limited = true,
                Command::Filter(_) | Command::Sort(_) | Command::Dedup(_) => {}
            }
        }
        if shown.is_empty() {
            shown = ["@timestamp", "@message"].map(str::to_owned).into();
            shown.extend(displays.unwrap_or_default());
        }
        let stages = query.commands.into_iter().map(Stage::of).collect();
        let most = if limited { usize::MAX } else { most };
        Run { stages, rows: Vec::new(), most, shown, of_events, held: 0, came: 0, dropped: 0 }
    }

    /// One more event, the newest first.
    ///
    /// # Errors
    ///
    /// No later one matters, or there are too many.
    pub(crate) fn add(&mut self, row: Row) -> Result<(), Stop> {
        self.came += 1;
        self.pass(0, row)
    }

    /// How many events no filter has dropped.
    pub(crate) fn matched(&self) -> u64 {
        self.came - self.dropped
    }

    /// The rows that come out, each with the names and texts of its columns, and how many there are.
    ///
    /// # Errors
    ///
    /// There are too many.
    pub(crate) fn end(mut self) -> Result<Vec<Vec<(String, String)>>, Stop> {
        for at in 0..self.stages.len() {
            let waiting = self.stages.get_mut(at).map(Stage::waiting).unwrap_or_default();
            for row in waiting {
                match self.pass(at + 1, row) {
                    Ok(()) => {}
                    Err(Stop::Enough) => break,
                    Err(Stop::TooMany) => return Err(Stop::TooMany),
                }
            }
        }
        let Run { rows, shown, of_events, most, .. } = self;
        let (mut all, mut bytes) = (Vec::new(), 0);
        for row in rows.into_iter().take(most) {
            let mut columns = Vec::new();
            let pointer = of_events.then_some("@ptr");
            for name in shown.iter().map(String::as_str).chain(pointer) {
                if let Some(text) = row.shown(name) {
                    bytes += name.len() + text.len();
                    columns.push((name.to_owned(), text));
                }
                if bytes > MOST_SHOWN {
                    return Err(Stop::TooMany);
                }
            }
            all.push(columns);
        }
        Ok(all)
    }

    /// A row goes on from a stage.
    fn pass(&mut self, from: usize, mut row: Row) -> Result<(), Stop> {
        let mut at = from;
        while let Some(stage) = self.stages.get_mut(at) {
            match stage.take(row, &mut self.held) {
                Taken::GoesOn(next) => row = next,
                Taken::Parts(row) => return self.pass_parts(at, &row),
                Taken::Stays if matches!(stage, Stage::Each(Command::Filter(_))) && from == 0 => {
                    self.dropped += 1;
                    return Ok(());
                }
                Taken::Stays if self.held > MOST_HELD => return Err(Stop::TooMany),
                // All events are read, unless any will do: how many there are is told with the rows.
                Taken::Stays if matches!(stage, Stage::Limit(0, true)) => return Err(Stop::Enough),
                Taken::Stays => return Ok(()),
            }
            at += 1;
        }
        if self.rows.len() >= self.most {
            return Ok(());
        }
        self.held += weight(&row);
        self.rows.push(row.waits());
        if self.held > MOST_HELD { Err(Stop::TooMany) } else { Ok(()) }
    }

    /// The rows that a stage makes of one go on.
    fn pass_parts(&mut self, at: usize, row: &Row) -> Result<(), Stop> {
        let Some(Stage::Each(command)) = self.stages.get(at) else { return Ok(()) };
        // It is as small as its query, and what it makes may be many.
        match command.clone() {
            Command::Unnest(of, name) => match of.of_row(row) {
                Value::Structure(list) => match list.as_array() {
                    Some(list) => list
                        .iter()
                        .try_for_each(|element| self.pass_part(at, row, &name, Value::of_json(element))),
                    None => self.pass_part(at, row, &name, Value::Structure(list)),
                },
                one => self.pass_part(at, row, &name, one),
            },
            Command::Parse(of, parser) => {
                let text = of.of_row(row).text().unwrap_or_default();
                let mut found = parser.find_all(&text).peekable();
                if found.peek().is_none() {
                    return self.pass(at + 1, row.clone());
                }
                found.try_for_each(|fields| {
                    let mut part = row.clone();
                    fields.into_iter().for_each(|(name, value)| part.set(name, value));
                    self.pass(at + 1, part)
                })
            }
            _ => Ok(()),
        }
    }

    fn pass_part(&mut self, at: usize, row: &Row, name: &str, value: Value) -> Result<(), Stop> {
        let mut part = row.clone();
        part.set(name, value);
        self.pass(at + 1, part)
    }
}

/// One, and one more for each kilobyte that it holds.
fn weight(row: &Row) -> usize {
    1 + row.bytes() / 1024
}

/// Whether what rows are told apart by was not seen before; it is from now on.
fn is_new(seen: &mut HashSet<Vec<Option<String>>>, texts: Vec<Option<String>>, held: &mut usize) -> bool {
    let weight = weight_of_key(&texts);
    let is_new = seen.insert(texts);
    *held += if is_new { weight } else { 0 };
    is_new
}

/// The same of what rows are told apart by, which is held three times.
fn weight_of_key(texts: &[Option<String>]) -> usize {
    1 + texts.iter().flatten().map(|text| 3 * text.len()).sum::<usize>() / 1024
}

fn add(shown: &mut Vec<String>, columns: &[Column]) {
    for column in columns {
        if !shown.contains(&column.name) {
            shown.push(column.name.clone());
        }
    }
}

fn key(columns: &[Column], row: &Row) -> (Vec<Option<String>>, Vec<Value>) {
    let values: Vec<Value> = columns.iter().map(|column| column.expression.of_row(row)).collect();
    (values.iter().map(Value::text).collect(), values)
}

fn aggregates(columns: &[Column]) -> Vec<&Aggregate> {
    let mut all = Vec::new();
    columns.iter().for_each(|column| column.expression.aggregates(&mut |aggregate| all.push(aggregate)));
    all
}

impl Stage {
    fn of(command: Command) -> Stage {
        match command {
            Command::Stats { columns, by } => {
                Stage::Stats { columns, by, groups: HashMap::new(), order: Vec::new() }
            }
            Command::Sort(by) => Stage::Sort(by, Vec::new()),
            Command::Limit(most, is_any) => Stage::Limit(most, is_any),
            Command::Dedup(columns) => Stage::Dedup(columns, HashSet::new()),
            Command::Pattern(of) => Stage::Pattern(of, Patterns::default()),
            each => Stage::Each(each),
        }
    }

    /// Takes a row.
    fn take(&mut self, mut row: Row, held: &mut usize) -> Taken {
        match self {
            Stage::Each(Command::Filter(condition)) if condition.of_row(&row).holds() => Taken::GoesOn(row),
            Stage::Each(Command::Filter(_)) => Taken::Stays,
            Stage::Each(Command::Unnest(..)) => Taken::Parts(row),
            Stage::Each(Command::Parse(_, parser)) if parser.is_multi() => Taken::Parts(row),
            Stage::Each(Command::Fields(columns) | Command::Display(columns)) => {
                // What is within a structure the next command sees; users found that this one does not.
                let mut structures = Vec::new();
                for Column { name, expression } in columns {
                    // A field that is there needs no place of its own.
                    if matches!(expression, super::Expression::Field(field) if field == name) {
                        continue;
                    }
                    // What there is no room for is not worked out.
                    match if row.is_full() { Value::Missing } else { expression.of_row(&row) } {
                        structure @ Value::Structure(_) => structures.push((name, structure)),
                        value => row.set(name, value),
                    }
                }
                structures.into_iter().for_each(|(name, structure)| row.set(name, structure));
                Taken::GoesOn(row)
            }
            Stage::Each(Command::Parse(of, parser)) => {
                let text = of.of_row(&row).text().unwrap_or_default();
                for (name, value) in parser.find(&text) {
                    row.set(name, value);
                }
                Taken::GoesOn(row)
            }
            Stage::Each(_) => Taken::GoesOn(row),
            Stage::Stats { columns, by, groups, order } => {
                let (texts, keys) = key(by, &row);
                let all = aggregates(columns);
                let group = groups.entry(texts).or_insert_with_key(|texts| {
                    order.push(texts.clone());
                    *held += weight_of_key(texts);
                    Group { keys, known: all.iter().copied().map(Known::new).collect() }
                });
                for (known, aggregate) in group.known.iter_mut().zip(all) {
                    let before = known.held();
                    known.add(aggregate, &row);
                    // A least text may have become a shorter one.
                    *held = (*held + known.held()).saturating_sub(before);
                }
                Taken::Stays
            }
            Stage::Sort(by, rows) => {
                let values: Vec<Value> = by.iter().map(|(expression, _)| expression.of_row(&row)).collect();
                *held += weight(&row) + values.iter().map(Value::bytes).sum::<usize>() / 1024;
                rows.push((values, row.waits()));
                Taken::Stays
            }
            Stage::Limit(left, _) => {
                let goes_on = *left > 0;
                *left = left.saturating_sub(1);
                if goes_on { Taken::GoesOn(row) } else { Taken::Stays }
            }
            Stage::Dedup(columns, seen) => {
                let (texts, _) = key(columns, &row);
                // Rows that lack one of the fields are all kept, by AWS's page.
                if texts.contains(&None) || is_new(seen, texts, held) {
                    Taken::GoesOn(row)
                } else {
                    Taken::Stays
                }
            }
            Stage::Pattern(of, patterns) => {
                if !patterns.add(&of.of_row(&row).text().unwrap_or_default()) {
                    *held += MOST_HELD + 1;
                }
                Taken::Stays
            }
        }
    }

    /// What waited until all rows were there.
    fn waiting(&mut self) -> Vec<Row> {
        match self {
            Stage::Sort(by, rows) => {
                let mut keyed = std::mem::take(rows);
                keyed.sort_by(|(one, _), (two, _)| {
                    let orders = one.iter().zip(two).zip(by.iter()).map(|((one, two), (_, descending))| {
                        let order = one.order(two);
                        if *descending { order.reverse() } else { order }
                    });
                    orders.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
                });
                keyed.into_iter().map(|(_, row)| row).collect()
            }
            Stage::Stats { columns, by, groups, order } => {
                let mut groups = std::mem::take(groups);
                if by.is_empty() && groups.is_empty() {
                    // Of no rows there are counts still.
                    let known = aggregates(columns).into_iter().map(Known::new).collect();
                    groups.insert(Vec::new(), Group { keys: Vec::new(), known });
                    order.push(Vec::new());
                }
                let made = |Group { keys, known }: Group| {
                    let mut values = known.into_iter().map(Known::value);
                    let names = by.iter().map(|column| column.name.clone());
                    let mut row = Row::made(names.zip(keys).collect());
                    for column in columns.iter() {
                        let value = column.expression.of(&row, &mut values);
                        row.set(&column.name, value);
                    }
                    row
                };
                std::mem::take(order).into_iter().filter_map(|key| groups.remove(&key)).map(made).collect()
            }
            Stage::Pattern(_, patterns) => std::mem::take(patterns).rows(),
            Stage::Each(_) | Stage::Limit(..) | Stage::Dedup(..) => Vec::new(),
        }
    }
}
