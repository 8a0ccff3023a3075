//! S133: see `cut_leftovers.md`.

use serde::{Deserialize, Serialize};

use super::fields::beside_title;
use super::layout::is_prose;
use super::lift_title::repeats;
use super::margins::Margins;
use super::surroundings::Saved;
use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<CutLeftovers>(
    "S133",
    "cut-leftovers",
    Stage::Structure,
    "Cuts what is left of a page beside its text, once titles, names and dates are taken from there.",
    include_str!("cut_leftovers.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutLeftovers {}

/// Greatest score of what goes, and of what goes above the text while no title is known: it may stand there.
const MOST: u8 = 15;
const UNTITLED: u8 = 4;

/// Lines below the title that are read for a date.
const BELOW: usize = 6;

impl Pass for CutLeftovers {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let Some(page) = Saved::of(doc) else {
            if matches!(doc.format, "text" | "markdown") {
                cut_margins(doc, changes);
            }
            return Verdict::Keep;
        };
        let titled = doc.meta().get(MetaKey::Title).is_some();
        for (n, (block, score)) in page.blocks.iter().enumerate().filter(|(n, _)| page.is_outside(*n)) {
            let most = if titled || n > page.last { MOST } else { UNTITLED };
            let open = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Heading(_));
            if *score <= most && open && block.cut_by().is_none() {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

/// Cuts the lines that are of the page, and reads a date from those below the title first.
fn cut_margins(doc: &Document, changes: &mut Changes) {
    let lines = doc.margins(|| Margins::told(doc));
    if lines.is_empty() {
        return;
    }
    if doc.meta().get(MetaKey::Date).is_none() {
        let title = doc.meta().get(MetaKey::Title).unwrap_or_default();
        let below =
            doc.blocks().skip_while(|b| !repeats(b.text(), title)).skip(1).take_while(|b| !is_prose(b)).take(BELOW);
        let likely = |b: &&Block| lines.iter().any(|line| line.id == b.id() && line.of_page);
        if let Some((block, date)) = beside_title::date(below.filter(likely)) {
            changes.add_meta(MetaKey::Date, date, "beside-title");
            changes.relabel(block, Kind::Meta);
        }
    }
    // Items of one list go together or not at all.
    let mark = |b: &Block| b.text().chars().next().filter(|c| matches!(c, '·' | '•' | '■' | '◆' | '▪' | '●'));
    let line = |b: &Block| lines.iter().find(|line| line.id == b.id());
    let all: Vec<&Block> = doc.all_blocks().filter(|b| line(b).is_some()).collect();
    for run in all.chunk_by(|a, b| mark(a).is_some() && mark(a) == mark(b)) {
        let going = run.iter().filter(|b| line(b).is_some_and(|line| line.goes)).count();
        if run.len() == 1 && going == 1 || run.len() > 1 && going * 2 > run.len() {
            run.iter().filter(|b| b.cut_by().is_none()).for_each(|block| changes.cut(block));
        }
    }
}
