//! Lines between the title of a page and its text, and below it, read as those of texts without markup are:
//! `2021-03-04 09:10 石桥日报`, `石桥晚报╱记者陈小河`, `作者：陈小河 编辑：李敏`.

use super::super::furniture::others;
use super::super::layout::Layout;
use super::super::lift_bylines::byline;
use super::super::lift_meta_lines::candidates;
use super::super::people::{names, persons};
use crate::chars;
use crate::document::{Block, Document};
use crate::meta::{Evidence, MetaKey};
use crate::phrases::{Class, Scan};

/// Least probability in percent of a block that is text, as `extract-content` has it by default.
const TEXT: u8 = 40;

/// Blocks in front of the text among which its title stands, and of them those that are looked at where it does not.
const ABOVE: usize = 25;
const NEAR: usize = 6;

/// Blocks below the text that are looked at, and greatest width of a line.
const BELOW: usize = 6;
const LINE: usize = 140;

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
        let Some(layout) = frame(doc) else { return lines };
        let mut found = candidates(doc, &layout);
        let beside = |n: &usize| *n < layout.first || *n >= layout.last;
        for n in (0..layout.blocks.len()).filter(beside) {
            // `■相关链接`
            let button = || layout.blocks[n].scan().of_class(&NO_NAMES).next().is_some();
            if found.iter().all(|(m, _)| *m != n)
                && !button()
                && let Some(people) = byline(layout.blocks[n].text())
            {
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
            let new = fields.iter().filter_map(|(key, value)| persons::entry(*key, value));
            let new = new.filter(|(key, value)| !known.contains(key) && (*key != MetaKey::Author || !is_button(value)));
            lines.fields.extend(new.filter_map(|(key, value)| {
                Some(Evidence { from: from(key, value)?, key, value: value.to_owned() })
            }));
        }
        lines
    }

    /// Whether a value was taken by a mark from a line that is read whole, which says better what the value is.
    pub(super) fn have(&self, e: &Evidence) -> bool {
        // In letters the marks say as much.
        BY_MARKS.contains(&e.from) && e.value.contains(chars::is_han) && self.read.iter().any(|line| line.contains(e.value.as_str()))
    }
}

/// How a field of a line is called; dates have their own rules.
fn from(key: MetaKey, value: &str) -> Option<&'static str> {
    match key {
        // Chinese pages say in their head who put them there.
        MetaKey::Author if value.contains(chars::is_han) => Some("line:han-author"),
        // A word beside a date may be the part of the site.
        MetaKey::Author => (value.contains(char::is_whitespace) && is_full(value)).then_some("line:author"),
        MetaKey::Editor => Some("line:editor"),
        MetaKey::Publisher => Some("line:source"),
        _ => None,
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

/// The text of a page with the lines around it, from its title on.
fn frame(doc: &Document) -> Option<Layout<'_>> {
    let blocks: Vec<&Block> = doc.blocks().collect();
    let text = |b: &&Block| b.hints().and_then(|h| h.content).is_some_and(|score| score >= TEXT);
    let first = blocks.iter().position(text)?;
    let last = blocks.iter().rposition(text)?;
    let titles: Vec<String> =
        doc.evidence().iter().filter(|e| e.key == MetaKey::Title).map(|e| folded(&e.value)).collect();
    let is_title = |n: &usize| {
        let own = folded(blocks[*n].text());
        own.chars().count() >= 4 && titles.iter().any(|title| title.contains(&own))
    };
    let title = (first.saturating_sub(ABOVE)..=(first + NEAR).min(last)).rev().find(is_title);
    let from = title.map_or(first.saturating_sub(NEAR), |title| title.min(first));
    let line = |b: &Block| b.text().len() <= LINE * 2 && chars::width(b.text()) <= LINE;
    let mut chosen = Vec::new();
    for (n, block) in blocks.iter().enumerate().take(last + 1 + BELOW).skip(from) {
        if n > last && others::heads(block) {
            break;
        }
        if text(&block) || (n < first + NEAR || n > last) && line(block) {
            chosen.push(*block);
        }
    }
    Some(Layout::from(chosen))
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
