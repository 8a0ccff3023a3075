//! The blocks of a document before and after, side by side: every edit of the account followed from the text that was
//! parsed to the text that is left.

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};

use super::entry::{Meta, Part, Row, short};
use crate::account::{Edit, Op};
use crate::document::{BlockId, Document, Kind};
use crate::meta::MetaPlace;
use crate::pass::PassId;

/// Characters shown of unchanged text on each side of a change, and of a block that nothing was done to.
const CONTEXT: usize = 60;
/// Characters shown of each side of one change, and of a block that was cut.
const CHANGE: usize = 600;
/// Characters shown of one document. Beyond them, only blocks with edits of passes that have not been seen yet.
const DOCUMENT: usize = 8_000;
/// Untouched blocks shown one after the other.
const QUIET: usize = 2;

/// A stretch of a block: what was parsed, what stands there now, and the passes in between; none if nothing happened.
#[derive(Clone, Debug)]
struct Piece<'a> {
    before: Cow<'a, str>,
    after: Cow<'a, str>,
    passes: Vec<PassId>,
}

impl<'a> Piece<'a> {
    fn same(text: &'a str) -> Piece<'a> {
        Piece { before: Cow::Borrowed(text), after: Cow::Borrowed(text), passes: Vec::new() }
    }

    /// Two parts, the first with `at` bytes of what stands there now. What was there before cannot be told apart in a
    /// changed piece, and stays with the first.
    fn split(self, at: usize) -> (Piece<'a>, Piece<'a>) {
        let (after, rest) = cut(self.after, at);
        if self.passes.is_empty() {
            let (before, rest_before) = cut(self.before, at);
            return (
                Piece { before, after, passes: Vec::new() },
                Piece { before: rest_before, after: rest, passes: Vec::new() },
            );
        }
        let second = Piece { before: Cow::Borrowed(""), after: rest, passes: self.passes.clone() };
        (Piece { before: self.before, after, passes: self.passes }, second)
    }
}

fn cut(text: Cow<'_, str>, at: usize) -> (Cow<'_, str>, Cow<'_, str>) {
    match text {
        Cow::Borrowed(text) => {
            let (a, b) = text.split_at_checked(at).unwrap_or((text, ""));
            (Cow::Borrowed(a), Cow::Borrowed(b))
        }
        Cow::Owned(mut text) => {
            let rest = if text.is_char_boundary(at) { text.split_off(at) } else { String::new() };
            (Cow::Owned(text), Cow::Owned(rest))
        }
    }
}

/// The pieces of a block on their way from the text before a batch of edits to the text after it.
struct Cursor<'a> {
    old: VecDeque<Piece<'a>>,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Moves the pieces up to `end` to `out`; those without length that stand at `end` too if `edge`.
    fn take(&mut self, end: usize, edge: bool, out: &mut Vec<Piece<'a>>) {
        while let Some(piece) = self.old.pop_front() {
            let length = piece.after.len();
            if self.at >= end && !(edge && length == 0 && self.at == end) {
                self.old.push_front(piece);
                return;
            }
            if self.at + length > end {
                let (first, second) = piece.split(end - self.at);
                self.at = end;
                out.push(first);
                self.old.push_front(second);
                return;
            }
            self.at += length;
            out.push(piece);
        }
    }
}

/// A block on its way through the edits.
#[derive(Default)]
struct Block<'a> {
    pieces: Vec<Piece<'a>>,
    kind: Option<Kind>,
    /// Passes that made it another kind or split it off.
    passes: Vec<PassId>,
}

/// What became of a document.
pub(super) struct Traced {
    pub(super) rows: Vec<Row>,
    pub(super) meta: Vec<Meta>,
}

/// Follows all edits of `doc`.
pub(super) fn follow(doc: &Document) -> Traced {
    let edits = doc.account().edits();
    let mut parsed = doc.clone();
    parsed.undo();
    let made = edits.iter().filter(|e| matches!(e.op, Op::Split { .. })).count();
    let mut blocks: Vec<Block<'_>> = Vec::with_capacity(parsed.blocks.len() + made);
    for block in &parsed.blocks {
        let pieces = vec![Piece::same(block.text())];
        blocks.push(Block { pieces, kind: Some(block.kind()), passes: Vec::new() });
    }
    let heads = split_lengths(doc, edits);
    let mut heads = heads.into_iter();
    let mut meta: Vec<Vec<PassId>> = vec![Vec::new(); parsed.meta.entries.len()];
    for batch in edits.chunk_by(is_same_run) {
        let Some(Edit { pass, op }) = batch.first() else { continue };
        match op {
            Op::Replace { block, .. } => replace(doc, &mut blocks, *block, batch),
            Op::Split { block, .. } => split(&mut blocks, *block, heads.next().unwrap_or_default(), *pass),
            Op::Relabel { block, .. } => {
                if let Some(b) = blocks.get_mut(block.index()) {
                    add(&mut b.passes, *pass);
                }
            }
            Op::Cut { .. } | Op::Restore { .. } => {}
            Op::AddMeta { .. } => meta.push(vec![*pass]),
            Op::RewriteMeta { place: MetaPlace::Entry(index), .. } => {
                if let Some(passes) = meta.get_mut(*index as usize) {
                    add(passes, *pass);
                }
            }
            Op::RewriteMeta { place: MetaPlace::Evidence(_), .. } => {}
            Op::ClearMeta { old, .. } => {
                for (index, _) in old.iter().rev() {
                    if (*index as usize) < meta.len() {
                        meta.remove(*index as usize);
                    }
                }
            }
        }
    }
    let entries = doc.meta().entries().iter().zip(meta);
    let meta = entries.map(|(e, passes)| Meta {
        key: e.key.as_str().to_owned(),
        value: short(&e.value),
        from: e.from.to_owned(),
        codes: codes(&passes),
    });
    Traced { meta: meta.collect(), rows: rows(doc, blocks) }
}

