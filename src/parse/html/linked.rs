//! Linked data (JSON-LD): schema.org articles, postings, products.

use serde_json::Value;

use super::evidence::Found;
use crate::meta::MetaKey;

/// Values looked at in one script. Real ones hold up to a few hundred.
const MAX_NODES: usize = 4000;

/// Reads one script. Broken JSON is mended only where that is safe: line ends inside strings and a trailing semicolon.
pub(super) fn read(text: &str, found: &mut Found) {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';').trim();
    let text = text.strip_prefix("//<![CDATA[").and_then(|t| t.strip_suffix("//]]>")).unwrap_or(text);
    // serde_json refuses nesting deeper than 128, so no recursion goes deeper than that.
    let parsed = serde_json::from_str::<Value>(text)
        .or_else(|_| serde_json::from_str::<Value>(&text.replace(['\n', '\r', '\t'], " ").replace('\u{0}', "")));
    let Ok(data) = parsed else { return };
    let mut todo = vec![&data];
    let mut seen = 0;
    while let Some(value) = todo.pop() {
        seen += 1;
        if seen > MAX_NODES {
            break;
        }
        match value {
            Value::Array(list) => todo.extend(list.iter().rev()),
            Value::Object(map) => {
                let kinds = strings(map.get("@type"));
                let is = |words: &[&str]| kinds.iter().any(|k| words.iter().any(|w| k.contains(w)));
                if let Some(body) = map.get("articleBody").and_then(Value::as_str)
                    && body.len() > found.about.body.len()
                {
                    body.clone_into(&mut found.about.body);
                }
                let sort = if is(&["DiscussionForumPosting", "QAPage", "Question"]) {
                    3
                } else if is(&["Product"]) {
                    2
                } else if is(&["Article", "Posting", "Report"]) {
                    1
                } else {
                    0
                };
                found.about.sort = found.about.sort.max(sort);
                let posting = is(&[
                    "Article",
                    "Posting",
                    "Report",
                    "Recipe",
                    "Review",
                    "Question",
                    "VideoObject",
                    "Dataset",
                    "TechArticle",
                ]);
                // What buyers write of a product has titles and writers of its own.
                let of_product = found.about.sort == 2 && is(&["Review"]);
                if posting && !of_product && !is(&["VideoObject"]) {
                    article(map, found);
                } else if is(&["WebPage", "ItemPage", "CollectionPage"]) {
                    page(map, found);
                } else if is(&["WebSite"]) {
                    for name in strings(map.get("name")) {
                        found.add(MetaKey::Publisher, name, "json-ld:website");
                    }
                } else if is(&["Product"]) {
                    for name in strings(map.get("name")) {
                        found.add(MetaKey::Title, name, "json-ld:product");
                    }
                } else if is(&["Person"]) {
                    for name in strings(map.get("name")) {
                        found.add(MetaKey::Author, name, "json-ld:person");
                    }
                }
                // Values of a comment or a list of related items describe something else.
                let questions = is(&["FAQPage"]);
                let mut inner: Vec<&Value> = map
                    .iter()
                    .filter(|(k, _)| {
                        let other = matches!(
                            k.as_str(),
                            "comment"
                                | "author"
                                | "publisher"
                                | "review"
                                | "reviews"
                                | "suggestedAnswer"
                                | "acceptedAnswer"
                                | "itemListElement"
                                | "hasPart"
                                | "mentions"
                                | "isPartOf"
                                | "creator"
                                | "about"
                                | "breadcrumb"
                                | "video"
                        );
                        // The questions of a page of questions are parts of it, not its title.
                        let part = questions && k.as_str() == "mainEntity";
                        !other && !part
                    })
                    .map(|(_, v)| v)
                    .collect();
                inner.reverse();
                todo.extend(inner.into_iter().filter(|v| v.is_object() || v.is_array()));
            }
            _ => {}
        }
    }
}

fn article(map: &serde_json::Map<String, Value>, found: &mut Found) {
    for key in ["headline", "name", "title"] {
        if let Some(title) = map.get(key).and_then(Value::as_str).filter(|t| !t.is_empty()) {
            found.about.titles.push(title.to_owned());
            found.add(MetaKey::Title, title, "json-ld");
            break;
        }
    }
    for date in strings(map.get("datePublished"))
        .into_iter()
        .chain(strings(map.get("dateCreated")))
        .chain(strings(map.get("uploadDate")))
    {
        found.add(MetaKey::Date, date, "json-ld");
    }
    for date in strings(map.get("dateModified")) {
        found.add(MetaKey::Date, date, "meta:modified");
    }
    people(map.get("author").or_else(|| map.get("creator")), found);
    for name in names(map.get("editor")) {
        found.add(MetaKey::Editor, name, "json-ld");
    }
    for name in names(map.get("publisher")) {
        found.add(MetaKey::Publisher, name, "json-ld");
    }
    for section in strings(map.get("articleSection")) {
        found.add(MetaKey::Category, section, "json-ld");
    }
    for words in strings(map.get("keywords")) {
        found.add(MetaKey::Tag, words, "json-ld");
    }
    for language in strings(map.get("inLanguage")) {
        found.add(MetaKey::Language, language, "json-ld");
    }
}

fn page(map: &serde_json::Map<String, Value>, found: &mut Found) {
    for date in strings(map.get("datePublished")) {
        found.add(MetaKey::Date, date, "json-ld:page");
    }
    for title in strings(map.get("headline")).into_iter().chain(strings(map.get("name"))).take(1) {
        found.add(MetaKey::Title, title, "json-ld:page");
    }
    people(map.get("author"), found);
}

fn people(value: Option<&Value>, found: &mut Found) {
    // A page of several articles lists the writers of the first; the others are related ones.
    if found.list.iter().any(|e| e.key == MetaKey::Author && e.from == "json-ld") {
        return;
    }
    let list: Vec<&Value> = match value {
        Some(Value::Array(list)) => list.iter().take(50).collect(),
        Some(one) => vec![one],
        None => return,
    };
    for one in list {
        let kind = one.get("@type").and_then(Value::as_str).unwrap_or_default();
        let from = if kind.contains("Organization") { "json-ld:organization" } else { "json-ld" };
        for name in names(Some(one)) {
            found.add(MetaKey::Author, name, from);
        }
    }
}

/// Names of people or organizations: strings, or objects with a name.
fn names(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(s)) => vec![s.as_str()],
        Some(Value::Object(map)) => strings(map.get("name")),
        Some(Value::Array(list)) => list
            .iter()
            .take(50)
            .flat_map(|v| match v {
                Value::String(s) => vec![s.as_str()],
                Value::Object(map) => strings(map.get("name")),
                _ => Vec::new(),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A string or a list of strings.
fn strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(s)) => vec![s.as_str()],
        Some(Value::Array(list)) => list.iter().take(50).filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
