//! Headings of other texts amid a text: several in a row that are links, with nothing below each.

use super::super::cut_related;
use super::super::layout::{Layout, is_cut_before, is_prose, width};
use crate::document::{Block, Document, Hints};

/// Headings of such a row, and how many times their width a text has in prose.
const ROW: usize = 3;
const TIMES: usize = 5;

/// The headings of an HTML page that lead to other texts, and are still there.
pub(in super::super) fn headings<'a>(doc: &'a Document, layout: &Layout<'a>) -> Vec<&'a Block> {
    let linked = |b: &Block| {
        let chars = || b.text().chars().filter(|c| !c.is_whitespace()).count() as u32;
        let leads_on = |h: &Hints| h.links.iter().all(|link| !link.href.starts_with('#'));
        b.kind().is_heading() && b.hints().is_some_and(|h| h.link_chars * 10 >= chars() * 9 && leads_on(h))
    };
    // Those that went already for what they look like tell of the others.
    let all: Vec<&Block> = doc.all_blocks().collect();
    let rows = all.chunk_by(|a, b| linked(a) && linked(b) && a.kind() == b.kind());
    let left = |b: &&Block| !is_cut_before(b, cut_related::SPEC.name);
    // A guide that leads to its parts keeps them all.
    let gone = |row: &&[&Block]| row.iter().filter(|b| !left(b)).count() * 2 >= row.len();
    let rows: Vec<&[&Block]> = rows.filter(|row| row.len() >= ROW && gone(row)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    // Of a page of nothing but such headings they are the content.
    let prose: usize = layout.blocks.iter().filter(|b| is_prose(b)).map(|b| width(b)).sum();
    let left: Vec<&Block> = rows.into_iter().flatten().copied().filter(left).collect();
    if left.iter().map(|b| width(b)).sum::<usize>() * TIMES > prose { Vec::new() } else { left }
}
