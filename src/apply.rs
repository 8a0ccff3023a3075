//! Applies the changes of a pass, files them, and can undo all of them.

use crate::account::{Edit, Op, Span};
use crate::changes::{Change, Changes, Replacement};
use crate::document::{Block, BlockId, Document, Restored};
use crate::meta::{Entry, MetaKey, MetaPlace, STAND_IN};
use crate::pass::PassId;

impl Document {
    /// Applies `changes` in the name of `pass`.
    ///
    /// Order: flags, which speak of the text before all edits, replacements of a block (left to right), its splits, then
    /// everything else as asked.
    /// A change that does not fit the block (out of range, overlapping, inside a character) is left out. Empties `changes`.
    pub(crate) fn apply(&mut self, pass: PassId, changes: &mut Changes) {
        let Changes { replacements, texts, splits, others, flags } = changes;
        let of_block =
            |change: &Change| matches!(change, Change::Relabel { .. } | Change::Cut { .. } | Change::Restore { .. });
        if !replacements.is_empty() || !splits.is_empty() || others.iter().any(of_block) {
            self.body.take();
        }
        for flag in flags.drain(..) {
            self.account.flag(pass, flag.block, flag.at, &flag.text);
        }
        self.account.reserve(replacements.len() + 2 * others.len(), texts.len());
        // What is put in is kept in one go: where it stands is known from where it stood.
        let inserted = self.account.keep(texts).start;
        // Passes go through the blocks in reading order, which is nearly always that of the ids.
        replacements.sort_by_key(|r| r.block);
        splits.sort_by_key(|s| s.block);
        let mut left = splits.as_slice();
        let mut replaced = replacements.chunk_by(|a, b| a.block == b.block).peekable();
        loop {
            let next = replaced.peek().and_then(|list| list.first()).map(|r| r.block);
            let Some(id) = next.into_iter().chain(left.first().map(|s| s.block)).min() else { break };
            let list = if next == Some(id) { replaced.next().unwrap_or_default() } else { &[] };
            let (own, later) = left.split_at(left.partition_point(|s| s.block == id));
            left = later;
            let marks = if own.is_empty() { Vec::new() } else { own.iter().map(|s| s.at).collect() };
            let mapped = self.replace(pass, id, list, (texts, inserted), marks);
            let mut taken = 0;
            for (at, split) in mapped.into_iter().zip(own) {
                if let Some(at) = at.checked_sub(taken)
                    && self.split(pass, id, at, split.head)
                {
                    taken += at;
                }
            }
        }
        for change in others.drain(..) {
            self.apply_one(pass, change);
        }
        replacements.clear();
        splits.clear();
        texts.clear();
    }

    fn apply_one(&mut self, pass: PassId, change: Change) {
        match change {
            Change::Relabel { block, to } => {
                if let Some(b) = self.blocks.get_mut(block.index())
                    && b.kind != to
                {
                    let from = std::mem::replace(&mut b.kind, to);
                    self.account.file(pass, Op::Relabel { block, from, to });
                }
            }
            Change::Cut { block } => {
                if let Some(b) = self.blocks.get_mut(block.index())
                    && b.cut.is_none()
                {
                    b.cut = Some(pass);
                    // What a second run does again is filed already.
                    let known = b.restored.as_mut().and_then(|restored| restored.again.replace(pass));
                    if known != Some(pass) {
                        self.account.file(pass, Op::Cut { block });
                    }
                }
            }
            Change::Restore { block } => {
                if let Some(b) = self.blocks.get_mut(block.index())
                    && let Some(from) = b.cut.take()
                    && b.restored.is_none()
                {
                    b.restored = Some(Restored { from, by: pass, again: None });
                    self.account.file(pass, Op::Restore { block, from });
                }
            }
            Change::AddMeta { key, value, from } => {
                if from != STAND_IN && self.meta.entries.iter().any(|e| e.key == key && e.from == STAND_IN) {
                    self.clear_meta(pass, key);
                }
                let fits = match key.is_list() {
                    true => self.meta.all(key).all(|v| v != value),
                    false => self.meta.get(key).is_none(),
                };
                if fits {
                    let span = self.account.keep(&value);
                    self.meta.entries.push(Entry { key, value, from });
                    self.account.file(pass, Op::AddMeta { key, value: span });
                }
            }
            Change::SetMeta { key, value, from } => {
                if self.meta.all(key).eq([value.as_str()]) {
                    return;
                }
                self.clear_meta(pass, key);
                let span = self.account.keep(&value);
                self.meta.entries.push(Entry { key, value, from });
                self.account.file(pass, Op::AddMeta { key, value: span });
            }
            Change::RewriteMeta { place, value } => {
                let Some(entry) = self.value_mut(place).filter(|e| e.value != value) else { return };
                let removed = std::mem::replace(&mut entry.value, value.clone());
                let (inserted, removed) = (self.account.keep(&value), self.account.keep(&removed));
                self.account.file(pass, Op::RewriteMeta { place, removed, inserted });
            }
        }
    }

