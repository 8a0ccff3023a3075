//! What is known of every line of a page without markup, as numbers for the models.

use std::collections::HashSet;

use crate::document::{Block, Kind};
use crate::model::Alike;
use crate::model::measure::{Hashed, Measure, hash, mix, step};
use crate::phrases::Class;

/// Words from which on a block with a full stop or comma counts as running text.
const TEXTY: f32 = 8.0;

/// Words of a block that count for where the text lies at most: one long notice is no text.
const LONG: f32 = 60.0;

/// What a block that is no running text takes from a stretch of text: two in a row outweigh a short sentence.
const GAP: f32 = 4.0;

/// Characters of the shape of a line.
const SHAPE: usize = 12;

/// What the phrases of a line are of: the least number of classes that say different things of a page.
const TOLD: [(&str, &[Class]); 7] = [
    ("told_nav", &[Class::Nav, Class::Channel, Class::Page]),
    ("told_share", &[Class::Share, Class::Button, Class::Urge]),
    ("told_related", &[Class::Related]),
    ("told_legal", &[Class::Legal, Class::Term, Class::Contact, Class::Masthead]),
    ("told_people", &[Class::Author, Class::Editor, Class::Role]),
    ("told_fields", &[Class::Publisher, Class::Date, Class::Tag, Class::Category, Class::Url, Class::Drop]),
    ("told_caption", &[Class::Caption]),
];

/// A block by itself.
#[derive(Default)]
struct Own<'a> {
    measure: &'a Measure,
    units: f32,
    log_units: f32,
    /// Share of its characters that are links.
    links: f32,
    texty: bool,
    told: [f32; TOLD.len()],
    clock: f32,
    year: f32,
    number: f32,
    address: f32,
    colon: f32,
    bullet: f32,
    cut_off: f32,
    shape: u64,
}

/// A page with everything that is computed once.
pub(crate) struct View<'a> {
    blocks: Vec<&'a Block>,
    own: Vec<Own<'a>>,
    /// Sums before each block, and over all: words, those of running text, blocks.
    before: Vec<[f32; 3]>,
    /// The stretch in which most of the running text stands.
    best: (usize, usize),
    best_units: f32,
    /// Which blocks no blank line parts, and how many blocks, words and words of running text they are.
    group_of: Vec<usize>,
    groups: Vec<[f32; 3]>,
    /// Blocks between running text: how many, and their words.
    runs: Vec<[f32; 2]>,
    same_text: Vec<f32>,
    same_shape: Vec<f32>,
    /// Share of a block's words that the best stretch has too.
    said: Vec<f32>,
    /// How far the next running text above and below stands.
    above: Vec<f32>,
    below: Vec<f32>,
}

/// Names of the features, for fitting.
pub(crate) fn names() -> Vec<&'static str> {
    let mut out = Vec::new();
    row(|name, _| out.push(name), None);
    out
}

fn log(x: f32) -> f32 {
    (1.0 + x.max(0.0)).ln()
}

fn own(block: &Block, scanned: bool) -> Own<'_> {
    let text = block.text();
    let m = block.measure();
    let link_chars = block.hints().map_or(0, |h| h.link_chars);
    let links = (link_chars as f32 / m.visible.max(1) as f32).min(1.0);
    let scan = scanned.then(|| block.scan()).filter(|scan| !scan.hits.is_empty());
    let bytes = text.as_bytes();
    let digit = |n: usize| bytes.get(n).is_some_and(u8::is_ascii_digit);
    let clock = memchr::memchr_iter(b':', bytes).any(|n| n > 0 && digit(n - 1) && digit(n + 1) && digit(n + 2));
    let year = |w: &[u8]| (w.starts_with(b"19") || w.starts_with(b"20")) && w.iter().all(u8::is_ascii_digit);
    let head = &text[..text.floor_char_boundary(48)];
    let flag = |on: bool| if on { 1.0 } else { 0.0 };
    Own {
        units: m.units,
        log_units: log(m.units),
        links,
        texty: m.units >= TEXTY && m.stops + m.commas > 0 && links < 0.35,
        told: TOLD.map(|(_, classes)| scan.as_ref().map_or(0.0, |scan| scan.coverage(classes))),
        clock: flag(clock),
        year: flag(bytes.windows(4).any(year)),
        number: flag(
            bytes
                .chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit())
                .any(|run| run.len() >= 6 && run[0].is_ascii_digit()),
        ),
        address: flag(text.contains("http") || text.contains("www.") || text.contains('@')),
        colon: flag(head.contains([':', '：'])),
        bullet: flag(text.starts_with(['·', '•', '-', '*', '»', '>', '›', '■', '□', '◆', '▪', '●', '○', '|'])),
        cut_off: flag(text.ends_with("...") || text.ends_with('…')),
        shape: shape(text),
        measure: m,
    }
}

