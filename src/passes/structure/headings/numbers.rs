//! Numbers that lines open with, and whether the lines of one form are headings or items of a list.

use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::Words;

/// How a line is numbered: lines of one form belong together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Form {
    /// `一、…`
    Han,
    /// `（一）…`, or that alone.
    HanBracket,
    /// `第一章 …`, `Chapter I.`, by the word for the part.
    Part(String),
    /// `1、…`, `1.…`, `1）…`, `（1）…`, `①…`, by the mark after the number (`(` for a number in brackets, `①` for itself).
    Digit(char),
    /// `01 …`
    Padded,
    /// `0x00 …`, as programmers count.
    Hex,
    /// `疑问一：…`, by the word.
    Word(String),
    /// A numeral alone: `一`, `3`, `IV`.
    Bare(Script),
}

/// The script of a numeral that stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Script {
    Han,
    Digits,
    Roman,
}

/// Words for the parts of a text, behind 第 and a number.
const PARTS: &[char] = &['章', '节', '節', '篇', '讲', '講', '回', '卷', '编', '編', '部', '场', '場', '幕'];

/// What a Han numeral consists of.
fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Longest numeral, and the bytes at the beginning of a line that can hold a number with its word.
const ALONE: usize = 13;
const HEAD: usize = 48;

/// The form and the number of a line.
pub(in super::super) fn read(text: &str) -> Option<(Form, u32)> {
    let text = chars::trim(text);
    // `— 01 —` is alone too. Most short lines are told by their first character.
    let may_be_alone = |c: char| matches!(c, '一'..='十' | '四' | '0'..='9' | '—' | '–' | '-' | '·' | 'A'..='Z');
    if text.len() <= ALONE
        && text.starts_with(may_be_alone)
        && let Some(value) = alone(text.trim_matches(['—', '–', '-', '·', ' ']))
    {
        return Some(value);
    }
    // The number and the mark or word beside it stand in the first characters.
    let text = &text[..text.floor_char_boundary(HEAD)];
    let first = text.chars().next()?;
    match first {
        '①'..='⑳' => return Some((Form::Digit('①'), u32::from(first) - u32::from('①') + 1)),
        '(' | '（' => {
            let (inner, _) = text[first.len_utf8()..].split_once([')', '）'])?;
            return match han(inner) {
                Some(value) => Some((Form::HanBracket, value)),
                None => digits(inner).map(|value| (Form::Digit('('), value)),
            };
        }
        '第' => {
            let rest = text.strip_prefix('第')?;
            let at = rest.find(PARTS)?;
            let part = rest[at..].chars().next()?;
            let value = han(&rest[..at]).or_else(|| digits(&rest[..at]))?;
            return Some((Form::Part(part.to_string()), value));
        }
        // Most lines: no word for a part is Han, nor is any digit of a number.
        '\u{4e00}'..='\u{9fff}' if !is_numeral(first) => return with_word(text),
        _ => {}
    }
    if let Some(found) = part(text) {
        return Some(found);
    }
    if first.is_ascii_alphabetic() {
        return None;
    }
    if let Some(value) = text.strip_prefix("0x").and_then(hex) {
        return Some((Form::Hex, value + 1));
    }
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        let value = digits(&text[..end])?;
        let mark = text[end..].chars().next()?;
        let after = &text[end + mark.len_utf8()..];
        return match mark {
            '、' | '．' | ')' | '）' => Some((Form::Digit(mark), value)),
            // `1.5` is a number, `1.2.` the number of a section.
            '.' if !after.starts_with(|c: char| c.is_ascii_digit()) => Some((Form::Digit('.'), value)),
            _ if end == 2 && text.starts_with('0') && (mark.is_whitespace() || "丨|｜/".contains(mark)) => {
                Some((Form::Padded, value))
            }
            _ => None,
        };
    }
    // Most lines are told by their first characters, which no numeral begins.
    if is_numeral(first)
        && let Some((number, _)) = text.split_once('、')
        && let Some(value) = han(number)
    {
        return Some((Form::Han, value));
    }
    with_word(text)
}

/// A word of two to four characters, its number, and a colon.
fn with_word(text: &str) -> Option<(Form, u32)> {
    // Six characters have no more bytes; the wide colon ends in 9A.
    let colon = |found, byte: &u8| found | (*byte == b':') | (*byte == 0x9A);
    let head = text.as_bytes();
    if !head.get(..24).unwrap_or(head).iter().fold(false, colon) {
        return None;
    }
    let (end, _) = text.char_indices().take(6).find(|(_, c)| matches!(c, ':' | '：'))?;
    let word = &text[..end];
    let at = word.char_indices().next_back().map(|(at, _)| at)?;
    let value = han(&word[at..])?;
    let name = &word[..at];
    let named = (2..=4).contains(&name.chars().count()) && name.chars().all(chars::is_han);
    named.then(|| (Form::Word(name.to_owned()), value))
}

