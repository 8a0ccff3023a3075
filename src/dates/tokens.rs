//! A text about a date as numbers, words and marks.

use super::words::{is_han_number, is_unit};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Up to four digits.
    Number { value: u32, digits: usize },
    /// More digits.
    Long(String),
    /// Letters, lower-case.
    Word(String),
    /// Anything else but space.
    Mark(char),
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '٠'..='٩' => Some(u32::from(c) - u32::from('٠')),
        _ => None,
    }
}

/// Cuts the first `most` characters of a text.
pub(super) fn tokens(text: &str, most: usize) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = text.chars().take(most).peekable();
    while let Some(c) = rest.next() {
        if let Some(first) = digit(c) {
            let mut digits = String::new();
            digits.push(char::from_digit(first, 10).unwrap_or('0'));
            while let Some(d) = rest.peek().and_then(|c| digit(*c)) {
                digits.push(char::from_digit(d, 10).unwrap_or('0'));
                rest.next();
            }
            out.push(match digits.len() {
                1..=4 => Token::Number { value: digits.parse().unwrap_or(0), digits: digits.len() },
                _ => Token::Long(digits),
            });
        } else if is_unit(c) {
            out.push(Token::Word(c.to_string()));
        } else if is_han_number(c) {
            let mut word = c.to_string();
            while let Some(d) = rest.next_if(|c| is_han_number(*c)) {
                word.push(d);
            }
            out.push(Token::Word(word));
        } else if c.is_alphabetic() {
            let mut word: String = c.to_lowercase().collect();
            while let Some(d) =
                rest.next_if(|c| (c.is_alphabetic() || is_mark_of_word(*c)) && !is_unit(*c) && !is_han_number(*c))
            {
                word.extend(d.to_lowercase());
            }
            // `下午` and the like end a run of Han.
            out.push(Token::Word(word));
        } else if !c.is_whitespace() && c != '\u{200e}' && c != '\u{200f}' {
            out.push(Token::Mark(c));
        }
    }
    out
}

fn is_mark_of_word(c: char) -> bool {
    matches!(c, '\u{301}' | '\u{308}')
}
