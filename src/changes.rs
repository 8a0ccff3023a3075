//! What a pass can ask for. The engine applies it and files it in the account.

use std::ops::Range;

use crate::document::{Block, BlockId, Kind};
use crate::meta::{MetaKey, MetaPlace};

/// Bytes of a block, in terms of the text as the pass saw it, that become another text.
#[derive(Clone, Debug)]
pub(crate) struct Replacement {
    pub block: BlockId,
    pub range: Range<usize>,
    /// In [`Changes::texts`].
    pub with: Range<usize>,
}

/// A block to be split at a byte of the text as the pass saw it.
#[derive(Clone, Debug)]
pub(crate) struct Split {
    pub block: BlockId,
    pub at: usize,
    pub head: Kind,
}

/// Any other request of a pass.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Relabel { block: BlockId, to: Kind },
    Cut { block: BlockId },
    Restore { block: BlockId },
    AddMeta { key: MetaKey, value: String, from: &'static str },
    SetMeta { key: MetaKey, value: String, from: &'static str },
    RewriteMeta { place: MetaPlace, value: String },
}

/// Damage that is left, in terms of the text as the pass saw it.
#[derive(Clone, Debug)]
pub(crate) struct Damage {
    /// `None` for a value of the metadata.
    pub block: Option<BlockId>,
    pub at: usize,
    pub text: String,
}

/// The changes that one pass asks for on one document.
///
/// Replacements of a block must come in order and not overlap; the engine ignores (and in debug builds
/// reports) one that does not fit, so that a faulty pass can never damage text it did not see.
#[derive(Debug, Default)]
pub struct Changes {
    pub(crate) replacements: Vec<Replacement>,
    /// What is put in, end to end: a document in the other Han script has thousands of replacements.
    pub(crate) texts: String,
    pub(crate) splits: Vec<Split>,
    pub(crate) others: Vec<Change>,
    pub(crate) flags: Vec<Damage>,
}

impl Changes {
    /// Replaces bytes `r` of the block's text.
    pub fn replace(&mut self, b: &Block, r: Range<usize>, with: impl AsRef<str>) {
        let start = self.texts.len();
        self.texts.push_str(with.as_ref());
        self.replacements.push(Replacement { block: b.id(), range: r, with: start..self.texts.len() });
    }

    /// Replaces the whole text; only the part that differs is filed.
    pub fn rewrite(&mut self, b: &Block, text: &str) {
        let old = b.text();
        if old == text {
            return;
        }
        let mut start = old.bytes().zip(text.bytes()).take_while(|(x, y)| x == y).count();
        while !(old.is_char_boundary(start) && text.is_char_boundary(start)) {
            start -= 1;
        }
        let most = old.len().min(text.len()) - start;
        let mut end = old.bytes().rev().zip(text.bytes().rev()).take(most).take_while(|(x, y)| x == y).count();
        while !(old.is_char_boundary(old.len() - end) && text.is_char_boundary(text.len() - end)) {
            end -= 1;
        }
        self.replace(b, start..old.len() - end, &text[start..text.len() - end]);
    }

    /// Makes the first `at` bytes a block of their own with kind `head`; the rest keeps the kind and follows it.
    pub fn split(&mut self, b: &Block, at: usize, head: Kind) {
        self.splits.push(Split { block: b.id(), at, head });
    }

    /// Gives the block another kind.
    pub fn relabel(&mut self, b: &Block, to: Kind) {
        if b.kind() != to {
            self.others.push(Change::Relabel { block: b.id(), to });
        }
    }

    /// Takes the block out of the document; its text stays for the account.
    pub fn cut(&mut self, b: &Block) {
        self.others.push(Change::Cut { block: b.id() });
    }

    /// Puts a block back that a pass before cut.
    pub fn restore(&mut self, b: &Block) {
        self.others.push(Change::Restore { block: b.id() });
    }

    /// Adds a value to a key; a key that is no list keeps its first value.
    pub fn add_meta(&mut self, key: MetaKey, value: impl Into<String>, from: &'static str) {
        self.others.push(Change::AddMeta { key, value: value.into(), from });
    }

    /// Makes `value` the only value of a key.
    pub fn set_meta(&mut self, key: MetaKey, value: impl Into<String>, from: &'static str) {
        self.others.push(Change::SetMeta { key, value: value.into(), from });
    }

    /// Gives the value at `place` of the metadata, or of what may become metadata, another form.
    pub fn rewrite_meta(&mut self, place: MetaPlace, value: impl Into<String>) {
        self.others.push(Change::RewriteMeta { place, value: value.into() });
    }

    /// Says that bytes `r` of the block's text are damaged and that what stood there cannot be proven. Changes nothing.
    pub fn flag(&mut self, b: &Block, r: Range<usize>) {
        let text = b.text().get(r.clone()).unwrap_or_default().to_owned();
        self.flags.push(Damage { block: Some(b.id()), at: r.start, text });
    }

    /// As [`Changes::flag`], for a damaged `text` in the metadata.
    pub fn flag_meta(&mut self, text: impl Into<String>) {
        self.flags.push(Damage { block: None, at: 0, text: text.into() });
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.replacements.is_empty() && self.splits.is_empty() && self.others.is_empty() && self.flags.is_empty()
    }
}
