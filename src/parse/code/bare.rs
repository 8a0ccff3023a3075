//! A line less its strings and remarks.

use super::shape;
use crate::chars::is_alphabetic;

/// Which characters of ASCII a line has: most questions about it need no second look.
#[derive(Clone, Copy)]
pub(super) struct Set(u128);

impl Set {
    pub(super) const fn of(bytes: &[u8]) -> Set {
        let (mut set, mut n) = (0_u128, 0);
        while n < bytes.len() {
            // What is beyond ASCII falls on 127, which no text has.
            set |= 1 << if bytes[n] < 127 { bytes[n] } else { 127 };
            n += 1;
        }
        Set(set)
    }

    pub(super) const fn any(self, of: Set) -> bool {
        self.0 & of.0 != 0
    }

    pub(super) const fn has(self, byte: u8) -> bool {
        byte < 127 && self.0 >> byte & 1 != 0
    }

    /// Whether there is anything beyond ASCII.
    pub(super) const fn is_wide(self) -> bool {
        self.0 >> 127 != 0
    }
}

/// A line without the contents of its strings and without the remark at its end.
pub(super) struct Bare {
    pub(super) text: String,
    /// Words of nothing but letters that follow each other with a space between, at most.
    pub(super) words: usize,
    /// A letter beyond ASCII.
    pub(super) wide: bool,
    /// A string was left out.
    pub(super) quoted: bool,
    /// The characters of the whole line.
    pub(super) set: Set,
}

impl Bare {
    pub(super) fn of(line: &str) -> Bare {
        Bare::with(line, Set::of(line.as_bytes()))
    }

    pub(super) fn with(line: &str, set: Set) -> Bare {
        const LEFT_OUT: Set = Set::of(b"\"'`/#");
        let bytes = line.as_bytes();
        if !set.any(LEFT_OUT) {
            let wide = set.is_wide() && line.chars().any(|c| !c.is_ascii() && is_alphabetic(c));
            return Bare { text: line.to_owned(), words: words_in_a_row(line, set), wide, quoted: false, set };
        }
        let mut text = String::with_capacity(line.len());
        let (mut at, mut from, mut quoted) = (0, 0, false);
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'"' | b'\'' | b'`' => {
                    if let Some(end) = string(bytes, at) {
                        text.push_str(line.get(from..=at).unwrap_or_default());
                        (at, from, quoted) = (end, end, true);
                        continue;
                    }
                }
                b'/' if bytes.get(at + 1) == Some(&b'/') && at > 0 && bytes.get(at - 1) == Some(&b' ') => break,
                b'#' if at > 1 && bytes.get(at - 1) == Some(&b' ') && bytes.get(at + 1) == Some(&b' ') => break,
                b'/' if bytes.get(at + 1) == Some(&b'*') => break,
                _ => {}
            }
            at += 1;
        }
        text.push_str(line.get(from..at).unwrap_or_default());
        text.truncate(text.trim_end().len());
        let wide = set.is_wide() && text.chars().any(|c| !c.is_ascii() && is_alphabetic(c));
        let words = words_in_a_row(&text, set);
        Bare { text, words, wide, quoted, set }
    }
}

/// Where the string that opens at `at` closes, if one does: an apostrophe inside a word opens none.
fn string(bytes: &[u8], at: usize) -> Option<usize> {
    let quote = *bytes.get(at)?;
    let letter = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let prefix = |b: &u8| matches!(b, b'f' | b'r' | b'b' | b'u' | b'L');
    if quote == b'\'' && at > 0 && letter(bytes.get(at - 1)) {
        // Prefixes of strings stand alone: `f'…'`.
        let alone = bytes.get(at - 1).is_some_and(prefix) && (at < 2 || !letter(bytes.get(at - 2)));
        if !alone {
            return None;
        }
    }
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 1,
            b if *b == quote && !(quote == b'\'' && letter(bytes.get(end + 1))) => return Some(end),
            _ => {}
        }
        end += 1;
    }
    None
}

/// How many words of nothing but letters follow each other with one space between, at most.
fn words_in_a_row(text: &str, set: Set) -> usize {
    let (mut most, mut run) = (0, 0);
    let listed = set.any(Set::of(b"{=")) || set.any(Set::of(b"(")) && shape::has_call(text);
    // Pieces between spaces: whether so far there is a letter, and nothing but letters before punctuation.
    let (mut letters, mut plain, mut ended, mut last) = (false, true, false, ' ');
    for c in text.chars().chain([' ']) {
        match c {
            ' ' => {
                run = if letters && plain { run + 1 } else { 0 };
                most = most.max(run);
                // Arguments and names of a list are no sentence.
                if listed && last == ',' {
                    run = 0;
                }
                (letters, plain, ended) = (false, true, false);
            }
            // A word may end with a comma or a full stop; a colon at the end of the line belongs to the line.
            ',' | '.' | '!' | '?' => ended = true,
            '\'' | '-' | '’' => plain &= letters && !ended,
            _ => {
                plain &= is_alphabetic(c) && !ended;
                letters = true;
            }
        }
        last = c;
    }
    most
}
