//! S102: see `extract_content.md`.

use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<ExtractContent>(
    "S102",
    "extract-content",
    Stage::Structure,
    "Keeps the main content of an HTML page and cuts navigation, advertisements and the like.",
    include_str!("extract_content.md"),
);

/// What to do when in doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Favor {
    /// Cut.
    Precision,
    /// Take the more likely side.
    #[default]
    Balanced,
    /// Keep.
    Recall,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ExtractContent {
    favor: Favor,
}

impl Favor {
    /// Least probability in percent of what is kept. `balanced` is where the mean F1 over the visible half of the
    /// evaluation sets was highest in cross-validation; it hardly changes between 35 and 50.
    fn least(self) -> u8 {
        match self {
            Favor::Precision => 65,
            Favor::Balanced => 40,
            Favor::Recall => 25,
        }
    }
}

/// On a page on which nothing reaches the limit, what comes this near to its best block (percent) is kept: a page
/// that had text should not come out empty.
const NEAR_BEST: u32 = 60;

/// Least probability in percent of a heading that stands in the text but scores low by itself, as short ones do
/// (`Pros`, `Eligibility`): 15 was best in cross-validation, and 5 to 25 hardly differ.
const HEADING: u8 = 15;
/// Kept blocks are looked for this far before a heading or an example, and headings passed over after it.
const BEFORE: usize = 3;
const AFTER: usize = 2;

impl Pass for ExtractContent {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let score = |b: &Block| b.hints().and_then(|h| h.content);
        let Some(best) = doc.blocks().filter_map(score).max() else { return Verdict::Keep };
        let least = self.favor.least();
        let near = u8::try_from(u32::from(best) * NEAR_BEST / 100).unwrap_or(least);
        let least = if best >= least { least } else { near.max(5) };
        let blocks: Vec<&Block> = doc.blocks().collect();
        let keeps: Vec<bool> = blocks
            .iter()
            .map(|b| b.hints().is_some_and(|h| h.site.is_some()) || score(b).is_none_or(|s| s >= least))
            .collect();
        let terms: Vec<bool> = (0..blocks.len()).map(|n| keeps[n] || is_term(&blocks, n, &keeps)).collect();
        for (n, block) in blocks.iter().enumerate() {
            if !terms[n] && !heads(&blocks, n, &terms) && !shows(&blocks, n, &terms) {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

fn kept(keeps: &[bool], n: usize) -> bool {
    keeps.get(n).copied().unwrap_or(false)
}

/// Whether a block is the term of a kept definition.
fn is_term(blocks: &[&Block], n: usize, keeps: &[bool]) -> bool {
    let is_dt = |n: usize| blocks.get(n).and_then(|b| b.hints()).is_some_and(|h| h.tag == "dt");
    let is_item = |n: usize| blocks.get(n).is_some_and(|b| b.kind() == Kind::ListItem);
    is_dt(n) && (n + 1..=n + AFTER).find(|n| !is_dt(*n)).is_some_and(|n| is_item(n) && kept(keeps, n))
}

/// Whether a block is the heading of kept text in the middle of kept text.
fn heads(blocks: &[&Block], n: usize, keeps: &[bool]) -> bool {
    let is_heading = |n: usize| blocks.get(n).is_some_and(|b| b.kind().is_heading());
    let score = blocks.get(n).and_then(|b| b.hints()).and_then(|h| h.content);
    is_heading(n)
        && score.is_some_and(|s| s >= HEADING)
        && (n.saturating_sub(BEFORE)..n).any(|n| kept(keeps, n))
        && (n + 1..=n + AFTER).find(|n| !is_heading(*n)).is_some_and(|n| kept(keeps, n))
}

/// Whether a block is code in the middle of kept text: an example scores low by itself where it is all names and
/// numbers, as tables that a program printed are. (That 5 to 25 for the limit gave the same in cross-validation says
/// that what matters is the place.)
fn shows(blocks: &[&Block], n: usize, keeps: &[bool]) -> bool {
    let score = blocks.get(n).and_then(|b| b.hints()).and_then(|h| h.content);
    blocks.get(n).is_some_and(|b| b.kind() == Kind::Code)
        && score.is_some_and(|s| s >= HEADING)
        && (n.saturating_sub(BEFORE)..n).any(|n| kept(keeps, n))
        && (n + 1..=n + AFTER).any(|n| kept(keeps, n))
}
