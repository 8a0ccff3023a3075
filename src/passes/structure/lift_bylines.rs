//! S111: see `lift_bylines.md`.

use serde::{Deserialize, Serialize};

use super::captions::credits;
use super::fields::{beside_title, casts, day_codes, mail_heads, owners};
use super::furniture::{spoken, tails};
use super::layout::{Layout, is_line, is_prose};
use super::people::readers::{self, Line};
use super::people::{BYLINE_MARKS, People, affiliations, datelines, leads, persons, posts, signed::Signed, within};
use super::surroundings::Saved;
use super::titles::addresses;
use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<LiftBylines>(
    "S111",
    "lift-bylines",
    Stage::Structure,
    "Turns bylines before and after the body into authors.",
    include_str!("lift_bylines.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LiftBylines {}

/// Blocks from either end of the prose in which a byline may stand.
const REACH: usize = 6;

/// Greatest width of a byline: several reporters with their roles.
pub(super) const WIDEST: usize = 100;

impl Pass for LiftBylines {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let layout = Layout::of(doc);
        // Short last sentences (`故事还在继续。`) are too short for prose.
        let end = tails::closing(&layout, REACH);
        let mut signed = Signed::default();
        let mut staged = casts::of_text(&layout);
        if doc.format != "html" {
            staged.extend(spoken::introduced(&layout.blocks));
        }
        let mail = mail_heads::find(&layout);
        let published = [MetaKey::Date, MetaKey::Publisher].iter().any(|key| doc.meta().get(*key).is_some());
        let addressed = addresses::salutation(&layout.blocks);
        // A date that is known stays.
        day_codes::find(&layout).into_iter().for_each(|date| changes.add_meta(MetaKey::Date, date, "day-code"));
        for (n, block) in layout.blocks.iter().enumerate() {
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem)
                || block.kind() == Kind::Quote && n < layout.first;
            if !kind
                || !layout.at_edge(n, REACH)
                || staged.contains(&block.id())
                || mail.is_within(n)
                || posts::heads_person(block, layout.blocks.get(n + 1))
                || is_listed(&layout, n)
                || doc.format != "html" && is_one_of_many(&layout, block)
            {
                continue;
            }
            let unknown = !signed.written && doc.meta().get(MetaKey::Author).is_none();
            let line = Line { doc, layout: &layout, n, block, end, addressed, written: signed.written, unknown };
            let people = readers::outright(&line);
            if people.is_none() && !signed.written {
                let found = affiliations::authors(&layout, n).or_else(|| affiliations::of_office(&layout, n));
                if let Some((authors, institutes)) = found {
                    signed.add(People { authors, ..People::default() }, changes);
                    changes.relabel(block, Kind::Byline);
                    let below = layout.blocks.iter().skip(n + 1).take(institutes);
                    below.for_each(|line| changes.relabel(line, Kind::Meta));
                    continue;
                }
            }
            if let Some(people) = people.or_else(|| readers::read(&line)) {
                signed.add(people, changes);
                changes.relabel(block, Kind::Byline);
                continue;
            }
            signed.artists.extend(within::photographer(block.text()));
            if readers::signs_again(&line) {
                changes.relabel(block, Kind::Byline);
                continue;
            }
            if readers::may_lead(&line) {
                read_lead(doc, block, &mut signed, changes);
            }
            if n + 1 == end {
                lift_tail(&layout, block, published, &mut signed, changes);
                let name = if unknown && !signed.written { tails::short_name_below(&layout, n) } else { None };
                if let Some(name) = name {
                    signed.add(People { authors: vec![name.to_owned()], ..People::default() }, changes);
                }
            }
        }
        if !signed.written && doc.meta().get(MetaKey::Author).is_none() {
            sign_otherwise(doc, &layout, signed, changes);
        }
        Verdict::Keep
    }
}

/// Items of a list are what it lists: `白茶` between `绿茶` and `红茶` signs nothing, nor does `黄酒`. In a second run one beside them
/// may be a byline already.
fn is_listed(layout: &Layout<'_>, n: usize) -> bool {
    let item = |m: Option<usize>| {
        let block = m.and_then(|m| layout.blocks.get(m));
        block.is_some_and(|b| matches!(b.kind(), Kind::ListItem | Kind::Byline))
    };
    let block = layout.blocks[n];
    block.kind() == Kind::ListItem && (item(n.checked_sub(1)) || item(Some(n + 1))) && !posts::has_role(block)
}

