//! The double-byte sets as tables, decoded once by encoding_rs.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::charset::Bytes;

pub(in super::super) static GB18030: LazyLock<DoubleByte> =
    LazyLock::new(|| DoubleByte::new(encoding_rs::GB18030, 0x80..=0xFF, &[0x40..=0x7E, 0x80..=0xFE], &[]));
pub(super) static CP949: LazyLock<DoubleByte> =
    LazyLock::new(|| DoubleByte::new(encoding_rs::EUC_KR, 0x80..=0xFF, &[0x41..=0x5A, 0x61..=0x7A, 0x81..=0xFE], &[]));
const BIG5_TRAILS: &[RangeInclusive<u8>] = &[0x40..=0x7E, 0xA1..=0xFE];
/// Big5 has some characters twice, Big5-HKSCS more: common characters come first, then symbols, then the supplement.
pub(super) static BIG5: LazyLock<DoubleByte> = LazyLock::new(|| {
    let leads = (0xA4..=0xC6).chain(0xC9..=0xF8).chain(0xA1..=0xA3).chain(0xF9..=0xF9);
    DoubleByte::new(encoding_rs::BIG5, leads.chain(0xC7..=0xC8).chain(0x80..=0xA0).chain(0xFA..=0xFF), BIG5_TRAILS, &[])
});
/// The same for bytes that were UTF-8: rows C6 to C8 have no place in it; rows 80 to A0, its continuations, have.
pub(super) static BIG5_LOW: LazyLock<DoubleByte> = LazyLock::new(|| {
    let leads = (0xA4..=0xC5).chain(0xC9..=0xF8).chain(0xA1..=0xA3).chain(0xF9..=0xF9);
    BIG5.clone().in_order(leads.chain(0x80..=0xA0).chain(0xC6..=0xC8).chain(0xFA..=0xFF))
});
/// Windows decodes the four bytes that the standard leaves free to private use (CPython's cp932 too).
pub(super) static SHIFT_JIS: LazyLock<DoubleByte> = LazyLock::new(|| {
    DoubleByte::new(
        encoding_rs::SHIFT_JIS,
        0x80..=0xFF,
        &[0x40..=0x7E, 0x80..=0xFC],
        &[(0x80, 0x80), (0xA0, 0xF8F0), (0xFD, 0xF8F1), (0xFE, 0xF8F2), (0xFF, 0xF8F3)],
    )
});

/// A double-byte set, both ways.
#[derive(Clone)]
pub(in super::super) struct DoubleByte {
    /// By byte: the character that a byte of 0x80.. is alone, 0 for none.
    singles: [u16; 128],
    /// By lead byte - 0x80 and trail byte: the character, 0 for none.
    pairs: Vec<u32>,
    /// By code point of the basic plane: the bytes, 0 for none.
    basic: Vec<u16>,
    /// The others, sorted.
    astral: Vec<(u32, u16)>,
}

