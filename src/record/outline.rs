//! The outline of a document: sections in reading order, with the texts that joined give the body.

use super::Headings;
use crate::document::{Document, Kind};

/// A heading with the body under it, up to the next heading.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    /// 1 to 6; 0 for what stands before the first heading, under the title of the document if that stands in the page.
    pub(crate) level: u8,
    pub(crate) heading: Option<&'a str>,
    /// The texts that joined by `\n` are the body of the section; none of them is empty.
    pub(crate) texts: Vec<&'a str>,
    /// Lines of the body that are code: first, and one behind the last.
    pub(crate) code: Vec<(usize, usize)>,
}

impl Section<'_> {
    /// Number of lines of the body.
    pub(crate) fn lines(&self) -> usize {
        lines(&self.texts)
    }
}

/// Texts for which the section before the first heading has room from the start.
const LINES: usize = 64;

/// The same for the others.
const SOME: usize = 8;

/// The sections. Joining their bodies by `\n`, empty ones left out, gives the body of the document.
pub(crate) fn outline(doc: &Document) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    // Texts of the last section whose lines are counted, and the lines: only those before code are.
    let mut counted = (0, 0);
    for block in doc.blocks() {
        let level = match block.kind() {
            Kind::Title => Some(0),
            Kind::Heading(level) => Some(level.max(1)),
            _ => None,
        };
        if let Some(level) = level {
            counted = (0, 0);
            sections.push(Section { level, heading: Some(block.text()), texts: Vec::new(), code: Vec::new() });
        } else if block.kind().is_body() && !block.text().is_empty() {
            if sections.is_empty() {
                // Most documents have no other.
                let texts = Vec::with_capacity(doc.order.len().min(LINES));
                sections.push(Section { level: 0, heading: None, texts, code: Vec::new() });
            }
            let Some(section) = sections.last_mut() else { continue };
            if section.texts.capacity() == 0 {
                section.texts.reserve(SOME);
            }
            if block.kind() == Kind::Code {
                let first = counted.1 + lines(&section.texts[counted.0..]);
                counted = (section.texts.len() + 1, first + lines(&[block.text()]));
                section.code.push((first, counted.1));
            }
            section.texts.push(block.text());
        }
    }
    sections
}

fn lines(texts: &[&str]) -> usize {
    texts.iter().map(|text| 1 + memchr::memchr_iter(b'\n', text.as_bytes()).count()).sum()
}

/// The line of a heading as the body of the document shows it: what stands before it, and itself.
pub(crate) fn heading_line<'a>(section: &Section<'a>, headings: Headings) -> Option<(&'static str, &'a str)> {
    const MARKS: &[&str] = &["# ", "# ", "## ", "### ", "#### ", "##### ", "###### "];
    let heading = section.heading?;
    match headings {
        Headings::Markdown => Some((MARKS.get(usize::from(section.level)).copied().unwrap_or("###### "), heading)),
        Headings::Plain => Some(("", heading)),
        Headings::Omit => None,
    }
}

/// The body of all sections, with headings or without.
pub(crate) fn text(sections: &[Section<'_>], headings: Headings) -> String {
    let mut out = String::new();
    let mut line = |parts: [&str; 2]| {
        if !out.is_empty() {
            out.push('\n');
        }
        out.extend(parts);
    };
    for section in sections {
        if let Some((mark, heading)) = heading_line(section, headings) {
            line([mark, heading]);
        }
        for text in &section.texts {
            line([text, ""]);
        }
    }
    out
}
