//! What a Han character is: by its place in GBK, and by script.

use super::{gbk, tables};
use crate::lang::han_counts;

/// The simplified form of a traditional character; any other character as it is.
pub(super) fn simplify(c: char) -> char {
    tables::simplified(c).map_or(c, |(simplified, _)| simplified)
}

/// Whether `c` is used in simplified text only.
pub(super) fn simplified_only(c: char) -> bool {
    han_counts(c.encode_utf8(&mut [0; 4])).simplified > 0
}

/// Whether `c` is a Han character of the BMP.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Whether the mirrors' software annotates such a character. All 90 Han characters seen annotated in real pages lie
/// outside of GB 2312, so they are traditional forms; text converted to simplified since has their simplified forms.
/// `著` is in it as well (`著名`), but what the mirrors annotate is what they made of `着` (`隨著(zhù)`).
pub(super) fn can_be_annotated(c: char) -> bool {
    if c == '著' {
        return true;
    }
    let outside = gbk::encode(c).is_some_and(|[lead, trail]| !(0xB0..=0xF7).contains(&lead) || trail < 0xA1);
    outside || simplified_only(c)
}
