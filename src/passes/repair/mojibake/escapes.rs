//! Whole texts turned into escapes: `&#20160;`, `\u4ec0`, `%E4%BB%80`, `=E4=BB=80`.
//!
//! One escape proves nothing: code, addresses and manuals hold them rightly. A line is taken for damaged
//! only where escapes make up nearly all of what it says and what comes out is plausible text.

use super::charset::Charset;
use super::plan::{Op, Plan, Repair, Step};
use super::plausible::{BIT, MODEL};

/// Share of a line (in percent of bytes, spaces apart) that must be escapes.
const SHARE: usize = 60;
/// The text that comes out may cost this much a character: common Han cost 9 to 11, random ones 16 and more.
const PLAUSIBLE: i32 = 13 * BIT;

/// An escape and what it stands for.
struct Escape {
    len: usize,
    c: char,
}

/// A number at the start of `text`: its value and length.
fn number(text: &[u8], radix: u32, longest: usize) -> Option<(u32, usize)> {
    let mut value = 0u32;
    let mut len = 0;
    for &byte in text.iter().take(longest) {
        let Some(digit) = char::from(byte).to_digit(radix) else { break };
        value = value.checked_mul(radix)?.checked_add(digit)?;
        len += 1;
    }
    (len > 0).then_some((value, len))
}

/// `&#N;` or `&#xN;` at the start of `text`, where `&` may be `&amp;`, `&amp;amp;` and so on.
fn entity(text: &[u8]) -> Option<Escape> {
    let mut at = 1;
    if text.first() != Some(&b'&') {
        return None;
    }
    while text.get(at..at + 4) == Some(b"amp;") {
        at += 4;
    }
    if text.get(at) != Some(&b'#') {
        let named = [("quot;", '"'), ("lt;", '<'), ("gt;", '>'), ("apos;", '\''), ("nbsp;", '\u{A0}')];
        let rest = text.get(at..)?;
        let &(name, c) = named.iter().find(|(name, _)| rest.starts_with(name.as_bytes()))?;
        return Some(Escape { len: at + name.len(), c });
    }
    at += 1;
    let hex = matches!(text.get(at), Some(b'x' | b'X'));
    at += usize::from(hex);
    let (value, len) = number(text.get(at..)?, if hex { 16 } else { 10 }, 7)?;
    at += len;
    if text.get(at) != Some(&b';') {
        return None;
    }
    Some(Escape { len: at + 1, c: char::from_u32(value)? })
}

/// `\u4ec0` at the start of `text` with any number of backslashes; surrogate pairs count as one.
fn backslash(text: &[u8]) -> Option<Escape> {
    let unit = |text: &[u8]| -> Option<(u32, usize)> {
        let slashes = text.iter().take_while(|&&b| b == b'\\').count();
        if slashes == 0 || slashes > 8 || text.get(slashes) != Some(&b'u') {
            return None;
        }
        let (value, len) = number(text.get(slashes + 1..)?, 16, 4)?;
        (len == 4).then_some((value, slashes + 5))
    };
    let (first, len) = unit(text)?;
    if let Some(c) = char::from_u32(first) {
        return Some(Escape { len, c });
    }
    let (second, more) = unit(text.get(len..)?)?;
    let c = char::decode_utf16([first as u16, second as u16]).next()?.ok()?;
    Some(Escape { len: len + more, c })
}

fn unescape(text: &str, escape: fn(&[u8]) -> Option<Escape>) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut copied = 0;
    while at < bytes.len() {
        match bytes
            .get(at..)
            .and_then(|rest| if matches!(rest.first(), Some(b'&' | b'\\')) { escape(rest) } else { None })
        {
            Some(found) => {
                out.push_str(text.get(copied..at).unwrap_or_default());
                out.push(found.c);
                at += found.len;
                copied = at;
            }
            None => at += 1,
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

pub(super) fn entities(text: &str) -> String {
    unescape(text, entity)
}

pub(super) fn backslashes(text: &str) -> String {
    unescape(text, backslash)
}

fn hex_pair(text: &[u8]) -> Option<u8> {
    let (value, len) = number(text, 16, 2)?;
    if len == 2 { u8::try_from(value).ok() } else { None }
}

/// The bytes of `text` with `%XX` or `=XX` (`mark`) undone, decoded in `set`; None where they do not decode.
pub(super) fn bytes(text: &str, mark: u8, set: Charset) -> Option<String> {
    let raw = raw(text.as_bytes(), mark);
    let mut out = String::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        let (c, len) = set.decode(raw.get(at..)?)?;
        out.push(c);
        at += len;
    }
    Some(out)
}

fn raw(text: &[u8], mark: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let rest = text.get(at + 1..).unwrap_or_default();
        at += 1;
        if byte != mark {
            out.push(byte);
        } else if let Some(value) = hex_pair(rest) {
            out.push(value);
            at += 2;
        } else if mark == b'=' && rest.first() == Some(&b'\n') {
            at += 1;
        } else if mark == b'=' && rest.starts_with(b"\r\n") {
            at += 2;
        } else {
            out.push(byte);
        }
    }
    out
}

