//! A record of our own read again, so that cleaning it once more changes nothing that is settled.

use serde_json::{Map, Value};

use crate::decode::{self, Decoded, How};
use crate::document::{Block, Document, Kind};
use crate::meta::{Entry, MetaKey};
use crate::parse::FORMATS;

/// The document of a record of our own schema; `None`, and `object` as it was, for any other.
pub(crate) fn read_back(object: &mut Map<String, Value>) -> Option<Document> {
    let ours = object.get("text")?.is_string()
        && object.get("edits")?.is_object()
        && object.get("captions")?.is_array()
        && object.get("meta")?.is_object()
        && object.get("encoding")?.is_object();
    if !ours {
        return None;
    }
    let id = object.get("id")?.as_str()?.to_owned();
    let source = object.get("source")?.as_str()?.to_owned();
    let mut blocks = blocks(object)?;
    if let Some(title) = title_above(object, &blocks) {
        blocks.insert(0, title);
    }
    let mut doc = Document::new(id, source, decoded(object.get("encoding")?), blocks);
    doc.settled = true;
    let format = object.get("format").and_then(Value::as_str).unwrap_or_default();
    doc.format = FORMATS.iter().map(|f| f.name).find(|n| *n == format).unwrap_or("text");
    for (field, key) in [
        ("url", MetaKey::Url),
        ("title", MetaKey::Title),
        ("date", MetaKey::Date),
        ("authors", MetaKey::Author),
        ("editors", MetaKey::Editor),
        ("publisher", MetaKey::Publisher),
        ("language", MetaKey::Language),
        ("categories", MetaKey::Category),
        ("tags", MetaKey::Tag),
        ("original_language", MetaKey::OriginalLanguage),
    ] {
        let values = match object.get(field) {
            Some(Value::Array(list)) => list.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        let entries = values.iter().filter_map(Value::as_str);
        doc.meta.entries.extend(entries.map(|v| Entry { key, value: v.to_owned(), from: "record" }));
    }
    if let Some(Value::Object(mut meta)) = object.remove("meta") {
        if let Some(Value::String(value)) = meta.get("script_policy").cloned() {
            meta.shift_remove("script_policy");
            doc.meta.entries.push(Entry { key: MetaKey::ScriptPolicy, value, from: "record" });
        }
        doc.meta.extra = meta;
    }
    Some(doc)
}

/// The title, if the text of the record begins with it (`--headings plain` or `markdown`) and its sections do not.
fn title_above(object: &Map<String, Value>, blocks: &[Block]) -> Option<Block> {
    let title = object.get("title")?.as_str()?;
    let first = object.get("text")?.as_str()?.lines().next()?;
    let first = first.strip_prefix("# ").unwrap_or(first);
    let letters = |text: &str| text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    let known = blocks.first().is_some_and(|block| block.text().starts_with(first));
    (!known && !title.is_empty() && letters(first) == letters(title)).then(|| Block::new(Kind::Title, first))
}

fn blocks(object: &Map<String, Value>) -> Option<Vec<Block>> {
    let mut code = Vec::new();
    if let Some(Value::Array(list)) = object.get("meta").and_then(|m| m.get("code_lines")) {
        for pair in list {
            let (first, end) = (pair.get(0)?.as_u64()?, pair.get(1)?.as_u64()?);
            code.push(usize::try_from(first).ok()?..usize::try_from(end).ok()?);
        }
    }
    let mut code = code.into_iter().peekable();
    let mut blocks = Vec::new();
    let mut line = 0;
    for section in object.get("sections")?.as_array()? {
        let level = section.get("level")?.as_u64()?;
        match section.get("heading")? {
            Value::String(heading) => blocks.push(Block::new(Kind::Heading(level.clamp(1, 6) as u8), heading.as_str())),
            Value::Null => {}
            _ => return None,
        }
        let text = section.get("text")?.as_str()?;
        if text.is_empty() {
            continue;
        }
        let mut block = String::new();
        let mut lines = text.split('\n').peekable();
        while let Some(text) = lines.next() {
            let inside = code.peek().filter(|c| c.contains(&line)).cloned();
            line += 1;
            match inside {
                Some(range) => {
                    block.push_str(text);
                    if line < range.end && lines.peek().is_some() {
                        block.push('\n');
                    } else {
                        blocks.push(Block::new(Kind::Code, std::mem::take(&mut block)));
                        code.next();
                    }
                }
                None if text.contains('\t') => blocks.push(Block::new(Kind::Table, text)),
                None => blocks.push(Block::new(Kind::Paragraph, text)),
            }
        }
    }
    for caption in object.get("captions")?.as_array()? {
        blocks.push(Block::new(Kind::Caption, caption.as_str()?));
    }
    Some(blocks)
}

fn decoded(value: &Value) -> Decoded {
    let mut decoded = Decoded::from_text(String::new());
    let name = value.get("name").and_then(Value::as_str).unwrap_or_default();
    decoded.encoding = decode::known_name(name).unwrap_or("utf-8");
    let how = value.get("how").and_then(Value::as_str).unwrap_or_default();
    let hows = [How::Bom, How::Forced, How::Declared, How::Valid, How::Detected];
    decoded.how = hows.into_iter().find(|h| h.as_str() == how).unwrap_or(How::Valid);
    decoded.replaced = value.get("replaced").and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    decoded
}
