//! The features of a block, one after the other.

use super::super::flag;
use super::super::walk::{Elem, Item};
use super::{Place, Sum, View, elem};
use crate::document::Kind;
use crate::model::measure::Measure;

/// The logarithm of a count.
pub(super) fn log(x: f32) -> f32 {
    (1.0 + x.max(0.0)).ln()
}

fn bit(flags: u32, mask: u32) -> f32 {
    if flags & mask != 0 { 1.0 } else { 0.0 }
}

fn elem_of<'v, 'a>(view: Option<&'v View<'_, 'a>>, n: u32) -> Option<&'v Elem<'a>> {
    view.filter(|_| n != 0).and_then(|v| elem(v.page, n))
}

/// A block of a page, or none.
struct Subject<'v, 'p, 'a> {
    view: Option<&'v View<'p, 'a>>,
    n: usize,
    item: Option<&'v Item>,
    measure: &'v Measure,
    own: &'v Sum,
}

impl Subject<'_, '_, '_> {
    fn flags(&self) -> u32 {
        self.item.map_or(0, |i| i.flags)
    }

    /// Units of the page.
    fn total(&self) -> f32 {
        self.view.map_or(1.0, |v| v.total.units.max(1.0))
    }

    /// Blocks of the page.
    fn count(&self) -> f32 {
        self.view.map_or(1.0, |v| v.own.len().max(1) as f32)
    }

    fn title_at(&self) -> Option<usize> {
        self.view.and_then(|v| v.title_at)
    }

    fn place(&self) -> Place {
        self.view.zip(self.item).map(|(v, i)| v.place(i.elem)).unwrap_or_default()
    }
}

/// Gives every feature with its name; without a block only the names count.
pub(super) fn row(mut put: impl FnMut(&'static str, f32), of: Option<(&View<'_, '_>, usize)>) {
    let nothing = (Measure::default(), Sum::default());
    let (view, n) = of.map_or((None, 0), |(view, n)| (Some(view), n));
    let block = Subject {
        view,
        n,
        item: view.and_then(|v| v.page.items.get(n)),
        measure: view.and_then(|v| v.measures.get(n)).unwrap_or(&nothing.0),
        own: view.and_then(|v| v.own.get(n)).unwrap_or(&nothing.1),
    };
    text(&block, &mut put);
    markup(&block, &mut put);
    place(&block, &mut put);
    neighbours(&block, &mut put);
    around(&block, &mut put);
    best(&block, &mut put);
    recurring(&block, &mut put);
    page(&block, &mut put);
}

/// What its text is like.
fn text(block: &Subject<'_, '_, '_>, put: &mut impl FnMut(&'static str, f32)) {
    put("units", block.view.and_then(|v| v.units.get(block.n)).copied().unwrap_or(0.0));
    put("density", block.own.density());
    block.measure.put(put);
    put("links", block.item.map_or(0.0, |i| (i.links.len() as f32).min(10.0)));
}

/// What elements it stands in, and how deep.
fn markup(block: &Subject<'_, '_, '_>, put: &mut impl FnMut(&'static str, f32)) {
    let (view, item, flags) = (block.view, block.item, block.flags());
    put(
        "heading",
        item.map_or(0.0, |i| match i.kind {
            Kind::Heading(level) => f32::from(level),
            _ => 0.0,
        }),
    );
    put("p", bit(flags, flag::PARAGRAPH));
    put("item", bit(flags, flag::ITEM));
    put("list", bit(flags, flag::LIST));
    put("table", bit(flags, flag::TABLE));
    put("data", item.map_or(0.0, |i| if i.kind == Kind::Table { 1.0 } else { 0.0 }));
    put("nav", bit(flags, flag::NAV));
    put("header", bit(flags, flag::HEADER) + 0.5 * bit(flags, flag::INNER_HEADER));
    put("footer", bit(flags, flag::FOOTER) + 0.5 * bit(flags, flag::INNER_FOOTER));
    put("aside", bit(flags, flag::ASIDE));
    put("form", bit(flags, flag::FORM));
    put("article", bit(flags, flag::ARTICLE));
    put("main", bit(flags, flag::MAIN));
    put("figure", bit(flags, flag::FIGURE | flag::CAPTION));
    put("button", bit(flags, flag::BUTTON | flag::SELECT));
    put("hidden", bit(flags, flag::HIDDEN));
    put("quote", bit(flags, flag::QUOTE));
    put("pre", bit(flags, flag::PRE));
    put("articlebody", bit(flags, flag::ARTICLE_BODY));
    put("broken", item.map_or(0.0, |i| if i.broken { 1.0 } else { 0.0 }));
    let depth = view.zip(item).and_then(|(v, i)| elem(v.page, i.elem)).map_or(0.0, |e| f32::from(e.depth));
    put("depth", depth);
    put("deeper", depth - view.map_or(0.0, |v| v.mean_depth));
}

