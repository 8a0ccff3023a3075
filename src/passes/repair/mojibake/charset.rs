//! The character sets that text gets mixed up between, one character at a time in both directions.
//!
//! `encoding_rs` decodes streams and refuses to encode what WHATWG reserves for decoding (Big5-HKSCS,
//! private use); undoing damage needs the plain inverse of decoding, so tables are built from its decoders.

use std::sync::LazyLock;

use super::double_byte::{BIG5, BIG5_LOW, CP949, DoubleByte, GB18030, SHIFT_JIS};

/// Upper halves of the single-byte sets, 128 code points of two bytes (little end first) each.
const SINGLE_BYTE_TABLE: &[u8] = include_bytes!("../../../data/mojibake/single_byte.bin");
/// How many there are.
const SINGLES: usize = SINGLE_BYTE_TABLE.len() / 256;

/// By set and byte - 0x80: the code point. An undefined byte is the control of the same number, as WHATWG
/// decoders (and careless programs) read it.
static SINGLE_BYTE: LazyLock<Vec<Vec<u16>>> = LazyLock::new(|| {
    SINGLE_BYTE_TABLE
        .chunks_exact(256)
        .map(|row| {
            row.chunks_exact(2).map(|pair| pair.iter().rev().fold(0, |code, &b| code << 8 | u16::from(b))).collect()
        })
        .collect()
});

/// A character set. The single-byte ones come first, in the order of `single_byte.bin`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Charset {
    /// ISO 8859-1, with the C1 controls.
    Latin1,
    /// Western Europe.
    Windows1252,
    /// Central Europe.
    Windows1250,
    /// Cyrillic.
    Windows1251,
    /// Greek.
    Windows1253,
    /// Turkish.
    Windows1254,
    /// Baltic.
    Windows1257,
    /// Latin-2.
    Iso8859_2,
    /// Cyrillic.
    Koi8R,
    /// Mac OS Roman.
    MacRoman,
    /// the PC of 1981.
    Cp437,
    /// DOS, Western Europe.
    Cp850,
    /// DOS, Cyrillic.
    Cp866,
    /// GB 18030, and with it GBK and GB 2312.
    Gb18030,
    /// Big5 with the Hong Kong supplement.
    Big5,
    /// Shift_JIS as Windows has it (cp932).
    ShiftJis,
    /// EUC-KR as Windows has it.
    Cp949,
    /// UTF-8.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
}

/// The bytes of one character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bytes {
    len: u8,
    buf: [u8; 4],
}

impl Bytes {
    pub(super) fn new(bytes: &[u8]) -> Option<Self> {
        let mut out = Self::default();
        out.buf.get_mut(..bytes.len())?.copy_from_slice(bytes);
        out.len = u8::try_from(bytes.len()).ok()?;
        Some(out)
    }

    pub(super) fn one(byte: u8) -> Self {
        Self { len: 1, buf: [byte, 0, 0, 0] }
    }

    pub(super) fn two([lead, trail]: [u8; 2]) -> Self {
        Self { len: 2, buf: [lead, trail, 0, 0] }
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.buf.get(..usize::from(self.len)).unwrap_or_default()
    }
}

/// The inverse of decoding in a set.
pub(super) struct Encoder {
    set: Charset,
    table: Option<&'static DoubleByte>,
}

impl Encoder {
    /// For what had been written in `to` and was read as `from`: where there are two encodings of a character in
    /// `from`, the one that `to` can hold.
    pub(super) fn new(from: Charset, to: Charset) -> Self {
        let low = from == Charset::Big5 && to == Charset::Utf8;
        Self { set: from, table: if low { Some(&BIG5_LOW) } else { from.double() } }
    }

    /// The bytes that decode to `c`.
    pub(super) fn encode(&self, c: char) -> Option<Bytes> {
        self.set.encode(c, self.table)
    }
}

impl Charset {
    /// One byte a character.
    pub(super) fn is_single_byte(self) -> bool {
        (self as usize) < SINGLES
    }

