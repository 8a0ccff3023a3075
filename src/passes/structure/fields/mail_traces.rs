//! The head of a letter as programs pass it on, in archives of lists and newsgroups: `Return-Path: <ann@example.org>`,
//! `Received: from mill.example.org`, with what goes on in the next line, `From: Ann Lee <ann@example.org>`, `Subject: The mill`.

use super::super::layout::Layout;
use super::imprints::Found;
use crate::census::Traits;
use crate::dates;
use crate::meta::MetaKey;

/// Lines of the longest head, and those in a row in which the value of one field goes on.
const LONGEST: usize = 120;
const FOLDED: usize = 6;

/// Bytes of the longest name of a field, and of a date with a day.
const KEY: usize = 40;
const DAY: usize = 10;

/// Fields that only programs write, in small letters; those that begin with `x-`, `list-` and `arc-` are others.
const TRACES: [&str; 24] = [
    "return-path",
    "received",
    "delivered-to",
    "envelope-to",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "user-agent",
    "sender",
    "errors-to",
    "precedence",
    "newsgroups",
    "path",
    "xref",
    "lines",
    "nntp-posting-host",
    "dkim-signature",
    "domainkey-signature",
    "authentication-results",
    "received-spf",
];

/// Fields that people know.
const KNOWN: [&str; 9] = ["from", "to", "cc", "bcc", "subject", "date", "reply-to", "organization", "status"];

/// The lines of the head at the top of a document, and what they say; empty if there is none.
pub(super) fn read(layout: &Layout<'_>) -> Vec<(usize, Found)> {
    let text = |n: usize| layout.blocks.get(n).map_or("", |b| b.text());
    let colon = layout.blocks.first().is_some_and(|b| b.census().traits.any(Traits::COLON));
    // `From ann@example.org Fri May  3 10:20:00 2019` stands over each letter of a box.
    let boxed = text(0).starts_with("From ") && text(0).contains('@');
    if !boxed && (!colon || field(text(0)).is_none()) {
        return Vec::new();
    }
    let first = usize::from(boxed);
    let mut end = first;
    let mut folded = 0;
    let mut fields: Vec<(usize, String, &str)> = Vec::new();
    for n in first..layout.blocks.len().min(LONGEST) {
        if let Some((key, value)) = field(text(n)) {
            fields.push((n, key, value));
            (end, folded) = (n + 1, 0);
        } else {
            folded += 1;
            if folded > FOLDED {
                break;
            }
        }
    }
    let has = |name: &str| fields.iter().any(|(_, key, _)| key == name);
    let traced = fields.iter().any(|(_, key, _)| !KNOWN.contains(&key.as_str()));
    if !has("from") || !has("subject") || !traced {
        return Vec::new();
    }
    let said = |n: usize| -> Found {
        let Some((_, key, value)) = fields.iter().find(|(at, ..)| *at == n) else { return Vec::new() };
        match key.as_str() {
            "from" => sender(value).map(|name| (MetaKey::Author, name)).into_iter().collect(),
            "subject" if !value.is_empty() => vec![(MetaKey::Title, (*value).to_owned())],
            "date" => {
                let date = dates::parse_date(value).filter(|date| date.len() >= DAY);
                date.map(|date| (MetaKey::Date, date)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    };
    (0..end).map(|n| (n, said(n))).collect()
}

/// The name of a field, in small letters, and its value.
fn field(text: &str) -> Option<(String, &str)> {
    let head = &text[..text.floor_char_boundary(KEY)];
    let at = head.find(':')?;
    if at == 0 || !head[..at].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return None;
    }
    let key = head[..at].to_ascii_lowercase();
    let known = KNOWN.contains(&key.as_str())
        || TRACES.contains(&key.as_str())
        || ["x-", "list-", "arc-"].iter().any(|start| key.starts_with(start));
    known.then(|| (key, text[at + 1..].trim()))
}

/// The name of who sent it: `Ann Lee <ann@example.org>`, `"Lee, Ann" <ann@example.org>`, `ann@example.org (Ann Lee)`.
fn sender(value: &str) -> Option<String> {
    let name = match value.split_once('<') {
        Some((name, _)) => name,
        None => match value.split_once('(') {
            Some((address, rest)) if address.contains('@') => rest.trim_end().trim_end_matches(')'),
            _ if value.contains('@') => return None,
            _ => value,
        },
    };
    let name = name.trim().trim_matches(['"', '\'']).trim();
    // `Lee, Ann`
    let name = match name.split_once(", ") {
        Some((last, first)) if !last.contains(' ') && !first.contains([' ', ',']) => format!("{first} {last}"),
        _ => name.to_owned(),
    };
    (name.contains(char::is_alphabetic) && !name.contains('@')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Kind};

    fn head(lines: &[&str]) -> Vec<(usize, Found)> {
        let blocks: Vec<Block> = lines.iter().map(|line| Block::new(Kind::Paragraph, *line)).collect();
        read(&Layout { blocks: blocks.iter().collect(), first: blocks.len(), last: 0 })
    }

    #[test]
    fn what_programs_pass_on() {
        let found = head(&[
            "Return-Path: <ann@example.org>",
            "Received: from mill.example.org by rye.example.org",
            "id 20190503; Fri, 3 May 2019 10:21:00 +0200",
            "Date: Fri, 3 May 2019 10:20:00 +0200",
            "From: \"Ann Lee\" <ann@example.org>",
            "Subject: The mill",
            "X-List: mills",
            "The wheel turns again.",
        ]);
        assert_eq!(found.len(), 7);
        assert!(found[2].1.is_empty());
        assert_eq!(found[3].1, [(MetaKey::Date, "2019-05-03T10:20:00+02:00".to_owned())]);
        assert_eq!(found[4].1, [(MetaKey::Author, "Ann Lee".to_owned())]);
        assert_eq!(found[5].1, [(MetaKey::Title, "The mill".to_owned())]);
        assert!(head(&["From: Hythe", "To: Rye", "Subject: the ferry"]).is_empty());
        assert!(head(&["Lines: three", "The wheel turns again."]).is_empty());
    }

    #[test]
    fn senders() {
        for (value, name) in [
            ("Ann Lee <ann@example.org>", Some("Ann Lee")),
            ("\"Lee, Ann\" <ann@example.org>", Some("Ann Lee")),
            ("ann@example.org (Ann Lee)", Some("Ann Lee")),
            ("ann@example.org", None),
            ("<ann@example.org>", None),
        ] {
            assert_eq!(sender(value).as_deref(), name, "{value}");
        }
    }
}
