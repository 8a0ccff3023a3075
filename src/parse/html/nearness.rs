//! Which of the dates that elements state is that of the text: pages say at their top what day it is, and list other texts with their
//! days above and below.

use std::ops::Range;

use super::evidence::Found;
use super::walk::Page;
use crate::dates;
use crate::phrases::Words;

/// Blocks below the title in which the order of the page holds.
const BELOW: usize = 14;

/// Puts the dates of elements in the order of their distance from the title, which is block `head`, and drops those outside
/// `around` the title and the text where one stands inside.
pub(super) fn sort(page: &Page<'_>, head: usize, around: &Range<usize>, found: &mut Found) {
    // Without a year nothing is read.
    let list = &found.list;
    let read = |at: usize| list.get(at).is_some_and(|e| dates::parse_date(&e.value).is_some());
    let placed: Vec<(usize, usize)> = std::mem::take(&mut found.dates)
        .into_iter()
        .filter(|(at, _)| read(*at))
        .map(|(at, elem)| (at, page.items.partition_point(|item| item.inner < elem)))
        .collect();
    if placed.len() < 2 {
        return;
    }
    let mut sorted = placed.clone();
    sorted.sort_by_key(|(_, n)| distance(*n, head));
    let moved: Vec<_> = sorted.iter().filter_map(|(at, n)| Some((list.get(*at)?.clone(), *n))).collect();
    // The day of a change is none of these.
    let changed = |at: usize| list.get(at).is_some_and(|e| Words::Changed.behind(&e.value).is_some());
    let any = placed.iter().any(|(at, n)| around.contains(n) && !changed(*at));
    for ((at, _), (evidence, n)) in placed.iter().zip(moved) {
        if let Some(place) = found.list.get_mut(*at) {
            *place = evidence;
            if any && !around.contains(&n) {
                place.value.clear();
            }
        }
    }
    found.list.retain(|e| !e.value.is_empty());
}

/// Blocks between the title and a date; those below the title are as near as one right above it.
fn distance(n: usize, head: usize) -> usize {
    if (head..=head + BELOW).contains(&n) { 1 } else { n.abs_diff(head) }
}

#[cfg(test)]
mod tests {
    use crate::parse::ParseOptions;

    /// The first date that an element states.
    fn first(page: &str) -> Option<String> {
        let parsed = super::super::parse(page, &ParseOptions::default());
        parsed.evidence.into_iter().find(|e| e.from == "class:date").map(|e| e.value)
    }

    #[test]
    fn the_day_beside_the_title_comes_first() {
        let menu: String = (0..20).map(|n| format!("<div><a href=\"/{n}\">Part {n}</a></div>")).collect();
        let text = "<p>The old mill wheel stood still for three years. This spring the village took it apart board by board and put it back together, which took two months.</p>
<p>On the first day half of the village stood on the bank and watched. The children counted the buckets and lost count at twelve, and began again.</p>";
        let page = |date: &str| {
            format!(
                "<html><head><title>The mill turns again</title></head><body><div class=\"date\">Wednesday, 10 April 2013</div>{menu}<h1>The mill turns again</h1>{date}{text}</body></html>"
            )
        };
        let shown = "<div class=\"date\">4 January 2012</div>";
        assert_eq!(first(&page(shown)).as_deref(), Some("4 January 2012"));
        assert_eq!(first(&page("")).as_deref(), Some("Wednesday, 10 April 2013"));
    }
}
