//! Keys of metadata lines as sites print them: without their colon, or spread to the width of others.

use super::super::layout::Layout;
use super::imprints::{Found, is_bar};
use super::meta_line::is_colon;
use super::meta_values::take;
use crate::chars;
use crate::phrases::{self, Class, Hit, Scan, simplify};

/// Most spaces between the characters of a key that was spread.
const SPREAD: usize = 4;

/// Greatest width of a line of fields with their keys in brackets.
const FIELDS: usize = 160;

/// Lines of the head of a letter.
const LETTER: usize = 4;

/// The number of lines at the top that are the head of a letter whose keys have no colon: `作者 river (河边的石头)`, `看板 Memory`,
/// `标题 村口的那架水车`, `时间 Sun Apr 17 23:08:41 2005`.
pub(in super::super) fn letter_head(layout: &Layout<'_>) -> usize {
    let opens = |n: usize, class: Class| {
        let text = layout.blocks.get(n).map_or("", |b| b.text());
        let hit = phrases::opening(text).filter(|hit| hit.range.start == 0 && hit.classes.contains(&class));
        hit.is_some_and(|hit| text[hit.range.end..].starts_with([' ', '\u{3000}']))
    };
    // `作者river (石頭)`, `看板Memory`, `標題村口的那架水車`, `時間Sun Apr 17 23:08:41 2005`: none of the four lines can be anything else
    // with the others about it.
    let glued = |(n, key): (usize, &&str)| {
        layout.blocks.get(n).is_some_and(|b| simplify(b.text()).strip_prefix(*key).is_some_and(|rest| !rest.is_empty()))
    };
    let time = || layout.blocks[LETTER - 1].text().bytes().rev().take(LETTER).all(|b| b.is_ascii_digit());
    let opened = layout.blocks.first().is_some_and(|b| b.text().starts_with("作者"));
    if opened && ["作者", "看板", "标题", "时间"].iter().enumerate().all(glued) && time() {
        return LETTER;
    }
    let any = |class| (1..LETTER).any(|n| n < layout.first && opens(n, class));
    if opens(0, Class::Author) && any(Class::Title) && any(Class::Date) { LETTER.min(layout.first) } else { 0 }
}

/// `※ [本文轉錄自 Memory 看板]`: the note between the head of who passed a letter on and the head of the letter.
pub(in super::super) fn is_passed_on(text: &str) -> bool {
    let bare = text.strip_prefix('※').map(|rest| rest.trim_start_matches([' ', '[', '［', '〔']));
    bare.is_some_and(|rest| ["本文转录自", "本文转载自", "转录至"].iter().any(|word| simplify(rest).starts_with(word)))
}

/// The line with a colon behind its key.
pub(in super::super) fn with_colon(text: &str) -> Option<String> {
    let hit = phrases::opening(text)?;
    Some(format!("{}：{}", &text[..hit.range.end], text[hit.range.end..].trim_start()))
}

/// The line with a colon behind each of its keys, where spaces part keys and values: `作者 陈小河 发布日期 2014/03/02`. A date
/// and a second key tell it from prose.
pub(in super::super) fn spaced(scan: &Scan<'_>, classes: &[Class]) -> Option<String> {
    let text = scan.text;
    let apart = |hit: &&Hit| {
        let before = text[..hit.range.start].chars().next_back();
        before.is_none_or(char::is_whitespace) && text[hit.range.end..].starts_with(char::is_whitespace)
    };
    let keys: Vec<&Hit> = scan.of_class(classes).filter(apart).collect();
    let dated = |hit: &&&Hit| {
        let value = text[hit.range.end..].trim_start();
        hit.classes.contains(&Class::Date) && value.starts_with(|c: char| c.is_ascii_digit())
    };
    if keys.len() < 2 || keys[0].range.start > 0 || !keys.iter().any(|hit| dated(&hit)) {
        return None;
    }
    let mut line = String::new();
    let mut at = 0;
    for key in keys {
        line.push_str(&text[at..key.range.end]);
        line.push('：');
        at = key.range.end;
    }
    Some(line + &text[at..])
}

/// A column whose key has no colon: `分类于 随笔`, `作者 @陈小河`.
pub(in super::super) fn spaced_field(text: &str) -> Option<Found> {
    let hit = phrases::opening(text).filter(|hit| hit.range.start == 0)?;
    let value = text[hit.range.end..].strip_prefix(char::is_whitespace)?.trim();
    // `作者 @陈小河`
    let account = value.strip_prefix('@');
    let known = |c: &&Class| matches!(c, Class::Category | Class::Tag) || account.is_some() && **c == Class::Author;
    let class = *hit.classes.iter().find(known)?;
    let value = account.unwrap_or(value);
    let mut found = Found::new();
    (chars::width(value) <= 40).then(|| take(class, value, &mut found))??;
    Some(found)
}

