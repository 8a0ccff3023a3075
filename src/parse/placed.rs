//! A text that is put together from parts of the source, and where each of them stood.

use std::ops::Range;

use crate::chars;
use crate::document::{Block, Kind, Stretch};

/// The text so far, and where its parts stood.
///
/// Most texts stand in the source as they are, from beginning to end: they are kept as that stretch, and copied once, when
/// they become a block.
pub(super) struct Placed<'a> {
    source: &'a str,
    /// The stretch of the source that is the whole text, as long as it is one.
    whole: Option<Range<usize>>,
    /// Otherwise the text and all its stretches.
    text: String,
    stretches: Vec<Stretch>,
}

impl<'a> Placed<'a> {
    /// An empty text, to be put together from parts of `source`.
    pub(super) fn new(source: &'a str) -> Placed<'a> {
        Placed { source, whole: None, text: String::new(), stretches: Vec::new() }
    }

    /// Whether nothing was added yet.
    pub(super) fn is_new(&self) -> bool {
        self.whole.is_none() && self.text.is_empty() && self.stretches.is_empty()
    }

    pub(super) fn text(&self) -> &str {
        match &self.whole {
            Some(whole) => self.source.get(whole.clone()).unwrap_or_default(),
            None => &self.text,
        }
    }

    /// Adds what stands at `place`, as it stands there or as something else.
    pub(super) fn push(&mut self, text: &str, place: Range<usize>) {
        if text.is_empty() {
            return;
        }
        // As a rule it is a part of the source itself.
        let verbatim =
            self.source.get(place.clone()).is_some_and(|stands| std::ptr::eq(stands, text) || stands == text);
        match &mut self.whole {
            Some(whole) if verbatim && whole.end == place.start => whole.end = place.end,
            None if verbatim && self.text.is_empty() => self.whole = Some(place),
            _ => self.append(text, place, verbatim),
        }
    }

    fn append(&mut self, text: &str, source: Range<usize>, verbatim: bool) {
        self.take_apart();
        self.text.push_str(text);
        match self.stretches.last_mut() {
            Some(last) if verbatim && last.verbatim && last.source.end == source.start => {
                last.len += text.len();
                last.source.end = source.end;
            }
            _ => self.stretches.push(Stretch { len: text.len(), source, verbatim }),
        }
    }

    /// The text is no single stretch any more.
    fn take_apart(&mut self) {
        if let Some(source) = self.whole.take() {
            let text = self.source.get(source.clone()).unwrap_or_default();
            // More is about to come.
            self.text.reserve(2 * text.len());
            self.text.push_str(text);
            self.stretches.push(Stretch { len: text.len(), source, verbatim: true });
        }
    }

    /// Adds what stands for the markup between the last part and `end`.
    pub(super) fn join(&mut self, text: &str, end: usize) {
        self.take_apart();
        let start = self.stretches.last().map_or(end, |s| s.source.end);
        self.text.push_str(text);
        self.stretches.push(Stretch { len: text.len(), source: start..end.max(start), verbatim: false });
    }

    /// Takes away everything behind `len` bytes.
    pub(super) fn truncate(&mut self, len: usize) {
        if let Some(whole) = &mut self.whole {
            whole.end = whole.end.min(whole.start + len);
            if whole.start >= whole.end {
                self.whole = None;
            }
            return;
        }
        let mut more = self.text.len().saturating_sub(len);
        if more == 0 {
            return;
        }
        self.text.truncate(len);
        while let Some(last) = self.stretches.last_mut() {
            if last.len > more {
                last.len -= more;
                last.source.end -= if last.verbatim { more } else { 0 };
                return;
            }
            more -= last.len;
            self.stretches.pop();
        }
    }

    /// Takes away the first `bytes`.
    pub(super) fn skip(&mut self, mut bytes: usize) {
        if bytes == 0 {
            return;
        }
        if let Some(whole) = &mut self.whole {
            whole.start = whole.end.min(whole.start + bytes);
            return;
        }
        self.text.drain(..bytes);
        let mut gone = 0;
        for stretch in &mut self.stretches {
            if stretch.len > bytes {
                stretch.len -= bytes;
                stretch.source.start += if stretch.verbatim { bytes } else { 0 };
                break;
            }
            bytes -= stretch.len;
            gone += 1;
        }
        self.stretches.drain(..gone);
    }

    /// The block of this text, without the white space of which `ends` are at both ends.
    pub(super) fn into_block(mut self, kind: Kind, ends: fn(char) -> bool) -> Block {
        // Hardly any text has white space there.
        if chars::trim(self.text()).len() < self.text().len() {
            self.truncate(self.text().trim_end_matches(ends).len());
            self.skip(self.text().len() - self.text().trim_start_matches(ends).len());
        }
        if let Some(whole) = self.whole {
            let text = self.source.get(whole.clone()).unwrap_or_default();
            return Block::verbatim(kind, text, whole);
        }
        let block = Block::new(kind, self.text);
        match self.stretches.as_slice() {
            [only] if only.verbatim => block.with_origin(only.source.clone()),
            _ => block.with_stretches(self.stretches),
        }
    }
}

/// Where the text of a code span stands between its back quotes, if it does.
pub(super) fn inside(text: &str, range: Range<usize>, source: &str) -> Range<usize> {
    let whole = source.get(range.clone()).unwrap_or_default();
    let ticks = whole.len() - whole.trim_start_matches('`').len();
    let starts = [ticks, ticks + 1].map(|skip| range.start + skip);
    let places = starts.map(|start| start..start + text.len());
    places.into_iter().find(|p| source.get(p.clone()) == Some(text)).unwrap_or(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_places() {
        let source = "  a&amp;b\nc  ";
        let mut placed = Placed::new(source);
        placed.push("  a", 0..3);
        placed.push("&", 3..8);
        placed.push("b", 8..9);
        placed.join(" ", 10);
        placed.push("c", 10..11);
        placed.push("  ", 11..13);
        let block = placed.into_block(Kind::Paragraph, char::is_whitespace);
        assert_eq!(block.text(), "a&b c");
        let places: Vec<_> = block.stretches.iter().map(|s| (s.len, s.source.clone(), s.verbatim)).collect();
        assert_eq!(places, [(1, 2..3, true), (1, 3..8, false), (1, 8..9, true), (1, 9..10, false), (1, 10..11, true)]);
    }

    #[test]
    fn parts_that_touch_are_one() {
        let source = "ab[c";
        let mut placed = Placed::new(source);
        placed.push("ab", 0..2);
        placed.push("[", 2..3);
        placed.push("c", 3..4);
        let block = placed.into_block(Kind::Paragraph, char::is_whitespace);
        assert_eq!((block.origin(), block.stretches.is_empty()), (Some(0..4), true));
    }
}
