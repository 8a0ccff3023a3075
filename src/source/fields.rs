//! A JSON record to a document: which field is the text, which the id, and what becomes of the rest.

use serde_json::{Map, Value};

use crate::decode::{self, Decoded, Shared};
use crate::error::{Error, ErrorKind, Result};
use crate::meta::{Evidence, MetaKey};
use crate::pipeline::{Body, Raw};
use crate::record;
use crate::source::{Failed, flat};

/// Where the text and the id of a record are.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Fields to look for the text in, the first that exists wins.
    pub text: Vec<String>,
    /// Fields to look for the id in.
    pub id: Vec<String>,
    /// Encoding of records that are not UTF-8.
    pub encoding: Option<String>,
    /// Whether records of the tool's own schema are recognised.
    pub own: bool,
}

impl Default for Fields {
    fn default() -> Self {
        Fields {
            text: ["text", "content", "raw_content", "html", ROWS].map(str::to_owned).to_vec(),
            id: ["id", "url"].map(str::to_owned).to_vec(),
            encoding: None,
            own: true,
        }
    }
}

/// The text of a record of MNBVC: a row for each line, with its number.
const ROWS: &str = "段落";
const LINE: &str = "内容";
const NUMBER: &str = "行号";

/// Makes a document of the bytes of one record.
///
/// # Errors
/// [`ErrorKind::Malformed`] for what is no JSON object with a text, [`ErrorKind::Limit`] for too deep nesting.
pub(crate) fn raw(
    bytes: &[u8],
    shared: Option<Shared>,
    source: String,
    fields: &Fields,
) -> std::result::Result<Raw, Failed> {
    let (mut object, decoded) = parse(bytes, shared, fields).map_err(|e| (None, e))?;
    if fields.own
        && let Some(doc) = record::read_back(&mut object)
    {
        return Ok(Raw { source, body: Body::Parsed(Box::new(doc)), ..Raw::default() });
    }
    let (name, text) = match text(&mut object, fields) {
        Ok(found) => found,
        Err(e) => return Err((id(&mut object, fields), e)),
    };
    // The html field says what it holds; the name `text` says nothing.
    let format = name.contains("html").then_some("html");
    let mut evidence = evidence(&object);
    if let Some(Value::String(url)) = object.get("url")
        && url.contains("://")
    {
        evidence.push(Evidence { key: MetaKey::Url, value: url.clone(), from: "record" });
    }
    let id = id(&mut object, fields);
    if evidence.iter().any(|e| e.key == MetaKey::Url) {
        object.shift_remove("url");
    }
    let body = match decoded {
        Some(decoded) => Body::Decoded(Box::new(account(text, decoded))),
        None => Body::Text(text),
    };
    Ok(Raw { id, source, body, format, extra: object, evidence })
}

/// The account of decoding a record as one of its text: of the damaged places those that are in it.
fn account(text: String, decoded: Decoded) -> Decoded {
    let most = decoded.replaced.min(decoded.damage.len() as u32) as usize;
    let damage: Vec<usize> = text.match_indices('\u{FFFD}').map(|(at, _)| at).take(most).collect();
    let replaced = damage.len() as u32;
    Decoded { text, damage, replaced, ..decoded }
}

fn parse(bytes: &[u8], shared: Option<Shared>, fields: &Fields) -> Result<(Map<String, Value>, Option<Decoded>)> {
    // A file that was put behind another one begins with its mark.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(message) = no_record(bytes).filter(|_| shared.is_none()) {
        return Err(Error::new(ErrorKind::Malformed, message));
    }
    let Some((text, decoded)) = decode::record(bytes, shared, fields.encoding.as_deref()) else {
        let at = std::str::from_utf8(bytes).err().map_or(0, |e| e.valid_up_to());
        let message = format!("not valid UTF-8 at byte {at}; name the encoding with --encoding");
        return Err(Error::new(ErrorKind::Malformed, message));
    };
    let text = &*text;
    if let Some(object) = flat::read(text) {
        return Ok((object, decoded));
    }
    let parsed = match serde_json::from_str(text) {
        Err(e) if e.to_string().contains("surrogate") || e.to_string().contains("hex escape") => {
            serde_json::from_str(&mend_surrogates(text))
        }
        Err(e) if e.is_syntax() => mend_numbers(text).map_or(Err(e), |mended| serde_json::from_str(&mended)),
        other => other,
    };
    match parsed {
        Ok(Value::Object(object)) => Ok((object, decoded)),
        Ok(other) => {
            Err(Error::new(ErrorKind::Malformed, format!("{} where a JSON object was expected", name_of(&other))))
        }
        Err(e) if e.to_string().contains("recursion limit") => {
            Err(Error::new(ErrorKind::Limit, "JSON nested deeper than 128"))
        }
        // A record has one line.
        Err(e) => Err(Error::new(
            ErrorKind::Malformed,
            format!("not JSON: {}", e.to_string().replace("line 1 column", "column")),
        )),
    }
}

