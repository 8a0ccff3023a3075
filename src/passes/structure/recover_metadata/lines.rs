//! Lines between the title of a page and its text, and below it, read as those of texts without markup are:
//! `2021-03-04 09:10 石桥日报`, `石桥晚报╱记者陈小河`, `作者：陈小河 编辑：李敏`.

use std::ops::Range;

use super::super::fields::{candidates, meta_line};
use super::super::furniture::others;
use super::super::layout::{self, Layout};
use super::super::people::byline::byline;
use super::super::people::{self, names, persons};
use super::SPEC;
use crate::chars::{self, folded};
use crate::document::{Block, Document};
use crate::meta::{Evidence, MetaKey};
use crate::phrases::{Class, Scan, Words};

/// Least probability in percent of a block that is text, as `extract-content` has it by default.
const TEXT: u8 = 40;

/// Blocks in front of the text among which its title stands, and of them those that are looked at where it does not.
const ABOVE: usize = 25;
const NEAR: usize = 6;

/// Blocks below the text that are looked at, and greatest width of a line.
const BELOW: usize = 6;
const LINE: usize = 140;

/// Blocks below the text in which an editor stands in brackets.
const FOOT: usize = 80;

/// The origins of what the parser took from a line by its marks alone.
const BY_MARKS: &[&str] = &["byline", "byline:reporter", "visible-editor", "visible-source"];

/// Phrases that are in no name.
const NO_NAMES: [Class; 5] = [Class::Share, Class::Button, Class::Drop, Class::Nav, Class::Related];

/// What the lines say.
#[derive(Default)]
pub(super) struct Lines {
    /// Their fields, in order.
    pub(super) fields: Vec<Evidence>,
    /// The lines that are read from end to end.
    read: Vec<String>,
}

impl Lines {
    pub(super) fn new(doc: &Document) -> Lines {
        let mut lines = Lines::default();
        // As a second run sees them, too.
        let blocks = doc.chosen(|b| !layout::is_cut_before(b, SPEC.name));
        let text = |b: &&Block| is_text(b);
        let (Some(first), Some(last)) = (blocks.iter().position(text), blocks.iter().rposition(text)) else {
            return lines;
        };
        let layout = frame(doc, &blocks, first..last + 1);
        let mut found = candidates::find(doc, &layout);
        let beside = |n: &usize| *n < layout.first || *n >= layout.last;
        for n in (0..layout.blocks.len()).filter(beside) {
            // `■相关链接`, and the title: `텍스트 편집기 비교` has no editor.
            let button = || layout.blocks[n].scan().of_class(&NO_NAMES).next().is_some();
            let heading = layout.blocks[n].kind().is_heading();
            if heading || found.iter().any(|(m, _)| *m == n) || button() {
                continue;
            }
            let text = layout.blocks[n].text().trim_matches(['【', '】', '〔', '〕', '[', ']', ' ']);
            if let Some((medium, names)) = people::beside_stroke(text).filter(|_| n < layout.first) {
                let names = names.into_iter().map(|name| (MetaKey::Author, name));
                found.push((n, names.chain([(MetaKey::Publisher, medium.to_owned())]).collect()));
            } else if let Some(people) = byline(layout.blocks[n].text()) {
                let named = |key: MetaKey| move |name: String| (key, name);
                let all = people.authors.into_iter().map(named(MetaKey::Author));
                let all = all.chain(people.editors.into_iter().map(named(MetaKey::Editor)));
                found.push((n, all.chain(people.outlet.into_iter().map(named(MetaKey::Publisher))).collect()));
            }
        }
        found.sort_by_key(|(n, _)| *n);
        for (n, fields) in found.into_iter().filter(|(n, _)| beside(n)) {
            lines.read.push(layout.blocks[n].text().to_owned());
            // Lines vary and repeat; the first that names somebody counts.
            let known: Vec<MetaKey> = lines.fields.iter().map(|field| field.key).collect();
            let fields = fields.iter().flat_map(|(key, value)| parted(*key, whole(*key, value)));
            let new = fields.filter_map(|(key, value)| persons::entry(key, value));
            let of_text = |key: MetaKey, value: &str| match key {
                MetaKey::Author => !is_button(value) && !Words::NameEnd.has(value),
                // `changed` of `Last changed 3/4/2021`
                MetaKey::Publisher => {
                    !value.starts_with(char::is_lowercase) && !Words::PictureHouse.has(&value.to_lowercase())
                }
                _ => true,
            };
            let new = new.filter(|(key, value)| !known.contains(key) && of_text(*key, value));
            let keyed = is_keyed(layout.blocks[n].text());
            lines.fields.extend(new.filter_map(|(key, value)| {
                Some(Evidence { from: from(key, value, keyed)?, key, value: value.to_owned() })
            }));
        }
        if lines.fields.iter().all(|field| field.key != MetaKey::Editor) {
            let below = blocks.iter().take(last + 1 + FOOT).skip(first).find_map(|b| bracketed_editors(b.text()));
            lines.fields.extend(below.unwrap_or_default());
        }
        lines
    }

    /// Whether a value was taken by a mark from a line that is read whole, which says better what the value is.
    pub(super) fn have(&self, e: &Evidence) -> bool {
        // In letters the marks say as much.
        BY_MARKS.contains(&e.from)
            && e.value.contains(chars::is_han)
            && self.fields.iter().any(|field| field.key == e.key)
            && self.read.iter().any(|line| line.contains(e.value.as_str()))
    }
}