/// Whether a line has bars, and each of them stands behind a key: then they are its colons.
pub(in super::super) fn has_only_bars_of(scan: &Scan<'_>, classes: &[Class]) -> bool {
    let bars = scan.text.matches(is_bar).count();
    let keyed = |hit: &&Hit| scan.text[hit.range.end..].trim_start().starts_with(is_bar);
    bars > 0 && scan.of_class(classes).filter(keyed).count() == bars
}

/// The line without a button in brackets before it: `【纠错】责任编辑：陈小河`.
pub(in super::super) fn without_button(text: &str) -> &str {
    let Some((button, rest)) = text.strip_prefix(['【', '[']).and_then(|t| t.split_once(['】', ']'])) else {
        return text;
    };
    let known = !rest.trim().is_empty() && Scan::of(button).coverage(&[Class::Button, Class::Share]) >= 0.8;
    if known { rest.trim_start() } else { text }
}

/// The value without a key behind it that has neither a colon nor a value: `陈小河 来源` before `编辑：…`.
pub(in super::super) fn without_empty<'v>(value: &'v str, classes: &[Class]) -> &'v str {
    let Some((rest, last)) = value.rsplit_once(char::is_whitespace) else { return value };
    // The longest key has eight characters.
    let key = last.len() <= 24
        && phrases::opening(last)
            .is_some_and(|h| h.range.len() == last.len() && h.classes.iter().any(|c| classes.contains(c)));
    if key { rest.trim_end() } else { value }
}

/// The fields of a line on which each stands in brackets of its own: `（来源：石桥网） [编辑：陈小河]`.
pub(in super::super) fn without_brackets(text: &str) -> Option<String> {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')];
    let mut rest = chars::trim(text);
    let mut fields = Vec::new();
    while !rest.is_empty() {
        // `（责任编辑：陈小河） 原标题：……`
        if !fields.is_empty() && rest.contains(is_colon) && !rest.starts_with(PAIRS.map(|(open, _)| open)) {
            fields.push(rest);
            break;
        }
        let (open, close) = *PAIRS.iter().find(|(open, _)| rest.starts_with(*open))?;
        let (field, behind) = rest[open.len_utf8()..].split_once(close)?;
        if field.contains(open) || !field.contains(is_colon) {
            return None;
        }
        fields.push(field);
        rest = behind.trim_start();
    }
    (fields.len() > 1).then(|| fields.join("  "))
}

/// The fields of a line of which each has its key in brackets: `[中图分类号] D61　[文章编号]1007-8487`.
pub(in super::super) fn out_of_brackets(text: &str, classes: &[Class]) -> Option<String> {
    const OPEN: [char; 4] = ['[', '［', '〔', '【'];
    const CLOSE: [char; 4] = [']', '］', '〕', '】'];
    if !text.starts_with(OPEN) || chars::width(text) > FIELDS {
        return None;
    }
    let mut line = String::new();
    for field in text.split(OPEN).skip(1) {
        let (key, value) = field.split_once(CLOSE)?;
        let key: String = key.chars().filter(|c| !c.is_whitespace()).collect();
        let known = phrases::opening(&key)
            .is_some_and(|h| h.range.len() == key.len() && h.classes.iter().any(|c| classes.contains(c)));
        // `【作者：陈小河】` has its value inside.
        let value = value
            .trim_start_matches(|c: char| is_colon(c) || c.is_whitespace() || c == '?')
            .trim_end_matches([' ', '?']);
        if !known || value.is_empty() {
            return None;
        }
        line.push_str(&format!("{key}：{value}  "));
    }
    Some(line)
}

/// The line with keys that were spread to the width of others drawn together (`索 引 号：…`), if it has such.
pub(in super::super) fn tightened(text: &str) -> Option<String> {
    if !chars::contains_any(text, [' ', '\u{3000}']) || !text.contains(is_colon) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut drop = vec![false; chars.len()];
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| is_colon(**c)) {
        let mut n = at;
        // Each character alone, from the colon back.
        while n >= 3 && chars::is_han(chars[n - 1]) && chars[n - 2].is_whitespace() {
            let gap = chars[..n - 1].iter().rev().take(SPREAD).take_while(|c| c.is_whitespace()).count();
            if !chars.get(n.wrapping_sub(2 + gap)).is_some_and(|c| chars::is_han(*c)) {
                break;
            }
            (n - 1 - gap..n - 1).for_each(|m| drop[m] = true);
            n -= 1 + gap;
        }
    }
    if !drop.contains(&true) {
        return None;
    }
    Some(chars.into_iter().zip(drop).filter(|(_, drop)| !drop).map(|(c, _)| c).collect())
}