/// `CHAPTER IV. The Patterns`, `Kapitel 3`, `제3장`: a word for a part and its number.
fn part(text: &str) -> Option<(Form, u32)> {
    if let Some(rest) = text.strip_prefix('제') {
        let (number, _) = rest.split_once(['장', '절', '부', '편'])?;
        return digits(number.trim()).map(|value| (Form::Part("장".to_owned()), value));
    }
    let (word, rest) = text.split_at(memchr::memchr(b' ', text.as_bytes())?);
    let rest = &rest[1..];
    if !rest.starts_with(|c: char| c.is_ascii_digit() || "IVXLC".contains(c)) {
        return None;
    }
    let word = word.to_lowercase();
    if !Words::Part.has(&word) {
        return None;
    }
    let number = rest.split(|c: char| c.is_whitespace() || ".:,-–—".contains(c)).next()?;
    let value = digits(number).or_else(|| roman(number))?;
    Some((Form::Part(word), value))
}

/// A line that is a numeral and nothing else.
fn alone(text: &str) -> Option<(Form, u32)> {
    let bare = text.trim_end_matches('.');
    if let Some(value) = han(bare) {
        return Some((Form::Bare(Script::Han), value));
    }
    if let Some(value) = digits(bare) {
        return Some((Form::Bare(Script::Digits), value));
    }
    roman(bare).map(|value| (Form::Bare(Script::Roman), value))
}

