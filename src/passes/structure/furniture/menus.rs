//! Menus of pages that were saved as plain text: a word a line above the title, and bars of words.

use super::super::cut_navigation::WIDEST;
use super::super::fields::{counted, meta_line, stamps};
use super::super::headings::numbers;
use super::super::layout::{Layout, is_prose, width};
use super::bars::PAIR;
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
    if blocks.len() < WORDS {
        return Vec::new();
    }
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

/// `首页 概况 师资队伍 科学研究`, `News | Sport | Opinion`: words of a menu. Titles have at most two parts, and longer ones.
pub(in super::super) fn is_menu(text: &str) -> bool {
    let bars: Vec<&str> = text.split(['|', '｜']).map(chars::trim).filter(|part| !part.is_empty()).collect();
    let words = |p: &&str| p.split_whitespace().count() <= 3 && (2..=24).contains(&chars::width(p));
    if bars.len() >= 3 {
        return bars.iter().all(words) && !text.contains(|c: char| c.is_ascii_digit());
    }
    let words = || text.split_whitespace();
    let short = |w: &str| (2..=8).contains(&w.chars().count()) && w.chars().all(|c| c.is_alphanumeric() || c == 'ー');
    let wide = text.chars().filter(|c| chars::is_cjk(*c)).count();
    // `第二部 水边 05 夜渡 天明` names a chapter.
    let chapter = text.starts_with('第') && numbers::read(text).is_some();
    !chapter
        && words().count() >= 4
        && words().all(short)
        && wide * 2 >= text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// A menu in one line that is longer than any title: seven words and more.
pub(in super::super) fn is_long_menu(text: &str) -> bool {
    const LONGEST: usize = 900;
    let bars = || memchr::memchr_iter(b'|', text.as_bytes()).count() + text.matches('｜').count();
    let words = || text.split_whitespace().nth(9).is_some();
    (WIDEST..=LONGEST).contains(&text.len()) && (bars() >= 6 || words()) && is_menu(text)
}

/// A line of words of navigation, shares and buttons.
pub(super) fn is_of_page(block: &Block) -> bool {
    const SHARE: f32 = 0.7;
    // A paragraph of words of navigation does not end like a sentence.
    let may_be = || {
        let text = block.text();
        text.len() <= LINE || !chars::is_sentence(text) && phrases::may_cover(text, block.census(), SHARE)
    };
    block.kind() == Kind::Paragraph
        && may_be()
        && block.scan().coverage(&[Class::Nav, Class::Share, Class::Button]) >= SHARE
}

/// A line with the date of the text.
pub(super) fn is_dated(block: &Block) -> bool {
    let text = block.text();
    let found = counted::read(text).or_else(|| meta_line::read(text)).or_else(|| stamps::read(text));
    found.is_some_and(|found| found.iter().any(|(key, _)| *key == MetaKey::Date))
}

/// Buttons between two paragraphs, a line each, as a bar within a text leaves them: `分享` over `facebook`.
pub(in super::super) fn is_share_pair(n: usize, layout: &Layout<'_>) -> bool {
    let button = |m: usize| {
        layout.blocks.get(m).is_some_and(|b| {
            let network = || {
                matches!(
                    &*b.text().to_ascii_lowercase(),
                    "facebook" | "twitter" | "line" | "plurk" | "whatsapp" | "telegram"
                )
            };
            b.kind() == Kind::Paragraph
                && b.text().len() <= PAIR
                && (b.scan().coverage(&[Class::Share, Class::Button]) >= 1.0 || network())
        })
    };
    button(n) && (button(n + 1) || n > 0 && button(n - 1))
}
