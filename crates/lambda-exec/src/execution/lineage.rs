//! The chain of functions that an invocation comes from, carried in the trace header as Lambda carries it: functions
//! call in turn with the header that they were given, and so a loop shows. Who does not pass the header on is known by
//! the credentials of its environment, see `pool/callers.rs`.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html>: a function that was invoked about 16 times
//! in one chain of requests is not invoked again.

use std::fmt::Write as _;

use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};

use crate::error::Error;
use crate::function_name::FunctionId;

/// How often a function may be invoked in one chain.
const LIMIT: u32 = 16;

/// The most functions of a chain that are remembered: those that came first. A header has no room for all.
const REMEMBERED: usize = 64;

/// The field of the header. Its form, a list of `NAME:COUNT`, is known; how AWS makes the names is not.
const FIELD: &str = "Lineage=";

/// The functions of a chain, each with how often it was invoked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lineage(Vec<(String, u32)>);

impl Lineage {
    /// Reads a trace header. What cannot be read counts as absent.
    pub(crate) fn of(trace_id: &str) -> Lineage {
        // Some SDKs write the bar as `%7C`.
        let trace_id = percent_decode_str(trace_id).decode_utf8_lossy();
        let field = trace_id.split(';').find_map(|field| field.trim().strip_prefix(FIELD));
        let entry = |text: &str| {
            let (name, count) = text.rsplit_once(':')?;
            let is_name = !name.is_empty() && name.len() <= 16 && name.bytes().all(|b| b.is_ascii_hexdigit());
            Some((name.to_owned(), count.parse().ok()?)).filter(|_| is_name)
        };
        Lineage(field.unwrap_or_default().split('|').filter_map(entry).take(REMEMBERED).collect())
    }

    /// How many invocations came before this one.
    pub(crate) fn depth(&self) -> usize {
        self.0
            .iter()
            .fold(0, |sum, (_, count)| sum.saturating_add(usize::try_from(*count).unwrap_or(usize::MAX)))
    }

    /// The chain with one more invocation of a function; refused if the function was in it too often.
    pub(crate) fn and(mut self, id: &FunctionId) -> Result<Lineage, Error> {
        let (name, known) = (name_of(id), self.0.len());
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) if *count >= LIMIT => return Err(Error::recursion()),
            Some((_, count)) => *count += 1,
            None if known < REMEMBERED => self.0.push((name, 1)),
            None => {}
        }
        Ok(self)
    }

    /// The longer one of two chains, function by function: what a caller says about its chain, and what is known of it.
    pub(crate) fn or_longer(mut self, other: Lineage) -> Lineage {
        for (name, count) in other.0 {
            let has_room = self.0.len() < REMEMBERED;
            match self.0.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = count.max(*known),
                None if has_room => self.0.push((name, count)),
                None => {}
            }
        }
        self
    }

    /// A trace header with this chain instead of its own.
    pub(crate) fn written_into(&self, trace_id: &str) -> String {
        let others =
            trace_id.split(';').filter(|field| !field.trim().starts_with(FIELD) && !field.is_empty());
        let mut written = others.collect::<Vec<_>>().join(";");
        for (place, (name, count)) in self.0.iter().enumerate() {
            let before = if place == 0 { format!(";{FIELD}") } else { "|".to_owned() };
            // Writing into a text does not fail.
            let _written = write!(written, "{before}{name}:{count}");
        }
        written
    }
}

/// Eight digits for a function.
fn name_of(id: &FunctionId) -> String {
    let mut name = hex::encode(Sha256::digest(id.arn().to_string()));
    name.truncate(8);
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::arn::{AccountId, Region};

    fn id(name: &str) -> FunctionId {
        FunctionId { account: AccountId::DEFAULT, region: Region::us_east_1(), name: name.to_owned() }
    }

    /// AWS's page on recursive loops: "approximately 16 times"; that we stop at exactly so many is our choice.
    #[test]
    fn a_function_comes_sixteen_times_in_a_chain() {
        let (mut trace, a, b) = ("Root=1-2-3;Sampled=0".to_owned(), id("a"), id("b"));
        for depth in 0..16 {
            let lineage = Lineage::of(&trace);
            assert_eq!(lineage.depth(), 2 * depth);
            trace = lineage.and(&a).unwrap().and(&b).unwrap().written_into(&trace);
        }
        assert!(Lineage::of(&trace).and(&a).is_err());
        assert!(Lineage::of(&trace).and(&id("c")).is_ok());
        assert!(trace.starts_with("Root=1-2-3;Sampled=0;Lineage=") && trace.len() < 80, "{trace}");
        assert_eq!(Lineage::of(&trace.replace('|', "%7C")), Lineage::of(&trace));
    }

    /// Our rule: a function does not get rid of its chain by a header that says less.
    #[test]
    fn of_two_chains_each_function_counts_as_often_as_in_the_longer() {
        let of = |text: &str| Lineage::of(&format!("Lineage={text}"));
        for (told, known, both) in [
            ("", "a:3|b:1", "a:3|b:1"),
            ("a:3|b:1", "", "a:3|b:1"),
            ("a:3|b:1", "a:3|b:1", "a:3|b:1"),
            ("c:1|a:1", "a:3|b:1", "c:1|a:3|b:1"),
        ] {
            assert_eq!(of(told).or_longer(of(known)), of(both), "{told} and {known}");
        }
        let full = |first: u32| {
            let names: Vec<_> = (first..first + 64).map(|n| format!("{n:x}:1")).collect();
            of(&names.join("|"))
        };
        assert_eq!(full(0).or_longer(full(64)), full(0));
    }

    #[test]
    fn what_is_no_lineage_is_none() {
        for text in
            ["", "Root=1-2-3", "Lineage=", "Lineage=a", "Lineage=a:b|:1|zz:3", "Lineage=ab:99999999999"]
        {
            assert_eq!(Lineage::of(text), Lineage::default(), "{text}");
            assert_eq!(Lineage::default().written_into(text).find(FIELD), None);
        }
        let long = format!("Lineage={}", "ab:4294967295|".repeat(1000));
        assert_eq!(Lineage::of(&long).0.len(), REMEMBERED);
        assert!(Lineage::of(&long).depth() > 1_000_000);
        assert!(Lineage::of(&long).and(&id("a")).unwrap().0.len() == REMEMBERED);
    }
}
