//! The title: what several origins agree on, without the name of the site.

mod heading;
mod site;
mod tidy;

use std::collections::BTreeSet;

use self::heading::{alike, branded, lower, shown, spelled, told};
use self::site::{SEPARATORS, add_host, is_acronym, is_site, is_unsaying, sites, without_site};
use self::tidy::tidy;
use crate::chars::folded as fold;
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

/// The title and where it was read.
pub(super) fn decide(list: &[&Evidence], url: Option<&str>) -> Option<(String, &'static str)> {
    let (title, from) = chosen(list, url)?;
    let whole = list.iter().find(|e| e.from == "line:whole" && is_cut(&title, &e.value));
    let title = tidy(whole.map_or(title.as_str(), |e| e.value.as_str()));
    // `1`
    (fold(&title).chars().count() > 1 || title.contains(char::is_alphabetic)).then_some((title, from))
}

/// Whether a title is only a line of the page that may be one.
pub(super) fn is_line(e: &Evidence) -> bool {
    matches!(e.from, "line" | "line:whole" | "above" | "above:told")
}

/// Whether a title ends in dots where another one goes on.
fn is_cut(title: &str, whole: &str) -> bool {
    let stem = title.strip_suffix("...").or_else(|| title.strip_suffix('…')).map(fold);
    stem.is_some_and(|stem| !stem.is_empty() && fold(whole).starts_with(&stem))
}

