//! The tool's own record: all keys always there, in one order.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use super::outline::{Section, outline, text};
use super::{AccountDetail, FIELDS, RecordOptions};
use crate::account::{Edit, Op};
use crate::document::{Document, Kind};
use crate::meta::MetaKey;

pub(super) fn write(doc: &Document, options: &RecordOptions, out: &mut Vec<u8>) {
    let sections = outline(doc);
    let text = text(&sections, options.headings);
    let record = Record { doc, options, sections, text };
    // Writing to memory cannot fail, and a map with string keys always serializes.
    let _ = serde_json::to_writer(out, &record);
}

struct Record<'a> {
    doc: &'a Document,
    options: &'a RecordOptions,
    sections: Vec<Section<'a>>,
    text: String,
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in FIELDS {
            let wanted = &self.options.fields;
            if wanted.is_empty() || wanted.iter().any(|w| w == field) {
                self.field(field, &mut map)?;
            }
        }
        if self.options.account != AccountDetail::Counts {
            let full = self.options.account == AccountDetail::Full;
            let account: Vec<Value> = self.doc.account().edits().iter().map(|e| edit(self.doc, e, full)).collect();
            map.serialize_entry("account", &account)?;
        }
        map.end()
    }
}

impl Record<'_> {
    fn field<M: SerializeMap>(&self, field: &str, map: &mut M) -> Result<(), M::Error> {
        let (doc, meta) = (self.doc, self.doc.meta());
        let all = |key| meta.all(key).collect::<Vec<_>>();
        match field {
            "id" => map.serialize_entry(field, &doc.id),
            "source" => map.serialize_entry(field, &doc.source),
            "url" => map.serialize_entry(field, &meta.get(MetaKey::Url)),
            "title" => map.serialize_entry(field, &meta.get(MetaKey::Title)),
            "date" => map.serialize_entry(field, &meta.get(MetaKey::Date)),
            "authors" => map.serialize_entry(field, &all(MetaKey::Author)),
            "editors" => map.serialize_entry(field, &all(MetaKey::Editor)),
            "publisher" => map.serialize_entry(field, &meta.get(MetaKey::Publisher)),
            "language" => map.serialize_entry(field, &meta.get(MetaKey::Language)),
            "categories" => map.serialize_entry(field, &all(MetaKey::Category)),
            "tags" => map.serialize_entry(field, &all(MetaKey::Tag)),
            "text" => map.serialize_entry(field, &self.text),
            "sections" => map.serialize_entry(field, &self.sections),
            "captions" => {
                let captions = doc.blocks().filter(|b| b.kind() == Kind::Caption);
                map.serialize_entry(field, &captions.map(crate::document::Block::text).collect::<Vec<_>>())
            }
            "meta" => map.serialize_entry(field, &self.meta()),
            "format" => map.serialize_entry(field, doc.format),
            "encoding" => {
                let d = doc.decoded();
                let value = json!({ "name": d.encoding, "how": d.how.as_str(), "replaced": d.replaced });
                map.serialize_entry(field, &value)
            }
            "original_language" => map.serialize_entry(field, &meta.get(MetaKey::OriginalLanguage)),
            "edits" => {
                let counts: BTreeMap<&str, usize> =
                    doc.account().counts().into_iter().map(|(pass, n)| (pass.spec().code, n)).collect();
                map.serialize_entry(field, &counts)
            }
            _ => Ok(()),
        }
    }

    /// Fields that passed through, and where in the text code stands: nothing else tells it from prose.
    fn meta(&self) -> Map<String, Value> {
        let mut meta = self.doc.meta().extra.clone();
        let mut first = 0;
        let mut code = Vec::new();
        for section in self.sections.iter().filter(|s| !s.text.is_empty()) {
            code.extend(section.code.iter().map(|(a, b)| json!([first + a, first + b])));
            first += 1 + memchr::memchr_iter(b'\n', section.text.as_bytes()).count();
        }
        if code.is_empty() {
            meta.shift_remove("code_lines");
        } else {
            meta.insert("code_lines".to_owned(), code.into());
        }
        meta
    }
}

/// One edit of the account: its lengths in bytes, or with `full` its texts.
fn edit(doc: &Document, edit: &Edit, full: bool) -> Value {
    let mut row = Map::new();
    let account = doc.account();
    row.insert("code".to_owned(), edit.pass.spec().code.into());
    let mut put = |key: &str, value: Value| row.insert(key.to_owned(), value);
    if let Some(block) = edit.op.block() {
        put("block", block.index().into());
    }
    match &edit.op {
        Op::Replace { at, removed, inserted, .. } => {
            put("op", "replace".into());
            put("at", (*at).into());
            for (key, span) in [("removed", removed), ("inserted", inserted)] {
                let text = account.text(*span);
                put(key, if full { text.into() } else { text.len().into() });
            }
        }
        Op::Split { head, .. } => {
            put("op", "split".into());
            put("head", head.index().into());
        }
        Op::Relabel { from, to, .. } => {
            put("op", "relabel".into());
            put("from", from.as_str().into());
            put("to", to.as_str().into());
        }
        Op::Cut { block } => {
            put("op", "cut".into());
            let text = doc.block(*block).map_or("", crate::document::Block::text);
            put("removed", if full { text.into() } else { text.len().into() });
        }
        Op::AddMeta { key, value } => {
            put("op", "add-meta".into());
            put("key", key.as_str().into());
            let text = account.text(*value);
            put("inserted", if full { text.into() } else { text.len().into() });
        }
        Op::RewriteMeta { removed, inserted, .. } => {
            put("op", "rewrite-meta".into());
            for (key, span) in [("removed", removed), ("inserted", inserted)] {
                let text = account.text(*span);
                put(key, if full { text.into() } else { text.len().into() });
            }
        }
        Op::ClearMeta { key, old } => {
            put("op", "clear-meta".into());
            put("key", key.as_str().into());
            let texts: Vec<Value> = old.iter().map(|(_, e)| e.value.clone().into()).collect();
            put("removed", if full { texts.into() } else { texts.len().into() });
        }
    }
    Value::Object(row)
}
