//! Headings that are set in bold below those that markup says: people mark the parts of a text as headings and what is below them as they can.

use super::shapes::is_text;
use crate::document::{Block, Kind};

/// Lines in bold that tell of each other: one may stress something.
const LINES: usize = 2;

/// The lines all in bold over text that is not, between headings of markup, with their levels. `may_head` tells lines that look like headings.
pub(in super::super) fn below_marked(blocks: &[&Block], may_head: impl Fn(usize) -> bool) -> Vec<(usize, u8)> {
    let is_bold = |n: usize| blocks[n].hints().is_some_and(|hints| hints.bold);
    let mut level = None;
    let mut found = Vec::new();
    for (n, block) in blocks.iter().enumerate() {
        if let Kind::Heading(marked) = block.kind() {
            level = Some(marked);
        }
        let over = || blocks.get(n + 1).is_some_and(|b| is_text(b) && b.kind() != Kind::Caption) && !is_bold(n + 1);
        let under = || n > 0 && (blocks[n - 1].kind().is_heading() || is_text(blocks[n - 1])) && !is_bold(n - 1);
        if let Some(marked) = level
            && block.kind() == Kind::Paragraph
            && is_bold(n)
            && over()
            && under()
            && may_head(n)
        {
            found.push((n, (marked + 1).min(6)));
        }
    }
    if found.len() >= LINES { found } else { Vec::new() }
}
