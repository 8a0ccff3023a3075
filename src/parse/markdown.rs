//! Markdown (CommonMark with tables) with HTML fragments inside.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::lines::{are_paragraphs, are_short, cells, is_row, lays_out, without_cells};
use super::masked::{self, masked};
use super::placed::{Placed, inside};
use super::set_in::{is_markup, left_open, linked, trailing_address};
use super::{ParseOptions, Parsed, code, dialects, html, pictures};
use crate::chars;
use crate::document::{Block, Hints, Kind, Link};

/// Links kept of one block: enough to recognise a navigation line.
const MOST_LINKS: usize = 64;

/// Bytes of the shortest heading that is taken for a paragraph where it ends a sentence: some 70 Han characters, or 40 words.
const LONGEST_HEADING: usize = 210;

pub(super) fn parse(text: &str, options: &ParseOptions) -> Parsed {
    parse_around(text, &code::find(text), options)
}

/// Parses a text of which some stretches are code that nothing marks: for Markdown they are blank lines.
pub(super) fn parse_around(text: &str, code: &[Range<usize>], options: &ParseOptions) -> Parsed {
    let mut builder = Builder::new(text, options);
    let masked = masked(text, code);
    let mut code = code.iter().peekable();
    let mut extensions = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    // Without a note there is no mark of one: `[^1]` is text then.
    extensions.set(Options::ENABLE_FOOTNOTES, memchr::memmem::find(text.as_bytes(), b"]:").is_some());
    extensions.set(Options::ENABLE_MATH, memchr::memchr(b'$', masked.as_bytes()).is_some());
    let parser = Parser::new_ext(&masked, extensions);
    for (event, range) in parser.into_offset_iter() {
        while let Some(code) = code.next_if(|code| code.end <= range.start) {
            builder.code(code.clone());
        }
        builder.event(masked::unmasked(event, &range, text), range);
    }
    builder.flush();
    code.for_each(|code| builder.code(code.clone()));
    pictures::drop_repeated(&mut builder.parsed.blocks);
    builder.parsed
}

