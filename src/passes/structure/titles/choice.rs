//! Which of the lines above the body is the title, where something tells it from those above it.

use super::super::fields::filings;
use super::super::headings::numbers;
use super::super::layout::is_prose;
use super::super::lift_title::{self, is_title};
use super::super::people::datelines;
use super::subjects::Subject;
use super::{
    APART, COLUMN, KEY, Line, MARGIN, PROSE, SAID, SECTION, SPOKEN, VALUE, below_day, houses, is_capitals, is_issued,
    is_motto, is_odd, is_row,
};
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::Class;

/// Letters that tell the script of a body.
const OPENING: usize = 100;

/// Lines above a title of which the text may say something, so that it need say no more than [`SPOKEN`] of the title.
const MANY: usize = 3;

/// Greatest width up to which nothing but a place tells the name of a section.
const SURE: usize = 6;

/// A line that is the title.
pub(in super::super) struct Title {
    /// Its number.
    pub line: usize,
    /// Whether nothing above it is of the text.
    pub sure: bool,
}

/// The title among the lines above the body, where something tells it from those above it; otherwise the first may be it.
/// `body` is read only where there is a choice.
pub(in super::super) fn choose<'a>(head: &[Line<'_>], body: impl Iterator<Item = &'a Block>) -> Option<Title> {
    let mut head = Head::of(head);
    let [first, second, ..] = *head.lines.as_slice() else { return None };
    // `School buses` over `School buses : what the house voted` is the rubric.
    if names_column(head.text(first), head.text(second)) {
        return Some(Title { line: second, sure: true });
    }
    let mut tops: Vec<u8> = head.lines.iter().filter_map(|n| level(head.block(*n))).collect();
    let mut again = Again::default();
    let mut posted = false;
    let body = body.inspect(|b| {
        posted |= b.kind() == Kind::Meta && filings::is_foot(b.text());
        tops.extend(level(b));
        again.look(&head, b);
    });
    let body: Vec<&Block> = body.filter(|b| is_prose(b)).take(PROSE).collect();
    head.cjk = body.first().is_some_and(|b| is_cjk(b.text()));
    head.dateline = body.first().is_some_and(|b| datelines::read(b.text()).is_some());
    if let Some(line) = again.title(&head) {
        return Some(Title { line, sure: true });
    }
    let signed = head.signed();
    let marked = head.marked(tops).or(signed);
    let under_date = below_day::find(head.all, &head.lines);
    // `文章`, the name of a section, over a line that what is known of the text stands below.
    let named = head.is_section(first) && head.lines.iter().any(|n| head.is_over_about(*n) && head.width(*n) >= SAID);
    // Most texts begin with a line that has nothing odd about it, and are looked at no further.
    let begins = !named && marked.is_none() && !head.is_odd(first) && !head.all[first..].iter().any(is_menu);
    if begins && under_date.is_none() && !head.lines.iter().any(|n| head.stands_apart(*n)) {
        return None;
    }
    let lines: Vec<usize> = head.lines.iter().copied().filter(|n| !head.goes_on(*n)).collect();
    let texts: Vec<&str> = lines.iter().map(|n| head.text(*n)).collect();
    let subject = Subject::of(&body, &texts);
    if let Some(line) = under_date
        .filter(|line| marked.is_none() && (posted || below_day::is_title(head.all, &lines, *line, &subject, head.cjk)))
    {
        return Some(Title { line, sure: true });
    }
    let scores: Vec<i32> = lines.iter().map(|n| score(&head, *n, &subject)).collect();
    let best = marked.or_else(|| lines.iter().zip(&scores).rev().max_by_key(|(_, score)| **score).map(|(n, _)| *n))?;
    Contest { head: &head, lines, scores, subject, first, best, marked: marked.is_some(), named }.title(signed)
}

