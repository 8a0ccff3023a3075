//! S102: see `extract_content.md`.

use serde::{Deserialize, Serialize};

use super::layout::width;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::Class;

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
        let mut keeps: Vec<bool> = blocks
            .iter()
            .map(|b| b.hints().is_some_and(|h| h.site.is_some()) || score(b).is_none_or(|s| s >= least))
            .collect();
        if self.favor != Favor::Precision {
            without_links(&blocks, &mut keeps);
            whole_lists(&blocks, &mut keeps);
            below_title(doc, &blocks, &mut keeps);
            examples(&blocks, &mut keeps);
            ends_of_texts(&blocks, &mut keeps);
        }
        let terms: Vec<bool> = (0..blocks.len()).map(|n| keeps[n] || is_term(&blocks, n, &keeps)).collect();
        for (n, block) in blocks.iter().enumerate() {
            if !terms[n] && !heads(&blocks, n, &terms) && !shows(&blocks, n, &terms) {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

/// Greatest width of the text of a page that may not look like text for its shortness, all around it counted but links.
const SHORT: usize = 1000;
/// Least probability in percent of the title of such a page.
const TITLE: u8 = 20;

/// Least probability in percent of a block on a page without links: what is hidden there has less.
const UNLINKED: u8 = 5;

/// What pages speak of.
const OF_PAGES: [Class; 4] = [Class::Nav, Class::Share, Class::Button, Class::Legal];

/// Keeps all of a page that leads nowhere: without a link it has no menu, no other texts and no foot. Lines in words of pages are asked of
/// the model all the same.
fn without_links(blocks: &[&Block], keeps: &mut [bool]) {
    let plain = |b: &&Block| b.hints().is_some_and(|h| h.link_chars == 0 && h.links.is_empty());
    if blocks.iter().all(plain) {
        for (keep, block) in keeps.iter_mut().zip(blocks) {
            let likely = block.hints().and_then(|h| h.content).is_some_and(|s| s >= UNLINKED);
            *keep |= likely && block.scan().coverage(&OF_PAGES) < 0.3;
        }
    }
}

/// Keeps what stands below the title of a short page with a list or a table, up to the last line of it or of the text, where nothing of
/// it is a link or speaks of pages.
fn below_title(doc: &Document, blocks: &[&Block], keeps: &mut [bool]) {
    let Some(title) = doc.meta().get(MetaKey::Title) else { return };
    let likely = |b: &Block| b.hints().and_then(|h| h.content).is_some_and(|s| s >= TITLE);
    let is_title = |b: &&Block| {
        matches!(b.kind(), Kind::Heading(1) | Kind::Title) && likely(b) && chars::trim(b.text()) == chars::trim(title)
    };
    let Some(from) = blocks.iter().position(is_title) else { return };
    let plain = |b: &Block| b.hints().is_some_and(|h| h.link_chars == 0);
    if blocks.iter().filter(|b| plain(b)).map(|b| width(b)).sum::<usize>() > SHORT {
        return;
    }
    let depth = |b: &Block| b.hints().map_or(0, |h| h.depth);
    // `2011 : Retour` is an item.
    let most = |b: &Block| if b.kind() == Kind::ListItem { 0.7 } else { 0.3 };
    let goes_on = |b: &Block| plain(b) && depth(b) >= depth(blocks[from]) && b.scan().coverage(&OF_PAGES) < most(b);
    let part = 1 + blocks[from + 1..].iter().take_while(|b| goes_on(b)).count();
    let list = |n: &usize| matches!(blocks[*n].kind(), Kind::ListItem | Kind::Table);
    let part = from + 1..from + part;
    let found = part.clone().any(|n| keeps[n]) && part.clone().any(|n| list(&n));
    if let Some(last) = part.rev().find(|n| keeps[*n] || list(n)).filter(|_| found) {
        keeps[from..=last].fill(true);
    }
}

/// Items of a list, and least probability in percent of one that stays with the others:
/// on the evaluation sets 15 brought back counts beside who wrote a post as well.
const LIST: usize = 3;
const ITEM: u8 = 25;

/// Keeps what is left of a list that stays: of an item as short as `2 eggs` nothing tells that it is of the text but the others.
fn whole_lists(blocks: &[&Block], keeps: &mut [bool]) {
    let hints = |n: usize| blocks.get(n).and_then(|b| b.hints());
    // An item that is a link as a whole leads away; one with a link in it may be like the others.
    let leads = |n: usize, links: u32| {
        let letters = blocks[n].text().chars().filter(|c| chars::is_alphanumeric(*c)).count();
        u32::try_from(letters).is_ok_and(|letters| links * 10 >= letters * 7)
    };
    let item = |n: usize| {
        hints(n).is_some_and(|h| matches!(h.tag, "li" | "dd" | "dt") && (h.link_chars == 0 || !leads(n, h.link_chars)))
    };
    let mut n = 0;
    while n < blocks.len() {
        if !item(n) {
            n += 1;
            continue;
        }
        let depth = hints(n).map(|h| h.depth);
        let end = (n..blocks.len()).find(|m| !item(*m) || hints(*m).map(|h| h.depth) != depth).unwrap_or(blocks.len());
        let stays = (n..end).filter(|m| kept(keeps, *m)).count();
        // Amid the text one item speaks for the others.
        let amid = stays > 0 && n > 0 && kept(keeps, n - 1) && kept(keeps, end);
        if (stays * 2 >= end - n || amid) && end - n >= LIST {
            for (keep, m) in keeps.iter_mut().take(end).skip(n).zip(n..) {
                let score = hints(m).and_then(|h| h.content);
                *keep |= score.is_some_and(|s| s >= ITEM);
            }
        }
        n = end;
    }
}

/// Keeps what a line that ends in a colon leads to, if it is code, and such lines between one example and the next.
fn examples(blocks: &[&Block], keeps: &mut [bool]) {
    let plain = |n: usize| blocks[n].hints().is_some_and(|h| h.link_chars == 0);
    let leads = |n: usize| blocks[n].kind() == Kind::Paragraph && blocks[n].text().trim_end().ends_with([':', '：']);
    let code = |n: usize| blocks.get(n).is_some_and(|b| b.kind() == Kind::Code);
    for n in 1..blocks.len() {
        let above = kept(keeps, n - 1);
        if above && !kept(keeps, n) && (code(n) && leads(n - 1) || code(n - 1) && leads(n) && plain(n) && code(n + 1)) {
            keeps[n] = true;
        }
    }
}

/// Blocks of the text above which what ends it is looked for, and least probability in percent of what is kept there.
const PROSE: usize = 3;
const END: u8 = 8;

/// Keeps what directly follows a text of several paragraphs, as deep in the page, without a link: the list, the table, the verse or the code that
/// it ends with, under its heading. Of short lines behind long ones the model thinks little.
fn ends_of_texts(blocks: &[&Block], keeps: &mut [bool]) {
    let Some(last) = keeps.iter().rposition(|keep| *keep) else { return };
    let prose = |n: &usize| keeps[*n] && blocks[*n].kind() == Kind::Paragraph && chars::is_sentence(blocks[*n].text());
    let Some(text) = (0..=last).rev().find(prose) else { return };
    let depth = |n: usize| blocks[n].hints().map_or(0, |h| h.depth);
    if (0..=text).filter(prose).nth(PROSE - 1).is_none() {
        return;
    }
    let heading = |n: usize| blocks[n].kind().is_heading();
    let fits = |n: &usize| {
        let block = blocks[*n];
        let plain =
            block.hints().is_some_and(|h| h.link_chars == 0 && h.content.is_some_and(|s| heading(*n) || s >= END));
        let kind = matches!(block.kind(), Kind::ListItem | Kind::Table | Kind::Code | Kind::Quote) || heading(*n);
        plain && kind && depth(*n) >= depth(text) && block.scan().coverage(&OF_PAGES) < 0.3
    };
    let end = (last + 1..blocks.len()).take_while(fits).last().map_or(last, |n| n);
    let end = (last + 1..=end).rev().find(|n| !heading(*n)).unwrap_or(last);
    keeps[last + 1..=end].fill(true);
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

/// Whether a block is code, or a table without a link, in the middle of kept text: an example scores low by itself where it is all names and
/// numbers, as tables that a program printed are. (That 5 to 25 for the limit gave the same in cross-validation says
/// that what matters is the place.)
fn shows(blocks: &[&Block], n: usize, keeps: &[bool]) -> bool {
    let score = blocks.get(n).and_then(|b| b.hints()).and_then(|h| h.content);
    let plain = |b: &Block| b.hints().is_some_and(|h| h.link_chars == 0);
    blocks.get(n).is_some_and(|b| b.kind() == Kind::Code || b.kind() == Kind::Table && plain(b))
        && score.is_some_and(|s| s >= HEADING)
        && (n.saturating_sub(BEFORE)..n).any(|n| kept(keeps, n))
        && (n + 1..=n + AFTER).any(|n| kept(keeps, n))
}
