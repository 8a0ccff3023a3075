//! The form in which characters are compared with phrases.

use std::sync::LazyLock;

use crate::han::Converter;

/// The simplified form of each character of U+4E00..=U+9FFF, alone.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut simplified: Vec<char> = ('\u{4e00}'..='\u{9fff}').collect();
    let Some(converter) = Converter::named("t2s") else { return simplified };
    // All at once, a line each: no word reaches beyond its line, and each line has four bytes.
    let lines: String = simplified.iter().flat_map(|c| [*c, '\n']).collect();
    converter.convert_edits(&lines, |range, with| {
        let mut chars = with.chars();
        // What becomes several characters stays.
        if let (true, Some(slot), Some(c), None) =
            (range.len() == 3, simplified.get_mut(range.start / 4), chars.next(), chars.next())
        {
            *slot = c;
        }
    });
    simplified
});

/// A character as phrases are matched: simplified Han, half-width, lower-case.
pub(super) fn fold(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '\u{4e00}'..='\u{9fff}' => SIMPLIFIED.get(c as usize - 0x4e00).copied().unwrap_or(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{80}'..='\u{1fff}' => c.to_lowercase().next().unwrap_or(c),
        _ => c,
    }
}
