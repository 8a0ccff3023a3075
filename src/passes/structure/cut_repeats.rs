//! S106: see `cut_repeats.md`.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::fields::meta_line;
use super::furniture::{self, watermarks};
use super::layout::is_prose;
use super::people::byline::byline;
use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<CutRepeats>(
    "S106",
    "cut-repeats",
    Stage::Structure,
    "Cuts the second copy of a text that stands twice, and a summary that the text begins with again.",
    include_str!("cut_repeats.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutRepeats {}

/// Bytes of the prose of a copy, at least: some hundred Han characters. A refrain is shorter.
const LEAST: usize = 300;

/// Tenths of the first copy that the second must have: its end may be cut off.
const SHARE: usize = 8;

/// Blocks that are looked through for them.
const HEAD: usize = 16;

/// Paragraphs at the top among which a summary and the beginning of the text stand.
const TOP: usize = 4;

/// Bytes of a summary, at least.
const SUMMARY: usize = 90;

impl Pass for CutRepeats {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        // What a page of HTML shows twice is the business of `extract-content`, and threads quote.
        if matches!(doc.format, "verbatim" | "html") {
            return Verdict::Keep;
        }
        let blocks = doc.chosen(|b| b.cut_by().is_none());
        doubled(&blocks).for_each(|b| changes.cut(b));
        for (block, at) in watermarks::find(&blocks) {
            changes.replace(block, at..block.text().len(), "");
        }
        let copy = second_copy(&blocks);
        let one = copy.as_ref().map_or(blocks.len(), |copy| copy.start);
        if let Some(summary) = summary(&blocks[..one]) {
            changes.cut(blocks[summary]);
        }
        copy.into_iter().flat_map(|copy| &blocks[copy]).for_each(|b| changes.cut(b));
        Verdict::Keep
    }
}

/// The blocks of the second copy: from the first block that the first copy has too to the last.
fn second_copy(blocks: &[&Block]) -> Option<Range<usize>> {
    let text = |n: usize| blocks[n].text();
    let first = blocks.iter().position(|b| is_prose(b))?;
    // Most texts are told by the length of their paragraphs.
    let again = |n: &usize| text(*n).len() == text(first).len() && text(*n) == text(first);
    (first + 1..blocks.len()).find(again)?;
    let prose: Vec<usize> = (first..blocks.len()).filter(|n| is_prose(blocks[*n])).collect();
    let split = 1 + prose[1..].iter().position(again)?;
    let (one, two) = prose.split_at(split);
    let same = one.iter().zip(two).take_while(|(a, b)| text(**a) == text(**b)).count();
    // The second may be cut off, or go on with what the page has below.
    let whole = same * 10 >= one.len() * SHARE && (same == one.len() || same == two.len());
    let bytes: usize = two[..same].iter().map(|n| text(*n).len()).sum();
    // What comes three times is something else: lines of a log, a song.
    let third = two[same..].iter().any(again);
    if !whole || third || bytes < LEAST {
        return None;
    }
    let start = two[0];
    // The page has something between them: the title again, lines about the text. A line of its own heads another part.
    let last = one[split - 1];
    let above: HashSet<&str> = (0..first).map(text).collect();
    let known = |n: usize| above.contains(text(n)) || meta_line::read(text(n)).is_some() || byline(text(n)).is_some();
    if last + 1 == start || !(last + 1..start).all(known) {
        return None;
    }
    let seen: HashSet<&str> = (0..start).map(text).collect();
    let old = |n: &usize| seen.contains(text(*n));
    // The title above and what is said of the text below come with the copy.
    let heads = (last + 1..start).rev().take_while(|n| above.contains(text(*n))).count();
    let end = two[same - 1] + 1;
    let below = (end..blocks.len()).take_while(old).count();
    // More of a text may go on below.
    let more = blocks[end + below..].iter().any(|b| is_prose(b) && !furniture::is_sentence(b));
    (!more).then_some(start - heads..end + below)
}

/// Lines above the text that stand twice in a row: what a picture says in its place, and the line under it.
fn doubled<'a>(blocks: &[&'a Block]) -> impl Iterator<Item = &'a Block> {
    let mut prose = (0..blocks.len()).filter(|n| is_prose(blocks[*n]));
    // A text has more than the lines: verse repeats itself.
    let first = prose.next().filter(|_| prose.next().is_some()).unwrap_or(0).min(HEAD);
    let kind = |b: &Block| matches!(b.kind(), Kind::Paragraph | Kind::ListItem);
    let head = &blocks[..first];
    let same = move |w: &&[&'a Block]| w[0].text() == w[1].text() && w.iter().all(|b| kind(b));
    let found: Vec<&Block> = head.windows(2).filter(same).map(|w| w[1]).collect();
    found.into_iter()
}

/// A summary at the top that the text begins with again, cut off or whole: `石桥的老水车上个月又转起来了……`.
fn summary(blocks: &[&Block]) -> Option<usize> {
    let body = |n: &usize| matches!(blocks[*n].kind(), Kind::Paragraph | Kind::Quote) && is_prose(blocks[*n]);
    let top: Vec<usize> = (0..blocks.len().min(HEAD)).filter(body).take(TOP).collect();
    let begins = |n: usize, m: usize| {
        let short = blocks[n].text().trim().trim_end_matches(['.', '…', '。']);
        let text = blocks[m].text().trim();
        short.len() >= SUMMARY && text.starts_with(short) && text != blocks[n].text().trim()
    };
    let (first, rest) = top.split_first()?;
    // Whole it is a quotation directly above the text: an essay may take up its first sentence.
    let cut_off = blocks[*first].text().trim_end().ends_with('…') || blocks[*first].text().trim_end().ends_with("...");
    let quoted = blocks[*first].kind() == Kind::Quote;
    let near = if cut_off { rest } else { &rest[..rest.len().min(usize::from(quoted))] };
    near.iter().any(|m| begins(*first, *m)).then_some(*first)
}
