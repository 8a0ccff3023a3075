//! Fixed text back to the bytes of its file: everything that was not fixed must stay as it was, byte by byte.

use std::ops::Range;

use super::fix::Fixes;

const MARKS: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];

/// `after` in the encoding of `bytes`, whose text is `before`; `None` where not even `before` would give these bytes.
pub(super) fn encoded(before: &str, after: &str, encoding: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let mark = MARKS.into_iter().find(|m| bytes.starts_with(m)).unwrap_or_default();
    let body = bytes.get(mark.len()..)?;
    let same = encode(before, encoding)? == body;
    let after = same.then(|| encode(after, encoding)).flatten()?;
    Some([mark, &after].concat())
}

fn encode(text: &str, encoding: &str) -> Option<Vec<u8>> {
    match encoding {
        "utf-8" => return Some(text.as_bytes().to_vec()),
        "utf-16le" => return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "utf-16be" => return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        _ => {}
    }
    let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes())?;
    let (bytes, used, unmappable) = encoding.encode(text);
    (used == encoding && !unmappable).then(|| bytes.into_owned())
}

/// The line of a JSON record with fixes in the first of the fields `names` that it has, whose text is `before`.
/// `None` where the field is no string of its own.
pub(super) fn rewritten(line: &[u8], names: &[String], before: &str, fixes: &Fixes) -> Option<Vec<u8>> {
    let line = std::str::from_utf8(line).ok()?;
    let range = names.iter().find_map(|name| value(line, name).transpose())?.ok()?;
    let inside = line.get(range.clone())?;
    let mut out = String::with_capacity(line.len());
    out.push_str(line.get(..range.start)?);
    let (mut text, mut at) = (String::with_capacity(before.len()), 0);
    let mut fixes = fixes.iter().peekable();
    let mut until = 0;
    while at <= inside.len() {
        if let Some((range, with)) = fixes.next_if(|(range, _)| range.start <= text.len()) {
            out.push_str(&escaped(with, line.is_ascii()));
            until = until.max(range.end);
            continue;
        }
        let Some((c, len)) = unescaped(inside.get(at..)?) else { break };
        if text.len() >= until {
            out.push_str(inside.get(at..at + len)?);
        }
        text.push(c);
        at += len;
    }
    out.push_str(line.get(range.end..)?);
    (text == before && at == inside.len() && fixes.next().is_none()).then(|| out.into_bytes())
}

/// What stands between the quotes of the string in a field of the object: nothing if there is no such field or it is
/// null.
///
/// # Errors
/// The field holds no string, or there are two of that name.
fn value(line: &str, name: &str) -> Result<Option<Range<usize>>, ()> {
    let bytes = line.as_bytes();
    let (mut depth, mut at, mut key) = (0u32, 0, true);
    let mut found = None;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = end_of_string(bytes, at).ok_or(())?;
                let is_name =
                    || serde_json::from_str::<String>(line.get(at..=end).unwrap_or_default()).is_ok_and(|k| k == name);
                if depth == 1 && key && is_name() {
                    let colon = end + 1 + skip(bytes, end + 1, b" \t\r:");
                    match bytes.get(colon) {
                        _ if found.is_some() => return Err(()),
                        Some(b'"') => found = Some(colon + 1..end_of_string(bytes, colon).ok_or(())?),
                        Some(b'n') => {}
                        _ => return Err(()),
                    }
                }
                at = end;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match byte {
            b':' => key = false,
            b',' if depth == 1 => key = true,
            _ => {}
        }
        at += 1;
    }
    Ok(found)
}

fn skip(bytes: &[u8], from: usize, these: &[u8]) -> usize {
    bytes.iter().skip(from).take_while(|b| these.contains(b)).count()
}

