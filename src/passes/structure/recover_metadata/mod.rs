//! S201: see `recover_metadata.md`.

mod authors;
mod title;

use serde::{Deserialize, Serialize};

use super::people;
use crate::changes::Changes;
use crate::dates;
use crate::document::Document;
use crate::meta::{Evidence, MetaKey};
use crate::pass::{Pass, Spec, Stage, Verdict};

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

/// Origins of a date, most trusted first. Publication comes before update, statements before what is only visible.
const DATES: &[&str] = &[
    "site-rule",
    "json-ld",
    "article:published_time",
    "itemprop:date",
    "time:published",
    "meta:date",
    "visible-date",
    "visible-date:posted",
    "json-ld:page",
    "time",
    "class:date",
    "url",
    "class:info",
    "visible-date:far",
    "time:updated",
    "meta:modified",
];

const PUBLISHERS: &[&str] = &[
    "site-rule",
    "visible-source",
    "json-ld",
    "og:site_name",
    "meta:publisher",
    "json-ld:website",
    "meta:application",
    "class:source",
];
const EDITORS: &[&str] = &["site-rule", "json-ld", "visible-editor"];
const URLS: &[&str] = &["canonical", "og:url"];
const CATEGORIES: &[&str] =
    &["site-rule", "json-ld", "article:section", "itemprop:section", "rel:category", "breadcrumb"];
const TAGS: &[&str] = &["site-rule", "article:tag", "json-ld", "rel:tag", "meta:keywords"];
/// Longest list of categories or tags; more is a list of everything on the site.
const MOST: usize = 30;

/// Years of pages: nothing was published on the web before, and a date far ahead is a typing error.
const WEB: std::ops::RangeInclusive<&str> = "1990-01-01"..="2039-12-31";

