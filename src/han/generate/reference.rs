//! OpenCC's conversion written down naively, as an oracle for the engine: no tables, no merging, no shortcuts.

use super::STEPS;
use super::dictionary::Dictionaries;
use crate::han::ids::sequence_len;

/// The name of a configuration, its segmentation dictionary (the first group of a step), and its chain.
type Config = (&'static str, Option<&'static str>, &'static [&'static str]);

const CONFIGS: &[Config] = &[
    ("s2t", None, &["st"]),
    ("t2s", None, &["ts"]),
    ("s2tw", Some("st"), &["st", "tw"]),
    ("tw2s", Some("ts"), &["tw-rev", "ts"]),
    ("s2twp", Some("st"), &["st", "twp"]),
    ("tw2sp", Some("ts"), &["twp-rev", "ts"]),
    ("s2hk", Some("st"), &["st", "hk"]),
    ("hk2s", Some("ts"), &["hk-rev", "ts"]),
    ("s2hkp", Some("st"), &["st", "hkp"]),
    ("hk2sp", Some("ts"), &["hkp-rev", "ts"]),
    ("t2tw", None, &["tw"]),
    ("tw2t", None, &["tw-rev"]),
    ("t2hk", None, &["hk"]),
    ("hk2t", None, &["hk-rev"]),
    ("t2jp", None, &["jp-rev"]),
    ("jp2t", None, &["jp"]),
];

fn groups(step: &str) -> &'static [&'static [&'static str]] {
    STEPS.iter().find(|(name, _)| *name == step).unwrap().1
}

/// Key and value of the match at the beginning of `text`.
fn longest<'d>(all: &'d Dictionaries, groups: &[&[&str]], text: &str) -> Option<(usize, &'d str)> {
    let ends = || text.char_indices().map(|(at, c)| at + c.len_utf8()).take(20).collect::<Vec<_>>();
    groups.iter().find_map(|files| {
        ends()
            .into_iter()
            .rev()
            .find_map(|end| files.iter().find_map(|file| Some((end, all.get(file).get(&text[..end])?.as_str()))))
    })
}

/// Length of what stands at the beginning of `text` when no key does.
fn unmatched(text: &str) -> usize {
    sequence_len(text).unwrap_or_else(|| text.chars().next().map_or(0, char::len_utf8))
}

fn apply(all: &Dictionaries, step: &str, text: &str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    while at < text.len() {
        let len = match longest(all, groups(step), &text[at..]) {
            Some((len, value)) => {
                out += value;
                len
            }
            None => {
                let len = unmatched(&text[at..]);
                out += &text[at..at + len];
                len
            }
        };
        at += len;
    }
    out
}

fn segments<'t>(all: &Dictionaries, groups: &[&[&str]], text: &'t str) -> Vec<&'t str> {
    let (mut out, mut at, mut run) = (Vec::new(), 0, 0);
    while at < text.len() {
        match longest(all, groups, &text[at..]) {
            Some((len, _)) => {
                out.extend([&text[run..at], &text[at..at + len]]);
                at += len;
                run = at;
            }
            None => at += unmatched(&text[at..]),
        }
    }
    out.push(&text[run..]);
    out
}

pub(super) fn convert(all: &Dictionaries, name: &str, text: &str) -> String {
    let &(_, segmentation, chain) = CONFIGS.iter().find(|config| config.0 == name).unwrap();
    let text = apply(all, "canonical", text);
    let segments = match segmentation {
        Some(step) => segments(all, &groups(step)[..1], &text),
        None => vec![text.as_str()],
    };
    let through = |segment: &str| chain.iter().fold(segment.to_owned(), |text, step| apply(all, step, &text));
    segments.into_iter().map(through).collect()
}

mod tests {
    use std::borrow::Cow;

    use super::super::dictionaries;
    use super::*;
    use crate::han::{Convert, Converter, names};

    /// A linear congruential generator: the same texts on every machine.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (self.0 >> 33) as usize % sides
        }
    }

    /// Keys and values of the dictionaries, whole and broken, between all that the engine treats by itself.
    fn text(dice: &mut Dice, words: &[&str]) -> String {
        let others = [
            "⿰",
            "⿲",
            "⿾",
            "⿰⿱",
            "豈",
            "丽",
            "U",
            "USB",
            " ",
            "，",
            "\u{FE00}",
            "é",
            "𠀀",
            "abcdefghijklmnopqrst",
            "\n",
        ];
        let mut out = String::new();
        for _ in 0..1 + dice.roll(30) {
            let word = words[dice.roll(words.len())];
            let chars = word.chars().count();
            match dice.roll(8) {
                0 => out += others[dice.roll(others.len())],
                1 => out.extend(word.chars().take(1 + dice.roll(chars))),
                2 => out.extend(word.chars().skip(dice.roll(chars))),
                _ => out += word,
            }
        }
        out
    }

    #[test]
    fn the_engine_agrees_and_its_edits_do() {
        let all = dictionaries();
        let mut dice = Dice(20);
        for (name, _, chain) in CONFIGS {
            let converter = Converter::named(name).unwrap();
            let files = || chain.iter().flat_map(|step| groups(step).iter().copied().flatten());
            let words: Vec<&str> = files()
                .flat_map(|file| all.get(file))
                .flat_map(|(key, value)| [key.as_str(), value.as_str()])
                .filter(|word| !word.is_empty())
                .collect();
            // The phrases are many and the characters few: take every second word from the last, short dictionaries.
            let tail = &words[words.len() - words.len().min(3000)..];
            for round in 0..40 {
                let text = text(&mut dice, if round % 2 == 0 { &words } else { tail });
                let expected = convert(all, name, &text);
                let got = converter.convert(&text);
                assert_eq!(got, expected, "{name}: {text}");
                assert_eq!(matches!(got, Cow::Borrowed(_)), expected == text, "{name}: {text}");
                let mut edited = String::new();
                let mut at = 0;
                converter.convert_edits(&text, |span, with| {
                    assert!(at <= span.start && &text[span.clone()] != with, "{name}: {text}");
                    edited += &text[at..span.start];
                    edited += with;
                    at = span.end;
                });
                assert_eq!(edited + &text[at..], expected, "{name}: edits of {text}");
            }
        }
    }

    #[test]
    fn every_configuration_has_a_name() {
        assert!(CONFIGS.iter().map(|config| config.0).eq(names().iter().copied()));
        assert!(names().iter().all(|name| Converter::named(name).is_some()));
        assert!(Converter::named("s2x").is_none());
    }
}
