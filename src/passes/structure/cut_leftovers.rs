//! S133: see `cut_leftovers.md`.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::fields::events::is_of_event;
use super::fields::{beside_title, casts, day_lines, filings, mail_heads};
use super::headings::numbers::is_of_document;
use super::layout::{Layout, is_prose};
use super::margins::Margins;
use super::people::{below_text, full_names, under_title};
use super::surroundings::Saved;
use super::titles::again::repeats;
use crate::changes::Changes;
use crate::chars;
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

/// Greatest score of what goes, the same around a text that is all of its page, and above a text while no title is known: it may stand there.
const MOST: u8 = 15;
const WHOLE: u8 = 25;
const UNTITLED: u8 = 4;

/// Lines below the title that are read for a date; bytes of the shortest title that tells of which text another line speaks,
/// and of the longest such line.
const BELOW: usize = 6;
const NAMED: usize = 15;

/// Lines over the title among which who wrote stands beside the day.
const OVER: usize = 4;

/// Bytes of the place behind who signed.
const PLACE: usize = 32;

/// Lines in which the name of who wrote stands over a button to follow them, and bytes of the longest that says the title again.
const HEAD: usize = 24;
const LINE: usize = 400;

impl Pass for CutLeftovers {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        // What stands below a letter sent by mail is the letter that it answers.
        if doc.format == "text" && mail_heads::opens(&Layout::of(doc)) {
            return Verdict::Keep;
        }
        let unknown = doc.meta().get(MetaKey::Author).is_none() && doc.meta().get(MetaKey::Editor).is_none();
        let writer =
            if doc.format != "verbatim" && doc.format != "html" && unknown { find_writer(doc, changes) } else { None };
        let Some(page) = Saved::of(doc) else {
            // Of a whole page in HTML the markup has told all that.
            let whole = |b: &Block| b.hints().is_some_and(|hints| hints.content.is_some());
            if doc.format != "verbatim" && !doc.all_blocks().any(whole) {
                cut_margins(doc, writer, changes);
            }
            return Verdict::Keep;
        };
        let mut gone = cut_margins(doc, writer, changes);
        let titled = doc.meta().get(MetaKey::Title).is_some();
        let stays = if doc.format == "markdown" { whole_lists(&page) } else { HashSet::new() };
        for (n, (block, score)) in page.blocks.iter().enumerate().filter(|(n, _)| page.is_outside(*n)) {
            let most = match n {
                _ if !titled && n < page.first => UNTITLED,
                _ if page.whole => WHOLE,
                _ => MOST,
            };
            let open = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Heading(_));
            if *score <= most && open && block.cut_by().is_none() && !stays.contains(&n) && gone.insert(block.id()) {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

/// Items of lists of which half and more score higher than what goes: a list goes as a whole or not at all.
fn whole_lists(page: &Saved<'_>) -> HashSet<usize> {
    let lines: Vec<(usize, &Block, u8)> =
        page.blocks.iter().enumerate().map(|(n, (b, score))| (n, *b, *score)).collect();
    let item = |b: &Block| b.kind() == Kind::ListItem && b.cut_by().is_none();
    let lists = lines.chunk_by(|a, b| item(a.1) && item(b.1)).filter(|list| list.len() > 1);
    let high =
        |list: &&[(usize, &Block, u8)]| list.iter().filter(|(.., score)| *score > WHOLE).count() * 2 >= list.len();
    lists.filter(high).flatten().map(|(n, ..)| *n).collect()
}

/// Who wrote, where a line between title and text is a name beside the day, or the last sentence tells who somebody is.
fn find_writer(doc: &Document, changes: &mut Changes) -> Option<BlockId> {
    let title = doc.meta().get(MetaKey::Title)?;
    // Passes before may have cut lines there, and hundreds of a menu above the title.
    let all: Vec<&Block> = doc.all_blocks().collect();
    let names = |b: &&Block| repeats(b.text(), title);
    let left = all.iter().position(|b| b.cut_by().is_none() && b.kind() == Kind::Meta && names(b));
    let found = left.or_else(|| all.iter().take(2 * HEAD).position(names));
    let at = found.unwrap_or(all.len().min(2 * HEAD));
    let (above, below) = (&all[at.saturating_sub(2 * HEAD)..at], if found.is_some() { &all[at..] } else { &[] });
    let mut below = below.iter().copied().skip_while(names);
    let lines: Vec<&Block> = below.by_ref().take_while(|b| !is_prose(b)).take(BELOW).collect();
    // `by` alone over the name.
    let parted = lines.windows(2).find(|pair| Words::WriterBy.has(&pair[0].text().trim().to_lowercase()));
    let parted = parted.map(|pair| pair[1]).filter(|b| is_full(b.text().trim()));
    // Where the day is known from another line, the name needs none beside it.
    let dated = doc.meta().get(MetaKey::Date).is_some();
    // In Chinese what a site calls a column looks like a name: `新闻摘要`.
    let japanese = || doc.blocks().filter(|b| is_prose(b)).take(BELOW).any(|b| b.text().contains(chars::is_kana));
    let apart = |names: &[String]| !names.iter().any(|name| name.contains(chars::is_han)) || japanese();
    let found = under_title::find(&lines, dated).filter(|(_, names)| apart(names)).or_else(|| {
        // `Ann Lee`, `Follow`: the head of a post on a platform.
        let follow = |b: &Block| Words::FollowWriter.has(b.text().trim());
        let pair = above.windows(2).take(HEAD).find(|pair| follow(pair[1]));
        pair.and_then(|pair| Some((pair[0], under_title::writers(pair[0].text())?.names)))
    });
    let whole = |b: &'_ Block| vec![b.text().trim().to_owned()];
    let found = parted.map(|b| (b, whole(b))).or(found).or_else(|| {
        // `Ann Lee`, `Business`, `May 3, 2019` over the title; and below a line or two that sum up, over other lines of the page.
        let over = &above[above.len().saturating_sub(OVER)..];
        let day = over.iter().any(|b| b.kind() == Kind::Meta && b.cut_by().is_none());
        let named = |b: &&Block| b.kind() == Kind::Paragraph && full_names::is_name(b.text().trim());
        let mut over = over.iter().copied().filter(named).filter(|_| day);
        let lone = over.next().filter(|_| over.next().is_none());
        lone.or_else(|| {
            let rest: Vec<&Block> = below.take(2).collect();
            let [name, next] = rest.as_slice() else { return None };
            (dated && lines.is_empty() && named(name) && !is_prose(next) && Saved::of(doc).is_some()).then_some(*name)
        })
        .map(|b| (b, whole(b)))
    });
    // Who wrote a play did not write what is said of it.
    let staged = || casts::of_text(&Layout::of(doc));
    let found = found.filter(|(block, _)| !staged().contains(&block.id()));
    let Some((block, names)) = found else {
        // Below the text of a page stands who signed it, or what they are.
        let page = doc.all_blocks().any(|b| b.cut_by().is_some());
        let all: Vec<&Block> = doc.all_blocks().collect();
        let last = all.iter().rposition(|b| b.cut_by().is_none() && is_prose(b)).filter(|_| page)?;
        let first = all.iter().position(|b| b.cut_by().is_none() && is_prose(b))?;
        let bare = |b: &&Block| b.text().trim_start_matches(|c: char| "-–—~ ".contains(c)).trim_end().to_owned();
        let own = |line: String| {
            // `Anna Berg, Rottweil`, `Anna BERG.`
            let name = line.split(',').next().unwrap_or_default().trim_end_matches('.').to_owned();
            let place = line.len() - name.len() <= PLACE && !line[name.len()..].contains(|c: char| c.is_ascii_digit());
            (place && full_names::is_name(&name)).then(|| vec![name])
        };
        let signed = || all.get(last + 1).map(bare).and_then(own);
        let posted = |text: &str| {
            let found = filings::foot(text)?;
            let names = found.into_iter().filter(|(key, _)| *key == MetaKey::Author).map(|(_, name)| name);
            Some(names.collect::<Vec<_>>()).filter(|names| !names.is_empty())
        };
        let line = |b: &&&Block| below_text::below(&bare(b)).or_else(|| posted(b.text()));
        let at = (first + 1..all.len()).find(|n| !is_prose(all[*n]) && line(&&all[*n]).is_some());
        // The day beside who signed.
        if doc.meta().get(MetaKey::Date).is_none()
            && let Some(at) = at
            && let Some(found) =
                [at + 1, at - 1].iter().filter_map(|n| all.get(*n)).find_map(|b| day_lines::of_words(b.text()))
        {
            found.into_iter().for_each(|(key, date)| changes.add_meta(key, date, "below-text"));
        }
        let told = || line(&&all[at?]);
        let who = || all[last.saturating_sub(1)..=last].iter().find_map(|b| below_text::told(b.text()));
        let names = signed().or_else(told).or_else(|| Some(vec![who()?.to_owned()]))?;
        names.into_iter().for_each(|name| changes.add_meta(MetaKey::Author, name, "below-text"));
        return None;
    };
    names.into_iter().for_each(|name| changes.add_meta(MetaKey::Author, name, "beside-title"));
    let open = block.cut_by().is_none() && block.kind() == Kind::Paragraph;
    open.then(|| {
        changes.relabel(block, Kind::Byline);
        block.id()
    })
}

/// Two to four words of letters with capitals.
fn is_full(text: &str) -> bool {
    let word =
        |w: &str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c));
    (2..=4).contains(&text.split(' ').count()) && text.split(' ').all(word)
}

