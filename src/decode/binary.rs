//! Evidence that bytes are no text at all.

use super::charset::Order;
use super::wide::Wide;
use super::{Decoded, How, costs};

/// Magic numbers of common binary formats.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG\r\n\x1A\n", "png"),
    (b"\xFF\xD8\xFF", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\x1F\x8B\x08", "gzip"),
    (b"\x28\xB5\x2F\xFD", "zstd"),
    (b"\xFD7zXZ\0", "xz"),
    (b"7z\xBC\xAF\x27\x1C", "7z"),
    (b"Rar!\x1A\x07", "rar"),
    (b"\x7FELF", "elf"),
    (b"\xCA\xFE\xBA\xBE", "class"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\0asm", "wasm"),
    (b"wOFF", "woff"),
    (b"wOF2", "woff"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"ID3", "mp3"),
    (b"\0\0\x01\0", "ico"),
];

/// Share of control bytes (other than white space, form feed, backspace and escape) above which bytes are no text.
/// Damaged text has single ones; executables and compressed data have 5 % and more.
const CONTROL_SHARE: f64 = 0.03;

/// A code unit of UTF-16 or UTF-32 text costs less (10 nats), chance more.
const WIDE_TEXT: u64 = 160;

/// A character outside the basic plane.
const OUTSIDE: u64 = 208;

/// Why the bytes are no text: the name of a format whose magic number they carry, or `control bytes`.
/// `None` for whatever may be text, also in UTF-16 and UTF-32, whose bytes are full of NULs.
pub fn is_binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("mp4");
    }
    if bytes.starts_with(b"RIFF")
        && bytes.get(8..12).is_some_and(|f| [b"WAVE", b"WEBP", b"AVI "].iter().any(|x| f == *x))
    {
        return Some("riff");
    }
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    // In pieces whose count fits a byte, so that many bytes are looked at in one step.
    let is_control = |b: &u8| u8::from(matches!(b, 0..=7 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F));
    let control: usize = head.chunks(128).map(|piece| usize::from(piece.iter().map(is_control).sum::<u8>())).sum();
    let suspicious = control > 2 && control as f64 > head.len() as f64 * CONTROL_SHARE;
    (suspicious && !is_wide(head)).then_some("control bytes")
}

/// Mean cost in 1/16 nat of the characters beyond ASCII above which what was decoded is no text, with [`ENOUGH`] of them. Of
/// the files of both `encoding` sets one page of half-width kana has 185, all others less than 177; random bytes have 211.
const NOISE: u64 = 190;
/// Characters beyond ASCII without which nothing is said.
const ENOUGH: usize = 256;
/// The same of GB18030, where bytes above 0xA0 in any order all are characters, of GB 2312 or its free rows, and as which
/// they are taken: they have 200, and never less than 182 with [`FEW`] characters. Text has less than 140, lists of words with
/// one rare character each 173.
const NOISE_GB: u64 = 180;
const FEW: usize = 64;
/// The most that are looked at.
const MOST: usize = 1 << 16;
/// Of so many letters beyond ASCII that follow another one, one is a capital behind a small letter in noise that reads as an
/// alphabet (there it is one of four to six); in text it is less than one of a hundred.
const CAPITALS: usize = 12;
/// Letters are no rarer in noise than in text, so more of them are needed.
const ENOUGH_LETTERS: usize = 256;

/// Whether an encoding was found for the bytes, and yet what they read as is characters at random: private, unassigned, lost
/// and next to never seen ones, or small letters and capitals in any order.
pub(crate) fn is_noise(decoded: &Decoded) -> bool {
    if decoded.encoding == "utf-8" || !matches!(decoded.how, How::Detected | How::Declared) {
        return false;
    }
    let any = costs::any();
    let (mut sum, mut count) = (0, 0);
    let (mut pairs, mut capitals, mut last) = (0, 0, None);
    for c in decoded.text.chars().take(MOST) {
        if c.is_ascii() {
            last = None;
            continue;
        }
        sum += any.get(c as usize).map_or(OUTSIDE, |cost| u64::from(*cost));
        count += 1;
        // Latin, Greek and Cyrillic: the scripts that have both.
        let small = (c < '\u{530}' && c.is_alphabetic()).then(|| c.is_lowercase());
        if let (Some(before), Some(small)) = (last, small) {
            pairs += 1;
            capitals += usize::from(before && !small);
        }
        last = small;
    }
    let (enough, noise) = if decoded.encoding == "gb18030" { (FEW, NOISE_GB) } else { (ENOUGH, NOISE) };
    count >= enough && sum > noise * count as u64 || pairs >= ENOUGH_LETTERS && capitals * CAPITALS > pairs
}

/// Whether the bytes read as text in one of the wide encodings.
fn is_wide(head: &[u8]) -> bool {
    let head = head.get(..head.len().min(1024) / 4 * 4).unwrap_or_default();
    [Order::Little, Order::Big].into_iter().any(|order| {
        [2, 4].into_iter().any(|unit| Wide { order, unit }.cost(head) < (head.len() / unit) as u64 * WIDE_TEXT)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::{Hints, decode};

    /// `count` bytes from `low` on, in disorder.
    fn noise(count: usize, low: u8, high: u8, seed: u64) -> Vec<u8> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            low + ((state >> 33) % (u64::from(high - low) + 1)) as u8
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn bytes_at_random_are_noise_also_where_they_are_characters() {
        for (low, high, count) in
            [(0xA0, 0xFF, 200), (0xA1, 0xFE, 200), (0xB0, 0xF7, 2000), (0x80, 0xFF, 200), (0xC0, 0xFF, 2000)]
        {
            for seed in 0..20 {
                let decoded = decode(&noise(count, low, high, seed), &Hints::default());
                assert!(is_noise(&decoded), "{low:X} to {high:X}, seed {seed}: {} {}", decoded.encoding, decoded.text);
            }
        }
    }

    #[test]
    fn text_is_no_noise() {
        let verse = "溪畔芦荻结了霜，渡船泊在苔痕斑驳的石阶旁，老渔翁蹲在舷边补罟，膝头搁着一盏黯淡的马灯。";
        let names = "ВОСКРЕСЕНЬЕ И Понедельник, Вторник И СРЕДА: Иван Петров И Анна СИДОРОВА. ".repeat(8);
        for (text, encoding) in [(verse.repeat(2), encoding_rs::GB18030), (names, encoding_rs::KOI8_R)] {
            let decoded = decode(&encoding.encode(&text).0, &Hints::default());
            assert!(!is_noise(&decoded) && decoded.text == text);
        }
    }
}
