//! Two records of one document compared.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::snippet::{self, Snippet};
use crate::error::{Error, ErrorKind, Result};

/// Keys that tell how a record came to be, not what it says.
const HOW: [&str; 2] = ["edits", "account"];

/// How two records differ.
pub(super) struct Change {
    /// Keys whose values differ, but for those that tell how it came to be.
    pub(super) keys: Vec<String>,
    /// Passes whose edits differ, with their numbers of edits.
    pub(super) passes: BTreeMap<String, (u64, u64)>,
    a: Map<String, Value>,
    b: Map<String, Value>,
}

/// Compares two lines; `None` when they say the same and tell of the same edits.
pub(super) fn compare(a: &[u8], b: &[u8], source: &str) -> Result<Option<Change>> {
    if a == b {
        return Ok(None);
    }
    let parse = |line: &[u8]| -> Result<Map<String, Value>> {
        let parsed = serde_json::from_slice(line).map(flat);
        parsed.map_err(|e| Error::new(ErrorKind::Malformed, format!("no record: {e}")).at(source))
    };
    let (a, b) = (parse(a)?, parse(b)?);
    let mut names: Vec<&String> = a.keys().chain(b.keys().filter(|k| !a.contains_key(*k))).collect();
    names.retain(|k| !HOW.contains(&k.as_str()) && a.get(*k) != b.get(*k));
    let keys: Vec<String> = names.into_iter().cloned().collect();
    let passes = passes(&a, &b);
    if keys.is_empty() && passes.is_empty() {
        return Ok(None);
    }
    Ok(Some(Change { keys, passes, a, b }))
}

/// A record of another layout with its metadata beside the text.
fn flat(mut record: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Object(inside)) = record.shift_remove("metadata") {
        for (key, value) in inside {
            record.entry(key).or_insert(value);
        }
    }
    record
}

/// The passes whose edits differ: by the edits themselves if both records tell them, or else by their numbers.
fn passes(a: &Map<String, Value>, b: &Map<String, Value>) -> BTreeMap<String, (u64, u64)> {
    let counts = |r: &Map<String, Value>| -> BTreeMap<String, u64> {
        let edits = r.get("edits").and_then(Value::as_object);
        edits.into_iter().flatten().map(|(k, n)| (k.clone(), n.as_u64().unwrap_or(0))).collect()
    };
    let (counts_a, counts_b) = (counts(a), counts(b));
    let (told_a, told_b) = (by_code(a), by_code(b));
    let mut codes: Vec<&String> = counts_a.keys().chain(counts_b.keys()).collect();
    codes.sort();
    codes.dedup();
    let count = |counts: &BTreeMap<String, u64>, code: &str| counts.get(code).copied().unwrap_or(0);
    let mut differing = BTreeMap::new();
    for code in codes {
        let (n, m) = (count(&counts_a, code), count(&counts_b, code));
        let other = match (&told_a, &told_b) {
            (Some(x), Some(y)) => x.get(code.as_str()) != y.get(code.as_str()),
            _ => n != m,
        };
        if other {
            differing.insert(code.clone(), (n, m));
        }
    }
    differing
}

/// The account by code, if the record has one.
fn by_code(record: &Map<String, Value>) -> Option<BTreeMap<&str, Vec<&Value>>> {
    let mut edits: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for edit in record.get("account")?.as_array()? {
        edits.entry(edit["code"].as_str().unwrap_or_default()).or_default().push(edit);
    }
    Some(edits)
}

/// What differs, shown; the text first, and parts of it not again.
pub(super) fn snippets(change: &Change) -> Vec<Snippet> {
    let text = change.keys.iter().any(|k| k == "text");
    let mut keys: Vec<&String> = change.keys.iter().filter(|k| !text || *k != "sections").collect();
    keys.sort_by_key(|k| *k != "text");
    keys.into_iter().map(|key| snippet::between(key, &shown(change.a.get(key)), &shown(change.b.get(key)))).collect()
}

/// A value as text.
fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// How the text of a record begins.
pub(super) fn beginning(line: &[u8]) -> Option<String> {
    let record = flat(serde_json::from_slice(line).ok()?);
    let text = record.get("text")?.as_str()?;
    Some(text.chars().take(snippet::CONTEXT * 4).collect())
}
