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
        phrases.entry(fold(phrase).0).or_default().push(class);
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
    /// Scans a short line. Cost: a copy of it.
    pub fn of(text: &'a str) -> Scan<'a> {
        let (folded, starts) = fold(text);
        let mut hits = Vec::new();
        if let Some(automaton) = &LEXICON.automaton {
            for found in automaton.find_iter(&folded) {
                if on_word_borders(&folded, found.range())
                    && let (Ok(from), Ok(to)) = (
                        starts.binary_search_by_key(&found.start(), |s| s.0),
                        starts.binary_search_by_key(&found.end(), |s| s.0),
                    )
                {
                    let classes = LEXICON.classes.get(found.pattern().as_usize()).map_or(&[][..], Vec::as_slice);
                    hits.push(Hit { range: starts[from].1..starts[to].1, classes });
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
        let all = letters(self.text);
        let covered: usize = self.of_class(classes).filter_map(|h| self.text.get(h.range.clone())).map(letters).sum();
        if all == 0 { 0.0 } else { covered as f32 / all as f32 }
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

/// Folds a line for matching: simplified Han, half-width, lower-case, character by character; with the byte offsets
/// (folded, original) of each character and of the end.
fn fold(text: &str) -> (String, Vec<(usize, usize)>) {
    let simplified = simplify(text);
    let mut folded = String::with_capacity(text.len());
    let mut starts = Vec::with_capacity(text.len() / 2 + 1);
    for ((at, _), c) in text.char_indices().zip(simplified.chars()) {
        starts.push((folded.len(), at));
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{3000}' | '\u{a0}' => ' ',
            other => other,
        };
        folded.push(c.to_lowercase().next().unwrap_or(c));
    }
    starts.push((folded.len(), text.len()));
    (folded, starts)
}

/// Simplified Han, if that keeps the number of characters (it does but for a few phrases).
pub(crate) fn simplify(text: &str) -> Cow<'_, str> {
    let Some(converter) = Converter::named("t2s") else { return Cow::Borrowed(text) };
    match converter.convert(text) {
        Cow::Owned(new) if new.chars().count() == text.chars().count() => Cow::Owned(new),
        _ => Cow::Borrowed(text),
    }
}
