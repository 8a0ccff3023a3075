//! Fields of an event, beside which a date is that of the event, and the day under who signed a letter.

use super::super::layout::{Layout, is_line};
use super::super::people::offices;
use crate::chars;
use crate::document::Block;
use crate::phrases::{Words, simplify};

/// Greatest width of such a line, and lines at the head of a page, as in `lift_meta_lines`.
const WIDEST: usize = 140;
const REACH: usize = 16;

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

/// Whether line `n`, a date, belongs to a letter or an announcement: it is written out, and the line above is who signed.
pub(in super::super) fn is_signature(layout: &Layout<'_>, n: usize, last: usize, lifted: &[bool]) -> bool {
    let Some(above) = n.checked_sub(1).and_then(|n| layout.blocks.get(n)) else { return false };
    let name = |c: char| chars::is_han(c) || c.is_whitespace() || "·（）()".contains(c);
    // The line of a page that stands above its text, too, is no signature.
    let head = || layout.blocks[..layout.first].iter().take(REACH * 2).any(|b| b.text() == layout.blocks[n].text());
    // `发证中心 罗利 冯隽` is who wrote, and the day is when.
    let by = || offices::names_of(above.text().trim()).is_some();
    let signed = || is_line(above, 60) && above.text().chars().all(name);
    layout.blocks[n].text().contains('年') && n > last && !lifted[n - 1] && signed() && !head() && !by()
}
