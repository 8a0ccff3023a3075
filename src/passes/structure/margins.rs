//! The lines above and below the text of which no pass knows what they are: models ask whether one is its title and which are of
//! the page that it was saved from. They see what a reader sees of each line, and what the passes before made of its neighbours.

mod blocks;
mod fit;
mod models;
mod stretch;

use self::blocks::{DOUBTED, is_about, is_asked, is_doubted, is_open, state};
use self::models::{CUTS, Model, PAGES, TITLES};
use self::stretch::within;
use super::layout::{Layout, is_prose, width};
use super::lift_title::is_title;
use super::surroundings::is_told;
use super::titles;
use super::titles::again::repeats;
use super::titles::subjects::Subject;
use crate::census::Traits;
use crate::chars;
use crate::document::{Block, BlockId, Document, Kind, Margin};
use crate::lines::View;
use crate::meta::MetaKey;
use crate::model::measure::measure;

/// Lines above the text, and below it, that are looked at, blocks at either end of the text that they are seen against, and paragraphs that
/// are asked what they speak of.
const REACH: usize = 40;
const TEXT: usize = 2;
const SPOKEN: usize = 8;

/// Probability of a title from which on the model is right whatever the rules say, and how many times as likely as the line that they choose
/// another must be otherwise: on a page, and where nothing around the text was known for one.
const TITLE: (f32, f32) = (0.5, 3.0);
const BARE: (f32, f32) = (0.8, 8.0);

/// Least width of both lines of a headline: the name of a site above a title is shorter.
const HEADLINE: usize = 16;

/// Least probability of a line of the page, where something about the text stands around it, or as many such lines; and where
/// nothing does: people write lists above and below a text too, but seldom its date and its writers. And in Markdown, which they write by hand.
const PAGE: f32 = 0.8;
const CHINESE: f32 = 0.65;
const LONE: f32 = 0.93;
const MARKDOWN: f32 = 0.96;
const LINES: usize = 3;

/// The same where nothing at all tells of a page, and the least that the words of one of its lines must say for it: of 1,030 lines that were as likely by models
/// that had not seen their host, 945 stood around such a text, and 1 of 2,476 lines of labelled texts of which nothing tells, none of 7,144 that people wrote, were of the text.
const BARE_PAGE: f32 = 0.98;
const IN_WORDS: f32 = 1.5;

/// Lines of a foot that go, and are half of it, among which others go that are likely of the page.
const FOOT: usize = 8;

/// Lines among which the title is looked for where nothing is known.
const SEVERAL: usize = 8;

/// Least probability of a line of the page that may be read for a date.
const LIKELY: f32 = 0.5;

/// Mean probability of being of the page below which lines that one pass cut in a row come back.
const RETURNS: f32 = 0.3;

/// The lines around a text, a few of its own blocks among them, in reading order, cut ones too.
pub(super) struct Margins<'a> {
    doc: &'a Document,
    view: View<'a>,
    blocks: Vec<&'a Block>,
    /// Where the text begins and ends.
    first: usize,
    last: usize,
    /// What became of each block.
    states: Vec<f32>,
    title: Option<&'a str>,
    /// Hashes of the words of the title.
    called: Vec<u64>,
    /// Where the title stands.
    titled: Option<usize>,
    /// The line that rules take for it.
    chosen: Option<usize>,
    /// What the text and the lines both speak of.
    subject: Subject,
    /// Blocks of the document, and how many of them were cut.
    all: usize,
    cut: usize,
    /// Whether something tells that lines of a page may stand around the text.
    known: bool,
}

