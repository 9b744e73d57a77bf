//! Frames that the page need not hand over.

/// A kind of frame that need not be read, told by its text alone. What passes is not looked at any further (E3).
#[derive(Clone, Debug)]
pub struct PassOver {
    /// A regular expression for how it begins, of what JavaScript and the crate `regex` read alike. If it has a group, that is the id of a
    /// conversation, which must not be awaited.
    pub pattern: &'static str,
    /// Texts that do not occur in it.
    pub lacks: Vec<String>,
}
