//! From the text of a pattern to its rules: objects, fields, and `$or`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dialect::{Dialect, MAX_FIELDS, MAX_RULES};
use crate::error::Fault;
use crate::operator::{Operators, RESERVED};
use crate::test::Test;
use crate::token::{Token, Tokens};

const OR: &str = "$or";

/// Fields that must all hold, in the order of their paths as Java compares them: the order in which they are looked for.
pub(crate) type Rule = Vec<Field>;

/// A path and what may be there.
#[derive(Debug)]
pub(crate) struct Field {
    /// The names on the way, joined by dots: `{"a": {"b": …}}` and `{"a.b": …}` are the same to AWS.
    pub(crate) path: String,
    pub(crate) tests: Arc<[Test]>,
}

impl Field {
    /// Whether the field may be missing.
    pub(crate) fn may_be_absent(&self) -> bool {
        self.tests.iter().any(|test| matches!(test, Test::Absent))
    }
}

/// A rule as it is made: the last of equal paths counts.
type Draft = BTreeMap<Vec<u16>, Leaf>;

#[derive(Clone, Debug)]
struct Leaf {
    path: Arc<str>,
    tests: Arc<[Test]>,
    /// How many objects lie around the tests, the outermost included.
    level: usize,
}

/// Reads a pattern.
pub(crate) fn rules(dialect: &Dialect, text: &str) -> Result<Vec<Rule>, Fault> {
    dialect.check_length(text)?;
    if dialect.reads_json_first() {
        check_json(dialect, text)?;
    }
    let drafts = match drafts(dialect, text, true) {
        // <https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html>: "treated as a regular attribute name".
        Err(_) if dialect.or_is_a_name_too && text.contains(OR) => drafts(dialect, text, false)?,
        drafts => drafts?,
    };
    check_whole(dialect, &drafts)?;
    let field = |leaf: Leaf| Field { path: leaf.path.as_ref().to_owned(), tests: leaf.tests };
    Ok(drafts.into_iter().map(|draft| draft.into_values().map(field).collect()).collect())
}

/// Reads the first JSON value of the text to its end.
fn check_json(dialect: &Dialect, text: &str) -> Result<(), Fault> {
    let mut tokens = Tokens::new(text, dialect.source_of_json());
    let mut depth = 0_usize;
    loop {
        match tokens.next()? {
            Token::StartObject | Token::StartArray => depth += 1,
            Token::EndObject | Token::EndArray => depth = depth.saturating_sub(1),
            Token::Text => drop(tokens.text()?),
            Token::End => return Ok(()),
            _ => {}
        }
        if depth == 0 {
            return Ok(());
        }
    }
}

fn drafts(dialect: &Dialect, text: &str, or: bool) -> Result<Vec<Draft>, Fault> {
    // SNS has read the JSON by now; what is found here is shown.
    let mut tokens = Tokens::new(text, crate::token::Source::Shown);
    if tokens.next()? != Token::StartObject {
        return Err(tokens.fault("Filter is not an object"));
    }
    let mut compiler = Compiler { tokens, dialect, or };
    let mut drafts = vec![Draft::new()];
    compiler.object(&mut drafts, &Place { path: None, level: 1, alternative: false })?;
    Ok(drafts)
}

/// The limits of the dialect on the whole.
///
/// Combinations are the product, over the fields, of how many tests each has and how deep it lies, as SNS's page
/// multiplies them. That the alternatives of an `$or` are added is our guess.
fn check_whole(dialect: &Dialect, drafts: &[Draft]) -> Result<(), Fault> {
    let keys: std::collections::BTreeSet<&Vec<u16>> = drafts.iter().flat_map(BTreeMap::keys).collect();
    let nested = drafts.iter().flat_map(BTreeMap::values).any(|leaf| leaf.level > 1);
    let weight = |leaf: &Leaf| u64::try_from(leaf.tests.len().saturating_mul(leaf.level)).unwrap_or(u64::MAX);
    let product = |draft: &Draft| draft.values().map(weight).fold(1_u64, u64::saturating_mul);
    let combinations = drafts.iter().map(product).fold(0, u64::saturating_add);
    dialect.check_whole(keys.len(), combinations, nested)
}

