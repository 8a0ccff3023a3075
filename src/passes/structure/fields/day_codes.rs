//! Days in the years of the Republic of China, as an agency of Taiwan prints them: as a code behind the last sentence (`……。1021029`,
//! `（編輯：陳小河）1100731`), and behind who sent the picture (`中央社記者陳小河傳真 114年4月24日`).

use super::super::layout::Layout;
use super::imprints::Found;
use crate::chars;
use crate::meta::MetaKey;

/// Digits of a code: three of the year, two each of the month and the day. Before the year 100 one less.
const CODE: usize = 7;

/// Lines below the text that are looked at.
const FOOT: usize = 8;

/// Bytes of the longest day behind a picture.
const DAY: usize = 24;

/// Where the code begins that a text ends in, and its day.
pub(in super::super) fn read(text: &str) -> Option<(usize, String)> {
    let text = chars::trim_end(text);
    // Hardly any paragraph ends in a digit.
    if !text.as_bytes().last().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let ended = before.ends_with(['。', '！', '？', '」', '』', '”', '）', ')']);
    let code = &text[before.len()..];
    // Six digits behind a sentence may count something.
    let signed = || before.ends_with(['）', ')']);
    // `（02）1021029` is a number to call.
    let called = before.trim_end_matches(['）', ')']).ends_with(|c: char| c.is_ascii_digit());
    let fits = code.len() == CODE || code.len() + 1 == CODE && signed();
    (ended && fits && !called).then(|| Some((before.len(), day(code)?)))?
}

/// Where the mark begins that a paper puts behind the last sentence of a piece for its own use: `……。①2`, `……。⑤18`.
pub(in super::super) fn mark_of_paper(text: &str) -> Option<usize> {
    let text = chars::trim_end(text);
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let circled = before.strip_suffix(|c| ('①'..='⑳').contains(&c))?;
    let fits = (1..=2).contains(&(text.len() - before.len())) && circled.ends_with(['。', '！', '？', '”', '）', ')']);
    fits.then_some(circled.len())
}

/// The same code alone below a text of the agency.
pub(in super::super) fn alone(layout: &Layout<'_>, n: usize) -> Option<Found> {
    let text = chars::trim(layout.blocks[n].text());
    let code = text.len() == CODE && text.bytes().all(|b| b.is_ascii_digit());
    let of_agency = || layout.blocks.iter().take(layout.first + 2).any(|b| b.text().contains("中央社"));
    (code && of_agency()).then(|| Some(vec![(MetaKey::Date, day(text)?)]))?
}

/// The day of such a code at the end of the text or below it, or of the picture above it.
pub(in super::super) fn find(layout: &Layout<'_>) -> Option<String> {
    let foot = layout.blocks.iter().skip(layout.last.saturating_sub(1)).take(FOOT);
    let code = foot.filter_map(|b| read(b.text())).map(|(_, date)| date).next();
    let picture = || layout.blocks.iter().take(layout.first + 2).take(FOOT).find_map(|b| of_picture(b.text()));
    code.or_else(picture)
}

fn day(code: &str) -> Option<String> {
    let (year, rest) = code.split_at_checked(code.len().checked_sub(4)?)?;
    let numbers = [year, rest.get(..2)?, rest.get(2..)?].map(|n| n.parse::<u32>().ok());
    let [Some(year), Some(month), Some(day)] = numbers else { return None };
    if code.starts_with('0') { None } else { of_numbers(year, month, day) }
}

/// The day in our years.
fn of_numbers(year: u32, month: u32, day: u32) -> Option<String> {
    let sane = (80..=150).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    sane.then(|| format!("{}-{month:02}-{day:02}", year + 1911))
}

/// The day behind who took or sent a picture, at the end of a caption.
pub(in super::super) fn of_picture(text: &str) -> Option<String> {
    let text = chars::trim_end(text);
    let bare = text.strip_suffix('日')?;
    let rest = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月'));
    let day = &bare[rest.len()..];
    let sent = ["攝", "摄", "傳真", "传真"].iter().any(|word| rest.trim_end().ends_with(word));
    if !sent || day.len() > DAY {
        return None;
    }
    let (year, (month, number)) = day.split_once('年').and_then(|(year, rest)| Some((year, rest.split_once('月')?)))?;
    let numbers = [year, month, number].map(|n| n.parse::<u32>().ok());
    let [Some(year), Some(month), Some(number)] = numbers else { return None };
    of_numbers(year, month, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_days() {
        for (text, at, date) in [
            ("水車轉了。1021029", 15, "2013-10-29"),
            ("（編輯：陳小河）1100731", 24, "2021-07-31"),
            ("（編輯：陳小河）990112", 24, "2010-01-12"),
        ] {
            assert_eq!(read(text), Some((at, date.to_owned())), "{text}");
        }
        for text in [
            "水車轉了。990112",
            "請洽（02）1021029",
            "水車轉了。12",
            "水車轉了。1021329",
            "電話1021029",
            "水車轉了。3021029",
            "1021029",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(of_picture("水車轉了。中央社記者陳小河傳真 114年4月24日").as_deref(), Some("2025-04-24"));
        assert_eq!(of_picture("水車在114年4月24日"), None);
    }
}
