//! The writers behind a word that says so: `Posted by Ann Lee, Tom Hill and Kim Roy on March 4, 2019`.

use super::super::people::{self, names};
use super::by_line::{BESIDE, date_of, is_outlet, is_role, without_verb};
use super::filings;
use crate::dates;
use crate::phrases::Words;

/// The writers, and the date before or behind them.
pub(super) fn read(text: &str) -> Option<(Vec<String>, Option<String>)> {
    let words: Vec<(usize, &str)> =
        text.split(' ').filter(|w| !w.is_empty()).map(|w| (w.as_ptr() as usize - text.as_ptr() as usize, w)).collect();
    let at = preposition(&words)?;
    let before = text[..words[at].0].trim().trim_end_matches([',', ':']);
    if is_of_pictures(before) {
        return None;
    }
    // `Posted`, `Story`, `Text and photos`, and a date.
    let told = !without_verb(before).is_empty();
    let date = if told { date_of(before) } else { None };
    if told && date.is_none() && !verb(before) {
        return None;
    }
    let mut run = Run { text, words: &words, at, names: Vec::new(), name: Vec::new(), end: at + 1 };
    run.read();
    let rest = run.rest().trim().trim_start_matches([',', ';']);
    let names = run.names;
    let dated = date_of(rest).or_else(|| rest.find(|c: char| c.is_ascii_digit()).and_then(|_| after_place(rest)));
    let full = |n: &String| n.contains(char::is_whitespace) && n.split_whitespace().count() <= 5;
    // One word may be what somebody calls themselves, beside a date.
    let alone = dated.is_some() || date.is_some();
    let fits = !names.is_empty() && names.iter().all(|n| full(n) || alone && names.len() == 1 && n.chars().count() > 2);
    let beside = rest.is_empty() || dated.is_some() || may_follow(rest);
    (fits && beside && names.iter().all(|n| !is_role(n) && !people::is_paper(n))).then(|| (names, date.or(dated)))
}

/// Which word says that somebody wrote: the first with a name behind it.
fn preposition(words: &[(usize, &str)]) -> Option<usize> {
    let by = |w: &str| Words::Preposition.has(&w.trim_end_matches(':').to_lowercase());
    // `Posted by admin`: behind the word for what was done somebody may be written small.
    // `Written by hand`
    let posted = words.first().is_some_and(|(_, w)| matches!(&*w.to_lowercase(), "posted" | "submitted" | "uploaded"));
    let way = |w: &str| Words::ByMeans.has(&w.trim_end_matches(',').to_lowercase());
    // `Da Roma` is from there.
    let fits = |n: &usize| {
        by(words[*n].1)
            && (*n > 0 || !words[0].1.eq_ignore_ascii_case("da"))
            && (is_capital(words[*n + 1].1) || *n > 0 && posted && !way(words[*n + 1].1))
    };
    (0..words.len().checked_sub(1)?).find(fits)
}

/// Who took the pictures is none of the writers, unless the text is theirs too.
fn is_of_pictures(before: &str) -> bool {
    let any = |words: Words| before.split_whitespace().any(|w| is_word(words, w));
    any(Words::Shown) && !any(Words::Made)
}

/// What may stand behind names: what somebody is, the time, the part of the site, the paper.
fn may_follow(rest: &str) -> bool {
    rest.len() <= BESIDE
        && (is_role(rest)
            || filings::is_clock(rest)
            || rest.starts_with("in ")
            || rest.trim().starts_with("Special ")
            || is_outlet(rest))
}

/// Names behind the word at `at`: they go on as far as words with capitals, and those that join them.
struct Run<'t> {
    text: &'t str,
    words: &'t [(usize, &'t str)],
    at: usize,
    names: Vec<String>,
    /// The name that is being read.
    name: Vec<&'t str>,
    /// The word behind what was read.
    end: usize,
}

impl<'t> Run<'t> {
    fn read(&mut self) {
        while let Some((_, word)) = self.words.get(self.end) {
            let bare = word.trim_end_matches([',', ';', ':', ')']);
            let lower = bare.to_lowercase();
            if Words::And.has(&lower) && !self.name.is_empty() {
                self.close();
                self.end += 1;
                continue;
            }
            if !self.is_of_name(bare, &lower) {
                break;
            }
            self.name.push(bare);
            self.end += 1;
            if bare.len() < word.len() && !self.goes_on() {
                break;
            }
        }
        self.close();
    }

    /// What stands behind the words that were read.
    fn rest(&self) -> &'t str {
        self.words.get(self.end).map_or("", |(at, _)| &self.text[*at..])
    }

    fn close(&mut self) {
        if !self.name.is_empty() {
            self.names.push(std::mem::take(&mut self.name).join(" "));
        }
    }

    /// Whether the next word is part of a name.
    fn is_of_name(&self, bare: &str, lower: &str) -> bool {
        let letters = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
        let before_number =
            || self.words.get(self.end + 1).is_some_and(|(_, w)| w.starts_with(|c: char| c.is_ascii_digit()));
        let dated = || dates::is_month(lower.trim_end_matches('.')) && before_number();
        let first = self.name.is_empty() && self.names.is_empty();
        // `Ana Ruiz el 12 de mayo`
        let particle = || names::is_particle(bare) && !before_number();
        // `By Ann Lee Last updated May 5, 2015`
        let stops =
            self.name.len() >= 2 && matches!(lower, "last" | "updated" | "published" | "contributor" | "photos");
        letters
            && !stops
            && !dated()
            && !dates::is_weekday(lower)
            && (is_capital(bare) || first && self.at > 0 || particle())
            && !is_word(Words::Made, bare)
    }

    /// Ends the name at a mark, and says whether another follows.
    fn goes_on(&mut self) -> bool {
        let next = self.words.get(self.end).map(|(_, w)| w.trim_end_matches([',', ';']));
        if let Some(suffix) = next.filter(|w| matches!(*w, "Jr." | "Jr" | "Sr." | "Sr" | "III" | "II")) {
            self.names.push(format!("{}, {suffix}", std::mem::take(&mut self.name).join(" ")));
            self.end += 1;
            return false;
        }
        self.close();
        // `Ann Lee, Tom Hill and Kim Roy`, but `Ann Lee, Staff Writer` and `Ann Lee, CNN`.
        let next = self.rest().split([',', ';']).next().unwrap_or_default();
        next.split_whitespace().next().is_some_and(names::is_given_word) && !is_role(next)
    }
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// `in News, March 4, 2019`: the date behind another word or two.
fn after_place(text: &str) -> Option<String> {
    let commas = text.match_indices([',', ' ']).map(|(at, _)| at).take(6);
    commas.filter(|at| *at <= BESIDE).find_map(|at| date_of(text[at + 1..].trim_start_matches([',', ' '])))
}

/// What was done by them: `Story`, `Text and photos`, `Written`.
fn verb(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let part = |w: &&str| is_word(Words::Made, w) || is_word(Words::Shown, w) || Words::And.has(w);
    words.len() <= 3 && words.iter().all(part)
}

fn is_word(words: Words, word: &str) -> bool {
    words.has(&word.trim_end_matches(['s', ':']).to_lowercase())
        || words.has(&word.trim_end_matches(':').to_lowercase())
}
