//! Who wrote by the name of their account, beside the day: `by river on May 3, 2014`, `Post by river » Sat May 03, 2014 10:20 am`.

use super::super::layout::Layout;
use super::filings::{FILED, POSTER};
use super::imprints::Found;
use super::{by_line, day_lines};
use crate::chars;
use crate::dates;
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan, Words};

/// Who wrote, told by the day beside them.
pub(in super::super) fn beside_day(layout: &Layout<'_>, n: usize) -> Option<Found> {
    let text = layout.blocks[n].text();
    let dated = |m: Option<usize>| {
        m.and_then(|m| layout.blocks.get(m)).is_some_and(|b| day_lines::of_words(b.text()).is_some())
    };
    let beside = || n < layout.first && (dated(n.checked_sub(1)) || dated(Some(n + 1)));
    let name = account(chars::trim(text)).filter(|_| beside()).map(|name| vec![(MetaKey::Author, name.to_owned())]);
    name.or_else(|| turkish(text)).or_else(|| board(text)).or_else(|| posted_by(text))
}

/// Bytes of the longest line with an account and a day.
const POSTED: usize = 160;

/// `by river on May 3, 2014`, `May 3, 2014 by river`, `Posted by river in Mills on 05/03/14 • 5 Comments`, `river | May 3, 2014`, `river (river) wrote,`: the
/// account of who wrote, and the day.
fn posted_by(text: &str) -> Option<Found> {
    let text = chars::trim(text);
    if text.len() > POSTED || text.contains(chars::is_cjk) {
        return None;
    }
    let account = |w: &str| {
        (3..=24).contains(&w.len())
            && w.starts_with(char::is_alphabetic)
            && w.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    // `river (river) wrote,` heads a post of a journal; `… wrote in mills,` one of several.
    if let Some((name, rest)) = text.split_once(" (").filter(|(name, _)| account(name))
        && let Some((id, said)) = rest.split_once(") wrote")
        && account(id)
        && (said == "," || said.starts_with(" in ") && said.ends_with(','))
    {
        return Some(vec![(MetaKey::Author, name.to_owned())]);
    }
    if !chars::any_byte(text, |b| b.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = (0..words.len().min(12)).find(|n| Words::AccountBy.has(&words[*n].trim_end_matches(':').to_lowercase()));
    let barred = text.contains(['|', '•', '·', '@', '–', '—']);
    if at.is_none() && !barred {
        return None;
    }
    let date = dates::parse_date(text).filter(|date| date.len() >= 10 && dates::is_of_web(date))?;
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let of_date = |w: &str| {
        let word = bare(w);
        word.is_empty()
            || w.contains(|c: char| c.is_ascii_digit())
            || dates::is_month(&word)
            || dates::is_weekday(&word)
            || by_line::is_joint(&word)
            || matches!(&*word, "am" | "pm" | "et" | "gmt" | "utc")
    };
    let done = |w: &str| {
        Words::Made.has(&bare(w))
            || Scan::of(&bare(w)).begins(Class::Date).is_some()
            || matches!(&*bare(w), "posted" | "submitted" | "added" | "uploaded" | "started")
    };
    let both = |name: &str| Some(vec![(MetaKey::Author, name.to_owned()), (MetaKey::Date, date.clone())]);
    if let Some(at) = at {
        let name = words.get(at + 1)?.trim_end_matches([',', ';', ':']);
        let before = words[..at].iter().all(|w| of_date(w) || done(w));
        let next = words.get(at + 2).copied().unwrap_or_default();
        let parted = words[at + 1].ends_with([',', ';'])
            || next.is_empty()
            || of_date(next)
            || done(next)
            || matches!(next, "in" | "under");
        let said = before
            && parted
            && account(name)
            && !of_date(name)
            && name != "the"
            && !Words::ByMeans.has(&name.to_lowercase());
        return said.then(|| both(name))?;
    }
    // Without the word for it an account is told by its small letter.
    let name = words.iter().position(|w| !of_date(w))?;
    let own = words[name];
    let alone = words.iter().enumerate().all(|(n, w)| n == name || of_date(w));
    let first = name == 0 || name + 1 == words.len();
    let small = own.starts_with(char::is_lowercase) && account(own) && Scan::of(own).hits.is_empty();
    (alone && first && small && barred && words.len() <= 12).then(|| both(own))?
}

/// How programs of boards say who began a thread and when: `Post by river » Sat May 03, 2014 10:20 am`, `Thread starter river`, `Discussion in 'Mills'
/// started by river, May 3, 2014.`
fn board(text: &str) -> Option<Found> {
    let text = chars::trim(text);
    let named = |name: &str| (1..=POSTER).contains(&name.chars().count()) && !name.contains(['»', '|', '>']);
    let both = |name: &str, date: String| Some(vec![(MetaKey::Author, name.to_owned()), (MetaKey::Date, date)]);
    if let Some(name) = text.strip_prefix("Thread starter ").filter(|name| named(name)) {
        return Some(vec![(MetaKey::Author, name.to_owned())]);
    }
    if let Some((_, rest)) = text.split_once("' started by ").filter(|_| text.starts_with("Discussion in '")) {
        let (name, day) = rest.trim_end_matches('.').split_once(", ")?;
        return both(name, by_line::date_of(day)?);
    }
    let rest = Words::BoardPost.all().iter().find_map(|word| text.strip_prefix(word)?.strip_prefix(' '))?;
    let (name, day) = rest.split_once(" » ").filter(|(name, _)| named(name))?;
    both(name, by_line::date_of(day)?)
}

/// `by river`, `von river`: who wrote, whatever they call themselves, on a line of their own beside the day.
fn account(text: &str) -> Option<&str> {
    let name = Words::AccountLine.all().iter().find_map(|word| text.strip_prefix(word)?.strip_prefix(' '))?.trim();
    let word = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    ((3..=24).contains(&name.len()) && word && name.starts_with(char::is_alphabetic)).then_some(name)
}

/// `3 Mayıs 2014, Cumartesi Ayşe tarafından yazıldı`: the day, and by whom.
fn turkish(text: &str) -> Option<Found> {
    let (before, rest) = text.split_once(" tarafından").filter(|_| text.len() <= 2 * FILED)?;
    let of_date = |w: &&str| {
        let bare = w.trim_matches([',', '.', '-', '|']).to_lowercase();
        bare.is_empty()
            || bare.bytes().any(|b| b.is_ascii_digit())
            || dates::is_month(&bare)
            || dates::is_weekday(&bare)
            || matches!(&*bare, "tarihinde" | "saat")
    };
    let name = before.split(' ').filter(|w| !of_date(w)).collect::<Vec<_>>().join(" ");
    let date = dates::parse_date(before).or_else(|| dates::parse_date(rest)).filter(|date| dates::is_of_web(date))?;
    let named = (1..=3).contains(&name.split(' ').count())
        && name.starts_with(char::is_alphabetic)
        && !chars::is_sentence(rest);
    named.then(|| vec![(MetaKey::Author, name), (MetaKey::Date, date)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_accounts() {
        assert_eq!(account("by river_mill"), Some("river_mill"));
        assert_eq!(account("by the river"), None);
        let found = vec![(MetaKey::Author, "Ayşe".to_owned()), (MetaKey::Date, "2014-05-03".to_owned())];
        assert_eq!(turkish("3 Mayıs 2014, Cumartesi Ayşe tarafından yazıldı"), Some(found));
        assert_eq!(
            board("Post by river » Sat May 03, 2014 10:20 am"),
            Some(vec![(MetaKey::Author, "river".to_owned()), (MetaKey::Date, "2014-05-03T10:20:00".to_owned())])
        );
        assert!(board("Discussion in 'Mills' started by river, May 3, 2014.").is_some());
        assert!(board("by the river » home").is_none());
        assert_eq!(turkish("Değirmen 1914 yılında Ayşe tarafından yapıldı ve sonra yandı."), None);
    }

    #[test]
    fn accounts_with_days() {
        let name = |text: &str| posted_by(text).map(|found| found[0].1.clone());
        for text in [
            "by river on May 3, 2014",
            "May 3, 2014 by river",
            "By river | Published: May 3, 2014",
            "Posted by river on May 3, 2014 in Mills, Towns | 5 Comments",
            "by river • May 3, 2014 • 0 Comments",
            "river | May 3, 2014",
            "river (river) wrote,",
        ] {
            assert_eq!(name(text).as_deref(), Some("river"), "{text}");
        }
        for text in [
            "The mill was sold by May 3, 2014",
            "Sports | May 3, 2014",
            "won by river boats on May 3, 2014",
            "open | closed",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