/// Numbers of up to three digits; years and codes have more.
fn digits(text: &str) -> Option<u32> {
    let plain = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Two digits of base 16 with a word behind them.
fn hex(text: &str) -> Option<u32> {
    let (number, rest) = text.split_at_checked(2)?;
    let word =
        rest.trim_start().starts_with(char::is_alphabetic) && !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    if word { u32::from_str_radix(number, 16).ok() } else { None }
}

/// Han numerals up to 99.
fn han(text: &str) -> Option<u32> {
    let digit = |c: char| "一二三四五六七八九".chars().zip(1..).find(|(d, _)| *d == c).map(|(_, n)| n);
    let mut chars = text.chars();
    match (chars.next()?, chars.next(), chars.next(), chars.next()) {
        ('十', None, ..) => Some(10),
        (a, None, ..) => digit(a),
        ('十', Some(b), None, _) => digit(b).map(|b| 10 + b),
        (a, Some('十'), None, _) => digit(a).map(|a| a * 10),
        (a, Some('十'), Some(b), None) => Some(digit(a)? * 10 + digit(b)?),
        _ => None,
    }
}

/// Roman numerals up to 399, in capitals and well formed.
fn roman(text: &str) -> Option<u32> {
    const SIGNS: &[(&str, u32)] =
        &[("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)];
    if text.is_empty() || text.len() > 12 {
        return None;
    }
    let (mut rest, mut value) = (text, 0);
    for (sign, worth) in SIGNS {
        let most = if matches!(*worth, 1 | 10 | 100) { 3 } else { 1 };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(sign) else { break };
            (rest, value) = (after, value + worth);
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// The numbered lines of `blocks`, of which `found` was [`read`], that are headings, with the depth of their form (0 for the outermost).
///
/// Evidence: lines of one form count up from 1, each is followed by text and stands apart from the next of its form. Lines
/// that follow each other, or of which one is a paragraph, are items of a list.
pub(in super::super) fn headings(
    blocks: &[&Block],
    found: &[Option<(Form, u32)>],
    is_line: impl Fn(&Block) -> bool,
    is_text: impl Fn(&Block) -> bool,
) -> Vec<Option<usize>> {
    // A line of a list by markup is an item; long paragraphs count too, for they show that the form is no heading's.
    let found: Vec<Option<&(Form, u32)>> =
        blocks.iter().zip(found).map(|(b, f)| f.as_ref().filter(|_| b.kind() == Kind::Paragraph)).collect();
    let mut forms: Vec<&Form> = Vec::new();
    for (form, _) in found.iter().flatten() {
        if !forms.contains(&form) && forms.len() < 16 {
            forms.push(form);
        }
    }
    let mut out = vec![None; blocks.len()];
    let mut depth = 0;
    // Index of the first heading that is known.
    let mut first = blocks.len();
    for form in forms {
        let members: Vec<(usize, u32)> = found
            .iter()
            .enumerate()
            .filter_map(|(n, f)| f.filter(|(f, _)| f == form).map(|(_, value)| (n, *value)))
            .collect();
        let deeper = |n: usize| found.get(n).copied().flatten().is_some_and(|(f, value)| f != form && *value == 1);
        // The number of a part is evidence enough; under it stand subtitles and summaries.
        let part = matches!(form, Form::Part(_));
        let followed = |n: usize| blocks.get(n + 1).is_some_and(|b| part || is_text(b) || deeper(n + 1) && is_line(b));
        // A number alone may have its heading below it.
        let bare = matches!(form, Form::Bare(_));
        let titled = |n: usize| {
            let line = blocks.get(n + 1).is_some_and(|b| b.kind() == Kind::Paragraph && !chars::is_sentence(b.text()));
            bare && line && blocks.get(n + 2).is_some_and(|b| is_text(b))
        };
        let apart = members.windows(2).all(|w| w[1].0 > w[0].0 + 1);
        // A heading may stand over a table whose rows are lines of their own.
        let row = |n: usize| {
            blocks.get(n + 1).is_some_and(|b| b.text().starts_with('|') && b.text().trim_end().ends_with('|'))
        };
        let followed = |n: usize| followed(n) || row(n);
        // A text that was cut off may end before its second part: `一、…` stands directly over `（一）…`.
        let over = |(n, _): &(usize, u32)| {
            *form == Form::Han
                && matches!(found.get(n + 1), Some(Some((Form::HanBracket, 1))))
                && is_line(blocks[n + 1])
        };
        let fits = (members.len() >= 2 || members.iter().all(over))
            && apart
            && counts(&members, first, form)
            && members.iter().all(|(n, _)| is_line(blocks[*n]) && (followed(*n) || titled(*n)));
        if fits {
            members.iter().for_each(|(n, _)| out[*n] = Some(depth));
            first = members.first().map_or(first, |(n, _)| first.min(*n));
            depth += 1;
        }
    }
    out
}

/// The form and the number of an item of rules or of a contract: those of [`read`], and articles (`第五条 …`).
pub(in super::super) fn of_item(text: &str) -> Option<(Form, u32)> {
    let article = || {
        let head = &text[..text.floor_char_boundary(HEAD)];
        let (number, _) = chars::trim(head).strip_prefix('第')?.split_once(['条', '條'])?;
        let (hundreds, rest) = number.split_once('百').map_or((0, number), |(n, rest)| (han(n).unwrap_or(0), rest));
        let rest = rest.trim_start_matches(['零', '〇']);
        let value = if rest.is_empty() && hundreds > 0 { Some(0) } else { han(rest).or_else(|| digits(rest)) };
        value.map(|value| (Form::Part("条".to_owned()), hundreds * 100 + value))
    };
    article().or_else(|| read(text))
}

/// Whether the numbers count up from 1, programmers' from 0 or 1. A form may begin anew below the `first` heading of another form; digits only do so in lists.
fn counts(members: &[(usize, u32)], first: usize, form: &Form) -> bool {
    let from_one = *form == Form::Hex && members.first().is_some_and(|(_, value)| *value == 2);
    let mut last = u32::from(from_one);
    for (n, value) in members {
        let restart = *value == 1 && last > 0 && first < *n && !matches!(form, Form::Digit(_));
        // A part may be all of a book that a document has, and one may be missing.
        let part = *value > last && matches!(form, Form::Part(_));
        if *value != last + 1 && !restart && !part {
            return false;
        }
        last = *value;
    }
    true
}

/// `临住建函〔2024〕31号`, `财税[2011]117号`, `제2024-31호`: what an office calls the document.
pub(in super::super) fn is_of_document(text: &str) -> bool {
    if let Some(number) = text.strip_prefix('제').and_then(|rest| rest.strip_suffix('호')) {
        return number.contains('-') && number.chars().all(|c| c.is_ascii_digit() || c == '-');
    }
    if !text.ends_with(['号', '號']) {
        return false;
    }
    let Some((_, rest)) = text.split_once(['〔', '[', '［', '【']) else { return false };
    rest.chars().all(|c| c.is_ascii_digit() || "〔〕[]［］】第号號 ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles() {
        for (text, value) in
            [("第五条 水车由村里看管。", 5), ("第12条 违者赔偿", 12), ("第一百零三条", 103), ("第二百条 附则", 200)]
        {
            assert_eq!(of_item(text), Some((Form::Part("条".to_owned()), value)), "{text}");
        }
        assert_eq!(of_item("第一次去河口，条件很差。"), None);
    }

    #[test]
    fn forms() {
        for (text, form, value) in [
            ("一、见缝插绿", Form::Han, 1),
            ("四、附则", Form::Han, 4),
            ("十二、附则", Form::Han, 12),
            ("（二）", Form::HanBracket, 2),
            ("(三) 挂号", Form::HanBracket, 3),
            ("第三章 水车", Form::Part("章".to_owned()), 3),
            ("第2节", Form::Part("节".to_owned()), 2),
            ("Chapter IV. The Patterns", Form::Part("chapter".to_owned()), 4),
            ("제2장 강변", Form::Part("장".to_owned()), 2),
            ("3、备好烘干能力", Form::Digit('、'), 3),
            ("4. Costs", Form::Digit('.'), 4),
            ("（1）营业执照", Form::Digit('('), 1),
            ("②新航标", Form::Digit('①'), 2),
            ("01 从一棵槐树说起", Form::Padded, 1),
            ("0x00 前言", Form::Hex, 1),
            ("0x1F 结语", Form::Hex, 32),
            ("疑问二：谁在补库存？", Form::Word("疑问".to_owned()), 2),
            ("XIV", Form::Bare(Script::Roman), 14),
            ("三", Form::Bare(Script::Han), 3),
        ] {
            assert_eq!(read(text), Some((form, value)), "{text}");
        }
        for text in [
            "1.5倍",
            "0x00FF",
            "0x00",
            "2022年",
            "一是加强领导",
            "第一次来",
            "MIX",
            "IIII",
            "三月的河滩",
            "2022",
            "问：怎么办？",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
