//! `ProjectionExpression`: which parts of an item are given back.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html>

use std::collections::BTreeMap;

use crate::codec::{Encoded, EncodedItem, Tag, ValueRef, begin, finish_uncounted, write};
use crate::error::Error;
use crate::kind::Kind;
use crate::names::Placeholders;
use crate::parse::{Check, Parser};
use crate::path::{Name, Path, Relation, Step};
use crate::token::Shape;

const ORDER: [Check; 4] = [Check::Reserved, Check::Name, Check::Overlap, Check::Conflict];

/// A choice of parts of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    parts: BTreeMap<Name, Part>,
    /// Values that come side by side under names of their own, as PartiQL's columns do; none of an expression.
    columns: Vec<(Name, Path)>,
    /// The columns' places in order of their names.
    by_name: Vec<usize>,
}

/// How much of a value is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    All,
    Map(BTreeMap<Name, Part>),
    /// Elements by index; they close up in the result.
    List(BTreeMap<usize, Part>),
}

/// Reads a projection.
pub fn parse(text: &str, placeholders: &mut Placeholders) -> Result<Projection, Error> {
    let mut parser = Parser::new(Kind::Projection, text, &[], placeholders)?;
    let mut paths = vec![parser.path()?];
    while parser.take(Shape::Comma) {
        paths.push(parser.path()?);
    }
    check_paths(&mut parser, paths.iter());
    parser.finish(&ORDER)?;
    Ok(Projection::of_paths(&paths))
}

/// Notes paths that overlap or conflict with an earlier one.
pub(crate) fn check_paths<'a>(parser: &mut Parser<'_, '_>, paths: impl Iterator<Item = &'a Path> + Clone) {
    let kind = parser.kind;
    for (at, later) in paths.clone().enumerate() {
        for earlier in paths.clone().take(at) {
            match earlier.relation(later) {
                Relation::Apart => {}
                Relation::Overlap => {
                    parser.note(Check::Overlap, Error::paths_overlap(kind, earlier, later));
                    return;
                }
                Relation::Conflict if parser.wants(Check::Conflict) => {
                    parser.note(Check::Conflict, Error::paths_conflict(kind, earlier, later));
                }
                Relation::Conflict => {}
            }
        }
    }
}

impl Projection {
    /// Of whole attributes, as `AttributesToGet` lists them.
    pub fn of_names<N: Into<Name>>(names: impl IntoIterator<Item = N>) -> Projection {
        let parts = names.into_iter().map(|name| (name.into(), Part::All)).collect();
        Projection { parts, columns: Vec::new(), by_name: Vec::new() }
    }

    /// Of the values that paths lead to. Of two paths that conflict, the later is ignored.
    pub fn of_paths<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Projection {
        let mut parts = BTreeMap::new();
        for path in paths {
            let fresh = || Part::of(&path.steps);
            match parts.entry(path.attribute.clone()) {
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(fresh());
                }
                std::collections::btree_map::Entry::Occupied(mut part) => part.get_mut().add(&path.steps),
            }
        }
        Projection { parts, columns: Vec::new(), by_name: Vec::new() }
    }

    /// Of values that paths lead to, each under the name given with it instead of where it lay.
    pub fn of_columns(columns: Vec<(Name, Path)>) -> Projection {
        let parts = Projection::of_paths(columns.iter().map(|(_, path)| path)).parts;
        let mut by_name: Vec<usize> = (0..columns.len()).collect();
        by_name.sort_unstable_by_key(|at| columns.get(*at).map(|(name, _)| name));
        Projection { parts, columns, by_name }
    }

    /// Its columns, if it has any, as they were written.
    pub fn columns(&self) -> &[(Name, Path)] {
        &self.columns
    }

    /// The top-level attributes that it touches, sorted; of columns as they were written, with repetitions.
    pub fn top_level_names(&self) -> impl Iterator<Item = &str> {
        let of_columns = self.columns.iter().map(|(_, path)| &path.attribute);
        of_columns.chain(self.parts.keys().filter(|_| self.columns.is_empty())).map(Name::as_str)
    }

    /// Does it take this whole attribute?
    pub fn takes_whole(&self, attribute: &str) -> bool {
        self.parts.get(attribute) == Some(&Part::All)
    }

    /// The chosen parts of an item. What is not there is left out; a map or list of which nothing is there, too.
    pub fn apply(&self, item: Encoded<'_>) -> EncodedItem {
        let mut out = begin(64);
        if self.columns.is_empty() {
            write_map(&self.parts, item, &mut out);
        }
        for (name, path) in self.by_name.iter().filter_map(|at| self.columns.get(*at)) {
            if let Some(value) = path.find(item) {
                write::attribute(name.as_bytes(), &mut out, |out| value.encode(out));
            }
        }
        finish_uncounted(out, item.is_exact())
    }
}

impl Part {
    fn of(steps: &[Step]) -> Part {
        match steps {
            [] => Part::All,
            [Step::Key(name), rest @ ..] => Part::Map(BTreeMap::from([(name.clone(), Part::of(rest))])),
            [Step::Index(index), rest @ ..] => Part::List(BTreeMap::from([(*index, Part::of(rest))])),
        }
    }

    fn add(&mut self, steps: &[Step]) {
        match (self, steps) {
            (Part::Map(parts), [Step::Key(name), rest @ ..]) => match parts.get_mut(name) {
                Some(part) => part.add(rest),
                None => drop(parts.insert(name.clone(), Part::of(rest))),
            },
            (Part::List(parts), [Step::Index(index), rest @ ..]) => match parts.get_mut(index) {
                Some(part) => part.add(rest),
                None => drop(parts.insert(*index, Part::of(rest))),
            },
            (part, []) => *part = Part::All,
            _ => {}
        }
    }

    /// Appends the chosen parts of a value; false if none is there.
    fn write(&self, value: ValueRef<'_>, out: &mut Vec<u8>) -> bool {
        match (self, value) {
            (Part::All, value) => {
                value.encode(out);
                true
            }
            (Part::Map(parts), ValueRef::M(map)) => {
                let opened = write::open(Tag::M.byte(), out);
                let any = write_map(parts, map, out);
                write::close(opened, out);
                any
            }
            (Part::List(parts), ValueRef::L(list)) => {
                let opened = write::open(Tag::L.byte(), out);
                let mut any = false;
                for (index, element) in list.enumerate() {
                    if let Some(part) = parts.get(&index) {
                        any |= or_nothing(out, |out| part.write(element, out));
                    }
                }
                write::close(opened, out);
                any
            }
            _ => false,
        }
    }
}

fn write_map(parts: &BTreeMap<Name, Part>, map: Encoded<'_>, out: &mut Vec<u8>) -> bool {
    let mut any = false;
    for (name, value) in map.attributes() {
        if let Some(part) = parts.get(name) {
            any |= or_nothing(out, |out| {
                let mut any = false;
                write::attribute(name.as_bytes(), out, |out| any = part.write(value, out));
                any
            });
        }
    }
    any
}

/// Takes back what was written if it came to nothing.
fn or_nothing(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> bool) -> bool {
    let start = out.len();
    let any = write(out);
    if !any {
        out.truncate(start);
    }
    any
}

#[cfg(test)]
mod tests;
