//! The outline of a document: sections in reading order, with the texts that joined give the body.

use super::Headings;
use crate::document::{Block, Document, Kind};

/// A heading with the body under it, up to the next heading.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    /// 1 to 6; 0 for what stands before the first heading.
    pub(crate) level: u8,
    pub(crate) heading: Option<&'a str>,
    pub(crate) text: String,
    /// Lines of `text` that are code: first, and one behind the last.
    pub(crate) code: Vec<(usize, usize)>,
}

/// The sections. Joining their texts by `\n`, empty ones left out, gives the body.
pub(crate) fn outline(doc: &Document) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut blocks = doc.blocks();
    while let Some(block) = blocks.next() {
        if let Kind::Heading(level) = block.kind() {
            let heading = Some(block.text());
            let text = String::with_capacity(room(blocks.clone()));
            sections.push(Section { level: level.max(1), heading, text, code: Vec::new() });
        } else if block.kind().is_body() && !block.text().is_empty() {
            if sections.is_empty() {
                let text = String::with_capacity(block.text().len() + 1 + room(blocks.clone()));
                sections.push(Section { level: 0, heading: None, text, code: Vec::new() });
            }
            let Some(section) = sections.last_mut() else { continue };
            if !section.text.is_empty() {
                section.text.push('\n');
            }
            let code = block.kind() == Kind::Code;
            let first = if code { lines(&section.text) } else { 0 };
            section.text.push_str(block.text());
            if code {
                section.code.push((first, first + 1 + lines(block.text())));
            }
        }
    }
    sections
}

/// Bytes of the body up to the next heading, with line ends.
fn room<'a>(blocks: impl Iterator<Item = &'a Block>) -> usize {
    let section = blocks.take_while(|b| !b.kind().is_heading());
    section.filter(|b| b.kind().is_body()).map(|b| b.text().len() + 1).sum()
}

fn lines(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// The body of all sections, with headings or without.
pub(crate) fn text(sections: &[Section<'_>], headings: Headings) -> String {
    let mut out = String::with_capacity(sections.iter().map(|s| s.text.len() + 1).sum());
    let mut line = |parts: &[&str]| {
        if !out.is_empty() {
            out.push('\n');
        }
        for part in parts {
            out.push_str(part);
        }
    };
    for section in sections {
        match (headings, section.heading) {
            (Headings::Markdown, Some(heading)) => {
                line(&["######".get(..usize::from(section.level)).unwrap_or("######"), " ", heading]);
            }
            (Headings::Plain, Some(heading)) => line(&[heading]),
            _ => {}
        }
        if !section.text.is_empty() {
            line(&[&section.text]);
        }
    }
    out
}
