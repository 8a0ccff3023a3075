//! The title: what several origins agree on, without the name of the site.

use std::collections::BTreeSet;

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
    "－", " ‹ ", " › ", ": ", "：", ":", "-", " ~ ",
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
        return Some((shown(&e.value), "h1"));
    }
    if let Some(e) = alike(&titles, list, &sites) {
        return Some((shown(&e.value), "h1"));
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

/// A heading without the sign that links to itself.
fn shown(heading: &str) -> String {
    heading.trim_end_matches(['¶', '#', '§', '🔗', ' ']).to_owned()
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

/// The one top heading of an article that words its title in another way than the head of the page does.
///
/// The page shows the heading; `og:title` is often older, or shortened for those who share it. On other pages (shops,
/// services) the heading is as often a slogan.
fn alike<'e>(titles: &[&'e Evidence], list: &[&Evidence], sites: &[String]) -> Option<&'e Evidence> {
    let article = titles.iter().any(|e| matches!(e.from, "json-ld" | "itemprop:headline"));
    let dated = list.iter().any(|e| e.from == "article:published_time");
    let mut headings: Vec<&Evidence> = Vec::new();
    for e in titles.iter().filter(|e| e.from == "h1" && !is_site(&fold(&e.value), sites)) {
        if !headings.iter().any(|h| fold(&h.value) == fold(&e.value)) {
            headings.push(e);
        }
    }
    let stated = || titles.iter().filter(|t| !matches!(t.from, "h1" | "heading"));
    let share = |e: &Evidence| {
        let own = words(&e.value);
        let shared = |t: &Evidence| {
            let other = words(&t.value);
            own.iter().filter(|w| other.contains(w)).count()
        };
        stated().map(|t| shared(t)).max().unwrap_or(0) as f32 / own.len().max(1) as f32
    };
    // What the head has whole is the title, and the heading has something besides (a kicker, a date).
    let besides = |e: &Evidence| stated().any(|t| fold(&e.value).contains(&fold(&t.value)));
    // Two words in a heading or fewer name a section or a product, not a text.
    let fits = |e: &Evidence, least: f32| words(&e.value).len() >= 3 && !besides(e) && share(e) >= least;
    match headings.as_slice() {
        [one]
            if stated().any(|t| without_digits(&without_site(&t.value, sites, &[])) == without_digits(&one.value)) =>
        {
            Some(*one)
        }
        _ if !article && !dated => None,
        [one] if article => Some(*one).filter(|h| fits(h, LIKE)),
        _ => headings.into_iter().find(|h| fits(h, ALIKE)),
    }
}

/// Whether `long` is `short` and more behind a mark that separates.
fn begins(short: &str, long: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| SEPARATORS.iter().any(|s| s.starts_with(' ') && rest.starts_with(s)))
}

/// A title whose year or number may have been changed in the heading alone.
fn without_digits(title: &str) -> String {
    fold(title).chars().filter(|c| !c.is_numeric()).collect()
}

/// Share of the words of a heading that a stated title must have for the heading to be the title in other words: of the
/// only top heading, and of one of several. Tuned on the titles of wcxb: of 12 such articles the heading was the title of 11.
const LIKE: f32 = 0.2;
const ALIKE: f32 = 0.5;

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

/// Names by which the page calls its site, folded.
fn sites(list: &[&Evidence]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for e in list {
        match e.key {
            MetaKey::Publisher if e.from != "visible-source" => out.push(fold(&e.value)),
            MetaKey::Url => add_host(&e.value, &mut out),
            _ => {}
        }
    }
    out.retain(|s| s.chars().count() >= 2);
    out
}

fn add_host(url: &str, out: &mut Vec<String>) {
    let host = url.split_once("://").map_or("", |(_, rest)| rest).split('/').next().unwrap_or_default();
    if !host.is_empty() {
        out.push(fold(host));
        out.extend(host.split('.').filter(|p| p.len() > 3 && *p != "www" && *p != "blog" && *p != "news").map(fold));
    }
}

/// Whether a host says the first letters of a name: `osha` of `Occupational Safety and Health Administration`.
fn is_acronym(host: &str, name: &str) -> bool {
    let capitals: String =
        name.split_whitespace().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
    host.len() >= 3 && capitals.to_lowercase() == host
}

fn is_site(folded: &str, sites: &[String]) -> bool {
    sites.iter().any(|s| s == folded)
}

/// Cuts a title at its separators and leaves out the parts that name the site.
fn without_site(title: &str, sites: &[String], all: &[&Evidence]) -> String {
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
                return without_site(&kept.join(separator), sites, &[]);
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