/// Where on the page it stands, and how near to what the head says.
fn place(block: &Subject<'_, '_, '_>, put: &mut impl FnMut(&'static str, f32)) {
    let (view, n, count) = (block.view, block.n, block.count());
    put("place", view.and_then(|v| v.before.get(n)).map_or(0.0, |b| b.units / block.total()));
    put("index", n as f32 / count);
    put("from_start", log(n as f32));
    put("from_end", log(count - n as f32));
    let title = view.and_then(|v| v.title_share.get(n)).copied().unwrap_or_default();
    put("in_title", title.0);
    put("of_title", title.1);
    let title_at = block.title_at();
    put("after_title", title_at.map_or(-9.0, |t| if n >= t { log((n - t) as f32) } else { -log((t - n) as f32) }));
    put("body_share", view.and_then(|v| v.body_share.get(n)).copied().unwrap_or(-1.0));
    put("description", view.and_then(|v| v.description_share.get(n)).copied().unwrap_or(-1.0));
}

/// What stands above and below it.
fn neighbours(block: &Subject<'_, '_, '_>, put: &mut impl FnMut(&'static str, f32)) {
    let (view, n) = (block.view, block.n);
    for (k, names) in [
        (-3, ["m3_units", "m3_density", "m3_end"]),
        (-2, ["m2_units", "m2_density", "m2_end"]),
        (-1, ["m1_units", "m1_density", "m1_end"]),
        (1, ["p1_units", "p1_density", "p1_end"]),
        (2, ["p2_units", "p2_density", "p2_end"]),
        (3, ["p3_units", "p3_density", "p3_end"]),
    ] {
        let at = n.checked_add_signed(k);
        let near = view.zip(at).and_then(|(v, at)| Some((v.units.get(at)?, v.measures.get(at)?, v.own.get(at)?)));
        put(names[0], near.map_or(-1.0, |(units, ..)| *units));
        put(names[1], near.map_or(-1.0, |(.., s)| s.density()));
        put(names[2], near.map_or(-1.0, |(_, m, _)| f32::from(m.end)));
    }
    let window = view.map(|v| {
        let at = |n: usize| v.before.get(n.min(v.own.len()));
        at(n + 6).zip(at(n.saturating_sub(5))).map_or_else(Sum::default, |(to, from)| to.less(from))
    });
    put("window_units", window.as_ref().map_or(0.0, |w| log(w.units)));
    put("window_density", window.as_ref().map_or(0.0, Sum::density));
    put("window_texty", window.as_ref().map_or(0.0, |w| w.texty / w.units.max(1.0)));
}

/// What stands around it: the elements at which more blocks join, nearest first.
fn around(block: &Subject<'_, '_, '_>, put: &mut impl FnMut(&'static str, f32)) {
    let view = block.view;
    let mut around = view.map(|v| v.joining(block.n));
    for names in [
        ["r1_units", "r1_density", "r1_commas", "r1_share", "r1_blocks", "r1_texty"],
        ["r2_units", "r2_density", "r2_commas", "r2_share", "r2_blocks", "r2_texty"],
        ["r3_units", "r3_density", "r3_commas", "r3_share", "r3_blocks", "r3_texty"],
        ["r4_units", "r4_density", "r4_commas", "r4_share", "r4_blocks", "r4_texty"],
        ["r5_units", "r5_density", "r5_commas", "r5_share", "r5_blocks", "r5_texty"],
    ] {
        let ring = around.as_mut().and_then(Iterator::next);
        let values = view.zip(ring).and_then(|(v, e)| v.rings.get(e as usize)).copied().unwrap_or_default();
        names.into_iter().zip(values).for_each(|(name, value)| put(name, value));
    }
}

