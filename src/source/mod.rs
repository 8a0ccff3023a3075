//! From inputs to documents as they were found, one after the other, in a fixed order.

pub(crate) mod decompress;
mod fields;
pub(crate) mod files;
mod flat;
mod jsonl;
mod scan;
mod units;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

pub use fields::Fields;

use crate::decode::Shared;
use crate::error::{Error, Result};
use crate::hash;
use crate::pipeline::{Body, Raw};
use decompress::{Opened, Packing, open, over, read_whole};
use files::{Entry, Found, Holds, Inputs};
use jsonl::{Piece, Shape, Splitter};

/// One document of the input, or the failure that stands in its place.
pub(crate) struct Item {
    pub(crate) source: String,
    /// The file it is from or in, as the user named it; `None` for a stream.
    pub(crate) path: Option<Arc<Path>>,
    /// The line that holds the whole record, from 1.
    pub(crate) line: Option<u64>,
    pub(crate) payload: Payload,
}

pub(crate) enum Payload {
    /// The bytes of a file.
    File(Vec<u8>, Option<&'static str>),
    /// The bytes of a JSON record, and the encoding that its container is in, if not UTF-8.
    Record(Vec<u8>, Option<Shared>),
    /// A line of white space on standard input.
    Blank,
    /// It could not be read.
    Failed(Error),
}

/// Why a document failed, and its id if that much is known.
pub(crate) type Failed = (Option<String>, Error);

impl Item {
    /// Bytes held.
    pub(crate) fn len(&self) -> u64 {
        match &self.payload {
            Payload::File(bytes, _) | Payload::Record(bytes, _) => bytes.len() as u64,
            Payload::Blank | Payload::Failed(_) => 0,
        }
    }

    /// The document for the pipeline; JSON is parsed here, so on a worker. `None` for a blank line.
    pub(crate) fn raw(self, fields: &Fields) -> Option<std::result::Result<Raw, Failed>> {
        match self.payload {
            Payload::File(bytes, format) => {
                Some(Ok(Raw { source: self.source, body: Body::Bytes(bytes), format, ..Raw::default() }))
            }
            // In a stream `stdin#1` says little: many streams may be parts of one collection.
            Payload::Record(bytes, shared) if self.path.is_none() => {
                let place = self.source.clone();
                let raw = fields::raw(&bytes, shared, self.source, fields);
                Some(raw.map(|mut raw| {
                    if raw.id.is_none() && !matches!(raw.body, Body::Parsed(_)) {
                        raw.id = Some(hash::derive_id(&[place.as_bytes(), &bytes].concat()));
                    }
                    raw
                }))
            }
            Payload::Record(bytes, shared) => Some(fields::raw(&bytes, shared, self.source, fields)),
            Payload::Blank => None,
            Payload::Failed(e) => Some(Err((None, e))),
        }
    }
}

/// All documents of all inputs.
pub(crate) struct Source {
    entries: Box<dyn Iterator<Item = Entry> + Send>,
    held: Option<Item>,
    container: Option<Container>,
    max_bytes: u64,
    read: Arc<AtomicU64>,
}

struct Container {
    source: String,
    path: Option<Arc<Path>>,
    splitter: Splitter,
    record: u64,
    blanks: bool,
}

/// What is known of the inputs before the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Plan {
    /// Number of files.
    pub(crate) files: u64,
    /// Bytes of all files.
    pub(crate) bytes: u64,
    /// Hash of names, sizes and times of change.
    pub(crate) hash: String,
}

/// Walks the inputs once, without opening anything; and counts by ending the files of folders that are no documents.
pub(crate) fn plan(inputs: &Inputs) -> (Plan, BTreeMap<String, u64>) {
    let mut plan = Plan::default();
    let mut passed_over = BTreeMap::new();
    let mut hash = crate::hash::Fnv::default();
    for entry in inputs.walk() {
        let line = match entry {
            Entry::File(found) => {
                plan.files += 1;
                plan.bytes += found.size;
                format!("{}\0{}\0{}\n", found.source, found.size, found.modified)
            }
            Entry::Failed(source, _) => format!("{source}\0failed\n"),
            Entry::PassedOver(ending) => {
                *passed_over.entry(ending).or_default() += 1;
                continue;
            }
            Entry::Ignored => continue,
        };
        hash.update(line.as_bytes());
    }
    plan.hash = hash.hex();
    (plan, passed_over)
}

