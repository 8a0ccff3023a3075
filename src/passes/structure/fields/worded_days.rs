//! Lines in letters of which every word is of a date, with what was done on it and when it was changed: `First Published May 03 2014 10:15 pm •
//! Last Updated May 04 2014 01:14 pm`, `3 maggio 2014 (modifica il 4 maggio 2014 | 08:47)`, `Sat May 3, 2014 at 06:42:18 AM PDT`.

use super::imprints::strip;
use crate::chars;
use crate::dates;
use crate::phrases::{Class, Scan, Words};

/// Bytes of the longest such line, and digits of two dates with their times.
const LONGEST: usize = 160;
const DIGITS: usize = 34;

/// The date of such a line: that on which the text was published, else the first.
pub(in super::super) fn read(text: &str) -> Option<String> {
    let text = strip(text);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if text.len() > LONGEST || !(5..=DIGITS).contains(&digits) || text.contains(chars::is_cjk) {
        return None;
    }
    let lower = text.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    // A zone is named in two to four letters with capitals.
    let zone = |w: &str| {
        (2..=4).contains(&w.len())
            && w.is_ascii()
            && text.split(|c: char| !c.is_alphabetic()).any(|own| own.len() == w.len() && own == w.to_ascii_uppercase())
    };
    let known = |w: &str| {
        dates::is_month(w) || dates::is_weekday(w) || Words::DayBeside.has(w) || Words::DayChanged.has(w) || zone(w)
    };
    // A month in letters, or the word for what was done, tells it from a row of numbers.
    let told = words().any(|w| dates::is_month(w) || Words::DayChanged.has(w))
        || Scan::of(text).of_class(&[Class::Date]).next().is_some();
    if !told || !words().all(known) {
        return None;
    }
    let changed = Words::DayChanged.all().iter().filter_map(|word| lower.find(word)).min();
    // Folding may change how long a letter is.
    let before = changed.and_then(|at| text.get(..at)).and_then(dates::parse_date);
    let published = || {
        // What was done first may stand behind.
        let at = ["publish", "post", "creat", "publi", "pubbli"].iter().filter_map(|word| lower.find(word)).min();
        at.filter(|at| changed.is_some_and(|changed| changed < *at)).and_then(|at| dates::parse_date(text.get(at..)?))
    };
    before
        .or_else(published)
        .or_else(|| dates::parse_date(text))
        .filter(|date| date.len() >= 10 && dates::is_of_web(date))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn days_among_their_words() {
        for (text, day) in [
            ("First Published May 03 2014 10:15 pm • Last Updated May 04 2014 01:14 pm", "2014-05-03T22:15:00"),
            ("3 maggio 2014 (modifica il 4 maggio 2014 | 08:47)", "2014-05-03"),
            ("Sat May 3, 2014 at 06:42:18 AM PDT", "2014-05-03T06:42:18-07:00"),
            ("Last Updated: May 4, 2014, Posted: May 3, 2014", "2014-05-03"),
            ("03.05.2014 - Güncelleme : 04.05.2014", "2014-05-03"),
            ("3 Mayıs 2014 Cumartesi, 17:22", "2014-05-03T17:22:00"),
            ("Posted Saturday, May 3, 2014, at 4:30 PM PT", "2014-05-03T16:30:00"),
            ("May 3, 2014 Posted: 9:03 PM EDT (0103 GMT)", "2014-05-03T21:03:00-04:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(day), "{text}");
        }
        for text in
            ["The mill turned on May 3, 2014", "3.5.2014 7.9.2016", "Born 3 May 2014", "May 3", "Ann Lee, 3 May 2014"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
