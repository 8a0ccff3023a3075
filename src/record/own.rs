//! The tool's own record: all keys always there, in one order.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::outline::{Section, heading_line, outline};
use super::{AccountDetail, FIELDS, Headings, RecordOptions, escape};
use crate::account::{Edit, Op};
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::report::unrepaired;

pub(super) fn write(doc: &Document, options: &RecordOptions, out: &mut Vec<u8>) {
    let sections = outline(doc);
    // The text stands in a record twice.
    let size: usize = sections.iter().flat_map(|section| &section.texts).map(|text| text.len() + 2).sum();
    out.reserve(size * 2 + 2048);
    let record = Record { doc, sections, headings: options.headings, written: RefCell::default() };
    out.push(b'{');
    for field in FIELDS {
        if options.fields.is_empty() || options.fields.iter().any(|wanted| wanted == field) {
            key(field, out);
            record.field(field, out);
        }
    }
    if options.account != AccountDetail::Counts {
        let full = options.account == AccountDetail::Full;
        let account: Vec<Value> = doc.account().edits().iter().map(|e| edit(doc, e, full)).collect();
        key("account", out);
        put(&account, out);
    }
    out.push(b'}');
}

/// Begins the next entry of an object; no name needs an escape.
fn key(name: &str, out: &mut Vec<u8>) {
    let comma = if out.last() == Some(&b'{') { "" } else { "," };
    for part in [comma, "\"", name, "\":"] {
        out.extend_from_slice(part.as_bytes());
    }
}

fn put(value: &impl Serialize, out: &mut Vec<u8>) {
    // Writing to memory cannot fail, and keys are strings.
    let _ = serde_json::to_writer(out, value);
}

/// How the bytes became text.
#[derive(Serialize)]
struct Encoding<'a> {
    name: &'a str,
    how: &'a str,
    replaced: u32,
}

struct Record<'a> {
    doc: &'a Document,
    sections: Vec<Section<'a>>,
    headings: Headings,
    /// Where in the output the bodies of the sections stand, once the text is written.
    written: RefCell<Vec<Range<usize>>>,
}