/// The only character of `bytes`. Nothing is allocated: this is asked some thousand times.
fn one(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Option<u32> {
    let mut units = [0; 8];
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (result, _, len) = decoder.decode_to_utf16_without_replacement(bytes, &mut units, true);
    let mut chars = char::decode_utf16(units.into_iter().take(len));
    let c = chars.next()?.ok().filter(|_| result == encoding_rs::DecoderResult::InputEmpty)?;
    chars.next().is_none().then_some(u32::from(c))
}

/// Puts the characters of a lead byte with each of `trails` into `slots`, which has one for each trail byte. No character is
/// the lead byte alone.
fn fill(encoding: &'static encoding_rs::Encoding, lead: u8, trails: RangeInclusive<u8>, slots: &mut [u32]) {
    let mut bytes = [lead; 2 * 256];
    for (pair, trail) in bytes.chunks_exact_mut(2).zip(trails.clone()) {
        pair.iter_mut().skip(1).for_each(|byte| *byte = trail);
    }
    let mut rest = bytes.get(..2 * trails.len()).unwrap_or_default();
    let mut slots = slots.iter_mut().skip(usize::from(*trails.start()));
    // In one go up to a pair that is no character, which is passed over.
    while !rest.is_empty() {
        let mut units = [0; 256];
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let (result, read, len) = decoder.decode_to_utf16_without_replacement(rest, &mut units, true);
        let whole = result == encoding_rs::DecoderResult::InputEmpty;
        // The trail byte of the last pair is not always read.
        let good = if whole { rest.len() / 2 } else { read.saturating_sub(1) / 2 };
        let basic = len == good && !units.iter().take(len).any(|unit| (0xD800..0xE000).contains(unit));
        for (n, pair) in rest.chunks_exact(2).take(good).enumerate() {
            let code = if basic { units.get(n).copied().map(u32::from) } else { one(encoding, pair) };
            if let Some(slot) = slots.next() {
                *slot = code.unwrap_or(0);
            }
        }
        rest = rest.get(2 * good + 2..).unwrap_or_default();
        slots.next();
    }
}

impl DoubleByte {
    /// Of the encodings of a character the first in the order of `leads`, which are all, counts.
    fn new(
        encoding: &'static encoding_rs::Encoding,
        leads: impl Iterator<Item = u8>,
        trails: &[RangeInclusive<u8>],
        extra: &[(u8, u16)],
    ) -> Self {
        let mut singles = [0; 128];
        let mut pairs = vec![0; 128 * 256];
        for ((lead, single), pairs) in (0x80..=0xFF).zip(&mut singles).zip(pairs.chunks_exact_mut(256)) {
            match one(encoding, &[lead]) {
                // GBK's 0x80 for the euro sign is Microsoft's; other decoders treat it as an error.
                Some(_) if encoding == encoding_rs::GB18030 => {}
                Some(code) => *single = u16::try_from(code).unwrap_or(0),
                None => trails.iter().for_each(|trails| fill(encoding, lead, trails.clone(), pairs)),
            }
        }
        for &(byte, code) in extra {
            if let Some(slot) = singles.get_mut(usize::from(byte & 0x7F)) {
                *slot = code;
            }
        }
        Self { singles, pairs, basic: Vec::new(), astral: Vec::new() }.in_order(leads)
    }

    /// The same set where of the encodings of a character the first in the order of `leads`, which are all, counts.
    fn in_order(mut self, leads: impl Iterator<Item = u8>) -> Self {
        self.basic = vec![0; 0x1_0000];
        self.astral.clear();
        for lead in leads {
            let at = usize::from(lead & 0x7F) * 256;
            for (trail, &code) in (0..=u8::MAX).zip(self.pairs.iter().skip(at)).filter(|(_, code)| **code != 0) {
                let bytes = u16::from_be_bytes([lead, trail]);
                match self.basic.get_mut(code as usize) {
                    Some(slot) if *slot == 0 => *slot = bytes,
                    Some(_) => {}
                    None => self.astral.push((code, bytes)),
                }
            }
        }
        for (&code, byte) in self.singles.iter().zip(0x80u16..) {
            if let (Some(slot), true) = (self.basic.get_mut(usize::from(code)), code != 0) {
                *slot = byte;
            }
        }
        self.astral.sort_unstable();
        self
    }

    pub(super) fn single(&self, byte: u8) -> Option<char> {
        let &code = self.singles.get(usize::from(byte).checked_sub(0x80)?)?;
        if code == 0 { None } else { char::from_u32(code.into()) }
    }

    pub(in super::super) fn pair(&self, lead: u8, trail: u8) -> Option<char> {
        let at = usize::from(lead).checked_sub(0x80)? * 256 + usize::from(trail);
        let &code = self.pairs.get(at)?;
        if code == 0 { None } else { char::from_u32(code) }
    }

    /// The two bytes of a character of the basic plane that has two.
    pub(in super::super) fn two(&self, c: char) -> Option<[u8; 2]> {
        let bytes = self.basic.get(u32::from(c) as usize)?.to_be_bytes();
        (bytes[0] != 0).then_some(bytes)
    }

    pub(super) fn encode(&self, c: char) -> Option<Bytes> {
        let code = u32::from(c);
        let bytes = match self.basic.get(code as usize) {
            Some(&bytes) => bytes,
            None => self.astral.get(self.astral.binary_search_by_key(&code, |row| row.0).ok()?)?.1,
        };
        match bytes.to_be_bytes() {
            [0, 0] => None,
            [0, single] => Some(Bytes::one(single)),
            pair => Some(Bytes::two(pair)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_those_of_decoding_each_pair() {
        for (table, encoding) in [
            (&GB18030, encoding_rs::GB18030),
            (&CP949, encoding_rs::EUC_KR),
            (&BIG5, encoding_rs::BIG5),
            (&SHIFT_JIS, encoding_rs::SHIFT_JIS),
        ] {
            for lead in 0x80..=0xFFu8 {
                for trail in 0x00..=0xFFu8 {
                    let bytes = [lead, trail];
                    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
                    let mut chars = text.as_deref().unwrap_or_default().chars();
                    let pair = chars.next().filter(|_| chars.next().is_none());
                    assert_eq!(table.pair(lead, trail), pair, "{} {lead:02X} {trail:02X}", encoding.name());
                }
            }
        }
    }
}
