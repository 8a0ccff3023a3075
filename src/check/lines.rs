//! Byte offsets to lines and columns.

use super::finding::Position;

/// The line starts of a text.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Lines<'a> {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|n| n + 1);
        Lines { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Index of the line that holds `at`, from 0.
    fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|s| *s <= at).saturating_sub(1)
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// Line and column of a byte.
    pub(super) fn position(&self, at: usize) -> Position {
        let line = self.line(at);
        let before = self.text.get(self.start(line)..at).unwrap_or_default();
        Position { line: line as u64 + 1, column: Some(before.chars().count() as u64 + 1) }
    }

    /// The line of a byte, without its end, and where it begins.
    pub(super) fn around(&self, at: usize) -> (usize, &'a str) {
        let line = self.line(at);
        let start = self.start(line);
        let text = self.text.get(start..self.start(line + 1)).unwrap_or_default();
        (start, text.trim_end_matches(['\n', '\r']))
    }
}
