//! A text that is put together from parts of the source, and where each of them stood.

use std::ops::Range;

use crate::document::{Block, Kind, Stretch};

#[derive(Default)]
pub(super) struct Placed {
    text: String,
    /// All stretches but the last. Most texts have one only, and then there is nothing to allocate.
    earlier: Vec<Stretch>,
    last: Option<Stretch>,
}

impl Placed {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds what stands at `source`, as it stands there or as something else.
    pub(super) fn push(&mut self, text: &str, source: Range<usize>, whole: &str) {
        if text.is_empty() {
            return;
        }
        let verbatim = whole.get(source.clone()) == Some(text);
        self.text.push_str(text);
        match &mut self.last {
            Some(last) if verbatim && last.verbatim && last.source.end == source.start => {
                last.len += text.len();
                last.source.end = source.end;
            }
            _ => self.append(Stretch { len: text.len(), source, verbatim }),
        }
    }

    fn append(&mut self, stretch: Stretch) {
        self.earlier.extend(self.last.replace(stretch));
    }

    /// Adds what stands for the markup between the last part and `end`.
    pub(super) fn join(&mut self, text: &str, end: usize) {
        let start = self.last.as_ref().map_or(end, |s| s.source.end);
        self.text.push_str(text);
        self.append(Stretch { len: text.len(), source: start..end.max(start), verbatim: false });
    }

    /// Takes away everything behind `len` bytes.
    pub(super) fn truncate(&mut self, len: usize) {
        let mut more = self.text.len().saturating_sub(len);
        if more == 0 {
            return;
        }
        self.text.truncate(len);
        while let Some(last) = &mut self.last {
            if last.len > more {
                last.len -= more;
                last.source.end -= if last.verbatim { more } else { 0 };
                return;
            }
            more -= last.len;
            self.last = self.earlier.pop();
        }
    }

    fn skip(&mut self, mut bytes: usize) {
        if bytes == 0 {
            return;
        }
        self.text.drain(..bytes);
        let mut gone = 0;
        for stretch in self.earlier.iter_mut().chain(&mut self.last) {
            if stretch.len > bytes {
                stretch.len -= bytes;
                stretch.source.start += if stretch.verbatim { bytes } else { 0 };
                break;
            }
            bytes -= stretch.len;
            gone += 1;
        }
        if gone > self.earlier.len() {
            self.last = None;
        }
        self.earlier.drain(..gone.min(self.earlier.len()));
    }

    /// The block of this text, without the `ends` at both ends.
    pub(super) fn into_block(mut self, kind: Kind, ends: fn(char) -> bool) -> Block {
        self.truncate(self.text.trim_end_matches(ends).len());
        self.skip(self.text.len() - self.text.trim_start_matches(ends).len());
        let block = Block::new(kind, self.text);
        match self.last {
            Some(only) if only.verbatim && self.earlier.is_empty() => block.with_origin(only.source),
            last => {
                self.earlier.extend(last);
                block.with_stretches(self.earlier)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_places() {
        let source = "  a&amp;b\nc  ";
        let mut placed = Placed::default();
        placed.push("  a", 0..3, source);
        placed.push("&", 3..8, source);
        placed.push("b", 8..9, source);
        placed.join(" ", 10);
        placed.push("c", 10..11, source);
        placed.push("  ", 11..13, source);
        let block = placed.into_block(Kind::Paragraph, char::is_whitespace);
        assert_eq!(block.text(), "a&b c");
        let places: Vec<_> = block.stretches.iter().map(|s| (s.len, s.source.clone(), s.verbatim)).collect();
        assert_eq!(places, [(1, 2..3, true), (1, 3..8, false), (1, 8..9, true), (1, 9..10, false), (1, 10..11, true)]);
    }

    #[test]
    fn parts_that_touch_are_one() {
        let source = "ab[c";
        let mut placed = Placed::default();
        placed.push("ab", 0..2, source);
        placed.push("[", 2..3, source);
        placed.push("c", 3..4, source);
        let block = placed.into_block(Kind::Paragraph, char::is_whitespace);
        assert_eq!((block.origin(), block.stretches.is_empty()), (Some(0..4), true));
    }
}
