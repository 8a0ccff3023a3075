//! Edits as spans of the text: composing those of two steps, and cutting them down to what differs.

use std::ops::Range;

/// A replaced span of bytes and what takes its place.
pub(super) type Edit = (Range<usize>, String);

/// Edits of a text that have the effect of `first` and then `second`, where the spans of `second` speak of `middle`, the
/// text that `first` made. Both are in order and without overlap, and so is the result.
pub(super) fn compose(first: Vec<Edit>, middle: &str, second: Vec<Edit>) -> Vec<Edit> {
    if first.is_empty() {
        return second;
    }
    if second.is_empty() {
        return first;
    }
    let mut out = Vec::with_capacity(first.len() + second.len());
    let mut first = first.into_iter().peekable();
    let mut second = second.into_iter().peekable();
    // Source offset minus middle offset, wrapping, after the edits of `first` consumed so far.
    let mut shift = 0usize;
    // Where the next edit of each kind lies in the middle text.
    let first_span = |edit: &Edit, shift: usize| {
        let start = edit.0.start.wrapping_sub(shift);
        start..start + edit.1.len()
    };
    loop {
        // A group of edits that touch grows until neither side reaches into it.
        let group_start = match (first.peek(), second.peek()) {
            (Some(a), Some(b)) => first_span(a, shift).start.min(b.0.start),
            (Some(a), None) => first_span(a, shift).start,
            (None, Some(b)) => b.0.start,
            (None, None) => return out,
        };
        let mut group_end = group_start;
        let source_start = group_start.wrapping_add(shift);
        let (mut text, mut copied) = (String::new(), group_start);
        let mut members = 0usize;
        loop {
            let reaches = |span: &Range<usize>| members == 0 && span.start == group_start || span.start < group_end;
            if let Some(a) = first.next_if(|a| reaches(&first_span(a, shift))) {
                group_end = group_end.max(first_span(&a, shift).end);
                shift = shift.wrapping_add(a.0.len()).wrapping_sub(a.1.len());
            } else if let Some((span, with)) = second.next_if(|b| reaches(&b.0)) {
                text.push_str(middle.get(copied..span.start).unwrap_or_default());
                text.push_str(&with);
                copied = span.end;
                group_end = group_end.max(span.end);
            } else {
                break;
            }
            members += 1;
        }
        text.push_str(middle.get(copied..group_end).unwrap_or_default());
        out.push((source_start..group_end.wrapping_add(shift), text));
    }
}

/// Hands over the parts of `source[span]` that `with` changes: the runs of characters that differ if both are equally
/// long, and otherwise what is left when the common beginning and end are taken off.
pub(super) fn refine(source: &str, span: Range<usize>, with: &str, emit: &mut impl FnMut(Range<usize>, &str)) {
    let from = source.get(span.clone()).unwrap_or_default();
    if let (Some(old), Some(new)) = (one(from), one(with)) {
        // Nine in ten replacements.
        if old != new {
            emit(span, with);
        }
        return;
    }
    if from == with {
        return;
    }
    if from.chars().count() != with.chars().count() {
        let head: usize = same(from.chars(), with.chars());
        let (from, with) = (from.get(head..).unwrap_or_default(), with.get(head..).unwrap_or_default());
        let tail: usize = same(from.chars().rev(), with.chars().rev());
        emit(span.start + head..span.end - tail, with.get(..with.len() - tail).unwrap_or_default());
        return;
    }
    // Where the run of changes began, in the source and in `with`; where the current characters begin.
    let (mut run, mut at) = (None, (span.start, 0));
    for (old, new) in from.chars().zip(with.chars()) {
        let start = *run.get_or_insert(at);
        if old == new && start != at {
            emit(start.0..at.0, with.get(start.1..at.1).unwrap_or_default());
        }
        at = (at.0 + old.len_utf8(), at.1 + new.len_utf8());
        if old == new {
            run = None;
        }
    }
    if let Some(start) = run {
        emit(start.0..at.0, with.get(start.1..at.1).unwrap_or_default());
    }
}

/// The bytes of a text that is one character of three.
fn one(text: &str) -> Option<[u8; 3]> {
    match *text.as_bytes() {
        [a @ 0xE0..=0xEF, b, c] => Some([a, b, c]),
        _ => None,
    }
}

/// Bytes of the characters that both begin with.
fn same(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(text: &str, edits: &[Edit]) -> String {
        let (mut out, mut at) = (String::new(), 0);
        for (span, with) in edits {
            assert!(span.start >= at, "edits overlap");
            out += &text[at..span.start];
            out += with;
            at = span.end;
        }
        out + &text[at..]
    }

    #[test]
    fn composing_is_applying_in_turn() {
        let text = "abcdefgh";
        let first = vec![(1..2, "BBB".into()), (4..6, "E".into()), (7..8, "H".into())];
        let middle = apply(text, &first);
        assert_eq!(middle, "aBBBcdEgH");
        for second in [
            vec![(0..1, "x".to_string()), (2..3, "".into()), (5..8, "yz".into())],
            vec![(3..7, "-".to_string())],
            vec![(1..4, "q".to_string()), (4..5, "r".into()), (8..9, "s".into())],
        ] {
            let both = compose(first.clone(), &middle, second.clone());
            assert_eq!(apply(text, &both), apply(&middle, &second));
        }
    }

    #[test]
    fn only_what_differs_is_an_edit() {
        let mut out = Vec::new();
        let mut file = |span, with: &str| out.push((span, with.to_owned()));
        refine("鼠标和软件", 0..6, "滑鼠", &mut file);
        refine("软件是文件", 0..15, "軟件是檔件", &mut file);
        assert_eq!(out[1..], [(0..3, "軟".to_string()), (9..12, "檔".to_string())]);
    }
}
