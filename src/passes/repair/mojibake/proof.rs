//! Repairs with their proof: the plan replayed gives the repaired text, and that damaged again the damaged one.

use std::ops::Range;

use super::bytes::Source;
use super::path::{Chain, Piece, Run};
use super::plan::{Op, Plan, Repair, Step};

/// Characters of ASCII that are taken along to show how a piece beside them is read.
const BESIDE: usize = 8;

/// A run with the byte ranges of its pieces.
pub(super) struct Placed {
    pub(super) run: Run,
    pub(super) ranges: Vec<Range<usize>>,
}

impl Placed {
    pub(super) fn start(&self) -> usize {
        self.ranges.first().map_or(0, |range| range.start)
    }

    pub(super) fn end(&self) -> usize {
        self.ranges.last().map_or(0, |range| range.end)
    }

    /// The repairs of `text` that can be proven.
    pub(super) fn repairs(&self, text: &str) -> Vec<Repair> {
        let mut out: Vec<Repair> = Vec::new();
        for (i, (piece, range)) in self.run.pieces.iter().zip(&self.ranges).enumerate() {
            let floor = out.last().map_or(0, |repair| repair.range.end);
            let ceiling = self.ranges.get(i + 1).map_or(text.len(), |next| next.start);
            out.extend(self.prove(text, piece, range, floor, ceiling));
        }
        out
    }

    fn prove(&self, text: &str, piece: &Piece, range: &Range<usize>, floor: usize, ceiling: usize) -> Option<Repair> {
        let damaged = text.get(range.clone())?;
        if piece.exact && !returns(&piece.with, damaged, self.run.chain) {
            return None;
        }
        let narrow = self.replayed(text, range.clone());
        if narrow.as_ref().is_some_and(|repair| repair.with == piece.with) {
            return narrow;
        }
        // How a lost byte is read may depend on the ASCII beside it.
        let wide = floor.max(ascii_before(text, range.start))..ceiling.min(ascii_after(text, range.end));
        let head = text.get(wide.start..range.start).unwrap_or_default();
        let tail = text.get(range.end..wide.end).unwrap_or_default();
        let wanted = [head, &piece.with, tail].concat();
        self.replayed(text, wide).filter(|repair| repair.with == wanted).or(narrow)
    }

    fn replayed(&self, text: &str, range: Range<usize>) -> Option<Repair> {
        let damaged = text.get(range.clone())?;
        let op = Op::Recode { encode: self.run.chain.from, decode: self.run.chain.to };
        let plan = Plan { steps: vec![Step { at: 0..damaged.len(), op }] };
        let with = plan.replay(damaged)?;
        (with != damaged).then_some(Repair { range, with, plan })
    }
}

/// Whether `repaired`, damaged by `chain`, is `damaged`.
fn returns(repaired: &str, damaged: &str, chain: Chain) -> bool {
    let chars: Vec<char> = repaired.chars().collect();
    let bytes = Source::new(&chars, chain.to, chain.from).bytes;
    let mut rest = bytes.as_slice();
    for c in damaged.chars() {
        match chain.from.decode(rest) {
            Some((found, len)) if found == c => rest = rest.get(len..).unwrap_or_default(),
            _ => return false,
        }
    }
    rest.is_empty()
}

fn ascii_before(text: &str, at: usize) -> usize {
    let head = text.as_bytes().get(..at).unwrap_or_default();
    at - head.iter().rev().take(BESIDE).take_while(|b| b.is_ascii()).count()
}

fn ascii_after(text: &str, at: usize) -> usize {
    let tail = text.as_bytes().get(at..).unwrap_or_default();
    at + tail.iter().take(BESIDE).take_while(|b| b.is_ascii()).count()
}
