//! SARIF 2.1.0, with one result a line.

use serde_json::{Map, Value, json};

use crate::check::finding::{Finding, Severity};
use crate::check::rules::rules;

/// Everything before the results: columns count characters, and all rules are described.
pub(super) fn head() -> String {
    let described: Vec<Value> =
        rules().map(|r| json!({"id": r.code, "name": r.name, "shortDescription": {"text": r.summary}})).collect();
    let driver = json!({
        "name": "corpusclean",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": described,
    });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[\
         {{\"columnKind\":\"unicodeCodePoints\",\"tool\":{{\"driver\":{driver}}},\"results\":["
    )
}

pub(super) const TAIL: &str = "\n]}]}\n";

pub(super) fn result(f: &Finding) -> Value {
    let mut place = json!({"artifactLocation": {"uri": uri(&f.path)}});
    if let (Some(start), Some(object)) = (f.start, place.as_object_mut()) {
        let mut region = Map::new();
        region.insert("startLine".to_owned(), start.line.into());
        if let Some(column) = start.column {
            region.insert("startColumn".to_owned(), column.into());
        }
        if let Some(end) = f.end {
            region.insert("endLine".to_owned(), end.line.into());
            if let Some(column) = end.column {
                region.insert("endColumn".to_owned(), column.into());
            }
        }
        object.insert("region".to_owned(), region.into());
    }
    let mut location = json!({ "physicalLocation": place });
    if let (Some(block), Some(object)) = (f.block, location.as_object_mut()) {
        let record = f.record.map(|n| format!("record {n}, ")).unwrap_or_default();
        object.insert("logicalLocations".to_owned(), json!([{"name": format!("{record}block {block}")}]));
    }
    let level = match f.severity {
        Severity::Error => "error",
        Severity::Note => "note",
    };
    let index = rules().position(|r| r.code == f.rule.code).unwrap_or_default();
    json!({
        "ruleId": f.rule.code,
        "ruleIndex": index,
        "level": level,
        "message": {"text": f.message},
        "locations": [location],
        "partialFingerprints": {"corpusclean/v1": f.fingerprint},
    })
}

/// A path as a relative reference, or a file address: what RFC 3986 does not let stand is escaped.
fn uri(path: &str) -> String {
    let mut out = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
