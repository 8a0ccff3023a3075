//! Records of UTF-16 and UTF-32, taken out code unit by code unit.

use crate::error::Result;

use super::jsonl::{Mode, Piece, Splitter};
use super::scan::Scan;

/// A code unit as it stands in the file.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    bytes: [u8; 4],
    len: usize,
    /// The character, where it is of ASCII; otherwise 0x80.
    ascii: u8,
}

impl Unit {
    fn of(part: &[u8], whole: bool, big: bool) -> Unit {
        let mut bytes = [0; 4];
        bytes[..part.len()].copy_from_slice(part);
        let mut zeros = part.iter().rev();
        let low = if big { zeros.next() } else { part.first() };
        let plain = match big {
            true => zeros.all(|b| *b == 0),
            false => part.iter().skip(1).all(|b| *b == 0),
        };
        let ascii = low.copied().filter(|b| whole && plain && b.is_ascii()).unwrap_or(0x80);
        Unit { bytes, len: part.len(), ascii }
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// What stands before the next code unit.
#[derive(Default)]
pub(super) struct Ahead {
    /// A unit that was looked at and not taken.
    unit: Option<Unit>,
    /// The first byte of the next unit.
    byte: Option<u8>,
}

impl Splitter {
    /// The next unit; at the end what is left of one.
    ///
    /// Where a byte is lost all units behind it are read askew, up to the end of the line: between characters of ASCII that
    /// looks like U+0A00, which stands for nothing.
    fn unit(&mut self, (width, big): (usize, bool)) -> Result<Option<Unit>> {
        if let Some(unit) = self.ahead.unit.take() {
            return Ok(Some(unit));
        }
        let mut part = [0; 4];
        let mut len = 0;
        if let Some(byte) = self.ahead.byte.take() {
            part[0] = byte;
            len = 1;
        }
        while len < width {
            let Some(byte) = self.byte()? else { break };
            part[len] = byte;
            len += 1;
        }
        if len == 0 {
            return Ok(None);
        }
        match (&part[..len], big) {
            ([0, b'\n'], false) if self.fill()?.first() == Some(&0) => {
                self.consume(1);
                Ok(Some(Unit { bytes: [0, b'\n', 0, 0], len: 3, ascii: b'\n' }))
            }
            ([b'\n', 0], true) => {
                self.ahead.byte = Some(0);
                Ok(Some(Unit { bytes: [b'\n', 0, 0, 0], len: 1, ascii: b'\n' }))
            }
            (part, _) => Ok(Some(Unit::of(part, len == width, big))),
        }
    }

    fn byte(&mut self) -> Result<Option<u8>> {
        let byte = self.fill()?.first().copied();
        self.consume(usize::from(byte.is_some()));
        Ok(byte)
    }

    /// A line.
    pub(super) fn wide_line(&mut self, wide: (usize, bool)) -> Result<Option<Piece>> {
        let (mut record, mut size) = (Vec::new(), 0);
        while let Some(unit) = self.unit(wide)? {
            if unit.ascii == b'\n' {
                // Where the line was read askew: the end of its last character, or the beginning of its end.
                match *unit.bytes() {
                    [rest, b'\n', _] => self.keep(&mut record, &mut size, &[rest])?,
                    [b'\n'] => drop(record.pop()),
                    _ => {}
                }
                return Ok(Some(self.piece(record, size)));
            }
            self.keep(&mut record, &mut size, unit.bytes())?;
        }
        Ok((size > 0).then(|| self.piece(record, size)))
    }

    /// A value of a file, or of the array that it is.
    pub(super) fn wide_value(&mut self, wide: (usize, bool)) -> Result<Option<Piece>> {
        loop {
            let Some(unit) = self.unit(wide)? else { return self.out_of_values() };
            match unit.ascii {
                b',' => {}
                c if c.is_ascii_whitespace() => {}
                b'[' if self.mode == Mode::Unknown => self.mode = Mode::Array,
                b']' if self.mode == Mode::Array => self.mode = Mode::Values,
                _ => {
                    self.ahead.unit = Some(unit);
                    break;
                }
            }
        }
        if self.mode == Mode::Unknown {
            self.mode = Mode::Values;
        }
        let (mut scan, mut record, mut size) = (Scan::default(), Vec::new(), 0);
        while let Some(unit) = self.unit(wide)? {
            if scan.ends(unit.ascii) {
                self.ahead.unit = Some(unit);
                return Ok(Some(self.piece(record, size)));
            }
            self.keep(&mut record, &mut size, unit.bytes())?;
        }
        self.mode = Mode::Values;
        Ok(Some(self.piece(record, size)))
    }
}
