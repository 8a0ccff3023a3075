//! Containers of JSON records: a record a line, or values one after the other, or one array.

use std::io::{BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::decompress::{Opened, Packing, failed, over};
use super::scan::Scan;
use super::units::Ahead;
use crate::decode::{EVIDENCE, Listener, Shared};
use crate::error::{Error, ErrorKind, Result};

const BUFFER: usize = 1 << 16;

/// A line that is too long is skipped to its end, but not further than this many times the limit: nobody wrote it.
const MOST_SKIPPED: u64 = 64;

/// A compressed container beyond this size that unpacks to [`MOST_RATIO`] times what was read is a bomb.
/// Deflate cannot exceed 1,032; JSON of real text stays below 50, the same page over and over below 300.
const BOMB_SIZE: u64 = 4 << 30;
const MOST_RATIO: u64 = 500;

/// The bytes of one record, or why there are none.
pub(crate) enum Piece {
    /// The bytes of a record.
    Record(Vec<u8>),
    /// A line of white space.
    Blank,
    /// A record that could not be taken; the next may be fine.
    Bad(Error),
    /// The container cannot be read further.
    End(Error),
}

/// Takes records out of a container one by one, holding one at most.
pub(crate) struct Splitter {
    reader: BufReader<Box<dyn Read + Send>>,
    packing: Packing,
    taken: Arc<AtomicU64>,
    most: u64,
    out: u64,
    pub(super) mode: Mode,
    listener: Listener,
    wide: Option<(usize, bool)>,
    pub(super) ahead: Ahead,
    /// Bytes that are looked at before anything is said of the encoding.
    look: usize,
    fresh: bool,
    done: bool,
}

/// What a container is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    /// Lines that may come one by one, each to be answered.
    Stream,
    /// A file of lines.
    Lines,
    /// A file of whatever its first bytes say.
    Json,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mode {
    Lines,
    /// `.json`: to be found out from the first bytes.
    Unknown,
    Values,
    Array,
}

impl Splitter {
    pub(crate) fn new(opened: Opened, shape: Shape, most: u64) -> Splitter {
        Splitter {
            reader: BufReader::with_capacity(BUFFER, opened.reader),
            packing: opened.packing,
            taken: opened.taken,
            most,
            out: 0,
            mode: if shape == Shape::Json { Mode::Unknown } else { Mode::Lines },
            listener: Listener::Open(Vec::new()),
            wide: None,
            ahead: Ahead::default(),
            // Nobody waits for the end of a file; in a stream no more may be waited for than every record has.
            look: if shape == Shape::Stream { 2 } else { EVIDENCE },
            fresh: true,
            done: false,
        }
    }

    /// Whether a whole line is at hand, so that the next piece is there without waiting.
    pub(crate) fn is_ready(&self) -> bool {
        self.mode == Mode::Lines && memchr::memchr(b'\n', self.reader.buffer()).is_some()
    }

    /// Whether each record is a line, blank ones counted.
    pub(crate) fn is_by_lines(&self) -> bool {
        self.mode == Mode::Lines
    }

    /// The next piece; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Piece> {
        if self.done {
            return None;
        }
        let piece = self.step();
        if let Err(e) = piece {
            self.done = true;
            return Some(Piece::End(e));
        }
        let piece = piece.ok().flatten();
        self.done = piece.is_none();
        piece
    }

    fn step(&mut self) -> Result<Option<Piece>> {
        if self.fresh {
            self.fresh = false;
            self.begin()?;
        }
        if self.packing != Packing::None && self.out > BOMB_SIZE {
            let taken = self.taken.load(Ordering::Relaxed).max(1);
            if self.out / taken > MOST_RATIO {
                let message = format!("unpacks to more than {MOST_RATIO} times its size: a bomb? Unpack it first");
                return Err(Error::new(ErrorKind::Limit, message));
            }
        }
        match (self.mode, self.wide) {
            (Mode::Lines, None) => self.line(),
            (Mode::Lines, Some(wide)) => self.wide_line(wide),
            (_, None) => self.value(),
            (_, Some(wide)) => self.wide_value(wide),
        }
    }

    /// Looks at the head: for a mark, for what the encoding is, and for what a `.json` file holds.
    fn begin(&mut self) -> Result<()> {
        let mut head = Vec::new();
        let mut look = self.look;
        while head.len() < look {
            let part = self.fill()?;
            let n = part.len().min(look - head.len());
            head.extend_from_slice(part.get(..n).unwrap_or_default());
            self.reader.consume(n);
            // What begins with white space has no mark, and may be an empty line that waits for its answer.
            if n == 0 || self.look == 2 && head.first().is_some_and(u8::is_ascii_whitespace) {
                break;
            }
            // A mark, or NULs, and there is more of them.
            if self.look == 2 && head.len() == 2 && !(head.is_ascii() && head.iter().all(|b| *b != 0)) {
                look = 4;
            }
        }
        let mark = Shared::of_mark(&head);
        let skip = mark.map_or(0, |(_, length)| length);
        let told = mark.map_or_else(|| Shared::of_nuls(&head), |(shared, _)| shared);
        if let Some(shared) = told {
            self.listener = Listener::Known(shared);
            self.wide = shared.wide();
        } else if mark.is_some() {
            self.listener = Listener::Utf8;
        } else if self.look > 2 {
            self.listener.hear(&head);
        }
        if self.mode == Mode::Unknown {
            self.mode = match self.wide {
                None => guess(head.get(skip..).unwrap_or_default()),
                Some(_) => Mode::Unknown,
            };
        }
        let rest = std::mem::replace(&mut self.reader, BufReader::with_capacity(0, Box::new(std::io::empty())));
        let mut head = Cursor::new(head);
        head.set_position(skip as u64);
        self.reader = BufReader::with_capacity(BUFFER, Box::new(head.chain(rest)));
        Ok(())
    }

    /// The encoding of the records, as far as it is known and not UTF-8.
    pub(crate) fn shared(&self) -> Option<Shared> {
        self.listener.shared()
    }

    pub(super) fn fill(&mut self) -> Result<&[u8]> {
        loop {
            match self.reader.fill_buf() {
                Ok(_) => break,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(failed(self.packing, &e)),
            }
        }
        Ok(self.reader.buffer())
    }

    pub(super) fn consume(&mut self, n: usize) {
        self.out += n as u64;
        self.reader.consume(n);
    }

    /// Adds to a record unless it is over the limit; an error when skipping has gone on for too long.
    pub(super) fn keep(&self, record: &mut Vec<u8>, size: &mut u64, part: &[u8]) -> Result<()> {
        *size += part.len() as u64;
        if *size <= self.most {
            record.extend_from_slice(part);
        } else {
            *record = Vec::new();
            if *size / MOST_SKIPPED > self.most {
                return Err(over(None, self.most));
            }
        }
        Ok(())
    }

    fn line(&mut self) -> Result<Option<Piece>> {
        let mut record = Vec::new();
        let mut size = 0;
        loop {
            self.fill()?;
            let buffer = self.reader.buffer();
            if buffer.is_empty() {
                return Ok((size > 0).then(|| self.piece(record, size)));
            }
            let end = memchr::memchr(b'\n', buffer);
            let length = end.unwrap_or(buffer.len());
            self.keep(&mut record, &mut size, &buffer[..length])?;
            self.consume(length + usize::from(end.is_some()));
            if end.is_some() {
                return Ok(Some(self.piece(record, size)));
            }
        }
    }

    pub(super) fn piece(&mut self, record: Vec<u8>, size: u64) -> Piece {
        if size > self.most {
            Piece::Bad(over(Some(size), self.most))
        } else if record.iter().all(|b| b.is_ascii_whitespace() || self.wide.is_some() && *b == 0) {
            Piece::Blank
        } else {
            self.listener.hear(&record);
            Piece::Record(record)
        }
    }

    /// One value by its brackets and quotes; what is inside is checked when it is parsed.
    fn value(&mut self) -> Result<Option<Piece>> {
        if !self.advance()? {
            return Ok(None);
        }
        let mut scan = Scan::new(self.shared());
        let mut record = Vec::new();
        let mut size = 0;
        loop {
            self.fill()?;
            let buffer = self.reader.buffer();
            if buffer.is_empty() {
                // What is cut off is reported when it does not parse, and once is enough.
                self.mode = Mode::Values;
                return Ok(Some(self.piece(record, size)));
            }
            let end = buffer.iter().position(|b| scan.ends(*b));
            let length = end.unwrap_or(buffer.len());
            self.keep(&mut record, &mut size, &buffer[..length])?;
            self.consume(length);
            if end.is_some() {
                return Ok(Some(self.piece(record, size)));
            }
        }
    }

    /// The end of a file of values.
    pub(super) fn out_of_values(&self) -> Result<Option<Piece>> {
        match self.mode {
            Mode::Array => Err(Error::new(ErrorKind::Malformed, "the JSON array is cut off")),
            _ => Ok(None),
        }
    }

    /// Skips white space and commas; `false` at the end.
    fn advance(&mut self) -> Result<bool> {
        loop {
            let mode = self.mode;
            let buffer = self.fill()?;
            if buffer.is_empty() {
                return self.out_of_values().map(|_| false);
            }
            let n = buffer.iter().take_while(|b| b.is_ascii_whitespace() || **b == b',').count();
            let next = buffer.get(n).copied();
            self.consume(n);
            match next {
                Some(b'[') if mode == Mode::Unknown => {
                    self.consume(1);
                    self.mode = Mode::Array;
                }
                Some(b']') if mode == Mode::Array => {
                    self.consume(1);
                    self.mode = Mode::Values;
                }
                Some(_) => {
                    if mode == Mode::Unknown {
                        self.mode = Mode::Values;
                    }
                    return Ok(true);
                }
                None => {}
            }
        }
    }
}

/// Lines if the first one is a whole JSON value, otherwise still unknown: the first bracket will tell.
fn guess(buffer: &[u8]) -> Mode {
    let Some(end) = memchr::memchr(b'\n', buffer) else { return Mode::Unknown };
    let line = buffer[..end].trim_ascii();
    let whole = line.starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
    if whole { Mode::Lines } else { Mode::Unknown }
}
