//! Rules that a user wrote for single sites; they win over the model.

use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::{Html, Selector};
use serde::{Deserialize, Serialize};

use super::evidence::{self, Found};
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// One.
    One(T),
    /// A list.
    Many(Vec<T>),
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

/// Flags that the rules put on elements.
pub(super) fn marks(html: &Html, site: &Site) -> HashMap<NodeId, u32> {
    let mut out: HashMap<NodeId, u32> = HashMap::new();
    for (rules, mark) in [(&site.content, flag::SITE_CONTENT), (&site.drop, flag::SITE_DROP)] {
        for css in rules.iter().flat_map(OneOrMany::as_slice) {
            let Ok(selector) = Selector::parse(&css.0) else { continue };
            for element in html.select(&selector) {
                *out.entry(element.id()).or_default() |= mark;
            }
        }
    }
    out
}

/// Metadata that the rules name.
pub(super) fn collect(html: &Html, site: &Site, found: &mut Found) {
    for (rules, key) in [(&site.title, MetaKey::Title), (&site.date, MetaKey::Date), (&site.author, MetaKey::Author)] {
        for css in rules.iter().flat_map(OneOrMany::as_slice) {
            let Ok(selector) = Selector::parse(&css.0) else { continue };
            for element in html.select(&selector).take(20) {
                let value = element.value();
                let stated = value.attr("content").or_else(|| value.attr("datetime"));
                let text = stated.map_or_else(|| evidence::text_of(element, evidence::MAX_VALUE), str::to_owned);
                found.add(key, &text, "site-rule");
            }
        }
    }
}
