//! Which policies of an entity are left out of a simulation.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html>

use base::arn::Arn;
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;
use crate::simulation::source::{Held, Origin};

/// What is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Left {
    /// `inline`, `aws-managed`, …
    Type(String),
    /// A managed policy; its name may have wildcards.
    Arn(String),
    /// A policy of its own; the holder's name may have wildcards.
    Inline { name: String, kind: String, holder: String },
}

/// Everything that is left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exclusion(Vec<Left>);

impl Exclusion {
    /// Reads the member `PolicyExclusionList`.
    ///
    /// # Errors
    ///
    /// An entry names none or several, or has wildcards where AWS has none.
    pub(crate) fn read(fields: &Fields) -> Result<Exclusion, Fault> {
        fields.structs("PolicyExclusionList").map(left).collect::<Result<_, _>>().map(Exclusion)
    }

    /// Takes the policies away that are left out.
    pub(crate) fn apply(&self, held: &mut Held) {
        held.identity.retain(|source| !self.0.iter().any(|left| left.means(&source.origin)));
        if self.0.contains(&Left::Type("permission-boundary".to_owned())) {
            held.boundary = None;
        }
    }
}

fn left(entry: &Fields) -> Result<Left, Fault> {
    let kind = entry.text("PolicyType").map(|kind| Left::Type(kind.to_owned()));
    let arn = entry.text("PolicyArn").map(|arn| Left::Arn(arn.to_owned()));
    let inline = entry.fields("InlinePolicyIdentifier").map(|inline| Left::Inline {
        name: inline.required("PolicyName").to_owned(),
        kind: inline.required("AttachmentType").to_owned(),
        holder: inline.required("AttachmentName").to_owned(),
    });
    let mut given = [kind, arn, inline].into_iter().flatten();
    let (Some(left), None) = (given.next(), given.next()) else {
        let sentence = "Exactly one of PolicyType, PolicyArn and InlinePolicyIdentifier must be specified.";
        return Err(error::invalid_input(sentence));
    };
    let is_right = match &left {
        Left::Type(_) => true,
        Left::Arn(arn) => Arn::parse(arn).is_some_and(|arn| {
            let before = [&arn.partition, &arn.service, &arn.region, &arn.account];
            arn.service == "iam"
                && arn.resource.starts_with("policy/")
                && !before.iter().any(|field| field.contains(['*', '?']))
                && stars(&arn.resource) < 2
        }),
        Left::Inline { holder, .. } => stars(holder) < 2,
    };
    let wrong = || error::invalid_input("PolicyExclusionList has an identifier that is not valid.");
    if is_right { Ok(left) } else { Err(wrong()) }
}

fn stars(text: &str) -> usize {
    text.matches('*').count()
}

impl Left {
    fn means(&self, origin: &Origin) -> bool {
        match (self, origin) {
            (Left::Type(kind), Origin::Inline { .. }) => kind == "inline",
            (Left::Type(kind), Origin::Managed { arn, .. }) => {
                let of_aws = Arn::parse(arn).is_some_and(|arn| arn.account == "aws");
                kind == if of_aws { "aws-managed" } else { "user-managed" }
            }
            (Left::Arn(pattern), Origin::Managed { arn, .. }) => matches(pattern, arn),
            (Left::Inline { name, kind, holder }, Origin::Inline { kind: of, holder: whose, name: held }) => {
                name == held && kind == of.text() && matches(holder, whose)
            }
            _ => false,
        }
    }
}

/// Whether a text matches a pattern with at most one `*`, and any `?`.
fn matches(pattern: &str, text: &str) -> bool {
    let alike = |pattern: &[char], text: &[char]| {
        pattern.len() == text.len()
            && pattern.iter().zip(text).all(|(one, other)| *one == '?' || one == other)
    };
    let text: Vec<char> = text.chars().collect();
    let (before, behind) = match pattern.split_once('*') {
        None => return alike(&pattern.chars().collect::<Vec<_>>(), &text),
        Some((before, behind)) => (before.chars().collect::<Vec<_>>(), behind.chars().collect::<Vec<_>>()),
    };
    let from = text.len().checked_sub(behind.len()).filter(|from| *from >= before.len());
    let parts = from.and_then(|from| Some((text.get(..before.len())?, text.get(from..)?)));
    parts.is_some_and(|(start, end)| alike(&before, start) && alike(&behind, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters_and_a_question_mark_for_one() {
        for (pattern, text, expected) in [
            ("abc", "abc", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("a*c", "ac", true),
            ("a*c", "abbc", true),
            ("ab*bc", "abc", false),
            ("*", "", true),
            ("?*", "", false),
            ("é*", "éa", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
