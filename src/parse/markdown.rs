//! Markdown (CommonMark with tables) with HTML fragments inside.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{ParseOptions, Parsed, html};
use crate::chars;
use crate::document::{Block, Hints, Kind, Link};

/// Links kept of one block: enough to recognise a navigation line.
const MOST_LINKS: usize = 64;

pub(super) fn parse(text: &str, options: &ParseOptions) -> Parsed {
    let mut builder = Builder::default();
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range, text, options);
    }
    builder.flush(text);
    builder.parsed
}

#[derive(Default)]
struct Builder {
    parsed: Parsed,
    /// The block being written.
    text: String,
    kind: Option<Kind>,
    /// Whether a line ended since the last text.
    soft_break: bool,
    start: usize,
    end: usize,
    links: Vec<Link>,
    link_chars: u32,
    /// Where the open link began in `text`, with its target.
    open_link: Option<(usize, String)>,
    html: String,
    /// Depth of open images, and what they say instead of the picture.
    images: u32,
    caption: String,
    quotes: u32,
    items: u32,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>, source: &str, options: &ParseOptions) {
        match event {
            Event::Start(tag) => self.start(tag, range.start, source),
            Event::End(tag) => self.end(tag, source, options),
            // What an image says in its place is no text of the page, but alone in a paragraph it is its caption.
            Event::Text(t) | Event::Code(t) if self.images > 0 => self.caption.push_str(&t),
            Event::Text(t) => self.push(&t, &range),
            Event::Code(t) => self.push(&t, &range),
            Event::SoftBreak => self.soft_break = true,
            Event::HardBreak => self.text.push('\n'),
            Event::Html(t) => self.html.push_str(&t),
            Event::InlineHtml(t) => {
                let tag = t.trim_start_matches(['<', '/']).to_ascii_lowercase();
                if tag.starts_with("br") || tag.starts_with("p>") || tag.starts_with("p ") {
                    self.text.push('\n');
                }
            }
            Event::Rule => self.flush(source),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize, source: &str) {
        match tag {
            Tag::Heading { level, .. } => self.open(Kind::Heading(level_of(level)), at, source),
            Tag::Paragraph if self.kind == Some(Kind::ListItem) && self.text.is_empty() => {}
            Tag::Paragraph => {
                let kind = match (self.quotes, self.items) {
                    (1.., _) => Kind::Quote,
                    (_, 1..) => Kind::ListItem,
                    _ => Kind::Paragraph,
                };
                self.open(kind, at, source);
            }
            Tag::BlockQuote(_) => {
                self.flush(source);
                self.quotes += 1;
            }
            Tag::Item => {
                self.items += 1;
                self.open(Kind::ListItem, at, source);
            }
            Tag::CodeBlock(kind) => {
                // Indented "code" of crawled text is a paragraph with a wide indent far more often than code.
                let fenced = matches!(kind, CodeBlockKind::Fenced(_));
                self.open(if fenced { Kind::Code } else { Kind::Paragraph }, at, source);
            }
            Tag::Table(_) => self.open(Kind::Table, at, source),
            Tag::HtmlBlock => {
                self.flush(source);
                self.html.clear();
            }
            Tag::Image { .. } => self.images += 1,
            Tag::Link { dest_url, .. } => self.open_link = Some((self.text.len(), dest_url.to_string())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, source: &str, options: &ParseOptions) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Table => self.flush(source),
            TagEnd::BlockQuote(_) => {
                self.flush(source);
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush(source);
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::TableCell => self.text.push('\t'),
            TagEnd::TableRow | TagEnd::TableHead => {
                self.text.truncate(self.text.trim_end_matches('\t').len());
                self.text.push('\n');
            }
            TagEnd::HtmlBlock => {
                let parsed = html::parse_fragment(&std::mem::take(&mut self.html), options);
                self.parsed.blocks.extend(parsed.blocks);
                self.parsed.evidence.extend(parsed.evidence);
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Link => {
                if let Some((from, href)) = self.open_link.take() {
                    self.link_chars += u32::try_from(self.text[from..].chars().count()).unwrap_or(0);
                    if let (true, Ok(start), Ok(end)) =
                        (self.links.len() < MOST_LINKS, u32::try_from(from), u32::try_from(self.text.len()))
                    {
                        self.links.push(Link { text: start..end, href });
                    }
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, kind: Kind, at: usize, source: &str) {
        self.flush(source);
        self.kind = Some(kind);
        self.start = at;
    }

    fn push(&mut self, text: &str, range: &std::ops::Range<usize>) {
        if self.text.is_empty() {
            self.start = range.start;
            if self.kind.is_none() {
                self.kind = Some(Kind::Paragraph);
            }
        }
        self.end = range.end;
        if std::mem::take(&mut self.soft_break) {
            // A wrapped line: no space between characters of scripts without spaces.
            let text = text.trim_start();
            self.text.truncate(self.text.trim_end().len());
            let spaced = match (self.text.chars().next_back(), text.chars().next()) {
                (Some(a), Some(b)) => !(chars::is_cjk(a) && chars::is_cjk(b)),
                _ => false,
            };
            if spaced {
                self.text.push(' ');
            }
            self.text.push_str(text);
        } else {
            self.text.push_str(text);
        }
    }

    fn flush(&mut self, source: &str) {
        let text = std::mem::take(&mut self.text);
        self.soft_break = false;
        let kind = self.kind.take();
        let links = std::mem::take(&mut self.links);
        let link_chars = std::mem::take(&mut self.link_chars);
        let caption = std::mem::take(&mut self.caption);
        let Some(kind) = kind else { return };
        let code = kind == Kind::Code;
        let trimmed = if code { text.trim_matches('\n') } else { text.trim() };
        if trimmed.is_empty() {
            if !caption.trim().is_empty() {
                self.parsed.blocks.push(Block::new(Kind::Caption, caption.trim()));
            }
            return;
        }
        let mut block = Block::new(kind, trimmed);
        if source.get(self.start..self.end) == Some(trimmed) {
            block = block.with_origin(self.start..self.end);
        }
        if !links.is_empty() {
            block = block.with_hints(Hints { link_chars, links, ..Hints::default() });
        }
        self.parsed.blocks.push(block);
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
