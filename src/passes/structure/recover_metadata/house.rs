//! What signs a page and is no person: hosts, accounts of the site itself, the program that made the page.

use super::super::people::names;
use crate::chars::{self, folded as fold};
use crate::document::Document;
use crate::meta::{Evidence, MetaKey};

/// Letters of the shortest part of a title that is no name.
const TITLE: usize = 6;

/// Words of the longest name of somebody.
const NAME: usize = 4;

/// What a page tells of its site and of the program that made it.
pub(super) struct House<'d> {
    doc: &'d Document,
    /// Labels of the hosts that the page gives as its own.
    labels: Vec<&'d str>,
    /// The first word of the name of the program, lower-case.
    program: Option<String>,
    /// What the head calls the page, and the parts of it behind the first, letters and digits alone.
    titles: Vec<String>,
    behind: Vec<String>,
}

impl<'d> House<'d> {
    pub(super) fn new(doc: &'d Document, list: &[&'d Evidence]) -> House<'d> {
        let urls = list.iter().filter(|e| e.key == MetaKey::Url).map(|e| e.value.as_str());
        let labels = urls.chain(doc.meta().get(MetaKey::Url)).filter_map(host).flat_map(|host| host.split('.'));
        let program = list.iter().find(|e| e.from == "generator").and_then(|e| first_word(&e.value));
        let stated = list.iter().filter(|e| e.key == MetaKey::Title && !matches!(e.from, "h1" | "heading"));
        let parts = stated.clone().flat_map(|e| e.value.split(['_', '-', '|', '—', '–', '｜']).skip(1)).map(fold);
        House {
            doc,
            labels: labels.filter(|label| label.len() > 2).collect(),
            program,
            titles: stated.map(|e| fold(&e.value)).collect(),
            behind: parts.filter(|part| part.chars().count() > 1).collect(),
        }
    }

    /// Whether what a tag gives for the writer is the name of the site (`石桥网` on `…_石桥网新闻中心`), the title, or words of a
    /// program.
    pub(super) fn is_stated_by_program(&self, value: &str) -> bool {
        let folded = fold(value);
        let site = || self.behind.iter().any(|part| part.starts_with(&folded) || folded.starts_with(part.as_str()));
        let title = || folded.chars().count() >= TITLE && self.titles.iter().any(|title| title.contains(&folded));
        let person = || names::split(value.trim()).is_some_and(|names| names.len() == 1);
        let han = value.contains(chars::is_han);
        // `… | Ann Lee | Riverpost` names who wrote in its title.
        let long = || value.split_whitespace().count() > NAME;
        han && (value.contains('_') || (site() || title()) && !person())
            || long() && title()
            || value.contains("www.")
            || value.matches(':').count() > 1
    }

    /// Whether the page shows a name anywhere.
    pub(super) fn shows(&self, name: &str) -> bool {
        self.doc.all_blocks().any(|b| b.text().contains(name))
    }

    /// `Lee, Ann` where the page speaks of `Ann Lee`.
    pub(super) fn swapped(&self, names: &[String]) -> Option<String> {
        let [last, first] = names else { return None };
        let single = |name: &String| !name.contains(' ') && !name.contains(chars::is_cjk);
        let name = format!("{first} {last}");
        (single(last) && single(first) && self.doc.all_blocks().any(|b| b.text().contains(&name))).then_some(name)
    }

    /// Whether a name is the house's own: a host, or, where a meta tag states it, an account that
    /// carries the name of the site or that the page shows nowhere.
    pub(super) fn signs(&self, name: &str, from: &str) -> bool {
        is_host(name) && !from.starts_with("json-ld")
            || self.is_program(name)
            || from == "meta:author" && is_account(name) && !self.is_shown(name)
    }

    /// Whether a name is that of the program that made the page, or of its team.
    pub(super) fn is_program(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let team = [" team", " group", " community"].iter().any(|end| lower.ends_with(end));
        let first = first_word(&lower);
        first.is_some() && first == self.program && (team || !lower.trim().contains(' '))
    }

    /// Whether the page shows an account as who wrote there, so that it is more than the one that typed the text in.
    fn is_shown(&self, name: &str) -> bool {
        let stem = name.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        if self.labels.contains(&stem) {
            return false;
        }
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "_@".contains(c));
        // `name.com` is the site.
        let whole = |text: &str, at: usize| {
            let mut after = text[at + name.len()..].chars();
            let next = after.next();
            !part(text[..at].chars().next_back()) && !part(next) && (next != Some('.') || !part(after.next()))
        };
        self.doc.blocks().any(|b| b.text().match_indices(name).any(|(at, _)| whole(b.text(), at)))
    }
}

/// The host of an address.
pub(in super::super) fn host(url: &str) -> Option<&str> {
    url.split_once("://")?.1.split(['/', ':', '?', '#']).next()
}

fn first_word(text: &str) -> Option<String> {
    let word = text.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty())?;
    (word.len() > 2).then(|| word.to_lowercase())
}

/// One word in lower case and ASCII, as accounts are called and people are not.
fn is_account(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'.'))
}

/// `news.example.gr`: words of ASCII with dots between them, and what looks like a domain behind the last one.
pub(super) fn is_host(name: &str) -> bool {
    /// Domains that are no country.
    const GENERIC: &[&str] = &["com", "net", "org", "info", "biz", "edu", "gov"];
    let word = name.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    let Some((rest, domain)) = word.rsplit_once('.') else { return false };
    let label = |l: &str| l.len() > 1 && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    // `J.R` and `St. Claire` have a letter or a space there.
    let country = domain.len() == 2 && domain.bytes().all(|b| b.is_ascii_alphabetic());
    (country || GENERIC.contains(&domain)) && rest.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn hosts_are_told_from_names() {
        for host in ["steinbruecke.de", "news.stonebridge.com", "e-mill.gr", "Stone.co.uk 15"] {
            assert!(is_host(host), "{host}");
        }
        for name in ["J.R. Berg", "Anna M.Berg", "J.K", "St. Claire", "anna.berg", "Dr.Berg", "will.i.am"] {
            assert!(!is_host(name), "{name}");
        }
    }
}