impl Pass for RecoverMetadata {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let list: Vec<&Evidence> = doc
            .evidence()
            .iter()
            .filter(|e| !matches!(e.from, "front-matter" | "record" | "first-line" | "meta-line"))
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
            && let Some((date, from)) = date(&list, doc)
        {
            changes.set_meta(MetaKey::Date, date, from);
        }
        if !known(MetaKey::Author) {
            for (name, from) in authors::decide(&list) {
                changes.add_meta(MetaKey::Author, name, from);
            }
        }
        if !known(MetaKey::Editor) {
            let found = first_rank(&list, MetaKey::Editor, EDITORS);
            for e in found {
                for name in authors::split(&e.value, true) {
                    changes.add_meta(MetaKey::Editor, name, e.from);
                }
            }
        }
        if !known(MetaKey::Publisher)
            && let Some(e) = first_rank(&list, MetaKey::Publisher, PUBLISHERS)
                .into_iter()
                .find(|e| is_name(&e.value) && (e.from != "class:source" || people::is_medium(&e.value)))
        {
            changes.set_meta(MetaKey::Publisher, e.value.as_str(), e.from);
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

/// Names of the first page of a site, lower-case; breadcrumbs begin with them.
fn is_home(value: &str) -> bool {
    const HOME: &[&str] = &[
        "home",
        "首页",
        "首頁",
        "startseite",
        "accueil",
        "inicio",
        "início",
        "ホーム",
        "トップ",
        "홈",
        "главная",
        "الرئيسية",
    ];
    HOME.contains(&value.to_lowercase().as_str())
}

/// Whether a crumb is the page itself.
fn is_title(value: &str, list: &[&Evidence]) -> bool {
    list.iter().any(|e| e.key == MetaKey::Title && e.value == value)
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

/// The date of the best origin that can be read and is possible.
fn date(list: &[&Evidence], doc: &Document) -> Option<(String, &'static str)> {
    // `3/4/2021`: an English page that does not say which English is more often American.
    const ELSEWHERE: &[&str] = &[".uk", ".au", ".nz", ".ie", ".in", ".za", ".eu", ".sg", ".hk"];
    let host =
        |url: &str| url.split_once("://").and_then(|(_, rest)| rest.split('/').next()).unwrap_or_default().to_owned();
    let abroad =
        list.iter().any(|e| e.key == MetaKey::Url && ELSEWHERE.iter().any(|end| host(&e.value).ends_with(end)));
    let us = !abroad
        && list.iter().any(|e| {
            e.key == MetaKey::Language
                && matches!(e.value.to_ascii_lowercase().replace('_', "-").as_str(), "en-us" | "en")
        });
    let url =
        doc.meta().get(MetaKey::Url).or_else(|| list.iter().find(|e| e.key == MetaKey::Url).map(|e| e.value.as_str()));
    let of_url = url.and_then(date_in_url);
    for rank in DATES {
        if *rank == "url" {
            if let Some(date) = of_url.as_deref().filter(|d| is_sane(d)) {
                return Some((date.to_owned(), "url"));
            }
            continue;
        }
        if *rank == "class:date" && is_of_many(list) {
            continue;
        }
        for e in list.iter().filter(|e| e.key == MetaKey::Date && e.from == *rank) {
            let (one, other) = (dates::parse_date(&e.value), dates::parse_date_us(&e.value));
            // The address settles which number is the month, where it has the date.
            let same_day =
                |d: &Option<String>| d.as_ref().zip(of_url.as_ref()).is_some_and(|(d, u)| d.get(..10) == u.get(..10));
            let read = if same_day(&one) || !us && !same_day(&other) { one } else { other };
            if let Some(date) = read.filter(|d| is_sane(d)) {
                return Some((date, e.from));
            }
        }
    }
    None
}

/// Whether the elements called date are those of a list of other texts: three different ones, and a date nearer the title.
fn is_of_many(list: &[&Evidence]) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    for e in list.iter().filter(|e| e.from == "class:date" && !e.value.is_empty()) {
        if !seen.contains(&e.value.as_str()) {
            seen.push(&e.value);
        }
    }
    seen.len() >= 3 && list.iter().any(|e| matches!(e.from, "visible-date:far"))
}

fn is_sane(date: &str) -> bool {
    date.get(..10).is_some_and(|day| WEB.contains(&day))
}

/// `/2011/12/09/`, `/2011-12-09/`, `/20111209/`, `/2011-12/09/`, `/2011/december/09/` in a path.
fn date_in_url(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, p)| p);
    let path = path.split(['?', '#']).next()?;
    // A part with other letters is no date, and must not be cut by bytes.
    let parts: Vec<&str> = path.split('/').skip(1).map(|p| if p.is_ascii() { p } else { "" }).collect();
    for n in 0..parts.len() {
        let digits = |s: &str, len: usize| s.len() == len && s.bytes().all(|b| b.is_ascii_digit());
        let part = parts[n];
        let day = match (parts.get(n + 1), parts.get(n + 2)) {
            _ if digits(part, 8) => Some(format!("{}-{}-{}", &part[..4], &part[4..6], &part[6..])),
            _ if part.len() >= 10
                && part.is_char_boundary(10)
                && digits(&part[..4], 4)
                && part.as_bytes()[4] == b'-'
                && part.as_bytes()[7] == b'-' =>
            {
                Some(part[..10].to_owned())
            }
            (Some(m), Some(d)) if digits(part, 4) && m.len() <= 2 && d.len() <= 2 => Some(format!("{part}-{m}-{d}")),
            (Some(month), Some(d))
                if digits(part, 4) && month.len() >= 3 && month.chars().all(char::is_alphabetic) && d.len() <= 2 =>
            {
                Some(format!("{d} {month} {part}"))
            }
            (Some(d), _)
                if part.len() == 7
                    && part.is_ascii()
                    && digits(&part[..4], 4)
                    && digits(d, 2)
                    && matches!(part.as_bytes()[4], b'-' | b'/') =>
            {
                Some(format!("{part}-{d}"))
            }
            (Some(rest), _) if digits(part, 4) && digits(rest, 4) => {
                Some(format!("{part}-{}-{}", &rest[..2], &rest[2..]))
            }
            _ => None,
        };
        if let Some(found) = day.and_then(|d| dates::parse_date(&d)) {
            return Some(found);
        }
    }
    None
}
