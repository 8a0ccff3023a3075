//! Captions that nothing but the picture above tells: a short line below each picture of a text.

use std::collections::HashSet;

use super::super::layout::{Layout, width};
use super::credits::is_one_sentence;
use crate::document::{Block, BlockId, Hints, Kind};

/// Lines below pictures that tell of each other. Below one or two may stand a heading, or the text goes on.
const PICTURES: usize = 3;

/// Greatest width of such a line.
const WIDEST: usize = 80;

/// The lines below pictures within the prose, where nearly all pictures there have one. Of whole pages the model has said what is of the text.
pub(in super::super) fn find(layout: &Layout<'_>) -> HashSet<BlockId> {
    let hinted = |b: &Block, told: fn(&Hints) -> bool| b.hints().is_some_and(told);
    let inside = layout.first..layout.blocks.len().min(layout.last + 1);
    let pictured: Vec<usize> = inside.filter(|n| hinted(layout.blocks[*n], |h| h.pictured)).collect();
    if pictured.len() < PICTURES || layout.blocks.iter().any(|b| hinted(b, |h| h.content.is_some())) {
        return HashSet::new();
    }
    // A formula that is a picture is introduced by the text above it.
    let goes_on = |n: usize| n > 0 && layout.blocks[n - 1].text().trim_end().ends_with(['：', ':', '，', ',']);
    let line = |n: &&usize| {
        let block = layout.blocks[**n];
        let asks = block.text().trim_end().ends_with(['：', ':', '？', '?']);
        block.kind() == Kind::Paragraph && width(block) <= WIDEST && is_one_sentence(block) && !asks && !goes_on(**n)
    };
    let lines: HashSet<BlockId> = pictured.iter().filter(line).map(|n| layout.blocks[*n].id()).collect();
    if lines.len() >= PICTURES && lines.len() * 5 >= pictured.len() * 4 { lines } else { HashSet::new() }
}