/// What bytes are, and what to do, where they are the beginning of something else than records.
fn no_record(bytes: &[u8]) -> Option<&'static str> {
    // RFC 1952, RFC 8878, and what every page begins with.
    match bytes.trim_ascii_start() {
        [0x1f, 0x8b, ..] => {
            Some("gzip where a JSON record was expected; unpack it with zcat, or read a file whose name ends in .gz")
        }
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(
            "zstd where a JSON record was expected; unpack it with zstdcat, or read a file whose name ends in .zst",
        ),
        [b'<', ..] => Some("markup where a JSON record was expected; a page is read from a file, by its name"),
        // No line of a file of records; whatever its encoding, no name of one would help.
        [first, ..] if !first.is_ascii_graphic() && std::str::from_utf8(bytes).is_err() => Some("no JSON record"),
        _ => None,
    }
}

/// Replaces halves of surrogate pairs, which no UTF-8 can hold, by U+FFFD. Python writes them for text that it could
/// not decode itself.
fn mend_surrogates(json: &str) -> String {
    let unit = |at: usize| -> Option<u16> {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut out = String::with_capacity(json.len());
    let mut done = 0;
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'\\', &json.as_bytes()[at..]) {
        at += next;
        match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
            (Some(0xd800..=0xdfff), _) => {
                out.push_str(&json[done..at]);
                out.push_str("\\ufffd");
                at += 6;
                done = at;
            }
            // Two bytes, so that an escaped backslash does not start another escape.
            _ => at += 2,
        }
        if at >= json.len() {
            break;
        }
    }
    out.push_str(json.get(done..).unwrap_or_default());
    out
}

/// Replaces the numbers that JSON does not have by `null`; `None` if there are none. Python writes them without being asked.
fn mend_numbers(json: &str) -> Option<String> {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    let mut in_string = false;
    let mut mended = false;
    while let Some(at) = rest.find(['"', '\\', 'N', 'I', '-']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let word = ["NaN", "Infinity", "-Infinity"].into_iter().find(|word| !in_string && found.starts_with(word));
        let taken = match word {
            Some(word) => word.len(),
            None if found.starts_with('\\') => found.char_indices().nth(2).map_or(found.len(), |(at, _)| at),
            None => 1,
        };
        in_string ^= found.starts_with('"');
        mended |= word.is_some();
        let (token, after) = found.split_at(taken);
        out.push_str(if word.is_some() { "null" } else { token });
        rest = after;
    }
    out.push_str(rest);
    mended.then_some(out)
}

fn text(object: &mut Map<String, Value>, fields: &Fields) -> Result<(String, String)> {
    // An empty field does not hide a full one.
    let is = |wanted: fn(&Value) -> bool| fields.text.iter().find(|f| value(object, f).is_some_and(wanted));
    let full = is(|v| v.as_str().is_some_and(|text| !text.is_empty()));
    let Some(name) = full.or_else(|| is(|v| !v.is_null())) else {
        let shown =
            |(name, value): (&String, &Value)| if value.is_null() { format!("{name} (null)") } else { name.clone() };
        let have: Vec<String> = object.iter().take(12).map(shown).collect();
        let (want, have) = (fields.text.join(", "), have.join(", "));
        let message = format!("no text: looked for {want}; the record has {have}; name the field with --text-field");
        return Err(Error::new(ErrorKind::Malformed, message));
    };
    match take(object, name) {
        Some(Value::String(text)) => Ok((name.clone(), text)),
        Some(Value::Array(rows)) if name == ROWS => match lines(&rows) {
            Some(text) => Ok((name.clone(), text)),
            None => Err(Error::new(ErrorKind::Malformed, format!("field `{ROWS}` holds rows without `{LINE}`"))),
        },
        other => {
            let kind = other.as_ref().map_or("nothing", name_of);
            Err(Error::new(ErrorKind::Malformed, format!("field `{name}` holds {kind}, not a string")))
        }
    }
}