/// Where an object stands.
#[derive(Debug)]
struct Place {
    path: Option<String>,
    level: usize,
    /// Within an `$or`.
    alternative: bool,
}

impl Place {
    fn path_of(&self, name: &str) -> String {
        match &self.path {
            Some(path) => format!("{path}.{name}"),
            None => name.to_owned(),
        }
    }
}

#[derive(Debug)]
struct Compiler<'a> {
    tokens: Tokens<'a>,
    dialect: &'a Dialect,
    /// Whether `$or` is an operator.
    or: bool,
}

impl Compiler<'_> {
    /// The fields of an object, behind its opening brace, into every draft. Goes no deeper than `token::MAX_DEPTH`.
    fn object(&mut self, drafts: &mut Vec<Draft>, place: &Place) -> Result<(), Fault> {
        let mut empty = true;
        // What follows a brace or an entry is a name or the closing brace.
        while let Token::Name(name) = self.tokens.next()? {
            empty = false;
            if self.or && name == OR {
                self.either(drafts, place)?;
                continue;
            }
            if place.alternative && RESERVED.contains(&name.as_str()) {
                let what = format!("{name} is Ruler reserved fieldName which cannot be used inside {OR}.");
                return Err(self.tokens.fault(&what));
            }
            let path = place.path_of(&name);
            match self.tokens.next()? {
                Token::StartObject => {
                    let within = Place { path: Some(path), level: place.level + 1, ..*place };
                    self.object(drafts, &within)?;
                }
                Token::StartArray => self.field(drafts, &path, place.level)?,
                _ => return Err(self.tokens.fault(&format!("\"{name}\" must be an object or an array"))),
            }
        }
        if empty && !(self.dialect.empty && place.level == 1 && !place.alternative) {
            return Err(self.tokens.fault("Empty objects are not allowed"));
        }
        Ok(())
    }

    fn field(&mut self, drafts: &mut [Draft], path: &str, level: usize) -> Result<(), Fault> {
        let tests = Operators { tokens: &mut self.tokens, dialect: self.dialect }.tests()?;
        let leaf = Leaf { path: path.into(), tests: tests.into(), level };
        let key: Vec<u16> = path.encode_utf16().collect();
        for draft in drafts {
            draft.insert(key.clone(), leaf.clone());
            if draft.len() > MAX_FIELDS {
                // Our words: event-ruler's are about the name that a rule has there.
                return Err(Fault::Reason(format!("Size of rule exceeds max value of {MAX_FIELDS}")));
            }
        }
        Ok(())
    }

    /// `$or`: each draft goes on once for every alternative.
    fn either(&mut self, drafts: &mut Vec<Draft>, place: &Place) -> Result<(), Fault> {
        if self.tokens.next()? != Token::StartArray {
            return Err(self.tokens.fault(&format!("It must be an Array followed with {OR}.")));
        }
        let before = std::mem::take(drafts);
        let mut alternatives = 0;
        loop {
            match self.tokens.next()? {
                Token::EndArray => break,
                Token::StartObject => {}
                _ => {
                    let what = format!("Only JSON object is allowed in array of {OR} relationship.");
                    return Err(self.tokens.fault(&what));
                }
            }
            alternatives += 1;
            let mut ways = before.clone();
            let within = Place { path: place.path.clone(), level: place.level, alternative: true };
            self.object(&mut ways, &within)?;
            drafts.append(&mut ways);
            if drafts.len() > MAX_RULES {
                // EventBridge's page has the limit; the words are ours.
                let what = format!("The use of {OR} results in over {MAX_RULES} rule combinations");
                return Err(Fault::Reason(what));
            }
        }
        if alternatives < 2 {
            let what = format!("There must have at least 2 Objects in {OR} relationship.");
            return Err(self.tokens.fault(&what));
        }
        Ok(())
    }
}
