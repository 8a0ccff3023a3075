//! Other texts below a text in a page without markup: their titles, their first sentences, which are cut off, and their dates.

use super::super::layout::is_line;
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::{Class, Words};

/// Greatest width of a heading over them, and bytes of the longest date alone on a line.
const HEAD: usize = 40;
const DATE: usize = 32;

/// Least number of beginnings without a heading over them, and most that are looked at.
const RUN: usize = 3;
const MOST: usize = 64;

/// Most lines between a heading over other texts and what the house says of itself.
const FOOT: usize = 6;

/// Whether a block is the beginning of a text: a sentence that is cut off.
pub(in super::super) fn is_cut_off(block: &Block) -> bool {
    let text = block.text();
    (text.ends_with("...") || text.ends_with('…')) && matches!(block.kind(), Kind::Paragraph | Kind::ListItem)
}

/// Whether a line is a date and nothing else: `2021-03-0407:42`, `03-04`, `2021/3/4`.
fn is_date(text: &str) -> bool {
    let text = chars::trim(text);
    text.len() <= DATE
        && text.bytes().filter(u8::is_ascii_digit).count() >= 4
        && text.contains(['-', '/', '.', '年', '月'])
        && text.chars().all(|c| c.is_ascii_digit() || "-/.:： 年月日时分[]()".contains(c))
}

/// Whether a line begins with how long ago a text was put on the site: `7小时前 老街的灯亮了！`.
fn is_ago(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if rest.len() < text.len() { rest.trim_start() } else { return false };
    Words::Ago.behind(rest).is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || "【[「《".contains(c)))
}

/// Whether a line is a heading over other texts and nothing else: `为你推荐`.
pub(in super::super) fn heads(block: &Block) -> bool {
    let named = || {
        let scan = block.scan();
        scan.begins(Class::Related).is_some() && scan.coverage(&[Class::Related, Class::Nav]) >= 0.9
    };
    is_line(block, HEAD) && block.opening().is_some_and(|hit| hit.classes.contains(&Class::Related)) && named()
}

/// The number of blocks below a heading over other texts that are theirs, `prose` telling what looks like text. Each first sentence
/// is cut off or has a date above or below it; behind the last one the page may say a sentence of its own.
pub(in super::super) fn below(blocks: &[&Block], prose: impl Fn(&Block) -> bool) -> usize {
    let date = |n: usize| blocks.get(n).is_some_and(|b| is_date(b.text()));
    let (mut end, mut dates, mut cut) = (0, 0, 0);
    for (n, block) in blocks.iter().enumerate().take(MOST) {
        if matches!(block.kind(), Kind::Code | Kind::Table) {
            break;
        }
        if date(n) || is_ago(block.text()) {
            dates += 1;
            end = n + 1;
        } else if is_cut_off(block) {
            cut += 1;
            end = n + 1;
        } else if prose(block) {
            let last = cut > 0 && n + 1 == blocks.len() && end == n;
            if !(date(n + 1) || n > 0 && date(n - 1) || last) {
                break;
            }
            end = n + 1;
        }
    }
    if cut > 0 || dates > 1 { end } else { foot(blocks, prose) }
}

/// The blocks below such a heading that are lines of the page, and the last paragraph of all, which the house says of itself.
fn foot(blocks: &[&Block], prose: impl Fn(&Block) -> bool) -> usize {
    let Some(at) = blocks.iter().take(FOOT).position(|b| prose(b)) else { return 0 };
    let page = |b: &&Block| is_line(b, HEAD) && b.scan().coverage(&[Class::Nav, Class::Share, Class::Related]) >= 0.8;
    let (above, below) = (&blocks[..at], &blocks[at + 1..]);
    if above.iter().any(page) && !below.iter().any(|b| prose(b)) { at + 1 } else { 0 }
}

/// Where a run of beginnings of other texts starts, the last thing in a text, without a heading over it: each is cut off, and all
/// but the first have their dates.
pub(in super::super) fn run(blocks: &[&Block]) -> Option<usize> {
    let begins = |b: &Block| {
        let digits = b.text().bytes().take_while(u8::is_ascii_digit).count();
        digits == 4 && b.text()[4..].starts_with(['-', '/', '.', '年'])
    };
    let dated = |b: &&Block| begins(b) || is_date(b.text());
    let of_run = |b: &&&Block| is_cut_off(b) || is_date(b.text());
    let count = blocks.iter().rev().take(MOST).take_while(of_run).count();
    let start = blocks.len() - count;
    let found = &blocks[start..];
    let cut = found.iter().filter(|b| is_cut_off(b)).count();
    let dates = found.iter().filter(|b| dated(b)).count();
    (start > 0 && cut >= RUN && dates + 1 >= cut).then_some(start)
}
