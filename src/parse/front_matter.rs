//! Front matter of static-site generators: a YAML mapping between `---` lines at the very start.

use yaml_rust2::{Yaml, YamlLoader};

use crate::meta::{Evidence, MetaKey};

/// Longest front matter that is looked at, in bytes. Real ones are a few hundred; a `---` line can also open a text.
const LONGEST: usize = 64 * 1024;

/// Keys of Jekyll, Hugo, Hexo, Docusaurus and their kin.
const KEYS: &[(&str, MetaKey)] = &[
    ("title", MetaKey::Title),
    ("date", MetaKey::Date),
    ("published", MetaKey::Date),
    ("pubdate", MetaKey::Date),
    ("author", MetaKey::Author),
    ("authors", MetaKey::Author),
    ("editor", MetaKey::Editor),
    ("editors", MetaKey::Editor),
    ("publisher", MetaKey::Publisher),
    ("source", MetaKey::Publisher),
    ("url", MetaKey::Url),
    ("canonical_url", MetaKey::Url),
    ("link", MetaKey::Url),
    ("lang", MetaKey::Language),
    ("language", MetaKey::Language),
    ("category", MetaKey::Category),
    ("categories", MetaKey::Category),
    ("tag", MetaKey::Tag),
    ("tags", MetaKey::Tag),
    ("keywords", MetaKey::Tag),
];

/// The front matter of `text`: what it says, and where the body begins (byte offset).
///
/// `None` when there is none: no opening line, no closing line, or what stands between is no mapping.
pub(super) fn read(text: &str) -> Option<(Vec<Evidence>, usize)> {
    let start = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - start.len();
    let first = start.split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut at = first.len();
    let inner = at;
    for line in start[at..].split_inclusive('\n') {
        if at - inner > LONGEST {
            return None;
        }
        if matches!(line.trim_end(), "---" | "...") {
            let evidence = evidence(&start[inner..at])?;
            return Some((evidence, skipped + at + line.len()));
        }
        at += line.len();
    }
    None
}

/// What is wrong with the front matter of `text`, if it has one that is no YAML mapping: byte offset and reason.
///
/// A rule of dashes that opens a text is no front matter: the line after it must be a key.
pub(crate) fn problem(text: &str) -> Option<(usize, String)> {
    let start = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - start.len();
    let first = start.split_inclusive('\n').next()?;
    let inner = start.get(first.len()..)?;
    let (key, _) = inner.lines().next()?.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if first.trim_end() != "---" || !is_key {
        return None;
    }
    let mut end = None;
    let mut at = 0;
    for line in inner.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            end = Some(at);
            break;
        }
        at += line.len();
        if at > LONGEST {
            break;
        }
    }
    let Some(end) = end else { return Some((skipped, "has no closing line `---`".to_owned())) };
    let yaml = inner.get(..end)?;
    // What could expand without bound is not parsed here either.
    if yaml.matches('*').count() > 100 {
        return None;
    }
    match YamlLoader::load_from_str(yaml) {
        Ok(documents) if matches!(documents.first(), Some(Yaml::Hash(_))) => None,
        Ok(_) => Some((skipped, "is no mapping of keys to values".to_owned())),
        Err(e) => {
            let line = e.marker().line().saturating_sub(1);
            let before: usize = yaml.split_inclusive('\n').take(line).map(str::len).sum();
            Some((skipped + first.len() + before.min(yaml.len()), format!("is no YAML: {}", e.info())))
        }
    }
}

fn evidence(yaml: &str) -> Option<Vec<Evidence>> {
    // A parser for YAML keeps anchors and aliases; a hostile front matter could expand them without bound.
    if yaml.contains('&') && yaml.contains('*') && !yaml.is_ascii() || yaml.matches('*').count() > 100 {
        return lines(yaml);
    }
    let Ok(documents) = YamlLoader::load_from_str(yaml) else { return lines(yaml) };
    let Some(Yaml::Hash(map)) = documents.into_iter().next() else { return None };
    let mut found = Vec::new();
    for (key, value) in &map {
        let Some(name) = key.as_str().map(str::to_ascii_lowercase) else { continue };
        let Some((_, key)) = KEYS.iter().find(|(k, _)| *k == name) else { continue };
        for value in scalars(value) {
            push(&mut found, *key, &value);
        }
    }
    Some(found)
}

/// `key: value` lines, for front matter that is not quite YAML (an unquoted colon in a title is common).
fn lines(yaml: &str) -> Option<Vec<Evidence>> {
    let mut found = Vec::new();
    let mut pairs = 0;
    for line in yaml.lines().filter(|l| !l.trim().is_empty()) {
        let Some((name, value)) = line.split_once(':') else { continue };
        pairs += 1;
        let name = name.trim().to_ascii_lowercase();
        if let Some((_, key)) = KEYS.iter().find(|(k, _)| *k == name) {
            let value = value.trim();
            // A list that nobody closed is one of the ways in which front matter is no YAML.
            match value.strip_prefix('[').map(|v| v.strip_suffix(']').unwrap_or(v)).filter(|_| key.is_list()) {
                Some(list) => list.split(',').for_each(|v| push(&mut found, *key, unquoted(v))),
                None => push(&mut found, *key, unquoted(value)),
            }
        }
    }
    (pairs > 0).then_some(found)
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}

fn push(found: &mut Vec<Evidence>, key: MetaKey, value: &str) {
    let value = value.trim();
    if !value.is_empty() {
        found.push(Evidence { key, value: value.to_owned(), from: "front-matter" });
    }
}

/// The scalar values of a node: itself, or its items (one level; deeper nesting says nothing of these keys).
fn scalars(value: &Yaml) -> Vec<String> {
    match value {
        Yaml::Array(items) => items.iter().filter_map(scalar).collect(),
        other => scalar(other).into_iter().collect(),
    }
}

fn scalar(value: &Yaml) -> Option<String> {
    match value {
        Yaml::String(s) | Yaml::Real(s) => Some(s.clone()),
        Yaml::Integer(n) => Some(n.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_scalars_and_lists() {
        let text = "---\ntitle: \"早春的茶山\"\ndate: 2021-03-04 08:00:00 +0800\ntags: [茶, 春]\n---\n正文";
        let (found, body) = read(text).unwrap();
        assert_eq!(&text[body..], "正文");
        let values: Vec<_> = found.iter().map(|e| (e.key, e.value.as_str())).collect();
        assert_eq!(
            values,
            [
                (MetaKey::Title, "早春的茶山"),
                (MetaKey::Date, "2021-03-04 08:00:00 +0800"),
                (MetaKey::Tag, "茶"),
                (MetaKey::Tag, "春")
            ]
        );
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert!(read("---\n\nA text that opens with a rule.\n").is_none());
        assert!(read("---\nonly words here\n---\nmore").is_none());
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(problem("---\ntitle: tea\n---\nx"), None);
        assert_eq!(problem("---\n\nA rule: no front matter.\n---\n"), None);
        let (at, why) = problem("---\ntitle: tea\ntags: [a, b\n---\nx").unwrap();
        assert!(at > 4 && why.starts_with("is no YAML"), "{at} {why}");
        assert_eq!(problem("---\ntitle: tea\n\ntext").unwrap().0, 0);
    }

    #[test]
    fn survives_an_unquoted_colon() {
        let (found, _) = read("---\ntitle: Tea: a history: part one\ntags: [tea, 'green tea']\n---\nx").unwrap();
        let values: Vec<&str> = found.iter().map(|e| e.value.as_str()).collect();
        assert_eq!(values, ["Tea: a history: part one", "tea", "green tea"]);
    }
}
