//! Why a request cannot be read by its shape.

/// What is wrong with a request before any of its members can be judged. The dialect has the codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not in the protocol's language, or larger or deeper than any that AWS has; with AWS's words about it, which
    /// are often none.
    Malformed(String),
    /// A member is of another type than in the shape; with AWS's words about it.
    WrongType(String),
}

impl Unread {
    /// Not in the protocol's language; no words.
    pub(crate) fn malformed() -> Unread {
        Unread::Malformed(String::new())
    }
}

/// How deep structures, lists and maps of a request may lie in each other. Those of AWS's models that are not recursive
/// lie some ten deep; the readers descend with the stack.
pub const MAX_DEPTH: usize = 64;

/// The most members and elements that one request may have, those that are not there counted with their structures. What
/// has more is malformed: a list of nothing but `{}` would take hundreds of times the memory of its text.
pub const MAX_NODES: usize = 1 << 20;

/// How many nodes a request may still have, and how much deeper it may go.
#[derive(Debug)]
pub(crate) struct Room {
    nodes: usize,
    depth: usize,
}

impl Room {
    pub(crate) fn new() -> Room {
        Room { nodes: MAX_NODES, depth: MAX_DEPTH }
    }

    /// Takes room for so many nodes.
    pub(crate) fn take(&mut self, nodes: usize) -> Result<(), Unread> {
        self.nodes = self.nodes.checked_sub(nodes).ok_or_else(Unread::malformed)?;
        Ok(())
    }

    /// One level deeper, for what `inside` reads.
    pub(crate) fn deeper<T>(
        &mut self,
        inside: impl FnOnce(&mut Room) -> Result<T, Unread>,
    ) -> Result<T, Unread> {
        self.depth = self.depth.checked_sub(1).ok_or_else(Unread::malformed)?;
        let read = inside(self);
        self.depth += 1;
        read
    }
}
