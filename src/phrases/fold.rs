//! The form in which characters are compared with phrases.

use std::sync::LazyLock;

use crate::han::Converter;

static SIMPLIFY: LazyLock<Option<&Converter>> = LazyLock::new(|| Converter::named("t2s"));

/// A character as phrases are matched: simplified Han, half-width, lower-case.
pub(super) fn fold(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '\u{4e00}'..='\u{9fff}' => SIMPLIFY.and_then(|converter| converter.character(c)).unwrap_or(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{80}'..='\u{1fff}' => c.to_lowercase().next().unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::han::Convert;

    #[test]
    fn characters_fold_to_what_they_are_converted_to_alone() {
        let converter = Converter::named("t2s").unwrap();
        for c in '\u{4e00}'..='\u{9fff}' {
            let text = c.to_string();
            let alone = converter.convert(&text);
            let one = alone.chars().next().filter(|_| alone.chars().count() == 1);
            assert_eq!(fold(c), one.unwrap_or(c), "{c}");
        }
    }
}
