//! U103: see `unify_full_stops.md`.

use serde::{Deserialize, Serialize};

use super::unify_punctuation::{is_chinese, is_space};
use super::{references, syntax};
use crate::census::{Census, Traits};
use crate::changes::Changes;
use crate::chars;
use crate::document::Document;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<UnifyFullStops>(
    "U103",
    "unify-full-stops",
    Stage::Unify,
    "Half-width full stops of Chinese sentences to full-width, by what the document uses.",
    include_str!("unify_full_stops.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct UnifyFullStops {}

/// Han characters of a sentence at least: numbers of items (`第一.`, `三.`) and names at the head of a line have fewer.
const LEAST: usize = 4;

/// Full stops of half width within paragraphs that show what the writer uses; one may be a name or a slip.
const SEVERAL: usize = 2;

/// Characters that names from other languages are written with, where they stand on both sides of a dot.
const NAMES: &str = include_str!("../../data/names/transliteration.txt");

impl Pass for UnifyFullStops {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if !is_chinese(doc) {
            return Verdict::Keep;
        }
        let blocks = || super::blocks(doc).filter(|b| may_stop(b.text(), b.census()));
        let found: Vec<_> = blocks().map(|b| (b, stops(b.text()))).filter(|(_, stops)| !stops.is_empty()).collect();
        if found.is_empty() {
            return Verdict::Keep;
        }
        let half: usize = found.iter().map(|(_, stops)| stops.len()).sum();
        let full: usize =
            super::blocks(doc).map(|b| memchr::memmem::find_iter(b.text().as_bytes(), "。").count()).sum();
        let throughout = half >= SEVERAL && half > full;
        for (block, stops) in found {
            for at in stops.into_iter().filter(|at| throughout || ends_line(&block.text()[at + 1..])) {
                changes.replace(block, at..at + 1, "。");
            }
        }
        Verdict::Keep
    }
}

/// Whether a text may have Chinese sentences and a dot.
fn may_stop(text: &str, census: &Census) -> bool {
    census.han as usize >= LEAST
        && !census.traits.any(Traits::KANA_OR_HANGUL)
        && memchr::memchr(b'.', text.as_bytes()).is_some()
}

/// Where the dots stand that end a sentence, if it is Chinese and dots end them.
fn stops(text: &str) -> Vec<usize> {
    let mut found: Vec<usize> = memchr::memchr_iter(b'.', text.as_bytes()).filter(|at| is_stop(text, *at)).collect();
    if !found.is_empty() {
        let (stretches, mut next) = (syntax::of_lines(text), 0);
        found.retain(|at| !syntax::holds(&stretches, &mut next, *at));
        found.retain(|at| !references::is_reference(references::line(text, *at)));
    }
    found
}

/// Whether nothing but closing marks and spaces stands between a stop and the end of its line: a record tells lines from
/// paragraphs no more.
fn ends_line(after: &str) -> bool {
    after.trim_start_matches(|c| chars::is_closing(c) || is_space(c)).chars().next().is_none_or(|c| c == '\n')
}

fn is_stop(text: &str, at: usize) -> bool {
    // Most dots that end no Chinese sentence stand behind a word or a number.
    if at.checked_sub(1).is_some_and(|at| text.as_bytes()[at].is_ascii_alphanumeric()) {
        return false;
    }
    let (before, after) = (&text[..at], &text[at + 1..]);
    // What the next pass widens is looked through, and so are the spaces that the one behind it swallows: those beside a
    // bracket before the stop (`《渡口 》 .`), and all behind it.
    let closed = before.trim_end_matches(is_space).ends_with(chars::is_closing);
    let passed = |c: char| chars::is_closing(c) || closed && is_space(c);
    let last = before.trim_end_matches(passed).chars().next_back();
    let next = after.trim_start_matches(|c| chars::is_closing(c) || is_space(c)).chars().next();
    let Some(last) = last.filter(|c| chars::is_han(*c)) else { return false };
    let follows = |c: char| chars::is_han(c) || matches!(c, '\n' | '“' | '「' | '『' | '《' | '（' | '(' | '"');
    if !next.is_none_or(follows) {
        return false;
    }
    // `玛丽.居里`
    if NAMES.contains(last) && next.is_some_and(|c| NAMES.contains(c)) && !before.ends_with(chars::is_closing) {
        return false;
    }
    let sentence = before.rsplit(|c: char| c == '\n' || chars::ends_sentence(c)).next();
    sentence.is_some_and(|sentence| sentence.chars().filter(|c| chars::is_han(*c)).take(LEAST).count() == LEAST)
}

#[cfg(test)]
mod tests {
    use super::stops;

    #[test]
    fn stops_end_sentences() {
        assert_eq!(stops("早餐很不错.服务也很好.").len(), 2);
        assert_eq!(stops("他说“早餐很不错.” 服务也很好(真的).").len(), 2);
        // A wide or a no-break space is a plain one afterwards, and then it must not be news.
        assert_eq!(stops("早餐很不错.\u{a0}服务也很好.\u{3000}").len(), 2);
        // So is what is beside a bracket.
        assert_eq!(stops("他坐着等了很久，读完了《渡口 》 .").len(), 1);
        for text in [
            "第一.准备",
            "玛格丽特.杜拉斯的小说",
            "房间还好...",
            "版本为2.0",
            "见附件报告书.pdf",
            "太贵.",
            "3.5公里",
            "[4] 石门水利局. 石门水位年鉴[M]. 石门: 水车出版社, 2010.",
            "陈小河. 石桥边的人家. 水车出版社，2018.",
            "李敏. 修桥的人们. 石门日报，2019-11-21(3).",
            "输出print('今天天气很好.')",
        ] {
            assert!(stops(text).is_empty(), "{text}");
        }
    }
}