/// How it stands to the element that looks most like an article.
fn best(block: &Subject<'_, '_, '_>, put: &mut impl FnMut(&'static str, f32)) {
    let (view, n, item, place) = (block.view, block.n, block.item, block.place());
    put("best_steps", f32::from(place.steps));
    put(
        "best_in",
        view.zip(item).map_or(0.0, |(v, i)| {
            let end = elem(v.page, v.best).map_or(0, |e| e.end);
            if i.elem >= v.best && i.elem < end { 1.0 } else { 0.0 }
        }),
    );
    put(
        "best_rise",
        view.map_or(0.0, |v| {
            let depth = |e: u32| elem(v.page, e).map_or(0.0, |e| f32::from(e.depth));
            depth(v.best) - depth(place.meets)
        }),
    );
    put(
        "best_gap",
        view.map_or(0.0, |v| {
            let (first, last) = v.best_items;
            if n < first {
                -log((first - n) as f32)
            } else if n > last {
                log((n - last) as f32)
            } else {
                0.0
            }
        }),
    );
    put("best_share", view.and_then(|v| v.sums.get(v.best as usize)).map_or(0.0, |s| s.units / block.total()));
    put("best_density", view.and_then(|v| v.sums.get(v.best as usize)).map_or(0.0, Sum::density));
    put(
        "best_texty",
        view.and_then(|v| Some(v.sums.get(v.best as usize)?.texty / v.total.texty.max(1.0))).unwrap_or(0.0),
    );
}

/// What on the page looks as it does.
fn recurring(block: &Subject<'_, '_, '_>, put: &mut impl FnMut(&'static str, f32)) {
    let (view, n, place) = (block.view, block.n, block.place());
    let group = view.and_then(|v| v.groups.get(*v.group_of.get(n)?)).copied().unwrap_or_default();
    let [members, units, density, texty, share] = group;
    put("group_count", members);
    put("group_units", units);
    put("group_density", density);
    put("group_share", share);
    put("group_texty", texty);
    put("same_text", view.and_then(|v| v.same_text.get(n)).copied().unwrap_or(0.0));
    let far = view.zip(elem_of(view, place.recurs)).map(|(v, e)| v.place(e.parent)).unwrap_or_default();
    for (place, names) in [
        (place, ["s1_count", "s1_units", "s1_density", "s1_texty", "s1_share"]),
        (far, ["s2_count", "s2_units", "s2_density", "s2_texty", "s2_share"]),
    ] {
        let found = view.filter(|_| place.recurs != 0).and_then(|v| v.siblings.get(place.siblings as usize));
        let values = found.copied().unwrap_or([0.0, -1.0, -1.0, -1.0, -1.0]);
        names.into_iter().zip(values).for_each(|(name, value)| put(name, value));
    }
}

/// What the page is like.
fn page(block: &Subject<'_, '_, '_>, put: &mut impl FnMut(&'static str, f32)) {
    let (view, count) = (block.view, block.count());
    put("page_units", log(block.total()));
    put("page_density", view.map_or(0.0, |v| v.total.density()));
    put("page_blocks", log(count));
    put("page_texty", view.map_or(0.0, |v| v.texty_share));
    put("page_p", view.map_or(0.0, |v| v.p_share));
    put("page_articles", view.map_or(0.0, |v| log(v.articles)));
    put("page_sort", view.map_or(0.0, |v| f32::from(v.about.sort)));
    put("page_og", view.map_or(0.0, |v| if v.about.og_article { 1.0 } else { 0.0 }));
    put("page_title", block.title_at().map_or(-1.0, |t| t as f32 / count));
}
