//! The dialects: what each allows, its limits, its words. Nothing else in this crate knows a service.

use crate::error::{Error, Fault};
use crate::token::Source;

/// Rules that the `$or`s of one pattern may make, in every dialect.
///
/// EventBridge's page on `$or`: more than 1,000 combinations are refused. For the other dialects it is our limit.
pub(crate) const MAX_RULES: usize = 1000;

/// Fields of one rule, in every dialect: event-ruler's limit.
pub(crate) const MAX_FIELDS: usize = 256;

/// The language of one service.
#[derive(Debug)]
pub struct Dialect {
    /// Of the text. A count of Unicode characters.
    max_chars: usize,
    /// `{"wildcard": …}`.
    pub(crate) wildcard: bool,
    /// `{"prefix": {"equals-ignore-case": …}}`, and the same of `suffix`.
    pub(crate) affix_ignoring_case: bool,
    /// What may stand within `{"anything-but": {…: …}}`.
    pub(crate) anything_but: &'static [&'static str],
    /// Whether `anything-but` takes a list of prefixes and the like.
    pub(crate) anything_but_lists: bool,
    /// Objects within objects.
    nested: bool,
    /// `{}` is a pattern that matches every event.
    pub(crate) empty: bool,
    /// `$or` is a field like any other where it is no list of two or more patterns.
    pub(crate) or_is_a_name_too: bool,
    /// Numbers that can be compared lie between this and its negative.
    pub(crate) greatest: Greatest,
    max_keys: Option<usize>,
    max_combinations: Option<u64>,
    words: Words,
}

/// A limit of numbers, and how Java writes it.
#[derive(Debug)]
pub(crate) struct Greatest {
    pub(crate) number: f64,
    pub(crate) java: &'static str,
}

#[derive(Debug)]
enum Words {
    /// This, then what is wrong.
    Before(&'static str),
    /// This alone.
    Only(&'static str),
    /// As SNS has it.
    Sns,
}

const FIVE_BILLION: Greatest = Greatest { number: 5.0e9, java: "5.0E9" };
const ONE_BILLION: Greatest = Greatest { number: 1.0e9, java: "1.0E9" };

/// Operators: the table "Event bus support" of
/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html>. Numbers: the same page.
const EVENT_BUS: Dialect = Dialect {
    // The quota "Event pattern size", in characters.
    max_chars: 2048,
    wildcard: true,
    affix_ignoring_case: true,
    anything_but: &["equals-ignore-case", "prefix", "suffix", "wildcard"],
    anything_but_lists: true,
    nested: true,
    empty: false,
    or_is_a_name_too: false,
    greatest: FIVE_BILLION,
    max_keys: None,
    max_combinations: None,
    // Recorded on AWS.
    words: Words::Before("Event pattern is not valid. Reason: "),
};

/// What SNS allows, whatever the scope.
///
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html> lists the operators,
/// <https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html> the limits. That
/// `anything-but` takes a prefix and no suffix is recorded; that it takes no list of prefixes is our guess.
const SNS: Dialect = Dialect {
    max_chars: 256 * 1024,
    wildcard: false,
    affix_ignoring_case: false,
    anything_but: &["prefix"],
    anything_but_lists: false,
    nested: true,
    // Terraform's provider sends `{}` to take a policy away.
    empty: true,
    or_is_a_name_too: true,
    greatest: ONE_BILLION,
    max_keys: Some(5),
    max_combinations: Some(150),
    words: Words::Sns,
};

impl Dialect {
    /// Rules and archives of EventBridge, and TestEventPattern.
    pub const EVENT_BUS: &Dialect = &EVENT_BUS;

    /// The filters of Pipes: the table "Pipe support" of EventBridge's page. That an error is worded as for an event
    /// bus is our guess.
    pub const PIPE: &Dialect = &Dialect {
        // The model of Pipes: `EventPattern` has at most 4,096 characters.
        max_chars: 4096,
        wildcard: false,
        anything_but: &[],
        ..EVENT_BUS
    };

    /// The event filters of Lambda, which take "the Amazon EventBridge rules" and "the same syntax":
    /// <https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html>.
    pub const LAMBDA: &Dialect = &Dialect {
        // The model of Lambda: `Pattern` has at most 4,096 characters.
        max_chars: 4096,
        // Recorded on AWS, for texts of several kinds.
        words: Words::Only("Invalid filter pattern definition."),
        ..EVENT_BUS
    };

    /// Filter policies of SNS over message attributes: an event is an object of the attributes, `String.Array` as a
    /// list, `Number` as a number.
    pub const SNS_ATTRIBUTES: &Dialect = &Dialect { nested: false, ..SNS };

    /// Filter policies of SNS over the message's body.
    pub const SNS_BODY: &Dialect = &SNS;

    /// Refuses a text that is too long, before it is read.
    pub(crate) fn check_length(&self, text: &str) -> Result<(), Fault> {
        // Bytes first: they are counted already, and are never fewer than characters.
        if text.len() > self.max_chars && text.chars().count() > self.max_chars {
            return Err(Fault::TooLong(self.max_chars));
        }
        Ok(())
    }

    /// Whether errors in the JSON itself differ from errors in the pattern. SNS reads the JSON before.
    pub(crate) fn reads_json_first(&self) -> bool {
        matches!(self.words, Words::Sns)
    }

    /// The limits of the whole: `keys` are paths to lists of tests, `combinations` what the tests multiply to, and
    /// `nested` whether there is an object within the outermost.
    ///
    /// AWS does not say in which order it looks; that is our guess.
    pub(crate) fn check_whole(&self, keys: usize, combinations: u64, nested: bool) -> Result<(), Fault> {
        if nested && !self.nested {
            return Err(Fault::Nested);
        }
        if let Some(most) = self.max_keys.filter(|most| keys > *most) {
            return Err(Fault::Reason(format!("Filter policy can not have more than {most} keys")));
        }
        if self.max_combinations.is_some_and(|most| combinations > most) {
            return Err(Fault::Reason("Filter policy is too complex".to_owned()));
        }
        Ok(())
    }

    /// Puts into this service's words what is wrong.
    pub(crate) fn word(&self, fault: Fault) -> Error {
        let too_long = matches!(fault, Fault::TooLong(_));
        let nested = matches!(fault, Fault::Nested);
        let reason = match fault {
            Fault::Syntax(reason) if self.reads_json_first() => format!("failed to parse JSON. {reason}"),
            Fault::Syntax(reason) | Fault::Reason(reason) => reason,
            // Recorded on AWS.
            Fault::Nested => {
                "Filter policy scope MessageAttributes does not support nested filter policy".to_owned()
            }
            // Our words: the services check lengths of their own.
            Fault::TooLong(most) => format!("The pattern has more than {most} characters"),
        };
        let sentence = match self.words {
            Words::Before(before) => format!("{before}{reason}"),
            Words::Only(only) => only.to_owned(),
            Words::Sns if nested => reason.clone(),
            Words::Sns => format!("FilterPolicy: {reason}"),
        };
        Error { sentence, reason, too_long }
    }

    /// How the text is shown by the reader that finds an error in the JSON.
    pub(crate) fn source_of_json(&self) -> Source {
        if self.reads_json_first() { Source::Redacted } else { Source::Shown }
    }
}
