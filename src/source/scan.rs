//! Where a JSON value ends, found by its brackets and quotes.

use crate::decode::Shared;

/// Finds the end of a JSON value.
#[derive(Default)]
pub(super) struct Scan {
    shared: Option<Shared>,
    /// Whether the next byte is the second one of a character.
    trail: bool,
    depth: u64,
    string: bool,
    escaped: bool,
    started: bool,
    closed: bool,
}

impl Scan {
    /// For values in an encoding whose characters may end like a backslash.
    pub(super) fn new(shared: Option<Shared>) -> Scan {
        Scan { shared, ..Scan::default() }
    }

    /// Whether `byte` is the first one behind the value.
    pub(super) fn ends(&mut self, byte: u8) -> bool {
        if self.closed {
            return true;
        }
        if self.string {
            let second = std::mem::take(&mut self.trail) && byte >= 0x40;
            self.trail = !second && self.shared.is_some_and(|s| s.leads(byte));
            match byte {
                _ if second => self.escaped = false,
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
