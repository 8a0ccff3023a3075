//! The damage, forwards: what the mirrors' software makes of a text.

use super::gbk;
use std::collections::BTreeMap;

/// What a byte without a partner, or a code without a character, becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// A question mark; a pair of bytes counts as one.
    Question,
    /// A question mark for the lead byte; the trail byte starts anew.
    QuestionByte,
    /// Nothing at all.
    Nothing,
    /// The private-use character of the code (pairs only).
    Private,
}

/// How the bytes become text again. Mirrors differ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decoder {
    /// For a byte at the end of a piece.
    pub lone: Lost,
    /// For a code without a character.
    pub unassigned: Lost,
    /// Whether a lead byte takes an ASCII character below `@` with it.
    pub eats: bool,
    /// Whether text is cut before these marks ahead of everything else.
    pub cut: &'static [char],
    /// Whether two annotated pairs of bytes that share one are annotated both: `當(dāng)?shù)亟`. Characters are looked
    /// for one after the other, and what stands behind the second does not part the first, only the other way round.
    pub overlaps: bool,
}

/// The decoders seen, commonest first.
pub(super) fn decoders(eats: bool, overlaps: bool) -> impl Iterator<Item = Decoder> {
    const LOST: [(Lost, Lost); 5] = [
        (Lost::Question, Lost::Private),
        (Lost::Question, Lost::QuestionByte),
        (Lost::Question, Lost::Question),
        (Lost::Nothing, Lost::Private),
        (Lost::Nothing, Lost::Nothing),
    ];
    // Lines are apart in any case.
    const CUTS: [&[char]; 2] = [&['\n'], &['\n', '。', '、']];
    LOST.into_iter()
        .flat_map(move |(lone, unassigned)| CUTS.into_iter().map(move |cut| (lone, unassigned, cut)))
        .map(move |(lone, unassigned, cut)| Decoder { lone, unassigned, eats, cut, overlaps })
}

/// Annotated characters as bytes, and what is put behind them.
pub(super) type Pairs = BTreeMap<[u8; 2], String>;

/// The parts of the damage that depend on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Model<'a> {
    /// What the page annotates, and what this place shows of it beyond that.
    pub pairs: [&'a Pairs; 2],
    /// Second bytes (after 0xA3) of the full-width marks that are looked for.
    pub separators: &'a [u8],
}

impl Model<'_> {
    /// Damages `text`; `None` if it is not in GBK.
    pub fn damage(&self, text: &str, decoder: Decoder) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let end = rest.get(first..).and_then(|tail| tail.find(decoder.cut)).map_or(rest.len(), |at| first + at);
            let (segment, tail) = rest.split_at_checked(end)?;
            self.segment(segment, decoder, &mut out)?;
            rest = tail;
        }
        Some(out)
    }

    fn inserted(&self, code: [u8; 2]) -> Option<&String> {
        self.pairs.iter().rev().find_map(|pairs| pairs.get(&code))
    }

    fn segment(&self, text: &str, decoder: Decoder, out: &mut String) -> Option<()> {
        let mut plain = Vec::new();
        gbk::encode_into(text, &mut plain)?;
        let mut bytes = Vec::with_capacity(plain.len() * 2);
        let mut i = 0;
        while let Some(&b) = plain.get(i) {
            bytes.push(b);
            i += 1;
            let Some(&next) = plain.get(i) else { break };
            if let Some(inserted) = self.inserted([b, next]) {
                bytes.push(next);
                gbk::encode_into(inserted, &mut bytes)?;
                i += 1;
                // The second byte may be the first of another pair.
                while decoder.overlaps
                    && let (Some(&before), Some(&last)) = (plain.get(i - 1), plain.get(i))
                    && let Some(inserted) = self.inserted([before, last])
                {
                    bytes.push(last);
                    gbk::encode_into(inserted, &mut bytes)?;
                    i += 1;
                }
            }
        }
        let (mut start, mut i) = (0, 0);
        while i + 1 < bytes.len() {
            match (bytes.get(i), bytes.get(i + 1)) {
                (Some(0xA3), Some(second)) if self.separators.contains(second) => {
                    piece(bytes.get(start..i)?, decoder, out);
                    out.push(gbk::decode(0xA3, *second)?);
                    i += 2;
                    start = i;
                }
                _ => i += 1,
            }
        }
        piece(bytes.get(start..)?, decoder, out);
        Some(())
    }
}

fn piece(bytes: &[u8], decoder: Decoder, out: &mut String) {
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        i += 1;
        if b < 0x80 {
            out.push(char::from(b));
            continue;
        }
        if b == 0x80 {
            out.push('€');
            continue;
        }
        let Some(&next) = bytes.get(i) else {
            if decoder.lone != Lost::Nothing {
                out.push('?');
            }
            break;
        };
        if next < 0x40 {
            out.push('?');
            i += usize::from(decoder.eats);
            continue;
        }
        match gbk::decode(b, next) {
            Some(c) if !gbk::is_private(c) || decoder.unassigned == Lost::Private => {
                out.push(c);
                i += 1;
            }
            _ => match decoder.unassigned {
                Lost::Nothing => i += 1,
                Lost::QuestionByte => out.push('?'),
                Lost::Question | Lost::Private => {
                    out.push('?');
                    i += 1;
                }
            },
        }
    }
}
