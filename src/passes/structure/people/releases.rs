//! How releases of companies begin: place, day and a dash.

use super::super::fields::imprints::whole_date;
use super::datelines::LEAD;
use crate::chars;
use crate::dates;
use crate::phrases::Words;

/// `呼和浩特，2024年5月20日——`: a release of a company, with its day and a dash.
pub(super) fn release(head: &str) -> Option<String> {
    let end = memchr::memmem::find(head.as_bytes(), "——".as_bytes())?;
    let (place, day) = head[..end].split_once(['，', ','])?;
    let fits = (2..=8).contains(&place.chars().count()) && place.chars().all(char::is_alphabetic);
    fits.then(|| whole_date(day.trim()))?
}

/// `Fargo, ND, September 26, 2006 --(PR.com)-- …`, `LONDON, May 3, 2019 /PRNewswire/ -- …`: a release of a company in letters, with place, day and a dash.
pub(super) fn press(head: &str) -> Option<String> {
    if !head.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let head = &head[..head.floor_char_boundary(LEAD * 2 + 16)];
    if !chars::any_byte(head, |b| b.is_ascii_digit()) {
        return None;
    }
    let end = ["--", "/PR", "(BUSINESS WIRE", " — ", " – "].iter().filter_map(|mark| head.find(mark)).min()?;
    let lead = head[..end].trim_end_matches([' ', '(', '/']);
    let words: Vec<&str> = lead.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let month =
        words.iter().position(|w| dates::is_month(&w.trim_end_matches('.').to_lowercase())).filter(|n| *n > 0)?;
    // Everything before it is a place: `On July 4, 1776 — the day of …` is none. Beside a bare dash it stands in capitals.
    let dashed = head[end..].starts_with(' ');
    let capital =
        |w: &&str| w.starts_with(char::is_uppercase) && (!dashed || w.chars().all(|c| c.is_uppercase() || c == '.'));
    let first = words[0].to_lowercase();
    let place = words[..month].iter().all(capital) && !dates::is_weekday(&first) && !Words::Opening.has(&first);
    let at = words[month].as_ptr() as usize - head.as_ptr() as usize;
    let date = place.then(|| whole_date(&lead[at..]))?;
    date.filter(|date| dates::is_of_web(date))
}
