//! Lines under the titles of Korean newspapers: the reporter, when the text was put in and changed, and counters behind.
//! `기자명 김민수 기자 입력 2021.05.08 09:30 수정 2021.05.09 11:02 댓글 0 좋아요 1`

use super::super::people::byline::byline;
use super::imprints::Found;
use super::meta_line;
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::Words;

/// Bytes of the longest such line.
const LONGEST: usize = 240;

/// The reporter and the date of such a line; `None` unless all of it is read.
pub(in super::super) fn read(text: &str) -> Option<Found> {
    let text = chars::trim(text);
    if text.len() > LONGEST || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let counters = words.rchunks(2).take_while(|pair| {
        matches!(pair, [word, count] if Words::Counter.has(word) && count.bytes().all(|b| b.is_ascii_digit() || b == b','))
    });
    let count = counters.count();
    let words = words.get(..words.len() - 2 * count).unwrap_or_default();
    let at = words.iter().position(|word| Words::PutIn.has(word))?;
    let mut found = meta_line::read(&words[at..].join(" "))?;
    let head = words[..at].join(" ");
    let names = head.strip_prefix("기자명").unwrap_or(&head).trim();
    // Without counters and a key it is what others read.
    if names.is_empty() {
        return (count > 0).then_some(found);
    }
    let people = byline(names)?;
    found.extend(people.authors.into_iter().map(|name| (MetaKey::Author, name)));
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reporter_date_and_counters() {
        let found =
            read("기자명 김민수 기자   입력 2021.05.08 09:30  수정 2021.05.09 11:02  댓글 0  좋아요 1").unwrap();
        let values: Vec<(MetaKey, &str)> = found.iter().map(|(key, value)| (*key, value.as_str())).collect();
        assert_eq!(values, [(MetaKey::Date, "2021-05-08T09:30:00"), (MetaKey::Author, "김민수")]);
        assert!(read("댓글 3").is_none() && read("물레방아 입력 2021").is_none());
    }
}
