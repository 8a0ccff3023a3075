//! U106: see `unify_spaces.md`.

use std::cell::LazyCell;

use serde::{Deserialize, Serialize};

use crate::census::{Census, Traits};
use crate::changes::Changes;
use crate::chars;
use crate::document::{Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<UnifySpaces>(
    "U106",
    "unify-spaces",
    Stage::Unify,
    "One plain space where there were several or odd ones; none at the ends of lines or around full-width punctuation.",
    include_str!("unify_spaces.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct UnifySpaces {}

impl Pass for UnifySpaces {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        for (place, entry) in doc.entries() {
            let spans = spans(&entry.value, &Census::of(&entry.value), false);
            if !spans.is_empty() {
                changes.rewrite_meta(place, super::spliced(&entry.value, spans));
            }
        }
        let ruled = LazyCell::new(|| doc.blocks().any(|b| is_rule(b.text())));
        for block in super::blocks(doc).filter(|b| b.census().traits.any(Traits::SPACE | Traits::ODD_SPACE)) {
            let spans = spans(block.text(), block.census(), block.kind() == Kind::Table);
            if !spans.is_empty() && is_drawn(block.text(), || *ruled) {
                continue;
            }
            for (range, with) in spans {
                changes.replace(block, range, with);
            }
        }
        Verdict::Keep
    }
}

/// Whether a line is drawn with marks, so that its spaces keep them in their columns: `│   ├── new.txt`, and in a text with rules (`ruled`)
/// `| Rye   | 54    |`.
fn is_drawn(text: &str, ruled: impl FnOnce() -> bool) -> bool {
    // The diagonals behind these parts names in Chinese papers: `摄影╱陈小河`.
    let boxed = |c: char| matches!(c, '\u{2500}'..='\u{2570}');
    let line = text.trim();
    text.contains(boxed) || line.starts_with('|') && line.ends_with('|') && ruled()
}

/// `+-------+-------+`
fn is_rule(text: &str) -> bool {
    let line = text.trim();
    line.starts_with("+-") && line.ends_with("-+") && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'='))
}

/// Runs of white space that are not as they should be. In a table tabs part the cells, so they stay.
fn spans(text: &str, census: &Census, table: bool) -> Vec<(std::ops::Range<usize>, String)> {
    let mut spans = Vec::new();
    let bytes = text.as_bytes();
    let plain = !census.traits.any(Traits::ODD_SPACE);
    // Beside Han they may stand otherwise.
    if plain && census.han == 0 && is_spaced(bytes) {
        return spans;
    }
    let mut at = 0;
    while at < bytes.len() {
        if plain {
            let Some(next) = memchr::memchr(b' ', &bytes[at..]) else { break };
            at += next;
        }
        let step = passed(bytes, at);
        if step > 0 {
            at += step;
            continue;
        }
        let run: usize =
            text[at..].chars().take_while(|c| is_space(*c) && !(table && *c == '\t')).map(char::len_utf8).sum();
        if run == 0 {
            // The tab of a table.
            at += 1;
            continue;
        }
        let (inner, rest) = (&text[at..at + run], &text[at + run..]);
        let with = replacement(text[..at].chars().next_back(), inner, rest, table);
        if inner != with {
            spans.push((at..at + run, with.to_owned()));
        }
        at += run;
    }
    spans
}

/// Whether all plain spaces stand between visible characters, as between words: told without a branch for each. Beyond ASCII
/// that are those of texts without a character of the blocks of full-width marks, which begin with these two bytes.
fn is_spaced(bytes: &[u8]) -> bool {
    let last = if memchr::memchr2(0xE3, 0xEF, bytes).is_none() { u8::MAX } else { b'~' };
    let visible = |byte: u8| byte.wrapping_sub(b'!') <= last - b'!';
    let ahead = |n: usize| bytes.get(n..).unwrap_or_default();
    let odd = |a: u8, b: u8, c: u8| (b == b' ') & !(visible(a) & visible(c));
    let inner = bytes.iter().zip(ahead(1)).zip(ahead(2)).fold(false, |found, ((a, b), c)| found | odd(*a, *b, *c));
    !inner && bytes.first() != Some(&b' ') && bytes.last() != Some(&b' ')
}

/// Bytes from `at` on, a character border, that are not worth a closer look: one character that is no white space, or
/// a plain space between two visible characters of ASCII.
fn passed(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..).unwrap_or_default() {
        [b' ', next, ..] => {
            let before = at.checked_sub(1).and_then(|n| bytes.get(n));
            usize::from(next.is_ascii_graphic() && before.is_some_and(u8::is_ascii_graphic))
        }
        [b'\t'..=b'\r' | b' ', ..] | [0xC2, 0xA0, ..] | [0xE1, 0x9A, 0x80, ..] | [0xE3, 0x80, 0x80, ..] => 0,
        [0xE2, 0x80, 0x80..=0x8A | 0xAF, ..] | [0xE2, 0x81, 0x9F, ..] => 0,
        [0xE0..=0xEF, ..] => 3,
        // A byte of ASCII, or any of a character of two or four: those that follow are passed over in turn.
        _ => 1,
    }
}

