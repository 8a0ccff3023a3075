//! U105: see `unify_punctuation.md`.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{references, syntax};
use crate::census::{Census, Traits};
use crate::changes::Changes;
use crate::chars;
use crate::document::Document;
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<UnifyPunctuation>(
    "U105",
    "unify-punctuation",
    Stage::Unify,
    "Half-width punctuation in Chinese sentences to full-width, by context.",
    include_str!("unify_punctuation.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct UnifyPunctuation {}

impl Pass for UnifyPunctuation {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if !is_chinese(doc) {
            return Verdict::Keep;
        }
        for (place, entry) in doc.entries() {
            if entry.value.starts_with("http") {
                continue;
            }
            let spans = spans(&entry.value, &Census::of(&entry.value));
            if !spans.is_empty() {
                changes.rewrite_meta(place, super::spliced(&entry.value, spans));
            }
        }
        // In the order of the text, as the blocks are.
        let mut rows = references::rows(super::blocks(doc)).into_iter().peekable();
        for block in super::blocks(doc) {
            let own: Vec<Range<usize>> =
                std::iter::from_fn(|| rows.next_if(|(of, _)| std::ptr::eq(*of, block))).map(|(_, row)| row).collect();
            let in_row =
                |at: usize| own.get(own.partition_point(|row| row.end <= at)).is_some_and(|row| row.start <= at);
            let spans = spans(block.text(), block.census()).into_iter();
            for (range, with) in spans.filter(|(range, _)| !in_row(range.start)) {
                changes.replace(block, range, with);
            }
        }
        Verdict::Keep
    }
}

/// The language that was identified; without it each block speaks for itself.
pub(super) fn is_chinese(doc: &Document) -> bool {
    doc.meta().get(MetaKey::Language).is_none_or(|tag| tag == "zh" || tag.starts_with("zh-"))
}

/// Half-width marks of a text that stand in a Chinese sentence, with their full-width forms. Lines speak for themselves, for
/// in a record nothing tells them from paragraphs.
fn spans(text: &str, census: &Census) -> Vec<(Range<usize>, &'static str)> {
    let mut spans = Vec::new();
    if !census.traits.any(Traits::MARK) {
        return spans;
    }
    if !census.traits.any(Traits::BREAK) {
        add_spans(text, 0, census, &mut spans);
        return spans;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        add_spans(line, start, &Census::of(line), &mut spans);
        start += line.len();
    }
    spans
}

/// The spans of a line that begins at `start`.
fn add_spans(text: &str, start: usize, census: &Census, spans: &mut Vec<(Range<usize>, &'static str)>) {
    if !census.traits.any(Traits::MARK) || !is_chinese_text(text, census) || references::has_type(text) {
        return;
    }
    let bytes = text.as_bytes();
    let mut all = syntax::specials(text);
    let (stretches, mut next) = (syntax::stretches(text, &all), 0);
    all.retain(|at| is_mark_byte(bytes[*at]) && !syntax::holds(&stretches, &mut next, *at));
    let first = spans.len();
    pairs(text, &all, spans);
    let brackets: Vec<usize> = spans[first..].iter().map(|(range, _)| range.start).collect();
    marks(text, &all, &brackets, spans);
    spans[first..].sort_by_key(|(range, _)| range.start);
    for (range, _) in &mut spans[first..] {
        *range = range.start + start..range.end + start;
    }
}

/// Brackets and quotes around Han characters: a pair is changed together or not at all. In the order of their places.
fn pairs(text: &str, all: &[usize], spans: &mut Vec<(Range<usize>, &'static str)>) {
    let bytes = text.as_bytes();
    let first = spans.len();
    let mut brackets: Vec<usize> = Vec::new();
    let mut quote: Option<usize> = None;
    // Where the last Han character before the mark stands: a pair holds Han if that is behind its opening.
    let (mut seen, mut last_han) = (0, None);
    // `27"`, `24"`: inches.
    let measures = |at: usize| at.checked_sub(1).is_some_and(|at| bytes[at].is_ascii_digit());
    for &at in all {
        last_han = text[seen..at].rfind(chars::is_han).map(|n| seen + n).or(last_han);
        seen = at;
        let holds_han = |open: usize| last_han.is_some_and(|han| han > open);
        match bytes[at] {
            b'(' => brackets.push(at),
            b')' => {
                if let Some(open) = brackets.pop()
                    && holds_han(open)
                    && references::is_balanced(&text[open + 1..at])
                {
                    spans.push((open..open + 1, "（"));
                    spans.push((at..at + 1, "）"));
                }
            }
            // The drop of sweat of `-_-"`.
            b'"' if quote.is_none() && matches!(bytes[..at], [.., b'_', b'-' | b'^' | b'=' | b'T']) => {}
            b'"' => match quote.take() {
                Some(open) if holds_han(open) && !(measures(open) && measures(at)) => {
                    spans.push((open..open + 1, "“"));
                    spans.push((at..at + 1, "”"));
                }
                Some(_) => {}
                None => quote = Some(at),
            },
            _ => {}
        }
    }
    spans[first..].sort_by_key(|(range, _)| range.start);
}

/// The other marks. What stands before and after each is what will stand there: what this pass or the next one changes
/// must not be news to a second run. So other marks (`?!`), brackets and quotes of both widths are looked through, and
/// spaces that full-width punctuation will swallow are none. `pairs` are the places of those that become full-width.
fn marks(text: &str, all: &[usize], pairs: &[usize], spans: &mut Vec<(Range<usize>, &'static str)>) {
    let bytes = text.as_bytes();
    let marks: Vec<usize> = all.iter().copied().filter(|at| full_width(bytes[*at]).is_some()).collect();
    let (mut after, mut to) = (None, text.len());
    let mut afters = vec![None; marks.len()];
    for (&mark, place) in marks.iter().zip(&mut afters).rev() {
        after = text[mark + 1..to].chars().find(|c| !is_pair(*c) && !is_space(*c)).or(after);
        *place = after;
        to = mark;
    }
    let (mut before, mut from, mut widened) = (None, 0, false);
    for (&mark, after) in marks.iter().zip(afters) {
        let wide = |at: usize, c: char| swallows(c) || matches!(c, '(' | ')') && pairs.binary_search(&at).is_ok();
        // Back to what is looked at in any case; then a space counts unless it will be swallowed.
        let (mut space, mut other) = (false, None);
        // Whether what stands behind swallows spaces, and the same for the spaces that were come upon.
        let (mut beside, mut spaces) = (false, None);
        for (at, c) in text[from..mark].char_indices().rev() {
            if is_space(c) {
                spaces.get_or_insert(beside);
                continue;
            }
            beside = wide(from + at, c);
            space |= spaces.take().is_some_and(|swallowed| !swallowed && !beside);
            if !is_pair(c) {
                other = Some(c);
                break;
            }
        }
        space |= spaces.is_some_and(|swallowed| !swallowed && !widened && from > 0);
        let solid = other.or(if widened { Some('，') } else { before });
        before = if space && !solid.is_some_and(chars::is_cjk_punct) { Some(' ') } else { solid };
        widened = in_chinese(text, mark, before, after);
        if widened {
            spans.extend(full_width(bytes[mark]).map(|with| (mark..mark + 1, with)));
        }
        from = mark + 1;
    }
}

/// Whether the next pass takes spaces away beside a character.
fn swallows(c: char) -> bool {
    chars::is_cjk_punct(c) && !matches!(c, '\u{3000}' | '～' | '＋')
}

/// Whether this pass changes a character in some text.
#[cfg(test)]
pub(crate) fn is_mark(c: char) -> bool {
    u8::try_from(c).is_ok_and(is_mark_byte)
}

fn is_mark_byte(b: u8) -> bool {
    MARKS[usize::from(b)]
}

static MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let list = b",:;!?()\"";
    let mut n = 0;
    while n < list.len() {
        marks[list[n] as usize] = true;
        n += 1;
    }
    marks
};

fn full_width(b: u8) -> Option<&'static str> {
    match b {
        b',' => Some("，"),
        b':' => Some("："),
        b';' => Some("；"),
        b'!' => Some("！"),
        b'?' => Some("？"),
        _ => None,
    }
}

/// Whether a text is a Chinese one: kana anywhere says Japanese, Hangul Korean, and more words in letters than Han
/// characters another language that quotes Chinese (`He went to Beijing (北京) in spring`).
fn is_chinese_text(text: &str, census: &Census) -> bool {
    if census.traits.any(Traits::KANA_OR_HANGUL) {
        return false;
    }
    // A word has a letter at least; most Chinese text has fewer letters of other scripts than Han characters.
    let rest = census.width - census.han.saturating_mul(2).min(census.width);
    if census.han > 0 && (census.han >= rest || !census.traits.any(Traits::LETTER)) {
        return true;
    }
    let (mut han, mut words, mut in_word) = (0usize, 0usize, false);
    for c in text.chars() {
        let is_han = chars::is_han(c);
        let letter = !is_han && c.is_alphabetic();
        han += usize::from(is_han);
        words += usize::from(letter && !in_word);
        in_word = letter;
    }
    han > 0 && han >= words
}

/// What the next pass makes a plain space or swallows.
pub(super) fn is_space(c: char) -> bool {
    c != '\n' && super::unify_spaces::is_space(c)
}

/// Brackets and quotes.
fn is_pair(c: char) -> bool {
    chars::is_closing(c) || matches!(c, '“' | '‘' | '「' | '『' | '《' | '〈' | '（' | '【' | '(' | '[')
}

/// Whether a mark stands in a Chinese sentence: its context is a Han character or full-width mark, and it is not inside
/// a number, a time, an address or a run of Latin text.
fn in_chinese(text: &str, at: usize, before: Option<char>, after: Option<char>) -> bool {
    let near = |c: Option<char>| c.is_some_and(|c| chars::is_han(c) || chars::is_cjk_punct(c));
    let joined = text[..at].chars().next_back();
    let next = text[at + 1..].chars().next();
    // `http://`, `10:30`, `1,000`: what touches the mark on both sides is Latin or a digit.
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '\\'));
    if ascii(joined) && ascii(next) {
        return false;
    }
    // `::` and `:::` are syntax of some language.
    if text.as_bytes()[at] == b':' && (joined == Some(':') || next == Some(':')) {
        return false;
    }
    match (near(before), near(after)) {
        (true, _) => true,
        // `English, 中文`: the mark belongs to what it follows; after a number or a sign it belongs to the sentence.
        // So do all of a run that opens the text: `??? 谁在那里`.
        (false, true) => {
            let run = || joined.is_none() && next == text[at..].chars().next();
            joined.is_some_and(|c| !c.is_ascii_alphabetic()) || next.is_some_and(chars::is_han) || run()
        }
        (false, false) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unified(text: &str) -> String {
        super::super::spliced(text, spans(text, &Census::of(text)))
    }

    #[test]
    fn by_context() {
        assert_eq!(unified("近日,全市上下(含各县)行动起来:快!"), "近日，全市上下（含各县）行动起来：快！");
        assert_eq!(unified("增长2.8%,列第4位;总额36.9亿元"), "增长2.8%，列第4位；总额36.9亿元");
        assert_eq!(unified("他说\"好\"。"), "他说“好”。");
        assert_eq!(unified("??? 谁在那里"), "？？？ 谁在那里");
        assert_eq!(unified("真的吗? ! ,不会\u{a0}吧?\u{a0}?"), "真的吗？ ！ ，不会\u{a0}吧？\u{a0}？");
    }

    #[test]
    fn other_contexts_stay() {
        for text in [
            "1,000人",
            "时间10:30开始",
            "见http://a.example/?a=1",
            "a, b",
            "f(x)的值",
            "これは,です",
            "in Beijing (北京), he said",
            "[1] 陈小河, 李敏. 石桥的声音[J]. 桥梁学刊, 2009, 46(3): 412.",
            "集合(a,b]，区间[0,1)都不是闭的",
        ] {
            assert_eq!(unified(text), text);
        }
    }
}
