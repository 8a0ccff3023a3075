//! Names of months in many languages.

use std::sync::LazyLock;

use crate::phrases::Words;

/// The beginnings of names in `data/dates/months.tsv`, by their first bytes.
static BY_FIRST: LazyLock<Vec<Vec<(&str, u32)>>> = LazyLock::new(|| {
    let mut by_first = vec![Vec::new(); 256];
    for line in include_str!("../data/dates/months.tsv").lines() {
        if let Some((number, name)) = line.split_once('\t')
            && let (Ok(number), Some(first)) = (number.parse(), name.bytes().next())
            && let Some(same) = by_first.get_mut(usize::from(first))
        {
            same.push((name, number));
        }
    }
    by_first
});

/// Number of the month that a word names.
pub(super) fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 && !word.starts_with('آ') {
        return None;
    }
    // The longest beginning wins (`červenec` is July, `červen` June); short ones must be the whole word or nearly so.
    let fits =
        |b: &str| word.starts_with(b) && (b.chars().count() >= 4 || word.chars().count() <= b.chars().count() + 7);
    let first = word.as_bytes().first()?;
    let same = BY_FIRST.get(usize::from(*first)).into_iter().flatten();
    same.filter(|(b, _)| fits(b)).max_by_key(|(b, _)| b.len()).map(|(_, n)| *n).filter(|_| !Words::NoMonth.has(word))
}

#[cfg(test)]
mod tests {
    use super::{Words, month};

    #[test]
    fn each_beginning_is_of_its_month() {
        let rows = include_str!("../data/dates/months.tsv").lines();
        for (number, name) in rows.map(|line| line.split_once('\t').expect("two cells")) {
            assert!(month(name).is_none_or(|n| n.to_string() == number), "{name}");
            // `set` and `out` are words of other languages, where they are whole; what is shorter goes on.
            let other = Words::NoMonth.has(name) || name.chars().count() < 3;
            assert!(month(name).is_some() || other, "{name}");
        }
    }
}