/// The value of a field: of the key, or in objects within each other of one key after the other (`page.text`).
fn value<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(value) = object.get(name) {
        return Some(value);
    }
    let mut object = object;
    let mut rest = name;
    while let Some((key, after)) = rest.split_once('.') {
        object = object.get(key)?.as_object()?;
        rest = after;
    }
    object.get(rest)
}

/// Takes the value of a field out; the objects around it stay.
fn take(object: &mut Map<String, Value>, name: &str) -> Option<Value> {
    if object.contains_key(name) {
        return object.shift_remove(name);
    }
    let mut object = object;
    let mut rest = name;
    while let Some((key, after)) = rest.split_once('.') {
        object = object.get_mut(key)?.as_object_mut()?;
        rest = after;
    }
    object.shift_remove(rest)
}

/// The lines of rows, with an empty one where numbers are left out: rows have none of those.
fn lines(rows: &[Value]) -> Option<String> {
    let mut text = String::new();
    let mut last = 0;
    for row in rows {
        let number = row.get(NUMBER).and_then(Value::as_u64).unwrap_or(last + 1);
        if !text.is_empty() {
            text.push_str(if number > last + 1 { "\n\n" } else { "\n" });
        }
        text.push_str(row.get(LINE)?.as_str()?);
        last = number;
    }
    Some(text)
}

fn id(object: &mut Map<String, Value>, fields: &Fields) -> Option<String> {
    for name in &fields.id {
        let id = match object.get(name) {
            Some(Value::String(id)) if !id.is_empty() => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => continue,
        };
        object.shift_remove(name);
        return Some(id);
    }
    None
}

/// Fields of a record that speak of the document.
const SPEAKING: [(&str, MetaKey); 9] = [
    ("title", MetaKey::Title),
    ("date", MetaKey::Date),
    ("author", MetaKey::Author),
    ("authors", MetaKey::Author),
    ("publisher", MetaKey::Publisher),
    ("category", MetaKey::Category),
    ("categories", MetaKey::Category),
    ("tags", MetaKey::Tag),
    ("keywords", MetaKey::Tag),
];

/// What they say; they stay in `meta` as they are too.
fn evidence(object: &Map<String, Value>) -> Vec<Evidence> {
    let mut found = Vec::new();
    // Most records have none of these fields, and few fields at all.
    if !object.keys().any(|name| SPEAKING.iter().any(|(field, _)| field == name)) {
        return found;
    }
    for (field, key) in SPEAKING {
        let values = match object.get(field) {
            Some(Value::Array(list)) => list.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        let strings = values.iter().filter_map(Value::as_str).filter(|v| !v.trim().is_empty());
        found.extend(strings.take(64).map(|v| Evidence { key, value: v.to_owned(), from: "record" }));
    }
    found
}

fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_pairs_are_mended() {
        let fine = r#"{"text": "\ud83d\ude00 \\ud83d \n"}"#;
        assert_eq!(mend_surrogates(fine), fine);
        let broken = r#"{"text": "\ud83d \ude00\ud83d\ud83d\ude00\"#;
        assert_eq!(mend_surrogates(broken), r#"{"text": "\ufffd \ufffd\ufffd\ud83d\ude00\"#);
    }

    #[test]
    fn a_text_may_stand_within_objects() {
        let fields = Fields { text: vec!["page.text".to_owned()], ..Fields::default() };
        let text = |json: &str| {
            let mut object: Map<String, Value> = serde_json::from_str(json).unwrap();
            text(&mut object, &fields).map(|(_, text)| (text, Value::Object(object).to_string())).ok()
        };
        let found = |text: &str, rest: &str| Some((text.to_owned(), rest.to_owned()));
        assert_eq!(text(r#"{"page": {"text": "春", "n": 1}}"#), found("春", r#"{"page":{"n":1}}"#));
        assert_eq!(text(r#"{"page.text": "茶", "page": {"text": "春"}}"#), found("茶", r#"{"page":{"text":"春"}}"#));
        assert_eq!(text(r#"{"page": "春"}"#), None);
        assert_eq!(text(r#"{"page": {"text": null}}"#), None);
    }

    #[test]
    fn numbers_that_are_none_are_mended() {
        let mended = mend_numbers(r#"{"a": NaN, "b": "NaN \" -Infinity", "c": [-Infinity, Infinity, -1]}"#);
        assert_eq!(mended.as_deref(), Some(r#"{"a": null, "b": "NaN \" -Infinity", "c": [null, null, -1]}"#));
        assert_eq!(mend_numbers(r#"{"a": "NaN", "b": tru"#), None);
    }
}