/// Lines of `text` that are escapes through and through, unescaped.
pub(super) fn repairs(text: &str) -> Vec<Repair> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < text.len() {
        let mut end = line_end(bytes, start);
        // A soft line end belongs to quoted-printable; the lines that it joins are one.
        while end > start && bytes.get(end - 1) == Some(&b'=') && end < text.len() {
            end = line_end(bytes, end + 1);
        }
        if let Some(line) = text.get(start..end) {
            out.extend(line_repair(line, start));
        }
        start = end + 1;
    }
    out
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len())
}

fn line_repair(line: &str, offset: usize) -> Option<Repair> {
    let bytes = line.as_bytes();
    let (op, with) = if line.contains("&#") || line.contains("amp;#") {
        (Op::Entities, Some(entities(line)).filter(|_| covers(bytes, entity)))
    } else if line.contains("\\u") {
        (Op::Backslashes, Some(backslashes(line)).filter(|_| covers(bytes, backslash)))
    } else {
        let mark = if line.contains('%') { b'%' } else { b'=' };
        let len = bytes.len() - bytes.iter().filter(|&&b| b == b' ').count();
        let pairs = bytes.windows(3).filter(|w| w.first() == Some(&mark) && w.get(1..).and_then(hex_pair).is_some());
        let high = bytes
            .windows(3)
            .filter(|w| w.first() == Some(&mark) && w.get(1..).and_then(hex_pair).is_some_and(|b| b >= 0x80));
        if pairs.count() * 3 * 100 < len * SHARE || high.count() < 4 || line.contains("://") || !line.is_ascii() {
            return None;
        }
        best_set(line, mark)?
    };
    let with = with.filter(|with| plausible(with))?;
    let range = offset..offset + line.len();
    Some(Repair { range, with, plan: Plan { steps: vec![Step { at: 0..line.len(), op }] } })
}

/// The set in which the bytes make the most plausible text.
fn best_set(line: &str, mark: u8) -> Option<(Op, Option<String>)> {
    let mut best: Option<(i64, Op, String)> = None;
    for decode in [Charset::Utf8, Charset::Gb18030, Charset::Big5, Charset::ShiftJis, Charset::Cp949] {
        let Some(with) = bytes(line, mark, decode) else { continue };
        let cost = cost(&with);
        if best.as_ref().is_none_or(|best| cost < best.0) {
            let op = if mark == b'%' { Op::Percent { decode } } else { Op::QuotedPrintable { decode } };
            best = Some((cost, op, with));
        }
        if decode == Charset::Utf8 {
            break;
        }
    }
    best.map(|(_, op, with)| (op, Some(with)))
}

/// Whether escapes of letters beyond ASCII make up `SHARE` of a line that holds no such letters itself.
fn covers(line: &[u8], escape: fn(&[u8]) -> Option<Escape>) -> bool {
    let mut at = 0;
    let mut inside = 0;
    let mut outside = 0;
    let mut letters = 0;
    while let Some(&byte) = line.get(at) {
        let found = if matches!(byte, b'&' | b'\\') { line.get(at..).and_then(escape) } else { None };
        match found {
            Some(found) => {
                inside += found.len;
                letters += usize::from(!found.c.is_ascii() && found.c.is_alphabetic());
                at += found.len;
            }
            None => {
                outside += usize::from(byte != b' ');
                at += 1;
            }
        }
    }
    letters >= 2 && inside * 100 >= (inside + outside) * SHARE
}

/// Eighths of bits that `text` costs.
fn cost(text: &str) -> i64 {
    let mut prev = '\n';
    let mut sum = 0;
    for c in text.chars() {
        sum += i64::from(MODEL.cost(prev, c));
        prev = c;
    }
    sum
}

fn plausible(text: &str) -> bool {
    let count = text.chars().filter(|c| !c.is_ascii()).count();
    let mut prev = '\n';
    let mut sum = 0i64;
    for c in text.chars() {
        if !c.is_ascii() {
            sum += i64::from(MODEL.cost(prev, c));
        }
        prev = c;
    }
    count >= 2 && sum <= i64::from(PLAUSIBLE) * i64::try_from(count).unwrap_or(0)
}
