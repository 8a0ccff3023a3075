//! Metadata that markup states: meta tags, links, microdata, `<time>`. Nothing is decided here.

use super::byline;
use super::dom::{Attr, NodeId, Tree};
use super::features::About;
use super::flag;
use super::linked;
use super::meta_tags::META;
use super::names::speaks;
use super::visible;
use super::walk::{Candidate, Page};
use crate::dates;
use crate::meta::{Evidence, MetaKey};
use crate::phrases::Words;

/// Longest value kept (bytes); a longer author or title is none.
pub(super) const MAX_VALUE: usize = 1024;
/// Pieces of evidence kept of a page, so that a page of 100,000 meta tags stays small.
const MAX_EVIDENCE: usize = 300;

/// Elements between two writers of one text; farther apart they wrote two (a question and its answers, related articles).
const BESIDE: u32 = 40;

/// Evidence of a page, bounded.
#[derive(Default)]
pub(super) struct Found {
    pub(super) about: About,
    pub(super) list: Vec<Evidence>,
    /// `twitter:label1` says that `twitter:data1` is the writer.
    written_by: bool,
    /// The elements that last named a writer, by origin.
    last_writer: Vec<(&'static str, u32)>,
    /// Dates that elements state: their places in the list, and the elements.
    pub(super) dates: Vec<(usize, u32)>,
}

impl Found {
    /// Adds a value, its white space collapsed.
    pub(super) fn add(&mut self, key: MetaKey, value: &str, from: &'static str) {
        if value.len() > MAX_VALUE * 4 || self.list.len() >= MAX_EVIDENCE {
            return;
        }
        let value = clean(value);
        if !value.is_empty() && value.len() <= MAX_VALUE {
            self.list.push(Evidence { key, value, from });
        }
    }
}

impl Found {
    /// Adds a date that `elem` states.
    fn add_date(&mut self, value: &str, from: &'static str, elem: u32) {
        let next = self.list.len();
        self.add(MetaKey::Date, value, from);
        if self.list.len() > next {
            self.dates.push((next, elem));
        }
    }

