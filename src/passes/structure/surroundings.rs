//! Where the text lies in a page that was saved without its markup, by the scores that the parser gave its blocks.

use super::layout::{is_prose, width};
use super::lift_title::is_title;
use crate::document::{Block, Document};
use crate::phrases::Class;

/// Least score of a block that shows where the text is.
const TEXT: u8 = 50;

// These were set on the evaluation sets saved as text and on 226 texts written to be no pages: BENCHMARKS.md.

/// Greatest score of what is of the page beyond doubt, and how many blocks of it make a page: a text has some lines that look
/// like it, a list or a signature.
const PAGE: u8 = 10;
const BLOCKS: usize = 8;
/// The same of a page that needs no words to be told, if it is half of it: texts seldom have as many short lines, pages often
/// have hundreds. Nothing less makes a page of Markdown, which people write by hand too: lists of links, of releases, of earlier issues.
const MASS: usize = 60;

/// Width of a block from which on a wider one says no more of where the text ends.
const WIDE: i64 = 400;

/// How many times as wide as what scores high beside it a text is that is all of its page, and the greatest score of four in five of the blocks there.
/// With it the mean F1 of the ten evaluation sets saved as text is .877, .870 without, and as much of the texts stays; pages of lists and
/// threads are left as they were.
const BESIDES: usize = 3;
const LOW: u8 = 20;

/// Lines in the words of pages that other pages have, and those of them above the text, or below it, without which nothing goes
/// there: what goes begins at them. A text may end in a list, but no list of its own begins with `分享到` or `Related posts`.
const TOLD: usize = 2;
const BESIDE: usize = 1;

/// Blocks behind the last such line above the text that go with it.
const BEHIND: usize = 2;

/// What such lines say. Contacts, dates and names are of texts as often as of pages.
const WORDS: [Class; 8] =
    [Class::Nav, Class::Share, Class::Related, Class::Legal, Class::Channel, Class::Page, Class::Button, Class::Urge];

/// A page, with its blocks and their scores, cut ones too: where they stand is evidence.
pub(super) struct Saved<'a> {
    pub blocks: Vec<(&'a Block, u8)>,
    /// The first and the last block of the text.
    pub first: usize,
    pub last: usize,
    /// The title above the text.
    pub title: Option<usize>,
    /// Whether hardly anything beside it scores high: the page is of one text.
    pub whole: bool,
    /// Blocks before the one and from the other on are of the page, unless they score high. What lies between these and the text may be
    /// of it.
    above: usize,
    below: usize,
}

impl<'a> Saved<'a> {
    /// `None` if the document is no such page, or has no text.
    pub fn of(doc: &'a Document) -> Option<Saved<'a>> {
        let mut blocks: Vec<(&Block, u8)> = Vec::new();
        for block in doc.all_blocks() {
            blocks.extend(block.score().map(|score| (block, score)));
        }
        let far = blocks.iter().filter(|(_, score)| *score <= PAGE).count();
        let beyond_doubt = far >= MASS && far * 2 >= blocks.len();
        let told: Vec<usize> = (0..blocks.len()).filter(|n| is_told(blocks[*n].0)).collect();
        if far < BLOCKS || !beyond_doubt && (doc.format == "markdown" || told.len() < TOLD) {
            return None;
        }
        let text = |(_, score): &(&Block, u8)| *score >= TEXT;
        // The title and lines about the text may score high, but prose begins it; what scores high above the title is the
        // beginning of another text.
        let prose = |entry: &(&Block, u8)| text(entry) && is_prose(entry.0);
        // One sentence sums the text up; a title may be two.
        let fits = |block: &Block| is_title(block) || block.text().contains(". ");
        let title = blocks.iter().position(|(block, _)| block.titular && fits(block));
        let find =
            |from: usize, is: &dyn Fn(&(&Block, u8)) -> bool| blocks.iter().skip(from).position(is).map(|n| n + from);
        let from = title.map_or(0, |title| title + 1);
        let first = find(from, &prose).or_else(|| find(from, &text))?;
        let last = end(&blocks, first);
        let whole = is_whole(&blocks, first..=last);
        // On other pages the text goes on as long as anything scores high.
        let high = || blocks.iter().rposition(prose).or_else(|| blocks.iter().rposition(text));
        let last = if whole { last } else { high()? };
        if beyond_doubt {
            let title = title.filter(|title| *title < first);
            return Some(Saved { blocks, first, last, title, whole, above: first, below: last + 1 });
        }
        let head: Vec<usize> = told.iter().copied().filter(|n| *n < first).collect();
        let foot: Vec<usize> = told.iter().copied().filter(|n| *n > last).collect();
        let title = title.filter(|title| head.iter().filter(|n| **n < *title).nth(BESIDE - 1).is_some());
        let above = if head.len() < BESIDE { 0 } else { head.last().map_or(0, |n| n + 1).max(title.unwrap_or(0)) };
        // `Email` behind `Copy link`, between the title and the text.
        let goes_on =
            |n: &usize| title.is_some() && *n < first && blocks.get(*n).is_some_and(|(_, score)| *score <= PAGE);
        let above = (above..above + BEHIND).find(|n| !goes_on(n)).unwrap_or(above + BEHIND);
        let below = if foot.len() < BESIDE { blocks.len() } else { foot.first().copied().unwrap_or(blocks.len()) };
        Some(Saved { blocks, first, last, title, whole, above, below })
    }

    /// Whether block `n` stands above or below the text, where everything is of the page.
    pub fn is_outside(&self, n: usize) -> bool {
        n < self.above || n >= self.below
    }

    /// Of each block whether it stands in a run of such as are of the page, one of them in its words: a box that the page put into
    /// the text. A line or two are as often an item of a list or a heading.
    pub fn boxes(&self) -> Vec<bool> {
        let low = |entry: &(&Block, u8)| entry.1 <= PAGE;
        let of = |run: &[(&Block, u8)]| {
            let is_box = run.len() >= BOX && run.iter().all(low) && run.iter().any(|(block, _)| is_told(block));
            std::iter::repeat_n(is_box, run.len())
        };
        self.blocks.chunk_by(|a, b| low(a) == low(b)).flat_map(of).collect()
    }
}

impl Saved<'_> {
    /// Of each block whether it stands in a box that the page puts into the text more than once: lines that come again in the same order,
    /// the first of them in the words of pages. Verse repeats itself, but not these.
    pub fn again(&self) -> Vec<bool> {
        let mut marks = vec![false; self.blocks.len()];
        let text = |n: usize| self.blocks.get(n).map(|(block, _)| block.text());
        let heads: Vec<usize> = (self.first..=self.last).filter(|n| is_told(self.blocks[*n].0)).take(BOXES).collect();
        for (k, first) in heads.iter().enumerate() {
            if marks[*first] {
                continue;
            }
            let places: Vec<usize> = heads[k..].iter().copied().filter(|n| text(*n) == text(*first)).collect();
            if places.len() < 2 {
                continue;
            }
            let alike = |k: usize| {
                let own = text(first + k);
                own.is_some() && places.iter().all(|n| text(n + k) == own) && !marks[first + k]
            };
            // One does not reach into the next.
            let most = places.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap_or(0);
            let lines = (0..most).take_while(|k| alike(*k)).count();
            let plain = (*first..first + lines).all(|n| !is_prose(self.blocks[n].0));
            if lines > BOX && plain {
                places.iter().for_each(|n| marks[*n..n + lines].fill(true));
            }
        }
        marks
    }
}

