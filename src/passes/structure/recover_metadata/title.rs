//! The title: what several origins agree on, without the name of the site.

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
];

/// Separators between a title and the name of its site; those without spaces only occur on Chinese and Japanese pages.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " > ", " < ", "｜", "|", "_", "--", "—",
    "－", " ‹ ", " › ", ": ", "-", " ~ ",
];

/// Letters and digits, lower-case: what two titles must share to be the same.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The title and where it was read.
pub(super) fn decide(list: &[&Evidence]) -> Option<(String, &'static str)> {
    let titles: Vec<&Evidence> =
        list.iter().filter(|e| e.key == MetaKey::Title && !fold(&e.value).is_empty()).copied().collect();
    let sites = sites(list);
    if let Some(e) = titles.iter().find(|e| e.from == "site-rule") {
        return Some((e.value.clone(), e.from));
    }
    // A heading that another origin repeats is the title as the page shows it.
    let others: Vec<String> = titles.iter().filter(|e| e.from != "h1").map(|e| fold(&e.value)).collect();
    let mut best: Option<(usize, &Evidence)> = None;
    for e in titles.iter().filter(|e| e.from == "h1") {
        let folded = fold(&e.value);
        if is_site(&folded, &sites) || folded.chars().count() < 3 {
            continue;
        }
        let votes = others.iter().filter(|o| o.contains(&folded)).count();
        let longer = best.is_none_or(|(v, b)| votes > v || votes == v && e.value.len() > b.value.len());
        if votes > 0 && longer {
            best = Some((votes, e));
        }
    }
    if let Some((_, e)) = best {
        return Some((e.value.clone(), "h1"));
    }
    for rank in RANKS {
        for e in titles.iter().filter(|e| e.from == *rank) {
            let title = if matches!(e.from, "json-ld" | "h1") {
                e.value.clone()
            } else {
                without_site(&e.value, &sites, &titles)
            };
            if !is_site(&fold(&title), &sites) && !title.is_empty() {
                return Some((title, e.from));
            }
        }
    }
    // The home page of a site has the name of the site for a title.
    titles.first().map(|e| (e.value.clone(), e.from))
}

/// Names by which the page calls its site, folded.
fn sites(list: &[&Evidence]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for e in list {
        match e.key {
            MetaKey::Publisher if e.from != "visible-source" => out.push(fold(&e.value)),
            MetaKey::Url => {
                let host = e.value.split_once("://").map_or("", |(_, rest)| rest).split('/').next().unwrap_or_default();
                out.push(fold(host));
                out.extend(host.split('.').filter(|p| p.len() > 3 && *p != "www").map(fold));
            }
            _ => {}
        }
    }
    out.retain(|s| s.chars().count() >= 2);
    out
}

fn is_site(folded: &str, sites: &[String]) -> bool {
    sites.iter().any(|s| s == folded)
}

/// Cuts a title at its separators and leaves out the parts that name the site.
fn without_site(title: &str, sites: &[String], all: &[&Evidence]) -> String {
    for separator in SEPARATORS {
        let parts: Vec<&str> = title.split(separator).map(str::trim).filter(|p| !p.is_empty()).collect();
        if parts.len() < 2 {
            continue;
        }
        // Marks that also occur inside titles cut only off what is known to be the site.
        let weak = matches!(*separator, ": " | "-" | "—" | "--" | "|" | " / " | " · " | " ~ ");
        let names: Vec<bool> = parts.iter().map(|p| names_site(p, sites)).collect();
        let first = names.iter().position(|n| !n);
        let last = names.iter().rposition(|n| !n);
        if let (Some(first), Some(last)) = (first, last)
            && names.iter().any(|n| *n)
        {
            let kept = parts.get(first..=last).unwrap_or_default();
            let kept = if *separator == "_" { kept.get(..1).unwrap_or_default() } else { kept };
            let joined = kept.join(separator);
            return without_site(&joined, sites, &[]);
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

/// A part that is the site's name, or ends like the names of sites and their sections.
fn names_site(part: &str, sites: &[String]) -> bool {
    let folded = fold(part);
    if folded.is_empty() {
        return true;
    }
    let like = |s: &String| {
        *s == folded
            || (s.chars().count() >= 4
                && folded.len() < s.len() * 3
                && (folded.contains(s.as_str()) || s.contains(&folded) && folded.len() * 2 > s.len()))
    };
    if sites.iter().any(like) {
        return true;
    }
    const ENDS: &[&str] = &[
        "网",
        "網",
        "频道",
        "頻道",
        "在线",
        "線上",
        "门户",
        "中心",
        "日报",
        "日報",
        "晚报",
        "晚報",
        "论坛",
        "論壇",
        "社区",
        "新闻",
        "新聞",
        "首页",
        "时报",
        "時報",
        "资讯",
        "資訊",
        "博客",
        "百科",
        "ニュース",
        "新聞社",
    ];
    part.chars().count() <= 12 && ENDS.iter().any(|e| part.ends_with(e))
        || [".com", ".cn", ".org", ".net", ".de", ".co.uk", ".pl", ".gr", ".ru", ".jp"]
            .iter()
            .any(|e| part.to_lowercase().ends_with(e))
}

/// The part that says most; of equals the first.
fn longest<'t>(parts: &[&'t str]) -> &'t str {
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
