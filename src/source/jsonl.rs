//! Containers of JSON records: a record a line, or values one after the other, or one array.

use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::decompress::{Opened, Packing, failed, over};
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
    mode: Mode,
    fresh: bool,
    done: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Lines,
    /// `.json`: to be found out from the first bytes.
    Unknown,
    Values,
    Array,
}

impl Splitter {
    /// A splitter by lines, or with `lines` false by what the first bytes say.
    pub(crate) fn new(opened: Opened, lines: bool, most: u64) -> Splitter {
        Splitter {
            reader: BufReader::with_capacity(BUFFER, opened.reader),
            packing: opened.packing,
            taken: opened.taken,
            most,
            out: 0,
            mode: if lines { Mode::Lines } else { Mode::Unknown },
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
            if self.fill()?.starts_with(b"\xEF\xBB\xBF") {
                self.reader.consume(3);
            }
            if self.mode == Mode::Unknown {
                let mode = guess(self.fill()?);
                self.mode = mode;
            }
        }
        if self.packing != Packing::None && self.out > BOMB_SIZE {
            let taken = self.taken.load(Ordering::Relaxed).max(1);
            if self.out / taken > MOST_RATIO {
                let message = format!("unpacks to more than {MOST_RATIO} times its size: a bomb? Unpack it first");
                return Err(Error::new(ErrorKind::Limit, message));
            }
        }
        match self.mode {
            Mode::Lines => self.line(),
            _ => self.value(),
        }
    }

    fn fill(&mut self) -> Result<&[u8]> {
        loop {
            match self.reader.fill_buf() {
                Ok(_) => break,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(failed(self.packing, &e)),
            }
        }
        Ok(self.reader.buffer())
    }

    fn consume(&mut self, n: usize) {
        self.out += n as u64;
        self.reader.consume(n);
    }

    /// Adds to a record unless it is over the limit; an error when skipping has gone on for too long.
    fn keep(&self, record: &mut Vec<u8>, size: &mut u64, part: &[u8]) -> Result<()> {
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

    fn piece(&self, record: Vec<u8>, size: u64) -> Piece {
        if size > self.most {
            Piece::Bad(over(Some(size), self.most))
        } else if record.iter().all(u8::is_ascii_whitespace) {
            Piece::Blank
        } else {
            Piece::Record(record)
        }
    }

    /// One value by its brackets and quotes; what is inside is checked when it is parsed.
    fn value(&mut self) -> Result<Option<Piece>> {
        if !self.advance()? {
            return Ok(None);
        }
        let mut scan = Scan::default();
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

    /// Skips white space and commas; `false` at the end.
    fn advance(&mut self) -> Result<bool> {
        loop {
            let mode = self.mode;
            let buffer = self.fill()?;
            if buffer.is_empty() {
                return match mode {
                    Mode::Array => Err(Error::new(ErrorKind::Malformed, "the JSON array is cut off")),
                    _ => Ok(false),
                };
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

/// Finds the end of a JSON value.
#[derive(Default)]
struct Scan {
    depth: u64,
    string: bool,
    escaped: bool,
    started: bool,
    closed: bool,
}

impl Scan {
    /// Whether `byte` is the first one behind the value.
    fn ends(&mut self, byte: u8) -> bool {
        if self.closed {
            return true;
        }
        if self.string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.string = false;
                    self.closed = self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                self.closed = self.depth == 0;
            }
            // A number or word at the top ends at the next delimiter.
            b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 && self.started => return true,
            _ => {}
        }
        self.started = true;
        false
    }
}