fn chosen(list: &[&Evidence], url: Option<&str>) -> Option<(String, &'static str)> {
    let all = list.iter().filter(|e| e.key == MetaKey::Title && e.from != "line:whole").copied();
    let all = all.filter(|e| !fold(&e.value).is_empty());
    // Lines that only stand above the text.
    let (lines, titles): (Vec<&Evidence>, Vec<&Evidence>) = all.partition(|e| is_line(e));
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
    let bare = titles.iter().all(|e| matches!(e.from, "h1" | "heading" | "title" | "enpproperty"));
    let of = |from: &str| titles.iter().find(|e| e.from == from).map(|e| e.value.clone());
    let agreed = of("og:title").filter(|og| {
        titles.iter().any(|e| matches!(e.from, "json-ld" | "itemprop:headline") && fold(&e.value) == fold(og))
    });
    let mut best: Option<(usize, &Evidence)> = None;
    let headings = titles.iter().filter(|e| e.from == "h1" || bare && e.from == "heading").copied();
    for e in headings.chain(lines.iter().filter(|_| bare).copied()) {
        let folded = fold(&e.value);
        if is_site(&folded, &sites) || sites.iter().any(|s| is_acronym(s, &e.value)) || folded.chars().count() < 3 {
            continue;
        }
        let repeats = |(other, all): &&(&str, String)| {
            all.contains(&folded)
                && if is_line(e) { is_line_of(&e.value, other, best.is_none()) } else { is_part(&folded, other) }
        };
        let votes = others.iter().filter(repeats).count();
        if votes <= 1 && e.from == "h1" && is_behind(&folded, &titles) {
            continue;
        }
        // What OpenGraph and the article's own data agree on outweighs a heading that only `title` repeats.
        if votes <= 1 && agreed.as_ref().is_some_and(|a| !is_part(&folded, a)) {
            continue;
        }
        let better = best.is_none_or(|(v, b)| {
            // A heading that goes on behind a mark has the name of the section, too. Else the longer one; and the heading
            // above the text, where there is one, against the one with the name of the blog.
            let (own, other) = (begins(&e.value, &b.value), begins(&b.value, &e.value));
            votes > v || votes == v && (own || !other && (e.value.len() > b.value.len() || e.from != "h1"))
        });
        if votes > 0 && better {
            best = Some((votes, e));
        }
    }
    if let Some((_, e)) = best {
        let heading = shown(&e.value, &sites);
        let from = if is_line(e) { "line" } else { "h1" };
        return Some(of("title").and_then(|t| told(&heading, &t, &titles, list, &sites)).unwrap_or((heading, from)));
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
    let above = lines.iter().find(|e| e.from != "line").filter(|_| !is_front(list, url));
    for rank in RANKS {
        for e in titles.iter().filter(|e| e.from == *rank) {
            let title = if matches!(e.from, "json-ld" | "h1") {
                e.value.clone()
            } else {
                without_site(&e.value, &sites, &titles)
            };
            // One or two characters that nothing repeats (`导航`) head a part of the page, and so do several top headings.
            let part = e.from == "h1" && (several && of("title").is_some() || fold(&title).chars().count() < 3);
            let unsaying = above.is_some_and(|above| bare && above.from == "above:told" || is_unsaying(&title, &sites));
            if !part && !unsaying && !is_site(&fold(&title), &sites) && !title.is_empty() {
                return Some((title, e.from));
            }
        }
    }
    if let Some(e) = above {
        return Some((shown(&e.value, &sites), "line"));
    }
    // The home page of a site has the name of the site for a title.
    titles.iter().find(|e| e.from != "h1").map(|e| (e.value.clone(), e.from))
}

/// Whether a heading is the name of the site: `title` has it at its end, and OpenGraph another one, which `title` begins with
/// or which stands above the text.
fn is_behind(heading: &str, titles: &[&Evidence]) -> bool {
    let of = |from: &str| titles.iter().find(|e| e.from == from).map(|e| fold(&e.value));
    let (Some(title), Some(og)) = (of("title"), of("og:title")) else { return false };
    let shown = title.starts_with(&og) || of("heading").is_some_and(|lower| lower == og);
    title.ends_with(heading) && shown && og.chars().count() > heading.chars().count() && !og.contains(heading)
}

/// Whether a line of the page is a title without the site: its beginning, set off by a mark that separates, or in Chinese and
/// Japanese by a space; or the most of it, if no heading stands before.
fn is_line_of(line: &str, title: &str, first: bool) -> bool {
    const LEAST: usize = 8;
    const MARKS: &[char] = &['-', '–', '—', '_', '|', '｜', '－', '·', '•', '»', '«', '/', '>', '<', '~', '(', '（'];
    let Some(rest) = title.strip_prefix(line.trim()) else {
        let folded = fold(line);
        return first && folded.chars().count() * 2 > fold(title).chars().count() && is_part(&folded, title);
    };
    let spaced = line.chars().filter(|c| crate::chars::is_cjk(*c)).count() >= LEAST && rest.starts_with(' ');
    let rest = rest.trim_start();
    rest.is_empty() || !rest.starts_with("——") && (rest.starts_with(MARKS) || spaced && !rest.starts_with([':', '：']))
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

#[cfg(test)]
mod tests {
    use super::decide;
    use crate::meta::{Evidence, MetaKey};

    fn title(said: &[(&'static str, &str)]) -> Option<String> {
        let all: Vec<Evidence> = said
            .iter()
            .map(|(from, value)| Evidence { key: MetaKey::Title, value: (*value).to_owned(), from })
            .collect();
        decide(&all.iter().collect::<Vec<_>>(), None).map(|(title, _)| title)
    }

    #[test]
    fn a_line_is_the_title_without_what_the_site_adds() {
        let line = "渡口的水车又转了";
        for head in
            ["渡口的水车又转了-水车,渡口,石桥-石桥生活", "渡口的水车又转了 石桥生活", "石桥晚报 : 渡口的水车又转了"]
        {
            assert_eq!(title(&[("title", head), ("line", line)]).as_deref(), Some(line), "{head}");
        }
        // A heading of a part of the page that nothing repeats.
        assert_eq!(title(&[("title", line), ("h1", "相关新闻"), ("line", line)]).as_deref(), Some(line));
        // A subtitle belongs to it, and a line may name the site.
        let whole = "渡口的水车又转了——村里人修了两个月";
        assert_eq!(title(&[("title", whole), ("line", line)]).as_deref(), Some(whole));
        let head = "The mill | Riverton Museum of Water and Wood";
        let site = ("line", "Riverton Museum of Water and Wood");
        assert_eq!(title(&[("title", head), ("h1", "The mill"), site]).as_deref(), Some("The mill"));
    }

    #[test]
    fn a_line_above_the_text_is_the_title_where_the_head_names_none() {
        let above = ("above", "渡口的水车又转了");
        for head in ["石桥生活网", "显示", "欢迎访问石桥"] {
            assert_eq!(title(&[("title", head), above]).as_deref(), Some(above.1), "{head}");
        }
        assert_eq!(title(&[above]).as_deref(), Some(above.1));
        assert_eq!(title(&[("title", "老街的灯"), above]).as_deref(), Some("老街的灯"));
        assert_eq!(title(&[("title", "老街的灯"), ("above:told", above.1)]).as_deref(), Some(above.1));
        assert_eq!(title(&[("title", "1")]), None);
    }

    #[test]
    fn the_name_of_the_site_in_the_top_heading_is_no_title() {
        let head = [("title", "The mill turns again | Riverton"), ("og:title", "The mill turns again")];
        assert_eq!(title(&[head[0], head[1], ("h1", "Riverton")]).as_deref(), Some("The mill turns again"));
        assert_eq!(
            title(&[head[0], ("og:title", "Riverton"), ("h1", "The mill turns again")]).as_deref(),
            Some("The mill turns again")
        );
        let cut = [("title", "The mill turns ag..."), ("line:whole", "The mill turns again")];
        assert_eq!(title(&cut).as_deref(), Some("The mill turns again"));
    }
}
