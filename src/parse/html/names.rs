//! Classes and ids of a page's elements. A page has far fewer of them than elements: each is looked at once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::search::AnyOf;
use crate::model::measure::{BASIS, step};
use crate::phrases::Words;

/// A class or an id as it is written, which may be several words.
#[derive(Debug, Default)]
pub(super) struct Name {
    /// Its words, as numbers: cut at capitals, digits and marks, lower-case.
    pub(super) words: Vec<u32>,
    /// What its words speak of, as bits of [`speaks`].
    pub(super) speaks: u16,
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
            self.list.push(Name {
                words,
                speaks: SPEAKING.sorts_in(name) & if name.len() < LONGEST_TELLING { !0 } else { !speaks::METADATA },
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

/// What the words of classes and ids speak of, a bit each.
pub(super) mod speaks {
    /// Comments or other texts, anywhere around; in the element itself.
    pub(crate) const OTHERS: u16 = 1 << 1;
    pub(crate) const APART: u16 = 1 << 2;
    /// A layer that asks for consent.
    pub(crate) const CONSENT: u16 = 1 << 3;
    /// A writer; what else there is of a writer; the name alone; the name of an account.
    pub(crate) const WRITER: u16 = 1 << 4;
    pub(crate) const ABOUT_WRITER: u16 = 1 << 5;
    pub(crate) const NAME: u16 = 1 << 6;
    pub(crate) const ACCOUNT: u16 = 1 << 7;
    /// A date and more; a date; one that changed, or none.
    pub(crate) const DATE: u16 = 1 << 8;
    pub(crate) const DATE_ONLY: u16 = 1 << 9;
    pub(crate) const CHANGED: u16 = 1 << 10;
    /// The same of elements that are dates by their markup.
    pub(crate) const TIME_CHANGED: u16 = 1 << 11;
    pub(crate) const TIME_PUBLISHED: u16 = 1 << 12;
    /// The path to the page.
    pub(crate) const PATH: u16 = 1;
    /// The medium that printed the text.
    pub(crate) const SOURCE: u16 = 1 << 13;
    /// Metadata of some sort.
    pub(crate) const METADATA: u16 = WRITER | DATE | PATH | SOURCE;
}

static SPEAKING: LazyLock<AnyOf> = LazyLock::new(|| {
    let lists = [
        (Words::ClassOthers, speaks::OTHERS),
        (Words::ClassApart, speaks::APART),
        (Words::ClassWriter, speaks::WRITER),
        (Words::ClassAboutWriter, speaks::ABOUT_WRITER),
        (Words::ClassName, speaks::NAME),
        (Words::ClassAccount, speaks::ACCOUNT),
        (Words::ClassDate, speaks::DATE),
        (Words::ClassDateOnly, speaks::DATE_ONLY),
        (Words::ClassChanged, speaks::CHANGED),
        (Words::TimeChanged, speaks::TIME_CHANGED),
        (Words::TimePublished, speaks::TIME_PUBLISHED),
        (Words::ClassPath, speaks::PATH),
        (Words::ClassSource, speaks::SOURCE),
    ];
    let consent = include_str!("../../data/content/consent.txt").lines().map(|word| (word, speaks::CONSENT));
    let words = lists.into_iter().flat_map(|(list, sort)| list.all().iter().map(move |word| (*word, sort)));
    AnyOf::sorted(words.chain(consent))
});
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