/// `■黄豆芽` among others with the mark, `by Ann Lee` under each picture of a list: lines that begin as two others do.
fn is_one_of_many(layout: &Layout<'_>, block: &Block) -> bool {
    let text = block.text();
    let opening = match text.chars().next() {
        Some(c) if BYLINE_MARKS.contains(&c) => &text[..c.len_utf8()],
        Some('B' | 'b') if text.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by ")) => &text[..3],
        Some('作') if text.starts_with("作者") => "作者",
        _ => return false,
    };
    // Few long lines are asked for all others.
    if !is_line(block, WIDEST) {
        return false;
    }
    let others = |b: &&&Block| b.id() != block.id() && b.text().starts_with(opening) && is_line(b, WIDEST);
    let marked = text.starts_with(BYLINE_MARKS);
    layout.blocks.iter().filter(others).nth(1).is_some() && !(marked && posts::has_role(block))
}

/// Who wrote a text in which no line says so.
fn sign_otherwise(doc: &Document, layout: &Layout<'_>, mut signed: Signed, changes: &mut Changes) {
    if let Some(writers) = Saved::of(doc).and_then(|page| beside_title::writers(&page)) {
        let named = writers.iter().filter_map(|name| persons::named(MetaKey::Author, name));
        named.for_each(|name| changes.add_meta(MetaKey::Author, name, "beside-title"));
        return;
    }
    if let Some(people) = within::find(layout) {
        signed.add(people, changes);
    }
    if signed.written {
        return;
    }
    let owner = || if doc.format == "html" { None } else { owners::owner(doc, layout) };
    if let Some(name) = leads::below(doc).or_else(owner) {
        changes.add_meta(MetaKey::Author, name, "owner");
        return;
    }
    // Who took the pictures is the author of a document that nobody else signed.
    for name in signed.artists {
        changes.add_meta(MetaKey::Author, name, "byline");
    }
}

/// A dateline names the reporters (`本报讯（记者 甲 通讯员 乙）`, `某某网记者甲5月13日报道`). It is part of the text, and stays.
fn read_lead(doc: &Document, block: &Block, signed: &mut Signed, changes: &mut Changes) {
    let Some(line) = datelines::read(block.text()) else {
        // `本报记者 陈小河 今年春天……`
        if doc.meta().get(MetaKey::Author).is_none() && !signed.written {
            leads::read(block.text()).into_iter().for_each(|people| signed.add(people, changes));
        }
        return;
    };
    if let Some(date) = line.date.filter(|_| doc.meta().get(MetaKey::Date).is_none()) {
        changes.add_meta(MetaKey::Date, date, "dateline");
    }
    // Who only passes news on signs below the title or the text.
    let unknown = doc.meta().get(MetaKey::Publisher).is_none();
    if !line.people.authors.is_empty() || unknown {
        signed.add(line.people, changes);
    }
}

/// The last paragraph often ends in who wrote it, the source or the editor; below what was published names alone do.
fn lift_tail(layout: &Layout<'_>, block: &Block, published: bool, signed: &mut Signed, changes: &mut Changes) {
    let listed = || if signed.written || !published { None } else { tails::names_listed(block) };
    let Some(tail) = tails::read(block).or_else(listed) else { return };
    // `……的人是____。（李冰）`: two others and more end in such a bracket, with the answer.
    let answered = |b: &&&Block| tails::ends_in_word(b.text());
    if tail.found.is_empty()
        && tails::ends_in_word(block.text())
        && layout.blocks.iter().filter(answered).nth(2).is_some()
    {
        return;
    }
    // A short paragraph that ends in who took a picture is its caption, where there are others.
    let others = || layout.blocks.iter().filter(|b| is_prose(b) && b.id() != block.id()).nth(1).is_some();
    let captions = || layout.blocks.iter().filter(|b| credits::is_shot(b)).nth(1).is_some();
    if tail.found.is_empty() && credits::is_shot(block) && (others() || captions()) {
        return;
    }
    for people in tail.people {
        signed.add(people, changes);
    }
    for (key, value) in tail.found {
        changes.add_meta(key, value, "meta-line");
    }
    changes.split(block, tail.at, block.kind());
    changes.relabel(block, tail.kind);
}
