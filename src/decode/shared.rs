//! The encoding that the records of a container share, and how one record is read by it.

use std::borrow::Cow;

use super::charset::{Charset, Family, Order};
use super::{Choice, Decoded, Hints, How, bom, convert, decode, detect, is_noise, simply};

/// By how many nats the best explanation must beat the next before all records of a container are read by it. A dozen
/// characters of ordinary text do.
const SURE: f32 = 24.0;
/// With a confidence below this (18 nats) no record is read in an encoding that nothing but itself speaks for.
const CONFIDENT: f32 = 0.95;
/// Bytes of evidence, and of the head of a file.
pub(crate) const EVIDENCE: usize = 1 << 16;

/// The encoding of a container, when it is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shared {
    charset: Charset,
    how: How,
    confidence: f32,
}

impl Shared {
    /// What a mark at the head says, and its length; `Some(None)` for UTF-8.
    pub(crate) fn of_mark(head: &[u8]) -> Option<(Option<Shared>, usize)> {
        let (charset, length) = bom::sniff(head)?;
        let shared = Shared { charset, how: How::Bom, confidence: 1.0 };
        Some(((charset != Charset::Utf8).then_some(shared), length))
    }

    /// JSON begins with a character of ASCII, so the NULs beside it tell the width and order of code units.
    pub(crate) fn of_nuls(head: &[u8]) -> Option<Shared> {
        let charset = match *head {
            [a, 0, 0, 0, ..] if a != 0 => Charset::Utf32(Order::Little),
            [0, 0, 0, a, ..] if a != 0 => Charset::Utf32(Order::Big),
            [a, 0, ..] if a != 0 => Charset::Utf16(Order::Little),
            [0, a, ..] if a != 0 => Charset::Utf16(Order::Big),
            _ => return None,
        };
        Some(Shared { charset, how: How::Detected, confidence: 0.99 })
    }

    /// Bytes of a code unit, and whether the most significant comes first, where a character of ASCII has more than one byte.
    pub(crate) fn wide(self) -> Option<(usize, bool)> {
        match self.charset {
            Charset::Utf16(order) => Some((2, order == Order::Big)),
            Charset::Utf32(order) => Some((4, order == Order::Big)),
            _ => None,
        }
    }

    /// Whether `byte` begins a character whose second byte may be a backslash.
    pub(crate) fn leads(self, byte: u8) -> bool {
        match self.charset {
            Charset::Double(Family::ShiftJis) => matches!(byte, 0x81..=0x9F | 0xE0..=0xFC),
            Charset::Double(Family::Gb18030 | Family::Big5 | Family::Johab) => matches!(byte, 0x81..=0xFE),
            _ => false,
        }
    }
}

/// Finds out the encoding of a container from its records as they come, so that the answer does not depend on how the
/// bytes come in.
#[derive(Debug)]
pub(crate) enum Listener {
    /// Nothing but ASCII yet, or too little else to tell; what there was.
    Open(Vec<u8>),
    /// Records are UTF-8, and those that are not are read each by itself.
    Utf8,
    /// All but the ones that are UTF-8 are in this encoding.
    Known(Shared),
}

impl Listener {
    pub(crate) fn shared(&self) -> Option<Shared> {
        match self {
            Listener::Known(shared) => Some(*shared),
            Listener::Open(_) | Listener::Utf8 => None,
        }
    }

    /// Takes in the head of a file, which may end within a character, or a record.
    pub(crate) fn hear(&mut self, bytes: &[u8]) {
        let Listener::Open(evidence) = self else { return };
        if bytes.is_ascii() {
            return;
        }
        match simdutf8::compat::from_utf8(bytes) {
            Err(e) if e.error_len().is_some() || e.valid_up_to() + 4 < bytes.len() => {}
            _ => {
                *self = Listener::Utf8;
                return;
            }
        }
        let room = EVIDENCE.saturating_sub(evidence.len());
        evidence.extend_from_slice(bytes.get(..bytes.len().min(room)).unwrap_or_default());
        let verdict = detect::detect(evidence, None, &Hints::default());
        if verdict.charset == Charset::Utf8 {
            *self = Listener::Utf8;
        } else if verdict.margin >= SURE {
            let confidence = super::confidence(verdict.margin);
            *self = Listener::Known(Shared { charset: verdict.charset, how: How::Detected, confidence });
        } else if evidence.len() >= EVIDENCE {
            // What so much has not told, more of it will not.
            *self = Listener::Utf8;
        }
    }
}

/// A record as text: as the UTF-8 that it is, or decoded, with the account of that; `None` if nothing explains its bytes.
pub(crate) fn record<'a>(
    bytes: &'a [u8],
    shared: Option<Shared>,
    label: Option<&str>,
) -> Option<(Cow<'a, str>, Option<Decoded>)> {
    let text = simdutf8::basic::from_utf8(bytes).ok();
    let decoded = match (shared, text) {
        (None, Some(text)) => return Some((Cow::Borrowed(text), None)),
        (Some(Shared { charset, how, confidence }), _)
            if how == How::Bom || matches!(charset, Charset::Utf16(_) | Charset::Utf32(_)) =>
        {
            convert(bytes, Choice { confidence, ..simply(charset, how) })
        }
        (Some(Shared { .. }), Some(text)) if text.is_ascii() => return Some((Cow::Borrowed(text), None)),
        // Two or three characters may be both; more are UTF-8, as where files were put one behind the other.
        (Some(Shared { charset, .. }), Some(text))
            if detect::detect(bytes, Some(charset), &Hints::default()).charset == Charset::Utf8 =>
        {
            return Some((Cow::Borrowed(text), None));
        }
        (_, None) if label.is_some() => decode(bytes, &Hints { label, ..Hints::default() }),
        (Some(Shared { charset, how, confidence }), _) => convert(bytes, Choice { confidence, ..simply(charset, how) }),
        (None, None) => {
            let decoded = decode(bytes, &Hints::default());
            if decoded.confidence < CONFIDENT {
                return None;
            }
            decoded
        }
    };
    if is_noise(&decoded) {
        return None;
    }
    Some((Cow::Owned(decoded.text.clone()), Some(Decoded { text: String::new(), ..decoded })))
}
