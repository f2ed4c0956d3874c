//! Which operation a method, a path and a query mean.

use std::cmp::Reverse;

use percent_encoding::percent_decode_str;

/// An operation's name, its method and the template of its path, as [`crate::shape::Model::names`] has them.
pub type Route = (&'static str, &'static str, &'static str);

/// The operation that a request means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name.
    pub name: &'static str,
    /// The parameters of the path, decoded. Bytes that are no UTF-8 are replaced: no name holds such.
    pub labels: Vec<(&'static str, String)>,
}

/// Finds the operation. Of several that fit, the one whose template says most from the left: a word before a parameter, a
/// parameter before one that takes slashes, and then more pairs of the query before fewer.
pub fn find(routes: &[Route], method: &str, path: &str, query: &[(String, String)]) -> Option<Found> {
    let likely = |template: &str| path.starts_with(beginning(template));
    let likely = routes.iter().filter(|(_, wanted, template)| *wanted == method && likely(template));
    let fitting = likely.filter_map(|(name, _, template)| {
        let (template, wanted) = template.split_once('?').unwrap_or((template, ""));
        let wanted: Vec<&str> = wanted.split('&').filter(|pair| !pair.is_empty()).collect();
        let labels = wanted.iter().all(|pair| has(query, pair)).then(|| labels(template, path)).flatten()?;
        Some(((openness(template), Reverse(wanted.len())), Found { name, labels }))
    });
    fitting.min_by(|(a, _), (b, _)| a.cmp(b)).map(|(_, found)| found)
}

/// The words before a template's first parameter: most templates part there from most paths.
fn beginning(template: &str) -> &str {
    let end = template.find(['{', '?']).unwrap_or(template.len());
    template.get(..end).unwrap_or_default().trim_end_matches('/')
}

/// Whether a query has a pair of a template, `name=value` or just `name`.
fn has(query: &[(String, String)], pair: &str) -> bool {
    let (name, value) = pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
    query.iter().any(|(key, given)| key == name && value.is_none_or(|value| value == given))
}

/// How unspecific each segment of a template is.
fn openness(template: &str) -> Vec<u8> {
    let open = |segment: &str| match label(segment) {
        None => 0,
        Some((_, false)) => 1,
        Some((_, true)) => 2,
    };
    segments(template).into_iter().map(open).collect()
}

/// The name of a segment that is a parameter, and whether it takes slashes.
fn label(segment: &str) -> Option<(&str, bool)> {
    let name = segment.strip_prefix('{')?.strip_suffix('}')?;
    Some(name.strip_suffix('+').map_or((name, false), |name| (name, true)))
}

/// The segments of a path. A slash at its end is none, as SDKs leave it out or not.
fn segments(path: &str) -> Vec<&str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.strip_suffix('/').unwrap_or(path).split('/').collect()
}

/// The parameters of a path that fits a template.
fn labels(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let (wanted, given) = (segments(template), segments(path));
    // What a parameter with slashes takes: all that the segments behind it leave.
    let extra = given.len().checked_sub(wanted.len());
    let mut labels = Vec::new();
    let mut at = 0;
    for (nth, segment) in wanted.iter().enumerate() {
        let Some((name, greedy)) = label(segment) else {
            if given.get(at)? != segment {
                return None;
            }
            at += 1;
            continue;
        };
        let len = if greedy { extra? + 1 } else { 1 };
        let mut value = given.get(at..at + len)?.join("/");
        // A slash at the end belongs to a key.
        if greedy && nth + 1 == wanted.len() && path.ends_with('/') {
            value.push('/');
        }
        if value.is_empty() {
            return None;
        }
        labels.push((name, percent_decode_str(&value).decode_utf8_lossy().into_owned()));
        at += len;
    }
    (at == given.len()).then_some(labels)
}
