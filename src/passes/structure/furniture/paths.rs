//! The way to a page, a step a line, as pages saved as text have it: `您当前的位置：`, `首页`, `>`, `新闻动态`, `>`, `行业动态`.

use super::super::layout::{Layout, is_line, width};
use crate::document::{Block, Kind};
use crate::phrases::Class;

/// Lines at the top among which it stands.
const HEAD: usize = 24;

/// Greatest width of a step, and least width of a title.
const STEP: usize = 40;
const TITLE: usize = 8;

/// The lines of the way, marks and all; not the last step, if nothing below it can be the title.
pub(in super::super) fn steps<'l, 'a>(layout: &'l Layout<'a>) -> &'l [&'a Block] {
    let head = &layout.blocks[..layout.first.min(HEAD).min(layout.blocks.len())];
    let Some(mark) = head.iter().position(|b| is_mark(b)).filter(|at| *at > 0 && layout.last > 0) else { return &[] };
    let step = |n: usize| head.get(n).is_some_and(|b| is_step(b));
    let mut last = mark - 1;
    while head.get(last + 1).is_some_and(|b| is_mark(b)) && step(last + 2) {
        last += 2;
    }
    // One mark proves nothing but behind the word for the first page.
    let home = head[mark - 1].scan().begins(Class::Nav).is_some();
    if !step(mark - 1) || last < mark || last == mark + 1 && !home {
        return &[];
    }
    let title = |b: &&&Block| {
        matches!(b.kind(), Kind::Paragraph | Kind::Heading(_)) && width(b) >= TITLE && b.scan().coverage(&PAGE) < 0.5
    };
    let titled = head[last + 1..].iter().find(title).is_some();
    &head[mark - 1..if titled { last + 1 } else { last }]
}

const PAGE: [Class; 3] = [Class::Nav, Class::Share, Class::Button];

fn is_mark(block: &Block) -> bool {
    block.kind() == Kind::Paragraph && matches!(block.text().trim(), ">" | ">>" | "＞" | "»" | "›" | "/" | "→")
}

fn is_step(block: &Block) -> bool {
    block.kind() == Kind::Paragraph && is_line(block, STEP) && !is_mark(block)
}
