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

/// Origins whose lines repeat and vary.
const VARYING: &[&str] = &["byline", "byline:reporter", "class:author", "json-ld:person", "after-title"];

/// Origins of which each post of a thread has its own.
const OF_POSTS: &[&str] = &["itemprop:author", "rel:author", "class:author-name"];

/// Writers of a page without a thread.
const WRITERS: usize = 3;

/// A name and where it was read.
type Named = (String, &'static str);

/// The authors and where they were read.
pub(super) fn decide(list: &[&Evidence], house: &House<'_>) -> Vec<Named> {
    let page = Page::of(list, house);
    let mut aside = Aside::default();
    for rank in RANKS {
        let mut out = page.named(rank, &mut aside.hosts);
        // Every post of a thread has its writer; the page is by the first.
        if OF_POSTS.contains(rank) && out.len() > WRITERS {
            out.truncate(1);
        }
        if page.is_edited_by(&out, rank) {
            aside.editors = std::mem::take(&mut out).into_iter().map(|(name, _)| (name, STAND_IN)).collect();
        }
        if aside.unshown.is_empty() && page.is_unshown(&out, rank) {
            aside.unshown = std::mem::take(&mut out);
        }
        let full = |(name, _): &Named| name.contains(' ');
        let counts = aside.unshown.is_empty() || OF_WRITERS.contains(rank) && out.iter().all(full);
        if counts && !out.is_empty() {
            return out;
        }
    }
    [aside.unshown, aside.editors, aside.hosts]
        .into_iter()
        .find(|names| !names.is_empty())
        .unwrap_or_else(|| page.stand_ins())
}

/// Who is named, and yields to better: in the order in which they sign where nobody does.
#[derive(Default)]
struct Aside {
    /// In a tag, and nowhere on the page.
    unshown: Vec<Named>,
    /// In a tag, as the editor of the page is.
    editors: Vec<Named>,
    /// The house, as its own writer.
    hosts: Vec<Named>,
}

/// What a page says of those who may have written its text.
struct Page<'p> {
    list: &'p [&'p Evidence],
    house: &'p House<'p>,
    /// Names of its publishers, folded.
    sites: Vec<String>,
    /// Whether spaces part names.
    spaces: bool,
    /// Who edited it.
    edited: Vec<&'p str>,
}

impl<'p> Page<'p> {
    fn of(list: &'p [&'p Evidence], house: &'p House<'p>) -> Page<'p> {
        let read = ["visible-source", "visible-source:letters", "line:source", "line:medium", "credit"];
        let site = |e: &&&Evidence| e.key == MetaKey::Publisher && !read.contains(&e.from);
        let sites = list.iter().filter(site);
        let sites = sites.flat_map(|e| e.value.split([',', '，']).map(fold).chain([fold(&e.value)])).collect();
        // Japanese and Korean names have a space inside, Chinese ones between them.
        let inside = |lower: String| ["ja", "ko"].iter().any(|l| lower.starts_with(l));
        let spaces = !list.iter().any(|e| e.key == MetaKey::Language && inside(e.value.to_ascii_lowercase()));
        let edited = list.iter().filter(|e| e.key == MetaKey::Editor && is_of_page(e.from));
        Page { list, house, sites, spaces, edited: edited.map(|e| e.value.as_str()).collect() }
    }

    /// Whom the evidence of one origin names; `hosts` takes the first that is the house.
    fn named(&self, rank: &str, hosts: &mut Vec<Named>) -> Vec<Named> {
        let mut out = Vec::new();
        let of_rank = |e: &&&Evidence| e.from == rank && (e.key == MetaKey::Author || rank == "visible-source");
        for e in self.list.iter().filter(of_rank) {
            self.add(e, &mut out, hosts);
            // The first line that names somebody counts.
            if !out.is_empty() && VARYING.contains(&rank) {
                break;
            }
        }
        out
    }

    /// Adds whom one piece of evidence names.
    fn add(&self, e: &Evidence, out: &mut Vec<Named>, hosts: &mut Vec<Named>) {
        let names = named_by(e, self.spaces, self.house);
        let swapped = if e.from == "meta:author" && out.is_empty() { self.house.swapped(&names) } else { None };
        let names = swapped.map_or(names, |name| vec![name]);
        // Who wrote the program that made the page wrote none of its texts.
        if names.iter().any(|name| self.house.is_program(name)) {
            return;
        }
        // `Hafenblatt, Lübeck, Germany`: a publisher with its address.
        let publisher = names.len() > 1 && names.first().is_some_and(|n| self.sites.contains(&fold(n)));
        let address = e.from == "meta:author" && publisher;
        for name in names.into_iter().filter(|name| !self.house.signs(name, e.from)) {
            let folded = fold(&name);
            // Linked data may name the house as the writer; a reader finds nobody else then.
            if self.sites.contains(&folded) || e.from.starts_with("json-ld") && house::is_host(&name) {
                if hosts.is_empty() {
                    hosts.push((name, e.from));
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
    }

    /// A tag that names who edited the page yields to a line that names who wrote the text.
    fn is_edited_by(&self, names: &[Named], rank: &str) -> bool {
        matches!(rank, "meta:author" | "class:author")
            && !names.is_empty()
            && names.iter().all(|(name, _)| self.edited.contains(&name.as_str()))
    }

    /// `Riverpost Media Ltd` in a tag yields to somebody whom the page shows, if it shows nothing of the tag.
    fn is_unshown(&self, names: &[Named], rank: &str) -> bool {
        matches!(rank, "meta:author" | "json-ld:organization")
            && !names.is_empty()
            && !names.iter().take(LOOKED_FOR).any(|(name, _)| self.house.shows(name))
    }

    /// Who stands for the author of a text that nobody signs.
    fn stand_ins(&self) -> Vec<Named> {
        // The editor, as is usual on Chinese portals.
        let of_page =
            |e: &&&Evidence| e.key == MetaKey::Editor && is_of_page(e.from) && e.value.contains(chars::is_han);
        let editor = self.list.iter().find(of_page).map_or_else(Vec::new, |e| split(&e.value, self.spaces));
        if !editor.is_empty() {
            return editor.into_iter().map(|name| (name, STAND_IN)).collect();
        }
        // Who has an account there.
        let account = self.list.iter().find(|e| e.key == MetaKey::Author && e.from == "link:account");
        account.map(|e| (e.value.clone(), e.from)).filter(|(name, _)| is_person(name)).into_iter().collect()
    }
}

/// Whether an editor is named on the page itself.
fn is_of_page(from: &str) -> bool {
    matches!(from, "line:editor" | "visible-editor")
}

/// The names in a piece of evidence.
fn named_by(e: &Evidence, spaces: bool, house: &House<'_>) -> Vec<String> {
    match e.from {
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
