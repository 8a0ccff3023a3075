//! Metadata that markup states: meta tags, links, microdata, `<time>`. Nothing is decided here.

use scraper::{ElementRef, Html};

use super::features::About;
use super::linked;
use super::walk::{Candidate, Page, contains_ignore_case, flag};
use crate::meta::{Evidence, MetaKey};

/// Longest value kept (bytes); a longer author or title is none.
pub(super) const MAX_VALUE: usize = 1024;
/// Pieces of evidence kept of a page, so that a page of 100,000 meta tags stays small.
const MAX_EVIDENCE: usize = 300;

/// Meta tags by name (lower-case): what they state, and the label of the origin.
const META: &[(&str, MetaKey, &str)] = &[
    ("og:title", MetaKey::Title, "og:title"),
    ("twitter:title", MetaKey::Title, "twitter:title"),
    ("citation_title", MetaKey::Title, "meta:title"),
    ("dc.title", MetaKey::Title, "meta:title"),
    ("dcterms.title", MetaKey::Title, "meta:title"),
    ("headline", MetaKey::Title, "meta:title"),
    ("sailthru.title", MetaKey::Title, "meta:title"),
    ("parsely-title", MetaKey::Title, "meta:title"),
    ("article:published_time", MetaKey::Date, "article:published_time"),
    ("og:published_time", MetaKey::Date, "article:published_time"),
    ("og:article:published_time", MetaKey::Date, "article:published_time"),
    ("article:published", MetaKey::Date, "article:published_time"),
    ("datepublished", MetaKey::Date, "meta:date"),
    ("parsely-pub-date", MetaKey::Date, "meta:date"),
    ("sailthru.date", MetaKey::Date, "meta:date"),
    ("citation_publication_date", MetaKey::Date, "meta:date"),
    ("citation_date", MetaKey::Date, "meta:date"),
    ("citation_online_date", MetaKey::Date, "meta:date"),
    ("pubdate", MetaKey::Date, "meta:date"),
    ("publishdate", MetaKey::Date, "meta:date"),
    ("publish-date", MetaKey::Date, "meta:date"),
    ("publish_date", MetaKey::Date, "meta:date"),
    ("published_at", MetaKey::Date, "meta:date"),
    ("publication_date", MetaKey::Date, "meta:date"),
    ("date.published", MetaKey::Date, "meta:date"),
    ("article.published", MetaKey::Date, "meta:date"),
    ("article_date_original", MetaKey::Date, "meta:date"),
    ("originalpublicationdate", MetaKey::Date, "meta:date"),
    ("date.created", MetaKey::Date, "meta:date"),
    ("dc.date", MetaKey::Date, "meta:date"),
    ("dc.date.issued", MetaKey::Date, "meta:date"),
    ("dc.date.created", MetaKey::Date, "meta:date"),
    ("dcterms.date", MetaKey::Date, "meta:date"),
    ("dcterms.created", MetaKey::Date, "meta:date"),
    ("dcterms.issued", MetaKey::Date, "meta:date"),
    ("date", MetaKey::Date, "meta:date"),
    ("created", MetaKey::Date, "meta:date"),
    ("cxenseparse:recs:publishtime", MetaKey::Date, "meta:date"),
    ("bt:pubdate", MetaKey::Date, "meta:date"),
    ("weibo: article:create_at", MetaKey::Date, "meta:date"),
    ("weibo:article:create_at", MetaKey::Date, "meta:date"),
    ("article:modified_time", MetaKey::Date, "meta:modified"),
    ("og:updated_time", MetaKey::Date, "meta:modified"),
    ("datemodified", MetaKey::Date, "meta:modified"),
    ("last-modified", MetaKey::Date, "meta:modified"),
    ("author", MetaKey::Author, "meta:author"),
    ("authors", MetaKey::Author, "meta:author"),
    ("article:author", MetaKey::Author, "article:author"),
    ("og:article:author", MetaKey::Author, "article:author"),
    ("article:author_name", MetaKey::Author, "meta:author"),
    ("citation_author", MetaKey::Author, "citation_author"),
    ("dc.creator", MetaKey::Author, "meta:creator"),
    ("dcterms.creator", MetaKey::Author, "meta:creator"),
    ("dc.contributor", MetaKey::Author, "meta:creator"),
    ("sailthru.author", MetaKey::Author, "meta:author"),
    ("parsely-author", MetaKey::Author, "meta:author"),
    ("cxenseparse:author", MetaKey::Author, "meta:author"),
    ("byl", MetaKey::Author, "meta:author"),
    ("rbauthors", MetaKey::Author, "meta:author"),
    ("creator", MetaKey::Author, "meta:creator"),
    ("twitter:creator", MetaKey::Author, "twitter:creator"),
    ("og:site_name", MetaKey::Publisher, "og:site_name"),
    ("publisher", MetaKey::Publisher, "meta:publisher"),
    ("dc.publisher", MetaKey::Publisher, "meta:publisher"),
    ("citation_journal_title", MetaKey::Publisher, "meta:publisher"),
    ("application-name", MetaKey::Publisher, "meta:application"),
    ("og:url", MetaKey::Url, "og:url"),
    ("og:locale", MetaKey::Language, "og:locale"),
    ("content-language", MetaKey::Language, "meta:language"),
    ("language", MetaKey::Language, "meta:language"),
    ("dc.language", MetaKey::Language, "meta:language"),
    ("article:section", MetaKey::Category, "article:section"),
    ("keywords", MetaKey::Tag, "meta:keywords"),
    ("news_keywords", MetaKey::Tag, "meta:keywords"),
    ("article:tag", MetaKey::Tag, "article:tag"),
];

