//! Front matter of static-site generators at the very start: a YAML mapping between `---` lines, or TOML between `+++` lines; of Pelican
//! lines of keys without either.

mod keys;
mod lines;

use std::collections::HashMap;

use serde_json::{Map, Value};
use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::{ScanError, Yaml, YamlLoader, yaml::Hash};

use self::keys::key_of;
use self::lines::{lines, unfenced};
use super::fields::{self, scalar};
use crate::meta::{Evidence, MetaKey};

/// Longest front matter that is looked at, in bytes. Real ones are a few hundred; a `---` line can also open a text.
const LONGEST: usize = 64 * 1024;
/// Deepest nesting that is read. Ours are two deep; the parser for YAML descends by recursion.
const DEEPEST: usize = 32;
/// What a front matter may come to once aliases stand for what they name, in bytes of scalars and nodes. Nine lists of
/// nine aliases, each naming the list before, are 400 bytes and would come to 24 GB.
const LARGEST: usize = 4 * LONGEST;

/// What a front matter says.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// Values of the keys that we know.
    pub evidence: Vec<Evidence>,
    /// All of it, for whoever knows the others.
    pub fields: Map<String, Value>,
    /// Where the body begins, in bytes.
    pub body: usize,
}

/// The text without its byte-order mark and the empty lines that templates leave above the front matter.
fn opening(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text).trim_start_matches(['\n', '\r'])
}

/// The front matter of `text`.
///
/// `None` when there is none: no opening line, no closing line, or what stands between is no mapping.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let start = opening(text);
    let skipped = text.len() - start.len();
    let first = start.split_inclusive('\n').next()?;
    let is_toml = match first.trim_end() {
        "---" => false,
        "+++" => true,
        _ => return unfenced(start, skipped),
    };
    let mut at = first.len();
    let inner = at;
    for line in start[at..].split_inclusive('\n') {
        if at - inner > LONGEST {
            return None;
        }
        let ends: &[&str] = if is_toml { &["+++"] } else { &["---", "..."] };
        if ends.contains(&line.trim_end()) {
            let mut found = if is_toml { toml(&start[inner..at])? } else { yaml(&start[inner..at])? };
            found.body = skipped + at + line.len();
            // Below empty lines a rule and a line with a colon may be text.
            let sure = skipped <= '\u{feff}'.len_utf8() || !found.evidence.is_empty();
            return sure.then_some(found);
        }
        at += line.len();
    }
    None
}

/// What is wrong with the front matter of `text`, if it has one that is no YAML mapping: byte offset and reason.
///
/// A rule of dashes that opens a text is no front matter: the line after it must be a key.
pub(crate) fn problem(text: &str) -> Option<(usize, String)> {
    let start = opening(text);
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
    match load(yaml) {
        Loaded::Mapping(_) | Loaded::TooMuch => None,
        Loaded::Other => Some((skipped, "is no mapping of keys to values".to_owned())),
        Loaded::Broken(e) => {
            let line = e.marker().line().saturating_sub(1);
            let before: usize = yaml.split_inclusive('\n').take(line).map(str::len).sum();
            Some((skipped + first.len() + before.min(yaml.len()), format!("is no YAML: {}", e.info())))
        }
    }
}

fn yaml(text: &str) -> Option<FrontMatter> {
    let map = match load(text) {
        Loaded::Mapping(map) => map,
        Loaded::Broken(_) | Loaded::TooMuch => return lines(text),
        Loaded::Other => return None,
    };
    let mut found = FrontMatter::default();
    for (key, value) in &map {
        let Some(name) = scalar(key) else { continue };
        found.fields.insert(name.clone(), fields::of_yaml(value));
        let Some(key) = key_of(&name, || scalar(value)) else { continue };
        for value in scalars(value) {
            push(&mut found.evidence, key, &value);
        }
    }
    Some(found)
}

/// The same of TOML, where tags and categories may stand in a table of their own (`[taxonomies]`).
fn toml(text: &str) -> Option<FrontMatter> {
    let table: toml::Table = text.parse().ok()?;
    let inner = table.get("taxonomies").and_then(toml::Value::as_table).into_iter().flatten();
    let fields = table.iter().map(|(name, value)| (name.clone(), fields::of_toml(value))).collect();
    let mut found = FrontMatter { fields, ..FrontMatter::default() };
    for (name, value) in table.iter().chain(inner) {
        let Some(key) = key_of(name, || value.as_str().map(str::to_owned)) else { continue };
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            match value {
                toml::Value::String(value) => push(&mut found.evidence, key, value),
                toml::Value::Float(_) | toml::Value::Boolean(_) | toml::Value::Array(_) | toml::Value::Table(_) => {}
                other => push(&mut found.evidence, key, &other.to_string()),
            }
        }
    }
    (!table.is_empty()).then_some(found)
}

