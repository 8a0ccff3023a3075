//! Columns of the site that are called authors.

use super::super::layout::Layout;
use super::super::people::names;

/// Lines under the title in which names stand without a key.
const HEAD: usize = 4;

/// Whether who is called the author is a column of the site: a step of the path above line `n`, or a piece of the line with the
/// names of the site, two pieces before its end (`水车停了-乡村_产品展示_石桥手机版_石桥官方网站`). A blog has its writer last but one.
pub(in super::super) fn is_column(layout: &Layout<'_>, n: usize, value: &str) -> bool {
    if names::split(value).is_some_and(|names| names.len() == 1) {
        return false;
    }
    layout.blocks[..n.min(HEAD)].iter().filter(|b| b.text().contains(value)).any(|b| {
        let text = b.text();
        let step = |mark: char| text.contains(mark) && text.split(mark).any(|piece| piece.trim() == value);
        let pieces: Vec<&str> = text.split('_').collect();
        let piece = pieces.iter().skip(1).rev().skip(2).any(|piece| piece.trim() == value);
        step('>') || step('»') || step('›') || piece
    })
}
