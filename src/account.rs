//! The account: every edit that was applied, in order, with what it removed and what it put there.
//!
//! The engine files the very edits it applies ([`crate::apply`]), so the account can neither lie nor miss a
//! change. An edit speaks of the text as its pass saw it, so filing it is O(1); texts go end to end into one string.

use crate::document::{BlockId, Kind};
use crate::meta::{Entry, MetaKey, MetaPlace};
use crate::pass::PassId;

/// A stretch of the texts of an [`Account`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// One applied edit.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The pass that asked for it.
    pub pass: PassId,
    /// What was done.
    pub op: Op,
}

/// The closed list of things that can happen to a document.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Op {
    /// Bytes `at..at + removed.len` of the block became `inserted`.
    Replace {
        /// The block.
        block: BlockId,
        /// Byte offset in the text as the pass saw it.
        at: u32,
        /// What stood there.
        removed: Span,
        /// What stands there now.
        inserted: Span,
    },
    /// The first bytes of `block` became the block `head` in front of it.
    Split {
        /// The block that was shortened.
        block: BlockId,
        /// The new block.
        head: BlockId,
    },
    /// The block got another kind.
    Relabel {
        /// The block.
        block: BlockId,
        /// The kind it had.
        from: Kind,
        /// The kind it got.
        to: Kind,
    },
    /// The block was taken out; its text stays in the arena of blocks.
    Cut {
        /// The block.
        block: BlockId,
    },
    /// A block that a pass before had cut was put back.
    Restore {
        /// The block.
        block: BlockId,
        /// The pass that had cut it.
        from: PassId,
    },
    /// A metadata value was added at the end of the entries.
    AddMeta {
        /// The key.
        key: MetaKey,
        /// The value, in the arena.
        value: Span,
    },
    /// A metadata value, or what may become one, turned into another.
    RewriteMeta {
        /// Where it stands.
        place: MetaPlace,
        /// The value it had.
        removed: Span,
        /// The value it got.
        inserted: Span,
    },
    /// All values of a key were removed; `old` are the entries with their places.
    ClearMeta {
        /// The key.
        key: MetaKey,
        /// Entries that stood there, with their index before removal.
        old: Vec<(u32, Entry)>,
    },
}

impl Op {
    /// The block the edit is about, if it is about one.
    pub fn block(&self) -> Option<BlockId> {
        match self {
            Op::Replace { block, .. }
            | Op::Split { block, .. }
            | Op::Relabel { block, .. }
            | Op::Cut { block }
            | Op::Restore { block, .. } => Some(*block),
            Op::AddMeta { .. } | Op::RewriteMeta { .. } | Op::ClearMeta { .. } => None,
        }
    }
}

/// Damage that a pass found and left, because what stood there cannot be proven.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// The pass that found it.
    pub pass: PassId,
    /// The block; `None` for a value of the metadata.
    pub block: Option<BlockId>,
    /// Byte offset in the text as the pass saw it.
    pub at: u32,
    /// What stands there.
    pub text: Span,
    /// Number of edits that were made before.
    pub after: usize,
}

/// All edits of a document, and what was left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    pub(crate) edits: Vec<Edit>,
    pub(crate) flags: Vec<Flag>,
    pub(crate) arena: String,
}

impl Account {
    /// The edits in the order of application.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Damage that was found and left, in the order in which it was found.
    pub fn flags(&self) -> &[Flag] {
        &self.flags
    }

    /// The text of a span of this account.
    pub fn text(&self, span: Span) -> &str {
        let (start, end) = (span.start as usize, span.start as usize + span.len as usize);
        self.arena.get(start..end).unwrap_or_default()
    }

    /// Characters of a span. Most are a single Han character.
    pub(crate) fn length(&self, span: Span) -> u64 {
        let bytes = self.arena.as_bytes();
        match bytes.get(span.start as usize..span.start as usize + span.len as usize) {
            Some([0xE0..=0xEF, _, _]) => 1,
            _ => self.text(span).chars().count() as u64,
        }
    }

    /// Makes room for the replacements of a pass that puts in `inserted` bytes; it takes out about as many.
    pub(crate) fn reserve(&mut self, edits: usize, inserted: usize) {
        self.edits.reserve(edits);
        self.arena.reserve(2 * inserted);
    }

    pub(crate) fn keep(&mut self, text: &str) -> Span {
        let start = u32::try_from(self.arena.len()).unwrap_or(u32::MAX);
        self.arena.push_str(text);
        Span { start, len: u32::try_from(text.len()).unwrap_or(u32::MAX) }
    }

    pub(crate) fn flag(&mut self, pass: PassId, block: Option<BlockId>, at: usize, text: &str) {
        let (text, after) = (self.keep(text), self.edits.len());
        self.flags.push(Flag { pass, block, at: u32::try_from(at).unwrap_or(u32::MAX), text, after });
    }

    pub(crate) fn file(&mut self, pass: PassId, op: Op) {
        self.edits.push(Edit { pass, op });
    }

    /// Number of edits by pass, for passes that made any, in the order of the table.
    pub fn counts(&self) -> Vec<(PassId, usize)> {
        let mut counts: Vec<(PassId, usize)> = Vec::new();
        for run in self.edits.chunk_by(|a, b| a.pass == b.pass) {
            let Some(edit) = run.first() else { continue };
            match counts.iter_mut().find(|(pass, _)| *pass == edit.pass) {
                Some((_, n)) => *n += run.len(),
                None => counts.push((edit.pass, run.len())),
            }
        }
        counts.sort_by_key(|(pass, _)| *pass);
        counts
    }
}
