//! Which rules read a line that may sign the text: in the order in which they are asked, each with the places where it is asked.

use super::super::furniture::tails;
use super::super::layout::{Layout, is_line};
use super::super::lift_bylines::WIDEST;
use super::{
    People, affiliations, alone, byline, datelines, helpers, magazines, names, offices, parts, places, posts, unmarked,
    within,
};
use crate::chars;
use crate::document::{Block, Document};
use crate::meta::MetaKey;

/// Lines of the head in which a name beside a place signs.
const HEAD: usize = 4;

/// A line, and what is known where it stands.
pub(in super::super) struct Line<'a> {
    pub doc: &'a Document,
    pub layout: &'a Layout<'a>,
    pub n: usize,
    pub block: &'a Block,
    /// Where the text ends, short last sentences included.
    pub end: usize,
    /// The line that says whom the text speaks to, 0 if none does.
    pub addressed: usize,
    /// Whether a line above says who wrote.
    pub written: bool,
    /// Whether neither such a line nor the metadata does.
    pub unknown: bool,
}

impl<'a> Line<'a> {
    fn text(&self) -> &'a str {
        self.block.text()
    }

    fn is_above(&self) -> bool {
        self.n < self.layout.first
    }

    /// The line below the prose, or below short last sentences.
    fn is_next(&self) -> bool {
        self.n == self.layout.last || self.n == self.end
    }

    fn is_line(&self) -> bool {
        is_line(self.block, WIDEST)
    }

    fn is_dated(&self) -> bool {
        self.doc.meta().get(MetaKey::Date).is_some()
    }
}

/// A rule.
struct Reader {
    /// Whether a line stands where the rule holds: little work.
    asks: fn(&Line<'_>) -> bool,
    /// Whom the line names.
    read: fn(&Line<'_>) -> Option<People>,
}

/// Rules for what stands at the end of a text, which go before authors with their institutes.
const OUTRIGHT: &[Reader] = &[
    // `本文作者：陈小河，石桥大学教授` stands above a text, too.
    Reader {
        asks: |l| l.n + 1 >= l.layout.last || l.is_above() && l.text().starts_with("本文作者"),
        read: |l| affiliations::of_author(l.text()),
    },
    Reader { asks: |l| l.is_next(), read: |l| tails::name_alone(l.text().trim()) },
    Reader { asks: |l| l.is_next() && l.unknown, read: |l| tails::names_alone(l.text().trim()) },
    Reader { asks: |l| l.is_next() && l.unknown, read: |l| tails::short_name_alone(l.layout, l.n) },
    // Under a text that nobody dated two words are of a list.
    Reader { asks: |l| l.is_next() && l.unknown && l.is_dated(), read: of_office },
];

/// Rules for lines of any length, and for short ones.
const READERS: &[Reader] = &[
    Reader { asks: |_| true, read: |l| parts::read(l.text()) },
    Reader { asks: |_| true, read: |l| parts::edited(l.text()) },
    Reader { asks: |_| true, read: |l| affiliations::supplied(l.text()) },
    Reader { asks: |_| true, read: |l| helpers::read(l.text()) },
    Reader { asks: |_| true, read: |l| magazines::find(l.layout, l.n) },
    Reader { asks: |l| l.is_line(), read: |l| unmarked::beside_site(l.layout, l.n) },
    Reader { asks: |l| l.is_line(), read: |l| alone::alone(l.text()) },
    Reader { asks: |l| l.is_line(), read: |l| places::stationed(l.text()) },
    Reader { asks: |l| l.is_above() && l.is_line(), read: |l| unmarked::reported(l.text()) },
    Reader { asks: |l| l.is_above() && l.n <= HEAD && l.is_line(), read: |l| within::beside_place(l.text()) },
    // `作者` alone below a text signs it.
    Reader {
        asks: |l| l.is_line() && !(l.n >= l.layout.last && l.text() == "作者"),
        read: |l| byline::byline(l.text()),
    },
    // Whom a speech addresses stands below.
    Reader {
        asks: |l| !l.written && l.unknown && l.is_above() && l.n <= HEAD && l.is_line(),
        read: |l| unmarked::speaker(l.doc, l.layout, l.n),
    },
    Reader { asks: is_unsigned, read: |l| unmarked::find(l.doc, l.layout, l.n) },
    Reader { asks: is_unsigned, read: |l| unmarked::above_summary(l.layout, l.n) },
    Reader { asks: is_unsigned, read: |l| unmarked::above_editor(l.layout, l.n) },
    Reader { asks: |l| is_unsigned(l) && l.unknown && l.is_dated(), read: |l| unmarked::below_text(l.layout, l.n) },
    Reader { asks: |l| is_unsigned(l) && l.unknown, read: |l| within::below_vietnamese(l.layout, l.n) },
];

/// Whom a line at the end of the text names.
pub(in super::super) fn outright(line: &Line<'_>) -> Option<People> {
    OUTRIGHT.iter().filter(|rule| (rule.asks)(line)).find_map(|rule| (rule.read)(line))
}

/// Whom any other line names.
pub(in super::super) fn read(line: &Line<'_>) -> Option<People> {
    READERS.iter().filter(|rule| (rule.asks)(line)).find_map(|rule| (rule.read)(line))
}

/// Whether a line names the authors once more, or says what somebody is and not who.
pub(in super::super) fn signs_again(line: &Line<'_>) -> bool {
    let known = |name: &String| line.doc.meta().all(MetaKey::Author).any(|author| author == name);
    let again = || names::split(line.text()).is_some_and(|names| names.iter().all(known));
    line.is_line() && (line.is_above() && !line.unknown && again() || posts::is_role_alone(line.block))
}

/// Whether a dateline may open the block.
pub(in super::super) fn may_lead(line: &Line<'_>) -> bool {
    let (n, first, text) = (line.n, line.layout.first, line.text());
    // A release has its place and day below its summary.
    let release = || n == first + 1 && text.starts_with(|c: char| c.is_ascii_uppercase()) && !line.is_dated();
    // `本报河口专电（特派记者陈小河）……` below a paragraph that sums up.
    let own = || {
        (first + 1..=first + 2).contains(&n)
            && line.unknown
            && !line.written
            && text.starts_with(['本', '【', '（', '(', '〔'])
            && datelines::read(text).is_some_and(|read| !read.people.authors.is_empty())
    };
    // `石桥社河口9月14日电（记者甲、乙）题：…` has a line of its own.
    n == first || release() || own() || line.is_above() && chars::contains_any(text, ['题', '題'])
}

/// Short lines where no line signed yet, and nobody is spoken to further below.
fn is_unsigned(line: &Line<'_>) -> bool {
    !line.written && line.n >= line.addressed && line.is_line()
}

/// `石桥中学 陈小河`. One of several such lines is of a list: who won, who was there.
fn of_office(line: &Line<'_>) -> Option<People> {
    let named = |text: &str| offices::names_of(text).or_else(|| offices::named_first(text));
    let beside = [line.n.checked_sub(1), line.n.checked_add(1)].into_iter().flatten();
    let listed = || beside.filter_map(|n| line.layout.blocks.get(n)).any(|b| named(b.text().trim()).is_some());
    let people = named(line.text().trim())?;
    (!listed()).then_some(people)
}
