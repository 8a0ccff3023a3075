//! Tokens for html5ever's tree builder, by the rules of the HTML standard (13.2.5).
//!
//! The page is whole, so the states of the standard become stretches between two marks: text up to `<`, a value up to
//! its quote. Text goes to the tree builder as a share of the page, not as a copy.

mod declarations;
mod raw;

use std::collections::HashMap;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use html5ever::{LocalName, local_name};
use memchr::{memchr, memchr2};

use super::names::{Attr, Names};
use super::references::resolve;
use super::sink::{Sink, carried, mark};
use super::{NodeId, Tree};

/// How the text that follows is read.
enum Mode {
    Data,
    /// Text up to the end tag of an element, with references or without.
    Raw {
        references: bool,
    },
    /// As `Raw` without references, but for what scripts may quote.
    Script,
    Plain,
}

pub(super) struct Tokens<'s> {
    /// The page, and the same as something that can be shared.
    text: &'s str,
    shared: StrTendril,
    at: usize,
    builder: TreeBuilder<NodeId, Sink>,
    names: Names,
    mode: Mode,
    /// The name of the last start tag, which ends raw text.
    last: &'s str,
    /// Sets of attributes of formatting elements, which html5ever compares, by how they are written.
    formats: HashMap<&'s str, u32>,
}

impl<'s> Tokens<'s> {
    pub(super) fn new(source: &'s StrTendril, builder: TreeBuilder<NodeId, Sink>) -> Tokens<'s> {
        Tokens {
            text: source,
            shared: source.clone(),
            at: if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
            builder,
            names: Names::new(source.len()),
            mode: Mode::Data,
            last: "",
            formats: HashMap::new(),
        }
    }

    /// Reads the page to its end.
    pub(super) fn run(mut self) -> Tree {
        while self.at < self.text.len() {
            match self.mode {
                Mode::Data => self.data(),
                Mode::Raw { references } => self.raw(references),
                Mode::Script => self.script(),
                Mode::Plain => {
                    self.raw_text(self.at, self.text.len(), false);
                    self.at = self.text.len();
                }
            }
        }
        self.emit(Token::EOFToken);
        self.builder.end();
        self.builder.sink.finish()
    }

    fn bytes(&self) -> &'s [u8] {
        self.text.as_bytes()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes().get(at).copied()
    }

    /// Where `byte` stands at or after `from`, or the end of the page.
    fn find(&self, byte: u8, from: usize) -> usize {
        let rest = self.bytes().get(from..).unwrap_or_default();
        memchr(byte, rest).map_or(self.text.len(), |n| from + n)
    }

    fn emit(&mut self, token: Token) {
        match self.builder.process_token(token, 1) {
            TokenSinkResult::Plaintext => self.mode = Mode::Plain,
            TokenSinkResult::RawData(kind) => {
                self.mode = match kind {
                    RawKind::Rcdata => Mode::Raw { references: true },
                    RawKind::Rawtext => Mode::Raw { references: false },
                    RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => Mode::Script,
                };
            }
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {}
        }
    }

    /// Emits a stretch of the page as it is.
    fn share(&mut self, from: usize, to: usize) {
        if from < to {
            let (start, len) = (u32::try_from(from), u32::try_from(to - from));
            let piece = match (start, len) {
                (Ok(start), Ok(len)) => self.shared.try_subtendril(start, len).ok(),
                _ => None,
            };
            if let Some(piece) = piece {
                self.emit(Token::CharacterTokens(piece));
            }
        }
    }

    /// Emits text with its references resolved; a NUL is a token of its own.
    fn characters(&mut self, from: usize, to: usize) {
        if memchr2(b'&', 0, &self.bytes()[from..to]).is_none() {
            return self.share(from, to);
        }
        let mut at = from;
        while at < to {
            let end = at + memchr(0, &self.bytes()[at..to]).unwrap_or(to - at);
            if memchr(b'&', &self.bytes()[at..end]).is_some() {
                let mut out = String::with_capacity(end - at);
                resolve(&self.text[at..end], false, &mut out);
                self.emit(Token::CharacterTokens(StrTendril::from_slice(&out)));
            } else {
                self.share(at, end);
            }
            if end < to {
                self.emit(Token::NullCharacterToken);
            }
            at = end + 1;
        }
    }

    /// Emits text of which no part is markup, with U+FFFD for NUL.
    fn raw_text(&mut self, from: usize, to: usize, references: bool) {
        let text = &self.text[from..to];
        let nul = memchr(0, text.as_bytes()).is_some();
        if !(nul || references && memchr(b'&', text.as_bytes()).is_some()) {
            return self.share(from, to);
        }
        let mut out = String::with_capacity(text.len());
        if references {
            resolve(text, false, &mut out)
        } else {
            out.push_str(text)
        }
        if nul {
            out = out.replace('\0', "\u{fffd}");
        }
        self.emit(Token::CharacterTokens(StrTendril::from_slice(&out)));
    }