/// Whether two edits are replacements of one block by one pass: they speak of the same text.
fn is_same_run(a: &Edit, b: &Edit) -> bool {
    match (&a.op, &b.op) {
        (Op::Replace { block: x, .. }, Op::Replace { block: y, .. }) => a.pass == b.pass && x == y,
        _ => false,
    }
}

fn add(passes: &mut Vec<PassId>, pass: PassId) {
    if !passes.contains(&pass) {
        passes.push(pass);
    }
}

fn codes(passes: &[PassId]) -> Vec<String> {
    passes.iter().map(|p| p.spec().code.to_owned()).collect()
}

fn replace<'a>(doc: &'a Document, blocks: &mut [Block<'a>], id: BlockId, batch: &[Edit]) {
    let Some(block) = blocks.get_mut(id.index()) else { return };
    let old = std::mem::take(&mut block.pieces);
    let mut out = Vec::with_capacity(old.len() + 2 * batch.len());
    let mut cursor = Cursor { old: old.into(), at: 0 };
    for edit in batch {
        let Op::Replace { at, removed, inserted, .. } = edit.op else { continue };
        let at = at as usize;
        cursor.take(at, true, &mut out);
        let mut gone = Vec::new();
        cursor.take(at + removed.len as usize, false, &mut gone);
        let mut before = Cow::Borrowed("");
        let mut passes = Vec::new();
        for piece in gone {
            before += piece.before;
            piece.passes.iter().for_each(|p| add(&mut passes, *p));
        }
        add(&mut passes, edit.pass);
        out.push(Piece { before, after: Cow::Borrowed(doc.account().text(inserted)), passes });
    }
    out.extend(cursor.old);
    block.pieces = out;
}

fn split(blocks: &mut Vec<Block<'_>>, id: BlockId, at: usize, pass: PassId) {
    let Some(block) = blocks.get_mut(id.index()) else { return };
    let mut cursor = Cursor { old: std::mem::take(&mut block.pieces).into(), at: 0 };
    let mut head = Vec::new();
    cursor.take(at, false, &mut head);
    block.pieces = cursor.old.into();
    let mut passes = block.passes.clone();
    add(&mut passes, pass);
    let head = Block { pieces: head, kind: block.kind, passes };
    blocks.push(head);
}

/// For each split, in order, the length of the front at that time: found by going back from the end.
fn split_lengths(doc: &Document, edits: &[Edit]) -> Vec<usize> {
    let mut lengths: Vec<usize> = doc.blocks.iter().map(|b| b.text().len()).collect();
    let mut fronts = Vec::new();
    for edit in edits.iter().rev() {
        match edit.op {
            Op::Replace { block, removed, inserted, .. } => {
                if let Some(length) = lengths.get_mut(block.index()) {
                    *length = (*length + removed.len as usize).saturating_sub(inserted.len as usize);
                }
            }
            Op::Split { block, head } => {
                let front = lengths.get(head.index()).copied().unwrap_or_default();
                if let Some(length) = lengths.get_mut(block.index()) {
                    *length += front;
                }
                fronts.push(front);
            }
            _ => {}
        }
    }
    fronts.reverse();
    fronts
}

