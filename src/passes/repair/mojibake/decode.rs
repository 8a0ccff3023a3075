//! The ways in which the right decoder can go on from a byte, allowing for bytes that were lost.

use super::bytes::{Known, Source};
use super::charset::Charset;
use super::class;
use super::plausible::BIT;

/// One character that the right decoder reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// Bytes taken.
    pub(super) len: u8,
    /// U+FFFD where the bytes do not determine it.
    pub(super) c: char,
    /// Cost beside that of the character itself.
    pub(super) extra: i32,
    /// The last byte is a space that stays.
    pub(super) space: bool,
}

impl Read {
    fn exact((c, len): (char, usize)) -> Self {
        Self { len: len as u8, c, extra: 0, space: false }
    }

    pub(super) fn is_lost(self) -> bool {
        self.c == LOST
    }
}

pub(super) const LOST: char = '\u{FFFD}';

/// Cost of a character that is lost, beside its being in the text: it must not pay to call known text lost.
const LOSS: i32 = 10 * BIT;
/// A question mark taken for the mark of a lost byte.
const PERHAPS: i32 = 2 * BIT;
/// A lost character that is not three bytes long.
const UNUSUAL: i32 = 3 * BIT;
/// A byte that vanished without a mark.
const DROPPED: i32 = 5 * BIT;
/// A no-break space (the byte A0) that some later program turned into a space or dropped.
const SPACED: i32 = 2 * BIT;

/// `à` is a word; as the beginning of another it is rare.
const ALONE: i32 = 10 * BIT;

/// Up to four readings.
#[derive(Default)]
pub(super) struct Reads {
    list: [Option<Read>; 4],
}

impl Reads {
    fn push(&mut self, read: Read) {
        if let Some(slot) = self.list.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(read);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Read> + '_ {
        self.list.iter().flatten().copied()
    }
}

/// How the decoder of `to` can read on at `at`, where a decoder of `from` had made the text.
pub(super) fn reads(source: &Source, at: usize, from: Charset, to: Charset) -> Reads {
    let mut out = Reads::default();
    match source.known(at) {
        None | Some(Known::Foreign) => return out,
        Some(Known::Yes | Known::Perhaps) => {
            if let Some((c, len)) = to.decode(source.ahead(at)) {
                // U+FFFD itself gone through a second mix-up (锟斤拷) has nothing left to restore.
                let sense = match to {
                    Charset::Utf8 => (c != LOST || from.is_single_byte()) && !class::is_unassigned(c),
                    _ => !class::is_private(c),
                };
                if sense {
                    out.push(Read::exact((c, len)));
                }
                if source.byte(at).is_some_and(|b| b < 0x80) || to != Charset::Utf8 {
                    return out;
                }
            }
        }
        Some(Known::No) => {}
    }
    match to {
        Charset::Utf8 => utf8_lossy(source, at, from, &mut out),
        Charset::Gb18030 | Charset::Big5 | Charset::ShiftJis | Charset::Cp949 => double_lossy(source, at, &mut out),
        _ => {}
    }
    out
}

fn continues(source: &Source, at: usize) -> bool {
    source.known(at) == Some(Known::Yes) && source.byte(at).is_some_and(|b| (0x80..0xC0).contains(&b))
}

fn utf8_lossy(source: &Source, at: usize, from: Charset, out: &mut Reads) {
    let lost = |len: usize, extra: i32| Read { len: len as u8, c: LOST, extra: LOSS + extra, space: false };
    if source.known(at) == Some(Known::No) {
        for len in 1..=3 {
            // Three bytes are the rule where bytes get lost: the scripts of East Asia.
            out.push(lost(len, if len == 3 { 0 } else { UNUSUAL }));
            // Single-byte sets have a character for every lead byte.
            if from.is_single_byte() || source.known(at + len) != Some(Known::No) && !continues(source, at + len) {
                break;
            }
        }
        return;
    }
    let Some(lead) = source.byte(at) else { return };
    let need = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return,
    };
    if from.is_single_byte() {
        spaced(source, at, need, out);
    }
    let mut extra = 0;
    let mut marks = 0;
    let mut len = 1;
    while len < need {
        match source.known(at + len) {
            Some(Known::No) => marks += 1,
            Some(Known::Perhaps) if from.has_gaps() => {
                marks += 1;
                extra += PERHAPS;
            }
            _ if continues(source, at + len) => {}
            _ => break,
        }
        len += 1;
    }
    if marks > 0 {
        out.push(lost(len, if len == need { extra } else { extra + UNUSUAL }));
    } else if need == 3 && from.has_gaps() && (len == 2 || len == 1 && from.is_single_byte()) {
        out.push(lost(len, DROPPED * (3 - len as i32)));
    }
}

/// `Ã` and a space: the second byte of `à` was a no-break space.
fn spaced(source: &Source, at: usize, need: usize, out: &mut Reads) {
    let mut bytes = [0; 4];
    let mut spaces = 0;
    for (slot, k) in bytes.iter_mut().zip(0..need) {
        let Some(byte) = source.byte(at + k).filter(|_| source.known(at + k) == Some(Known::Yes)) else { return };
        spaces += usize::from(byte == b' ');
        *slot = if byte == b' ' { 0xA0 } else { byte };
    }
    if spaces != 1 {
        return;
    }
    if let Some((c, len)) = bytes.get(..need).and_then(|bytes| Charset::Utf8.decode(bytes)) {
        let starts = at == 0 || source.byte(at - 1).is_none_or(|b| b < 0x80 && !b.is_ascii_alphabetic());
        let join = if c == 'à' && starts && !contracts(source, at + len) { SPACED + ALONE } else { SPACED };
        out.push(Read { len: len as u8, c, extra: join, space: false });
        if c == 'à' {
            out.push(Read { len: 2, c, extra: SPACED, space: true });
        }
    }
}

/// Whether what follows `à` at the start of a word makes one word with it: Portuguese às, àquele, àquilo.
fn contracts(source: &Source, at: usize) -> bool {
    let next = source.bytes.get(at..).unwrap_or_default();
    let letter = |at: usize| next.get(at).is_some_and(u8::is_ascii_alphabetic);
    next.starts_with(b"quel") || next.starts_with(b"quil") || next.starts_with(b"s") && !letter(1) || !letter(0)
}

fn double_lossy(source: &Source, at: usize, out: &mut Reads) {
    let lost = |len: u8| Read { len, c: LOST, extra: LOSS, space: false };
    let lead = source.known(at) == Some(Known::Yes) && source.byte(at).is_some_and(|b| (0x81..0xFF).contains(&b));
    let trail = source.known(at + 1) == Some(Known::Yes)
        && source.byte(at + 1).is_some_and(|b| matches!(b, 0x40..=0x7E | 0x80..=0xFE));
    if source.known(at) == Some(Known::No) {
        out.push(lost(1));
        if trail {
            out.push(lost(2));
        }
    } else if lead && source.known(at + 1) == Some(Known::No) {
        out.push(lost(2));
    }
}
