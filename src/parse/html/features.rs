//! What is known about every block of a page, as numbers for the model.

mod row;
mod sums;

use self::row::{log, row};
use self::sums::Sum;

use super::flag;
use super::walk::{Elem, Item, Page};
use crate::model::Alike;
use crate::model::measure::{Measure, hash, measure, mix};

/// What the head of the page says, as far as it helps to find the content.
#[derive(Debug, Default)]
pub(super) struct About {
    /// Titles of the page (`title`, `og:title`, `headline`).
    pub(super) titles: Vec<String>,
    /// The text of the article in linked data.
    pub(super) body: String,
    /// The summary.
    pub(super) description: String,
    /// 0 nothing, 1 article, 2 product, 3 forum, 4 other.
    pub(super) sort: u8,
    /// `og:type` is `article`.
    pub(super) og_article: bool,
}

/// Names of the features, for fitting.
pub(super) fn names() -> Vec<&'static str> {
    let mut out = Vec::new();
    row(|name, _| out.push(name), None);
    out
}

/// A page with everything that is computed once.
pub(super) struct View<'p, 'a> {
    pub(super) page: &'p Page<'a>,
    pub(super) measures: Vec<Measure>,
    own: Vec<Sum>,
    /// Sums over the blocks before each, and over all.
    before: Vec<Sum>,
    /// Logarithms of the words of each block.
    units: Vec<f32>,
    sums: Vec<Sum>,
    total: Sum,
    best: u32,
    best_items: (usize, usize),
    /// By element.
    places: Vec<Place>,
    /// What an element says of a block in it at which more blocks join.
    rings: Vec<[f32; 6]>,
    /// Blocks of one path.
    groups: Vec<[f32; 5]>,
    group_of: Vec<usize>,
    /// Siblings of one look.
    siblings: Vec<[f32; 5]>,
    /// How often the text of each block stands on the page.
    same_text: Vec<f32>,
    title_share: Vec<(f32, f32)>,
    title_at: Option<usize>,
    body_share: Vec<f32>,
    description_share: Vec<f32>,
    articles: f32,
    p_share: f32,
    texty_share: f32,
    about: &'p About,
    mean_depth: f32,
    /// The flag of what is no part of the text whatever it says: [`flag::CONSENT`] or 0.
    pub(super) apart: u32,
}

/// Where an element stands among the others.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The nearest element around it at which more blocks join, or 0.
    joins: u32,
    /// Steps up to an element that holds the best candidate too, and that element.
    steps: u16,
    meets: u32,
    /// The nearest element, it or around it, that has siblings of the same look, or 0; and which of them these are.
    recurs: u32,
    siblings: u32,
}

fn elem<'p, 'a>(page: &'p Page<'a>, n: u32) -> Option<&'p Elem<'a>> {
    page.elems.get(n as usize)
}

fn is_texty(m: &Measure, sum: &Sum) -> bool {
    m.units >= 8.0 && m.stops + m.commas > 0 && sum.density() < 0.35
}