/// What a parser for YAML makes of a front matter.
enum Loaded {
    Mapping(Hash),
    /// YAML, but no mapping.
    Other,
    Broken(ScanError),
    /// Nested too deep, or too large with its aliases expanded.
    TooMuch,
}

fn load(yaml: &str) -> Loaded {
    match is_bounded(yaml) {
        Err(e) => return Loaded::Broken(e),
        Ok(false) => return Loaded::TooMuch,
        Ok(true) => {}
    }
    match YamlLoader::load_from_str(yaml).map(|documents| documents.into_iter().next()) {
        Ok(Some(Yaml::Hash(map))) => Loaded::Mapping(map),
        Ok(_) => Loaded::Other,
        Err(e) => Loaded::Broken(e),
    }
}

/// Whether loading stays within `DEEPEST` and `LARGEST`: counted from the parser's events, before anything is expanded.
fn is_bounded(yaml: &str) -> Result<bool, ScanError> {
    let mut parser = Parser::new_from_str(yaml);
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    // Open collections: their anchors, and what had been counted when they began.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut size = 0usize;
    while size <= LARGEST && open.len() <= DEEPEST {
        match parser.next_token()?.0 {
            Event::StreamEnd => return Ok(true),
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                open.push((anchor, size));
                size += 1;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                // What has a name is kept a second time.
                if let Some((anchor @ 1.., before)) = open.pop() {
                    sizes.insert(anchor, size - before);
                    size += size - before;
                }
            }
            Event::Scalar(value, _, anchor, _) => {
                size += 1 + value.len();
                if anchor > 0 {
                    sizes.insert(anchor, 1 + value.len());
                    size += 1 + value.len();
                }
            }
            Event::Alias(anchor) => size += sizes.get(&anchor).copied().unwrap_or(1),
            Event::Nothing | Event::StreamStart | Event::DocumentStart | Event::DocumentEnd => {}
        }
    }
    Ok(false)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_scalars_and_lists() {
        let text = "---\ntitle: \"早春的茶山\"\ndate: 2021-03-04 08:00:00 +0800\ntags: [茶, 春]\n---\n正文";
        let FrontMatter { evidence: found, body, .. } = read(text).unwrap();
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
    fn an_address_says_where_a_mirror_copied_from() {
        let urls = |text: &str| -> Vec<String> {
            let found = read(text).unwrap().evidence;
            found.into_iter().filter(|e| e.key == MetaKey::Url).map(|e| e.value).collect()
        };
        assert_eq!(urls("---\nfrom: https://example.com/a.html\n---\nx"), ["https://example.com/a.html"]);
        assert_eq!(urls("---\ntitle: Tea: a history\nfrom: https://example.com/a\n---\nx"), ["https://example.com/a"]);
        assert!(urls("---\nfrom: a friend in the hills\n---\nx").is_empty());
    }

    #[test]
    fn reads_toml() {
        let text = "+++\ntitle = \"Tea in spring\"\ndate = 2021-03-04T08:00:00+08:00\ndraft = false\n\n[taxonomies]\ntags = [\"tea\", \"spring\"]\n+++\nThe text.";
        let FrontMatter { evidence: found, body, .. } = read(text).unwrap();
        assert_eq!(&text[body..], "The text.");
        let values: Vec<_> = found.iter().map(|e| (e.key, e.value.as_str())).collect();
        let date = "2021-03-04T08:00:00+08:00";
        assert_eq!(
            values,
            [(MetaKey::Title, "Tea in spring"), (MetaKey::Date, date), (MetaKey::Tag, "tea"), (MetaKey::Tag, "spring")]
        );
        assert!(read("+++\nmore than words\n+++\nx").is_none() && read("+++\n+++\nx").is_none());
    }

    #[test]
    fn keeps_what_it_cannot_read() {
        let fields = |text| Value::Object(read(text).unwrap().fields).to_string();
        let text = "---\nTitle: Tea\nsummary: Three springs.\nweight: 3\nmenu: {main: {name: tea, open: yes}}\n---\nx";
        assert_eq!(
            fields(text),
            r#"{"Title":"Tea","summary":"Three springs.","weight":3,"menu":{"main":{"name":"tea","open":"yes"}}}"#
        );
        let text = "---\ntitle: Tea: a history\nsummary: Three\n  springs.\n---\nx";
        assert_eq!(fields(text), r#"{"title":"Tea: a history","summary":"Three\n  springs."}"#);
        let text = "+++\ndraft = false\n[extra]\nrating = 4.5\nday = 2021-03-04\n+++\nx";
        assert_eq!(fields(text), r#"{"draft":false,"extra":{"rating":"4.5","day":"2021-03-04"}}"#);
    }

    #[test]
    fn reads_lines_of_keys_with_a_slug() {
        let text = "Title:  Tea in spring\nSlug:  tea\nAuthors: Ann Lee\n \n# First\n\nThe text.";
        let FrontMatter { evidence: found, body, .. } = read(text).unwrap();
        assert_eq!(&text[body..], " \n# First\n\nThe text.");
        let values: Vec<_> = found.iter().map(|e| (e.key, e.value.as_str())).collect();
        assert_eq!(values, [(MetaKey::Title, "Tea in spring"), (MetaKey::Author, "Ann Lee")]);
        for text in [
            "Title: Tea\nDate: 2021-03-04\n\nThe text.",
            "Title: Tea\nSlug: tea\nThe text goes on.\n\nx",
            "Slug: tea\n\nx",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert!(read("---\n\nA text that opens with a rule.\n").or(read("---\nonly words\n---\nmore")).is_none());
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(problem("---\ntitle: tea\n---\nx"), None);
        assert_eq!(problem("---\n\nA rule: no front matter.\n---\n"), None);
        assert!(
            problem("---\ntitle: tea\ntags: [a, b\n---\nx")
                .is_some_and(|(at, why)| at > 4 && why.starts_with("is no YAML"))
        );
        assert_eq!(problem("---\ntitle: tea\n\ntext").unwrap().0, 0);
    }

    /// `levels` lists of nine aliases, each naming the list before.
    fn bomb(levels: u8) -> String {
        let name = |n: u8| char::from(b'a' + n);
        let list = |n: u8| format!("{}: &{} [{}]\n", name(n), name(n), vec![format!("*{}", name(n - 1)); 9].join(","));
        let lists: String = (1..levels).map(list).collect();
        format!("---\ntitle: Tea\na: &a [x,x,x,x,x,x,x,x,x]\n{lists}tags: *{}\n---\nBody.\n", name(levels - 1))
    }

    #[test]
    fn aliases_are_read_and_never_expanded_without_bound() {
        let few = "---\ntitle: Tea\nall: &all [tea, green tea]\ntags: *all\n---\nx";
        let found = read(few).unwrap().evidence;
        assert_eq!(found.iter().map(|e| e.value.as_str()).collect::<Vec<_>>(), ["Tea", "tea", "green tea"]);
        for levels in [5, 9, 20] {
            let text = bomb(levels);
            let started = std::time::Instant::now();
            let FrontMatter { evidence: found, body, .. } = read(&text).unwrap();
            assert_eq!((found.first().unwrap().value.as_str(), &text[body..]), ("Tea", "Body.\n"));
            assert_eq!(problem(&text), None);
            assert!(started.elapsed() < std::time::Duration::from_secs(2), "{levels}");
        }
    }

    #[test]
    fn nesting_is_no_recursion() {
        for piece in ["[", "{", "- ", "? ", "[\n", "{a: ", "&a [", "!!x [", "- \n "] {
            let text = format!("---\ntitle: Tea\ntags: {}\n---\nBody.\n", piece.repeat(60_000 / piece.len()));
            let started = std::time::Instant::now();
            let FrontMatter { evidence: found, body, .. } = read(&text).unwrap();
            assert_eq!((found.first().unwrap().value.as_str(), &text[body..]), ("Tea", "Body.\n"), "{piece:?}");
            problem(&text);
            assert!(started.elapsed() < std::time::Duration::from_secs(10), "{piece:?}");
        }
    }

    #[test]
    fn survives_an_unquoted_colon() {
        let found = read("---\ntitle: Tea: a history: part one\ntags: [tea, 'green tea']\n---\nx").unwrap().evidence;
        let values: Vec<&str> = found.iter().map(|e| e.value.as_str()).collect();
        assert_eq!(values, ["Tea: a history: part one", "tea", "green tea"]);
    }
}
