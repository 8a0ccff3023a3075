//! Bytes to text: which encoding, how we know, and what was damaged.
//!
//! In this order: a byte-order mark, the user's word, well-formed UTF-8, switches of the seven-bit encodings, and then
//! evidence, in which a declaration counts for much but not for everything.

mod binary;
mod bom;
mod charset;
mod costs;
mod detect;
mod double;
mod escape;
#[cfg(test)]
mod generate;
mod johab;
mod page;
mod prescan;
mod rank;
mod sample;
mod shared;
mod single;
mod tables;
mod viterbi;
mod wide;

pub use binary::is_binary;
pub(crate) use binary::is_noise;
pub(crate) use charset::known_name;
pub(crate) use shared::{EVIDENCE, Listener, Shared, record};

use charset::Charset;
use wide::Wide;

/// Offsets of damage kept at most.
const MARKS: usize = 1000;

/// What is known about the bytes from outside.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// An encoding label from `--encoding` or a transport header.
    pub label: Option<&'a str>,
    /// Whether `label` must be obeyed.
    pub forced: bool,
    /// Whether to look for declarations of HTML and XML.
    pub markup: bool,
    /// A declared language, as BCP 47.
    pub language: Option<&'a str>,
}

/// How the encoding became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A byte-order mark.
    Bom,
    /// The user's word.
    Forced,
    /// A declaration that the bytes do not contradict.
    Declared,
    /// The bytes are well-formed UTF-8.
    Valid,
    /// Evidence from the bytes.
    Detected,
}

impl How {
    /// The name in records.
    pub fn as_str(self) -> &'static str {
        match self {
            How::Bom => "bom",
            How::Forced => "forced",
            How::Declared => "declared",
            How::Valid => "valid",
            How::Detected => "detected",
        }
    }
}

/// Decoded text and the account of decoding.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Lower-case name of the encoding.
    pub encoding: &'static str,
    /// How it became known.
    pub how: How,
    /// 0 to 1.
    pub confidence: f32,
    /// What the document declared.
    pub declared: Option<String>,
    /// Whether the declaration was overruled.
    pub overruled: bool,
    /// Places of damage, each marked by U+FFFD.
    pub replaced: u32,
    /// Byte offsets of the marks in `text`, at most 1,000.
    pub damage: Vec<usize>,
}

impl Decoded {
    /// Text that was never bytes (a field of a JSON record).
    pub fn from_text(text: String) -> Decoded {
        Decoded {
            text,
            encoding: "utf-8",
            how: How::Valid,
            confidence: 1.0,
            declared: None,
            overruled: false,
            replaced: 0,
            damage: Vec::new(),
        }
    }
}

/// What was found out before decoding.
struct Choice {
    charset: Charset,
    how: How,
    confidence: f32,
    declared: Option<String>,
    overruled: bool,
    /// Length of the byte-order mark.
    skip: usize,
}

/// Whether a label names an encoding that can be decoded: those of the WHATWG standard and the code pages beside it.
pub fn is_known_label(label: &str) -> bool {
    Charset::for_label(label).is_some()
}

/// Decodes bytes; never fails: what cannot be read becomes U+FFFD and is counted.
pub fn decode(bytes: &[u8], hints: &Hints<'_>) -> Decoded {
    let text = simdutf8::basic::from_utf8(bytes).ok();
    match (choose(bytes, text, hints), text) {
        (Ok(choice), _) => convert(bytes, choice),
        (Err(declared), Some(text)) => valid(text.to_owned(), declared),
        (Err(declared), None) => valid(String::from_utf8_lossy(bytes).into_owned(), declared),
    }
}

/// Like [`decode`], for bytes that the caller does not need any more.
///
/// Without `unsafe`, the only way from checked bytes to a `String` in place checks them again, at a tenth of the speed of
/// a copy: so well-formed UTF-8 is checked once and copied, and the bytes are freed at once.
pub fn decode_vec(bytes: Vec<u8>, hints: &Hints<'_>) -> Decoded {
    decode(&bytes, hints)
}

fn valid(text: String, declared: Option<String>) -> Decoded {
    let label = declared.as_deref().and_then(Charset::for_label);
    // ASCII is the same in nearly every encoding: only other text contradicts a label.
    let overruled = label.is_some_and(|c| c != Charset::Utf8) && !text.is_ascii();
    let how = if label == Some(Charset::Utf8) { How::Declared } else { How::Valid };
    Decoded { how, declared, overruled, ..Decoded::from_text(text) }
}