impl<'p, 'a> View<'p, 'a> {
    pub(super) fn new(page: &'p Page<'a>, about: &'p About) -> View<'p, 'a> {
        let measures: Vec<Measure> = page.items.iter().map(|i| measure(&i.text)).collect();
        let consent = asks_consent(page, &measures);
        let none = Sum { blocks: 1.0, ..Sum::default() };
        let own: Vec<Sum> = page
            .items
            .iter()
            .zip(&measures)
            .map(|(i, m)| if i.flags & consent != 0 { none.clone() } else { own_sum(i, m) })
            .collect();
        let mut sums = vec![Sum::default(); page.elems.len()];
        let mut score = vec![0.0_f32; page.elems.len()];
        let mut total = Sum::default();
        let mut before = Vec::with_capacity(own.len() + 1);
        let (mut depth, mut p_units) = (0.0, 0.0);
        for ((item, m), s) in page.items.iter().zip(&measures).zip(&own) {
            before.push(total.clone());
            total.add(s);
            if let Some(sum) = sums.get_mut(item.elem as usize) {
                sum.add(s);
            }
            if item.flags & flag::PARAGRAPH != 0 {
                p_units += s.units;
            }
            if is_texty(m, s) {
                depth += s.units * elem(page, item.elem).map_or(0.0, |e| f32::from(e.depth));
                let points = 1.0 + m.commas as f32 + (s.units / 20.0).min(3.0);
                let mut at = item.elem;
                // A line that a break ended is a child of its own, as a paragraph would be.
                if elem(page, at).is_some_and(|e| e.tag == "p" || e.tag == "li") {
                    at = elem(page, at).map_or(0, |e| e.parent);
                }
                for share in [1.0, 0.5, 0.25] {
                    if let Some(x) = score.get_mut(at as usize) {
                        *x += points * share;
                    }
                    at = elem(page, at).map_or(0, |e| e.parent);
                }
            }
        }
        before.push(total.clone());
        for n in (1..page.elems.len()).rev() {
            let parent = page.elems[n].parent as usize;
            let (front, back) = sums.split_at_mut(n);
            if let (Some(p), Some(s)) = (front.get_mut(parent), back.first()) {
                p.add(s);
            }
        }
        let mut best = 0;
        let mut most = 0.0;
        for (n, (x, s)) in score.iter().zip(&sums).enumerate() {
            let x = x * (1.0 - s.density().min(1.0));
            if x > most {
                most = x;
                best = n as u32;
            }
        }
        let best_end = elem(page, best).map_or(0, |e| e.end);
        let inside = |i: &Item| i.elem >= best && i.elem < best_end;
        let first = page.items.iter().position(inside).unwrap_or(0);
        let last = page.items.iter().rposition(inside).unwrap_or(0);
        let mean_depth = depth / total.texty.max(1.0);
        let mut view = View {
            page,
            own,
            sums,
            best,
            best_items: (first, last),
            places: Vec::new(),
            rings: Vec::new(),
            groups: Vec::new(),
            group_of: Vec::new(),
            siblings: Vec::new(),
            same_text: Vec::new(),
            units: measures.iter().map(|m| log(m.units)).collect(),
            before,
            title_share: Vec::new(),
            title_at: None,
            body_share: Vec::new(),
            description_share: Vec::new(),
            articles: page.elems.iter().filter(|e| e.tag == "article").count() as f32,
            p_share: p_units / total.units.max(1.0),
            texty_share: total.texty / total.units.max(1.0),
            total,
            measures,
            about,
            mean_depth,
            apart: consent,
        };
        view.repetition();
        view.places();
        view.likeness();
        view
    }

    /// Numbers for a sum that stands for several: how many, and what they are like.
    fn several(&self, count: usize, sum: &Sum) -> [f32; 5] {
        let count = count as f32;
        let units = sum.units.max(1.0);
        let total = self.total.units.max(1.0);
        [log(count), log(sum.units / count.max(1.0)), sum.density(), sum.texty / units, sum.units / total]
    }

