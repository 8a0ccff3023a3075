//! Authors: the best origin that names people.

use super::super::people::{self, People, persons};
use super::credits;
use super::house::{self, House};
use super::listed::{from_address, is_address, is_person, split};
use crate::chars::{self, folded as fold};
use crate::meta::{Evidence, MetaKey, STAND_IN};

/// Origins, most trusted first.
const RANKS: &[&str] = &[
    "site-rule",
    "json-ld",
    "citation_author",
    "itemprop:author",
    "line:han-author",
    "meta:author",
    "rel:author",
    "class:author-name",
    "link:author",
    "byline",
    "byline:reporter",
    "credit",
    "visible-source",
    "twitter:data1",
    "after-title",
    "class:author",
    "line:author",
    "article:author",
    "meta:creator",
    "enpproperty",
    "json-ld:person",
    "json-ld:organization",
];

/// Names of a tag that are looked for on the page.
const LOOKED_FOR: usize = 5;

/// Origins that show a writer to the reader.
const OF_WRITERS: &[&str] = &["class:author-name", "byline"];

/// The authors and where they were read.
pub(super) fn decide(list: &[&Evidence], house: &House<'_>) -> Vec<(String, &'static str)> {
    let sites: Vec<String> = list
        .iter()
        .filter(|e| {
            e.key == MetaKey::Publisher
                && !matches!(
                    e.from,
                    "visible-source" | "visible-source:letters" | "line:source" | "line:medium" | "credit"
                )
        })
        .flat_map(|e| e.value.split([',', '，']).map(fold).chain([fold(&e.value)]))
        .collect();
    // Japanese and Korean names have a space inside, Chinese ones between them.
    let spaces = !list.iter().any(|e| {
        e.key == MetaKey::Language && ["ja", "ko"].iter().any(|l| e.value.to_ascii_lowercase().starts_with(l))
    });
    let mut fallback = Vec::new();
    // A tag that names who edited the page yields to a line that names who wrote the text.
    let edited: Vec<&str> =
        list.iter().filter(|e| e.key == MetaKey::Editor && is_of_page(e.from)).map(|e| e.value.as_str()).collect();
    let mut editors: Vec<(String, &'static str)> = Vec::new();
    let mut unshown: Vec<(String, &'static str)> = Vec::new();
    for rank in RANKS {
        let mut out: Vec<(String, &'static str)> = Vec::new();
        let named = |e: &&&Evidence| e.from == *rank && (e.key == MetaKey::Author || *rank == "visible-source");
        for e in list.iter().filter(named) {
            let names = named_by(e, rank, spaces, house);
            let swapped = if *rank == "meta:author" && out.is_empty() { house.swapped(&names) } else { None };
            let names = swapped.map_or(names, |name| vec![name]);
            // Who wrote the program that made the page wrote none of its texts.
            if names.iter().any(|name| house.is_program(name)) {
                continue;
            }
            // `Hafenblatt, Lübeck, Germany`: a publisher with its address.
            let publisher = names.len() > 1 && names.first().is_some_and(|n| sites.contains(&fold(n)));
            let address = *rank == "meta:author" && publisher;
            for name in names.into_iter().filter(|name| !house.signs(name, rank)) {
                let folded = fold(&name);
                // Linked data may name the house as the writer; a reader finds nobody else then.
                if sites.contains(&folded) || rank.starts_with("json-ld") && house::is_host(&name) {
                    if fallback.is_empty() {
                        fallback.push((name, e.from));
                    }
                    continue;
                }
                if address {
                    break;
                }
                let somebody = persons::named(MetaKey::Author, &name).is_some() || persons::medium(&name).is_some();
                if somebody && !out.iter().any(|(o, _)| fold(o) == folded) {
                    out.push((name, e.from));
                }
            }
            // Visible lines repeat and vary; the first that names somebody counts.
            if !out.is_empty()
                && matches!(*rank, "byline" | "byline:reporter" | "class:author" | "json-ld:person" | "after-title")
            {
                break;
            }
        }
        // Every post of a thread has its writer; the page is by the first.
        if matches!(*rank, "itemprop:author" | "rel:author" | "class:author-name") && out.len() > 3 {
            out.truncate(1);
        }
        if matches!(*rank, "meta:author" | "class:author")
            && !out.is_empty()
            && out.iter().all(|(name, _)| edited.contains(&name.as_str()))
        {
            editors = std::mem::take(&mut out).into_iter().map(|(name, _)| (name, STAND_IN)).collect();
        }
        // `Riverpost Media Ltd` in a tag yields to somebody whom the page shows, if it shows nothing of the tag.
        if matches!(*rank, "meta:author" | "json-ld:organization")
            && !out.is_empty()
            && unshown.is_empty()
            && !out.iter().take(LOOKED_FOR).any(|(name, _)| house.shows(name))
        {
            unshown = std::mem::take(&mut out);
        }
        let full = |(name, _): &(String, &str)| name.contains(' ');
        let counts = unshown.is_empty() || OF_WRITERS.contains(rank) && out.iter().all(full);
        if counts && !out.is_empty() {
            return out;
        }
    }
    if !unshown.is_empty() {
        return unshown;
    }
    if !editors.is_empty() {
        return editors;
    }
    if fallback.is_empty() {
        // Where nobody else signs, the editor does, as is usual on Chinese portals.
        let of_page =
            |e: &&&Evidence| e.key == MetaKey::Editor && is_of_page(e.from) && e.value.contains(chars::is_han);
        for e in list.iter().filter(of_page).take(1) {
            fallback.extend(split(&e.value, spaces).into_iter().map(|name| (name, STAND_IN)));
        }
    }
    if fallback.is_empty() {
        // Who has an account there.
        let account = list.iter().find(|e| e.key == MetaKey::Author && e.from == "link:account");
        fallback.extend(account.map(|e| (e.value.clone(), e.from)).filter(|(name, _)| is_person(name)));
    }
    fallback
}

/// Whether an editor is named on the page itself.
fn is_of_page(from: &str) -> bool {
    matches!(from, "line:editor" | "visible-editor")
}

/// The names in a piece of evidence of one origin.
fn named_by(e: &Evidence, rank: &str, spaces: bool, house: &House<'_>) -> Vec<String> {
    match rank {
        "credit" | "visible-source" => {
            credits::of(&e.value).map_or_else(Vec::new, |(_, name)| name.into_iter().collect())
        }
        "citation_author" => vec![swapped(&e.value)],
        // A line of nothing but names; surnames must say so.
        "after-title" => people::listed(&e.value).unwrap_or_default(),
        // `记者` also stands in prose and in what an interviewer says.
        "byline:reporter" => people::of(&e.value).map_or_else(Vec::new, People::names),
        _ if is_address(&e.value) => from_address(&e.value).into_iter().collect(),
        "meta:author" if house.is_stated_by_program(&e.value) => Vec::new(),
        "meta:author" if let Some(medium) = persons::medium(&e.value) => vec![medium.to_owned()],
        _ => split(&e.value, spaces),
    }
}

/// `Markus, Havell` to `Havell Markus`, as citation tags have it.
fn swapped(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        _ => name.trim().to_owned(),
    }
}
