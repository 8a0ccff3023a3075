//! Front matter as lines of keys and values: what is not quite YAML, and what Pelican puts above a text.

use serde_json::Value;

use super::keys::key_of;
use super::{FrontMatter, LONGEST, push};

/// The lines of keys that Pelican puts above a text, up to the first empty line: `Title: …`, `Slug: …`. The slug tells them from fields
/// that a page prints.
pub(super) fn unfenced(start: &str, skipped: usize) -> Option<FrontMatter> {
    let first = start.split_inclusive('\n').next()?;
    if !first.get(..6).is_some_and(|key| key.eq_ignore_ascii_case("title:")) {
        return None;
    }
    let end = start.split_inclusive('\n').take_while(|line| !line.trim().is_empty()).map(str::len).sum();
    let head = start.get(..end).filter(|head| head.len() <= LONGEST)?;
    let keys: Vec<&str> = head.lines().map(|line| Some(line.split_once(':')?.0)).collect::<Option<_>>()?;
    if keys.iter().any(|key| !key.bytes().all(|b| b.is_ascii_alphabetic())) {
        return None;
    }
    if !keys.iter().any(|key| key.eq_ignore_ascii_case("slug")) {
        return None;
    }
    let mut found = lines(head)?;
    found.body = skipped + end;
    Some(found)
}

/// `key: value` lines, for front matter that is not quite YAML (an unquoted colon in a title is common).
pub(super) fn lines(yaml: &str) -> Option<FrontMatter> {
    let mut found = FrontMatter::default();
    let mut last = None;
    for line in yaml.lines().filter(|l| !l.trim().is_empty()) {
        let Some((name, value)) = line.split_once(':') else {
            // What goes on below a key belongs to it.
            if let Some(Value::String(value)) = last.as_ref().and_then(|name: &String| found.fields.get_mut(name)) {
                value.push('\n');
                value.push_str(line);
            }
            continue;
        };
        let name = name.trim();
        found.fields.insert(name.to_owned(), value.trim().into());
        last = Some(name.to_owned());
        if let Some(key) = key_of(name, || Some(unquoted(value).to_owned())) {
            let value = value.trim();
            // A list that nobody closed is one of the ways in which front matter is no YAML.
            match value.strip_prefix('[').map(|v| v.strip_suffix(']').unwrap_or(v)).filter(|_| key.is_list()) {
                Some(list) => list.split(',').for_each(|v| push(&mut found.evidence, key, unquoted(v))),
                None => push(&mut found.evidence, key, unquoted(value)),
            }
        }
    }
    last.is_some().then_some(found)
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}