    /// Counts blocks of one path, siblings of one look, and texts that recur.
    fn repetition(&mut self) {
        let page = self.page;
        let shape = |e: &Elem<'_>| page.names.get(e.names[0]).map_or(0, |n| n.shape);
        let keys: Vec<u64> = page.elems.iter().map(|e| mix(hash(e.tag), shape(e))).collect();
        let key = |n: u32| keys.get(n as usize).copied().unwrap_or(0);
        let paths = page.items.iter().map(|item| {
            let parent = elem(page, item.elem).map_or(0, |x| x.parent);
            let above = elem(page, parent).map_or(0, |x| x.parent);
            mix(mix(key(item.elem), key(parent)), key(above))
        });
        self.group_of = vec![0; page.items.len()];
        for same in Alike::of(paths).groups() {
            let mut sum = Sum::default();
            for (_, n) in same {
                self.own.get(*n).into_iter().for_each(|own| sum.add(own));
                if let Some(of) = self.group_of.get_mut(*n) {
                    *of = self.groups.len();
                }
            }
            self.groups.push(self.several(same.len(), &sum));
        }
        self.same_text = vec![0.0; page.items.len()];
        // What a later post quotes is said once.
        let quoted = |n: usize| {
            let elem = page.items.get(n).and_then(|item| elem(page, item.elem));
            elem.is_some_and(|e| e.flags & flag::QUOTE != 0)
        };
        for same in Alike::of(page.items.iter().map(|i| hash(&i.text))).groups() {
            let quotes = same.iter().filter(|(_, n)| quoted(*n)).count();
            for (_, n) in same {
                let count = if quoted(*n) { same.len() } else { same.len() - quotes };
                self.same_text.get_mut(*n).into_iter().for_each(|of| *of = log(count as f32));
            }
        }
        let like = page.elems.iter().zip(&self.sums).enumerate().skip(1);
        let like = like.filter(|(_, (e, sum))| sum.blocks > 0.0 && e.tag != "p" && e.tag != "span");
        let (like, looks): (Vec<usize>, Vec<u64>) =
            like.map(|(n, (e, _))| (n, mix(u64::from(e.parent), key(n as u32)))).unzip();
        self.places = vec![Place::default(); page.elems.len()];
        for same in Alike::of(looks.into_iter()).groups().filter(|same| same.len() > 1) {
            let mut sum = Sum::default();
            for n in same.iter().filter_map(|(_, n)| like.get(*n)) {
                self.sums.get(*n).into_iter().for_each(|own| sum.add(own));
                if let Some(place) = self.places.get_mut(*n) {
                    (place.recurs, place.siblings) = (*n as u32, self.siblings.len() as u32);
                }
            }
            self.siblings.push(self.several(same.len(), &sum));
        }
    }

    /// Says of every element where it stands, from the root downwards.
    fn places(&mut self) {
        let best_end = elem(self.page, self.best).map_or(0, |e| e.end);
        let total = self.total.units.max(1.0);
        self.rings.reserve_exact(self.page.elems.len());
        for (n, e) in self.page.elems.iter().enumerate() {
            let n = n as u32;
            let around = if n == 0 { Place::default() } else { self.place(e.parent) };
            let none = Sum::default();
            let sum = self.sums.get(n as usize).unwrap_or(&none);
            let more = self.sums.get(e.parent as usize).is_some_and(|above| above.blocks > sum.blocks);
            if let Some(place) = self.places.get_mut(n as usize) {
                place.joins = if more { e.parent } else { around.joins };
                (place.steps, place.meets) = match n {
                    0 => (0, 0),
                    _ if n <= self.best && self.best < e.end => (0, n),
                    _ if n >= self.best && n < best_end => (0, self.best),
                    _ => (around.steps.saturating_add(1), around.meets),
                };
                if place.recurs == 0 {
                    (place.recurs, place.siblings) = (around.recurs, around.siblings);
                }
            }
            let units = sum.units.max(1.0);
            self.rings.push(if sum.blocks > 1.0 {
                [
                    log(sum.units),
                    sum.density(),
                    sum.commas / units,
                    sum.units / total,
                    log(sum.blocks),
                    sum.texty / units,
                ]
            } else {
                [0.0; 6]
            });
        }
    }

    fn place(&self, elem: u32) -> Place {
        self.places.get(elem as usize).copied().unwrap_or_default()
    }