/// The lines above a body.
struct Head<'h> {
    all: &'h [Line<'h>],
    /// Those that may be the title for all that the line itself says.
    lines: Vec<usize>,
    /// Whether the body is Chinese, Japanese or Korean.
    cjk: bool,
    /// Whether the body begins with a dateline, as the text of news does.
    dateline: bool,
}

impl<'h> Head<'h> {
    fn of(all: &'h [Line<'h>]) -> Head<'h> {
        let fits = |(block, live): &Line<'_>| {
            // `——老街改造三年回访` stands below a title.
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::Heading(_)) && !block.text().starts_with("——");
            *live && kind && is_title(block) && !houses::is_site(block.text().trim())
        };
        let lines = (0..all.len()).filter(|n| fits(&all[*n])).collect();
        Head { all, lines, cjk: false, dateline: false }
    }

    fn block(&self, n: usize) -> &'h Block {
        self.all[n].0
    }

    fn text(&self, n: usize) -> &'h str {
        chars::trim(self.block(n).text())
    }

    fn width(&self, n: usize) -> usize {
        chars::width(self.text(n))
    }

    fn is_odd(&self, n: usize) -> bool {
        is_odd(self.block(n), self.cjk)
    }

    fn is_section(&self, n: usize) -> bool {
        self.width(n) <= SECTION
    }

    /// The line below, unless it was cut or taken.
    fn below(&self, n: usize) -> Option<&'h Block> {
        self.all.get(n + 1).filter(|(_, live)| *live).map(|(block, _)| *block)
    }

    /// Whether what is known of the text stands below it.
    fn is_over_about(&self, n: usize) -> bool {
        self.below(n).is_some_and(is_about)
    }

    /// Whether it is who issues the text, the first line of the title of an announcement.
    fn is_issuer(&self, n: usize) -> bool {
        self.below(n).is_some_and(|b| is_issued(self.block(n).text(), b.text()))
    }

    /// Whether what is known of the text stands below it, or the text of news, while that stands below none of several above it.
    fn stands_apart(&self, n: usize) -> bool {
        let over = self.below(n).is_some_and(|b| b.kind() == Kind::Meta) || n + 1 == self.all.len() && self.dateline;
        over && !self.is_over_about(self.lines[0]) && self.lines.iter().take_while(|m| **m < n).count() >= APART
    }

    /// Whether it is the second line of a headline, a part of the first.
    fn goes_on(&self, n: usize) -> bool {
        let above = n.checked_sub(1).filter(|above| self.lines.contains(above));
        self.block(n).joined() && above.is_some_and(|above| !self.is_odd(above))
    }

    /// `小路上的歌■陈小河`
    fn signed(&self) -> Option<usize> {
        let signed = |n: &usize| self.is_over_about(*n) && lift_title::signed(self.block(*n).text()).is_some();
        self.lines.iter().copied().find(signed)
    }

    /// In Markdown the one heading of the first level, and in Chinese the one line with its sign: in code there are several. So
    /// is the one heading of the highest level there is, if what is known of the text stands below it. `tops` are the levels
    /// of all headings.
    fn marked(&self, mut tops: Vec<u8>) -> Option<usize> {
        let top = |n: &usize| {
            self.block(*n).kind() == Kind::Heading(1) || self.cjk && self.block(*n).text().starts_with("# ")
        };
        let mut all = self.lines.iter().copied().filter(top);
        let marked = all.next().filter(|_| all.next().is_none());
        tops.sort_unstable();
        let alone = tops.first().filter(|top| tops.get(1).is_none_or(|next| next > top)).copied();
        let highest = |n: &usize| alone.is_some() && level(self.block(*n)) == alone && self.is_over_about(*n);
        marked.or_else(|| self.lines.iter().copied().find(highest))
    }
}

/// The line that is most like a title, against the lines above it.
struct Contest<'c, 'h> {
    head: &'c Head<'h>,
    /// The lines, without those that go on from the line above.
    lines: Vec<usize>,
    /// Their points.
    scores: Vec<i32>,
    /// What the text speaks of.
    subject: Subject,
    first: usize,
    best: usize,
    /// Whether marks say that the best is the title.
    marked: bool,
    /// Whether the name of a section stands above.
    named: bool,
}

