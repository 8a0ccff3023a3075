//! Metadata that markup states: meta tags, linked data, microdata, `<time>`.

use scraper::{ElementRef, Html};

use super::features::About;
use super::walk::Page;
use crate::meta::{Evidence, MetaKey};

/// Longest value kept (bytes).
const MAX_VALUE: usize = 2048;

/// Everything in the page that may become metadata, and what helps to find the content.
pub(super) fn collect(html: &Html, page: &Page<'_>) -> (About, Vec<Evidence>) {
    let mut about = About::default();
    let mut out = Vec::new();
    for id in &page.head {
        let Some(element) = html.tree.get(*id).and_then(ElementRef::wrap) else { continue };
        let value = element.value();
        match value.name() {
            "title" => {
                let text: String = element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() && text.len() < MAX_VALUE {
                    about.titles.push(text.clone());
                    out.push(Evidence { key: MetaKey::Title, value: text, from: "title" });
                }
            }
            "meta" => {
                let name = value.attr("property").or_else(|| value.attr("name")).unwrap_or_default().to_ascii_lowercase();
                let Some(content) = value.attr("content").filter(|c| c.len() < MAX_VALUE * 8) else { continue };
                match name.as_str() {
                    "og:title" | "twitter:title" => about.titles.push(content.to_owned()),
                    "description" | "og:description" => about.description = content.to_owned(),
                    "og:type" => about.og_article |= content == "article",
                    _ => {}
                }
            }
            "script" => {
                let text: String = element.text().collect();
                let Ok(data) = serde_json::from_str::<serde_json::Value>(text.trim()) else { continue };
                linked(&data, &mut about);
            }
            _ => {}
        }
    }
    (about, out)
}

fn linked(data: &serde_json::Value, about: &mut About) {
    let mut todo = vec![data];
    let mut seen = 0;
    while let Some(value) = todo.pop() {
        seen += 1;
        if seen > 2000 {
            break;
        }
        match value {
            serde_json::Value::Array(list) => todo.extend(list),
            serde_json::Value::Object(map) => {
                if let Some(body) = map.get("articleBody").and_then(|b| b.as_str())
                    && body.len() > about.body.len()
                {
                    about.body = body.to_owned();
                }
                if let Some(title) = map.get("headline").and_then(|b| b.as_str()) {
                    about.titles.push(title.to_owned());
                }
                let sort = match map.get("@type").and_then(|t| t.as_str().or_else(|| t.get(0)?.as_str())) {
                    Some("DiscussionForumPosting" | "QAPage" | "Question") => 3,
                    Some("Product") => 2,
                    Some(t) if t.contains("Article") || t.contains("Posting") => 1,
                    Some(_) => 0,
                    None => 0,
                };
                about.sort = about.sort.max(sort);
                todo.extend(map.values());
            }
            _ => {}
        }
    }
}
