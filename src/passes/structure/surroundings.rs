//! Where the text lies in a page that was saved without its markup, by the scores that the parser gave its blocks.

use super::layout::is_prose;
use crate::document::{Block, Document};

/// Least score of a block that shows where the text is.
const TEXT: u8 = 50;

/// Greatest score of what is of the page beyond doubt, and how many blocks of it make a page: a text has one or two lines that
/// look like it.
const PAGE: u8 = 10;
const BLOCKS: usize = 8;
/// The same of Markdown, which people write by hand as well: lists of links, of releases, of earlier issues.
const MARKDOWN: usize = 12;

/// A page, with its blocks and their scores, cut ones too: where they stand is evidence.
pub(super) struct Saved<'a> {
    pub blocks: Vec<(&'a Block, u8)>,
    /// The first and the last block of the text.
    pub first: usize,
    pub last: usize,
    /// The title above the text.
    pub title: Option<usize>,
}

impl<'a> Saved<'a> {
    /// `None` if the document is no such page, or has no text.
    pub fn of(doc: &'a Document) -> Option<Saved<'a>> {
        let mut blocks: Vec<(&Block, u8)> = Vec::new();
        for block in doc.all_blocks() {
            blocks.extend(block.score().map(|score| (block, score)));
        }
        let least = if doc.format == "markdown" { MARKDOWN } else { BLOCKS };
        blocks.iter().filter(|(_, score)| *score <= PAGE).nth(least - 1)?;
        let text = |(_, score): &(&Block, u8)| *score >= TEXT;
        // The title and lines about the text may score high, but prose begins it; what scores high above the title is the
        // beginning of another text.
        let prose = |entry: &(&Block, u8)| text(entry) && is_prose(entry.0);
        let title = blocks.iter().position(|(block, _)| block.is_titular());
        let from = title.map_or(0, |title| title + 1);
        let find = |is: &dyn Fn(&(&Block, u8)) -> bool| blocks.iter().skip(from).position(is).map(|n| n + from);
        let first = find(&prose).or_else(|| find(&text))?;
        let last = blocks.iter().rposition(prose).or_else(|| blocks.iter().rposition(text))?;
        Some(Saved { blocks, first, last, title })
    }

    /// Whether block `n` stands above or below the text.
    pub fn is_outside(&self, n: usize) -> bool {
        !(self.first..=self.last).contains(&n)
    }
}
