//! Two steps in a row, the second confined to the segments of the first.
//!
//! OpenCC cuts the text into segments (each key of the segmentation dictionary is one, and each run between keys is one)
//! and sends every segment through the chain by itself. So the second step works on what the first made, and none of its
//! keys may reach across the border of a segment. The text between goes through a buffer, a block at a time.

use super::edits::Edit;
use super::step::{Becomes, Hit, Step};

/// Bytes of intermediate text after which a block ends at the next border; small enough for the first-level cache.
const BLOCK: usize = 8 << 10;

/// A chain of two steps.
#[derive(Clone, Copy)]
pub(super) struct Chain {
    /// Finds the segments. None if the first step does: then its keys of two characters and more are the segmentation
    /// dictionary, so a key's segment becomes just what the key becomes, and in the runs between only characters match.
    pub segments: Option<&'static Step>,
    pub first: &'static Step,
    pub second: &'static Step,
}

/// Some whole segments between the steps.
#[derive(Default)]
pub(super) struct Block {
    /// Where the block begins in the source text.
    start: usize,
    /// The text that the first step made of it.
    middle: String,
    /// Ends of the segments in `middle`.
    ends: Vec<usize>,
    /// What the first step replaced: span of the source, span of `middle`.
    replaced: Vec<(usize, usize, usize, usize)>,
}

impl Chain {
    /// Sends `text` through the first step and hands the blocks on, in order.
    pub(super) fn blocks(&self, text: &str, mut each: impl FnMut(&Block)) {
        let mut block = Block::default();
        let mut at = 0;
        let mut flush = |block: &mut Block, at: usize, last: bool| {
            block.ends.push(block.middle.len());
            if last || block.middle.len() >= BLOCK {
                each(block);
                block.middle.clear();
                block.ends.clear();
                block.replaced.clear();
                block.start = at;
            }
        };
        match self.segments {
            None => {
                let mut done = 0;
                while let Some(hit) = self.first.next(text, at) {
                    block.middle.push_str(text.get(done..hit.start).unwrap_or_default());
                    let phrase = !hit.is_char();
                    if phrase {
                        flush(&mut block, hit.start, false);
                    }
                    block.take(self.first, text, hit);
                    (at, done) = (hit.end, hit.end);
                    if phrase {
                        flush(&mut block, hit.end, false);
                    }
                }
                block.middle.push_str(text.get(done..).unwrap_or_default());
            }
            Some(segments) => {
                while let Some(key) = segments.next(text, at) {
                    for (from, to) in [(at, key.start), (key.start, key.end)] {
                        self.segment(&mut block, text, from, to);
                        flush(&mut block, to, false);
                    }
                    at = key.end;
                }
                self.segment(&mut block, text, at, text.len());
            }
        }
        flush(&mut block, text.len(), true);
    }

    /// Sends one segment through the first step.
    fn segment(&self, block: &mut Block, text: &str, from: usize, to: usize) {
        let text = text.get(..to).unwrap_or_default();
        let mut done = from;
        while let Some(hit) = self.first.next(text, done) {
            block.middle.push_str(text.get(done..hit.start).unwrap_or_default());
            block.take(self.first, text, hit);
            done = hit.end;
        }
        block.middle.push_str(text.get(done..).unwrap_or_default());
    }

    /// Calls `emit` with what the second step replaces in a block: span of its middle text, replacement.
    pub(super) fn second(&self, block: &Block, mut emit: impl FnMut(usize, usize, &str)) {
        let mut from = 0;
        for &end in &block.ends {
            let segment = block.middle.get(..end).unwrap_or_default();
            while let Some(hit) = self.second.next(segment, from) {
                self.second.replacements(segment, hit, &mut emit);
                from = hit.end;
            }
            from = end;
        }
    }
}

impl Block {
    /// The text that the first step made.
    pub(super) fn middle(&self) -> &str {
        &self.middle
    }

    /// What the first step replaced, as edits of the source counted from the block's beginning.
    pub(super) fn first_edits(&self) -> Vec<Edit> {
        let edit = |&(start, end, from, to): &(usize, usize, usize, usize)| {
            (start - self.start..end - self.start, self.middle.get(from..to).unwrap_or_default().to_owned())
        };
        self.replaced.iter().map(edit).collect()
    }

    /// Where the block begins in the source text.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    fn take(&mut self, step: &Step, text: &str, hit: Hit<'_>) {
        let mut done = hit.start;
        step.replacements(text, hit, &mut |start, end, with| {
            self.middle.push_str(text.get(done..start).unwrap_or_default());
            let from = self.middle.len();
            self.middle.push_str(with);
            self.replaced.push((start, end, from, self.middle.len()));
            done = end;
        });
        self.middle.push_str(text.get(done..hit.end).unwrap_or_default());
    }
}

impl Step {
    /// Calls `emit` with the spans of `text` that a hit replaces and what takes their place.
    #[inline]
    pub(super) fn replacements(&self, text: &str, hit: Hit<'_>, emit: &mut impl FnMut(usize, usize, &str)) {
        match hit.becomes {
            Becomes::Char(with) => emit(hit.start, hit.end, with.encode_utf8(&mut [0; 4])),
            Becomes::Text(with) => {
                if text.get(hit.start..hit.end) != Some(with) {
                    emit(hit.start, hit.end, with);
                }
            }
            Becomes::Charwise => {
                let mut at = hit.start;
                for c in text.get(hit.start..hit.end).unwrap_or_default().chars() {
                    let end = at + c.len_utf8();
                    if let Some(with) = self.alone(c) {
                        emit(at, end, with.encode_utf8(&mut [0; 4]));
                    }
                    at = end;
                }
            }
        }
    }
}