    /// Compares blocks with the titles, the summary and the article text of linked data.
    fn likeness(&mut self) {
        let mut sets: Vec<Vec<u64>> = self.about.titles.iter().map(|t| sorted(measure(t).tokens)).collect();
        // Most pages state one title several times.
        sets.dedup();
        let body = trigrams(&measure_long(&self.about.body));
        let description = sorted_trigrams(&measure(&self.about.description));
        let body_set: std::collections::HashSet<u64> = body.into_iter().collect();
        let mut best = (0.0, None);
        for (n, (item, m)) in self.page.items.iter().zip(&self.measures).enumerate() {
            let mut of_title: (f32, f32) = (0.0, 0.0);
            if m.tokens.len() <= 60 && !m.tokens.is_empty() {
                for set in sets.iter().filter(|s| !s.is_empty()) {
                    let hits = m.tokens.iter().filter(|t| set.binary_search(t).is_ok()).count() as f32;
                    let share = (hits / m.tokens.len() as f32, (hits / set.len() as f32).min(1.0));
                    if share.0 * share.1 >= of_title.0 * of_title.1 {
                        of_title = share;
                    }
                }
            }
            let heading = if item.kind.is_heading() { 0.15 } else { 0.0 };
            let fit = of_title.0 * of_title.1.sqrt() + heading;
            if of_title.0 > 0.6 && fit > best.0 + 0.05 && m.units >= 2.0 {
                best = (fit, Some(n));
            }
            self.title_share.push(of_title);
            let grams = if body_set.is_empty() && description.is_empty() { Vec::new() } else { trigrams(m) };
            self.body_share.push(if body_set.is_empty() {
                -1.0
            } else {
                grams.iter().filter(|g| body_set.contains(g)).count() as f32 / grams.len().max(1) as f32
            });
            self.description_share.push(if description.is_empty() {
                -1.0
            } else {
                grams.iter().filter(|g| description.binary_search(g).is_ok()).count() as f32 / grams.len().max(1) as f32
            });
        }
        self.title_at = best.1;
    }

    /// The block that is the title, if one is.
    pub(super) fn title_at(&self) -> Option<usize> {
        self.title_at
    }

    /// The features of block `n` in the order of [`names`].
    pub(super) fn row(&self, n: usize) -> Vec<f32> {
        // The model adds its own.
        let mut out = Vec::with_capacity(192);
        row(|_, value| out.push(value), Some((self, n)));
        out
    }

    /// Elements around a block at which more blocks join, nearest first.
    fn joining(&self, n: usize) -> impl Iterator<Item = u32> {
        let at = self.page.items.get(n).map_or(0, |i| i.elem);
        let single = self.sums.get(at as usize).is_some_and(|s| s.blocks <= 1.0);
        let first = if single { self.place(at).joins } else { at };
        std::iter::successors(Some(first), |e| Some(self.place(*e).joins)).take_while(|e| *e != 0)
    }
}

/// Words of running text beside a layer that asks for consent that make a page; with fewer it is about what the names say.
const BESIDE_CONSENT: f32 = 20.0;

/// [`flag::CONSENT`], unless hardly any running text stands beside it.
fn asks_consent(page: &Page<'_>, measures: &[Measure]) -> u32 {
    let beside = page.items.iter().zip(measures).filter(|(item, _)| item.flags & flag::CONSENT == 0);
    let texty: f32 = beside.map(|(item, m)| own_sum(item, m).texty).sum();
    if texty >= BESIDE_CONSENT { flag::CONSENT } else { 0 }
}

fn own_sum(item: &Item, m: &Measure) -> Sum {
    let share = item.link_chars as f32 / m.visible.max(1) as f32;
    let links = m.units * share.min(1.0);
    let mut sum = Sum { units: m.units, links, commas: m.commas as f32, blocks: 1.0, texty: 0.0 };
    if is_texty(m, &sum) {
        sum.texty = m.units;
    }
    sum
}

fn sorted(mut tokens: Vec<u64>) -> Vec<u64> {
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// Measures a text of any length (article bodies in linked data).
fn measure_long(text: &str) -> Measure {
    measure(text)
}

fn trigrams(m: &Measure) -> Vec<u64> {
    match m.tokens.len() {
        0 => Vec::new(),
        1 | 2 => m.tokens.clone(),
        _ => m.tokens.windows(3).map(|w| mix(mix(w[0], w[1]), w[2])).collect(),
    }
}

fn sorted_trigrams(m: &Measure) -> Vec<u64> {
    sorted(trigrams(m))
}
