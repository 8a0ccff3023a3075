//! Dates of a page beside the one of its text: when it was called up, when it was changed.

use super::super::layout::Layout;
use super::imprints::Found;
use crate::dates;
use crate::meta::MetaKey;
use crate::phrases::{Class, Words, simplify};

/// Lines at the top among which the day stands on which a page was called up.
const TOP: usize = 2;

/// The day with its weekday at the very top is when the page was called up, where a line below it has a date too.
pub(in super::super) fn drop_day_of_call(layout: &Layout<'_>, lines: &mut [(usize, Found)]) {
    let is_date = |(key, _): &(MetaKey, String)| *key == MetaKey::Date;
    let weekday = |text: &str| {
        text.contains("星期") || text.split([' ', ',']).any(|w| w.len() > 3 && dates::is_weekday(&w.to_lowercase()))
    };
    let Some((first, rest)) = lines.split_first_mut() else { return };
    let (n, found) = first;
    let later = || rest.iter().any(|(m, found)| *m <= layout.first && found.iter().any(is_date));
    // `2021-09-20` over `星期一`
    let below = || {
        layout.blocks.get(*n + 1).is_some_and(|b| {
            let text = b.text().trim();
            text.len() <= 24 && (text.starts_with("星期") || dates::is_weekday(&text.to_lowercase()))
        })
    };
    let called = layout.blocks.get(*n).is_some_and(|b| weekday(b.text())) || below();
    if *n < TOP && found.iter().all(is_date) && called && later() {
        found.clear();
    }
}

/// When a text was changed says nothing where another line says when it was published: `更新时间：…` over `发布时间：…`.
pub(in super::super) fn drop_updates(layout: &Layout<'_>, lines: &mut [(usize, Found)]) {
    let is_date = |(key, _): &(MetaKey, String)| *key == MetaKey::Date;
    let opening = |n: usize| layout.blocks.get(n).and_then(|b| Some((b, b.opening()?)));
    let changed = |n: usize| {
        opening(n).is_some_and(|(b, hit)| Words::Changed.has(&simplify(&b.text()[hit.range.clone()]).to_lowercase()))
    };
    let told = |n: usize| opening(n).is_some_and(|(_, hit)| hit.classes.contains(&Class::Date)) && !changed(n);
    if lines.iter().any(|(n, found)| told(*n) && found.iter().any(is_date)) {
        let updates = lines.iter_mut().filter(|(n, _)| changed(*n));
        updates.for_each(|(_, found)| found.retain(|entry| !is_date(entry)));
    }
}