/// The rows that are shown, in reading order.
fn rows(doc: &Document, mut blocks: Vec<Block<'_>>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut seen: BTreeSet<PassId> = BTreeSet::new();
    let (mut shown, mut quiet) = (0, 0);
    let mut skipped = (0, 0);
    let skip = |skipped: &mut (u64, u64), rows: &mut Vec<Row>| {
        if skipped.0 > 0 {
            rows.push(Row::Skipped { blocks: skipped.0, edits: skipped.1 });
        }
        *skipped = (0, 0);
    };
    for block in doc.all_blocks() {
        let Some(traced) = blocks.get_mut(block.id().index()).map(std::mem::take) else { continue };
        let mut passes: BTreeSet<PassId> = traced.passes.iter().copied().chain(block.cut_by()).collect();
        passes.extend(traced.pieces.iter().flat_map(|p| &p.passes));
        quiet = if passes.is_empty() { quiet + 1 } else { 0 };
        let wanted = if shown < DOCUMENT { quiet <= QUIET } else { !passes.is_subset(&seen) };
        if !wanted {
            let changed = traced.pieces.iter().filter(|p| !p.passes.is_empty()).count();
            skipped.0 += 1;
            skipped.1 += (changed + traced.passes.len() + usize::from(block.cut_by().is_some())) as u64;
            continue;
        }
        skip(&mut skipped, &mut rows);
        seen.extend(&passes);
        let cut = block.cut_by().map(|p| p.spec().code.to_owned());
        let parts = parts(&traced.pieces, cut.is_some(), DOCUMENT);
        shown += parts.iter().map(Part::size).sum::<usize>();
        let kinds = [traced.kind.unwrap_or(block.kind()).as_str().to_owned(), block.kind().as_str().to_owned()];
        rows.push(Row::Block { kinds, codes: codes(&traced.passes), cut, parts });
    }
    skip(&mut skipped, &mut rows);
    rows
}

impl Part {
    /// Characters that are shown of it.
    fn size(&self) -> usize {
        match self {
            Part::Same(text) => text.chars().count(),
            Part::Change { before, after, .. } => before.chars().count() + after.chars().count(),
            Part::Skipped { .. } => 0,
        }
    }
}

/// The stretches that are shown of one block, up to `most` characters.
fn parts(pieces: &[Piece<'_>], cut: bool, most: usize) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let (mut size, mut left) = (0, 0);
    let mut same = String::new();
    let mut first = true;
    for piece in pieces {
        if size > most {
            left += piece.before.chars().count().max(piece.after.chars().count());
        } else if piece.passes.is_empty() {
            same.push_str(&piece.after);
        } else if !piece.before.is_empty() || !piece.after.is_empty() {
            let (head, tail) = if first { (0, CONTEXT) } else { (CONTEXT, CONTEXT) };
            size += context(&std::mem::take(&mut same), head, tail, &mut out);
            first = false;
            change(piece, &mut out);
            size += out.last().map_or(0, Part::size);
        }
    }
    let head = if cut { CHANGE } else { CONTEXT * if first { 4 } else { 1 } };
    context(&same, head, 0, &mut out);
    if left > 0 {
        out.push(Part::Skipped { chars: left as u64 });
    }
    out
}

/// Unchanged text, only its first and last characters if it is long; returns how many are shown.
fn context(text: &str, head: usize, tail: usize, out: &mut Vec<Part>) -> usize {
    let chars = text.chars().count();
    // Nobody is helped when a mark stands for a few characters.
    if chars <= head + tail + CONTEXT / 2 {
        if chars > 0 {
            out.push(Part::Same(text.to_owned()));
        }
        return chars;
    }
    let place = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let front = if head > 0 { whole_words(&text[..place(head)], true) } else { "" };
    let back = if tail > 0 { whole_words(&text[place(chars - tail)..], false) } else { "" };
    let shown = front.chars().count() + back.chars().count();
    if !front.is_empty() {
        out.push(Part::Same(front.to_owned()));
    }
    out.push(Part::Skipped { chars: (chars - shown) as u64 });
    if !back.is_empty() {
        out.push(Part::Same(back.to_owned()));
    }
    shown
}

/// Longest part of a word that is left out where text was cut; longer ones are no words, or of a script without spaces.
const WORD: usize = 16;

/// The text without the part of a word at its end, or at its beginning.
fn whole_words(text: &str, end: bool) -> &str {
    if end {
        let space = text.char_indices().rev().take(WORD).find(|(_, c)| c.is_whitespace());
        return space.map_or(text, |(at, _)| &text[..at]);
    }
    let space = text.char_indices().take(WORD).find(|(_, c)| c.is_whitespace());
    space.map_or(text, |(at, c)| &text[at + c.len_utf8()..])
}

/// A change, joined to the one before it if the same passes made both.
fn change(piece: &Piece<'_>, out: &mut Vec<Part>) {
    let codes = codes(&piece.passes);
    let clip = |text: &str| match text.char_indices().nth(CHANGE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    let size = out.last().map_or(0, Part::size);
    if let Some(Part::Change { before, after, codes: of }) = out.last_mut()
        && *of == codes
        && size < CHANGE
    {
        before.push_str(&clip(&piece.before));
        after.push_str(&clip(&piece.after));
        return;
    }
    out.push(Part::Change { before: clip(&piece.before), after: clip(&piece.after), codes });
}

#[cfg(test)]
mod tests;
