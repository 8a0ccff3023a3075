//! Headings that ask something: `钱从哪里来？`

use super::super::layout::width;
use super::shapes::{is_quoted, is_running, is_text};
use crate::chars;
use crate::document::{Block, Kind};

/// Greatest width of a question in a text whose headings are all questions.
const ASKED: usize = 28;

/// Least width of a heading that asks something: `怎么办？` alone is prose, `钱从哪里来？` may be a heading.
const QUESTION: usize = 10;

/// Questions between longer paragraphs, in a text that has other headings: questions alone are an interview's. `widest` is the greatest width
/// of a heading.
pub(in super::super) fn label(blocks: &[&Block], levels: &mut [Option<usize>], widest: usize) {
    // What stands first may be the title.
    let others = levels.iter().skip(1).flatten().count();
    let asks = |n: usize| {
        let block = blocks[n];
        let before = n > 0 && is_running(blocks[n - 1]) && !blocks[n - 1].text().ends_with([':', '：']);
        let after = blocks.get(n + 1).is_some_and(|b| is_running(b) && !is_quoted(b.text()));
        levels[n].is_none() && before && after && is_question(block, widest)
    };
    let found: Vec<usize> = (0..blocks.len()).filter(|n| asks(*n)).collect();
    if others > 0 && found.len() <= others * 2 {
        found.into_iter().for_each(|n| levels[n] = Some(0));
    } else if others == 0 {
        for n in asked(blocks) {
            levels[n] = Some(0);
        }
    }
}

/// Headings that are all questions: short, addressed to nobody, and with more than an answer below them.
fn asked(blocks: &[&Block]) -> Vec<usize> {
    let asks = |n: &usize| {
        let text = chars::trim(blocks[*n].text());
        let inner = text.strip_suffix(['？', '?']).filter(|t| t.len() <= ASKED * 2);
        inner.is_some()
            && blocks[*n].kind() == Kind::Paragraph
            && (QUESTION..=ASKED).contains(&width(blocks[*n]))
            && inner.is_some_and(|t| {
                !t.contains(['，', ',', '。', '；', '？', '！', '：', ':', '您', '你', '我'])
                    && !t.ends_with(['呢', '吗', '嗎'])
            })
            && !is_quoted(text)
    };
    let found: Vec<usize> = (0..blocks.len()).filter(asks).collect();
    let Some(first) = found.first() else { return found };
    let below = blocks.len() - first - found.len();
    let apart = found.windows(2).all(|w| w[1] > w[0] + 1) && is_running(blocks[first.saturating_sub(1)]);
    let text = found.iter().all(|n| blocks.get(n + 1).is_some_and(|b| is_text(b)));
    if found.len() >= 3 && apart && text && below * 2 >= found.len() * 3 { found } else { Vec::new() }
}

fn is_question(block: &Block, widest: usize) -> bool {
    let text = chars::trim(block.text());
    let Some(inner) = text.strip_suffix(['？', '?']) else { return false };
    // `中国某某报：…？` is asked by somebody.
    (QUESTION..=widest).contains(&width(block))
        && block.kind() == Kind::Paragraph
        && !inner.contains(['，', ',', '。', '；', '？', '?', '！', '：', ':', '\n', '“', '”', '"'])
        && !inner.ends_with('呢')
        && !is_quoted(text)
}
