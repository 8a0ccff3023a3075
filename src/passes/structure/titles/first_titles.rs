//! What a page says that its text was called where it was printed first: `原标题：水车转了`.

use super::super::fields::imprints::strip;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::phrases::{Words, simplify};

/// Least and greatest width of such a title.
const WIDTH: std::ops::RangeInclusive<usize> = 10..=140;

/// The title that the page says the text had.
pub(in super::super) fn find(doc: &Document) -> Option<&str> {
    doc.blocks().filter(|b| b.kind() == Kind::Meta).find_map(|b| {
        let line = strip(b.text());
        let (key, value) = line.split_once([':', '：']).filter(|_| line.starts_with('原'))?;
        let known = Words::FirstTitle.has(&simplify(key.trim()));
        (known && WIDTH.contains(&chars::width(value.trim()))).then(|| value.trim())
    })
}

/// Whether a line in brackets is a column: `【石桥论坛】`, where the page says what the title was.
pub(in super::super) fn is_column(block: &Block, doc: &Document) -> bool {
    let text = chars::trim(block.text());
    text.starts_with('【') && text.ends_with('】') && find(doc).is_some()
}
