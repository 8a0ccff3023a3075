//! GBK as the mirrors' software sees it: pairs of bytes.

use std::sync::LazyLock;

/// Lead bytes 0x81 to 0xFE by trail bytes 0x40 to 0xFE; NUL where nothing is assigned.
static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
    // Decoded at once, a code a line: no code takes a line end with it.
    let bytes: Vec<u8> =
        (0x81..=0xFE).flat_map(|lead| (0x40..=0xFE).flat_map(move |trail| [lead, trail, b'\n'])).collect();
    let (text, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
    let only = |line: &str| {
        let mut chars = line.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if c != '\u{FFFD}' => c,
            _ => '\0',
        }
    };
    text.lines().map(only).collect()
});

/// The character of two bytes, among them the private-use characters that
/// GB 18030 gives to codes which GBK leaves to the user.
pub(super) fn decode(lead: u8, trail: u8) -> Option<char> {
    let row = usize::from(lead.checked_sub(0x81)?);
    let column = usize::from(trail.checked_sub(0x40)?);
    if column >= 191 {
        return None;
    }
    TABLE.get(row * 191 + column).copied().filter(|&c| c != '\0')
}

/// The codes of the characters of the BMP; 0 where there is none.
static CODES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut codes = vec![0; 0x1_0000];
    for ((lead, trail), &c) in (0x81..=0xFE).flat_map(|l| (0x40..=0xFE).map(move |t| (l, t))).zip(TABLE.iter()) {
        // A few characters have two codes; the encoder uses the first.
        if let Some(code) = codes.get_mut(c as usize).filter(|code| c != '\0' && **code == 0) {
            *code = u16::from_be_bytes([lead, trail]);
        }
    }
    codes
});

/// The two bytes of a character that has two.
pub(super) fn encode(c: char) -> Option<[u8; 2]> {
    CODES.get(c as usize).filter(|code| **code != 0).map(|code| code.to_be_bytes())
}

/// Appends the bytes of `text`; `None` if a character is not in GBK.
pub(super) fn encode_into(text: &str, out: &mut Vec<u8>) -> Option<()> {
    let (bytes, _, unmappable) = encoding_rs::GBK.encode(text);
    if unmappable {
        return None;
    }
    out.extend_from_slice(&bytes);
    Some(())
}

/// Whether a character is private-use, i.e. an unassigned code.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_encoder() {
        for &c in TABLE.iter().filter(|c| **c != '\0') {
            let text = c.to_string();
            let (bytes, _, unmappable) = encoding_rs::GBK.encode(&text);
            if !unmappable && bytes.len() == 2 {
                assert_eq!(encode(c).unwrap(), *bytes, "{c} U+{:04X}", u32::from(c));
            }
        }
        assert_eq!(encode('a'), None);
    }
}
