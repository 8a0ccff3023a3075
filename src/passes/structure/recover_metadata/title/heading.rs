//! Headings that are the title, though nothing in the head repeats them.

use super::site::{SEPARATORS, is_site, without_last, without_site};
use super::{begins, words};
use crate::chars::folded as fold;
use crate::meta::{Evidence, MetaKey};

/// A heading without the sign that links to itself, and without the name of the site at its end.
pub(super) fn shown(heading: &str, sites: &[String]) -> String {
    let heading = heading.trim_end_matches(['¶', '#', '§', '🔗', ' ']);
    let cut = SEPARATORS.iter().filter(|s| s.starts_with(' ')).find_map(|s| {
        let (text, last) = heading.rsplit_once(s)?;
        (is_site(&fold(last), sites) && !text.trim().is_empty()).then_some(text)
    });
    cut.unwrap_or(heading).trim_end().to_owned()
}

/// The title whole, where its heading is a word or two and it goes on to say what the page has (`Kettles - Buy Steel and Glass
/// Kettles - Shop`). The headings of texts and of single products are their titles.
pub(super) fn told(
    heading: &str,
    title: &str,
    all: &[&Evidence],
    list: &[&Evidence],
    sites: &[String],
) -> Option<(String, &'static str)> {
    const SHORT: usize = 2;
    const MORE: usize = 3;
    let single = all.iter().any(|e| matches!(e.from, "json-ld" | "itemprop:headline" | "json-ld:product"));
    if single || list.iter().any(|e| e.from == "article:published_time") || words(heading).len() > SHORT {
        return None;
    }
    // On Chinese and Japanese pages sections of the site stand between.
    if title.chars().any(crate::chars::is_cjk) {
        return None;
    }
    // The site is named behind it; else the rest may be its name.
    let whole = without_last(title, sites)?;
    let goes_on = begins(heading, whole) && words(whole).len() >= words(heading).len() + MORE;
    goes_on.then(|| (whole.to_owned(), "title"))
}

/// The top heading of a product that names its maker, too, in words that the title has.
pub(super) fn branded<'e>(titles: &[&'e Evidence]) -> Option<&'e Evidence> {
    let of = |from: &'static str| titles.iter().filter(move |e| e.from == from);
    let product = fold(&of("json-ld:product").next()?.value);
    let title = words(&of("title").next()?.value);
    of("h1").find(|h| fold(&h.value).contains(&product) && words(&h.value).iter().all(|w| title.contains(w))).copied()
}

/// A lower heading above the text that is word for word a title of the head, where no top heading names the text; or two
/// titles of the head, where there is a top heading.
pub(super) fn lower<'e>(titles: &[&'e Evidence], sites: &[String]) -> Option<&'e Evidence> {
    let heading = titles.iter().find(|e| e.from == "heading")?;
    let top = titles.iter().any(|e| e.from == "h1" && !is_site(&fold(&e.value), sites));
    let folded = fold(&heading.value);
    let stated = titles.iter().filter(|e| !matches!(e.from, "h1" | "heading"));
    let whole = |e: &Evidence| fold(without_last(&e.value, sites).unwrap_or(&e.value)) == folded;
    let repeated = stated.filter(|e| whole(e) || fold(&without_site(&e.value, sites, &[])) == folded).count();
    // A headline in linked data is what the article is called elsewhere.
    let called = titles.iter().any(|e| e.from == "json-ld" && fold(&e.value) != folded);
    (!called && repeated > usize::from(top) && !is_site(&folded, sites)).then_some(*heading)
}

/// Whether linked data or microdata state a headline.
fn has_headline(titles: &[&Evidence]) -> bool {
    titles.iter().any(|e| matches!(e.from, "json-ld" | "itemprop:headline"))
}

fn is_dated(list: &[&Evidence]) -> bool {
    list.iter().any(|e| e.from == "article:published_time")
}

/// Whether a heading is a short title and more words of the same phrase (`Networks`, `Networks in the browser`), or the
/// title with an article (`The best kettles`).
fn goes_on(title: &str, heading: &str) -> bool {
    const ARTICLE: usize = 3;
    let rest = heading.strip_prefix(title).and_then(|rest| rest.strip_prefix(' '));
    let before = heading.strip_suffix(title).and_then(|before| before.strip_suffix(' '));
    let article = |w: &str| w.chars().count() <= ARTICLE && !w.is_empty() && w.chars().all(char::is_alphabetic);
    !title.is_empty() && (rest.is_some_and(|rest| rest.starts_with(char::is_lowercase)) || before.is_some_and(article))
}

/// The title of a dated article that is spelled a little differently in its heading: the head has it as it is quoted.
pub(super) fn spelled(titles: &[&Evidence], list: &[&Evidence], sites: &[String]) -> Option<String> {
    if has_headline(titles) || !is_dated(list) {
        return None;
    }
    let title = without_site(&titles.iter().find(|e| e.from == "title")?.value, sites, &[]);
    let folded = fold(&title);
    let mut stated = words(&title);
    let heading = titles.iter().find(|e| e.from == "h1" && words(&e.value).len() >= 3)?;
    let own = words(&heading.value);
    let shared = own.iter().filter(|w| stated.contains(w)).count();
    let mut sorted = own.clone();
    sorted.sort();
    stated.sort();
    let same = sorted == stated || fold(&heading.value).contains(&folded);
    let year = without_digits(&title) == without_digits(&heading.value);
    (!same && !year && shared as f32 >= own.len() as f32 * SPELLED).then_some(title)
}

/// The one top heading of an article that words its title in another way than the head of the page does.
///
/// The page shows the heading; `og:title` is often older, or shortened for those who share it. On other pages (shops,
/// services) the heading is as often a slogan.
pub(super) fn alike<'e>(titles: &[&'e Evidence], list: &[&Evidence], sites: &[String]) -> Option<&'e Evidence> {
    let article = has_headline(titles);
    let product = titles.iter().any(|e| e.from == "json-ld:product");
    let dated = is_dated(list) || !product && list.iter().any(|e| e.key == MetaKey::Category && e.from == "og:type");
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
        [one] if stated().any(|t| goes_on(&without_site(&t.value, sites, &[]), &one.value)) => Some(*one),
        _ if !article && !dated => None,
        [one] if article => Some(*one).filter(|h| fits(h, LIKE)),
        _ => headings.into_iter().find(|h| fits(h, ALIKE)),
    }
}

/// A title whose year or number may have been changed in the heading alone.
fn without_digits(title: &str) -> String {
    fold(title).chars().filter(|c| !c.is_numeric()).collect()
}

/// Share of the words of a heading that a stated title must have for the heading to be the title in other words: of the
/// only top heading, and of one of several. Tuned on the titles of wcxb: of 12 such articles the heading was the title of 11.
const LIKE: f32 = 0.2;
const ALIKE: f32 = 0.5;
/// Share of the words of a heading that the title has, too, where both are the same but for a word: of 6 such articles of
/// wcxb the head had the title of 5.
const SPELLED: f32 = 0.75;
