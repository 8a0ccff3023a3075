//! One document through decode, parse and all passes. Pure: no files, no threads, no clock but the deadline.

use std::time::{Duration, Instant};

use crate::changes::Changes;
use crate::decode::{self, Decoded};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::meta::{Evidence, MetaKey};
use crate::parse::{self, Format, ParseOptions};
use crate::pass::{Pass, PassId, Reason, Stage, Verdict};

/// What a source hands over: one document as it was found.
#[derive(Debug, Default)]
pub struct Raw {
    /// Identity from the input record; derived from `source` when absent.
    pub id: Option<String>,
    /// Path relative to the input, `#n` appended for record n of a container.
    pub source: String,
    /// The document itself.
    pub body: Body,
    /// The format that the file name or the user names.
    pub format: Option<&'static str>,
    /// Fields of the input record to pass through.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// What the input record says of the document (title, date, authors, url).
    pub evidence: Vec<Evidence>,
}

/// Bytes still to be decoded, or text that a container already decoded.
#[derive(Debug)]
pub enum Body {
    /// Undecoded bytes of a file.
    Bytes(Vec<u8>),
    /// Text of a JSON record.
    Text(String),
    /// Text of a JSON record that was not UTF-8, with the account of decoding.
    Decoded(Box<Decoded>),
    /// A document of this tool's own schema: its structure is known.
    Parsed(Box<Document>),
}

impl Default for Body {
    fn default() -> Self {
        Body::Text(String::new())
    }
}

/// What became of a document.
#[derive(Debug)]
pub enum Outcome {
    /// It is a clean document.
    Kept(Document),
    /// A filter refused it; the document is complete as that filter saw it.
    Dropped(Document, PassId, Reason),
}

impl Outcome {
    /// The document, kept or dropped.
    pub fn document(&self) -> &Document {
        match self {
            Outcome::Kept(doc) | Outcome::Dropped(doc, ..) => doc,
        }
    }
}

/// Choices for decoding and parsing, and the limits of one document.
#[derive(Clone, Debug)]
pub struct Options {
    /// Encoding label to try first.
    pub encoding: Option<String>,
    /// Whether `encoding` must be obeyed.
    pub force_encoding: bool,
    /// Format for every document, instead of its name and content.
    pub format: Option<&'static str>,
    /// Limits and choices for parsers.
    pub parse: ParseOptions,
    /// Longest time for one document.
    pub timeout: Duration,
    /// Whether a document keeps the text it was parsed from, for findings with line and column.
    pub keep_source: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            encoding: None,
            force_encoding: false,
            format: None,
            parse: ParseOptions::default(),
            timeout: Duration::from_secs(60),
            keep_source: false,
        }
    }
}

/// Lines of one document at most. A line can be a block, and a block takes 300 bytes beside its text until it is written:
/// 32 MB of single letters would take 5 GB. A novel has 10,000 lines, the longest dictionaries some 200,000.
const MAX_LINES: usize = 1_000_000;

/// Passes between two looks at the clock: for a document of ordinary size thirty looks cost as much as a pass.
const ASK_TIME: usize = 4;

/// The selected passes, ready to run on any number of threads.
pub struct Pipeline {
    options: Options,
    passes: Vec<(PassId, Box<dyn Pass>)>,
}

impl Pipeline {
    /// A pipeline of `passes`, which must be in the order of the table.
    pub fn new(options: Options, passes: Vec<(PassId, Box<dyn Pass>)>) -> Pipeline {
        debug_assert!(passes.is_sorted_by_key(|(id, _)| *id), "passes run in the order of the table");
        let mut options = options;
        // Nothing else asks for it, and it is no small work.
        options.parse.saved_pages &= passes.iter().any(|(id, _)| id.spec().stage == Stage::Structure);
        Pipeline { options, passes }
    }

    /// The passes that run, in order.
    pub fn passes(&self) -> impl Iterator<Item = PassId> {
        self.passes.iter().map(|(id, _)| *id)
    }

