//! The grammar of statements.

use super::cursor::Parser;
use super::syntax::{Action, Expr, From, Returning, Select, Step, Syntax, What};
use super::token::Shape;
use crate::error::Error;

/// Reads a statement to its end; how many parameters it has.
pub(super) fn parse(text: &str) -> Result<(Syntax, usize), Error> {
    let mut parser = Parser::new(text)?;
    let syntax = parser.statement()?;
    parser.take(Shape::Semicolon);
    if parser.shape() != Shape::End {
        return Err(Error::not_well_formed("Unexpected token after expression"));
    }
    Ok((syntax, parser.parameters()))
}

impl Parser<'_> {
    fn statement(&mut self) -> Result<Syntax, Error> {
        if self.take_word("SELECT") {
            return Ok(Syntax::Select(self.select()?));
        }
        if self.take_word("INSERT") {
            return self.insert();
        }
        if self.take_word("UPDATE") {
            let from = self.simple_source()?;
            let actions = self.actions()?;
            let filter = self.filter()?;
            return Ok(Syntax::Update { from, actions, filter, returning: self.returning()? });
        }
        if self.take_word("DELETE") {
            self.expect_word("FROM")?;
            let from = self.simple_source()?;
            let filter = self.filter()?;
            return Ok(Syntax::Delete { from, filter, returning: self.returning()? });
        }
        if self.take_word("FROM") {
            // An update with its clauses in PartiQL's own order.
            let from = self.source()?;
            let filter = self.filter()?;
            let actions = self.actions()?;
            return Ok(Syntax::Update { from, actions, filter, returning: self.returning()? });
        }
        if self.take_call_of("EXISTS", "SELECT") {
            let select = self.select()?;
            self.expect(Shape::Close, "RIGHT_PAREN")?;
            return Ok(Syntax::Exists(select));
        }
        Ok(Syntax::Bare(self.expression()?))
    }

    fn expect_word(&mut self, word: &str) -> Result<(), Error> {
        if self.take_word(word) {
            Ok(())
        } else {
            Err(Error::not_well_formed(&format!("Expected {word} keyword")))
        }
    }

    /// A SELECT, the word behind us.
    fn select(&mut self) -> Result<Select, Error> {
        let mut select = Select {
            columns: None,
            aliased: false,
            from: From { names: Vec::new(), aliased: false },
            joined: false,
            filter: None,
            order: Vec::new(),
            unsupported: None,
        };
        for word in ["DISTINCT", "VALUE"] {
            if self.take_word(word) {
                let token = self.token();
                select.unsupported.get_or_insert((
                    if word == "VALUE" { "SELECT VALUE" } else { "DISTINCT" },
                    token.start,
                    token.end,
                ));
            }
        }
        if !self.take(Shape::Star) {
            select.columns = Some(self.columns(&mut select.aliased)?);
        }
        if !self.take_word("FROM") {
            return Err(Error::not_well_formed("Expected FROM after SELECT list"));
        }
        select.from = self.source()?;
        while self.take(Shape::Comma) || self.take_join() {
            select.joined = true;
            self.source()?;
            if self.take_word("ON") {
                self.expression()?;
            }
        }
        select.filter = self.filter()?;
        if self.take_word("ORDER") {
            self.expect_word("BY")?;
            select.order = self.order()?;
        }
        for (clause, second) in [("GROUP", Some("BY")), ("HAVING", None), ("LIMIT", None), ("OFFSET", None)] {
            if self.take_word(clause) {
                second.map_or(Ok(()), |second| self.expect_word(second))?;
                let name = if clause == "GROUP" { "GROUP BY" } else { clause };
                let token = self.token();
                select.unsupported.get_or_insert((name, token.start, token.end));
                self.expression()?;
                while clause == "GROUP" && self.take(Shape::Comma) {
                    self.expression()?;
                }
            }
        }
        Ok(select)
    }

    fn columns(&mut self, aliased: &mut bool) -> Result<Vec<Expr>, Error> {
        let mut columns = Vec::new();
        loop {
            columns.push(self.expression()?);
            *aliased |= self.alias()?;
            if !self.take(Shape::Comma) {
                return Ok(columns);
            }
        }
    }

    fn take_join(&mut self) -> bool {
        let mut any = false;
        for word in ["INNER", "LEFT", "RIGHT", "FULL", "CROSS", "OUTER", "JOIN"] {
            any |= self.take_word(word);
        }
        any
    }

    /// `[AS] name`, if it is there.
    fn alias(&mut self) -> Result<bool, Error> {
        let wanted = self.take_word("AS");
        let named = self.take_name().is_some();
        if wanted && !named {
            return Err(Error::not_well_formed("Expected identifier for alias"));
        }
        Ok(named)
    }

    /// What a SELECT reads from: an expression to PartiQL, a path of names to DynamoDB.
    fn source(&mut self) -> Result<From, Error> {
        let source = self.expression()?;
        let names = names_of(source)?;
        Ok(From { names, aliased: self.alias()? })
    }

    /// What a statement writes to.
    fn simple_source(&mut self) -> Result<From, Error> {
        let source = self.simple_path()?;
        let names = names_of(source)?;
        Ok(From { names, aliased: self.alias()? })
    }

    fn filter(&mut self) -> Result<Option<Expr>, Error> {
        if self.take_word("WHERE") { self.expression().map(Some) } else { Ok(None) }
    }

    fn order(&mut self) -> Result<Vec<(Expr, bool)>, Error> {
        let mut order = Vec::new();
        loop {
            let key = self.expression()?;
            let descending = self.take_word("DESC");
            if !descending {
                self.take_word("ASC");
            }
            order.push((key, descending));
            if !self.take(Shape::Comma) {
                return Ok(order);
            }
        }
    }

    /// An INSERT, the word behind us.
    fn insert(&mut self) -> Result<Syntax, Error> {
        self.expect_word("INTO")?;
        let path = self.simple_path()?;
        let into = From { names: names_of(path)?, aliased: false };
        // Without VALUE the parser takes any expression, of which none is an item.
        self.take_word("VALUE");
        let value = self.expression()?;
        Ok(Syntax::Insert { into, value, returning: self.returning()? })
    }

    /// SET and REMOVE, one after another; one at least.
    fn actions(&mut self) -> Result<Vec<Action>, Error> {
        let mut actions = Vec::new();
        loop {
            if self.take_word("SET") {
                loop {
                    let path = self.simple_path()?;
                    self.expect(Shape::Equal, "OPERATOR")?;
                    actions.push(Action::Set(path, self.expression()?));
                    if !self.take(Shape::Comma) {
                        break;
                    }
                }
            } else if self.take_word("REMOVE") {
                actions.push(Action::Remove(self.simple_path()?));
            } else if actions.is_empty() {
                return Err(Error::not_well_formed("Expected data manipulation"));
            } else {
                return Ok(actions);
            }
        }
    }

    fn returning(&mut self) -> Result<Option<Returning>, Error> {
        if !self.take_word("RETURNING") {
            return Ok(None);
        }
        let all = self.take_word("ALL");
        if !all {
            self.expect_word("MODIFIED")?;
        }
        let old = self.take_word("OLD");
        if !old {
            self.expect_word("NEW")?;
        }
        self.expect(Shape::Star, "STAR")?;
        Ok(Some(match (all, old) {
            (true, true) => Returning::AllOld,
            (true, false) => Returning::AllNew,
            (false, true) => Returning::ModifiedOld,
            (false, false) => Returning::ModifiedNew,
        }))
    }
}

/// The names of a path that has nothing else.
fn names_of(source: Expr) -> Result<Vec<String>, Error> {
    let What::Path(first, steps) = source.what else { return Err(Error::source_not_single()) };
    let mut names = vec![first];
    for step in steps {
        match step {
            Step::Name(name) => names.push(name),
            Step::Element(_) => return Err(Error::source_not_single()),
        }
    }
    Ok(names)
}
