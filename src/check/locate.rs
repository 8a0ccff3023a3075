//! Where edits stand in the source: each block that was verbatim there is followed, piece by piece, through all edits.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use crate::account::{Edit, Op};
use crate::document::{BlockId, Document, Stretch};
use crate::pass::Stage;
use crate::passes::mojibake;

/// A stretch of a block: verbatim source, or new text that stands for a stretch of the source.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    len: usize,
    pub(super) source: Range<usize>,
    pub(super) new: Option<String>,
    /// Whether it stands for markup, so that it is not the same text as its source.
    markup: bool,
}

impl Piece {
    /// Both parts of a piece; new text cannot be told apart in the source, so both parts stand for all of it.
    fn split(self, at: usize) -> (Piece, Piece) {
        let rest = self.len - at;
        match &self.new {
            None if self.markup => (Piece { len: at, ..self.clone() }, Piece { len: rest, ..self }),
            None => {
                let mid = (self.source.start + at).min(self.source.end);
                (
                    Piece { len: at, source: self.source.start..mid, ..self.clone() },
                    Piece { len: rest, source: mid..self.source.end, ..self },
                )
            }
            Some(text) => {
                let (a, b) = text.split_at_checked(at).unwrap_or((text, ""));
                let (a, b) = (a.to_owned(), b.to_owned());
                (Piece { len: at, new: Some(a), ..self.clone() }, Piece { len: rest, new: Some(b), ..self })
            }
        }
    }
}

/// A block's pieces being moved from the old text to the new one.
struct Cursor<'a> {
    old: VecDeque<Piece>,
    at: usize,
    out: &'a mut Vec<Piece>,
}

impl Cursor<'_> {
    /// The pieces up to `end` of the old text.
    fn take(&mut self, end: usize) -> Vec<Piece> {
        let mut taken = Vec::new();
        while self.at < end {
            let Some(piece) = self.old.pop_front() else { break };
            if self.at + piece.len <= end {
                self.at += piece.len;
                taken.push(piece);
                continue;
            }
            let (a, b) = piece.split(end - self.at);
            self.at = end;
            taken.push(a);
            self.old.push_front(b);
        }
        taken
    }

    /// Puts `inserted` in the place of `removed` bytes; where they stood, and whether the text stood there alone.
    fn replace(&mut self, at: usize, removed: usize, inserted: &str) -> (Range<usize>, bool) {
        let before = self.take(at);
        self.out.extend(before);
        let gone = self.take(at + removed);
        let point = self
            .out
            .last()
            .map(|p| p.source.end)
            .or_else(|| self.old.front().map(|p| p.source.start))
            .unwrap_or_default();
        let start = gone.iter().map(|p| p.source.start).min().unwrap_or(point);
        let end = gone.iter().map(|p| p.source.end).max().unwrap_or(point);
        let touching = gone.windows(2).all(|w| matches!(w, [a, b] if a.source.end >= b.source.start));
        let alone = touching && gone.iter().all(|p| !p.markup);
        let source = start..end;
        let new = Some(inserted.to_owned());
        self.out.push(Piece { len: inserted.len(), source: source.clone(), new, markup: false });
        (source, alone)
    }
}

/// The document's edits in its source.
pub(super) struct Located {
    /// For each edit of the account, its range in the source.
    pub(super) edits: Vec<Option<Range<usize>>>,
    /// For each flag of the account, its range in the source.
    pub(super) flags: Vec<Option<Range<usize>>>,
    /// For each block, its pieces as they stand at the end; only blocks whose source is known.
    pub(super) blocks: BTreeMap<BlockId, Vec<Piece>>,
    /// Blocks in which nothing can be done in the file: changed by a pass that does not mend, or across markup, or damaged
    /// beyond repair, where every byte is evidence.
    pub(super) moved: BTreeSet<BlockId>,
}