impl<'a> Margins<'a> {
    /// If several lines stand above the text, or something tells of a page: one may be its title.
    pub fn for_title(doc: &'a Document) -> Option<Margins<'a>> {
        Margins::around(doc, is_open, |above, _| above.len() >= SEVERAL)
    }

    /// The lines that any of the models may be asked about.
    pub fn for_fit(doc: &'a Document) -> Option<Margins<'a>> {
        Margins::around(doc, is_asked, |_, _| true)
    }

    /// `None` if there is no text, no line around it that `wanted` chooses, or nothing that tells of a page, unless the open lines above the text and
    /// below it are `enough`.
    fn around(
        doc: &'a Document,
        wanted: fn(&Block) -> bool,
        enough: impl Fn(&[&Block], &[&Block]) -> bool,
    ) -> Option<Margins<'a>> {
        let layout = Layout::of(doc);
        let (first, last) =
            (layout.blocks.get(layout.first)?.id(), layout.blocks.get(layout.last.checked_sub(1)?)?.id());
        let all: Vec<&Block> = doc.all_blocks().collect();
        let at = |id| all.iter().position(|b| b.id() == id);
        let (first, last) = (at(first)?, at(last)? + 1);
        let (first, last) = within(&all, first, last);
        let head = first.saturating_sub(REACH)..(first + TEXT).min(last);
        let foot = last.saturating_sub(TEXT).max(head.end)..(last + REACH).min(all.len());
        let outside = |n: &usize| *n < first || *n >= last;
        let title = doc.meta().get(MetaKey::Title);
        // Around a text of which nothing was cut and nothing is known the models are hardly ever sure but of
        // many lines, one of them in the words of pages.
        let told =
            |b: &&Block| b.cut_by().is_some() || is_about(b) && !title.is_some_and(|title| repeats(b.text(), title));
        let lines = || head.clone().chain(foot.clone()).filter(outside).map(|n| all[n]);
        let open = || lines().filter(|b| is_open(b));
        let many = || open().nth(LINES - 1).is_some() && open().any(is_told);
        let known = all.iter().any(told) || many();
        let enough = || {
            let (above, below): (Vec<usize>, Vec<usize>) =
                head.clone().chain(foot.clone()).filter(|n| outside(n) && is_open(all[*n])).partition(|n| *n < first);
            let blocks = |places: Vec<usize>| places.into_iter().map(|n| all[n]).collect::<Vec<_>>();
            enough(&blocks(above), &blocks(below))
        };
        if !lines().any(wanted) || !known && !enough() {
            return None;
        }
        let skipped = foot.start - head.end;
        let (from, first, last) = (head.start, first - head.start, last - head.start - skipped);
        let blocks: Vec<&Block> = all[head].iter().chain(&all[foot]).copied().collect();
        let titled = title.and_then(|t| blocks.iter().position(|b| b.kind() == Kind::Title || repeats(b.text(), t)));
        let lines: Vec<titles::Line<'_>> = blocks.iter().take(first).map(|b| (*b, b.cut_by().is_none())).collect();
        let chosen = if titled.is_none() && from == 0 {
            titles::choose(&lines, blocks[first..].iter().copied()).map(|title| title.line)
        } else {
            None
        };
        let texts: Vec<&str> =
            blocks.iter().filter(|b| is_open(b) && !is_prose(b)).map(|b| chars::trim(b.text())).collect();
        let prose: Vec<&Block> = all.iter().copied().filter(|b| is_open(b) && is_prose(b)).take(SPOKEN).collect();
        let subject = Subject::of(&prose, &texts);
        let cut = all.iter().filter(|b| b.cut_by().is_some()).count();
        let all = all.len();
        Some(Margins {
            states: blocks.iter().map(|b| state(b)).collect(),
            called: title.map_or_else(Vec::new, |title| measure(title).tokens),
            all,
            cut,
            known,
            doc,
            view: View::new(blocks.clone(), |b| !is_prose(b)),
            blocks,
            first,
            last,
            title,
            titled,
            chosen,
            subject,
        })
    }

    /// What the lines of a document are of which nothing is known.
    pub fn told(doc: &Document) -> Vec<Margin> {
        let in_words = |lines: &[&Block]| lines.iter().any(|b| PAGES.words.sum(b.measure()) >= IN_WORDS);
        let margins = Margins::around(doc, is_open, |above, below| in_words(above) || in_words(below));
        margins.map_or_else(Vec::new, |margins| margins.lines())
    }

    /// The lines of a document that were cut and look like the text.
    pub fn cut_wrongly(doc: &Document) -> Vec<BlockId> {
        // Of most texts nothing was cut.
        if !doc.all_blocks().any(is_doubted) {
            return Vec::new();
        }
        Margins::around(doc, is_doubted, |_, _| false).map_or_else(Vec::new, |margins| margins.returning())
    }

    /// The lines around the text that `wanted` chooses.
    fn outside(&self, wanted: fn(&Block) -> bool) -> impl Iterator<Item = usize> + '_ {
        let outside = |n: &usize| *n < self.first || *n >= self.last;
        (0..self.blocks.len()).filter(outside).filter(move |n| wanted(self.blocks[*n]))
    }

