//! Bytes to text: which encoding, how we know, and what was damaged.

use encoding_rs::{Encoding, UTF_8};

/// What is known about the bytes from outside.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// An encoding label from `--encoding` or a transport header.
    pub label: Option<&'a str>,
    /// Whether `label` must be obeyed.
    pub forced: bool,
    /// Whether to look for declarations of HTML and XML.
    pub markup: bool,
    /// A declared language.
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
    /// Byte offsets of the marks in `text`, bounded.
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

/// Decodes `bytes`.
pub fn decode_vec(bytes: Vec<u8>, hints: &Hints<'_>) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) => Decoded::from_text(text),
        Err(e) => {
            let label = hints.label.and_then(|l| Encoding::for_label(l.as_bytes())).unwrap_or(UTF_8);
            let (text, _, _) = label.decode(e.as_bytes());
            Decoded { how: How::Detected, ..Decoded::from_text(text.into_owned()) }
        }
    }
}
