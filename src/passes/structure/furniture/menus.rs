//! The menu of a page that was saved as plain text, a word a line, above the title.

use super::super::fields::{counted, meta_line, stamps};
use super::super::layout::{is_prose, width};
use crate::chars;
use crate::document::{Block, Kind};
use crate::meta::MetaKey;
use crate::phrases::{self, Class};

/// Different lines of words of navigation that make a menu; a text has hardly one above it.
const WORDS: usize = 3;

/// Greatest width of an item of a menu.
const ITEM: usize = 32;

/// Width of a line that is text whatever it ends in: titles are shorter.
const LONG: usize = 160;

/// Least width of a title that stands out against the items.
const TITLE: usize = 16;

/// Bytes of a line that is read whole at once.
const LINE: usize = 200;

/// Most lines above a text that are looked at.
const HEAD: usize = 200;

/// What of the lines above the text is menu.
pub(in super::super) fn above<'a>(blocks: &[&'a Block]) -> Vec<&'a Block> {
    let first = blocks.iter().take(HEAD).position(|b| (is_prose(b) || width(b) >= LONG) && !is_of_page(b)).unwrap_or(0);
    let head = &blocks[..first];
    let words: Vec<bool> = head.iter().map(|b| is_of_page(b)).collect();
    let mut different: Vec<&str> = head.iter().zip(&words).filter(|(_, word)| **word).map(|(b, _)| b.text()).collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < WORDS {
        return Vec::new();
    }
    // In a second run the title is metadata.
    let kind = |b: &Block| matches!(b.kind(), Kind::Paragraph | Kind::Meta);
    let line = |n: &usize| !words[*n] && width(head[*n]) >= TITLE && kind(head[*n]) && !is_dated(head[*n]);
    // A page has its title twice, in the bar that goes along and above the text; or the date stands below it.
    let twice = (0..first).rev().filter(line).find(|n| head[..*n].iter().any(|b| b.text() == head[*n].text()));
    // Buttons may stand between them.
    let over = || (1..first).find(|n| is_dated(head[*n])).and_then(|n| (0..n).rfind(|m| !words[*m])).filter(line);
    let title = twice.or_else(over);
    // Without a title it is known to the last word of it, as long as there are only items.
    let items = || head.iter().take_while(|b| width(b) <= ITEM && !chars::is_sentence(b.text())).count();
    let end = title.unwrap_or_else(|| words[..items()].iter().rposition(|word| *word).map_or(0, |n| n + 1));
    let menu = |n: &usize| {
        if *n < end {
            !is_dated(head[*n]) || title.is_some_and(|t| *n + 2 < t)
        } else {
            words[*n] && !is_dated(head[*n])
        }
    };
    (0..first).filter(menu).map(|n| head[n]).filter(|b| b.kind() != Kind::Meta).collect()
}

/// A line of words of navigation, shares and buttons.
fn is_of_page(block: &Block) -> bool {
    const SHARE: f32 = 0.7;
    let may_be = || block.text().len() <= LINE || phrases::may_cover(block.text(), block.census(), SHARE);
    block.kind() == Kind::Paragraph
        && may_be()
        && block.scan().coverage(&[Class::Nav, Class::Share, Class::Button]) >= SHARE
}

/// A line with the date of the text.
fn is_dated(block: &Block) -> bool {
    let text = block.text();
    let found = counted::read(text).or_else(|| meta_line::read(text)).or_else(|| stamps::read(text));
    found.is_some_and(|found| found.iter().any(|(key, _)| *key == MetaKey::Date))
}