/// A numbered entry of a list of references: `[1]陈小河.水车的轴[M].石桥出版社,1999.`
fn is_reference(text: &str) -> bool {
    let entry = text.strip_prefix(['[', '［']).and_then(|rest| rest.split_once([']', '］']));
    let year = |digits: &[u8]| {
        digits.iter().all(u8::is_ascii_digit) && matches!(digits, [b'1', b'8' | b'9', ..] | [b'2', b'0', ..])
    };
    entry.is_some_and(|(number, rest)| {
        (1..=3).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
            && rest.as_bytes().windows(4).any(year)
    })
}

/// Cuts the lines that are of the page, and reads a date from those below the title first; says which it cut.
fn cut_margins(doc: &Document, writer: Option<BlockId>, changes: &mut Changes) -> HashSet<BlockId> {
    let lines = doc.margins(|| Margins::told(doc));
    let mut gone: HashSet<BlockId> = writer.into_iter().collect();
    if lines.is_empty() {
        return gone;
    }
    // In a text without markup it is what somebody else posted.
    let is_quoted = |b: &Block| b.kind() == Kind::Quote && doc.format == "text";
    if doc.meta().get(MetaKey::Date).is_none() {
        let title = doc.meta().get(MetaKey::Title).unwrap_or_default();
        let below =
            doc.blocks().skip_while(|b| !repeats(b.text(), title)).skip(1).take_while(|b| !is_prose(b)).take(BELOW);
        // Beside a place and the like it is the date of an event.
        let below: Vec<&Block> = below.collect();
        let event = below.iter().any(|b| is_of_event(b));
        let below = below.into_iter().filter(|_| !event);
        let likely = |b: &&Block| !is_quoted(b) && lines.iter().any(|line| line.id == b.id() && line.of_page);
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
    let all: Vec<(usize, &Block)> =
        doc.all_blocks().enumerate().skip(above).filter(|(_, b)| line(b).is_some() && !is_quoted(b)).collect();
    // In Markdown the mark is none of the text.
    let item = |b: &Block| doc.format == "markdown" && b.kind() == Kind::ListItem;
    let together = |(n, a): &(usize, &Block), (m, b): &(usize, &Block)| {
        mark(a).is_some() && mark(a) == mark(b) || item(a) && item(b) && n + 1 == *m
    };
    for run in all.chunk_by(together) {
        let run: Vec<&Block> = run.iter().map(|(_, b)| *b).collect();
        let going = run.iter().filter(|b| line(b).is_some_and(|line| line.goes)).count();
        if run.len() == 1 && going == 1 || run.len() > 1 && going * 2 > run.len() {
            // `前言` heads the first paragraphs.
            let preface = |b: &Block| Words::Preface.has(&simplify(b.text().trim()).to_lowercase());
            let number = |b: &Block| is_of_document(b.text().trim()) || is_reference(b.text().trim());
            for block in
                run.into_iter().filter(|b| b.cut_by().is_none() && Some(b.id()) != writer && !preface(b) && !number(b))
            {
                gone.insert(block.id());
                changes.cut(block);
            }
        }
    }
    gone
}