/// A number for how a line looks: runs of Han, of other letters, of digits, and the marks between.
fn shape(text: &str) -> u64 {
    let mut key = 0;
    let mut last = '\0';
    let mut count = 0;
    for c in text.chars() {
        let sort = match c {
            _ if c.is_whitespace() => continue,
            _ if c.is_ascii_digit() => '9',
            _ if crate::chars::is_cjk(c) => '文',
            _ if c.is_alphabetic() => 'a',
            _ => c,
        };
        if sort != last {
            key = step(key, u64::from(sort));
            last = sort;
            count += 1;
        }
        if count >= SHAPE {
            break;
        }
    }
    key
}

/// How many blocks have the same key, a block each.
fn alike(keys: impl ExactSizeIterator<Item = u64>) -> Vec<f32> {
    let mut out = vec![0.0; keys.len()];
    for same in Alike::of(keys).groups() {
        same.iter().for_each(|(_, n)| out[*n] = log(same.len() as f32));
    }
    out
}

impl<'a> View<'a> {
    /// A view of `blocks`, in which phrases are looked for where `scanned` says so: in much text that is no small work.
    pub(crate) fn new(blocks: Vec<&'a Block>, scanned: impl Fn(&Block) -> bool) -> View<'a> {
        let own: Vec<Own<'_>> = blocks.iter().map(|b| own(b, scanned(b))).collect();
        let mut sum = [0.0; 3];
        let mut before = vec![sum];
        for o in &own {
            sum = [sum[0] + o.units, sum[1] + if o.texty { o.units } else { 0.0 }, sum[2] + 1.0];
            before.push(sum);
        }
        let (best, best_units) = best(&own);
        let mut view = View {
            before,
            best,
            best_units,
            group_of: Vec::new(),
            groups: Vec::new(),
            runs: runs(&own),
            same_text: alike(blocks.iter().map(|b| hash(b.text()))),
            same_shape: alike(own.iter().map(|o| o.shape)),
            said: said(&own, best),
            above: distances(own.iter().map(|o| o.texty)),
            below: Vec::new(),
            own,
            blocks,
        };
        view.below = distances(view.own.iter().rev().map(|o| o.texty));
        view.below.reverse();
        for (n, block) in view.blocks.iter().enumerate() {
            if n == 0 || !block.joined() {
                view.groups.push([0.0; 3]);
            }
            view.group_of.push(view.groups.len() - 1);
            if let (Some(group), Some(o)) = (view.groups.last_mut(), view.own.get(n)) {
                *group = [group[0] + 1.0, group[1] + o.units, group[2] + if o.texty { o.units } else { 0.0 }];
            }
        }
        view
    }

    pub(crate) fn measure(&self, n: usize) -> Option<&Measure> {
        self.own.get(n).map(|o| o.measure)
    }

    /// Which blocks belong together, told by the numbers of their group; the same as in `tools/fit_content.py`.
    pub(crate) fn groups(&self) -> Vec<u64> {
        let key = |n: &usize| {
            let [count, units, texty] = self.group(*n);
            [count, units, texty].iter().fold(0, |key, x| mix(key, u64::from(x.to_bits())))
        };
        self.group_of.iter().map(key).collect()
    }

    fn group(&self, n: usize) -> [f32; 3] {
        let [count, units, texty] = self.groups.get(n).copied().unwrap_or_default();
        [log(count), log(units / count.max(1.0)), texty / units.max(1.0)]
    }

    /// The features of block `n` in the order of [`names`].
    pub(crate) fn row(&self, n: usize) -> Vec<f32> {
        let mut out = Vec::with_capacity(160);
        row(|_, value| out.push(value), Some((self, n)));
        out
    }

    /// The mean words of the blocks around, and the share of running text in them.
    fn window(&self, n: usize, reach: usize) -> [f32; 2] {
        let at = |n: usize| self.before.get(n.min(self.own.len())).copied().unwrap_or_default();
        let (from, to) = (at(n.saturating_sub(reach)), at(n + reach + 1));
        let units = to[0] - from[0];
        [log(units / (to[2] - from[2]).max(1.0)), (to[1] - from[1]) / units.max(1.0)]
    }
}

/// The stretch of blocks in which running text outweighs what stands between it, by the most; and its words.
fn best(own: &[Own<'_>]) -> ((usize, usize), f32) {
    let (mut best, mut most) = ((0, 0), 0.0);
    let (mut from, mut sum) = (0, 0.0);
    for (n, o) in own.iter().enumerate() {
        sum += if o.texty { o.units.min(LONG) } else { -GAP };
        if sum <= 0.0 {
            (from, sum) = (n + 1, 0.0);
        } else if sum > most {
            (best, most) = ((from, n + 1), sum);
        }
    }
    let units = own.get(best.0..best.1).unwrap_or_default().iter().map(|o| o.units).sum();
    (best, units)
}

/// For each block how far the last one is that is of a sort.
fn distances(sort: impl Iterator<Item = bool>) -> Vec<f32> {
    let mut last = 1000.0;
    let step = |is: bool| {
        let now = last;
        last = if is { 1.0 } else { last + 1.0 };
        log(now)
    };
    sort.map(step).collect()
}

/// Of the blocks between two that are running text how many they are, and their words.
fn runs(own: &[Own<'_>]) -> Vec<[f32; 2]> {
    let run = |run: &[Own<'_>]| {
        let units: f32 = run.iter().map(|o| o.units).sum();
        let count = run.len() as f32;
        let numbers = if run.first().is_some_and(|o| o.texty) {
            [-log(count), log(units / count)]
        } else {
            [log(count), log(units / count)]
        };
        std::iter::repeat_n(numbers, run.len())
    };
    own.chunk_by(|a, b| a.texty == b.texty).flat_map(run).collect()
}

/// Share of the words of each block that other blocks of a stretch have too.
fn said(own: &[Own<'_>], (from, to): (usize, usize)) -> Vec<f32> {
    let mut first: std::collections::HashMap<u64, usize, Hashed> = std::collections::HashMap::default();
    let mut twice: HashSet<u64, Hashed> = HashSet::default();
    for (n, o) in own.iter().enumerate().take(to).skip(from) {
        for token in &o.measure.tokens {
            if *first.entry(*token).or_insert(n) != n {
                twice.insert(*token);
            }
        }
    }
    let share = |(n, o): (usize, &Own)| {
        let inside = (from..to).contains(&n);
        let has = |t: &&u64| if inside { twice.contains(*t) } else { first.contains_key(*t) };
        o.measure.tokens.iter().filter(has).count() as f32 / o.measure.tokens.len().max(1) as f32
    };
    own.iter().enumerate().map(share).collect()
}

/// Gives every feature with its name; without a block only the names count.
fn row(mut put: impl FnMut(&'static str, f32), of: Option<(&View<'_>, usize)>) {
    let nothing = Own::default();
    let (view, n) = match of {
        Some((view, n)) => (Some(view), n),
        None => (None, 0),
    };
    let own = |n: usize| view.and_then(|v| v.own.get(n));
    let block = view.and_then(|v| v.blocks.get(n).copied());
    let o = own(n).unwrap_or(&nothing);
    let m = o.measure;

    // The text itself.
    put("units", o.log_units);
    put("density", o.links);
    m.put(&mut put);
    for (name, value) in [
        ("clock", o.clock),
        ("year", o.year),
        ("number", o.number),
        ("address", o.address),
        ("colon", o.colon),
        ("bullet", o.bullet),
        ("cut_off", o.cut_off),
    ] {
        put(name, value);
    }
    for ((name, _), value) in TOLD.iter().zip(o.told) {
        put(name, value);
    }

    // What the parser made of it.
    let kind = block.map_or(Kind::Paragraph, Block::kind);
    put("heading", if let Kind::Heading(level) = kind { f32::from(level) } else { 0.0 });
    put("item", if kind == Kind::ListItem { 1.0 } else { 0.0 });
    put("other", if matches!(kind, Kind::Code | Kind::Table | Kind::Quote) { 1.0 } else { 0.0 });
    put("joined", if block.is_some_and(Block::joined) { 1.0 } else { 0.0 });

    // Its place.
    let count = view.map_or(1.0, |v| v.own.len().max(1) as f32);
    let total = view.and_then(|v| v.before.last()).copied().unwrap_or_default();
    let all = total[0].max(1.0);
    put("place", view.and_then(|v| v.before.get(n)).map_or(0.0, |b| b[0] / all));
    put("index", n as f32 / count);
    put("from_start", log(n as f32));
    put("from_end", log(count - n as f32));
    put("above", view.and_then(|v| v.above.get(n)).copied().unwrap_or(0.0));
    put("below", view.and_then(|v| v.below.get(n)).copied().unwrap_or(0.0));
    let (from, to) = view.map_or((0, 0), |v| v.best);
    put("best_in", if (from..to).contains(&n) { 1.0 } else { 0.0 });
    put(
        "best_gap",
        if n < from {
            -log((from - n) as f32)
        } else if n >= to {
            log((n + 1 - to) as f32)
        } else {
            0.0
        },
    );
    put("best_share", view.map_or(0.0, |v| v.best_units) / all);
    put("best_blocks", log((to - from) as f32));
    put("said", view.and_then(|v| v.said.get(n)).copied().unwrap_or(0.0));

    // Its neighbours.
    for (k, names) in [
        (-3, ["m3_units", "m3_end", "m3_told"]),
        (-2, ["m2_units", "m2_end", "m2_told"]),
        (-1, ["m1_units", "m1_end", "m1_told"]),
        (1, ["p1_units", "p1_end", "p1_told"]),
        (2, ["p2_units", "p2_end", "p2_told"]),
        (3, ["p3_units", "p3_end", "p3_told"]),
    ] {
        let near = n.checked_add_signed(k).and_then(own);
        put(names[0], near.map_or(-1.0, |o| o.log_units));
        put(names[1], near.map_or(-1.0, |o| f32::from(o.measure.end)));
        put(names[2], near.map_or(-1.0, |o| o.told.iter().sum()));
    }
    for (reach, names) in [
        (2, ["w2_units", "w2_texty"]),
        (5, ["w5_units", "w5_texty"]),
        (12, ["w12_units", "w12_texty"]),
        (30, ["w30_units", "w30_texty"]),
    ] {
        let [units, texty] = view.map_or([0.0; 2], |v| v.window(n, reach));
        put(names[0], units);
        put(names[1], texty);
    }
    let [run, run_units] = view.and_then(|v| v.runs.get(n)).copied().unwrap_or_default();
    put("run", run);
    put("run_units", run_units);
    let [members, units, texty] = view.and_then(|v| Some(v.group(*v.group_of.get(n)?))).unwrap_or_default();
    put("group_count", members);
    put("group_units", units);
    put("group_density", texty);

    // What recurs.
    put("same_text", view.and_then(|v| v.same_text.get(n)).copied().unwrap_or(0.0));
    put("same_shape", view.and_then(|v| v.same_shape.get(n)).copied().unwrap_or(0.0));

    // The page.
    put("page_units", log(total[0]));
    put("page_blocks", log(count));
    put("page_texty", total[1] / all);
}