    /// Cleans one document.
    ///
    /// # Errors
    /// [`ErrorKind::Binary`] for bytes that are no text, [`ErrorKind::Limit`] when the time is up.
    pub fn process(&self, raw: Raw) -> Result<Outcome> {
        let deadline = Instant::now() + self.options.timeout;
        let mut doc = self.parse(raw)?;
        // One for all passes, so that its lists grow once.
        let mut changes = Changes::default();
        // Only a document that went through the passes before has any.
        let restored = doc.all_blocks().any(|b| b.restored.is_some());
        for (n, (id, pass)) in self.passes.iter().enumerate() {
            // A record of our own says what its headings, captions and authors are; what that was read from is gone.
            if doc.settled && id.spec().stage == Stage::Structure {
                continue;
            }
            if (n < 2 || n.is_multiple_of(ASK_TIME)) && Instant::now() > deadline {
                let limit = self.options.timeout.as_secs_f64();
                let message = format!("not done after {limit} s, before {}; raise --timeout", id.spec().name);
                return Err(Error::new(ErrorKind::Limit, message));
            }
            if restored {
                doc.show_to(Some(*id));
            }
            let verdict = pass.run(&doc, &mut changes);
            if !changes.is_empty() {
                doc.apply(*id, &mut changes);
            }
            if let Verdict::Drop(reason) = verdict {
                doc.show_to(None);
                return Ok(Outcome::Dropped(doc, *id, reason));
            }
        }
        doc.show_to(None);
        Ok(Outcome::Kept(doc))
    }

    /// What the gate compares a kept document by, with the pass that says so.
    pub fn sign(&self, outcome: &Outcome) -> Option<(PassId, u128)> {
        let Outcome::Kept(doc) = outcome else { return None };
        let gate = self.passes.iter().filter(|(id, _)| id.spec().stage == Stage::Gate);
        gate.filter_map(|(id, pass)| Some((*id, pass.sign(doc)?))).next()
    }

    /// Decodes and parses, without any pass.
    ///
    /// # Errors
    /// [`ErrorKind::Binary`] for bytes that are no text, [`ErrorKind::Limit`] for more than a million lines.
    pub fn parse(&self, raw: Raw) -> Result<Document> {
        let named: Option<&'static Format> = self.options.format.or(raw.format).and_then(parse::format);
        let mut decoded = match raw.body {
            Body::Parsed(doc) => return Ok(*doc),
            Body::Text(text) => Decoded::from_text(text),
            Body::Decoded(decoded) => *decoded,
            Body::Bytes(bytes) => {
                if let Some(what) = decode::is_binary(&bytes).filter(|_| !self.options.force_encoding) {
                    return Err(Error::new(ErrorKind::Binary, format!("these bytes are no text ({what})")));
                }
                let hints = decode::Hints {
                    label: self.options.encoding.as_deref(),
                    forced: self.options.force_encoding,
                    markup: true,
                    language: None,
                };
                let decoded = decode::decode_vec(bytes, &hints);
                if decode::is_noise(&decoded) {
                    return Err(Error::new(ErrorKind::Binary, "these bytes are no text (noise in every encoding)"));
                }
                decoded
            }
        };
        let mut options = std::borrow::Cow::Borrowed(&self.options.parse);
        if !options.sites.is_empty() {
            // Rules are chosen by the address, which the input may know better than the page.
            options.to_mut().url = raw.evidence.iter().find(|e| e.key == MetaKey::Url).map(|e| e.value.clone());
        }
        let lines = || memchr::memchr2_iter(b'\n', b'\r', decoded.text.as_bytes()).count();
        // What has fewer bytes cannot have more lines.
        if decoded.text.len() > MAX_LINES
            && let lines = lines()
            && lines > MAX_LINES
        {
            let message = format!("more than {MAX_LINES} lines ({lines}); split the document");
            return Err(Error::new(ErrorKind::Limit, message));
        }
        let (format, parsed) = match (self.options.format, named) {
            (Some(_), Some(format)) => (format, (format.parse)(&decoded.text, &options)),
            _ => parse::parse(&decoded.text, named, &options),
        };
        // The text lives on in the blocks; the account of decoding stays.
        if !self.options.keep_source {
            decoded.text = String::new();
        }
        let id = raw.id.unwrap_or_else(|| hash::derive_id(raw.source.as_bytes()));
        let mut doc = Document::new(id, raw.source, decoded, parsed.blocks);
        doc.format = format.name;
        doc.meta.extra = raw.extra;
        // The address in the input record is a fact, not a finding; what it says of the rest has yet to be weighed.
        doc.meta.entries.extend(raw.evidence.iter().filter(|e| e.key == MetaKey::Url).cloned());
        doc.evidence = raw.evidence;
        doc.evidence.extend(parsed.evidence);
        if !parsed.front_matter.is_empty() {
            // The record may have a field of that name.
            let mut name = "front_matter".to_owned();
            while doc.meta.extra.contains_key(&name) {
                name.push('_');
            }
            doc.meta.extra.insert(name, parsed.front_matter.into());
        }
        if let Some(what) = parsed.flattened {
            doc.meta.extra.insert("flattened".to_owned(), what.into());
        }
        Ok(doc)
    }
}