/// Index of the closing quote of the string that opens at `at`.
fn end_of_string(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    loop {
        match bytes.get(end)? {
            b'"' => return Some(end),
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
}

/// The first character of a JSON string, and how many bytes it takes there.
fn unescaped(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    if first != '\\' {
        return Some((first, first.len_utf8()));
    }
    let unit = |at: usize| text.get(at..)?.strip_prefix("\\u")?.get(..4).and_then(|d| u16::from_str_radix(d, 16).ok());
    if let Some(one) = unit(0) {
        let two = unit(6);
        let single = char::from_u32(u32::from(one)).map(|c| (c, 6));
        return single.or_else(|| Some((char::decode_utf16([one, two?]).next()?.ok()?, 12)));
    }
    let c = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    };
    Some((c, 2))
}

/// As it stands between the quotes of JSON; with `ascii` like the rest of its line.
fn escaped(text: &str, ascii: bool) -> String {
    let json = serde_json::Value::from(text).to_string();
    let json = json.get(1..json.len() - 1).unwrap_or_default();
    if !ascii {
        return json.to_owned();
    }
    let mut units = [0; 2];
    let unit = |c: char| match c.is_ascii() {
        true => c.to_string(),
        false => c.encode_utf16(&mut units).iter().map(|u| format!("\\u{u:04x}")).collect(),
    };
    json.chars().map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["text", "content"].map(str::to_owned).to_vec()
    }

    #[test]
    fn only_the_fixed_text_of_the_field_changes() {
        let line = r#"{ "a":[{"text":"no"}], "text" : null,"content":"\u6e21\n\"ＢＣ\"\/", "z":1.0e2 }"#;
        let fixes = vec![(5..11, "BC".to_owned()), (12..12, "。\n".to_owned())];
        let after = rewritten(line.as_bytes(), &names(), "渡\n\"ＢＣ\"/", &fixes).unwrap();
        let expected = r#"{ "a":[{"text":"no"}], "text" : null,"content":"\u6e21\n\"BC\"。\n\/", "z":1.0e2 }"#;
        assert_eq!(String::from_utf8(after).unwrap(), expected);
    }

    #[test]
    fn a_line_of_ascii_stays_one() {
        let line = br#"{"text":"\u6e21,\ud83d\ude00"}"#;
        let after = rewritten(line, &names(), "渡,😀", &vec![(3..8, "，😀".to_owned())]).unwrap();
        assert_eq!(String::from_utf8(after).unwrap(), r#"{"text":"\u6e21\uff0c\ud83d\ude00"}"#);
    }

    #[test]
    fn what_is_not_sure_is_refused() {
        let fixes = vec![(0..1, String::new())];
        for line in [r#"{"text":"ab","text":"ab"}"#, r#"{"text":["ab"]}"#, r#"{"text":"a\ud83d"}"#, r#"{"other":"ab"}"#]
        {
            assert_eq!(rewritten(line.as_bytes(), &names(), "ab", &fixes), None, "{line}");
        }
    }

    #[test]
    fn bytes_come_back_as_they_were() {
        let (before, after) = ("渡口ＢＣ", "渡口BC");
        for label in ["gb18030", "big5", "shift_jis", "euc-kr"] {
            let (bytes, ..) = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(before);
            let fixed = encoded(before, after, label, &bytes).unwrap();
            assert_eq!(encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().decode(&fixed).0, after, "{label}");
        }
        let wide: Vec<u8> = [0xfeff].into_iter().chain(before.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let fixed = encoded(before, after, "utf-16le", &wide).unwrap();
        assert_eq!(fixed, [b"\xff\xfe".to_vec(), encode(after, "utf-16le").unwrap()].concat());
        // A damaged byte, a second form of one character, and a character that the encoding does not have.
        assert_eq!(encoded("渡\u{fffd}", "渡", "utf-8", b"\xe6\xb8\xa1\xff"), None);
        assert_eq!(encoded("a", "b", "iso-2022-jp", b"\x1b(Ba"), None);
        assert_eq!(encoded("a", "渡", "windows-1252", b"a"), None);
    }
}
