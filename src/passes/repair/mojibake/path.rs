//! Which parts of a text are damaged in a given way: the cheapest path through it in two modes.
//!
//! In one mode characters are kept, in the other the bytes behind them are decoded anew. Entering the second
//! costs a price (how improbable that damage is), so a stretch is taken for damaged only if its repaired
//! reading is cheaper by more than the price. Neighbours that are sound stay in the first mode.

use std::ops::Range;

use super::bytes::Source;
use super::charset::Charset;
use super::class;
use super::decode::{self, Read};
use super::plausible::{BIT, MODEL};
use super::restore::restore;
use super::screen;
use super::window::Window;

/// A way in which text gets damaged: it was written in `to` and decoded as `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Chain {
    pub(super) from: Charset,
    pub(super) to: Charset,
}

/// A stretch that a chain repairs.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) chain: Chain,
    /// What changes, in characters; sound ASCII between the pieces stays untouched.
    pub(super) pieces: Vec<Piece>,
    /// Eighths of bits that the repair saves, before the price.
    pub(super) gain: i32,
    /// The same less the price.
    pub(super) net: i32,
    /// Characters beyond ASCII that were read, and those of which a byte was lost, restored or not.
    pub(super) exact: usize,
    pub(super) lost: usize,
}

/// What changing modes costs, in bits.
#[derive(Clone, Copy)]
pub(super) struct Price {
    pub(super) enter: i32,
    /// Damage seldom spares a character in its midst: a hole in it must be well worth it.
    pub(super) leave: i32,
    /// Given back for each character that reads differently: what could be damage in a damaged text is.
    pub(super) bonus: i32,
    /// The text is taken for damaged from its start; that it is not costs as much as a hole.
    pub(super) from_start: bool,
}

/// A part of a run that reads differently after repair.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    pub(super) with: String,
    /// No byte behind it was lost.
    pub(super) exact: bool,
}

impl Run {
    /// From the first piece to the last.
    pub(super) fn range(&self) -> Range<usize> {
        self.pieces.first().map_or(0, |p| p.range.start)..self.pieces.last().map_or(0, |p| p.range.end)
    }
}

#[derive(Clone, Copy)]
struct Node {
    cost: i32,
    last: char,
    /// What was read to come here; None for one that was entered from the other mode.
    read: Option<Read>,
}

const FAR: i32 = i32::MAX / 2;

/// The stretches of a window that `chain` repairs at a price.
pub(super) fn runs(window: &Window, chain: Chain, price: Price) -> Vec<Run> {
    let parts = screen::parts(window, chain, price);
    parts.into_iter().flat_map(|part| runs_in(window, part, chain, price)).collect()
}

/// The same for some characters of it.
fn runs_in(window: &Window, part: Range<usize>, chain: Chain, price: Price) -> Vec<Run> {
    let (Some(chars), Some(costs)) = (window.chars.get(part.clone()), window.costs().get(part.clone())) else {
        return Vec::new();
    };
    let source = Source::new(chars, chain.from, chain.to);
    if !screen::promising(&source, chain) {
        return Vec::new();
    }
    let walk = Walk::new(chars, window.preceding(part.start), costs, &source, chain, price);
    // The start of a window is like the start of a line.
    let edge = if part.start == 0 { '\n' } else { window.preceding(part.start) };
    let mut runs = walk.trace(chars, edge, &source, chain, price);
    for piece in runs.iter_mut().flat_map(|run| &mut run.pieces) {
        piece.range = piece.range.start + part.start..piece.range.end + part.start;
    }
    runs
}

/// Decodes all of `chars`, or None where that cannot be done.
pub(super) fn decode_all(chars: &[char], before: char, chain: Chain) -> Option<String> {
    let source = Source::new(chars, chain.from, chain.to);
    let n = source.bytes.len();
    let mut nodes = vec![Node { cost: FAR, last: before, read: None }; n + 1];
    nodes.first_mut()?.cost = 0;
    for at in 0..n {
        step(&mut nodes, at, &source, chain, 0);
    }
    let mut reads = Vec::new();
    let mut at = n;
    while at > 0 {
        let read = nodes.get(at)?.read?;
        at = at.checked_sub(usize::from(read.len))?;
        reads.push((at, read));
    }
    reads.reverse();
    restore(&source, chain, before, &mut reads);
    let mut out = String::new();
    for (_, read) in reads {
        out.push(read.c);
        if read.space {
            out.push(' ');
        }
    }
    Some(out)
}

fn step(nodes: &mut [Node], at: usize, source: &Source, chain: Chain, bonus: i32) {
    let Some(&node) = nodes.get(at) else { return };
    if node.cost >= FAR {
        return;
    }
    for read in decode::reads(source, at, chain.from, chain.to).iter() {
        let mut own = if read.is_lost() { 0 } else { MODEL.cost(node.last, read.c) };
        let mut last = read.c;
        if read.space {
            own += MODEL.cost(last, ' ');
            last = ' ';
        }
        let bonus = if !read.is_lost() && class::deserves(read.c, chain.from.is_single_byte()) { bonus } else { 0 };
        let cost = node.cost + own + read.extra - bonus;
        if let Some(next) = nodes.get_mut(at + usize::from(read.len))
            && cost < next.cost
        {
            *next = Node { cost, last, read: Some(read) };
        }
    }
}

