//! The names of a site, and titles without them.

use super::super::house::host;
use crate::chars::folded as fold;
use crate::meta::{Evidence, MetaKey};
use crate::phrases::{Words, simplify};

/// Separators between a title and the name of its site; those without spaces only occur on Chinese and Japanese pages.
pub(super) const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " > ", " < ", "｜", "|", "_", "--", "—",
    "－", " ‹ ", " › ", ": ", "：", ":", "-", " ~ ",
];

/// Names by which the page calls its site, folded.
pub(super) fn sites(list: &[&Evidence]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for e in list {
        match e.key {
            MetaKey::Publisher
                if !matches!(
                    e.from,
                    "visible-source" | "visible-source:letters" | "line:source" | "line:medium" | "credit"
                ) =>
            {
                out.push(fold(&e.value))
            }
            MetaKey::Url => add_host(&e.value, &mut out),
            _ => {}
        }
    }
    out.retain(|s| s.chars().count() >= 2);
    out
}

pub(super) fn add_host(url: &str, out: &mut Vec<String>) {
    if let Some(host) = host(url).filter(|host| !host.is_empty()) {
        out.push(fold(host));
        out.extend(host.split('.').filter(|p| p.len() > 3 && *p != "www" && *p != "blog" && *p != "news").map(fold));
    }
}

/// Whether a host says the first letters of a name: `osha` of `Occupational Safety and Health Administration`.
pub(super) fn is_acronym(host: &str, name: &str) -> bool {
    let capitals: String =
        name.split_whitespace().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
    host.len() >= 3 && capitals.to_lowercase() == host
}

pub(super) fn is_site(folded: &str, sites: &[String]) -> bool {
    sites.iter().any(|s| s == folded)
}

/// Whether a title says nothing of the text: it is the name of a site, greets who comes, or is a word that heads any page.
pub(super) fn is_unsaying(title: &str, sites: &[String]) -> bool {
    let greets = || Words::Welcome.behind(title).is_some();
    fold(title).chars().count() < 3 || names_site(title, sites, 1.5) || greets()
}

/// A title without its last part, if that names the site.
pub(super) fn without_last<'t>(title: &'t str, sites: &[String]) -> Option<&'t str> {
    SEPARATORS.iter().filter(|s| s.starts_with(' ')).find_map(|s| {
        let (text, last) = title.rsplit_once(s)?;
        names_site(last, sites, 1.5).then_some(text.trim())
    })
}

/// A title without all last parts that name the site.
fn named_only<'t>(title: &'t str, sites: &[String]) -> &'t str {
    let mut rest = title.trim();
    // Each round drops a part.
    while let Some(text) = without_last(rest, sites).filter(|t| !t.is_empty()) {
        rest = text;
    }
    rest
}

/// Cuts a title at its separators and leaves out the parts that name the site.
pub(super) fn without_site(title: &str, sites: &[String], all: &[&Evidence]) -> String {
    for separator in SEPARATORS {
        // `on-premise`, `24:7`: in other scripts these join words.
        if matches!(*separator, "-" | ":") && !title.chars().any(crate::chars::is_cjk) {
            continue;
        }
        let parts: Vec<&str> = title.split(separator).map(str::trim).filter(|p| !p.is_empty()).collect();
        if parts.len() < 2 {
            continue;
        }
        // Marks that also occur inside titles cut only off what is known to be the site.
        let weak = matches!(*separator, ": " | "：" | ":" | "-" | "—" | "--" | "|" | " / " | " · " | " ~ ");
        // A product or a service is called by its maker's name and more (`Stripe Payments | Online payments`), and comes first.
        let names: Vec<bool> =
            parts.iter().enumerate().map(|(n, p)| names_site(p, sites, if n == 0 { 1.5 } else { 3.0 })).collect();
        let first = names.iter().position(|n| !n);
        let last = names.iter().rposition(|n| !n);
        if let (Some(first), Some(last)) = (first, last)
            && names.iter().any(|n| *n)
        {
            let kept = parts.get(first..=last).unwrap_or_default();
            let kept = if *separator == "_" { kept.get(..1).unwrap_or_default() } else { kept };
            // Each round drops a part at least, and the separators before this one do not occur.
            if kept.len() < parts.len() {
                let kept = kept.join(separator);
                // Sections of the site stand between on Chinese and Japanese pages, or before (`Articles - ...`); elsewhere
                // the title may go on.
                let cut = without_site(&kept, sites, &[]);
                let sections = kept.chars().any(crate::chars::is_cjk) || !kept.starts_with(&cut);
                return if sections { cut } else { named_only(&kept, sites).to_owned() };
            }
        }
        if weak {
            continue;
        }
        // Another origin has the first part alone.
        let head = fold(parts.first().copied().unwrap_or_default());
        if all.iter().any(|e| fold(&e.value) == head) {
            return parts.first().copied().unwrap_or_default().to_owned();
        }
        if matches!(*separator, "_" | "｜" | " | " | " - " | " – " | " — " | " » " | " :: ") {
            return longest(&parts).to_owned();
        }
    }
    title.trim().to_owned()
}

/// A part that is the site's name, alone or with other words up to `most` times its length, or ends like the names of sites
/// and their sections.
fn names_site(part: &str, sites: &[String], most: f32) -> bool {
    let folded = fold(part);
    if folded.is_empty() {
        return true;
    }
    let like = |s: &String| {
        *s == folded
            || (s.chars().count() >= 4
                && (folded.len() as f32) < s.len() as f32 * most
                && (folded.contains(s.as_str()) || s.contains(&folded) && folded.len() * 2 > s.len()))
    };
    if sites.iter().any(|s| like(s) || is_acronym(s, part)) {
        return true;
    }
    part.chars().count() <= 12 && Words::SiteEnd.ends(&simplify(part))
        || [".com", ".cn", ".org", ".net", ".de", ".co.uk", ".pl", ".gr", ".ru", ".jp"]
            .iter()
            .any(|e| part.to_lowercase().ends_with(e))
}

/// The first part, if it says enough; else the longest.
fn longest<'t>(parts: &[&'t str]) -> &'t str {
    let enough =
        |p: &str| p.split_whitespace().count() >= 2 || p.chars().filter(|c| crate::chars::is_cjk(*c)).count() >= 5;
    if let Some(first) = parts.first().filter(|p| enough(p)) {
        return first;
    }
    let mut best = "";
    for part in parts {
        // A later part must be much longer: the title mostly comes first.
        let factor = if best.is_empty() { 1 } else { 2 };
        if part.chars().count() > best.chars().count() * factor {
            best = part;
        }
    }
    best
}