/// How a field of a line is called; dates have their own rules.
fn from(key: MetaKey, value: &str, keyed: bool) -> Option<&'static str> {
    match key {
        // Chinese pages say in their head who put them there.
        MetaKey::Author if value.contains(chars::is_han) => Some("line:han-author"),
        // A word beside a date may be the part of the site.
        MetaKey::Author => (value.contains(char::is_whitespace) && is_full(value)).then_some("line:author"),
        MetaKey::Editor => Some("line:editor"),
        MetaKey::Publisher => Some(if keyed && value.contains(chars::is_han) { "line:source" } else { "line:medium" }),
        _ => None,
    }
}

/// Whether a line has a key for where the text is from, or says when it was printed there or who wrote it.
fn is_keyed(line: &str) -> bool {
    line.contains(['／', '╱'])
        || line.bytes().any(|b| b.is_ascii_digit())
        || Words::SourceKey.all().iter().any(|key| line.contains(key))
}

/// A writer without what goes on behind the name: `陈小河发表于`.
fn whole(key: MetaKey, value: &str) -> &str {
    let ends = || Words::NameEnd.all().iter().filter_map(|end| value.find(end)).filter(|at| *at > 0).min();
    match key {
        MetaKey::Author if value.contains(chars::is_han) => value[..ends().unwrap_or(value.len())].trim_end(),
        _ => value,
    }
}

/// `石桥晚报陈小河`, of pieces that the page sets apart by their looks alone: the medium and who wrote in it.
fn parted(key: MetaKey, value: &str) -> Vec<(MetaKey, &str)> {
    let one = |name: &str| (2..=3).contains(&name.chars().count()) && names::split(name).is_some_and(|n| n.len() == 1);
    let cut = (key == MetaKey::Author && value.contains(chars::is_han) && !one(value)).then(|| {
        let ends = value.char_indices().map(|(at, _)| at).rev().skip(1).take(2);
        ends.filter(|at| one(&value[*at..])).find(|at| people::is_medium(&value[..*at]))
    });
    match cut.flatten() {
        Some(at) => vec![(MetaKey::Author, &value[at..]), (MetaKey::Publisher, &value[..at])],
        None => vec![(key, value)],
    }
}

/// Whether a value has a word of buttons and counters in it: `我来说两句 已有0人参与`.
fn is_button(value: &str) -> bool {
    value.contains(chars::is_han)
        && (value.contains(|c: char| c.is_ascii_digit() || "([（［".contains(c))
            || Scan::of(value).of_class(&NO_NAMES).next().is_some())
}

/// Whether every word begins with a capital, or with no letter that has one.
fn is_full(name: &str) -> bool {
    name.split_whitespace().all(|word| !word.starts_with(char::is_lowercase) || names::is_particle(word))
}

/// `（责任编辑：陈小河）`, which stands below other texts, too.
fn bracketed_editors(text: &str) -> Option<Vec<Evidence>> {
    let text = chars::trim(text);
    let rest = text.strip_prefix(['(', '（', '[', '［', '【', '〔'])?;
    let (inner, _) = rest.split_once([')', '）', ']', '］', '】', '〕']).filter(|(inner, _)| inner.len() <= LINE)?;
    let found = meta_line::read(inner.trim())?;
    let editors = found.into_iter().filter(|(key, _)| *key == MetaKey::Editor);
    let editors = editors.filter(|(key, name)| persons::named(*key, name).is_some());
    let editors = editors.map(|(key, value)| Evidence { key, value, from: "line:editor" }).collect::<Vec<_>>();
    (!editors.is_empty()).then_some(editors)
}

/// The text of a page with the lines around it, from its title on.
fn frame<'d>(doc: &'d Document, blocks: &[&'d Block], body: Range<usize>) -> Layout<'d> {
    let (first, last) = (body.start, body.end - 1);
    // What stands where titles stand may be such a line.
    let stated = doc.evidence().iter().filter(|e| e.key == MetaKey::Title && !e.from.starts_with("above"));
    let titles: Vec<String> = stated.map(|e| folded(&e.value)).collect();
    let is_title = |n: &usize| {
        if !is_line(blocks[*n]) {
            return false;
        }
        let own = folded(blocks[*n].text());
        own.chars().count() >= 4 && titles.iter().any(|title| title.contains(&own))
    };
    let title = (first.saturating_sub(ABOVE)..=(first + NEAR).min(last)).rev().find(is_title);
    let from = title.map_or(first.saturating_sub(NEAR), |title| title.min(first));
    let mut chosen = Vec::new();
    for (n, block) in blocks.iter().enumerate().take(last + 1 + BELOW).skip(from) {
        if n > last && others::heads(block) {
            break;
        }
        if is_text(block) || (n < first + NEAR || n > last) && is_line(block) {
            chosen.push(*block);
        }
    }
    Layout::from(chosen)
}

fn is_line(block: &Block) -> bool {
    block.text().len() <= LINE * 2 && chars::width(block.text()) <= LINE
}

fn is_text(block: &Block) -> bool {
    block.hints().and_then(|h| h.content).is_some_and(|score| score >= TEXT)
}
