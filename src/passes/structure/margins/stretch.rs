//! Where the text begins and ends, told by what is known of the blocks at its ends.

use super::super::layout::is_prose;
use super::super::surroundings::is_told;
use super::REACH;
use super::blocks::{is_about, is_open};
use crate::document::Block;

/// Paragraphs of prose at most that stand above something about the text, or below it, and may be of the page.
const NOTICES: usize = 2;

/// Bytes of the longest of them where they are more, and what share of the text they are at most.
const RULE: usize = 240;
const SHARE: usize = 4;

/// The stretch of the text without a paragraph or two beyond something about it: a notice above the title is prose too, and so are those below
/// the line that names the editor, or that heads a list of other texts.
pub(super) fn within(all: &[&Block], first: usize, last: usize) -> (usize, usize) {
    // A line in the words of pages (`相关新闻`) parts them as well.
    let known = |n: usize| is_about(all[n]) || all[n].cut_by().is_some() || is_open(all[n]) && is_told(all[n]);
    let prose = |n: usize| is_open(all[n]) && is_prose(all[n]);
    let total: usize = (first..last).filter(|n| prose(*n)).map(|n| all[n].text().len()).sum();
    // Rules for comments and the like are many sentences, all of them short.
    let passes = |n: usize, passed: &mut (usize, usize, bool)| {
        if prose(n) {
            let (count, bytes, short) = *passed;
            *passed = (count + 1, bytes + all[n].text().len(), short && all[n].text().len() <= RULE);
        }
        passed.0 <= NOTICES || passed.2 && passed.1 * SHARE <= total
    };
    let (mut begin, mut passed) = (first, (0, 0, true));
    for n in (first..last).take(REACH) {
        begin = if known(n) { n + 1 } else { begin };
        if !passes(n, &mut passed) {
            break;
        }
    }
    let (mut end, mut passed) = (last, (0, 0, true));
    for n in (begin + 1..last).rev().take(REACH) {
        if !passes(n, &mut passed) {
            break;
        }
        end = if known(n) { n } else { end };
    }
    (begin, end)
}
