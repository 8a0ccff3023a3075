//! Where the lines of a page ended that was saved as one string, with its menus and all: the title is told by being said twice, first
//! with the name of the site behind it and then above the text, and paragraphs by their indents.

use std::ops::Range;

use memchr::memmem;

use super::split_lines::{HEAD, TEXT, TITLE, gaps, is_date, keyed, paragraphs};
use crate::chars;
use crate::phrases::{Class, Scan};

/// What parts a title from the name of its site: `水车转了--石桥频道--石桥网`.
const TAILS: [&str; 8] = ["--", "_", " - ", "-", "|", "｜", "–", "—"];

/// Least width of a title that is told by being said twice.
const SAID: usize = 12;

/// What a path to a text ends in, and words of the title behind it.
const PATH: &str = "正文";
const WORDS: usize = 6;

/// Bytes within which the title stands again, behind the menu of the page.
const MENU: usize = 6000;

/// Greatest width of a word below the text, and how many of them in a row no sentence has.
const WORD: usize = 40;
const ROW: usize = 3;

/// The indent of a paragraph of Chinese, and how many of them tell that they are.
const INDENT: &str = "　　";
const INDENTS: usize = 3;

/// What a page that is one string is made of.
#[derive(Default)]
pub(super) struct Page {
    /// Where the title stands above the text, if it is told.
    pub title: Option<Range<usize>>,
    /// The spaces that were ends of lines, some of them: the menu above the title stays one line.
    pub ends: Vec<Range<usize>>,
}

/// Reads a page; one without lines, if neither a title nor indents tell them.
pub(super) fn read(text: &str) -> Page {
    of_page(text).unwrap_or_else(|| Page { title: None, ends: indents(text) })
}

/// The spaces with the indent of a paragraph in them, if most stand behind sentences, and those in front of and behind what stands in
/// brackets below the last sentence: `（责任编辑：李敏） 相关新闻`.
fn indents(text: &str) -> Vec<Range<usize>> {
    if text.matches(INDENT).nth(INDENTS - 1).is_none() {
        return Vec::new();
    }
    let set_in = |gap: &Range<usize>| text[gap.clone()].ends_with(INDENT);
    let gaps = gaps(text);
    let last = gaps.iter().rposition(set_in).unwrap_or_default();
    let behind = |gap: &&Range<usize>| chars::is_sentence(&text[..gap.start]);
    let (count, said) =
        (gaps.iter().filter(|gap| set_in(gap)).count(), gaps.iter().filter(|gap| set_in(gap)).filter(behind).count());
    if count < INDENTS || said * 2 <= count {
        return Vec::new();
    }
    let note = |n: usize| {
        let word = word_at(text, gaps[n].end);
        let inner = word.strip_prefix(['（', '(', '[', '【']);
        n > last && inner.is_some_and(keyed) && word.ends_with(['）', ')', ']', '】'])
    };
    let ends = |n: &usize| set_in(&gaps[*n]) || note(*n) || n.checked_sub(1).is_some_and(note);
    (0..gaps.len()).filter(ends).map(|n| gaps[n].clone()).collect()
}

