//! S105: see `cut_surroundings.md`.

use serde::{Deserialize, Serialize};

use super::fields::imprints::whole_date;
use super::fields::{meta_line, stamps};
use super::layout::{is_prose, width};
use super::people::byline::byline;
use super::surroundings::Saved;
use super::titles::top_headings;
use crate::changes::Changes;
use crate::document::{Block, Document};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<CutSurroundings>(
    "S105",
    "cut-surroundings",
    Stage::Structure,
    "Cuts the page around the text where a whole page was saved without its markup.",
    include_str!("cut_surroundings.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutSurroundings {}

/// Least score of what stays, and of lines that stay above and below a text that is all of its page.
const LEAST: u8 = 25;
const OUTSIDE: u8 = 50;
/// The same of paragraphs there.
const PARAGRAPH: u8 = 40;

/// Blocks above and below the text in which its title, its date and its writers stand: other passes look at these.
const HEAD: usize = 8;
const FOOT: usize = 6;
/// Blocks above the text that stay while its title is not known.
const UNTITLED: usize = 12;

/// Lines over one about the text that may be its title, and below it.
const OVER: usize = 2;
const UNDER: usize = 1;

/// Lines over it among which a line as wide as a title is the first, and that width.
const FAR: usize = 5;
const TITLE: usize = 24;

/// Lines above the title among which its date and its writers may stand.
const ABOUT: usize = 4;

impl Pass for CutSurroundings {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let Some(page) = Saved::of(doc) else { return Verdict::Keep };
        let most = if page.title.is_some() { HEAD } else { UNTITLED };
        let near = page.first.saturating_sub(most)..page.last + 1 + FOOT;
        // Where no title is known it may stand over the first line about the text, however far above.
        let about = |n: &usize| {
            let text = page.blocks[*n].0.text();
            is_about(text) || stamps::read(text).is_some()
        };
        let stamps = if page.title.is_none() {
            let dated = |n: &usize| whole_date(page.blocks[*n].0.text()).is_some();
            [(0..page.first).find(about), (0..page.first).rfind(about), (0..page.first).rfind(dated)]
        } else {
            [None; 3]
        };
        // `By`, a name and a hyphen may stand between them.
        let wide = |n: &usize| width(page.blocks[*n].0) >= TITLE;
        let above = |stamp: usize| (stamp.saturating_sub(FAR)..stamp).rfind(wide);
        let over = |n: usize| {
            let near = |stamp: usize| (stamp.saturating_sub(OVER)..=stamp + UNDER).contains(&n);
            stamps.into_iter().flatten().any(|stamp| near(stamp) || above(stamp) == Some(n))
        };
        // Below the title stands what is known of the text; above it seldom, and then it is told by what it says.
        let head = |n: usize| match page.title {
            Some(title) if n < title => n + ABOUT >= title && is_about(page.blocks[n].0.text()),
            Some(title) => n <= title + HEAD || near.contains(&n),
            None => near.contains(&n) || over(n),
        };
        let boxes = page.boxes();
        let again = page.again();
        // The heading over the text of a page in Markdown, unless another is the title.
        let headed = page.title.is_some_and(|n| page.blocks[n].0.kind().is_heading());
        let top = if doc.format == "markdown" && !headed {
            let blocks: Vec<&Block> = page.blocks.iter().map(|(block, _)| *block).collect();
            top_headings::over_text(&blocks).filter(|n| *n < page.first)
        } else {
            None
        };
        for (n, (block, score)) in page.blocks.iter().enumerate() {
            let stays = match n {
                _ if Some(n) == top => true,
                _ if n < page.first => !page.is_outside(n) || head(n),
                _ if n > page.last => !page.is_outside(n) || near.contains(&n),
                _ => !boxes[n] || page.title.is_some_and(|title| n <= title + HEAD),
            };
            if again[n] && block.cut_by().is_none() {
                changes.cut(block);
                continue;
            }
            let least = match page.whole && page.is_outside(n) {
                true if is_prose(block) => PARAGRAPH,
                true => OUTSIDE,
                false => LEAST,
            };
            if *score < least && !stays && block.cut_by().is_none_or(|pass| pass.spec().code == SPEC.code) {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

/// Whether a line says something about a text.
fn is_about(text: &str) -> bool {
    meta_line::read(text).is_some() || whole_date(text).is_some() || byline(text).is_some()
}