    /// Text up to the next tag, and the tag.
    fn data(&mut self) {
        let from = self.at;
        let mut look = from;
        loop {
            let start = self.find(b'<', look);
            let markup = match self.byte(start + 1) {
                Some(b'/') => self.byte(start + 2).is_some(),
                Some(b'!' | b'?') => true,
                Some(b) => b.is_ascii_alphabetic(),
                None => false,
            };
            if start < self.text.len() && !markup {
                look = start + 1;
                continue;
            }
            self.characters(from, start);
            self.at = start;
            match self.byte(start + 1) {
                None => {}
                Some(b'/') if self.byte(start + 2).is_some_and(|b| b.is_ascii_alphabetic()) => self.tag(true),
                Some(b'/') if self.byte(start + 2) == Some(b'>') => self.at = start + 3,
                Some(b'/') => self.bogus(start + 2),
                Some(b'!') => self.declaration(),
                Some(b'?') => self.bogus(start + 1),
                Some(_) => self.tag(false),
            }
            return;
        }
    }

    fn skip_space(&self, mut at: usize) -> usize {
        while self.byte(at).is_some_and(is_space) {
            at += 1;
        }
        at
    }

    /// The end of a run of bytes of which none is in `stops`.
    fn run_of(&self, mut at: usize, stops: impl Fn(u8) -> bool) -> usize {
        while self.byte(at).is_some_and(|b| !stops(b)) {
            at += 1;
        }
        at
    }

    /// A tag, at whose `<` we are; without an end it is dropped.
    fn tag(&mut self, end_tag: bool) {
        let start = self.at + if end_tag { 2 } else { 1 };
        let stop = |b| is_space(b) || matches!(b, b'/' | b'>');
        let mut at = self.run_of(start, stop);
        let label = &self.text[start..at];
        let name = self.names.get(label);
        let mut tag = Tag {
            kind: if end_tag { TagKind::EndTag } else { TagKind::StartTag },
            name,
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        let written = at;
        let mut read = Read { kept: self.builder.sink.with(|tree| tree.kept()), seen: 0, any: false };
        loop {
            at = self.skip_space(at);
            match self.byte(at) {
                None => return self.at = self.text.len(),
                Some(b'>') => break,
                Some(b'/') => {
                    at += 1;
                    tag.self_closing = self.byte(at) == Some(b'>');
                }
                Some(_) => match self.attribute(at, end_tag, &mut read, &mut tag) {
                    Some(next) => at = next,
                    None => return self.at = self.text.len(),
                },
            }
        }
        self.at = at + 1;
        if !end_tag {
            self.last = label;
            let set = self.attributes_of(&tag.name, &self.text[written..at], &read);
            tag.attrs.extend(set.map(carried));
        }
        self.emit(Token::TagToken(tag));
    }

    /// The set of attributes of a start tag, if it needs one.
    fn attributes_of(&mut self, name: &LocalName, written: &'s str, read: &Read) -> Option<u32> {
        let new = |sink: &Sink| sink.with(|tree| tree.set(read.kept));
        let sink = &self.builder.sink;
        // html5ever keeps at most three formatting elements open that are the same, so they must not look the same
        // only because nobody asks for their attributes. There is never more than one link open.
        if read.any && is_formatting(name) {
            return Some(*self.formats.entry(written).or_insert_with(|| new(sink)));
        }
        (read.seen != 0).then(|| new(sink))
    }

    /// Reads an attribute; gives where it ends, or nothing if the page ends in it.
    fn attribute(&mut self, start: usize, end_tag: bool, read: &mut Read, tag: &mut Tag) -> Option<usize> {
        // A name may begin with `=`.
        let end = self.run_of(start + 1, |b| is_space(b) || matches!(b, b'/' | b'>' | b'='));
        let mut at = self.skip_space(end);
        let (mut from, mut to) = (at, at);
        if self.byte(at)? == b'=' {
            at = self.skip_space(at + 1);
            match self.byte(at)? {
                quote @ (b'"' | b'\'') => {
                    from = at + 1;
                    to = self.find(quote, from);
                    at = to + 1;
                    if to == self.text.len() {
                        return None;
                    }
                }
                b'>' => (from, to) = (at, at),
                _ => {
                    from = at;
                    to = self.run_of(at, |b| is_space(b) || b == b'>');
                    at = to;
                }
            }
        }
        if end_tag {
            return Some(at);
        }
        read.any = true;
        let name = &self.text[start..end];
        if tag.name == local_name!("font") {
            // In a picture these say that the picture was left.
            let known = [local_name!("color"), local_name!("face"), local_name!("size")];
            tag.attrs.extend(known.into_iter().filter(|k| name.eq_ignore_ascii_case(&k[..])).map(|k| mark(k, "")));
        }
        let Some(attr) = Attr::of(name.as_bytes()) else { return Some(at) };
        if read.seen & attr.bit() == 0 {
            read.seen |= attr.bit();
            let value = &self.text[from..to];
            if attr == Attr::Type && tag.name == local_name!("input") {
                tag.attrs.push(mark(local_name!("type"), value));
            }
            self.keep(attr, from, value);
        }
        Some(at)
    }

    fn keep(&self, attr: Attr, from: usize, value: &str) {
        self.builder.sink.with(|tree| {
            if memchr2(b'&', 0, value.as_bytes()).is_none() {
                tree.keep(attr, from, value.len());
            } else {
                let value = value.replace('\0', "\u{fffd}");
                tree.keep_decoded(attr, |out| resolve(&value, true, out));
            }
        });
    }
}

/// What was read of the attributes of a tag.
struct Read {
    /// Attributes that the tree had before.
    kept: u32,
    /// Those that this tag has, as bits.
    seen: u32,
    /// Whether it has any, known or not.
    any: bool,
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\n' | b'\t' | b'\x0c')
}

/// Formatting elements, of which html5ever may have to open equal ones again.
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}
