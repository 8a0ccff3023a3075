//! Lines that are metadata because those around them are.

use super::super::layout::{Layout, is_line};
use super::super::people::byline::byline;
use super::events::is_of_event;
use super::meta_line;
use crate::document::{Block, BlockId, Kind};

/// Lines that we know around a field that we do not.
const FIELDS: usize = 3;

/// A short item without a key in a list of metadata lines (`• …传媒中心出品`) belongs to it, and a field that we do not know
/// among those that we do (`有效性：有效`).
pub(in super::super) fn find<'a>(layout: &Layout<'a>, lifted: &[bool], staged: &[BlockId]) -> Vec<&'a Block> {
    let mut found = Vec::new();
    for (n, block) in layout.blocks.iter().enumerate().take(layout.first) {
        let item = block.kind() == Kind::ListItem && !lifted[n] && is_line(block, 60);
        let near = |m: Option<usize>| {
            m.and_then(|m| layout.blocks.get(m).map(|b| lifted[m] && b.kind() == Kind::ListItem)).unwrap_or(false)
        };
        let above = near(n.checked_sub(1)) && near(n.checked_sub(2));
        let below = near(Some(n + 1)) && near(Some(n + 2));
        let between = near(n.checked_sub(1)) && near(Some(n + 1));
        let field = || {
            let known = |m: &usize| lifted.get(*m).is_some_and(|lifted| *lifted);
            let beside = n.checked_sub(1).is_some_and(|m| known(&m)) || known(&(n + 1));
            let around = (n.saturating_sub(FIELDS)..n + FIELDS).filter(known).count();
            let open = block.kind() == Kind::Paragraph && !lifted[n] && is_line(block, 60);
            let field = || meta_line::is_field(block.text()) && !is_of_event(block) && byline(block.text()).is_none();
            open && beside && around >= FIELDS && field()
        };
        let open = !staged.contains(&block.id());
        if open && (item && (above || below || between) || field()) {
            found.push(*block);
        }
    }
    found
}
