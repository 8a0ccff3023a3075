//! Byte-order marks.

use super::charset::{Charset, Order};

/// The encoding that a mark at the head announces, and the length of the mark.
///
/// FF FE 00 00 is UTF-32 only if the length fits and the first characters do: it could be UTF-16 text that starts
/// with a NUL.
pub(crate) fn sniff(bytes: &[u8]) -> Option<(Charset, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Charset::Utf8, 3)),
        [0xFF, 0xFE, 0, 0, ..] if bytes.len().is_multiple_of(4) => Some((Charset::Utf32(Order::Little), 4)),
        [0, 0, 0xFE, 0xFF, ..] => Some((Charset::Utf32(Order::Big), 4)),
        [0xFF, 0xFE, ..] => Some((Charset::Utf16(Order::Little), 2)),
        [0xFE, 0xFF, ..] => Some((Charset::Utf16(Order::Big), 2)),
        // GB18030 writes U+FEFF as 84 31 95 33.
        [0x84, 0x31, 0x95, 0x33, ..] => Some((Charset::Double(super::charset::Family::Gb18030), 4)),
        _ => None,
    }
}