    /// Adds a writer that `elem` names, if it stands beside the one before from the same origin.
    fn add_writer(&mut self, value: &str, from: &'static str, elem: u32) {
        match self.last_writer.iter_mut().find(|(f, _)| *f == from) {
            Some((_, last)) if elem > last.saturating_add(BESIDE) => return,
            Some((_, last)) => *last = elem,
            None => self.last_writer.push((from, elem)),
        }
        self.add(MetaKey::Author, value, from);
    }
}

/// Collapses white space and decodes what was escaped twice.
fn clean(value: &str) -> String {
    // Attributes are often escaped twice, and a title does not talk about markup.
    let decoded = html_escape::decode_html_entities(value);
    let text = decoded.split_whitespace().collect::<Vec<_>>().join(" ");
    // Feeds sometimes keep markup in attributes.
    if text.contains('<') && text.contains('>') { super::entities::without_tags(&text) } else { text }
}

/// Everything in the markup that may become metadata, and what helps to find the content.
pub(super) fn collect(tree: &Tree, page: &Page<'_>) -> Found {
    let mut found = Found::default();
    for id in &page.head {
        head_element(tree, *id, &mut found);
    }
    if let Some(lang) = tree.children(0).find_map(|n| tree.attr(n, Attr::Lang)) {
        found.add(MetaKey::Language, lang, "html:lang");
    }
    for candidate in &page.candidates {
        body_element(tree, candidate, page, &mut found);
    }
    found
}

fn head_element(tree: &Tree, element: NodeId, found: &mut Found) {
    let attr = |name| tree.attr(element, name);
    match tree.name(element).unwrap_or_default() {
        "title" => {
            let text = text_of(tree, element, MAX_VALUE);
            if found.list.iter().all(|e| e.from != "title") {
                found.about.titles.push(text.clone());
                found.add(MetaKey::Title, &text, "title");
            }
        }
        "link" => {
            if let (Some(rel), Some(href)) = (attr(Attr::Rel), attr(Attr::Href))
                && rel.eq_ignore_ascii_case("canonical")
            {
                found.add(MetaKey::Url, href, "canonical");
            }
        }
        "meta" => {
            // Some write `value` for `content`.
            let content = attr(Attr::Content).or_else(|| attr(Attr::Value)).filter(|c| c.len() < MAX_VALUE * 8);
            let Some(content) = content else { return };
            let names = [Attr::Property, Attr::Name, Attr::Itemprop, Attr::HttpEquiv].map(attr);
            for name in names.into_iter().flatten().map(str::to_ascii_lowercase) {
                match name.as_str() {
                    "og:title" | "twitter:title" | "sailthru.title" | "parsely-title" | "headline" => {
                        found.about.titles.push(content.to_owned())
                    }
                    "description" | "og:description" => content.clone_into(&mut found.about.description),
                    // Linked data that a framework has put into a tag of its own.
                    "script:ld+json" => linked::read(content, found),
                    "twitter:label1" => found.written_by = Words::WrittenBy.has(&content.trim().to_lowercase()),
                    "twitter:data1" if found.written_by => found.add(MetaKey::Author, content, "twitter:data1"),
                    "generator" => found.add(MetaKey::Category, content, "generator"),
                    "og:type" if content == "article" => {
                        found.about.og_article = true;
                        found.add(MetaKey::Category, content, "og:type");
                    }
                    _ => {}
                }
                if let Some((_, key, from)) = META.iter().find(|(n, ..)| *n == name) {
                    found.add(*key, content, from);
                }
            }
        }
        "script" if attr(Attr::Type).is_some_and(|t| t.contains("ld+json")) => {
            let text: String = tree.descendants(element).filter_map(|n| tree.text(n)).collect();
            linked::read(&text, found);
        }
        _ => {}
    }
}

/// Text of an element, to at most `most` bytes, white space collapsed.
pub(super) fn text_of(tree: &Tree, element: NodeId, most: usize) -> String {
    let mut out = String::new();
    for node in tree.descendants(element) {
        let Some(piece) = tree.text(node) else { continue };
        if out.len() > most {
            break;
        }
        let above = tree.parent(node).filter(|above| *above != element);
        if above.and_then(|above| tree.name(above)).is_some_and(byline::is_unseen) {
            continue;
        }
        out.push_str(piece.get(..piece.len().min(most)).unwrap_or_default());
        out.push(' ');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn body_element(tree: &Tree, candidate: &Candidate, page: &Page<'_>, found: &mut Found) {
    let element = candidate.node;
    let attr = |name| tree.attr(element, name);
    let flags = page.elems.get(candidate.elem as usize).map_or(0, |e| e.flags);
    let aside = flags & (flag::ASIDE | flag::NAV | flag::FOOTER) != 0;
    let prop = attr(Attr::Itemprop).or_else(|| attr(Attr::Property)).unwrap_or_default();
    let stated = attr(Attr::Content).or_else(|| attr(Attr::Datetime));
    let name = tree.name(element).unwrap_or_default();
    if name == "h1" && !aside {
        let text = text_of(tree, element, MAX_VALUE);
        found.add(MetaKey::Title, &text, "h1");
    }
    if aside {
        return;
    }
    // An article says when it was printed; a date among comments is theirs. Of threads the first post may be called one.
    let article = found.about.og_article || found.about.sort == 1;
    let of_reader = article && in_comment(page, candidate.elem) || in_review(page, candidate.elem);
    match prop {
        "headline" => found.add(
            MetaKey::Title,
            &stated.map_or_else(|| text_of(tree, element, 600), str::to_owned),
            "itemprop:headline",
        ),
        "datePublished" | "dateCreated" | "article:published_time" if !of_reader => {
            let text = stated.map_or_else(|| text_of(tree, element, 200), str::to_owned);
            found.add(MetaKey::Date, &text, "itemprop:date");
        }
        "dateModified" => {
            let text = stated.map_or_else(|| text_of(tree, element, 200), str::to_owned);
            found.add(MetaKey::Date, &text, "meta:modified");
        }
        "author" | "creator" if !in_comment(page, candidate.elem) => {
            // The name may stand in an element of its own.
            let mut inside = tree.descendants(element).take(40);
            let inner = inside.find(|e| tree.attr(*e, Attr::Itemprop) == Some("name"));
            let text = match inner {
                Some(e) => tree.attr(e, Attr::Content).map_or_else(|| text_of(tree, e, 200), str::to_owned),
                None => stated.map_or_else(|| byline::names(tree, element), str::to_owned),
            };
            found.add_writer(&text, "itemprop:author", candidate.elem);
        }
        "articleSection" => found.add(MetaKey::Category, &text_of(tree, element, 100), "itemprop:section"),
        "keywords" => {
            found.add(MetaKey::Tag, &stated.map_or_else(|| text_of(tree, element, 300), str::to_owned), "meta:keywords")
        }
        _ => {}
    }
    if (name == "time" || attr(Attr::Datetime).is_some() && !matches!(name, "ins" | "del")) && !of_reader {
        let text = attr(Attr::Datetime).map_or_else(|| text_of(tree, element, 200), str::to_owned);
        let label = of_two(page, candidate.elem);
        let updated = label & speaks::TIME_CHANGED != 0;
        let published = attr(Attr::Pubdate).is_some() || label & speaks::TIME_PUBLISHED != 0;
        let from = match (updated && !published, published) {
            (true, _) => "time:updated",
            (_, true) => "time:published",
            _ => "time",
        };
        found.add_date(&text, from, candidate.elem);
        return;
    }
    // `<abbr title="2024-04-22">a month ago</abbr>`
    if name == "abbr"
        && let Some(text) = attr(Attr::Title).filter(|title| is_day(title))
        && !in_comment(page, candidate.elem)
    {
        found.add_date(text, "time", candidate.elem);
        return;
    }
    match attr(Attr::Rel).unwrap_or_default() {
        "author" => found.add_writer(&text_of(tree, element, 200), "rel:author", candidate.elem),
        "tag" => found.add(MetaKey::Tag, &text_of(tree, element, 100), "rel:tag"),
        "category tag" | "category" => found.add(MetaKey::Category, &text_of(tree, element, 100), "rel:category"),
        _ => {}
    }
    by_class(tree, candidate, page, found);
}

/// Whether what shows up over an element is the day that the element only counts back to (`a month ago`).
fn is_day(title: &str) -> bool {
    title.len() <= MAX_DAY && title.starts_with(|c: char| c.is_ascii_digit()) && dates::parse_date(title).is_some()
}

/// Bytes of the longest day with its time.
const MAX_DAY: usize = 40;

/// Whether an element stands among comments.
pub(super) fn in_comment(page: &Page<'_>, elem: u32) -> bool {
    let mut at = elem;
    for _ in 0..8 {
        let Some(e) = page.elems.get(at as usize).filter(|_| at != 0) else { return false };
        if page.speaks(e) & speaks::OTHERS != 0 {
            return true;
        }
        at = e.parent;
    }
    false
}

/// Whether an element stands in what a buyer or reader thinks, and the top heading of the page does not.
pub(super) fn in_review(page: &Page<'_>, elem: u32) -> bool {
    let named = |w: u32| page.names.words.get(w as usize).is_some_and(|w| matches!(&**w, "review" | "reviews"));
    let mut at = elem as usize;
    for _ in 0..8 {
        let Some(e) = page.elems.get(at).filter(|_| at != 0) else { return false };
        if page.words_of(e).any(named) && !matches!(e.tag, "body" | "html" | "main") {
            let inside = page.elems.iter().take(e.end as usize).skip(at).take(MAX_HEADER);
            return !inside.into_iter().any(|e| e.tag == "h1");
        }
        at = e.parent as usize;
    }
    false
}

/// What the names of an element and of the one around it speak of.
fn of_two(page: &Page<'_>, elem: u32) -> u16 {
    let own = page.elems.get(elem as usize);
    let above = own.and_then(|e| page.elems.get(e.parent as usize));
    own.into_iter().chain(above).fold(0, |all, e| all | page.speaks(e))
}

/// Elements looked at in one header.
const MAX_HEADER: usize = 2000;

/// Whether an element stands in the header of the page, and no top heading with it: a date there is that of the day.
fn in_masthead(page: &Page<'_>, elem: u32) -> bool {
    if page.elems.get(elem as usize).is_none_or(|e| e.flags & flag::HEADER == 0) {
        return false;
    }
    let mut top = elem;
    while let Some(e) = page.elems.get(top as usize)
        && page.elems.get(e.parent as usize).is_some_and(|above| above.flags & flag::HEADER != 0)
    {
        top = e.parent;
    }
    let end = page.elems.get(top as usize).map_or(0, |e| e.end);
    let inside = page.elems.iter().take(end as usize).skip(top as usize).take(MAX_HEADER);
    !inside.into_iter().any(|e| e.tag == "h1")
}

/// Elements whose class says that they hold a writer or a date.
fn by_class(tree: &Tree, candidate: &Candidate, page: &Page<'_>, found: &mut Found) {
    let element = candidate.node;
    let Some(e) = page.elems.get(candidate.elem as usize) else { return };
    let own = page.speaks(e);
    if in_comment(page, candidate.elem) || own & speaks::APART != 0 || e.flags & flag::HIDDEN != 0 {
        return;
    }
    if own & (speaks::WRITER | speaks::ABOUT_WRITER) == speaks::WRITER && !page.in_form(candidate.elem) {
        let text = byline::names(tree, element);
        if text.chars().count() <= 160 {
            let exact = own & (speaks::NAME | speaks::ACCOUNT) == speaks::NAME;
            found.add_writer(&text, if exact { "class:author-name" } else { "class:author" }, candidate.elem);
        }
    }
    if own & (speaks::DATE | speaks::CHANGED) == speaks::DATE
        && !in_masthead(page, candidate.elem)
        && !in_review(page, candidate.elem)
    {
        let text = text_of(tree, element, 300);
        let title = || tree.attr(element, Attr::Title).filter(|title| is_day(title)).map(str::to_owned);
        let text = if dates::parse_date(&text).is_none() { title().unwrap_or(text) } else { text };
        if text.chars().count() <= 160
            && text.bytes().any(|b| b.is_ascii_digit())
            && !visible::is_today(&text)
            && !visible::is_copyright(&text)
        {
            let exact = own & speaks::DATE_ONLY != 0;
            found.add_date(&text, if exact { "class:date" } else { "class:info" }, candidate.elem);
        }
    }
    // `<span class="source">石桥晚报</span>`
    if own & speaks::SOURCE != 0 && found.list.iter().all(|f| f.from != "class:source") {
        let text = text_of(tree, element, 80);
        if (2..=20).contains(&text.trim().chars().count())
            && !text.contains(|c: char| c.is_ascii_digit() || ":：/".contains(c))
        {
            found.add(MetaKey::Publisher, text.trim(), "class:source");
        }
    }
    if own & speaks::PATH != 0 && found.list.iter().all(|f| f.from != "breadcrumb") {
        let inside = tree.descendants(element).take(200);
        // A table of contents in the place of a path leads nowhere else.
        let leads = |e: NodeId| !tree.attributes(e).any(|(name, value)| name == Attr::Href && value.starts_with('#'));
        let links = inside.filter(|e| tree.name(*e) == Some("a") && leads(*e));
        let parts: Vec<String> = links.map(|e| text_of(tree, e, 60)).collect();
        // The first is the home page.
        for part in parts.iter().skip(1).take(4) {
            found.add(MetaKey::Category, part, "breadcrumb");
        }
    }
}
