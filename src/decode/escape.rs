//! Encodings that switch character sets inside seven bits: ISO-2022-JP, ISO-2022-KR, ISO-2022-CN with GB 2312, HZ.

use memchr::{memchr, memmem};

use super::charset::{Escape, Family};
use super::double;

const ESC: u8 = 0x1B;
/// What the two encodings that shift with SO and SI announce: KS X 1001, GB 2312.
const KR: &[u8] = b"\x1B$)C";
const CN: &[u8] = b"\x1B$)A";
/// Planes of CNS 11643, which ISO-2022-CN may switch to: there is no table for them.
const CNS: [&[u8]; 2] = [b"\x1B$)G", b"\x1B$*H"];

/// The encoding whose switches occur in the bytes; they must all be below 0x80 for it.
pub(crate) fn detect(bytes: &[u8]) -> Option<Escape> {
    if memchr(ESC, bytes).is_some() {
        let has = |what: &[u8]| memmem::find(bytes, what).is_some();
        if has(KR) && bytes.contains(&0x0E) {
            return Some(Escape::Kr);
        }
        if has(CN) && bytes.contains(&0x0E) && !CNS.into_iter().any(has) {
            return Some(Escape::Cn);
        }
        if [&b"\x1B$B"[..], b"\x1B$@", b"\x1B$(D", b"\x1B(I", b"\x1B(J"].into_iter().any(has) {
            return Some(Escape::Jp);
        }
    }
    is_hz(bytes).then_some(Escape::Hz)
}

/// HZ is proved by a `~{ ... ~}` stretch whose pairs are all in GB 2312 and read as text.
fn is_hz(bytes: &[u8]) -> bool {
    let (mut cost, mut pairs, mut rest) = (0, 0, bytes);
    while let Some(open) = memmem::find(rest, b"~{") {
        let body = rest.get(open + 2..).unwrap_or_default();
        let end = body.windows(2).position(|w| w == b"~}" || w[0] == b'\n').unwrap_or(body.len());
        let raised: Vec<u8> = body.get(..end).unwrap_or_default().iter().map(|b| b | 0x80).collect();
        if !raised.len().is_multiple_of(2) || raised.iter().any(|b| *b < 0xA1 || *b == 0xFF) {
            return false;
        }
        cost += double::model(Family::Gb18030).cost(&raised);
        pairs += raised.len() as u64 / 2;
        rest = body.get(end..).unwrap_or_default();
    }
    // Chinese averages 7 nats a character, chance 12.
    pairs > 0 && cost < pairs * 10 * 16
}

/// Decodes. Returns the text and the offsets of the marks for damage.
pub(crate) fn decode(escape: Escape, bytes: &[u8]) -> (String, Vec<usize>) {
    match escape {
        Escape::Jp => {
            let (text, _) = encoding_rs::ISO_2022_JP.decode_without_bom_handling(bytes);
            let marks = text.match_indices('\u{FFFD}').map(|(i, _)| i).collect();
            (text.into_owned(), marks)
        }
        Escape::Kr => double::model(Family::EucKr).decode(&raise(bytes, KR)),
        Escape::Cn => double::model(Family::Gb18030).decode(&raise(bytes, CN)),
        Escape::Hz => double::model(Family::Gb18030).decode(&raise_hz(bytes)),
    }
}

/// ISO-2022-KR as EUC-KR, ISO-2022-CN as GB 2312: bytes between SO and SI get their high bit.
fn raise(bytes: &[u8], announced: &[u8]) -> Vec<u8> {
    let (mut out, mut shifted, mut rest) = (Vec::with_capacity(bytes.len()), false, bytes);
    while let Some((b, tail)) = rest.split_first() {
        rest = rest.strip_prefix(announced).unwrap_or(tail);
        match *b {
            ESC if rest.len() != tail.len() => {}
            0x0E => shifted = true,
            0x0F => shifted = false,
            b'\n' => {
                shifted = false;
                out.push(b'\n');
            }
            b if shifted && b > 0x20 => out.push(b | 0x80),
            b => out.push(b),
        }
    }
    out
}

/// HZ as GBK: bytes between `~{` and `~}` get their high bit; `~~` is a tilde, `~` at the end of a line joins lines.
fn raise_hz(bytes: &[u8]) -> Vec<u8> {
    let (mut out, mut shifted, mut rest) = (Vec::with_capacity(bytes.len()), false, bytes);
    while let Some((b, tail)) = rest.split_first() {
        let (len, push) = match rest {
            [b'~', b'{', ..] => {
                shifted = true;
                (2, None)
            }
            [b'~', b'}', ..] => {
                shifted = false;
                (2, None)
            }
            [b'~', b'~', ..] if !shifted => (2, Some(b'~')),
            [b'~', b'\n', ..] if !shifted => (2, None),
            [b'\n', ..] => {
                shifted = false;
                (1, Some(b'\n'))
            }
            _ => (1, Some(if shifted && *b > 0x20 { b | 0x80 } else { *b })),
        };
        out.extend(push);
        rest = if len == 2 { tail.get(1..).unwrap_or_default() } else { tail };
    }
    out
}