/// Evidence of a page, bounded.
#[derive(Default)]
pub(super) struct Found {
    pub(super) about: About,
    pub(super) list: Vec<Evidence>,
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

/// Collapses white space and decodes what was escaped twice.
fn clean(value: &str) -> String {
    // Attributes are often escaped twice, and a title does not talk about markup.
    let decoded = html_escape::decode_html_entities(value);
    let text = decoded.split_whitespace().collect::<Vec<_>>().join(" ");
    // Feeds sometimes keep markup in attributes.
    if text.contains('<') && text.contains('>') { super::entities::without_tags(&text) } else { text }
}

/// Everything in the markup that may become metadata, and what helps to find the content.
pub(super) fn collect(html: &Html, page: &Page<'_>) -> Found {
    let mut found = Found::default();
    for id in &page.head {
        let Some(element) = html.tree.get(*id).and_then(ElementRef::wrap) else { continue };
        head_element(element, &mut found);
    }
    if let Some(lang) = html.tree.root().children().find_map(|n| ElementRef::wrap(n)?.value().attr("lang")) {
        found.add(MetaKey::Language, lang, "html:lang");
    }
    for candidate in &page.candidates {
        let Some(element) = html.tree.get(candidate.node).and_then(ElementRef::wrap) else { continue };
        body_element(element, candidate, page, &mut found);
    }
    found
}

fn head_element(element: ElementRef<'_>, found: &mut Found) {
    let value = element.value();
    match value.name() {
        "title" => {
            let text = text_of(element, MAX_VALUE);
            if found.list.iter().all(|e| e.from != "title") {
                found.about.titles.push(text.clone());
                found.add(MetaKey::Title, &text, "title");
            }
        }
        "link" => {
            if let (Some(rel), Some(href)) = (value.attr("rel"), value.attr("href"))
                && rel.eq_ignore_ascii_case("canonical")
            {
                found.add(MetaKey::Url, href, "canonical");
            }
        }
        "meta" => {
            let Some(content) = value.attr("content").filter(|c| c.len() < MAX_VALUE * 8) else { return };
            let names = ["property", "name", "itemprop", "http-equiv"].map(|k| value.attr(k));
            for name in names.into_iter().flatten().map(str::to_ascii_lowercase) {
                match name.as_str() {
                    "og:title" | "twitter:title" => found.about.titles.push(content.to_owned()),
                    "description" | "og:description" => content.clone_into(&mut found.about.description),
                    "og:type" => found.about.og_article |= content == "article",
                    _ => {}
                }
                if let Some((_, key, from)) = META.iter().find(|(n, ..)| *n == name) {
                    found.add(*key, content, from);
                }
            }
        }
        "script" if value.attr("type").is_some_and(|t| t.contains("ld+json")) => {
            let text: String = element.text().collect();
            linked::read(&text, found);
        }
        _ => {}
    }
}

/// Text of an element, to at most `most` bytes, white space collapsed.
pub(super) fn text_of(element: ElementRef<'_>, most: usize) -> String {
    let mut out = String::new();
    for piece in element.text() {
        if out.len() > most {
            break;
        }
        out.push_str(piece.get(..piece.len().min(most)).unwrap_or_default());
        out.push(' ');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn body_element(element: ElementRef<'_>, candidate: &Candidate, page: &Page<'_>, found: &mut Found) {
    let value = element.value();
    let flags = page.elems.get(candidate.elem as usize).map_or(0, |e| e.flags);
    let aside = flags & (flag::ASIDE | flag::NAV | flag::FOOTER) != 0;
    let prop = value.attr("itemprop").or_else(|| value.attr("property")).unwrap_or_default();
    let stated = value.attr("content").or_else(|| value.attr("datetime"));
    let name = value.name();
    if name == "h1" && !aside {
        let text = text_of(element, MAX_VALUE);
        found.add(MetaKey::Title, &text, "h1");
    }
    if aside {
        return;
    }
    match prop {
        "headline" => {
            found.add(MetaKey::Title, &stated.map_or_else(|| text_of(element, 600), str::to_owned), "itemprop:headline")
        }
        "datePublished" | "dateCreated" | "article:published_time" => {
            let text = stated.map_or_else(|| text_of(element, 200), str::to_owned);
            found.add(MetaKey::Date, &text, "itemprop:date");
        }
        "dateModified" => {
            let text = stated.map_or_else(|| text_of(element, 200), str::to_owned);
            found.add(MetaKey::Date, &text, "meta:modified");
        }
        "author" | "creator" if !in_comment(page, candidate.elem) => {
            // The name may stand in an element of its own.
            let inner = element
                .descendants()
                .take(40)
                .filter_map(ElementRef::wrap)
                .find(|e| e.value().attr("itemprop") == Some("name"));
            let text = match inner {
                Some(e) => e.value().attr("content").map_or_else(|| text_of(e, 200), str::to_owned),
                None => stated.map_or_else(|| text_of(element, 200), str::to_owned),
            };
            found.add(MetaKey::Author, &text, "itemprop:author");
        }
        "articleSection" => found.add(MetaKey::Category, &text_of(element, 100), "itemprop:section"),
        "keywords" => {
            found.add(MetaKey::Tag, &stated.map_or_else(|| text_of(element, 300), str::to_owned), "meta:keywords")
        }
        _ => {}
    }
    if name == "time" {
        let text = value.attr("datetime").map_or_else(|| text_of(element, 200), str::to_owned);
        let label = class_and_id(page, candidate.elem);
        let updated = ["update", "modif"].iter().any(|w| label.contains(w));
        let published = value.attr("pubdate").is_some()
            || ["publish", "posted", "entry-date", "pubdate"].iter().any(|w| label.contains(w));
        let from = match (updated && !published, published) {
            (true, _) => "time:updated",
            (_, true) => "time:published",
            _ => "time",
        };
        found.add(MetaKey::Date, &text, from);
        return;
    }
    match value.attr("rel").unwrap_or_default() {
        "author" => found.add(MetaKey::Author, &text_of(element, 200), "rel:author"),
        "tag" => found.add(MetaKey::Tag, &text_of(element, 100), "rel:tag"),
        "category tag" | "category" => found.add(MetaKey::Category, &text_of(element, 100), "rel:category"),
        _ => {}
    }
    by_class(element, candidate, page, found);
}

/// Whether an element stands among comments.
fn in_comment(page: &Page<'_>, elem: u32) -> bool {
    let mut at = elem;
    for _ in 0..8 {
        let Some(e) = page.elems.get(at as usize).filter(|_| at != 0) else { return false };
        if ["comment", "reply", "related"]
            .iter()
            .any(|w| contains_ignore_case(e.class, w) || contains_ignore_case(e.id, w))
        {
            return true;
        }
        at = e.parent;
    }
    false
}

fn class_and_id(page: &Page<'_>, elem: u32) -> String {
    let e = page.elems.get(elem as usize);
    let above = e.and_then(|e| page.elems.get(e.parent as usize));
    let mut out = String::new();
    for e in e.into_iter().chain(above) {
        out.push_str(e.class);
        out.push(' ');
        out.push_str(e.id);
        out.push(' ');
    }
    out.to_ascii_lowercase()
}

/// Elements whose class says that they hold a writer or a date.
fn by_class(element: ElementRef<'_>, candidate: &Candidate, page: &Page<'_>, found: &mut Found) {
    let Some(e) = page.elems.get(candidate.elem as usize) else { return };
    let own = format!("{} {}", e.class, e.id).to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| own.contains(w));
    if in_comment(page, candidate.elem)
        || has(&["comment", "related", "sidebar", "reply"])
        || e.flags & flag::HIDDEN != 0
    {
        return;
    }
    if has(&["byline", "author", "writer", "posted-by", "postedby"])
        && !has(&["bio", "box", "avatar", "image", "img", "desc", "about", "social", "follow", "title", "job", "role"])
    {
        let text = text_of(element, 300);
        if text.chars().count() <= 160 {
            let exact = has(&["author-name", "author_name", "authorname", "byline-name", "byline__name"]);
            found.add(MetaKey::Author, &text, if exact { "class:author-name" } else { "class:author" });
        }
    }
    if has(&["date", "time", "publish", "posted", "info", "source"]) && !has(&["update", "modif", "candidate"]) {
        let text = text_of(element, 300);
        if text.chars().count() <= 160 && text.bytes().any(|b| b.is_ascii_digit()) {
            let exact = has(&[
                "publish",
                "pubdate",
                "pub-date",
                "posted",
                "post-date",
                "entry-date",
                "article-date",
                "pub_date",
                "pubtime",
                "date",
            ]);
            found.add(MetaKey::Date, &text, if exact { "class:date" } else { "class:info" });
        }
    }
    if has(&["breadcrumb", "crumb"]) && found.list.iter().all(|f| f.from != "breadcrumb") {
        let parts: Vec<String> = element
            .descendants()
            .take(200)
            .filter_map(ElementRef::wrap)
            .filter(|e| e.value().name() == "a")
            .map(|e| text_of(e, 60))
            .collect();
        // The first is the home page.
        for part in parts.iter().skip(1).take(4) {
            found.add(MetaKey::Category, part, "breadcrumb");
        }
    }
}
