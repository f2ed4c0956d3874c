//! The pairs of a form as a tree of their paths, without building one: they stand in an order in which all that lies below
//! a path is one slice. A level is walked once, whatever it is asked for.

use std::cmp::Ordering;

/// A pair: a path with points between its names, and a value.
pub(super) type Pair = (String, String);

/// All pairs whose paths begin alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    pairs: &'a [Pair],
    /// Bytes of the path that they share; none of the root.
    path: Option<usize>,
}

/// The order of paths, in which `a`, `a.b` and `a-b` follow each other so: a point is less than all else.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    let points_first = |byte: u8| if byte == b'.' { 0 } else { byte };
    a.bytes().map(points_first).cmp(b.bytes().map(points_first))
}

impl<'a> Node<'a> {
    /// Of all pairs, which stand in [`order`].
    pub(super) fn root(pairs: &'a [Pair]) -> Node<'a> {
        Node { pairs, path: None }
    }

    /// The pairs that end here, and those that go on.
    fn split(self) -> (&'a [Pair], &'a [Pair]) {
        let Some(path) = self.path else { return (&[], self.pairs) };
        let own = self.pairs.iter().take_while(|(key, _)| key.len() == path).count();
        self.pairs.split_at_checked(own).unwrap_or((self.pairs, &[]))
    }

    /// The value at this very path: of several the last, our guess.
    pub(super) fn value(self) -> Option<&'a str> {
        self.split().0.last().map(|(_, value)| value.as_str())
    }

    /// Whether anything lies below.
    pub(super) fn goes_on(self) -> bool {
        !self.split().1.is_empty()
    }

    /// What lies one name further, in the order of the names.
    pub(super) fn children(self) -> Children<'a> {
        let start = self.path.map_or(0, |path| path + 1);
        let mut rest = self.split().1;
        let mut children = Vec::new();
        while let Some(name) = rest.first().map(|(key, _)| name_at(key, start)) {
            let len = rest.iter().take_while(|(key, _)| name_at(key, start) == name).count();
            let (pairs, behind) = rest.split_at_checked(len).unwrap_or((rest, &[]));
            children.push((name, Node { pairs, path: Some(start + name.len()) }));
            rest = behind;
        }
        Children(children)
    }
}

/// The name that begins at a place in a path.
fn name_at(key: &str, start: usize) -> &str {
    key.get(start..).unwrap_or_default().split('.').next().unwrap_or_default()
}

/// What lies below a path, by name.
#[derive(Debug)]
pub(super) struct Children<'a>(Vec<(&'a str, Node<'a>)>);

impl<'a> Children<'a> {
    /// The one of a name.
    pub(super) fn get(&self, name: &str) -> Option<Node<'a>> {
        let at = self.0.binary_search_by(|(own, _)| own.cmp(&name)).ok()?;
        self.0.get(at).map(|(_, node)| *node)
    }

    /// Those whose names are numbers from one on, in the order of what they count. Gaps close.
    pub(super) fn numbered(&self) -> Vec<Node<'a>> {
        let number = |name: &str| name.parse::<u32>().ok().filter(|number| *number > 0);
        let mut numbered: Vec<(u32, Node<'a>)> =
            self.0.iter().filter_map(|(name, node)| Some((number(name)?, *node))).collect();
        numbered.sort_by_key(|(number, _)| *number);
        // `01` is `1` once more.
        numbered.dedup_by_key(|(number, _)| *number);
        numbered.into_iter().map(|(_, node)| node).collect()
    }
}
