//! U105: see `unify_punctuation.md`.

use serde::{Deserialize, Serialize};

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
        for block in super::blocks(doc) {
            for (range, with) in spans(block.text(), block.census()) {
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

/// Half-width marks of a text that stand in a Chinese sentence, with their full-width forms.
fn spans(text: &str, census: &Census) -> Vec<(std::ops::Range<usize>, String)> {
    let mut spans = Vec::new();
    let bytes = text.as_bytes();
    if !census.traits.any(Traits::MARK) || !is_chinese_text(text, census) {
        return spans;
    }
    // Open brackets and quotes wait for their partners: a pair is changed together or not at all.
    let mut brackets: Vec<usize> = Vec::new();
    let mut quote: Option<usize> = None;
    // Where the last Han character before the mark stands: a pair holds Han if that is behind its opening.
    let (mut seen, mut last_han) = (0, None);
    let mut all: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        at += chars::beyond_ascii_run(&bytes[at..]);
        let run = chars::ascii_run(&bytes[at..]);
        all.extend((at..at + run).filter(|at| is_mark_byte(bytes[*at])));
        at += run;
    }
    let marks: Vec<usize> = all.iter().copied().filter(|at| full_width(bytes[*at]).is_some()).collect();
    let mut contexts = contexts(text, &marks).into_iter();
    // Whether the last mark that is no bracket or quote becomes full-width.
    let mut widened = false;
    for (at, b) in all.into_iter().map(|at| (at, bytes[at])) {
        last_han = text[seen..at].rfind(chars::is_han).map(|n| seen + n).or(last_han);
        seen = at;
        let holds_han = |open: usize| last_han.is_some_and(|han| han > open);
        match b {
            b'(' => brackets.push(at),
            b')' => {
                if let Some(open) = brackets.pop()
                    && holds_han(open)
                {
                    spans.push((open..open + 1, "（".to_owned()));
                    spans.push((at..at + 1, "）".to_owned()));
                }
            }
            b'"' => match quote.take() {
                Some(open) if holds_han(open) => {
                    spans.push((open..open + 1, "“".to_owned()));
                    spans.push((at..at + 1, "”".to_owned()));
                }
                Some(_) => {}
                None => quote = Some(at),
            },
            _ => {
                let mut context = contexts.next().unwrap_or_default();
                if context.adjoins && widened {
                    context.before = Some('，');
                }
                let with = full_width(b).filter(|_| in_chinese(text, at, &context));
                widened = with.is_some();
                spans.extend(with.map(|with| (at..at + 1, with.to_owned())));
            }
        }
    }
    spans.sort_by_key(|(range, _)| range.start);
    spans
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

/// What stands before and after each mark that [`full_width`] knows; `marks` are their places. What this pass or the next
/// one changes is looked through, or one change would be the context of another in a second run: other marks (`?!`),
/// brackets and quotes of both widths, and spaces that full-width punctuation will swallow.
fn contexts(text: &str, marks: &[usize]) -> Vec<Context> {
    let mut found: Vec<Context> = Vec::with_capacity(marks.len());
    let (mut before, mut from) = (None, 0);
    for &mark in marks {
        // Back to what is looked at in any case; then the nearest space counts unless it will be swallowed.
        let (mut space, mut other) = (false, None);
        for c in text[from..mark].chars().rev().filter(|c| !is_pair(*c)) {
            if !is_space(c) {
                other = Some(c);
                break;
            }
            space = true;
        }
        let solid = other.or(before);
        before = if space && !solid.is_some_and(chars::is_cjk_punct) { Some(' ') } else { solid };
        found.push(Context { before, after: None, adjoins: other.is_none() && !found.is_empty() });
        from = mark + 1;
    }
    let (mut after, mut to) = (None, text.len());
    for (&mark, context) in marks.iter().zip(&mut found).rev() {
        after = text[mark + 1..to].chars().find(|c| !is_pair(*c) && !is_space(*c)).or(after);
        context.after = after;
        to = mark;
    }
    found
}

/// What stands around a mark.
#[derive(Default)]
struct Context {
    before: Option<char>,
    after: Option<char>,
    /// Only spaces, brackets and quotes are between it and the mark before it: if that becomes full-width, the spaces go.
    adjoins: bool,
}

/// What the next pass makes a plain space or swallows.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Brackets and quotes.
fn is_pair(c: char) -> bool {
    chars::is_closing(c) || matches!(c, '“' | '‘' | '「' | '『' | '《' | '〈' | '（' | '【' | '(' | '[')
}

/// Whether a mark stands in a Chinese sentence: its context is a Han character or full-width mark, and it is not inside
/// a number, a time, an address or a run of Latin text.
fn in_chinese(text: &str, at: usize, &Context { before, after, .. }: &Context) -> bool {
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
        (false, true) => joined.is_some_and(|c| !c.is_ascii_alphabetic()) || next.is_some_and(chars::is_han),
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
        ] {
            assert_eq!(unified(text), text);
        }
    }
}
