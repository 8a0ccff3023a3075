//! U104: see `unify_width.md`.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::census::Traits;
use crate::changes::Changes;
use crate::document::Document;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<UnifyWidth>(
    "U104",
    "unify-width",
    Stage::Unify,
    "Full-width letters and digits to ASCII, half-width kana to full-width.",
    include_str!("unify_width.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct UnifyWidth {}

impl Pass for UnifyWidth {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        for (place, entry) in doc.entries() {
            let spans = spans(&entry.value);
            if !spans.is_empty() {
                changes.rewrite_meta(place, super::spliced(&entry.value, spans));
            }
        }
        for block in super::blocks(doc).filter(|b| b.census().traits.any(Traits::MISFIT)) {
            for (range, with) in spans(block.text()) {
                changes.replace(block, range, with);
            }
        }
        Verdict::Keep
    }
}

/// Runs of characters of the wrong width, with what they become.
fn spans(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut spans: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    // All of them are in U+FF10..U+FF9F: lead byte EF, then BC, BD or BE.
    let mut from = 0;
    while let Some(at) = memchr::memchr(0xEF, &text.as_bytes()[from..]).map(|n| from + n) {
        let run = run(&text[at..]);
        if run == 0 {
            from = at + 3;
            continue;
        }
        // NFKC is exact here: it also joins a half-width kana with its half-width voice mark, and a letter with its accent.
        let run = run + accents(&text[at + run..]);
        spans.push((at..at + run, text[at..at + run].nfkc().collect()));
        from = at + run;
    }
    spans
}

/// Bytes of the run of misfits that `text` opens with. A full stop between two digits belongs to their number.
fn run(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    while let Some((at, c)) = chars.next() {
        let point = c == '．'
            && text[..at].chars().next_back().is_some_and(digit)
            && chars.peek().is_some_and(|(_, next)| digit(*next));
        if !is_misfit(c) && !point {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Bytes of the combining accents that `text` opens with.
fn accents(text: &str) -> usize {
    text.chars().take_while(|c| matches!(c, '\u{300}'..='\u{36f}')).map(char::len_utf8).sum()
}

/// Whether a character is replaced in some text: the full stop is between digits.
#[cfg(test)]
pub(crate) fn may_be_misfit(c: char) -> bool {
    is_misfit(c) || c == '．'
}

/// Full-width digits and letters, and half-width kana with their marks. Punctuation has its own pass.
fn is_misfit(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '\u{ff66}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn runs_become_one_edit() {
        assert_eq!(spans("第１２３号，ＡＢＣ！"), [(3..12, "123".to_owned()), (18..27, "ABC".to_owned())]);
        assert_eq!(spans("ｶﾞﾗｽ"), [(0..12, "ガラス".to_owned())]);
        assert!(spans("，！？（）．").is_empty());
        assert_eq!(spans("ＣＡＦＥ\u{301}，"), [(0..14, "CAFÉ".to_owned())]);
        assert_eq!(spans("１８．５％，第２．"), [(0..15, "18.5%".to_owned()), (21..24, "2".to_owned())]);
    }
}
