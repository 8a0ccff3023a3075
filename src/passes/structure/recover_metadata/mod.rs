//! S201: see `recover_metadata.md`.

mod authors;
mod credits;
mod date;
mod house;
mod lines;
mod listed;
mod title;

use serde::{Deserialize, Serialize};

pub(super) use self::house::host;
use super::people::{self, persons};
use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::meta::{Evidence, MetaKey};
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<RecoverMetadata>(
    "S201",
    "recover-metadata",
    Stage::Structure,
    "Decides title, date, authors, publisher, url, categories and tags from what the markup states.",
    include_str!("recover_metadata.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct RecoverMetadata {}

const PUBLISHERS: &[&str] = &[
    "site-rule",
    "line:source",
    "visible-source",
    "credit",
    "json-ld",
    "og:site_name",
    "meta:publisher",
    "json-ld:website",
    "meta:application",
    "class:source",
    // A medium beside the text without a key, and sources in letters, are less than what the page calls itself.
    "line:medium",
    "visible-source:letters",
];
const EDITORS: &[&str] = &["site-rule", "json-ld", "line:editor", "visible-editor"];
const URLS: &[&str] = &["canonical", "og:url"];
const CATEGORIES: &[&str] =
    &["site-rule", "json-ld", "article:section", "itemprop:section", "rel:category", "breadcrumb"];
const TAGS: &[&str] = &["site-rule", "article:tag", "json-ld", "rel:tag", "meta:keywords", "enpproperty"];
/// Longest list of categories or tags; more is a list of everything on the site.
const MOST: usize = 30;

impl Pass for RecoverMetadata {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let lines = if doc.format == "html" { lines::Lines::new(doc) } else { lines::Lines::default() };
        let list: Vec<&Evidence> = doc
            .evidence()
            .iter()
            .filter(|e| !lines.have(e))
            .chain(&lines.fields)
            .filter(|e| !matches!(e.from, "front-matter" | "record" | "first-line" | "meta-line"))
            .filter(|e| e.from != "after-title" || !is_item(doc, &e.value))
            .collect();
        if list.is_empty() {
            return Verdict::Keep;
        }
        let known = |key| doc.meta().get(key).is_some();
        if !known(MetaKey::Title)
            && let Some((title, from)) = title::decide(&list, doc.meta().get(MetaKey::Url))
        {
            changes.set_meta(MetaKey::Title, title, from);
        }
        if !known(MetaKey::Date)
            && let Some((date, from)) = date::decide(&list, doc.meta().get(MetaKey::Url))
        {
            changes.set_meta(MetaKey::Date, date, from);
        }
        // A medium in the place of who wrote.
        let mut house = None;
        if !known(MetaKey::Author) {
            for (name, from) in authors::decide(&list, &house::House::new(doc, &list)) {
                if let Some(medium) = persons::medium(&name) {
                    house = house.or_else(|| Some((medium.to_owned(), from)));
                } else if let Some(name) = persons::named(MetaKey::Author, &name) {
                    changes.add_meta(MetaKey::Author, name, from);
                }
            }
        }
        if !known(MetaKey::Editor) {
            let found = first_rank(&list, MetaKey::Editor, EDITORS);
            for e in found {
                for name in listed::split(&e.value, true) {
                    if let Some(name) = persons::named(MetaKey::Editor, &name) {
                        changes.add_meta(MetaKey::Editor, name, e.from);
                    }
                }
            }
        }
        if !known(MetaKey::Publisher)
            && let Some(e) = first_rank(&list, MetaKey::Publisher, PUBLISHERS).into_iter().find(|e| {
                // `来源：网络`
                is_name(&e.value)
                    && !Words::NoName.has(&simplify(&e.value).to_lowercase())
                    && (e.from != "class:source" || people::is_medium(&e.value))
                    && (e.from != "credit" || credits::of(&e.value).is_some())
            })
        {
            let medium = match e.from {
                "visible-source" | "line:source" | "credit" => {
                    credits::of(&e.value).map_or(e.value.as_str(), |(medium, _)| medium)
                }
                _ => e.value.as_str(),
            };
            changes.set_meta(MetaKey::Publisher, medium, e.from);
        } else if let Some((medium, from)) = house {
            changes.add_meta(MetaKey::Publisher, medium, from);
        }
        if !known(MetaKey::Url)
            && let Some(e) = first_rank(&list, MetaKey::Url, URLS).into_iter().find(|e| e.value.starts_with("http"))
        {
            changes.set_meta(MetaKey::Url, e.value.as_str(), e.from);
        }
        for (key, ranks) in [(MetaKey::Category, CATEGORIES), (MetaKey::Tag, TAGS)] {
            if known(key) {
                continue;
            }
            let mut left = MOST;
            for e in first_rank(&list, key, ranks) {
                for value in e.value.split([',', '，', '、', ';', '；', '|']).map(str::trim) {
                    let telling = key != MetaKey::Category || !is_home(value) && !is_title(value, &list);
                    let telling = telling && (key != MetaKey::Tag || !is_remains(value));
                    if left > 0 && telling && !value.is_empty() && value.chars().count() <= 60 {
                        changes.add_meta(key, value, e.from);
                        left -= 1;
                    }
                }
            }
        }
        Verdict::Keep
    }
}

/// Whether a line below the title is an item of a list of the text: `白茶` between `绿茶` and `红茶` is nobody.
fn is_item(doc: &Document, value: &str) -> bool {
    // In a second run one beside it may be known for what it says.
    let item = |b: Option<&Block>| b.is_some_and(|b| matches!(b.kind(), Kind::ListItem | Kind::Byline | Kind::Meta));
    let mut above: Option<&Block> = None;
    let mut blocks = doc.all_blocks().peekable();
    while let Some(block) = blocks.next() {
        if block.kind() == Kind::ListItem && block.text().trim() == value {
            return item(above) || item(blocks.peek().copied());
        }
        above = Some(block);
    }
    false
}

/// Whether a crumb is the first page of a site.
fn is_home(value: &str) -> bool {
    Words::Home.has(&simplify(&value.to_lowercase()))
}

/// Whether a tag is what is left of markup: `width=device-width`, `&quot`.
fn is_remains(value: &str) -> bool {
    let entity = |name: &str| name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#');
    value.contains('=') || value.strip_prefix('&').is_some_and(entity)
}

/// Whether a crumb is the page itself.
fn is_title(value: &str, list: &[&Evidence]) -> bool {
    let stated = |e: &&&Evidence| e.key == MetaKey::Title && !title::is_line(e);
    list.iter().filter(stated).any(|e| e.value == value)
}

/// All evidence of `key` that has the best origin present.
fn first_rank<'e>(list: &[&'e Evidence], key: MetaKey, ranks: &[&str]) -> Vec<&'e Evidence> {
    for rank in ranks {
        let found: Vec<&Evidence> = list.iter().filter(|e| e.key == key && e.from == *rank).copied().collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn is_name(value: &str) -> bool {
    let n = value.chars().count();
    (2..=80).contains(&n) && !value.starts_with("http") && value.chars().any(char::is_alphabetic)
}
