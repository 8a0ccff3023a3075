//! Rules that a user wrote for single sites; they win over the model.

use std::collections::HashMap;

use scraper::{ElementRef, Html, Selector};
use serde::{Deserialize, Serialize};

use super::byline;
use super::dom::{NodeId, Tree};
use super::evidence::{Found, MAX_VALUE};
use super::flag;
use crate::meta::MetaKey;

/// A CSS selector that was checked when the configuration was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Css(String);

impl TryFrom<String> for Css {
    type Error = String;

    fn try_from(text: String) -> Result<Css, String> {
        match Selector::parse(&text) {
            Ok(_) => Ok(Css(text)),
            Err(e) => Err(format!("`{text}` is no CSS selector: {e}")),
        }
    }
}

impl From<Css> for String {
    fn from(css: Css) -> String {
        css.0
    }
}

/// One value or a list of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// One.
    One(T),
    /// A list.
    Many(Vec<T>),
}

/// By hand: what is wrong with a value is lost where serde tries one form after the other.
impl<'de, T: TryFrom<String, Error: std::fmt::Display>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<OneOrMany<T>, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a text, or a list of texts")]
        enum Texts {
            One(String),
            Many(Vec<String>),
        }
        let read = match Texts::deserialize(from)? {
            Texts::One(text) => T::try_from(text).map(OneOrMany::One),
            Texts::Many(list) => list.into_iter().map(T::try_from).collect::<Result<_, _>>().map(OneOrMany::Many),
        };
        read.map_err(serde::de::Error::custom)
    }
}

impl<T> OneOrMany<T> {
    /// The values.
    pub fn as_slice(&self) -> &[T] {
        match self {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(list) => list,
        }
    }
}

/// The rules of one `[[site]]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Site {
    /// Host names, with `*` for any number of characters; `*.example.com` is also `example.com`.
    #[serde(rename = "match")]
    pub hosts: OneOrMany<String>,
    /// What holds the content; everything else goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<OneOrMany<Css>>,
    /// What goes, even inside the content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drop: Option<OneOrMany<Css>>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<OneOrMany<Css>>,
    /// The date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<OneOrMany<Css>>,
    /// The authors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<OneOrMany<Css>>,
    /// Lines to cut: patterns with `*` for any number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<OneOrMany<String>>,
}

impl Site {
    /// Whether the rules are for the page at `url`.
    pub fn is_for(&self, url: &str) -> bool {
        let host = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        let host =
            host.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default().to_ascii_lowercase();
        self.hosts.as_slice().iter().any(|pattern| {
            let pattern = pattern.to_ascii_lowercase();
            matches(&pattern, &host) || pattern.strip_prefix("*.").is_some_and(|p| matches(p, &host))
        })
    }
}

/// Whether `text` fits a pattern with `*`. Linear in text times pattern.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

/// A page in which rules are looked up: with all its attributes, for selectors may name any.
pub(super) struct Ruled<'o> {
    html: Html,
    site: &'o Site,
}

impl<'o> Ruled<'o> {
    /// The page, if there are rules for its site: its address is what the input states (`url`), or what the page does.
    pub(super) fn new(page: &str, sites: &'o [Site], url: Option<&str>) -> Option<Ruled<'o>> {
        if sites.is_empty() {
            return None;
        }
        let find = |url: &str| sites.iter().find(|site| site.is_for(url));
        if let Some(url) = url {
            let site = find(url)?;
            return Some(Ruled { html: Html::parse_document(page), site });
        }
        let html = Html::parse_document(page);
        let link = Selector::parse("link[rel=canonical], meta[property='og:url']").ok()?;
        let element = html.select(&link).next()?.value();
        let site = find(element.attr("href").or_else(|| element.attr("content"))?)?;
        Some(Ruled { html, site })
    }

    /// Flags that the rules put on elements of `tree`, which was made of the same page.
    pub(super) fn marks(&self, tree: &Tree) -> HashMap<NodeId, u32> {
        let mut marked = HashMap::new();
        for (rules, mark) in [(&self.site.content, flag::SITE_CONTENT), (&self.site.drop, flag::SITE_DROP)] {
            for css in rules.iter().flat_map(OneOrMany::as_slice) {
                let Ok(selector) = Selector::parse(&css.0) else { continue };
                for element in self.html.select(&selector) {
                    *marked.entry(element.id()).or_default() |= mark;
                }
            }
        }
        // One tree builder made both trees of one text, so the nth element of one is the nth of the other.
        let theirs = self.html.tree.root().descendants().filter(|n| n.value().is_element());
        let ours = tree.descendants(0).filter(|n| tree.name(*n).is_some());
        theirs.zip(ours).filter_map(|(theirs, ours)| Some((ours, *marked.get(&theirs.id())?))).collect()
    }

    /// Metadata that the rules name.
    pub(super) fn collect(&self, found: &mut Found) {
        let site = self.site;
        for (rules, key) in
            [(&site.title, MetaKey::Title), (&site.date, MetaKey::Date), (&site.author, MetaKey::Author)]
        {
            for css in rules.iter().flat_map(OneOrMany::as_slice) {
                let Ok(selector) = Selector::parse(&css.0) else { continue };
                for element in self.html.select(&selector).take(20) {
                    let value = element.value();
                    let stated = value.attr("content").or_else(|| value.attr("datetime"));
                    let text = stated.map_or_else(|| text_of(element), str::to_owned);
                    found.add(key, &text, "site-rule");
                }
            }
        }
    }
}

/// Text of an element, cut to what metadata may be.
fn text_of(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    for node in element.descendants() {
        let scraper::Node::Text(piece) = node.value() else { continue };
        if out.len() > MAX_VALUE {
            break;
        }
        let above = node.parent().filter(|above| above.id() != element.id()).and_then(ElementRef::wrap);
        if above.is_some_and(|e| byline::is_unseen(e.value().name())) {
            continue;
        }
        out.push_str(piece.get(..piece.len().min(MAX_VALUE)).unwrap_or_default());
        out.push(' ');
    }
    out
}
