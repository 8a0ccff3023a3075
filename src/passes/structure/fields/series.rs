//! Lines of one form, again and again, are text: one of them tells of the document, several tell of its parts. A chat has
//! a time before each line, a diary a date above each day, a quiz a name under each question.

use super::super::layout::{Layout, is_line};
use super::imprints::{Found, whole_date};
use super::meta_line::read;
use crate::chars;
use crate::document::Block;
use crate::meta::MetaKey;

/// Days of a diary; two dates are written and changed, unless text stands below each.
const DAYS: usize = 3;

/// Parts that each name somebody, where none of them stands inside prose.
const PARTS: usize = 3;

/// Blocks to either side in which the lines of a chat are looked for.
const NEAR: usize = 8;

/// Bytes of the longest date with a time in brackets.
const OPENING: usize = 40;

/// Takes the lines that belong to parts of the document out of those that may be metadata (ascending).
pub(in super::super) fn drop_parts(layout: &Layout<'_>, lines: &mut Vec<(usize, Found)>) {
    let days = days(layout, lines);
    let parts = signed_parts(layout, lines);
    lines.retain(|(n, _)| days.binary_search(n).is_err() && !parts.contains(n) && !is_chat(layout, *n));
}

/// The dates of a diary: each alone on its line, all written alike, with text between them.
fn days(layout: &Layout<'_>, lines: &[(usize, Found)]) -> Vec<usize> {
    let alone = |n: usize| whole_date(layout.blocks[n].text()).is_some();
    // Few documents have one such line, and nearly none of these a second.
    let Some(first) = lines.iter().map(|(n, _)| *n).find(|n| alone(*n)) else { return Vec::new() };
    let form = form(layout.blocks[first].text());
    let mut days: Vec<usize> = Vec::new();
    for (n, block) in layout.blocks.iter().enumerate() {
        let apart = days.last().is_none_or(|day| day + 1 < n);
        if apart && block.text().len() <= OPENING && self::form(block.text()) == form && alone(n) {
            days.push(n);
        }
    }
    // A notice below the second of them tells of the page.
    let text = |b: &&Block| chars::is_sentence(b.text()) && !b.may_be_legal();
    let over_text = |n: &usize| layout.blocks.get(n + 1).is_some_and(text);
    let apart = |a: usize, b: usize| layout.blocks[a].text() != layout.blocks[b].text();
    let pair = matches!(*days, [a, b] if apart(a, b)) && days.iter().all(over_text);
    if days.len() >= DAYS || pair { days } else { Vec::new() }
}

/// Lines that name the author or editor of a part each: inside the body, and different ones.
fn signed_parts(layout: &Layout<'_>, lines: &[(usize, Found)]) -> Vec<usize> {
    let mut parts = Vec::new();
    for key in [MetaKey::Author, MetaKey::Editor] {
        let names = |found: &Found| !found.is_empty() && found.iter().all(|(k, _)| *k == key);
        let of_key: Vec<&(usize, Found)> =
            lines.iter().filter(|(n, found)| *n > layout.first && names(found)).collect();
        let inside = of_key.iter().filter(|(n, _)| *n < layout.last).count();
        let apart = of_key.windows(2).all(|pair| pair[0].0 + 1 < pair[1].0 && pair[0].1 != pair[1].1);
        if (inside >= 1 && of_key.len() >= 2 || of_key.len() >= PARTS) && apart {
            parts.extend(of_key.iter().map(|(n, _)| *n));
        }
    }
    parts
}

/// Whether line `n` opens with a time as other lines near it do, of which some say more than metadata would.
fn is_chat(layout: &Layout<'_>, n: usize) -> bool {
    let form = form(layout.blocks[n].text());
    if !form.contains("00:00") {
        return false;
    }
    let near = layout.blocks.iter().enumerate().take(n + NEAR + 1).skip(n.saturating_sub(NEAR));
    let mut says = near.filter(|(m, b)| *m != n && self::form(b.text()) == form).map(|(_, b)| b);
    says.any(|b| !is_line(b, OPENING * 2) || read(b.text()).is_none())
}

/// The date and time that a text opens with, all digits as `0`, numbers of one digit as two.
fn form(text: &str) -> String {
    let mut form = String::new();
    let mut digits = 0;
    let head = text[..text.floor_char_boundary(OPENING)].chars();
    for c in head.take_while(|c| c.is_ascii_digit() || "[]【】()（）-/.: ：年月日號号时時点點分秒".contains(*c))
    {
        if c.is_ascii_digit() {
            digits += 1;
            form.push_str(if digits == 1 {
                "00"
            } else if digits > 2 {
                "0"
            } else {
                ""
            });
        } else {
            digits = 0;
            form.push(c);
        }
    }
    form.truncate(form.trim_end().len());
    form
}