/// White space that this pass knows.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn replacement(before: Option<char>, inner: &str, rest: &str, table: bool) -> &'static str {
    let after = rest.chars().next();
    let at_edge = |c: Option<char>| c.is_none_or(|c| c == '\n' || (table && c == '\t'));
    if inner.contains('\n') {
        return if before.is_none() || after.is_none() { "" } else { "\n" };
    }
    let full =
        |c: Option<char>| c.is_some_and(|c| chars::is_cjk_punct(c) && c != '\u{3000}' && !matches!(c, '～' | '＋'));
    if at_edge(before) || at_edge(after) {
        return "";
    }
    if is_blank(inner, after) {
        return "\u{3000}\u{3000}";
    }
    if full(before) || full(after) {
        return if is_gap(before, inner, rest) { "\u{3000}" } else { "" };
    }
    // French writes a no-break space before its high punctuation and inside its quotes: the author's choice stays.
    let french = |c: Option<char>| c.is_some_and(|c| matches!(c, '?' | '!' | ':' | ';' | '»' | '«' | '%'));
    if matches!(inner, "\u{a0}" | "\u{202f}") {
        if french(after) || french(before) {
            return if inner == "\u{a0}" { "\u{a0}" } else { "\u{202f}" };
        }
        // Groups of digits are held together by it: 12 000.
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if digit(before) && digit(after) {
            return if inner == "\u{a0}" { "\u{a0}" } else { "\u{202f}" };
        }
    }
    " "
}

/// Columns of the least blank.
const BLANK: usize = 4;

/// Whether white space before a stop is a blank to be filled in: `鲁迅原名          ，浙江绍兴人`. Two ideographic spaces are left of one, which
/// are told again.
fn is_blank(inner: &str, after: Option<char>) -> bool {
    let columns: usize = inner.chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
    columns >= BLANK && after.is_some_and(|c| matches!(c, '，' | '。' | '；' | '、' | '？' | '！' | '：'))
}

/// Characters of the longest label: `乙方代表（签字）：`.
const LABEL: usize = 16;

/// Whether white space beside full-width marks keeps two things apart: `甲方（签字）：      乙方（签字）：`, `A. 水（shuǐ）　　B. 车`, two blanks to be filled
/// in. A single plain space does not, around stops and inside of brackets no gap means anything, and between a label and what it announces
/// (`地点：　　渡口`) none is needed. An ideographic space is what is left of one, for it is told from a plain one again.
fn is_gap(before: Option<char>, inner: &str, rest: &str) -> bool {
    let wide = inner.contains(['\u{3000}', '\t']) || inner.chars().nth(1).is_some();
    let ends = |c: char| matches!(c, '）' | '】' | '》' | '」' | '』' | '〉' | '〕' | '］' | '＿');
    let begins = |c: char| matches!(c, '（' | '【' | '《' | '「' | '『' | '〈' | '〔' | '［' | '＿');
    let plain = |c: char| !chars::is_cjk_punct(c);
    let label = || rest.chars().take(LABEL).take_while(|c| !is_space(*c)).any(|c| c == '：');
    wide && before.is_some_and(|c| ends(c) || plain(c) || c == '：' && label())
        && rest.chars().next().is_some_and(|c| begins(c) || plain(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unified(text: &str) -> String {
        super::super::spliced(text, spans(text, &Census::of(text), false))
    }

    #[test]
    fn spaces() {
        assert_eq!(unified("\u{3000}\u{3000}春天 \u{a0} 到了 。"), "春天 到了。");
        assert_eq!(unified("a  b\tc "), "a b c");
        assert_eq!(unified("Vraiment\u{a0}? 12\u{a0}000"), "Vraiment\u{a0}? 12\u{a0}000");
        assert_eq!(unified("一行 \n  二行"), "一行\n二行");
    }

    #[test]
    fn gaps_beside_full_width_marks() {
        for (text, left) in [
            ("木匠（签名）：        村长（签名）：", "木匠（签名）：　村长（签名）："),
            ("A. 水（shuǐ）车　　B. 河（hé）　　C. 闸", "A. 水（shuǐ）车 B. 河（hé）　C. 闸"),
            ("＿＿＿　＿＿＿", "＿＿＿　＿＿＿"),
            ("电话：\t电话：", "电话：　电话："),
            ("地点：　　渡口　　时间：10:30", "地点：渡口 时间：10:30"),
            ("《水车》  《河》", "《水车》　《河》"),
            ("海日生残夜，            。  水车原名      ，", "海日生残夜，　　。水车原名　　，"),
            ("水车转了。  他 （木匠）  ，（  ） 笑了： 好", "水车转了。他（木匠），（）笑了：好"),
        ] {
            assert_eq!(unified(text), left);
            assert_eq!(unified(left), left);
        }
    }
}
