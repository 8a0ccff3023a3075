//! Phrases of boilerplate in a line: where they stand and how much of the line they cover.
//!
//! A phrase alone proves nothing, since prose talks about copyright and returning home too; coverage, position and
//! neighbours do. So this only measures.

use std::borrow::Cow;
use std::ops::Range;

pub(crate) mod anchors;
mod fold;
mod lexicon;
mod trie;
mod words;

use self::lexicon::LEXICON;
pub(crate) use self::words::Words;
use crate::census::Census;
use crate::chars;
use crate::han::{Convert, Converter};

/// What a phrase marks; the classes of `data/phrases/README.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    Nav,
    Share,
    Related,
    Masthead,
    Legal,
    Author,
    Editor,
    Publisher,
    Date,
    Tag,
    Category,
    Url,
    Drop,
    Role,
    Caption,
    Contact,
    Button,
    Term,
    Urge,
    Channel,
    Page,
    Title,
}

impl Class {
    const NAMES: [(&'static str, Class); 22] = [
        ("nav", Class::Nav),
        ("share", Class::Share),
        ("related", Class::Related),
        ("masthead", Class::Masthead),
        ("legal", Class::Legal),
        ("author", Class::Author),
        ("editor", Class::Editor),
        ("publisher", Class::Publisher),
        ("date", Class::Date),
        ("tag", Class::Tag),
        ("category", Class::Category),
        ("url", Class::Url),
        ("drop", Class::Drop),
        ("role", Class::Role),
        ("caption", Class::Caption),
        ("contact", Class::Contact),
        ("button", Class::Button),
        ("term", Class::Term),
        ("urge", Class::Urge),
        ("channel", Class::Channel),
        ("page", Class::Page),
        ("title", Class::Title),
    ];

    fn named(name: &str) -> Option<Class> {
        Class::NAMES.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
    }
}

/// The rows of the table: class, language, phrase.
pub(crate) fn rows() -> impl Iterator<Item = (Class, &'static str, &'static str)> {
    include_str!("../data/phrases/phrases.tsv").lines().filter_map(|line| {
        let mut cells = line.split('\t');
        Some((Class::named(cells.next()?)?, cells.next()?, cells.next()?))
    })
}

/// A phrase found in a line.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// Byte range in the line.
    pub range: Range<usize>,
    pub classes: &'static [Class],
}

/// The phrases in a text, from left to right, the longest of those that begin at one place. Cost: one look at a table for
/// each character that begins no phrase.
pub(crate) fn find(text: &str) -> Vec<Hit> {
    LEXICON.find(text)
}

/// Whether the scan of a text, of which `census` was counted, may have hits of [`Class::Legal`].
pub(crate) fn may_be_legal(text: &str, census: &Census) -> bool {
    LEXICON.may_be_legal(text, census)
}

/// The phrase that a text opens with, marks and spaces aside: what [`Scan::begins`] finds, without reading the rest.
pub(crate) fn opening(text: &str) -> Option<Hit> {
    let at = text.find(is_letter)?;
    let hit = LEXICON.opening(&text[at..])?;
    Some(Hit { range: hit.range.start + at..hit.range.end + at, ..hit })
}

/// Whether phrases may cover `share` of a text of which `census` was counted. Most paragraphs say after a third that they cannot.
pub(crate) fn may_cover(text: &str, census: &Census, share: f32) -> bool {
    // Letters are not wider than the text; a hundredth makes good for rounding.
    let most = census.width as f32 * (1.01 - share);
    LEXICON.may_cover(text, most as usize)
}

/// A line with its phrases.
pub(crate) struct Scan<'a> {
    pub text: &'a str,
    pub hits: Cow<'a, [Hit]>,
}

