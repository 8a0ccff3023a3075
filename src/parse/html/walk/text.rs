//! Text between the elements becomes blocks.

use super::super::flag;
use super::{Item, Role, Seam, Walk};
use crate::document::Kind;

impl Walk<'_, '_> {
    pub(super) fn push(&mut self, text: &str) {
        let me = self.parent();
        let (flags, tag) = self.page.elems.get(me as usize).map_or((0, ""), |e| (e.flags, e.tag));
        if flags & flag::PRE != 0 {
            if self.at.is_none() && !text.trim().is_empty() {
                self.begin(me);
            }
            if self.at.is_some() {
                self.text.push_str(text);
                self.plain = true;
            }
            return;
        }
        // `10<sup>6</sup>`, `m<sup>2</sup>`; behind anything else it is the mark of a note.
        let power = !self.space && self.text.ends_with(|c: char| c.is_ascii_alphanumeric());
        if tag == "sup"
            && power
            && flags & flag::LINK == 0
            && self.at.is_some()
            && let Some(raised) = text.chars().map(raised).collect::<Option<String>>()
        {
            self.text.push_str(&raised);
            return;
        }
        if self.at.is_some()
            && !self.space
            && flags & flag::LINK == 0
            && matches!(tag, "sup" | "sub")
            && let Some(script) = self.script(tag, text)
        {
            self.text.push_str(&script);
            return;
        }
        if self.at.is_some() && self.is_note(text, flags) {
            return;
        }
        let mut rest = text;
        loop {
            let start = rest.bytes().position(|b| !is_space(b)).unwrap_or(rest.len());
            self.space |= start > 0;
            rest = rest.get(start..).unwrap_or_default();
            if rest.is_empty() {
                return;
            }
            if self.at.is_none() {
                self.begin(me);
            } else if self.space || self.seam == Seam::Between && is_seam(&self.text, rest) {
                self.text.push(' ');
            }
            self.space = false;
            self.seam = Seam::None;
            let (len, spaces) = words(rest.as_bytes());
            let (run, after) = rest.split_at_checked(len).unwrap_or((rest, ""));
            self.text.push_str(run);
            // Marks and indents tell nothing.
            self.plain = self.plain || flags & flag::BOLD == 0 && run.contains(char::is_alphanumeric);
            if flags & flag::LINK != 0 {
                self.link_chars += u32::try_from(run.chars().count() - spaces).unwrap_or(u32::MAX);
            }
            rest = after;
        }
    }

    fn begin(&mut self, inner: u32) {
        let block = self.open.iter().rev().find(|(_, role)| *role != Role::Inline).map_or(0, |(n, _)| *n);
        self.at = Some((block, inner));
        self.pictured = self.image.take() == Some(block);
        self.framed = self.image_table.take().is_some_and(|table| self.tables.last() == Some(&table));
        self.space = false;
        self.link_from = 0;
        self.plain = false;
    }

    pub(super) fn flush(&mut self, broken: bool) {
        self.note_link();
        self.space = false;
        self.seam = Seam::None;
        self.link_from = 0;
        let Some((elem, inner)) = self.at.take() else { return };
        let links = std::mem::take(&mut self.links);
        let link_chars = std::mem::take(&mut self.link_chars);
        let text = tidy(&self.text, self.page.elems.get(elem as usize).map_or(0, |e| e.flags));
        self.text.clear();
        if text.is_empty() {
            return;
        }
        let Some(at) = self.page.elems.get(elem as usize) else { return };
        let flags = at.flags | self.page.elems.get(inner as usize).map_or(0, |e| e.flags);
        let kind = self.kind(elem);
        self.page.items.push(Item {
            text,
            kind,
            elem,
            inner,
            flags,
            link_chars,
            links,
            bold: !self.plain,
            row: self.row,
            cell: self.cell,
            table: self.tables.last().copied().unwrap_or(0),
            broken,
            pictured: self.pictured,
            framed: self.framed,
        });
    }

    /// What the markup calls a block whose innermost block element is `elem`.
    fn kind(&self, elem: u32) -> Kind {
        let mut at = elem;
        for step in 0..4 {
            let Some(e) = self.page.elems.get(at as usize) else { break };
            match e.tag {
                "h1" => return Kind::Heading(1),
                "h2" => return Kind::Heading(2),
                "h3" => return Kind::Heading(3),
                "h4" => return Kind::Heading(4),
                "h5" => return Kind::Heading(5),
                "h6" => return Kind::Heading(6),
                "pre" | "listing" | "xmp" => return Kind::Code,
                "figcaption" | "caption" => return Kind::Caption,
                "li" | "dt" | "dd" => {
                    // A second paragraph of an item is a paragraph.
                    let first = self.page.items.last().is_none_or(|last| last.elem < at);
                    return if step == 0 || first { Kind::ListItem } else { Kind::Paragraph };
                }
                "blockquote" => return Kind::Quote,
                "td" | "th" | "body" | "article" | "section" | "main" | "table" => break,
                // A button beside the words of a heading does something; a heading that is all button opens its section.
                "button" if self.page.items.last().is_some_and(|last| last.elem == e.parent) => break,
                _ => at = e.parent,
            }
        }
        let flags = self.page.elems.get(elem as usize).map_or(0, |e| e.flags);
        if flags & flag::QUOTE != 0 { Kind::Quote } else { Kind::Paragraph }
    }
}

/// The raised form of what stands in exponents: without it `10<sup>6</sup>` would read 106.
fn raised(c: char) -> Option<char> {
    Some(match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(u32::from('⁴') + (u32::from(c) - u32::from('4')))?,
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        _ => return None,
    })
}

/// Whether a sentence ends before and another begins after the seam of two inline elements, as styles set them apart.
fn is_seam(before: &str, after: &str) -> bool {
    let sentence = before.strip_suffix(['.', '?', '!']).is_some_and(|t| t.ends_with(char::is_lowercase));
    let mut next = after.chars();
    sentence && next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase)
}

/// White space of HTML.
fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}

/// The length of the words at the beginning of a text between which single blanks stand, and how many blanks.
fn words(text: &[u8]) -> (usize, usize) {
    let mut spaces = 0;
    let mut at = 0;
    while let Some(b) = text.get(at) {
        if is_space(*b) {
            if *b != b' ' || text.get(at + 1).is_none_or(|next| is_space(*next)) {
                break;
            }
            spaces += 1;
        }
        at += 1;
    }
    (at, spaces)
}

/// Trims a block; entities that were escaped twice are decoded outside code.
fn tidy(text: &str, flags: u32) -> String {
    if flags & flag::PRE != 0 {
        return text.trim_matches('\n').trim_end().to_owned();
    }
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    if text.contains('&') && text.contains(';') {
        return super::super::entities::decode_twice(text).trim_matches(blank).to_owned();
    }
    text.trim_matches(blank).to_owned()
}
