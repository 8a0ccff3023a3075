//! Unify: chooses among equally good forms.

pub(super) mod forms;
pub(super) mod normalize_unicode;
mod references;
pub(super) mod space_mixed_scripts;
mod syntax;
pub(super) mod unify_full_stops;
pub(super) mod unify_punctuation;
pub(super) mod unify_script;
pub(super) mod unify_spaces;
pub(super) mod unify_width;

use crate::document::{Block, Document, Kind};

/// The blocks whose form may be changed: code and preformatted text keep theirs.
fn blocks(doc: &Document) -> impl Iterator<Item = &Block> {
    doc.blocks().filter(|b| b.kind() != Kind::Code)
}

/// `text` with `spans` replaced.
pub(crate) fn spliced(text: &str, spans: Vec<(std::ops::Range<usize>, impl AsRef<str>)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, with) in spans {
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(with.as_ref());
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}
