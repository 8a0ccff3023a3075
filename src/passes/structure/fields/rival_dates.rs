//! Dates beside the one of the text: when a page was called up, when it was changed, when what the text tells of happened.

use super::super::layout::Layout;
use super::imprints::{Found, whole_date};
use crate::chars;
use crate::dates;
use crate::meta::MetaKey;
use crate::phrases::{self, Class, Words, simplify};

/// Lines at the top among which the day stands on which a page was called up.
const TOP: usize = 2;

/// The day with its weekday at the very top is when the page was called up, where a line below it has a date too; further down it is, where
/// that line says more than a day.
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
    let fuller = || {
        let says_more = |found: &Found| found.len() > 1 || found.iter().any(|(_, value)| value.contains('T'));
        rest.iter().any(|(m, found)| *m <= layout.first && found.iter().any(is_date) && says_more(found))
    };
    let day = matches!(found.as_slice(), [(MetaKey::Date, date)] if !date.contains('T'));
    if found.iter().all(is_date) && called && (*n < TOP && later() || day && fuller()) {
        found.clear();
    }
}

/// Bytes of the key of a fact, and of the number of a version.
const KEY: usize = 24;

/// Whether a line with a day is of what the text tells: `2.1.0 - 2021-05-04` of a list of releases, `Born: 4 May 1931, Rye`, and the
/// empty fields of two who sign, `日期：　　　日期：`.
pub(in super::super) fn is_of_facts(text: &str) -> bool {
    let text = text.trim_start();
    if text.len() > 3 * KEY + 48 {
        return false;
    }
    // `* 4. Mai 1931  † 2. Mai 2021`
    if text.contains('†') {
        return true;
    }
    let first = text.split_whitespace().next().unwrap_or_default();
    let number = first.trim_start_matches(['v', 'V', '[']).trim_end_matches([':', ']', ',']);
    // `4.5.2021` is a day.
    let short = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let version = || (2..=4).contains(&number.split('.').count()) && number.split('.').all(short);
    if first.len() <= KEY && first.len() < text.len() && version() {
        let rest = text[first.len()..].trim_start_matches(|c: char| c.is_whitespace() || "-–—:|(".contains(c));
        let day = number.split('.').count() == 3 && rest.starts_with(|c: char| c.is_ascii_digit()) && number.len() < 5;
        return !day && whole_date(rest.trim_end_matches(')')).is_some();
    }
    let mut empty = text.split_whitespace();
    if let (Some(one), Some(other), None) = (empty.next(), empty.next(), empty.next())
        && one == other
        && one.ends_with([':', '：'])
    {
        return true;
    }
    // A word that no page has for its own dates.
    let key = text.split_once(": ").map_or("", |(key, _)| key);
    let word =
        !key.is_empty() && key.len() <= KEY && key.chars().all(char::is_alphabetic) && !key.contains(chars::is_cjk);
    word && phrases::opening(text).is_none() && !dates::is_weekday(&key.to_lowercase())
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

#[cfg(test)]
mod tests {
    use super::is_of_facts;

    #[test]
    fn days_of_facts_are_told() {
        for text in ["2.1.0 - 2021-05-04", "v1.4 (2021-05-04)", "Born: 4 May 1931, Rye", "日期：　　　日期："]
        {
            assert!(is_of_facts(text), "{text}");
        }
        for text in ["4.5.2021 - Rye", "Published: 4 May 2021", "2021-05-04", "日期：2021年5月4日", "Rye, 4 May 2021"]
        {
            assert!(!is_of_facts(text), "{text}");
        }
    }
}
