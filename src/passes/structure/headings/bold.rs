//! Headings that are set in bold below those that markup says: people mark the parts of a text as headings and what is below them as they can.

use std::collections::HashMap;

use super::shapes::is_text;
use crate::document::{Block, Kind};

/// Lines in bold that tell of each other: one may stress something.
const LINES: usize = 2;

/// How often such a line may occur: who speaks in a play does so more often.
const TIMES: usize = 2;

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
            && !is_of_figure(block.text())
            && may_head(n)
        {
            found.push((n, (marked + 1).min(6)));
        }
    }
    let mut times: HashMap<&str, usize> = HashMap::new();
    found.iter().for_each(|(n, _)| *times.entry(blocks[*n].text()).or_default() += 1);
    let spoken = times.values().any(|times| *times > TIMES);
    if found.len() >= LINES && !spoken { found } else { Vec::new() }
}

/// `图 3.水车的轮子`: a word for figures or tables and a number.
fn is_of_figure(text: &str) -> bool {
    let rest = ["图", "圖", "表", "Figure", "Table", "Fig."].iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}
