//! The JSONL layouts of other projects.

use std::collections::HashSet;

use md5::{Digest, Md5};
use serde_json::{Map, Value, json};

use super::outline::{outline, text};
use super::{FIELDS, RecordOptions, own};
use crate::document::Document;
use crate::meta::MetaKey;

/// `id`, `text`, `source`, `created`, `metadata`: <https://github.com/allenai/dolma/blob/main/docs/data-format.md>.
pub(super) fn dolma(doc: &Document, options: &RecordOptions) -> Value {
    let created = doc.meta().get(MetaKey::Date);
    json!({
        "id": doc.id, "text": text(&outline(doc), options.headings), "source": doc.source, "created": created,
        "metadata": metadata(doc, &["id", "text", "source", "sections"]),
    })
}

/// `text`, `id`, `metadata`: what the default adapter of datatrove's readers takes and its writers write.
pub(super) fn datatrove(doc: &Document, options: &RecordOptions) -> Value {
    json!({
        "text": text(&outline(doc), options.headings), "id": doc.id,
        "metadata": metadata(doc, &["id", "text", "sections"]),
    })
}

/// The general text layout of MNBVC, a row for each paragraph: <https://wiki.mnbvc.org>, page 现有语料格式.
pub(super) fn mnbvc(doc: &Document, options: &RecordOptions) -> Value {
    let text = text(&outline(doc), options.headings);
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    let mut longest = 0;
    // Sum of the bits of all paragraphs, one place for each of 64.
    let mut bits = [0_usize; 64];
    for (number, line) in text.split('\n').enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let md5: [u8; 16] = Md5::digest(line.as_bytes()).into();
        longest = longest.max(line.chars().count());
        for (bit, sum) in bits.iter_mut().enumerate() {
            *sum += usize::from(md5[8 + bit / 8] >> (7 - bit % 8) & 1);
        }
        rows.push(json!({
            "行号": number + 1, "是否重复": !seen.insert(md5), "是否跨文件重复": false, "md5": hex(&md5), "内容": line,
            "扩展字段": "{}",
        }));
    }
    let simhash = bits.iter().fold(0_u64, |hash, sum| hash << 1 | u64::from(sum * 2 > rows.len()));
    let more = Value::Object(metadata(doc, &["text", "sections"]));
    json!({
        "文件名": doc.source, "是否待查文件": false, "是否重复文件": false, "文件大小": text.len(), "simhash": simhash,
        "最长段落长度": longest, "段落数": rows.len(), "去重段落数": seen.len(), "低质量段落数": 0, "段落": rows,
        "扩展字段": more.to_string(), "时间": day(doc),
    })
}

/// The other keys of our own record.
fn metadata(doc: &Document, without: &[&str]) -> Map<String, Value> {
    let fields = FIELDS.iter().filter(|f| !without.contains(f)).map(|f| (*f).to_owned()).collect();
    let options = RecordOptions { fields, ..RecordOptions::default() };
    let mut bytes = Vec::new();
    own::write(doc, &options, &mut bytes);
    serde_json::from_slice(&bytes).unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// `yyyymmdd`, or nothing where the date is not known.
fn day(doc: &Document) -> String {
    let date = doc.meta().get(MetaKey::Date).unwrap_or_default();
    let digits: String = date.chars().take(10).filter(char::is_ascii_digit).collect();
    if digits.len() == 8 { digits } else { String::new() }
}
