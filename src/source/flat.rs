//! Records as most are: an object whose values are strings, numbers, truth values or null.
//!
//! They are read here in a tenth of the time of a parser that must be ready for anything: a string is found by its quotes
//! and copied once, in pieces between escapes. What is not as simple, or is no JSON at all, is left to `serde_json`, whose
//! values and errors are what counts: whatever is read here it reads alike.

use serde_json::{Map, Value};

/// What `serde_json` calls its own; a field of that name is none of ours.
const PRIVATE: &str = "$serde_json";

/// Fields for which there is room from the start.
const FIELDS: usize = 8;

/// The fields of a record; `None` if `serde_json` has to look.
pub(super) fn read(json: &str) -> Option<Map<String, Value>> {
    let mut input = Input(json);
    let mut fields = Map::with_capacity(FIELDS);
    input.space();
    input.expect('{')?;
    input.space();
    if input.expect('}').is_none() {
        loop {
            let name = input.string()?;
            if name.starts_with(PRIVATE) {
                return None;
            }
            input.space();
            input.expect(':')?;
            input.space();
            let value = input.value()?;
            fields.insert(name, value);
            input.space();
            if input.expect('}').is_some() {
                break;
            }
            input.expect(',')?;
            input.space();
        }
    }
    input.space();
    input.0.is_empty().then_some(fields)
}

/// What is left to read.
struct Input<'a>(&'a str);

impl<'a> Input<'a> {
    fn space(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    fn expect(&mut self, sign: char) -> Option<()> {
        self.0 = self.0.strip_prefix(sign)?;
        Some(())
    }

    fn take(&mut self, len: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn value(&mut self) -> Option<Value> {
        match self.0.as_bytes().first()? {
            b'"' => self.string().map(Value::String),
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                let end = self.0.find([',', '}', ' ', '\n', '\r', '\t'])?;
                serde_json::from_str(self.take(end)?).ok()
            }
            _ => None,
        }
    }

    fn string(&mut self) -> Option<String> {
        self.expect('"')?;
        let source = self.0;
        // As a rule the first quote ends the string.
        let mut out = String::with_capacity(memchr::memchr(b'"', source.as_bytes())?);
        loop {
            let at = memchr::memchr2(b'"', b'\\', self.0.as_bytes())?;
            out.push_str(self.take(at)?);
            if self.0.starts_with('"') {
                break;
            }
            let (c, len) = escaped(self.0)?;
            out.push(c);
            self.take(len)?;
        }
        let inner = source.get(..source.len() - self.0.len())?;
        self.expect('"')?;
        // Without a branch for each byte.
        let controls = inner.bytes().fold(false, |found, byte| found | (byte < b' '));
        (!controls).then_some(out)
    }
}

/// The character that the escape at the beginning stands for, and the bytes of the escape; `None` if it stands for none.
fn escaped(escape: &str) -> Option<(char, usize)> {
    Some(match escape.as_bytes().get(1)? {
        b'n' => ('\n', 2),
        b'"' => ('"', 2),
        b'\\' => ('\\', 2),
        b'/' => ('/', 2),
        b't' => ('\t', 2),
        b'r' => ('\r', 2),
        b'b' => ('\u{8}', 2),
        b'f' => ('\u{c}', 2),
        b'u' => match (unit(escape)?, escape.get(6..).and_then(unit)) {
            (high @ 0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => {
                (char::decode_utf16([high, low]).next()?.ok()?, 12)
            }
            (unit, _) => (char::from_u32(unit.into())?, 6),
        },
        _ => return None,
    })
}

/// The code unit that `\uXXXX` stands for.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_serde_json_reads_alike() {
        let long = format!(r#"{{"text": "{}\n{}\"\\"}}"#, "春天".repeat(99), "\\\\".repeat(9));
        for (json, simple) in [
            (r#"{}"#, true),
            (" { } \n", true),
            (r#"{"a":"b","c":1,"d":-1.50e+3,"e":true,"f":null,"a":"again"}"#, true),
            (r#"{"a" : "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\u0000" , "b" : 0.10 }"#, true),
            (&long, true),
            (r#"{"a":{"b":1}}"#, false),
            (r#"{"a":[1]}"#, false),
            (r#"{"$serde_json::private::Number":"1"}"#, false),
            (r#"{"a":"\ud83d"}"#, false),
            (r#"{"a":"\ude00\ud83d"}"#, false),
            (r#"{"a":"\u+123"}"#, false),
            (r#"{"a":"\x"}"#, false),
            (r#"{"a":"\"}"#, false),
            ("{\"a\":\"\t\"}", false),
            (r#"{"a":01}"#, false),
            (r#"{"a":1"#, false),
            (r#"{"a":NaN}"#, false),
            (r#"{"a":1}}"#, false),
            (r#"{"a":1,}"#, false),
            (r#"{"a" 1}"#, false),
            (r#"{a:1}"#, false),
            (r#"["a"]"#, false),
            ("", false),
        ] {
            let read = read(json).map(Value::Object);
            assert_eq!(read.is_some(), simple, "{json}");
            if simple {
                let parsed: Value = serde_json::from_str(json).unwrap();
                let (read, parsed) = (read.unwrap(), parsed);
                assert_eq!((read.to_string(), &read), (parsed.to_string(), &parsed));
            }
        }
    }
}