struct Builder<'a> {
    source: &'a str,
    options: &'a ParseOptions,
    parsed: Parsed,
    /// The block being written.
    text: Placed<'a>,
    kind: Option<Kind>,
    /// Whether a line ended since the last text.
    soft_break: bool,
    /// Bytes of the number at the head of an item.
    number: usize,
    links: Vec<Link>,
    link_chars: u32,
    /// Where the text of the open link began in `text`, once it has some, and its target.
    open_link: Option<(Option<usize>, String)>,
    html: String,
    /// Elements that the HTML so far left open, so that what is set in and begins with a tag is more of it, and whether this is.
    open_elements: isize,
    in_html: bool,
    /// Depth of open images, and what they say instead of the picture.
    images: u32,
    alt: String,
    caption: String,
    /// Whether a picture stands right before the block, alone or at its head.
    pictured: bool,
    quotes: u32,
    items: u32,
    /// Depth of open strong emphasis, and whether some of the block is outside of it.
    strong: u32,
    plain: bool,
    /// Whether each line is a paragraph, see [`are_paragraphs`].
    lines: bool,
    /// Whether the lines of this paragraph are too short to be wrapped, or rows of a table.
    short: bool,
    /// Whether the open table lays out a page.
    layout: bool,
    /// Whether the open block stands directly under the last one.
    joined: bool,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, options: &'a ParseOptions) -> Builder<'a> {
        Builder {
            source,
            options,
            // A block and the blank line behind it take some hundred bytes.
            parsed: Parsed { blocks: Vec::with_capacity(source.len() / 128 + 4), ..Parsed::default() },
            text: Placed::new(source),
            kind: None,
            soft_break: false,
            number: 0,
            links: Vec::new(),
            link_chars: 0,
            open_link: None,
            html: String::new(),
            open_elements: 0,
            in_html: false,
            images: 0,
            alt: String::new(),
            caption: String::new(),
            pictured: false,
            quotes: 0,
            items: 0,
            strong: 0,
            plain: false,
            lines: are_paragraphs(source),
            short: false,
            layout: false,
            joined: false,
        }
    }

    fn code(&mut self, range: Range<usize>) {
        self.flush();
        self.parsed.blocks.extend(code::block(self.source, range));
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Item) => {
                self.items += 1;
                self.open(Kind::ListItem);
                self.number(range);
            }
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range.end),
            Event::Text(t) if self.in_html => self.html.push_str(&t),
            Event::Text(t) | Event::Code(t) if self.images > 0 => self.in_its_place(&t),
            Event::Text(t) => {
                self.plain = self.plain || self.strong == 0 && t.contains(chars::is_alphanumeric);
                self.push_highlighted(&t, range);
            }
            Event::Code(t) => self.push(&t, inside(&t, range, self.source)),
            // A formula stays as it is written.
            Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.push(self.source.get(range.clone()).unwrap_or_default(), range)
            }
            Event::SoftBreak | Event::HardBreak
                if (self.short || self.lines && event == Event::SoftBreak)
                    && self.kind == Some(Kind::Paragraph)
                    && self.open_link.is_none() =>
            {
                self.open(Kind::Paragraph);
                self.joined = true;
            }
            Event::SoftBreak => self.soft_break = true,
            Event::HardBreak => self.text.join("\n", range.end),
            Event::Html(t) => self.html.push_str(&t),
            Event::InlineHtml(t) => {
                let tag = t.trim_start_matches(['<', '/']).to_ascii_lowercase();
                if tag.starts_with("br") || tag.starts_with("p>") || tag.starts_with("p ") {
                    self.text.join("\n", range.end);
                }
            }
            Event::Rule => self.flush(),
            Event::TaskListMarker(done) => self.push(if done { "[x] " } else { "[ ] " }, range),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.open(Kind::Heading(level as u8)),
            Tag::Paragraph if self.kind == Some(Kind::ListItem) && self.text.text().len() == self.number => {}
            Tag::Paragraph => {
                let kind = if self.items > 0 { Kind::ListItem } else { Kind::Paragraph };
                let kind = if self.quotes > 0 { Kind::Quote } else { kind };
                let text = self.source.get(range).unwrap_or_default();
                let kind = if kind == Kind::Paragraph && pictures::is_shown(text) { Kind::Caption } else { kind };
                self.short = kind != Kind::Caption && are_short(text)
                    || memchr::memchr(b'|', text.as_bytes()).is_some() && text.lines().any(is_row);
                self.open(kind);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                // Indented "code" of crawled text is a paragraph with a wide indent far more often than code.
                let text = self.source.get(range).unwrap_or_default();
                let fenced = matches!(kind, CodeBlockKind::Fenced(_));
                // A blank line ends a block of HTML for Markdown, and elements go on behind it.
                if self.open_elements > 0 && !fenced && is_markup(text.trim_start()) {
                    self.flush();
                    self.html.clear();
                    self.in_html = true;
                    return;
                }
                let code = fenced || code::is_set_in(text);
                self.open(if code { Kind::Code } else { Kind::Paragraph });
            }
            Tag::Table(_) => {
                self.layout = lays_out(self.source.get(range).unwrap_or_default());
                self.open(if self.layout { Kind::Paragraph } else { Kind::Table });
            }
            // What stands side by side below the first row of such a table belongs together: `姓名 | 林秋`.
            Tag::TableRow if self.layout => {
                let beside = cells(self.source.get(range).unwrap_or_default()) >= 2;
                self.open(if beside { Kind::Table } else { Kind::Paragraph });
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html.clear();
            }
            // A note is a paragraph where it stands; the mark that leads to it is markup.
            Tag::FootnoteDefinition(_) => self.flush(),
            Tag::Image { .. } => self.images += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } => self.open_link = Some((None, dest_url.to_string())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        match tag {
            TagEnd::Heading(_) => {
                self.text.truncate(dialects::without_attributes(self.text.text()).len());
                self.flush();
            }
            TagEnd::CodeBlock if std::mem::take(&mut self.in_html) => self.take_html(),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Table => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::TableCell if self.layout && self.kind != Some(Kind::Table) => self.open(Kind::Paragraph),
            TagEnd::TableCell => self.text.join("\t", at),
            TagEnd::TableRow | TagEnd::TableHead if self.layout => {
                self.text.truncate(self.text.text().trim_end_matches('\t').len());
                self.flush();
            }
            TagEnd::TableRow | TagEnd::TableHead => {
                self.text.truncate(self.text.text().trim_end_matches('\t').len());
                self.text.join("\n", at);
            }
            TagEnd::HtmlBlock => self.take_html(),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                self.pictured |= self.text.text().is_empty();
                let alt = std::mem::take(&mut self.alt);
                let said = pictures::without_number(&alt);
                if pictures::says_something(said) {
                    let gap = if self.caption.is_empty() { "" } else { " " };
                    self.caption.extend([gap, said.trim()]);
                }
            }
            TagEnd::Link => {
                if let Some((Some(from), href)) = self.open_link.take() {
                    let inside = self.text.text().get(from..).map_or(0, |text| text.chars().count());
                    self.link_chars += u32::try_from(inside).unwrap_or(0);
                    if let (true, Ok(start), Ok(end)) =
                        (self.links.len() < MOST_LINKS, u32::try_from(from), u32::try_from(self.text.text().len()))
                    {
                        self.links.push(Link { text: start..end, href });
                    }
                }
            }
            _ => {}
        }
    }

    /// The blocks of a piece of HTML.
    fn take_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        self.open_elements = (self.open_elements + left_open(&html)).max(0);
        let (html, address) = trailing_address(&html);
        let parsed = html::parse_fragment(html, self.options);
        self.parsed.blocks.extend(parsed.blocks);
        self.parsed.evidence.extend(parsed.evidence);
        self.parsed.blocks.extend(address.map(linked));
    }

    /// What an image says in its place is no text of the page, but alone in a paragraph it is its caption. One that leads to
    /// another page is a button or a badge.
    fn in_its_place(&mut self, text: &str) {
        if self.open_link.as_ref().is_none_or(|(_, target)| pictures::is_address(target)) {
            self.alt.push_str(text);
        }
    }

    fn open(&mut self, kind: Kind) {
        self.flush();
        self.kind = Some(kind);
    }

    /// Keeps the number of an item as it is written: what other paragraphs refer to, and what a line that merely looks like
    /// an item has of its own (`1998. Es war ein …`). A bullet says nothing.
    fn number(&mut self, item: Range<usize>) {
        let Some(text) = self.source.get(item.clone()) else { return };
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && text[digits..].starts_with(['.', ')']) {
            let end = digits + 1 + usize::from(text[digits + 1..].starts_with(' '));
            self.text.push(&text[..end], item.start..item.start + end);
            self.number = end;
        }
    }

    /// Pushes a text without the marks of what it highlights: `水车==转了==一夜`.
    fn push_highlighted(&mut self, text: &str, range: Range<usize>) {
        // Text with escapes is not what stands in the source.
        let marks = if text.len() == range.len() { dialects::highlights(text) } else { Vec::new() };
        let mut at = 0;
        for mark in marks {
            self.push(&text[at..mark], range.start + at..range.start + mark);
            at = mark + dialects::HIGHLIGHT.len();
        }
        self.push(&text[at..], range.start + at..range.end);
    }

    fn push(&mut self, text: &str, range: Range<usize>) {
        if self.text.text().is_empty() && self.kind.is_none() {
            self.kind = Some(Kind::Paragraph);
        }
        let (mut place, mut text) = (range, text);
        if std::mem::take(&mut self.soft_break) {
            // A wrapped line: no space between characters of scripts without spaces.
            let all = text.len();
            text = text.trim_start();
            place.start = (place.start + all - text.len()).min(place.end);
            self.text.truncate(self.text.text().trim_end().len());
            let around = self.text.text().chars().next_back().zip(text.chars().next());
            let spaced = around.is_some_and(|(a, b)| !(chars::is_cjk(a) && chars::is_cjk(b)));
            self.text.join(if spaced { " " } else { "" }, place.start);
        }
        // Behind the end of a wrapped line, whose white space is gone now.
        let now = self.text.text().len();
        self.open_link.iter_mut().for_each(|(from, _)| _ = from.get_or_insert(now));
        self.text.push(text, place);
    }

    fn flush(&mut self) {
        // What opens a block ends one, and nearly always nothing is open.
        if self.kind.is_none() && self.text.is_new() && self.links.is_empty() && self.caption.is_empty() {
            (self.soft_break, self.number, self.joined, self.link_chars, self.plain) = (false, 0, false, 0, false);
            return;
        }
        let mut text = std::mem::replace(&mut self.text, Placed::new(self.source));
        // A link that goes on in another block begins there anew.
        self.open_link.iter_mut().for_each(|(from, _)| *from = None);
        self.soft_break = false;
        let kind = self.kind.take();
        let number = std::mem::take(&mut self.number);
        let joined = std::mem::take(&mut self.joined);
        let links = std::mem::take(&mut self.links);
        let link_chars = std::mem::take(&mut self.link_chars);
        let caption = std::mem::take(&mut self.caption);
        let bold = !std::mem::take(&mut self.plain);
        let pictured = std::mem::take(&mut self.pictured);
        let Some(kind) = kind else { return };
        // Some sites write their paragraphs as headings.
        let long = text.text().len() >= LONGEST_HEADING && chars::is_sentence(text.text().trim_end());
        let kind = if matches!(kind, Kind::Heading(_)) && long { Kind::Paragraph } else { kind };
        if kind == Kind::Paragraph && text.text().ends_with(['|', ' ']) | text.text().starts_with('|') {
            let stays = without_cells(text.text());
            text.truncate(stays.end);
            text.skip(stays.start);
        }
        let ends = match kind {
            Kind::Code => |c| c == '\n',
            // The first cell of a table may be empty: `| | 2018 | 2019 |`.
            Kind::Table => |c: char| c.is_whitespace() && c != '\t',
            _ => char::is_whitespace,
        };
        let written = text.text().get(number..).unwrap_or_default();
        if written.chars().all(|c| ends(c) || c == '\t' && kind == Kind::Table)
            || kind == Kind::Paragraph && (is_row(written) || is_picture(written))
        {
            if !caption.is_empty() {
                self.parsed.blocks.push(Block::new(Kind::Caption, caption));
            }
            self.pictured = pictured;
            return;
        }
        let mut block = text.into_block(kind, ends).with_joined(joined);
        if bold || pictured || !links.is_empty() {
            block = block.with_hints(Hints { link_chars, links, bold, pictured, ..Hints::default() });
        }
        self.parsed.blocks.push(block);
    }
}

/// A picture that Markdown does not know as one.
fn is_picture(text: &str) -> bool {
    text.starts_with('!') && (pictures::is_embed(text) || pictures::is_data(text))
}