    /// The lines of which nothing is known.
    fn open(&self) -> impl Iterator<Item = usize> + '_ {
        self.outside(is_open)
    }

    /// The line above the text that is the title, where that is another than the rules choose.
    pub fn title(&self, rules: Option<&Block>) -> Option<&'a Block> {
        let fits = |n: &usize| *n < self.first && is_title(self.blocks[*n]) && !titles::is_aside(self.blocks[*n]);
        let lines: Vec<usize> = self.open().filter(fits).collect();
        let odds = self.ask(&TITLES, &lines);
        let chosen = |n: usize| rules.is_some_and(|b| b.id() == self.blocks[n].id());
        let page = self.has_fields() || self.blocks.iter().any(|b| b.cut_by().is_some());
        let (sure, times) = if page { TITLE } else { BARE };
        let least = odds.iter().find(|(n, _)| chosen(*n)).map_or(sure, |(_, odds)| sure.min(times * odds));
        let of_rules = odds.iter().copied().find(|(n, _)| chosen(*n));
        let (best, odds) = odds.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        // In Markdown a headline may have two lines.
        let pair = |n: usize| n + 1 == best && self.doc.format == "markdown" && self.blocks[best].joined();
        let headline = |n: usize| pair(n) && width(self.blocks[n]).min(width(self.blocks[best])) >= HEADLINE;
        let first = of_rules.filter(|(n, _)| headline(*n));
        let least = first.map_or(least, |(_, first)| least.max(BARE.1 * first));
        // Over a text with nothing else above it the second line sums the title up, or says whose or for whom it is: of seven such lines that
        // the model preferred none was the title.
        let alone = lines == [0, 1] && self.blocks[..self.first].iter().all(|b| b.cut_by().is_none());
        if alone && chosen(0) {
            return None;
        }
        (odds >= least).then_some(self.blocks[best])
    }

    /// What the lines are of which nothing is known.
    pub fn lines(&self) -> Vec<Margin> {
        let open: Vec<usize> = self.open().collect();
        let odds = self.ask(&PAGES, &open);
        let several = || odds.iter().filter(|(_, odds)| *odds >= PAGE).nth(LINES - 1).is_some();
        let dated = self.has_fields() && self.doc.meta().get(MetaKey::Date).is_some();
        let least = match self.doc.format {
            _ if !self.known => BARE_PAGE,
            "markdown" => MARKDOWN,
            _ if self.has_fields() || several() => PAGE,
            _ => LONE,
        };
        // Around a dated Chinese text lines that end no sentence go sooner; below it only beside what is known to be no text, for one that was
        // cut off ends in lines of its own.
        let chinese = dated && self.doc.format != "markdown" && self.is_chinese();
        let known = |b: &&Block| b.cut_by().is_some() || is_about(b);
        let foot = self.blocks[self.last..].iter().any(known);
        let sooner = |n: usize| chinese && (n < self.first || foot) && !chars::is_sentence(self.blocks[n].text());
        // Above the title of a dated text hardly anything is of it, nor are several lines above that of another.
        let over = |n: usize| self.titled.is_some_and(|title| n < title);
        let row = odds.iter().filter(|(n, odds)| over(*n) && *odds >= LIKELY).nth(LINES - 1).is_some();
        let above = |n: usize| over(n) && (dated || row && self.has_fields());
        let limit = |n: usize| match n {
            _ if !self.known => least,
            _ if above(n) => least.min(LIKELY),
            _ if sooner(n) => least.min(CHINESE),
            _ => least,
        };
        let likely = if self.known { LIKELY } else { BARE_PAGE };
        // Of a long foot that goes for the most part hardly any line is of the text.
        let below = || odds.iter().filter(|(n, _)| *n >= self.last);
        let going = below().filter(|(n, odds)| *odds >= limit(*n)).count();
        let whole = self.known && self.doc.format != "markdown" && going >= FOOT && going * 2 >= below().count();
        let line = |(n, odds): (usize, f32)| Margin {
            id: self.blocks[n].id(),
            of_page: odds >= likely,
            goes: odds >= limit(n) || whole && n >= self.last && odds >= LIKELY,
        };
        odds.iter().copied().map(line).collect()
    }

    /// The lines that were cut and look like the text: what one pass cut in a row, a menu or a list under its heading, is one decision.
    fn returning(&self) -> Vec<BlockId> {
        let runs = self.doubted();
        let row = |n: usize, length: usize| {
            let mut row = self.row_of(&CUTS, n);
            row.extend(self.cut_with(n, length));
            row
        };
        let rows: Vec<Vec<f32>> = runs.iter().flat_map(|run| run.iter().map(|n| row(*n, run.len()))).collect();
        let odds = CUTS.ask(&rows);
        // The title is in the metadata, and not twice in the text.
        let titled = |n: &usize| self.title.is_some_and(|title| repeats(self.blocks[*n].text(), title));
        let mut rest = odds.as_slice();
        let mut back = Vec::new();
        for run in runs {
            let (own, later) = rest.split_at(run.len());
            rest = later;
            if own.iter().sum::<f32>() / (run.len() as f32) < RETURNS {
                back.extend(run.into_iter().filter(|n| !titled(n)).map(|n| self.blocks[n].id()));
            }
        }
        back
    }

    /// The lines that passes cut, in runs of what one cut in a row.
    fn doubted(&self) -> Vec<Vec<usize>> {
        let doubted: Vec<usize> = self.outside(is_doubted).collect();
        let by = |n: usize| self.blocks[n].cut_by();
        doubted.chunk_by(|a, b| a + 1 == *b && by(*a) == by(*b)).map(<[usize]>::to_vec).collect()
    }

    /// Which pass cut line `n`, and how many in a row.
    fn cut_with(&self, n: usize, length: usize) -> [f32; 2] {
        let by = self.blocks[n].cut_by().and_then(|pass| DOUBTED.iter().position(|name| *name == pass.spec().name));
        [by.map_or(-1.0, |by| by as f32), (length as f32).ln_1p()]
    }

    /// Whether something about the text stands around it, other than its title.
    fn has_fields(&self) -> bool {
        self.blocks.iter().any(|b| is_about(b) && !repeats(b.text(), self.title.unwrap_or_default()))
    }

    /// Whether the text is in Chinese or Japanese.
    fn is_cjk(&self) -> bool {
        self.blocks.get(self.first).is_some_and(|b| b.text().chars().any(chars::is_cjk))
    }

    fn is_chinese(&self) -> bool {
        self.is_cjk()
            && !self.blocks[self.first..self.last].iter().any(|b| b.census().traits.any(Traits::KANA_OR_HANGUL))
    }

    /// Lines with their probabilities.
    fn ask(&self, model: &Model, lines: &[usize]) -> Vec<(usize, f32)> {
        let rows: Vec<Vec<f32>> = lines.iter().map(|n| self.row_of(model, *n)).collect();
        lines.iter().copied().zip(model.ask(&rows)).collect()
    }

    /// What is known of line `n`, and what its words say.
    fn row_of(&self, model: &Model, n: usize) -> Vec<f32> {
        let mut row = self.row(n);
        if let Some(measure) = self.view.measure(n) {
            model.words.look_up(measure, &mut row);
        }
        row
    }

    /// What is known of line `n`.
    fn row(&self, n: usize) -> Vec<f32> {
        let mut row = self.view.row(n);
        self.late(n, |_, value| row.push(value));
        row
    }

    /// What the passes before say of line `n` and of those around it.
    fn late(&self, n: usize, mut put: impl FnMut(&'static str, f32)) {
        let flag = |on: bool| if on { 1.0 } else { 0.0 };
        let log = |n: usize| (n as f32).ln_1p();
        let block = self.blocks[n];
        let head = n < self.first;
        put("side", if head { -1.0 } else { 1.0 });
        let (out, inner) = if head { (0..n, n + 1..self.first) } else { (n + 1..self.blocks.len(), self.last..n) };
        for (names, range) in
            [(["out_all", "out_cut", "out_meta", "out_open"], out), (["in_all", "in_cut", "in_meta", "in_open"], inner)]
        {
            let of = |wanted: &[f32]| self.states[range.clone()].iter().filter(|state| wanted.contains(state)).count();
            put(names[0], log(range.len()));
            put(names[1], log(of(&[6.0])));
            put(names[2], log(of(&[2.0, 3.0, 5.0])));
            put(names[3], log(of(&[7.0])));
        }
        // Towards the text, and away from it.
        let toward = if head { 1 } else { -1 };
        for (k, name) in [(-3, "out_3"), (-2, "out_2"), (-1, "out_1"), (1, "in_1"), (2, "in_2"), (3, "in_3")] {
            let near = n.checked_add_signed(k * toward).and_then(|n| self.states.get(n));
            put(name, near.copied().unwrap_or(-1.0));
        }
        put("blocks", log(self.all));
        put("cut", log(self.cut));
        put("markdown", flag(self.doc.format == "markdown"));
        // The title and the other fields.
        put("has_title", flag(self.title.is_some()));
        put("from_title", self.titled.map_or(0.0, |t| (n as f32 - t as f32).signum() * log(n.abs_diff(t))));
        let tokens = self.view.measure(n).map(|m| m.tokens.as_slice()).unwrap_or_default();
        let shared = tokens.iter().filter(|t| self.called.contains(t)).count() as f32 / tokens.len().max(1) as f32;
        put("of_title", shared);
        let has = |key| self.doc.meta().entries().iter().any(|e| e.key == key && block.text().contains(&e.value));
        put("has_author", flag(has(MetaKey::Author)));
        put("has_publisher", flag(has(MetaKey::Publisher)));
        put("dated", flag(self.doc.meta().get(MetaKey::Date).is_some()));
        put("signed", flag(self.doc.meta().get(MetaKey::Author).is_some()));
        // What rules say of lines that may be titles.
        let cjk = self.is_cjk();
        put("text_cjk", flag(cjk));
        put("spoken", self.subject.overlap(chars::trim(block.text())) as f32);
        put("titlelike", flag(is_title(block)));
        put("odd", flag(titles::is_odd(block, cjk)));
        put("chosen", flag(self.chosen == Some(n)));
        put("menu", flag(titles::is_row(block.text())));
    }
}