/// The last block of a text that begins at block `first`: where most is won by going on. What scores high wins its width, what scores low loses it, so
/// that a teaser among a hundred headlines is none of the text.
fn end(blocks: &[(&Block, u8)], first: usize) -> usize {
    let (mut last, mut best, mut sum) = (first, i64::MIN, 0);
    for (n, (block, score)) in blocks.iter().enumerate().skip(first) {
        sum += (i64::from(*score) - i64::from(TEXT)) * i64::try_from(width(block)).unwrap_or(i64::MAX).min(WIDE);
        if sum > best && *score >= TEXT {
            (last, best) = (n, sum);
        }
    }
    last
}

/// Whether what scores high outside the text is little beside it, and most scores low.
fn is_whole(blocks: &[(&Block, u8)], text: std::ops::RangeInclusive<usize>) -> bool {
    let high = blocks.iter().enumerate().filter(|(_, (_, score))| *score >= TEXT);
    let (inside, outside): (Vec<_>, Vec<_>) = high.partition(|(n, _)| text.contains(n));
    let widths = |part: &[(usize, &(&Block, u8))]| part.iter().map(|(_, (block, _))| width(block)).sum::<usize>();
    let beside = || blocks.iter().enumerate().filter(|(n, _)| !text.contains(n));
    let low = beside().filter(|(_, (_, score))| *score <= LOW).count();
    widths(&outside) * BESIDES <= widths(&inside) && low * 5 >= beside().count() * 4
}

/// Blocks of the smallest box.
const BOX: usize = 3;

/// Lines in the words of pages that may head such a box: each is compared with the others.
const BOXES: usize = 400;

/// Whether a line is half and more a phrase of pages.
pub(super) fn is_told(block: &Block) -> bool {
    block.opening().is_some_and(|hit| {
        hit.range.len() * 2 >= block.text().len() && hit.classes.iter().any(|class| WORDS.contains(class))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn a_teaser_among_headlines_is_none_of_the_text() {
        let text = "磨坊停了三年，村里人每次磨面都要走十里山路到镇上去，来回大半天，遇上雨天就只好等。";
        let teaser = "那个会修水车的木匠为什么不肯收徒弟？他说等不到一个坐得住的年轻人，你信吗？";
        let lines = [(text, 90); 4].into_iter();
        let lines = lines.chain([("老桥下的第三盏灯为什么总是先亮", 10); 20]).chain([(teaser, 60), ("河口小镇", 5)]);
        let (blocks, scores): (Vec<Block>, Vec<u8>) =
            lines.map(|(line, score)| (Block::new(Kind::Paragraph, line), score)).unzip();
        let page: Vec<(&Block, u8)> = blocks.iter().zip(scores).collect();
        assert_eq!(end(&page, 0), 3);
        assert!(is_whole(&page, 0..=3) && !is_whole(&page, 24..=24));
        // A box within the text does not end it.
        let boxed: Vec<(&Block, u8)> = page[..7].iter().chain(&page[..2]).copied().collect();
        assert_eq!(end(&boxed, 0), 8);
    }
}
