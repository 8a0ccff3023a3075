//! Whole pages that were saved without their markup: lines of menus, lists of other texts, the text, comments and a footer, one
//! below the other. A model says of every block how likely it is of the text; the pass `cut-surroundings` decides.

mod features;
mod title;

use std::sync::LazyLock;

use self::features::View;
use crate::document::{Block, Kind};
use crate::model::measure::spelled;
use crate::model::{Stack, TOKENS, Tables};

/// Blocks of the shortest document that is looked at: a page has more.
const BLOCKS: usize = 6;

/// Blocks of the longest one: a document of more is a book or a log.
const MOST: usize = 20_000;

/// Lines of the least that a page has around its text, and of how many blocks one is such a line.
const LINES: usize = 4;
const SHARE: usize = 8;

/// Bytes of the longest such line.
const LINE: usize = 120;

/// Greatest score of what is of the page beyond doubt, and how many such lines speak the words of pages: those of programs and
/// tables do not.
const FAR: u8 = 10;
const KNOWN: usize = 1;

static MODEL: LazyLock<Stack> = LazyLock::new(|| {
    Stack::read(&Tables {
        first: include_str!("../data/saved/first.txt"),
        forests: [include_str!("../data/saved/forest1.txt"), include_str!("../data/saved/forest2.txt")],
        net: include_str!("../data/saved/net.txt"),
        tokens: include_str!("../data/saved/tokens.tsv"),
    })
});

/// Says of the blocks of a document that may be such a page how likely they are of its text, and which is its title.
pub(super) fn score(blocks: &mut [Block]) {
    if !may_be_page(blocks) {
        return;
    }
    let view = View::new(blocks);
    let scores = scores(&view, blocks.len());
    let known = scores.iter().enumerate().filter(|(n, score)| **score <= FAR && view.told(*n) >= 0.5).nth(KNOWN - 1);
    if known.is_none() {
        return;
    }
    let title = title::find(&view, &scores);
    drop(view);
    for (n, (block, score)) in blocks.iter_mut().zip(scores).enumerate() {
        block.score = Some(score);
        block.titular = title == Some(n);
    }
}

/// Scores in percent, a block each.
fn scores(view: &View<'_>, blocks: usize) -> Vec<u8> {
    let rows = (0..blocks).map(|n| {
        let mut row = view.row(n);
        // Names of elements, of which there are none.
        row.extend([0.0; 7]);
        if let Some(measure) = view.measure(n) {
            MODEL.look_up(measure, &mut row);
        }
        row
    });
    MODEL.scores(rows.collect(), &view.groups())
}

/// Whether a document has as many short lines that end no sentence as pages have.
fn may_be_page(blocks: &[Block]) -> bool {
    let line = |b: &&Block| {
        let text = b.text();
        b.kind() != Kind::Code && text.len() <= LINE && !crate::chars::is_sentence(text)
    };
    (BLOCKS..=MOST).contains(&blocks.len())
        && blocks.iter().filter(line).nth(LINES.max(blocks.len() / SHARE) - 1).is_some()
}

/// What `tools/fit_content.py` learns from: a JSON line for a page saved without markup.
pub(super) fn fit_line(id: &str, blocks: &[Block]) -> serde_json::Value {
    let view = View::new(blocks);
    let scores = if may_be_page(blocks) { scores(&view, blocks.len()) } else { Vec::new() };
    let blocks: Vec<serde_json::Value> = blocks
        .iter()
        .enumerate()
        .map(|(n, block)| {
            serde_json::json!({
                "text": block.text(),
                "kind": block.kind().as_str(),
                "row": view.row(n),
                "apart": false,
                "score": scores.get(n),
                "names": [],
                "tokens": spelled(block.text(), TOKENS),
            })
        })
        .collect();
    serde_json::json!({"id": id, "features": features::names(), "blocks": blocks})
}
