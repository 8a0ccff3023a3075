//! S101: see `read_front_matter.md`.

use serde::{Deserialize, Serialize};

use super::people::{self, persons};
use super::titles::site_tails;
use crate::changes::Changes;
use crate::dates;
use crate::document::Document;
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<ReadFrontMatter>(
    "S101",
    "read-front-matter",
    Stage::Structure,
    "Takes title, date, authors, tags from front matter or the record.",
    include_str!("read_front_matter.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct ReadFrontMatter {}

impl Pass for ReadFrontMatter {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        for found in doc.evidence().iter().filter(|e| matches!(e.from, "front-matter" | "record")) {
            let value = unlinked(&found.value);
            let value = if found.key == MetaKey::Url { unarchived(value) } else { value };
            match found.key {
                // Clippers call the address the source.
                MetaKey::Publisher if value.starts_with("http") && !value.contains(char::is_whitespace) => {
                    changes.add_meta(MetaKey::Url, unarchived(value), found.from);
                }
                MetaKey::Date => {
                    // A date that cannot be read is worse than none: consumers sort by this field.
                    if let Some(date) = dates::parse_stated(value) {
                        changes.add_meta(MetaKey::Date, date, found.from);
                    }
                }
                // `author: 甲 乙` is one string in front matter; a record of ours has its names apart.
                MetaKey::Author | MetaKey::Editor if found.from == "front-matter" => match people::of(value) {
                    // `author: 石桥财经` is the publisher, unless the text says more; see `cut-mastheads`.
                    _ if found.key == MetaKey::Author && persons::medium(value).is_some() => {}
                    // A feed files what it takes from a site under its name, and has it sign: `author: Mills` beside `categories: Mills`.
                    _ if found.key == MetaKey::Author && is_category(doc, value) => {
                        changes.add_meta(MetaKey::Publisher, value, found.from);
                    }
                    Some(people) => {
                        people.names().into_iter().for_each(|n| changes.add_meta(found.key, n, found.from));
                    }
                    None => changes.add_meta(found.key, value, found.from),
                },
                MetaKey::Title => changes.add_meta(found.key, site_tails::without(value, doc), found.from),
                key => changes.add_meta(key, value, found.from),
            }
        }
        Verdict::Keep
    }
}

/// The address of a page of which an archive holds a copy: `https://web.archive.org/web/20210628190750/https://…`.
fn unarchived(address: &str) -> &str {
    let copy = || address.split_once("://web.archive.org/web/")?.1.split_once('/');
    copy().map(|(_, page)| page).filter(|page| page.starts_with("http")).unwrap_or(address)
}

/// Whether front matter files the document under the same name.
fn is_category(doc: &Document, name: &str) -> bool {
    doc.evidence().iter().any(|e| e.from == "front-matter" && e.key == MetaKey::Category && e.value == name)
}

/// The value without the brackets of a link in a wiki or in notes: `[[陈小河]]`, `[[people/ann|Ann Lee]]`.
fn unlinked(value: &str) -> &str {
    let Some(inner) = value.trim().strip_prefix("[[").and_then(|v| v.strip_suffix("]]")) else { return value };
    if inner.contains(['[', ']']) { value } else { inner.rsplit('|').next().unwrap_or(inner).trim() }
}
