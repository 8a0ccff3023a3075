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

/// Mean cost in 1/16 nat of the characters beyond ASCII above which what was decoded is no text. Of the files of both
/// `encoding` sets with [`ENOUGH`] such characters 35 have less than 121 and one, a list of rare Big5 characters, 166; of
/// Chinese documents the highest was 138. Random bytes, which are nearly all assigned in GB18030, have 211.
const NOISE: u64 = 190;
/// Characters beyond ASCII without which nothing is said, and the most that are looked at.
const ENOUGH: usize = 256;
const MOST: usize = 1 << 16;

/// Whether an encoding was found for the bytes, and yet what they read as is characters at random: private, unassigned, lost
/// and next to never seen ones.
pub(crate) fn is_noise(decoded: &Decoded) -> bool {
    if decoded.encoding == "utf-8" || !matches!(decoded.how, How::Detected | How::Declared) {
        return false;
    }
    let any = costs::any();
    let (mut sum, mut count) = (0, 0);
    for c in decoded.text.chars().filter(|c| !c.is_ascii()).take(MOST) {
        sum += any.get(c as usize).map_or(OUTSIDE, |cost| u64::from(*cost));
        count += 1;
    }
    count >= ENOUGH && sum > NOISE * count as u64
}

/// Whether the bytes read as text in one of the wide encodings.
fn is_wide(head: &[u8]) -> bool {
    let head = head.get(..head.len().min(1024) / 4 * 4).unwrap_or_default();
    [Order::Little, Order::Big].into_iter().any(|order| {
        [2, 4].into_iter().any(|unit| Wide { order, unit }.cost(head) < (head.len() / unit) as u64 * WIDE_TEXT)
    })
}
