//! Phrases of boilerplate in a line: where they stand and how much of the line they cover.
//!
//! A phrase alone proves nothing, since prose talks about copyright and returning home too; coverage, position and
//! neighbours do. So this only measures.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

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
}

impl Class {
    const NAMES: [(&'static str, Class); 15] = [
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
    ];

    fn named(name: &str) -> Option<Class> {
        Class::NAMES.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
    }
}

/// The rows of the table: class, language, phrase.
pub(crate) fn rows() -> impl Iterator<Item = (Class, &'static str, &'static str)> {
    include_str!("../../data/phrases/phrases.tsv").lines().filter_map(|line| {
        let mut cells = line.split('\t');
        Some((Class::named(cells.next()?)?, cells.next()?, cells.next()?))
    })
}

/// One automaton over the phrases of all classes that are asked for together.
struct Lexicon {
    automaton: Option<AhoCorasick>,
    /// Classes of each pattern; a phrase may stand in several.
    classes: Vec<Vec<Class>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    // Folded like the text: Japanese phrases hold characters that folding simplifies (記事).
    let mut phrases: BTreeMap<String, Vec<Class>> = BTreeMap::new();
    for (class, _, phrase) in rows() {
        phrases.entry(phrase.chars().map(fold).collect()).or_default().push(class);
    }
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(phrases.keys()).ok();
    Lexicon { automaton, classes: phrases.into_values().collect() }
});

/// A phrase found in a line.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// Byte range in the line.
    pub range: Range<usize>,
    pub classes: &'static [Class],
}

/// A line with its phrases.
pub(crate) struct Scan<'a> {
    pub text: &'a str,
    pub hits: Vec<Hit>,
}

impl<'a> Scan<'a> {
    /// Scans a line. Cost: a folded copy of it and one run of the automaton, about 4 ns a byte.
    pub fn of(text: &'a str) -> Scan<'a> {
        let folded = Folded::of(text);
        let mut hits = Vec::new();
        if let Some(automaton) = &LEXICON.automaton {
            for found in automaton.find_iter(&folded.text) {
                if on_word_borders(&folded.text, found.range()) {
                    let classes = LEXICON.classes.get(found.pattern().as_usize()).map_or(&[][..], Vec::as_slice);
                    let range = folded.original(found.start())..folded.original(found.end());
                    hits.push(Hit { range, classes });
                }
            }
        }
        Scan { text, hits }
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

    /// Number of different phrases of `class`.
    pub fn distinct(&self, class: Class) -> usize {
        let mut seen: Vec<&str> = self.of_class(&[class]).filter_map(|h| self.text.get(h.range.clone())).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.len()
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '©').map(|c| if chars::is_wide(c) { 2 } else { 1 }).sum()
}

/// A phrase of letters with word borders must stand on them; scripts without spaces have none.
fn on_word_borders(text: &str, range: Range<usize>) -> bool {
    let bordered = |c: char| c.is_alphabetic() && !chars::is_cjk(c) && !chars::is_hangul(c);
    let (before, inner, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let joins = |a: Option<char>, b: Option<char>| a.is_some_and(bordered) && b.is_some_and(bordered);
    !joins(before.chars().next_back(), inner.chars().next()) && !joins(inner.chars().next_back(), after.chars().next())
}

/// A line folded for matching: simplified Han, half-width, lower-case, character by character.
struct Folded {
    text: String,
    /// Where the distance between folded and original offsets changes: (folded offset, original less folded).
    shifts: Vec<(usize, isize)>,
}

impl Folded {
    fn of(text: &str) -> Folded {
        let mut folded = String::with_capacity(text.len());
        let mut shifts = Vec::new();
        let mut shift = 0isize;
        for (at, c) in text.char_indices() {
            let now = at.cast_signed() - folded.len().cast_signed();
            if now != shift {
                shift = now;
                shifts.push((folded.len(), shift));
            }
            folded.push(fold(c));
        }
        let now = text.len().cast_signed() - folded.len().cast_signed();
        if now != shift {
            shifts.push((folded.len(), now));
        }
        Folded { text: folded, shifts }
    }

    /// The offset in the original line of a character border of the folded one.
    fn original(&self, at: usize) -> usize {
        let before = self.shifts.partition_point(|(from, _)| *from <= at);
        let shift = before.checked_sub(1).map_or(0, |n| self.shifts[n].1);
        at.saturating_add_signed(shift)
    }
}

/// The simplified form of each character of U+4E00..=U+9FFF, alone.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let converter = Converter::named("t2s");
    let simplify = |c: char| {
        let converted = converter?.convert(c.encode_utf8(&mut [0; 4])).into_owned();
        let mut chars = converted.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    ('\u{4e00}'..='\u{9fff}').map(|c| simplify(c).unwrap_or(c)).collect()
});

fn fold(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '\u{4e00}'..='\u{9fff}' => SIMPLIFIED[c as usize - 0x4e00],
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{80}'..='\u{1fff}' => c.to_lowercase().next().unwrap_or(c),
        _ => c,
    }
}

/// Simplified Han, if that keeps the number of characters (it does but for a few phrases).
pub(crate) fn simplify(text: &str) -> Cow<'_, str> {
    let Some(converter) = Converter::named("t2s") else { return Cow::Borrowed(text) };
    match converter.convert(text) {
        Cow::Owned(new) if new.chars().count() == text.chars().count() => Cow::Owned(new),
        _ => Cow::Borrowed(text),
    }
}
