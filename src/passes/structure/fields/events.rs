//! Fields of an event, beside which a date is that of the event.

use super::super::layout::{Layout, is_line};
use super::imprints::whole_date;
use crate::document::Block;
use crate::phrases::{Words, simplify};

/// Greatest width of such a line, as in `lift_meta_lines`.
const WIDEST: usize = 140;

/// Whether a line is a field of an event: `地点：…`.
pub(in super::super) fn is_of_event(block: &Block) -> bool {
    // `2. 지역: …`
    let text = block.text().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ' '));
    let key = text.split([':', '：']).next().unwrap_or_default();
    key.len() < text.len() && is_line(block, WIDEST) && Words::Event.has(&simplify(key.trim()).to_lowercase())
}

/// Whether a line says from when to when something goes on: `时间：2019年8月14日 7:00—17:00`.
pub(in super::super) fn has_span(text: &str) -> bool {
    if has_days(text) {
        return true;
    }
    let clock = |text: &str| {
        let (hour, rest) = text.split_once(':')?;
        let minute = rest.get(..2).filter(|m| m.bytes().all(|b| b.is_ascii_digit()))?;
        ((1..=2).contains(&hour.len()) && hour.bytes().all(|b| b.is_ascii_digit()))
            .then_some(hour.len() + 1 + minute.len())
    };
    let joint = |c: char| matches!(c, '-' | '–' | '—' | '~' | '～' | '至' | '到');
    text.match_indices(joint).any(|(at, _)| {
        let before = text[..at].trim_end_matches(|c| joint(c) || c == ' ');
        let after = text[at..].trim_start_matches(|c| joint(c) || c == ' ');
        let start = before
            .rfind(|c: char| !c.is_ascii_digit() && c != ':')
            .map_or(0, |n| n + before[n..].chars().next().map_or(0, char::len_utf8));
        clock(&before[start..]) == Some(before.len() - start) && clock(after).is_some()
    })
}

/// Whether a line is a span of days: when something went on, or when somebody lived: `12 May 1931 - 4 June 2019`.
fn has_days(text: &str) -> bool {
    const JOINTS: [&str; 7] = [" - ", " – ", " — ", "—", "–", "至", "～"];
    let both = |(first, last): (&str, &str)| whole_date(first.trim()).is_some() && whole_date(last.trim()).is_some();
    text.len() <= WIDEST && JOINTS.iter().filter_map(|joint| text.split_once(joint)).any(both)
}

/// Whether a line directly beside line `n` is one of an event: `地点：…`, `时间：下午6时`.
pub(in super::super) fn is_event(layout: &Layout<'_>, n: usize) -> bool {
    let beside = [n.checked_sub(1), Some(n + 1), Some(n + 2)];
    let of_event = |b: &&Block| is_of_event(b) || is_line(b, WIDEST) && (has_span(b.text()) || has_hours(b.text()));
    beside.into_iter().flatten().filter_map(|m| layout.blocks.get(m)).any(of_event)
}

/// Whether a line says between which hours: `Time: 8 am to 5 pm`, `Zeit: 8 bis 17 Uhr`.
fn has_hours(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ':']).filter(|w| !w.is_empty()).take(WORDS).collect();
    let hour = |w: &&&str| (1..=2).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_digit());
    let half = |w: &str| matches!(w.to_lowercase().trim_matches('.'), "am" | "pm" | "a.m" | "p.m");
    let unit = |w: &&&str| half(w) || matches!(w.trim_matches('.'), "Uhr" | "h" | "ч" | "часов" | "heures" | "horas");
    words.windows(4).any(|w| {
        let joined = |n: usize| matches!(w[n], "to" | "bis" | "–" | "-" | "—" | "до" | "à" | "a");
        let after = |n: usize| w.get(n).as_ref().is_some_and(hour) && w.get(n + 1).as_ref().is_some_and(unit);
        hour(&&w[0]) && joined(1) && after(2) || half(w[0]) && joined(1) && after(2)
    })
}

/// Words of a line that are looked at.
const WORDS: usize = 16;

#[cfg(test)]
mod tests {
    use super::{has_hours, has_span};

    #[test]
    fn hours() {
        for text in ["Time: 8 am to 5 pm", "Zeit: 8 bis 17 Uhr", "с 8 до 17 часов"] {
            assert!(has_hours(text), "{text}");
        }
        for text in ["Posted 8 am", "5 to 10 people", "Time: 10:20", "from 8 to the end"] {
            assert!(!has_hours(text), "{text}");
        }
    }

    #[test]
    fn spans_of_time() {
        for text in [
            "时间：2019年8月14日 7:00—17:00",
            "3 May 2014, 19:30 - 21:00",
            "8月14日 7:00至9:30",
            "12 May 1931 - 4 June 2019",
            "2019年5月6日至2019年5月9日",
        ] {
            assert!(has_span(text), "{text}");
        }
        for text in ["2019-08-14 17:00", "2019-08-14", "2019年8月14日 - 17:00", "来源：石桥网 10:20", "3:2 – 3"]
        {
            assert!(!has_span(text), "{text}");
        }
    }
}
