//! A date that stands twice without a space between: pages print when a text was published and when it was changed, and hide one
//! (`May 3, 2019May 3, 2019`, `3 mai 20193 mai 2019`).

use std::borrow::Cow;

/// Bytes of the longest text that is looked at, and of the shortest and the longest date.
const LONGEST: usize = 400;
const DATE: std::ops::RangeInclusive<usize> = 8..=40;

/// Digits of two dates with their days, and of one.
const DIGITS: usize = 10;
const ONE: usize = 5;

/// The text with one of the two.
pub(super) fn single(text: &str) -> Cow<'_, str> {
    let digits = || text.bytes().filter(u8::is_ascii_digit).take(DIGITS).count();
    if text.len() > LONGEST || text.len() < 2 * DATE.start() || digits() < DIGITS {
        return text.into();
    }
    match found(text) {
        Some((at, len)) => [&text[..at], &text[at + len..]].concat().into(),
        None => text.into(),
    }
}

/// Where the first of two equal pieces stands that are dates by their digits, and its length.
fn found(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find_map(|at| {
        // A date does not begin within a number or a word.
        let within = at > 0 && bytes[at - 1].is_ascii_alphanumeric() && bytes[at].is_ascii_alphanumeric();
        if within || !bytes[at].is_ascii_alphanumeric() {
            return None;
        }
        DATE.rev().find_map(|len| {
            let (first, second) = (bytes.get(at..at + len)?, bytes.get(at + len..at + 2 * len)?);
            // Nothing parts them, and the year stands at one end.
            let sound = first == second && text.is_char_boundary(at) && text.is_char_boundary(at + len);
            let joined = || {
                first.last().is_some_and(u8::is_ascii_digit)
                    && first.iter().filter(|b| b.is_ascii_digit()).count() >= ONE
                    && first.iter().any(|b| !b.is_ascii_digit())
            };
            (sound && joined()).then_some((at, len))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_two() {
        assert_eq!(single("Posted May 3, 2019May 3, 2019 by Ann"), "Posted May 3, 2019 by Ann");
        assert_eq!(single("Mühle 3 mai 20193 mai 2019eau"), "Mühle 3 mai 2019eau");
        assert_eq!(single("2019-05-032019-05-03"), "2019-05-03");
        for text in ["May 3, 2019 May 4, 2019", "2019-05-03 2019-05-03", "5555555555", "20190503 20190503 20190503"] {
            assert_eq!(single(text), text);
        }
    }
}
