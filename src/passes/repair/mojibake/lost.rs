//! What is left in a text where characters are lost for good: nothing can be put back, but it is counted.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// The replacement character, and what becomes of three of its UTF-8 bytes twice over when they are read as GBK, or of one
/// as Latin-1.
const MARKS: [&str; 3] = ["\u{fffd}", "锟斤拷", "ï¿½"];

/// Where [`crate::census::Census::suspicion`] is lower there are no marks: their first characters weigh so much.
pub(super) const LEAST: u32 = 4;

/// Words of question marks in a row that were a sentence: nobody who is at a loss writes four in three lengths.
const WORDS: usize = 4;
const LENGTHS: usize = 3;
const QUESTIONS: usize = 12;

/// Whether there may be marks of loss: nearly always, told by two bytes of each, without a branch.
pub(super) fn may_be_marked(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let ends = |a: u8, b: u8| (a == 0xBF) & (b == 0xBD) | (a == 0x94) & (b == 0x9F) | (a == 0xC2) & (b == 0xBF);
    pairs.fold(false, |found, (a, b)| found | ends(*a, *b))
}

/// Runs of marks of loss.
pub(crate) fn marks(text: &str) -> Vec<Range<usize>> {
    static FINDERS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| MARKS.map(Finder::new));
    let mut all: Vec<Range<usize>> = FINDERS
        .iter()
        .flat_map(|finder| finder.find_iter(text.as_bytes()).map(|at| at..at + finder.needle().len()))
        .collect();
    all.sort_by_key(|range| range.start);
    joined(all)
}

/// Rows of words of question marks: what an encoding without the letters of a language leaves of a sentence.
pub(crate) fn questions(text: &str) -> Vec<Range<usize>> {
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("???"));
    let mut rows = Vec::new();
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(|rest| FINDER.find(rest)) {
        let at = from + at;
        // The row begins with the first of the words that stand together, which may be short ones.
        let before = bytes.get(from..at).unwrap_or_default().iter().rev().take_while(|b| in_row(**b)).count();
        let behind = bytes.get(at..).unwrap_or_default().iter().take_while(|b| in_row(**b)).count();
        let row = text.get(at - before..at + behind).unwrap_or_default();
        let lengths: Vec<usize> = row.split(|c| c != '?').map(str::len).filter(|len| *len > 0).collect();
        let mut sorts = lengths.clone();
        sorts.sort_unstable();
        sorts.dedup();
        if lengths.len() >= WORDS && sorts.len() >= LENGTHS && lengths.iter().sum::<usize>() >= QUESTIONS {
            let start = at - before + row.find('?').unwrap_or(0);
            rows.push(start..start + row.trim_matches(|c| c != '?').len());
        }
        from = at + behind;
    }
    rows
}

/// Whether a text is such a row and nothing else.
pub(crate) fn is_question(text: &str) -> bool {
    text.bytes().all(in_row)
}

fn in_row(byte: u8) -> bool {
    matches!(byte, b'?' | b' ' | b',' | b'.' | b';' | b':' | b'-' | b'"' | b'!')
}

/// Ranges in order, those that touch as one.
fn joined(all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for range in all {
        match runs.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => runs.push(range),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_marks_are_one() {
        let text = "茶\u{fffd}\u{fffd}馆，锟斤拷锟斤拷开门ï¿½。";
        let found: Vec<&str> = marks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["\u{fffd}\u{fffd}", "锟斤拷锟斤拷", "ï¿½"]);
        assert!(marks("茶馆开门。").is_empty());
    }

    #[test]
    fn first_characters_of_marks_are_suspicious() {
        for mark in MARKS {
            let suspicion = crate::census::Census::of(&format!("春天的茶馆{mark}开门了。")).suspicion;
            assert!(suspicion >= LEAST, "{mark}: {suspicion}");
        }
    }

    #[test]
    fn rows_of_question_marks_were_a_sentence() {
        let text = "News of the day: ?? ????????, ??? ???? ?????? ????. More tomorrow.";
        let found: Vec<&str> = questions(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["?? ????????, ??? ???? ?????? ????"]);
        for people in
            ["真的吗????你说什么???", "what??? really????? no way", "??.??.???? ??:??", "????????", "a ? b : c ?? d"]
        {
            assert!(questions(people).is_empty(), "{people}");
        }
    }
}
