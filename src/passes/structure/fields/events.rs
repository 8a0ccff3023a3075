//! Fields of an event, beside which a date is that of the event.

use super::super::layout::{Layout, is_line};
use crate::document::Block;
use crate::phrases::{Words, simplify};

/// Greatest width of such a line, as in `lift_meta_lines`.
const WIDEST: usize = 140;

/// Whether a line is a field of an event: `地点：…`.
pub(in super::super) fn is_of_event(block: &Block) -> bool {
    let key = block.text().split([':', '：']).next().unwrap_or_default();
    key.len() < block.text().len() && is_line(block, WIDEST) && Words::Event.has(&simplify(key.trim()).to_lowercase())
}

/// Whether a line directly beside line `n` is one of an event: `地点：…`, `时间：下午6时`.
pub(in super::super) fn is_event(layout: &Layout<'_>, n: usize) -> bool {
    let beside = [n.checked_sub(1), Some(n + 1), Some(n + 2)];
    beside.into_iter().flatten().filter_map(|m| layout.blocks.get(m)).any(|b| is_of_event(b))
}