    fn double(self) -> Option<&'static DoubleByte> {
        match self {
            Self::Gb18030 => Some(&GB18030),
            Self::Big5 => Some(&BIG5),
            Self::ShiftJis => Some(&SHIFT_JIS),
            Self::Cp949 => Some(&CP949),
            _ => None,
        }
    }

    /// The bytes that decode to `c`; `table` is what [`Charset::double`] gives.
    fn encode(self, c: char, table: Option<&DoubleByte>) -> Option<Bytes> {
        if c.is_ascii() && !matches!(self, Self::Utf16Le | Self::Utf16Be) {
            return Some(Bytes::one(c as u8));
        }
        if self.is_single_byte() {
            let rows = SINGLE_REVERSE.get(self as usize)?;
            let code = u16::try_from(u32::from(c)).ok()?;
            let at = rows.binary_search_by_key(&code, |row| row.0).ok()?;
            return Some(Bytes::one(rows.get(at)?.1));
        }
        if let Some(table) = table {
            return table.encode(c).or_else(|| match self {
                Self::Gb18030 => four_byte(c),
                _ => None,
            });
        }
        match self {
            Self::Utf8 => Bytes::new(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Self::Utf16Le | Self::Utf16Be => {
                let mut bytes = [0; 4];
                let mut units = [0; 2];
                let units = c.encode_utf16(&mut units);
                for (slot, unit) in bytes.chunks_exact_mut(2).zip(units.iter()) {
                    slot.copy_from_slice(&if self == Self::Utf16Le { unit.to_le_bytes() } else { unit.to_be_bytes() });
                }
                Bytes::new(bytes.get(..units.len() * 2)?)
            }
            _ => None,
        }
    }

    /// The first character of `bytes` and how many bytes it takes. None where they are malformed or end.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<(char, usize)> {
        let &first = bytes.first()?;
        if matches!(self, Self::Utf16Le | Self::Utf16Be) {
            return utf16(bytes, self == Self::Utf16Le);
        }
        if first < 0x80 {
            return Some((char::from(first), 1));
        }
        if let Some(row) = SINGLE_BYTE.get(self as usize) {
            let &code = row.get(usize::from(first) - 0x80)?;
            return Some((char::from_u32(code.into())?, 1));
        }
        if let Some(table) = self.double() {
            if let Some(c) = table.single(first) {
                return Some((c, 1));
            }
            let &second = bytes.get(1)?;
            if self == Self::Gb18030 && second.is_ascii_digit() {
                return Some((gb18030_four(bytes.get(..4)?)?, 4));
            }
            return Some((table.pair(first, second)?, 2));
        }
        let len = match first {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => return None,
        };
        let c = std::str::from_utf8(bytes.get(..len)?).ok()?.chars().next()?;
        Some((c, len))
    }

    /// Bytes of 0x80.. that a strict decoder of this single-byte set has no character for.
    pub(super) fn undefined(self) -> impl Iterator<Item = u8> {
        let row = if self.has_gaps() { SINGLE_BYTE.get(self as usize) } else { None };
        let row = row.map_or(&[][..], |row| row.as_slice());
        row.iter()
            .zip(0x80u8..=0xFF)
            .filter(|&(&code, byte)| code == u16::from(byte) && byte < 0xA0)
            .map(|(_, byte)| byte)
    }

    /// Whether a decoder of this set marks `byte` as an error where `next` follows (None: unknown, or the end).
    pub(super) fn fails_on(self, byte: u8, next: Option<u8>) -> bool {
        if self.is_single_byte() {
            return self.undefined().any(|undefined| undefined == byte);
        }
        let reads = |bytes: &[u8]| self.decode(bytes).is_some_and(|(c, _)| !('\u{E000}'..='\u{E765}').contains(&c));
        !reads(&[byte]) && next.is_none_or(|next| !reads(&[byte, next]))
    }

    /// Decoders of this set meet bytes that they cannot decode (and replace or drop them).
    pub(super) fn has_gaps(self) -> bool {
        !matches!(
            self,
            Self::Latin1 | Self::Iso8859_2 | Self::Koi8R | Self::MacRoman | Self::Cp437 | Self::Cp850 | Self::Cp866
        )
    }
}

fn utf16(bytes: &[u8], little: bool) -> Option<(char, usize)> {
    let unit = |at: usize| -> Option<u16> {
        let pair = [*bytes.get(at)?, *bytes.get(at + 1)?];
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let first = unit(0)?;
    if let Some(c) = char::from_u32(first.into()) {
        return Some((c, 2));
    }
    let c = char::decode_utf16([first, unit(2)?]).next()?.ok()?;
    Some((c, 4))
}

fn gb18030_four(bytes: &[u8]) -> Option<char> {
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut chars = text.chars();
    let c = chars.next()?;
    chars.next().is_none().then_some(c)
}

fn four_byte(c: char) -> Option<Bytes> {
    let mut buf = [0; 4];
    let (bytes, _, lost) = encoding_rs::GB18030.encode(c.encode_utf8(&mut buf));
    if lost { None } else { Bytes::new(&bytes) }
}

/// By code point of the basic plane: bit n is set where single-byte set n has the character beyond ASCII.
pub(super) static SINGLE_MEMBERS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut out = vec![0; 0x1_0000];
    for (set, row) in SINGLE_BYTE.iter().enumerate() {
        for &code in row {
            if let Some(slot) = out.get_mut(usize::from(code)) {
                *slot |= 1 << set;
            }
        }
    }
    out
});

static SINGLE_REVERSE: LazyLock<Vec<Vec<(u16, u8)>>> = LazyLock::new(|| {
    SINGLE_BYTE
        .iter()
        .map(|row| {
            let mut rows: Vec<(u16, u8)> = row.iter().copied().zip(0x80..=0xFF).collect();
            rows.sort_unstable();
            rows
        })
        .collect()
});