    /// Takes all values of a key out.
    fn clear_meta(&mut self, pass: PassId, key: MetaKey) {
        let mut old = Vec::new();
        let mut index = 0;
        self.meta.entries.retain(|e| {
            if e.key == key {
                old.push((index, e.clone()));
            }
            index += 1;
            e.key != key
        });
        if !old.is_empty() {
            self.account.file(pass, Op::ClearMeta { key, old });
        }
    }

    fn value_mut(&mut self, place: MetaPlace) -> Option<&mut Entry> {
        match place {
            MetaPlace::Entry(n) => self.meta.entries.get_mut(n as usize),
            MetaPlace::Evidence(n) => self.evidence.get_mut(n as usize),
        }
    }

    /// Rebuilds the text of a block with its replacements; returns where `marks` (ascending) end up.
    fn replace(
        &mut self,
        pass: PassId,
        id: BlockId,
        list: &[Replacement],
        (texts, kept): (&str, u32),
        mut marks: Vec<usize>,
    ) -> Vec<usize> {
        let Some(block) = self.blocks.get_mut(id.index()) else { return marks };
        if list.is_empty() {
            return marks;
        }
        let old = block.text();
        let mut new = String::with_capacity(old.len());
        let mut done = 0;
        let mut mark = 0;
        for Replacement { range, with: place, .. } in list {
            let with = &texts[place.clone()];
            let Some(removed) = old.get(range.clone()).filter(|r| range.start >= done && *r != with) else {
                debug_assert!(
                    old.get(range.clone()).is_some_and(|r| r == with),
                    "{pass:?}: change {range:?} does not fit"
                );
                continue;
            };
            while mark < marks.len() && marks[mark] <= range.start {
                marks[mark] = new.len() + (marks[mark] - done.min(marks[mark]));
                mark += 1;
            }
            new.push_str(&old[done..range.start]);
            let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let inserted = Span { start: kept.saturating_add(size(place.start)), len: size(with.len()) };
            let removed = self.account.keep(removed);
            let at = size(range.start);
            self.account.file(pass, Op::Replace { block: id, at, removed, inserted });
            while mark < marks.len() && marks[mark] < range.end {
                marks[mark] = new.len();
                mark += 1;
            }
            new.push_str(with);
            done = range.end;
        }
        for m in &mut marks[mark..] {
            *m = new.len() + m.saturating_sub(done);
        }
        new.push_str(&old[done..]);
        block.set_text(new);
        marks
    }

