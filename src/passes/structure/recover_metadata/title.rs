//! The title: what several origins agree on, without the name of the site.

mod heading;
mod site;

use std::collections::BTreeSet;

use self::heading::{alike, branded, lower, shown, spelled, told};
use self::site::{SEPARATORS, add_host, is_acronym, is_site, sites, without_site};
use crate::meta::{Evidence, MetaKey};

/// Origins, most trusted first, for titles that nothing else confirms.
const RANKS: &[&str] = &[
    "site-rule",
    "json-ld",
    "og:title",
    "itemprop:headline",
    "meta:title",
    "json-ld:product",
    "h1",
    "title",
    "twitter:title",
    "json-ld:page",
    "enpproperty",
];

/// Letters and digits, lower-case: what two titles must share to be the same.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The title and where it was read.
pub(super) fn decide(list: &[&Evidence], url: Option<&str>) -> Option<(String, &'static str)> {
    let titles: Vec<&Evidence> =
        list.iter().filter(|e| e.key == MetaKey::Title && !fold(&e.value).is_empty()).copied().collect();
    let mut sites = sites(list);
    add_host(url.unwrap_or_default(), &mut sites);
    if let Some(e) = titles.iter().find(|e| e.from == "site-rule") {
        return Some((e.value.clone(), e.from));
    }
    if let Some(e) = titles.iter().find(|e| e.from == "title")
        && is_front(list, url)
        && begins_with_site(&e.value, &sites)
    {
        return Some((e.value.clone(), e.from));
    }
    // A heading that another origin repeats is the title as the page shows it.
    let others: Vec<(&str, String)> = titles
        .iter()
        .filter(|e| !matches!(e.from, "h1" | "heading"))
        .map(|e| (e.value.as_str(), fold(&e.value)))
        .collect();
    // Where the head has nothing but `title`, the top heading may name the blog, and a lower one above the text the text.
    let bare = titles.iter().all(|e| matches!(e.from, "h1" | "heading" | "title"));
    let of = |from: &str| titles.iter().find(|e| e.from == from).map(|e| e.value.clone());
    let agreed = of("og:title").filter(|og| {
        titles.iter().any(|e| matches!(e.from, "json-ld" | "itemprop:headline") && fold(&e.value) == fold(og))
    });
    let mut best: Option<(usize, &Evidence)> = None;
    for e in titles.iter().filter(|e| e.from == "h1" || bare && e.from == "heading") {
        let folded = fold(&e.value);
        if is_site(&folded, &sites) || sites.iter().any(|s| is_acronym(s, &e.value)) || folded.chars().count() < 3 {
            continue;
        }
        let votes = others.iter().filter(|(other, all)| all.contains(&folded) && is_part(&folded, other)).count();
        // What OpenGraph and the article's own data agree on outweighs a heading that only `title` repeats.
        if votes <= 1 && agreed.as_ref().is_some_and(|a| !is_part(&folded, a)) {
            continue;
        }
        let better = best.is_none_or(|(v, b)| {
            // A heading that goes on behind a mark has the name of the section, too. Else the longer one; and the heading
            // above the text, where there is one, against the one with the name of the blog.
            let (own, other) = (begins(&e.value, &b.value), begins(&b.value, &e.value));
            votes > v || votes == v && (own || !other && (e.value.len() > b.value.len() || e.from == "heading"))
        });
        if votes > 0 && better {
            best = Some((votes, e));
        }
    }
    if let Some((_, e)) = best {
        let heading = shown(&e.value, &sites);
        return Some(of("title").and_then(|t| told(&heading, &t, &titles, list, &sites)).unwrap_or((heading, "h1")));
    }
    if let Some(title) = spelled(&titles, list, &sites) {
        return Some((title, "title"));
    }
    let found = branded(&titles).or_else(|| lower(&titles, &sites)).or_else(|| alike(&titles, list, &sites));
    if let Some(e) = found {
        return Some((shown(&e.value, &sites), "h1"));
    }
    let headings: BTreeSet<String> = titles.iter().filter(|e| e.from == "h1").map(|e| fold(&e.value)).collect();
    let several = headings.len() > 1;
    for rank in RANKS {
        for e in titles.iter().filter(|e| e.from == *rank) {
            let title = if matches!(e.from, "json-ld" | "h1") {
                e.value.clone()
            } else {
                without_site(&e.value, &sites, &titles)
            };
            // One or two characters that nothing repeats (`导航`) head a part of the page, and so do several top headings.
            let part = e.from == "h1" && (several && of("title").is_some() || fold(&title).chars().count() < 3);
            if !part && !is_site(&fold(&title), &sites) && !title.is_empty() {
                return Some((title, e.from));
            }
        }
    }
    // The home page of a site has the name of the site for a title.
    titles.iter().find(|e| e.from != "h1").map(|e| (e.value.clone(), e.from))
}

/// Whether the page is the first of its site: its address has no path.
fn is_front(list: &[&Evidence], url: Option<&str>) -> bool {
    let mut stated = list.iter().filter(|e| e.key == MetaKey::Url).map(|e| e.value.as_str()).peekable();
    let root = |url: &str| {
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split_once('/').map_or(!rest.is_empty(), |(_, path)| path.is_empty())
    };
    (url.is_some() || stated.peek().is_some()) && url.is_none_or(root) && stated.all(root)
}

/// `Name - What it does`, of which a front page that is called so drops neither.
fn begins_with_site(title: &str, sites: &[String]) -> bool {
    SEPARATORS
        .iter()
        .filter(|s| s.ends_with(' '))
        .any(|s| title.split_once(s).is_some_and(|(name, rest)| is_site(&fold(name), sites) && !fold(rest).is_empty()))
}

/// Whether a folded heading is the whole of a title or a part of it that marks set off. Words that merely go on before
/// or after it (`Free`, `Certificate`) belong to the title.
fn is_part(heading: &str, title: &str) -> bool {
    let folded: Vec<(usize, char)> = title
        .char_indices()
        .filter(|(_, c)| c.is_alphanumeric())
        .flat_map(|(at, c)| c.to_lowercase().map(move |l| (at, l)))
        .collect();
    let wanted: Vec<char> = heading.chars().collect();
    let is_mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    folded.windows(wanted.len().max(1)).enumerate().any(|(n, run)| {
        let (Some((start, _)), Some((end, _))) = (run.first(), run.last()) else { return false };
        let before =
            n.checked_sub(1).and_then(|n| folded.get(n)).map(|(at, _)| title[*at..*start].chars().skip(1).any(is_mark));
        let after = folded.get(n + wanted.len()).map(|(at, _)| title[*end..*at].chars().skip(1).any(is_mark));
        run.iter().map(|(_, c)| c).eq(&wanted) && before.unwrap_or(true) && after.unwrap_or(true)
    })
}

/// Whether `long` is `short` and more behind a mark that separates.
fn begins(short: &str, long: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| SEPARATORS.iter().any(|s| s.starts_with(' ') && rest.starts_with(s)))
}

/// Words of a title, lower-case; a Han or kana is a word.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        let cjk = crate::chars::is_cjk(c);
        if c.is_alphanumeric() && !cjk {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        if cjk {
            out.push(c.to_string());
        }
    }
    out
}
