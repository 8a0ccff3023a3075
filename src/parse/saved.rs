//! Whole pages that were saved without their markup: lines of menus, lists of other texts, the text, comments and a footer, one
//! below the other. A model says of every block how likely it is of the text; the pass `cut-surroundings` decides.

mod title;

use std::sync::LazyLock;

use crate::document::{Block, Kind};
use crate::lines::{self, View};
use crate::model::measure::spelled;
use crate::model::{Stack, TOKENS, Tables};
use crate::phrases::Class;

/// Blocks of the longest document that is looked at: one of more is a book or a log.
const MOST: usize = 20_000;

/// Short lines of the least that a page has around its text, and how many of them open with a phrase of pages that is half of the line; and
/// how many make a page without such phrases, if they are half of it. Less than `cut-surroundings` asks for, but cheap to tell before
/// all blocks are measured, which costs more than all passes together.
const LINES: usize = 8;
const TOLD: usize = 2;
const MANY: usize = 60;

/// Bytes of the longest such line.
const LINE: usize = 120;

/// Blocks of the sample by which a page of Markdown is told, what the first forest says at most of lines of pages, and the least share of
/// these: of 654 evaluation pages that `cut-surroundings` takes for pages by their lines alone, the share was .33 and more.
const SAMPLE: usize = 64;
const LOW: f32 = 0.15;
const LEAST: f32 = 0.3;

static MODEL: LazyLock<Stack> = LazyLock::new(|| {
    Stack::read(&Tables {
        first: include_str!("../data/saved/first.txt"),
        forests: [include_str!("../data/saved/forest1.txt"), include_str!("../data/saved/forest2.txt")],
        net: include_str!("../data/saved/net.txt"),
        tokens: include_str!("../data/saved/tokens.tsv"),
    })
});

/// Says of the blocks of a document that may be such a page how likely they are of its text, and which is its title.
pub(super) fn score(blocks: &mut [Block], markdown: bool) {
    if !may_be_page(blocks, markdown) {
        return;
    }
    let view = View::new(blocks.iter().collect(), |_| true);
    if markdown && !has_lines_of_pages(&view, blocks.len()) {
        return;
    }
    let scores = scores(&view, blocks.len());
    let title = title::find(&view, &scores, |n| !is_keyed(&blocks[n]));
    drop(view);
    for (n, (block, score)) in blocks.iter_mut().zip(scores).enumerate() {
        block.score = Some(score);
        block.titular = title == Some(n);
    }
}

/// Whether a line is a field that says nothing that can be kept, or whom a text is from: `（原标题：水车停了）`, `Courtesy of Riverton News`.
fn is_keyed(block: &Block) -> bool {
    if block.text().starts_with("Courtesy of ") {
        return true;
    }
    block.opening().is_some_and(|hit| {
        hit.classes.contains(&Class::Drop) && block.text()[hit.range.end..].trim_start().starts_with([':', '：'])
    })
}

/// Scores in percent, a block each.
fn scores(view: &View<'_>, blocks: usize) -> Vec<u8> {
    MODEL.scores((0..blocks).map(|n| row(view, n)).collect(), &view.groups())
}

/// What is known of block `n`.
fn row(view: &View<'_>, n: usize) -> Vec<f32> {
    let mut row = view.row(n);
    // Names of elements, of which there are none.
    row.extend([0.0; 7]);
    if let Some(measure) = view.measure(n) {
        MODEL.words.look_up(measure, &mut row);
    }
    row
}

/// Whether the first forest takes enough of a sample of the blocks for lines of a page. Half of a page of Markdown must be, and a
/// list of 500 items that people wrote is not worth asking all models.
fn has_lines_of_pages(view: &View<'_>, blocks: usize) -> bool {
    let sample: Vec<Vec<f32>> = (0..blocks).step_by(blocks.div_ceil(SAMPLE).max(1)).map(|n| row(view, n)).collect();
    let low = MODEL.first(&sample).into_iter().filter(|score| *score < LOW).count();
    low as f32 >= LEAST * sample.len() as f32
}

/// Whether a document has as many short lines that end no sentence as pages have, or some and the words of pages in them. People write
/// lists in Markdown, so there only many say something.
fn may_be_page(blocks: &[Block], markdown: bool) -> bool {
    let line = |b: &&Block| {
        let kind = matches!(b.kind(), Kind::Paragraph | Kind::ListItem);
        kind && b.text().len() <= LINE && !crate::chars::is_sentence(b.text())
    };
    let told = |b: &&Block| b.opening().is_some_and(|hit| hit.range.len() * 2 >= b.text().len());
    let lines = || blocks.iter().filter(line);
    let many = || lines().nth(MANY.max(blocks.len() / 2) - 1).is_some();
    let some = || lines().nth(LINES - 1).is_some() && lines().filter(told).nth(TOLD - 1).is_some();
    (LINES..=MOST).contains(&blocks.len()) && (!markdown && some() || many())
}

/// What `tools/fit_content.py` learns from: a JSON line for a page saved without markup.
pub(super) fn fit_line(id: &str, blocks: &[Block]) -> serde_json::Value {
    let view = View::new(blocks.iter().collect(), |_| true);
    let scores = scores(&view, blocks.len());
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
    serde_json::json!({"id": id, "features": lines::names(), "blocks": blocks})
}
