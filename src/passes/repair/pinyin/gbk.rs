//! GBK as the mirrors' software sees it: pairs of bytes.

use super::super::mojibake::GB18030;

/// The character of two bytes, among them the private-use characters that
/// GB 18030 gives to codes which GBK leaves to the user.
pub(super) fn decode(lead: u8, trail: u8) -> Option<char> {
    GB18030.pair(lead, trail)
}

/// The two bytes of a character that has two; of two codes of a character the first.
pub(super) fn encode(c: char) -> Option<[u8; 2]> {
    GB18030.two(c)
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
        let pairs = (0x81..=0xFE).flat_map(|lead| (0x40..=0xFE).map(move |trail| (lead, trail)));
        for c in pairs.filter_map(|(lead, trail)| decode(lead, trail)) {
            let text = c.to_string();
            let (bytes, _, unmappable) = encoding_rs::GBK.encode(&text);
            if !unmappable && bytes.len() == 2 {
                assert_eq!(encode(c).unwrap(), *bytes, "{c} U+{:04X}", u32::from(c));
            }
        }
        assert_eq!(encode('a'), None);
    }
}