    fn split(&mut self, pass: PassId, id: BlockId, at: usize, head: crate::document::Kind) -> bool {
        let new = BlockId(u32::try_from(self.blocks.len()).unwrap_or(u32::MAX));
        let Some(place) = self.order.iter().position(|b| *b == id) else { return false };
        let Some(block) = self.blocks.get_mut(id.index()) else { return false };
        if at == 0 || at >= block.text().len() || !block.text().is_char_boundary(at) {
            return false;
        }
        let mut front = block.set_text(String::new());
        block.set_text(front.split_off(at));
        let mut first = Block::new(head, front);
        (first.id, first.hints, first.origin) = (new, block.hints.clone(), block.origin.clone());
        first.restored = block.restored;
        self.blocks.push(first);
        self.order.insert(place, new);
        self.mixed = true;
        self.account.file(pass, Op::Split { block: id, head: new });
        true
    }

    /// Takes back every edit, so that blocks and metadata are what the parser made.
    pub fn undo(&mut self) {
        self.body.take();
        let account = std::mem::take(&mut self.account);
        let mut edits = account.edits.as_slice();
        while let Some((last, before)) = edits.split_last() {
            let run = edits.iter().rev().take_while(|e| same_run(e, last)).count().max(1);
            let (front, batch) = edits.split_at(edits.len() - run);
            edits = if run > 1 { front } else { before };
            match &last.op {
                Op::Replace { block, .. } => self.undo_replace(*block, batch, |s| account.text(s)),
                Op::Split { block, head } => self.undo_split(*block, *head),
                Op::Relabel { block, from, .. } => {
                    if let Some(b) = self.blocks.get_mut(block.index()) {
                        b.kind = *from;
                    }
                }
                Op::Cut { block } => {
                    if let Some(b) = self.blocks.get_mut(block.index()) {
                        b.cut = None;
                        b.restored = b.restored.map(|restored| Restored { again: None, ..restored });
                    }
                }
                Op::Restore { block, from } => {
                    if let Some(b) = self.blocks.get_mut(block.index()) {
                        b.cut = Some(*from);
                        b.restored = None;
                    }
                }
                Op::AddMeta { .. } => {
                    self.meta.entries.pop();
                }
                Op::RewriteMeta { place, removed, .. } => {
                    if let Some(entry) = self.value_mut(*place) {
                        entry.value = account.text(*removed).to_owned();
                    }
                }
                Op::ClearMeta { old, .. } => {
                    for (index, entry) in old {
                        let at = (*index as usize).min(self.meta.entries.len());
                        self.meta.entries.insert(at, entry.clone());
                    }
                }
            }
        }
    }

    fn undo_replace<'a>(&mut self, id: BlockId, batch: &[Edit], text: impl Fn(Span) -> &'a str) {
        let Some(block) = self.blocks.get_mut(id.index()) else { return };
        let new = block.set_text(String::new());
        let mut old = String::with_capacity(new.len());
        // `from` walks the new text, `to` the old one; both stand at the end of the last edit.
        let (mut from, mut to) = (0, 0);
        for edit in batch {
            let Op::Replace { at, removed, inserted, .. } = edit.op else { continue };
            let same = at as usize - to;
            old.push_str(new.get(from..from + same).unwrap_or_default());
            old.push_str(text(removed));
            from += same + inserted.len as usize;
            to = at as usize + removed.len as usize;
        }
        old.push_str(new.get(from..).unwrap_or_default());
        block.set_text(old);
    }

    fn undo_split(&mut self, id: BlockId, head: BlockId) {
        // Splits are undone in reverse order, so the new block is the last of the arena.
        let Some(mut front) = self.blocks.pop_if(|b| b.id == head) else { return };
        self.order.retain(|b| *b != head);
        if let Some(block) = self.blocks.get_mut(id.index()) {
            let text = front.set_text(String::new()) + block.text();
            block.set_text(text);
        }
    }
}

/// Whether two edits are replacements of one block by one pass: they were applied together.
fn same_run(a: &Edit, b: &Edit) -> bool {
    match (&a.op, &b.op) {
        (Op::Replace { block: x, .. }, Op::Replace { block: y, .. }) => a.pass == b.pass && x == y,
        _ => false,
    }
}
