//! Classes and ids of a page's elements. A page has far fewer of them than elements: each is looked at once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::measure::{BASIS, step};
use super::search::AnyOf;

/// A class or an id as it is written, which may be several words.
#[derive(Debug, Default)]
pub(super) struct Name {
    /// Its words, as numbers: cut at capitals, digits and marks, lower-case.
    pub(super) words: Vec<u32>,
    /// Whether it announces metadata.
    pub(super) telling: bool,
    /// Whether it speaks of comments or of other texts.
    pub(super) comment: bool,
    /// Whether it is that of a layer that asks for consent.
    pub(super) consent: bool,
    /// A hash without its digits, so that `post-17` and `post-18` look the same.
    pub(super) shape: u64,
}

/// All names of a page; the first is the empty one.
#[derive(Debug)]
pub(super) struct Names<'a> {
    list: Vec<Name>,
    known: HashMap<&'a str, u32>,
    /// Words of names.
    pub(super) words: Vec<Arc<str>>,
    known_words: HashMap<Arc<str>, u32>,
}

impl<'a> Names<'a> {
    /// For a page of so many nodes.
    pub(super) fn new(nodes: usize) -> Names<'a> {
        let usual = (nodes / 4).min(USUAL);
        let mut names = Names {
            list: Vec::with_capacity(usual),
            known: HashMap::with_capacity(usual),
            words: Vec::with_capacity(usual),
            known_words: HashMap::with_capacity(usual),
        };
        names.intern("");
        names
    }

    /// The number of a name.
    pub(super) fn intern(&mut self, name: &'a str) -> u32 {
        let next = number(self.list.len());
        let n = *self.known.entry(name).or_insert(next);
        if n == next {
            let mut words = Vec::with_capacity(4);
            each_word(name, |word| words.push(self.word(word)));
            let sorts = SPEAKING.sorts_in(name);
            self.list.push(Name {
                words,
                telling: name.len() < LONGEST_TELLING && sorts & TELLING != 0,
                comment: sorts & COMMENT != 0,
                consent: sorts & CONSENT != 0,
                shape: name.bytes().filter(|b| !b.is_ascii_digit()).fold(BASIS, |h, b| step(h, u64::from(b))),
            });
        }
        n
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(n) = self.known_words.get(word) {
            return *n;
        }
        let n = number(self.words.len());
        let word: Arc<str> = Arc::from(word);
        self.words.push(Arc::clone(&word));
        self.known_words.insert(word, n);
        n
    }

    pub(super) fn get(&self, n: u32) -> Option<&Name> {
        self.list.get(n as usize)
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Words in classes and ids by what they speak of.
static SPEAKING: LazyLock<AnyOf> = LazyLock::new(|| {
    let lines = |text: &'static str, sort| text.lines().map(move |word| (word, sort));
    AnyOf::sorted(
        lines(include_str!("../../data/markup/telling.txt"), TELLING)
            .chain(lines(include_str!("../../data/markup/comment.txt"), COMMENT))
            .chain(lines(include_str!("../../data/content/consent.txt"), CONSENT)),
    )
});
/// Metadata; comments or other texts; a layer that asks for consent.
const TELLING: u8 = 1;
const COMMENT: u8 = 2;
const CONSENT: u8 = 4;
/// The length (bytes) from which a class is a list of styles, which tells nothing.
const LONGEST_TELLING: usize = 200;

/// Names and words that a whole page has, mostly.
const USUAL: usize = 256;
/// Characters of a name that are looked at.
const LONGEST: usize = 200;

/// Gives the words of a name of two characters and more.
fn each_word(name: &str, mut give: impl FnMut(&str)) {
    let mut word = String::with_capacity(16);
    let mut len = 0;
    let mut lower = false;
    if name.is_ascii() {
        for b in name.bytes().take(LONGEST).chain([b' ']) {
            if !b.is_ascii_alphabetic() || b.is_ascii_uppercase() && lower {
                if word.len() > 1 {
                    give(&word);
                }
                word.clear();
            }
            if b.is_ascii_alphabetic() {
                word.push(char::from(b.to_ascii_lowercase()));
            }
            lower = b.is_ascii_lowercase();
        }
        return;
    }
    for c in name.chars().take(LONGEST).chain([' ']) {
        if !c.is_alphabetic() || c.is_uppercase() && lower {
            if len > 1 {
                give(&word);
            }
            word.clear();
            len = 0;
        }
        if c.is_alphabetic() {
            for l in c.to_lowercase() {
                word.push(l);
                len += 1;
            }
        }
        lower = c.is_lowercase();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let mut names = Names::new(100);
        let n = names.intern("post-17 mainContent x 正文");
        let words = names.get(n).map(|n| n.words.clone()).unwrap_or_default();
        let words: Vec<&str> = words.iter().map(|w| &*names.words[*w as usize]).collect();
        assert_eq!(words, ["post", "main", "content", "正文"]);
        assert_eq!(names.intern("post-17 mainContent x 正文"), n);
        let other = names.intern("post-18 mainContent x 正文");
        assert_eq!(names.get(n).map(|n| n.shape), names.get(other).map(|n| n.shape));
    }
}
