//! Long texts in parts.

use std::ops::Range;

/// A part without a place to cut at ends at so many times its length at last.
const MOST: usize = 32;

/// The parts of a text, each of about so many bytes: cut behind line ends, otherwise behind spaces, otherwise anywhere. No
/// multi-byte set has these bytes within its characters.
pub(super) fn parts(text: &str, length: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let rest = text.as_bytes().get(start..).filter(|rest| !rest.is_empty())?;
        at = text.len();
        if rest.len() > length + length / 2 {
            let window = rest.get(length..).unwrap_or_default();
            let near = window.get(..length).unwrap_or(window);
            let far = window.get(..length * MOST).unwrap_or(window);
            let cut = memchr::memchr(b'\n', near).or_else(|| memchr::memchr2(b' ', b'\n', far));
            at = start + length + cut.map_or(far.len(), |cut| cut + 1);
            at = text.floor_char_boundary(at);
        }
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_the_text() {
        let lines = "一行字。\n".repeat(100);
        let words = "word 字 ".repeat(200);
        for text in [lines.as_str(), &words, &"字".repeat(5000), "", "short"] {
            let all: Vec<Range<usize>> = parts(text, 64).collect();
            let whole: String = all.iter().map(|range| &text[range.clone()]).collect();
            assert_eq!(whole, text);
            assert!(all.iter().all(|range| range.len() <= 64 * (MOST + 2)), "{all:?}");
        }
        assert!(parts(&lines, 64).all(|range| lines[range].ends_with('\n')));
    }
}