impl Contest<'_, '_> {
    /// The best line, if no line above it can be the title.
    fn title(&self, signed: Option<usize>) -> Option<Title> {
        let Contest { head, best, marked, .. } = *self;
        let beats = |n: usize| {
            let none = self.is_odd(n) || self.is_column(n) || self.is_over_title(n) || self.is_strange(n);
            none && (marked || self.score(n) <= self.most(n))
        };
        let odd = signed == Some(best) || self.above().all(beats);
        let told = marked || odd && !head.is_odd(best) && !self.is_field();
        // A motto may stand above a title, but no title is above another.
        let sure = odd && !self.above().any(|n| is_motto(head.block(n).text()));
        (told && best > self.first).then_some(Title { line: best, sure })
    }

    fn above(&self) -> impl Iterator<Item = usize> + '_ {
        self.lines.iter().copied().take_while(|n| *n < self.best)
    }

    fn score(&self, n: usize) -> i32 {
        self.lines.iter().position(|m| *m == n).map_or(0, |at| self.scores[at])
    }

    /// The most points of a line above the best.
    fn most(&self, n: usize) -> i32 {
        self.score(self.best) - if self.is_over_menu(n) { 0 } else { MARGIN }
    }

    fn overlap(&self, n: usize) -> i32 {
        self.subject.overlap(self.head.text(n))
    }

    /// The name of a site stands over its menu or path, whatever the name is. Below a line about the text stand counters and
    /// buttons.
    fn is_over_menu(&self, n: usize) -> bool {
        let down_to_about = self.head.all[n..self.best].iter().take_while(|(b, live)| !(*live && is_about(b)));
        down_to_about.into_iter().any(is_menu)
    }

    /// Whether a line is none of the text by itself, or the name of a section: of a longer one the text says nothing, and much
    /// of the title.
    fn is_odd(&self, n: usize) -> bool {
        let section = || {
            let sure = self.head.width(n) <= SURE || self.overlap(n) == 0 && self.overlap(self.best) >= SPOKEN;
            self.named && self.head.is_section(n) && sure
        };
        (self.head.is_odd(n) || self.is_over_menu(n) || section()) && !self.head.is_issuer(n)
    }

    /// Below a line that is none, and over one about the text, the name of a column is told by its being short.
    fn is_column(&self, n: usize) -> bool {
        let width = self.head.width(n);
        n > self.first
            && self.head.is_over_about(self.best)
            && self.is_odd(self.first)
            && width <= COLUMN
            && width < self.head.width(self.best)
    }

    /// What stands over a line about the text, which stands over the title, is none of the text.
    fn is_over_title(&self, n: usize) -> bool {
        self.marked && self.head.all[n..self.best].iter().any(|(b, live)| *live && is_about(b))
    }

    /// What the text speaks nothing of, while it speaks of the title.
    fn is_strange(&self, n: usize) -> bool {
        if !self.head.stands_apart(self.best) {
            return false;
        }
        let (title, line) = (self.overlap(self.best), self.overlap(n));
        let far = self.above().nth(MANY).is_some() && title >= SPOKEN && line + MARGIN <= title;
        far || title >= SPOKEN && line <= SPOKEN - MARGIN || title >= MARGIN && line == 0
    }

    /// `类型：文字`, but not `石桥：护林员的一天` over what is known of the text.
    fn is_field(&self) -> bool {
        self.head.block(self.best).text().split_once([':', '：']).is_some_and(|(key, value)| {
            let titular = self.head.is_over_about(self.best) && chars::width(value) >= VALUE;
            key.trim().chars().count() <= KEY && !titular
        })
    }
}