/// Follows all edits of `doc`.
pub(super) fn locate(doc: &Document) -> Located {
    let edits = doc.account().edits();
    let heads = split_lengths(doc, edits);
    let mut blocks: BTreeMap<BlockId, Vec<Piece>> = BTreeMap::new();
    let made: BTreeSet<BlockId> = edits
        .iter()
        .filter_map(|e| match e.op {
            Op::Split { head, .. } => Some(head),
            _ => None,
        })
        .collect();
    for block in doc.all_blocks().filter(|b| !made.contains(&b.id())) {
        if let Some(source) = block.origin() {
            blocks.insert(block.id(), vec![Piece { len: source.len(), source, new: None, markup: false }]);
        } else if !block.stretches.is_empty() {
            let piece = |s: &Stretch| Piece { len: s.len, source: s.source.clone(), new: None, markup: !s.verbatim };
            blocks.insert(block.id(), block.stretches.iter().map(piece).collect());
        }
    }
    let (flags, moved) = (Vec::new(), BTreeSet::new());
    let mut located = Located { edits: Vec::with_capacity(edits.len()), flags, blocks, moved };
    let mut flags = doc.account().flags().iter().peekable();
    let mut rest = edits;
    loop {
        while let Some(flag) = flags.next_if(|f| f.after <= located.edits.len()) {
            let (at, len) = (flag.at as usize, flag.text.len as usize);
            let place = flag.block.and_then(|b| located.of(b, std::slice::from_ref(&(at..at + len))).pop().flatten());
            located.flags.push(place);
            // Of shifted bytes every one is evidence; what is lost for good is not.
            located.moved.extend(flag.block.filter(|_| flag.pass.spec().code != mojibake::SPEC.code));
        }
        let Some(first) = rest.first() else { break };
        let n = rest.iter().take_while(|e| is_same_run(first, e)).count().max(1);
        let (run, after) = rest.split_at(n);
        match &first.op {
            Op::Replace { block, .. } => located.replaced(doc, *block, run),
            Op::Split { block, head } => {
                let at = heads.get(head).copied().unwrap_or_default();
                let range = located.split(*block, *head, at);
                located.edits.push(range);
            }
            op => {
                let range = op.block().and_then(|b| located.whole(b));
                located.edits.push(range);
            }
        }
        rest = after;
    }
    located
}

impl Located {
    fn replaced(&mut self, doc: &Document, block: BlockId, run: &[Edit]) {
        let Some(old) = self.blocks.remove(&block) else {
            self.edits.extend(run.iter().map(|_| None));
            return;
        };
        let mut out = Vec::with_capacity(old.len() + 2 * run.len());
        let mut cursor = Cursor { old: old.into(), at: 0, out: &mut out };
        for edit in run {
            let Op::Replace { at, removed, inserted, .. } = edit.op else { continue };
            let text = doc.account().text(inserted);
            let (place, alone) = cursor.replace(at as usize, removed.len as usize, text);
            self.edits.push(Some(place));
            if !alone || !matches!(edit.pass.spec().stage, Stage::Repair | Stage::Unify) {
                self.moved.insert(block);
            }
        }
        let last = cursor.old;
        out.extend(last);
        self.blocks.insert(block, out);
    }

    fn split(&mut self, block: BlockId, head: BlockId, at: usize) -> Option<Range<usize>> {
        let old = self.blocks.remove(&block)?;
        let mut none = Vec::new();
        let mut cursor = Cursor { old: old.into(), at: 0, out: &mut none };
        let front = cursor.take(at);
        let tail: Vec<Piece> = cursor.old.into();
        self.blocks.insert(head, front);
        self.blocks.insert(block, tail);
        if self.moved.contains(&block) {
            self.moved.insert(head);
        }
        self.whole(head)
    }

    fn whole(&self, block: BlockId) -> Option<Range<usize>> {
        let pieces = self.blocks.get(&block)?;
        Some(pieces.first()?.source.start..pieces.last()?.source.end)
    }

    /// The source of stretches of a block as it stands at the end; the stretches in ascending order.
    pub(super) fn of(&self, block: BlockId, ranges: &[Range<usize>]) -> Vec<Option<Range<usize>>> {
        let mut none = Vec::new();
        let Some(pieces) = self.blocks.get(&block).cloned() else { return vec![None; ranges.len()] };
        let mut cursor = Cursor { old: pieces.into(), at: 0, out: &mut none };
        let mut found = Vec::with_capacity(ranges.len());
        for range in ranges {
            cursor.take(range.start);
            let taken = cursor.take(range.end);
            let start = taken.iter().map(|p| p.source.start).min();
            let end = taken.iter().map(|p| p.source.end).max();
            found.push(start.zip(end).map(|(start, end)| start..end));
        }
        found
    }
}

/// Length of each block that was split off, at the time of the split: found by going back from the end.
fn split_lengths(doc: &Document, edits: &[Edit]) -> BTreeMap<BlockId, usize> {
    let mut lengths: BTreeMap<BlockId, usize> = doc.all_blocks().map(|b| (b.id(), b.text().len())).collect();
    let mut heads = BTreeMap::new();
    for edit in edits.iter().rev() {
        match edit.op {
            Op::Replace { block, removed, inserted, .. } => {
                let length = lengths.entry(block).or_default();
                *length = (*length + removed.len as usize).saturating_sub(inserted.len as usize);
            }
            Op::Split { block, head } => {
                let front = lengths.get(&head).copied().unwrap_or_default();
                heads.insert(head, front);
                *lengths.entry(block).or_default() += front;
            }
            _ => {}
        }
    }
    heads
}

/// Whether two edits are replacements of one block by one pass: they speak of the same text.
fn is_same_run(a: &Edit, b: &Edit) -> bool {
    match (&a.op, &b.op) {
        (Op::Replace { block: x, .. }, Op::Replace { block: y, .. }) => a.pass == b.pass && x == y,
        _ => false,
    }
}