/// The encoding; `Err` for plain valid UTF-8, with what was declared. `text` is the bytes as well-formed UTF-8.
fn choose(bytes: &[u8], text: Option<&str>, hints: &Hints<'_>) -> Result<Choice, Option<String>> {
    let label = hints.label.map(str::to_owned);
    let choice = |charset, how, skip| Choice { skip, ..simply(charset, how) };
    if let Some(charset) = hints.label.filter(|_| hints.forced).and_then(Charset::for_label) {
        let skip = bom::sniff(bytes).filter(|(c, _)| *c == charset).map_or(0, |(_, n)| n);
        return Ok(Choice { declared: label, ..choice(charset, How::Forced, skip) });
    }
    if let Some((charset, skip)) = bom::sniff(bytes) {
        let overruled = hints.label.and_then(Charset::for_label).is_some_and(|c| c != charset);
        return Ok(Choice { declared: label, overruled, ..choice(charset, How::Bom, skip) });
    }
    let outside = label.is_some();
    let declared = label.or_else(|| if hints.markup { prescan::declared(bytes) } else { None });
    let well_formed = text.is_some();
    let nul = memchr::memchr(0, bytes.get(..bytes.len().min(1024)).unwrap_or_default()).is_some();
    if well_formed && !nul {
        // The switches are ASCII, so these encodings are valid UTF-8 as well.
        let switched = bytes.is_ascii().then(|| escape::detect(bytes)).flatten();
        return match switched {
            Some(escape) => {
                Ok(Choice { declared, confidence: 0.99, ..choice(Charset::Escape(escape), How::Detected, 0) })
            }
            None => Err(declared),
        };
    }
    // A page that can be read as ASCII far enough to declare itself UTF-16 is not: WHATWG reads that as UTF-8.
    let named = declared.as_deref().and_then(Charset::for_label).map(|c| match c {
        Charset::Utf16(_) if !nul && !outside => Charset::Utf8,
        other => other,
    });
    let verdict = detect::detect(bytes, named, hints);
    if well_formed && !matches!(verdict.charset, Charset::Utf16(_) | Charset::Utf32(_)) {
        return Err(declared);
    }
    let agrees = named == Some(verdict.charset);
    Ok(Choice {
        charset: verdict.charset,
        how: if agrees { How::Declared } else { How::Detected },
        confidence: confidence(verdict.margin),
        overruled: named.is_some() && !agrees,
        declared,
        skip: 0,
    })
}

/// How sure a verdict is that beats the next by so many nats.
fn confidence(margin: f32) -> f32 {
    1.0 - 0.5 * (-margin / 8.0).exp()
}

/// A choice that nothing was declared for.
fn simply(charset: Charset, how: How) -> Choice {
    Choice { charset, how, confidence: 1.0, declared: None, overruled: false, skip: 0 }
}

fn convert(bytes: &[u8], choice: Choice) -> Decoded {
    let body = bytes.get(choice.skip..).unwrap_or_default();
    let (text, marks) = match choice.charset {
        Charset::Utf8 => utf8(body),
        Charset::Utf16(order) => Wide { order, unit: 2 }.decode(body),
        Charset::Utf32(order) => Wide { order, unit: 4 }.decode(body),
        Charset::Double(family) => double::model(family).decode(body),
        Charset::Escape(escape) => escape::decode(escape, body),
        Charset::Single(..) | Charset::Page(_) => single::decode(choice.charset, body),
    };
    Decoded {
        text,
        encoding: choice.charset.name(),
        how: choice.how,
        confidence: choice.confidence,
        declared: choice.declared,
        overruled: choice.overruled,
        replaced: u32::try_from(marks.len()).unwrap_or(u32::MAX),
        damage: marks.into_iter().take(MARKS).collect(),
    }
}

/// UTF-8 with damage: each run of malformed bytes becomes one U+FFFD.
fn utf8(bytes: &[u8]) -> (String, Vec<usize>) {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return (text.to_owned(), Vec::new());
    }
    let (mut out, mut marks) = (String::with_capacity(bytes.len()), Vec::new());
    for chunk in bytes.utf8_chunks() {
        let adjoins = chunk.valid().is_empty() && marks.last().is_some_and(|m| m + 3 == out.len());
        out.push_str(chunk.valid());
        if !chunk.invalid().is_empty() && !adjoins {
            marks.push(out.len());
            out.push('\u{FFFD}');
        }
    }
    (out, marks)
}
