//! Calls of the program of a site within a line, which would have put words in their place, and have these words in them:
//! `{{Glossary("mill", "mills")}}`, `{{< glossary_tooltip text="mills" term_id="mill" >}}`.

use std::ops::Range;

/// Bytes of the longest call.
const LONGEST: usize = 300;

/// The calls of a line, with the words that they stand for.
pub(in super::super) fn calls(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("{{").map(|at| from + at) {
        let Some(end) = text[at..].find("}}").map(|end| at + end + 2).filter(|end| end - at <= LONGEST) else { break };
        from = end;
        let inner = &text[at + 2..end - 2];
        if let Some(words) = macro_words(inner).or_else(|| shortcode_words(inner)) {
            found.push((at..end, words));
        }
    }
    found
}

/// `HTTPHeader("Origin")`, `domxref("Mill.turn()", "turn()")`: the last of its strings, which is what a reader sees. A call in a program
/// has a space before the name, or a name in small letters.
fn macro_words(inner: &str) -> Option<&str> {
    let (name, rest) = inner.split_once('(')?;
    let letters = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    if !letters || !name.starts_with(|c: char| c.is_ascii_uppercase()) && !name.ends_with("xref") {
        return None;
    }
    let rest = rest.trim_end().strip_suffix(')')?;
    let mut strings = rest.split(',').map(str::trim).map_while(quoted);
    let first = strings.next()?;
    strings.next().filter(|words| !words.is_empty()).or(Some(first).filter(|words| !words.is_empty()))
}

/// `< glossary_tooltip text="mills" term_id="mill" >`
fn shortcode_words(inner: &str) -> Option<&str> {
    let inner = inner.strip_prefix('<')?.strip_suffix('>').or_else(|| inner.strip_prefix('%')?.strip_suffix('%'))?;
    let name = inner.split_whitespace().next()?;
    if !name.contains("tooltip") && !name.contains("glossary") {
        return None;
    }
    let (_, rest) = inner.split_once(" text=")?;
    let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split_once(mark).map(|(words, _)| words).filter(|words| !words.trim().is_empty())
}

fn quoted(text: &str) -> Option<&str> {
    let mark = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text[1..].strip_suffix(mark).filter(|inner| !inner.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_have_their_words_in_them() {
        let words = |text: &str| calls(text).into_iter().map(|(_, words)| words.to_owned()).collect::<Vec<_>>();
        assert_eq!(
            words("Sent {{HTTPHeader(\"Origin\")}} and {{domxref('Mill.turn()', 'turn()')}}."),
            ["Origin", "turn()"]
        );
        assert_eq!(words("The {{< glossary_tooltip text=\"mills\" term_id=\"mill\" >}} turn."), ["mills"]);
        for text in [
            "{{ url_for('mill') }}",
            "{{url_for('mill')}}",
            "{{< ref \"mill\" >}}",
            "{{ mill.name }}",
            "{{Compat}}",
            "{{",
        ] {
            assert!(calls(text).is_empty(), "{text}");
        }
    }
}