struct Walk {
    /// Decoding mode, by byte.
    decoded: Vec<Node>,
    /// Keeping mode, by character: cost and whether it came from decoding.
    kept: Vec<(i32, bool)>,
    /// Cost of keeping everything up to a character.
    plain: Vec<i32>,
}

impl Walk {
    fn new(chars: &[char], before: char, costs: &[i32], source: &Source, chain: Chain, price: Price) -> Self {
        let n = source.bytes.len();
        let mut decoded = vec![Node { cost: FAR, last: before, read: None }; n + 1];
        let mut kept = vec![(FAR, false); chars.len() + 1];
        let mut plain = Vec::with_capacity(chars.len() + 1);
        if let Some(first) = kept.first_mut() {
            first.0 = if price.from_start { price.leave * BIT } else { 0 };
        }
        if let (true, Some(first)) = (price.from_start, decoded.first_mut()) {
            first.cost = 0;
        }
        let mut last = before;
        let mut sum = 0;
        plain.push(0);
        for (at, &owner) in source.owner.iter().enumerate() {
            if owner != u32::MAX {
                let number = owner as usize;
                let (Some(keep), Some(node)) = (kept.get_mut(number), decoded.get_mut(at)) else { break };
                let was = *keep;
                let after_repair = node.last;
                let mut came = false;
                // The end of the text ends the damage for nothing.
                let leaving = if number == chars.len() { node.cost } else { node.cost + price.leave * BIT };
                if leaving < keep.0 {
                    *keep = (leaving, true);
                    came = true;
                }
                let entering = was.0 + price.enter * BIT;
                if entering < node.cost {
                    *node = Node { cost: entering, last, read: None };
                }
                let (now, _) = *keep;
                if let (Some(&c), Some(&own)) = (chars.get(number), costs.get(number)) {
                    sum += own;
                    plain.push(sum);
                    let own = if came { MODEL.cost(after_repair, c) } else { own };
                    if let Some(next) = kept.get_mut(number + 1) {
                        next.0 = now + own;
                    }
                    last = c;
                }
            }
            step(&mut decoded, at, source, chain, price.bonus * BIT);
        }
        Self { decoded, kept, plain }
    }

    /// The runs on the way; `edge` stands before `chars`.
    fn trace(&self, chars: &[char], edge: char, source: &Source, chain: Chain, price: Price) -> Vec<Run> {
        let mut out = Vec::new();
        let mut number = chars.len();
        while number > 0 {
            if !self.kept.get(number).is_some_and(|kept| kept.1) {
                number -= 1;
                continue;
            }
            let end = number;
            let Some(mut at) = source.starts.get(end).map(|&at| at as usize) else { break };
            let Some(last) = self.decoded.get(at).map(|node| node.cost) else { break };
            let mut reads = Vec::new();
            while let Some(Node { read: Some(read), .. }) = self.decoded.get(at) {
                at = at.saturating_sub(usize::from(read.len));
                reads.push((at, *read));
            }
            reads.reverse();
            let Some(&begin) = source.owner.get(at) else { break };
            let begin = begin as usize;
            let first = self.decoded.get(at).map_or(0, |node| node.cost);
            let plain = |at: usize| self.plain.get(at).copied().unwrap_or(0);
            let gain = (plain(end) - plain(begin)) - (last - first);
            if begin >= end {
                break;
            }
            let lost = reads.iter().filter(|(_, read)| read.is_lost()).count();
            let exact = reads.iter().filter(|(_, read)| !read.c.is_ascii()).count() - lost;
            restore(
                source,
                chain,
                begin.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(edge),
                &mut reads,
            );
            out.push(Run {
                chain,
                exact,
                lost,
                pieces: pieces(&reads, source, chars, end),
                gain,
                net: gain - price.enter * BIT,
            });
            number = begin;
        }
        out.reverse();
        out
    }
}

/// Joins neighbouring readings into pieces, leaving out what reads as it was.
fn pieces(reads: &[(usize, Read)], source: &Source, chars: &[char], end: usize) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut open: Option<Piece> = None;
    for (i, &(at, read)) in reads.iter().enumerate() {
        let owner = source.owner.get(at).copied().unwrap_or(u32::MAX);
        let next = reads.get(i + 1).map_or(source.bytes.len(), |next| next.0);
        let next_owner =
            if i + 1 == reads.len() { end as u32 } else { source.owner.get(next).copied().unwrap_or(u32::MAX) };
        let same = owner != u32::MAX && next_owner == owner + 1 && chars.get(owner as usize) == Some(&read.c);
        if same {
            out.extend(open.take());
            continue;
        }
        let piece = open.get_or_insert_with(|| Piece {
            range: owner as usize..owner as usize,
            with: String::new(),
            exact: true,
        });
        piece.exact &= read.extra == 0;
        piece.with.push(read.c);
        if read.space {
            piece.with.push(' ');
        }
        if next_owner != u32::MAX {
            piece.range.end = next_owner as usize;
        }
    }
    out.extend(open);
    out
}