impl Source {
    /// The documents of files and folders.
    pub(crate) fn files(inputs: &Inputs, max_bytes: u64, read: Arc<AtomicU64>) -> Source {
        Source { entries: Box::new(inputs.walk()), held: None, container: None, max_bytes, read }
    }

    /// The documents of those files that `wanted` lets through.
    pub(crate) fn chosen(inputs: &Inputs, max_bytes: u64, wanted: impl Fn(&Path) -> bool + Send + 'static) -> Source {
        let entries = inputs.walk().filter(move |e| !matches!(e, Entry::File(found) if !wanted(&found.path)));
        Source { entries: Box::new(entries), held: None, container: None, max_bytes, read: Arc::default() }
    }

    /// A document that is at hand, or none.
    pub(crate) fn single(item: Option<Item>) -> Source {
        Source {
            entries: Box::new(std::iter::empty()),
            held: item,
            container: None,
            max_bytes: 0,
            read: Arc::default(),
        }
    }

    /// The records of a stream; blank lines are answered with blank lines.
    pub(crate) fn stream(
        reader: Box<dyn std::io::Read + Send>,
        name: &str,
        max_bytes: u64,
        read: Arc<AtomicU64>,
    ) -> Source {
        let opened = Opened { reader, packing: Packing::None, taken: read.clone() };
        let splitter = Splitter::new(opened, Shape::Stream, max_bytes);
        let container = Container { source: name.to_owned(), path: None, splitter, record: 0, blanks: true };
        Source { entries: Box::new(std::iter::empty()), held: None, container: Some(container), max_bytes, read }
    }

    /// Whether the next document may be long in coming: a stream with no whole line at hand.
    pub(crate) fn may_wait(&self) -> bool {
        self.container.as_ref().is_some_and(|c| c.blanks && !c.splitter.is_ready())
    }

    /// The next document. With `skip` it is counted but, where it stands alone in a file, not read.
    pub(crate) fn next(&mut self, skip: bool) -> Option<Item> {
        if let Some(item) = self.held.take() {
            return Some(item);
        }
        loop {
            if let Some(item) = self.record() {
                return Some(item);
            }
            match self.entries.next()? {
                Entry::PassedOver(_) | Entry::Ignored => {}
                Entry::Failed(source, e) => {
                    return Some(Item { source, path: None, line: None, payload: Payload::Failed(e) });
                }
                Entry::File(found) => {
                    let source = found.source.clone();
                    let path = Some(Arc::from(found.path.as_path()));
                    let payload = match self.take(found, skip) {
                        Ok(Some(payload)) => payload,
                        Ok(None) => continue,
                        Err(e) => Payload::Failed(e),
                    };
                    return Some(Item { source, path, line: None, payload });
                }
            }
        }
    }

    fn take(&mut self, found: Found, skip: bool) -> Result<Option<Payload>> {
        let Found { path, source, holds, packing, size, .. } = found;
        let shape = match holds {
            Holds::Lines => Shape::Lines,
            Holds::Json => Shape::Json,
            Holds::Document(format) => {
                if skip {
                    return Ok(Some(Payload::Blank));
                }
                if packing == Packing::None && size > self.max_bytes {
                    return Err(over(Some(size), self.max_bytes));
                }
                let bytes = read_whole(open(&path, packing, &self.read)?, size, self.max_bytes)?;
                return Ok(Some(Payload::File(bytes, format)));
            }
        };
        let splitter = Splitter::new(open(&path, packing, &self.read)?, shape, self.max_bytes);
        self.container =
            Some(Container { source, path: Some(Arc::from(path.as_path())), splitter, record: 0, blanks: false });
        Ok(None)
    }

    fn record(&mut self) -> Option<Item> {
        let container = self.container.as_mut()?;
        while let Some(piece) = container.splitter.next() {
            container.record += 1;
            let source = || format!("{}#{}", container.source, container.record);
            let (source, payload) = match piece {
                Piece::Record(bytes) => (source(), Payload::Record(bytes, container.splitter.shared())),
                Piece::Blank if container.blanks => (source(), Payload::Blank),
                Piece::Blank => continue,
                Piece::Bad(e) => (source(), Payload::Failed(e)),
                Piece::End(e) => (source(), Payload::Failed(e)),
            };
            let line = container.splitter.is_by_lines().then_some(container.record);
            return Some(Item { source, path: container.path.clone(), line, payload });
        }
        self.container = None;
        None
    }
}
