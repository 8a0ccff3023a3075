//! A damaged text as the bytes that its wrong decoder had read.

use super::charset::{Bytes, Charset, Encoder};

/// What is known of a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Yes,
    /// Replaced by U+FFFD: any byte (a decoder may have put one mark for two).
    No,
    /// A `?`, which may be itself or the replacement of a byte.
    Perhaps,
    /// A character that the wrong decoder cannot have made.
    Foreign,
}

/// The bytes behind `chars`, at least one (perhaps unknown) for each.
pub(super) struct Source {
    pub(super) bytes: Vec<u8>,
    pub(super) known: Vec<Known>,
    /// Where each character begins in `bytes`, and the end.
    pub(super) starts: Vec<u32>,
    /// By byte: the number of the character that begins there, `u32::MAX` inside one.
    pub(super) owner: Vec<u32>,
}

impl Source {
    pub(super) fn new(chars: &[char], from: Charset, to: Charset) -> Self {
        let mut out = Self {
            bytes: Vec::with_capacity(chars.len() * 2),
            known: Vec::with_capacity(chars.len() * 2),
            starts: Vec::with_capacity(chars.len() + 1),
            owner: Vec::with_capacity(chars.len() * 2 + 1),
        };
        let encoder = Encoder::new(from, to);
        for (&c, number) in chars.iter().zip(0u32..) {
            out.starts.push(out.bytes.len() as u32);
            let (bytes, known) = Self::behind(c, &encoder);
            bytes.as_slice().iter().for_each(|&byte| out.push(byte, known));
            out.owner.push(number);
            out.owner.resize(out.bytes.len(), u32::MAX);
        }
        out.starts.push(out.bytes.len() as u32);
        out.owner.push(u32::try_from(chars.len()).unwrap_or(u32::MAX));
        out
    }

    /// The bytes behind one character; one that stands for them where they are not known.
    #[inline]
    pub(super) fn behind(c: char, encoder: &Encoder) -> (Bytes, Known) {
        match c {
            '\u{FFFD}' => (Bytes::one(0), Known::No),
            '?' => (Bytes::one(b'?'), Known::Perhaps),
            _ => encoder.encode(c).map_or((Bytes::one(0), Known::Foreign), |bytes| (bytes, Known::Yes)),
        }
    }

    fn push(&mut self, byte: u8, known: Known) {
        self.bytes.push(byte);
        self.known.push(known);
    }

    pub(super) fn known(&self, at: usize) -> Option<Known> {
        self.known.get(at).copied()
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The known bytes from `at`, four at most.
    pub(super) fn ahead(&self, at: usize) -> &[u8] {
        let end = (at + 4).min(self.bytes.len());
        let len = self
            .known
            .get(at..end)
            .map_or(0, |known| known.iter().take_while(|&&k| matches!(k, Known::Yes | Known::Perhaps)).count());
        self.bytes.get(at..at + len).unwrap_or_default()
    }
}