impl Record<'_> {
    /// Writes the value of a field.
    fn field(&self, field: &str, out: &mut Vec<u8>) {
        let (doc, meta) = (self.doc, self.doc.meta());
        let all = |key| meta.all(key).collect::<Vec<_>>();
        match field {
            "id" => put(&doc.id, out),
            "source" => put(&doc.source, out),
            "url" => put(&meta.get(MetaKey::Url), out),
            "title" => put(&meta.get(MetaKey::Title), out),
            "date" => put(&meta.get(MetaKey::Date), out),
            "authors" => put(&all(MetaKey::Author), out),
            "editors" => put(&all(MetaKey::Editor), out),
            "publisher" => put(&meta.get(MetaKey::Publisher), out),
            "language" => put(&meta.get(MetaKey::Language), out),
            "categories" => put(&all(MetaKey::Category), out),
            "tags" => put(&all(MetaKey::Tag), out),
            "text" => self.text(out),
            "sections" => self.sections(out),
            "captions" => {
                let captions = doc.blocks().filter(|b| b.kind() == Kind::Caption);
                put(&captions.map(crate::document::Block::text).collect::<Vec<_>>(), out);
            }
            "meta" => match self.added() {
                None => put(&self.doc.meta().extra, out),
                Some(meta) => put(&meta, out),
            },
            "format" => put(&doc.format, out),
            "encoding" => {
                let d = doc.decoded();
                put(&Encoding { name: d.encoding, how: d.how.as_str(), replaced: d.replaced }, out);
            }
            "original_language" => put(&meta.get(MetaKey::OriginalLanguage), out),
            "edits" => {
                let counts: BTreeMap<&str, usize> =
                    doc.account().counts().into_iter().map(|(pass, n)| (pass.spec().code, n)).collect();
                put(&counts, out);
            }
            _ => put(&(), out),
        }
    }

    /// Writes the body of all sections, and notes where each stands: it is escaped character by character, so that its
    /// part of the text is what the section is written as.
    fn text(&self, out: &mut Vec<u8>) {
        let mut written = self.written.borrow_mut();
        out.push(b'"');
        let start = out.len();
        for section in &self.sections {
            if let Some((mark, heading)) = heading_line(section, self.headings) {
                next_line(start, out);
                escape::contents(mark, out);
                escape::contents(heading, out);
            }
            if !section.texts.is_empty() {
                next_line(start, out);
            }
            let from = out.len();
            body(section, out);
            written.push(from..out.len());
        }
        out.push(b'"');
    }

    fn sections(&self, out: &mut Vec<u8>) {
        let written = self.written.borrow();
        out.push(b'[');
        let shown = |section: &Section<'_>| section.level > 0 || !section.texts.is_empty();
        for (n, section) in self.sections.iter().enumerate().filter(|(_, section)| shown(section)) {
            out.extend_from_slice(if out.ends_with(b"[") { b"{" } else { b",{" });
            key("level", out);
            put(&section.level, out);
            key("heading", out);
            // The title has a field of its own.
            put(&section.heading.filter(|_| section.level > 0), out);
            key("text", out);
            out.push(b'"');
            match written.get(n) {
                Some(range) => out.extend_from_within(range.clone()),
                None => body(section, out),
            }
            out.extend_from_slice(b"\"}");
        }
        out.push(b']');
    }

    /// Fields that passed through; where in the text code stands, for nothing else tells it from prose; how much damage
    /// was found and left; and what converted the text, if its language does not say so.
    ///
    /// None if there is nothing but the fields that passed through.
    fn added(&self) -> Option<Map<String, Value>> {
        let extra = &self.doc.meta().extra;
        let mut first = 0;
        let mut code = Vec::new();
        // Most documents hold none, and their lines are not counted.
        let last = self.sections.iter().rposition(|section| !section.code.is_empty());
        for section in self.sections.iter().take(last.map_or(0, |last| last + 1)) {
            code.extend(section.code.iter().map(|(a, b)| json!([first + a, first + b])));
            first += section.lines();
        }
        let left = unrepaired(self.doc);
        let policy = self.doc.meta().get(MetaKey::ScriptPolicy);
        if code.is_empty() && left.is_empty() && policy.is_none() && !extra.contains_key("code_lines") {
            return None;
        }
        let mut meta = extra.clone();
        if code.is_empty() {
            meta.shift_remove("code_lines");
        } else {
            meta.insert("code_lines".to_owned(), code.into());
        }
        // A record that is read again keeps what its first reading found in the source.
        if !left.is_empty() {
            meta.insert("unrepaired".to_owned(), json!(left));
        }
        if let Some(policy) = policy {
            meta.insert("script_policy".to_owned(), policy.into());
        }
        Some(meta)
    }
}

/// Writes the body of a section, escaped, without quotes.
fn body(section: &Section<'_>, out: &mut Vec<u8>) {
    let start = out.len();
    for text in &section.texts {
        next_line(start, out);
        escape::contents(text, out);
    }
}

/// Begins a line of the string whose first byte is at `start`, unless it is the first.
fn next_line(start: usize, out: &mut Vec<u8>) {
    if out.len() > start {
        out.extend_from_slice(b"\\n");
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
        Op::Relabel { block, from, to } => {
            put("op", "relabel".into());
            put("from", from.as_str().into());
            put("to", to.as_str().into());
            // What became metadata leaves the text, and a value may hold less than the line said.
            if from.is_body() && matches!(to, Kind::Meta | Kind::Byline) {
                let text = doc.block(*block).map_or("", Block::text);
                put("removed", if full { text.into() } else { text.len().into() });
            }
        }
        Op::Cut { block } => {
            put("op", "cut".into());
            let text = doc.block(*block).map_or("", Block::text);
            put("removed", if full { text.into() } else { text.len().into() });
        }
        Op::Restore { block, from } => {
            put("op", "restore".into());
            put("from", from.spec().code.into());
            let text = doc.block(*block).map_or("", Block::text);
            put("inserted", if full { text.into() } else { text.len().into() });
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
