//! S133: see `cut_leftovers.md`.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::fields::beside_title;
use super::fields::events::is_of_event;
use super::headings::numbers::is_of_document;
use super::layout::is_prose;
use super::margins::Margins;
use super::surroundings::Saved;
use super::titles::again::repeats;
use crate::changes::Changes;
use crate::document::{Block, BlockId, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Words, simplify};

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

/// Lines below the title that are read for a date; bytes of the shortest title that tells of which text another line speaks,
/// and of the longest such line.
const BELOW: usize = 6;
const NAMED: usize = 15;
const LINE: usize = 400;

impl Pass for CutLeftovers {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let Some(page) = Saved::of(doc) else {
            // Of a whole page in HTML the markup has told all that.
            let whole = |b: &Block| b.hints().is_some_and(|hints| hints.content.is_some());
            if doc.format != "verbatim" && !doc.all_blocks().any(whole) {
                cut_margins(doc, changes);
            }
            return Verdict::Keep;
        };
        let mut gone = cut_margins(doc, changes);
        let titled = doc.meta().get(MetaKey::Title).is_some();
        for (n, (block, score)) in page.blocks.iter().enumerate().filter(|(n, _)| page.is_outside(*n)) {
            let most = if titled || n > page.last { MOST } else { UNTITLED };
            let open = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Heading(_));
            if *score <= most && open && block.cut_by().is_none() && gone.insert(block.id()) {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

/// Cuts the lines that are of the page, and reads a date from those below the title first; says which it cut.
fn cut_margins(doc: &Document, changes: &mut Changes) -> HashSet<BlockId> {
    let lines = doc.margins(|| Margins::told(doc));
    let mut gone = HashSet::new();
    if lines.is_empty() {
        return gone;
    }
    if doc.meta().get(MetaKey::Date).is_none() {
        let title = doc.meta().get(MetaKey::Title).unwrap_or_default();
        let below =
            doc.blocks().skip_while(|b| !repeats(b.text(), title)).skip(1).take_while(|b| !is_prose(b)).take(BELOW);
        // Beside a place and the like it is the date of an event.
        let below: Vec<&Block> = below.collect();
        let event = below.iter().any(|b| is_of_event(b));
        let below = below.into_iter().filter(|_| !event);
        let likely = |b: &&Block| lines.iter().any(|line| line.id == b.id() && line.of_page);
        // `石桥日报 要闻 00003 水车转起来了 2019-05-17`: what the program of a paper says of the text.
        let names = |b: &&Block| title.len() >= NAMED && b.text().len() <= LINE && b.text().contains(title);
        let found = beside_title::date(below.filter(likely))
            .or_else(|| beside_title::date(doc.blocks().filter(likely).filter(names)));
        if let Some((block, date)) = found {
            changes.add_meta(MetaKey::Date, date, "beside-title");
            changes.relabel(block, Kind::Meta);
        }
    }
    // Items of one list go together or not at all.
    let mark = |b: &Block| b.text().chars().next().filter(|c| matches!(c, '·' | '•' | '■' | '◆' | '▪' | '●'));
    let line = |b: &Block| lines.iter().find(|line| line.id == b.id());
    // In a fragment of HTML the first heading is the title, and what stands above the text may be it.
    let above = if doc.format == "html" { doc.all_blocks().position(is_prose).unwrap_or(usize::MAX) } else { 0 };
    let all: Vec<&Block> = doc.all_blocks().skip(above).filter(|b| line(b).is_some()).collect();
    for run in all.chunk_by(|a, b| mark(a).is_some() && mark(a) == mark(b)) {
        let going = run.iter().filter(|b| line(b).is_some_and(|line| line.goes)).count();
        if run.len() == 1 && going == 1 || run.len() > 1 && going * 2 > run.len() {
            // `前言` heads the first paragraphs.
            let preface = |b: &Block| Words::Preface.has(&simplify(b.text().trim()).to_lowercase());
            let number = |b: &Block| is_of_document(b.text().trim());
            for block in run.iter().filter(|b| b.cut_by().is_none() && !preface(b) && !number(b)) {
                gone.insert(block.id());
                changes.cut(block);
            }
        }
    }
    gone
}