impl<'a> Scan<'a> {
    /// Scans a line.
    pub fn of(text: &'a str) -> Scan<'a> {
        Scan { text, hits: Cow::Owned(find(text)) }
    }

    /// A line of which it is known that no phrase in it matters.
    pub fn empty(text: &'a str) -> Scan<'a> {
        Scan { text, hits: Cow::Borrowed(&[]) }
    }

    /// The hits of any of `classes`.
    pub fn of_class<'s>(&'s self, classes: &'s [Class]) -> impl Iterator<Item = &'s Hit> {
        self.hits.iter().filter(move |h| h.classes.iter().any(|c| classes.contains(c)))
    }

    /// Share (0 to 1) of the letters and digits of the line that phrases of `classes` cover.
    pub fn coverage(&self, classes: &[Class]) -> f32 {
        let covered: usize = self.of_class(classes).filter_map(|h| self.text.get(h.range.clone())).map(letters).sum();
        if covered == 0 { 0.0 } else { covered as f32 / letters(self.text) as f32 }
    }

    /// Whether the line begins with a phrase of `class`, marks and spaces aside.
    pub fn begins(&self, class: Class) -> Option<&Hit> {
        let first = self.hits.iter().find(|h| h.classes.contains(&class))?;
        (letters(&self.text[..first.range.start]) == 0).then_some(first)
    }

    /// The same text with the phrases that are not quoted: prose on notices quotes them, notices do not quote themselves.
    pub fn unquoted(&self) -> Scan<'_> {
        let quoted = if self.hits.is_empty() { Vec::new() } else { quotations(self.text) };
        if quoted.is_empty() {
            return Scan { text: self.text, hits: Cow::Borrowed(&self.hits) };
        }
        let hits = self.hits.iter().filter(|h| !quoted.iter().any(|q| q.contains(&h.range.start)));
        Scan { text: self.text, hits: hits.cloned().collect::<Vec<_>>().into() }
    }

    /// Number of different phrases of `class`.
    pub fn distinct(&self, class: Class) -> usize {
        self.distinct_of(&[class])
    }

    /// Number of different phrases of any of `classes`.
    pub fn distinct_of(&self, classes: &[Class]) -> usize {
        if self.hits.is_empty() {
            return 0;
        }
        let mut seen: Vec<&str> = self.of_class(classes).filter_map(|h| self.text.get(h.range.clone())).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.len()
    }
}

/// What stands between quotation marks, those within others aside: `“…”`, `「…」`, `„…“`, `«…»`, `"…"`.
fn quotations(text: &str) -> Vec<Range<usize>> {
    // What closes a quotation that a mark opens; marks of ASCII are the same on both sides.
    let closes = |open: char| match open {
        '“' => ['”', '”'],
        '„' => ['“', '”'],
        '「' => ['」', '」'],
        '『' => ['』', '』'],
        '«' => ['»', '»'],
        _ => ['"', '"'],
    };
    let mut quoted: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        if open.last().is_some_and(|(_, mark)| closes(*mark).contains(&c)) {
            let (start, _) = open.pop().unwrap_or_default();
            quoted.extend(open.is_empty().then_some(start..at));
        } else if matches!(c, '“' | '„' | '「' | '『' | '«' | '"') {
            open.push((at, c));
        }
    }
    quoted
}

fn letters(text: &str) -> usize {
    let width = |c: char| match c {
        '\u{4e00}'..='\u{9fff}' => 2,
        c if !is_letter(c) => 0,
        c if chars::is_wide(c) => 2,
        _ => 1,
    };
    text.chars().map(width).sum()
}

/// What counts as a letter of a line.
fn is_letter(c: char) -> bool {
    // Most are Han or marks between Han, for which the tables of Unicode are a long way.
    matches!(c, '\u{4e00}'..='\u{9fff}') || !chars::is_cjk_punct(c) && chars::is_alphanumeric(c) || c == '©'
}

/// Simplified Han, if that keeps the number of characters (it does but for a few phrases).
pub(crate) fn simplify(text: &str) -> Cow<'_, str> {
    let Some(converter) = Converter::named("t2s") else { return Cow::Borrowed(text) };
    match converter.convert(text) {
        Cow::Owned(new) if new.chars().count() == text.chars().count() => Cow::Owned(new),
        _ => Cow::Borrowed(text),
    }
}