fn level(block: &Block) -> Option<u8> {
    if let Kind::Heading(level) = block.kind() { Some(level) } else { None }
}

/// Lines of the head that the page says again: its title stands above the text once more, or below it, and the name of the site
/// only where the page begins.
#[derive(Default)]
struct Again {
    below: Vec<usize>,
}

impl Again {
    fn look(&mut self, head: &Head<'_>, block: &Block) {
        self.below.extend(head.lines.iter().filter(|n| head.block(**n).text() == block.text()));
    }

    /// The line of the title, if it is told by being said again and is not the first. Several lines that are said again are
    /// those of a table of contents.
    fn title(&self, head: &Head<'_>) -> Option<usize> {
        let lines = &head.lines;
        let text = |n: usize| head.block(n).text();
        let wide = |n: usize| chars::width(text(n)) >= SAID && !head.is_odd(n) && numbers::read(text(n)).is_none();
        let first = *lines.first()?;
        if let [line] = *self.below.as_slice() {
            let above = lines.iter().filter(|n| **n < line);
            let short = above.clone().all(|n| chars::width(text(*n)) * 2 <= chars::width(text(line)));
            return (wide(line) && above.count() == 1 && short).then_some(line);
        }
        // Directly below itself it stands under a picture.
        let twice = |n: &usize| match lines.iter().filter(|m| text(**m) == text(*n)).collect::<Vec<_>>()[..] {
            [one, two] => one + 1 < *two,
            _ => false,
        };
        let line = lines.iter().copied().rev().find(|n| wide(*n) && twice(n))?;
        (self.below.is_empty() && line > first + 1).then_some(line)
    }
}

/// Whether the second of two lines begins with the first and a colon.
fn names_column(first: &str, second: &str) -> bool {
    let (first, second) = (chars::trim(first), chars::trim(second));
    let rest = second.strip_prefix(first).map(str::trim_start);
    rest.and_then(|rest| rest.strip_prefix([':', '：'])).is_some_and(|rest| chars::width(rest) >= SAID)
}

/// How much line `n` of the head looks like a title. The weights were set on some 100 made documents of Chinese pages whose
/// title is known.
fn score(head: &Head<'_>, n: usize, subject: &Subject) -> i32 {
    let text = head.text(n);
    let mut points = subject.overlap(text);
    if let Some(below) = head.below(n).filter(|b| is_about(b)).map(Block::text) {
        points += 2;
        // A date and a clock behind it are those of this text.
        let dated = below.starts_with(|c: char| c.is_ascii_digit()) && below.contains(':');
        let stamp = dated && below.contains(['来', '來']);
        points += if stamp && chars::width(text) >= 2 * COLUMN { 3 } else { 0 };
    }
    if chars::width(text) < 8 {
        points -= 2;
    }
    if head.is_odd(n) { points - 4 } else { points }
}

/// A menu or a path, which stands above a title; a bar to share by stands below one.
fn is_menu((block, live): &Line<'_>) -> bool {
    // `Home About Archives RSS` over Chinese text.
    let home = || {
        block.text().is_ascii()
            && is_capitals(block.text())
            && block.text().split(' ').count() >= 3
            && block.scan().begins(Class::Nav).is_some()
    };
    // `浏览次数：517` stands below a title.
    let counter = || block.scan().of_class(&[Class::Drop]).next().is_some();
    let nav = block.cut_by().is_some_and(|id| id.spec().code == "S120") && !live && !counter();
    (nav || is_row(block.text()) || home()) && block.scan().coverage(&[Class::Share]) < 0.5
}

/// Whether a block says something of the text.
fn is_about(block: &Block) -> bool {
    matches!(block.kind(), Kind::Meta | Kind::Byline)
}

/// Whether a text is mostly of Han, kana or Hangul.
fn is_cjk(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(OPENING);
    let (cjk, other): (Vec<char>, Vec<char>) = letters.partition(|c| chars::is_cjk(*c));
    cjk.len() > other.len()
}
