//! The head of readers, which fetch a page and hand it out as Markdown: `Title:`, `URL Source:`, `Published Time:` and, above the
//! text, `Markdown Content:`.

use super::front_matter::{self, FrontMatter};
use crate::meta::{Evidence, MetaKey};

/// Bytes in which the head ends: a title and an address, and warnings that some have.
const LONGEST: usize = 8 * 1024;

/// The line above the text.
const CONTENT: &str = "Markdown Content:";

const KEYS: &[(&str, MetaKey)] =
    &[("Title", MetaKey::Title), ("URL Source", MetaKey::Url), ("Published Time", MetaKey::Date)];

/// The head of `text`, if it opens with one: fields, one a line, up to the line above the text. A front matter that the page
/// had itself stands below it.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let start = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !start.starts_with("Title:") && !start.starts_with("URL Source:") {
        return None;
    }
    let mut found = FrontMatter::default();
    let mut at = text.len() - start.len();
    for line in start.split_inclusive('\n') {
        at += line.len();
        if at > LONGEST {
            return None;
        }
        let line = line.trim();
        if line == CONTENT {
            found.body = at;
            return Some(with_own(found, text));
        }
        if line.is_empty() {
            continue;
        }
        // Any other line says that this is a text which opens with such a word.
        let (name, value) = line.split_once(':')?;
        if name.len() > 24 || !name.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let value = value.trim();
        found.fields.insert(name.to_owned(), value.into());
        let known = KEYS.iter().find(|(key, _)| *key == name && !value.is_empty());
        found.evidence.extend(known.map(|(_, key)| Evidence {
            key: *key,
            value: value.to_owned(),
            from: "front-matter",
        }));
    }
    None
}

/// With what a front matter below says that the head does not.
fn with_own(mut head: FrontMatter, text: &str) -> FrontMatter {
    let Some(own) = front_matter::read(text.get(head.body..).unwrap_or_default()) else { return head };
    for (name, value) in own.fields {
        head.fields.entry(name).or_insert(value);
    }
    let known: Vec<MetaKey> = head.evidence.iter().map(|e| e.key).collect();
    head.evidence.extend(own.evidence.into_iter().filter(|e| !known.contains(&e.key)));
    head.body += own.body;
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_head_and_the_front_matter_below() {
        let head = "Title: The mill: a history\n\nURL Source: https://news.example.org/mill\n\nMarkdown Content:\n";
        let text = format!("{head}---\ntitle: Mill\nauthor: Ann Lee\n---\nThe text.");
        let FrontMatter { evidence, fields, body } = read(&text).unwrap();
        let values: Vec<_> = evidence.iter().map(|e| (e.key, e.value.as_str())).collect();
        assert_eq!(
            values,
            [
                (MetaKey::Title, "The mill: a history"),
                (MetaKey::Url, "https://news.example.org/mill"),
                (MetaKey::Author, "Ann Lee")
            ]
        );
        assert_eq!((&text[body..], fields.len()), ("The text.", 4));
    }

    #[test]
    fn a_text_that_opens_with_a_title_has_no_such_head() {
        assert!(read("Title: The Wheel\n\nAuthor: Ann Lee\n\nChapter one\n\nIt turned.").is_none());
        assert!(read("Title: The Wheel\nIt turned.\nMarkdown Content:\nIt turned again.").is_none());
    }
}
