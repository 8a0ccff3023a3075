//! Pinyin annotations that mirror sites put into running text, and the shifted-byte damage that the same software does.
//!
//! The software works on the bytes of text in GBK, without regard to the boundaries of characters: it puts a reading
//! behind annotated characters, cuts the text at some full-width marks, and decodes the pieces. Bytes that look like an
//! annotated character or a mark but belong to two characters shift everything behind them by one byte. `model` does
//! the damage, `inverse` lists what a damaged run can have been, `choose` picks by words, `proof` accepts only what the
//! model turns into the damaged text again.

mod annotation;
mod choose;
mod damage;
mod eaten;
mod evidence;
mod forms;
mod gbk;
mod grams;
mod inverse;
mod model;

mod proof;
mod readings;
mod scan;
mod tables;
mod toneless;
mod units;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

/// One replacement in a block's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the block's text that go.
    pub range: Range<usize>,
    /// What takes their place.
    pub with: String,
}

/// A place that looks damaged but whose original could not be proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unrepaired {
    /// Index of the block.
    pub block: usize,
    /// Bytes of the block's text.
    pub range: Range<usize>,
}

/// The edits that restore one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repair {
    /// For every block its edits: in order, not overlapping.
    pub edits: Vec<Vec<Edit>>,
    /// Damage that was found and left.
    pub unrepaired: Vec<Unrepaired>,
}

/// Whether texts show damage at all; those of a document without a bracket or a question mark do not.
pub fn may_repair(texts: &[&str]) -> bool {
    scan::suspicious(texts) || toneless::suspicious(texts)
}

/// Finds what has to change in a document, given as its blocks' texts.
#[must_use]
pub fn repair(blocks: &[&str]) -> Repair {
    let mut out = Repair { edits: vec![Vec::new(); blocks.len()], unrepaired: Vec::new() };
    if !scan::suspicious(blocks) {
        out.edits = toneless::edits(blocks);
        return out;
    }
    let found = annotation::find_all(blocks);
    let judgement = evidence::judge(blocks, &found);
    let mut accepted = judgement.accepted(false);
    restore(blocks, &accepted, &mut out);
    if out.edits.iter().any(|edits| !edits.is_empty()) {
        // Who damages a text annotates it, too.
        let more = judgement.accepted(true);
        if more != accepted {
            accepted = more;
            restore(blocks, &accepted, &mut out);
        }
    }
    let mut stripped = vec![Vec::new(); blocks.len()];
    for a in found.annotations.into_iter().filter(|a| accepted.contains(&a.base)) {
        let (Some(runs), Some(stripped)) = (out.edits.get(a.block), stripped.get_mut(a.block)) else { continue };
        // A restored run has dealt with the annotations in it.
        let next = runs.partition_point(|e| e.range.end <= a.range.start);
        if runs.get(next).is_none_or(|e| e.range.start >= a.range.end) {
            stripped.push(Edit { range: a.range, with: String::new() });
        }
    }
    for (edits, stripped) in out.edits.iter_mut().zip(stripped) {
        edits.extend(stripped);
        edits.sort_by_key(|e| e.range.start);
    }
    if out.edits.iter().all(Vec::is_empty) {
        out.edits = toneless::edits(blocks);
    }
    out
}

/// Restores the damaged runs of all blocks, given the annotated characters.
fn restore(blocks: &[&str], accepted: &BTreeSet<char>, out: &mut Repair) {
    out.unrepaired.clear();
    let mut restorer = damage::Restorer::new(blocks, accepted);
    for (block, edits) in out.edits.iter_mut().enumerate() {
        if !accepted.is_empty() || blocks.get(block).is_some_and(|text| scan::suspicious(&[text])) {
            *edits = restorer.restore(block, &mut out.unrepaired);
        }
    }
}