/// All spaces between the title and the text and below that, and of those in the text the ends of paragraphs.
fn of_page(text: &str) -> Option<Page> {
    let near = &text[..text.floor_char_boundary(MENU)];
    let place = said_again(near).or_else(|| behind_path(near))?;
    let title = &text[place.clone()];
    let gaps = gaps(text);
    let word = |n: usize| &text[gaps[n].end..gaps.get(n + 1).map_or(text.len(), |gap| gap.start)];
    // A text that is set in tells it with fewer words.
    let opens = |n: usize| {
        let least = if text[gaps[n].clone()].ends_with(INDENT) { TEXT / 2 } else { TEXT };
        let said = word(n).contains(['，', ',', '。', '、']) && word(n) != title;
        said && chars::width(word(n)) >= least
    };
    let body = (0..gaps.len()).find(|n| gaps[*n].start >= place.end && opens(*n))?;
    if gaps[body].end > place.end + HEAD {
        return None;
    }
    let short = |n: usize| chars::width(word(n)) < WORD && !chars::is_sentence(word(n));
    let below = |n: &usize| {
        let sentence = chars::is_sentence(&text[..gaps[*n].start]);
        sentence && (*n..*n + ROW).all(|m| m < gaps.len() && short(m))
    };
    let tail = (body + 1..gaps.len()).find(below).unwrap_or(gaps.len());
    // In a path, and above the text.
    let above = &text[..gaps[body].start];
    let again = above.rfind(title).unwrap_or(place.start);
    let place = again..again + title.len();
    // `来源： 石桥网`, `2015-10-30 05:18:39`
    let goes_on = |gap: &Range<usize>| {
        let clock = text[gap.end..].get(..3).is_some_and(|s| s.as_bytes()[0].is_ascii_digit() && s.contains(':'));
        text[..gap.start].ends_with(['：', ':']) || clock && ends_in_date(&text[..gap.start])
    };
    let inside = &text[gaps[body].end..gaps.get(tail).map_or(text.len(), |gap| gap.start)];
    let mut inner = indents(inside);
    if inner.is_empty() {
        inner = ends_of_paragraphs(inside);
    }
    let inner: Vec<usize> = inner.into_iter().map(|gap| gap.end + gaps[body].end).collect();
    let around = |(n, gap): &(usize, &Range<usize>)| {
        let outside = gap.end >= place.start && *n <= body || *n >= tail;
        outside && !place.contains(&gap.start) && !goes_on(gap) || inner.binary_search(&gap.end).is_ok()
    };
    let ends: Vec<Range<usize>> = gaps.iter().enumerate().filter(around).map(|(_, gap)| gap.clone()).collect();
    Some(Page { title: Some(place), ends })
}

/// Where what stands in front of the name of the site at the beginning is said again.
fn said_again(near: &str) -> Option<Range<usize>> {
    let first = &near[..near.floor_char_boundary(3 * TITLE.end())];
    let of = |tail: &&str| {
        let mark = first.find(*tail)?;
        let title = first[..mark].trim();
        // Behind the mark stands a name, and no sentence.
        let site = word_at(first, mark + tail.trim_end().len());
        let sure = chars::width(title) >= SAID && !site.contains(['，', '。', '、', '；']);
        if !sure || !may_be(title) {
            return None;
        }
        let again = |at: &usize| near[..*at].ends_with(char::is_whitespace);
        let at = memmem::find_iter(near.as_bytes(), title).skip(1).find(again)?;
        Some(at..at + title.len())
    };
    TAILS.iter().filter_map(of).max_by_key(Range::len)
}

/// Where the title stands between the path to it, which ends in the word for the text, and a date or a key: `石桥网 > 乡村 > 正文
/// 水车转了三天三夜 2015-11-02`.
fn behind_path(near: &str) -> Option<Range<usize>> {
    let path = |at: &usize| near[..*at].trim_end().ends_with(['>', '＞', '»', '›']);
    let word = near.match_indices(PATH).map(|(at, _)| at).find(path)? + PATH.len();
    let start = word + near[word..].find(|c: char| !c.is_whitespace())?;
    let gaps = gaps(&near[start..]);
    let told = gaps.iter().take(WORDS).position(|gap| is_told(&near[start + gap.end..]))?;
    // `字号 评论 邮件`
    let button = |gap: &&Range<usize>| is_button(word_at(near, start + gap.end));
    let end = start + gaps[..told].iter().find(button).unwrap_or(&gaps[told]).start;
    (start > word && may_be(&near[start..end])).then_some(start..end)
}

fn word_at(text: &str, start: usize) -> &str {
    text[start..].split(char::is_whitespace).next().unwrap_or_default()
}

fn is_button(word: &str) -> bool {
    Scan::of(word).coverage(&[Class::Button, Class::Nav, Class::Share, Class::Drop]) >= 1.0
}

fn may_be(title: &str) -> bool {
    TITLE.contains(&chars::width(title)) && title.chars().any(chars::is_han) && !title.contains(['。', '\n'])
}

/// Whether a text begins with a date or with a key of metadata.
fn is_told(text: &str) -> bool {
    let word = word_at(text, 0);
    is_date(word) || keyed(word)
}

/// The spaces of a text between its paragraphs.
fn ends_of_paragraphs(text: &str) -> Vec<Range<usize>> {
    let gaps = gaps(text);
    let starts: Vec<usize> = paragraphs(text, &gaps, 0).collect();
    gaps.into_iter().filter(|gap| starts.binary_search(&gap.end).is_ok()).collect()
}

fn ends_in_date(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    is_date(word)
}
