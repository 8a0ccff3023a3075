//! Datelines on a line of their own, without the text behind them: `石桥新闻网讯（记者陈小河 通讯员李敏）`, `石桥日报3月4日讯 记者 陈小河`,
//! `【石桥网讯】（记者 陈小河）`.

use super::byline::byline;
use super::datelines::{CLOSE, OPEN, VERBS, bracketed, read, wired, without_day};
use super::{People, is_medium, places, with_role};
use crate::chars;
use crate::phrases::{Words, simplify};

/// Bytes of the longest line, and characters of a place in front.
const LONGEST: usize = 300;
const PLACE: std::ops::RangeInclusive<usize> = 2..=5;

/// Words for who reports, with which what stands behind the verb begins.
const REPORTERS: [&str; 8] = ["记者", "記者", "通讯员", "通訊員", "特约", "特派", "首席", "实习"];

/// A line that is a dateline and nothing else.
pub(in super::super) fn alone(text: &str) -> Option<People> {
    let text = chars::trim(text);
    if text.len() > LONGEST || !chars::contains_any(text, ['讯', '訊', '电', '電']) || chars::is_sentence(text) {
        return None;
    }
    match bracketed(text) {
        Some((bracket, "")) => in_bracket(bracket),
        // `【石桥日报讯】（记者 陈小河）`
        Some((bracket, rest)) => {
            let house = in_bracket(bracket).filter(|people| people.authors.is_empty())?;
            let people = of_reporters(rest.trim_start())?;
            Some(People { outlet: people.outlet.clone().or(house.outlet), ..people })
        }
        None => open(text),
    }
}

/// `（中央社記者陳小河台北15日電）`, `【石桥网讯】`, `（石桥日报讯 记者 陈小河）`
fn in_bracket(bracket: &str) -> Option<People> {
    let inner = bracket.trim_matches(OPEN).trim_matches(CLOSE).trim();
    let people = wired(bracket).filter(|people| !people.authors.is_empty());
    people.or_else(|| open(inner)).filter(|people| !people.authors.is_empty() || people.outlet.is_some())
}

/// A dateline that no bracket stands around.
fn open(text: &str) -> Option<People> {
    let verb = |text: &str| VERBS[..4].iter().any(|verb| text.ends_with(verb));
    // What stands up to the verb, and who behind it.
    let bracket = text.ends_with(CLOSE).then(|| text.rfind(OPEN)).flatten();
    let (lead, people) = match bracket {
        Some(at) => (text[..at].trim_end(), of_reporters(&text[at..])),
        None if verb(text) => (text, None),
        None => {
            let at =
                REPORTERS.iter().filter_map(|word| text.find(word)).filter(|at| verb(text[..*at].trim_end())).min()?;
            (text[..at].trim_end(), Some(with_role(&text[at..]).filter(|people| !people.authors.is_empty())?))
        }
    };
    if !verb(lead) || people.is_none() && lead.len() < text.len() {
        return None;
    }
    let line = read(lead).or_else(|| read(text));
    let outlet = line.as_ref().and_then(|line| line.people.outlet.clone());
    let people = people.unwrap_or_default();
    let own = || lead.starts_with('本') && !people.authors.is_empty();
    let named = outlet.is_some() || own() || !people.authors.is_empty() && is_from_place(lead);
    let mut people = People { outlet: people.outlet.clone().filter(|o| is_medium(o)).or(outlet), ..people };
    // `石桥网记者陈小河3月4日讯`
    if people.authors.is_empty() {
        people.authors = line.map_or_else(Vec::new, |line| line.people.authors);
    }
    named.then_some(people)
}

/// A bracket with reporters and nothing behind it.
fn of_reporters(text: &str) -> Option<People> {
    let (bracket, rest) = bracketed(text)?;
    let people = byline(bracket).or_else(|| wired(bracket))?;
    (rest.is_empty() && !people.authors.is_empty()).then_some(people)
}

/// `江州3月4日讯`, `石桥镇讯`: where the news is from. `喜讯` and `来电` are words.
fn is_from_place(lead: &str) -> bool {
    let bare = lead.trim_end_matches(['讯', '訊', '电', '電', '专', '專']);
    let (place, day) = without_day(bare);
    let plain = simplify(place);
    PLACE.contains(&plain.chars().count())
        && plain.chars().all(chars::is_han)
        && (Words::Place.has(&plain)
            || places::is_settlement(&plain)
            || plain.ends_with(places::UNITS)
            || day.is_some())
}

#[cfg(test)]
mod tests {
    use super::alone;

    #[test]
    fn on_a_line_of_their_own() {
        for (text, authors, outlet) in [
            ("石桥新闻网讯（记者陈小河 通讯员李敏）", &["陈小河", "李敏"][..], Some("石桥新闻网")),
            ("石桥文汇报讯（记者 陈小河 北京报道）", &["陈小河"], Some("石桥文汇报")),
            ("石橋文匯報訊（記者 陳小河 北京報道）", &["陳小河"], Some("石橋文匯報")),
            ("石桥日报3月4日讯 记者 陈小河", &["陈小河"], Some("石桥日报")),
            ("【石桥日报讯】（记者 陈小河）", &["陈小河"], Some("石桥日报")),
            ("（石桥日报讯 记者 陈小河）", &["陈小河"], Some("石桥日报")),
            ("（中央社記者陳小河台北15日電）", &["陳小河"], Some("中央社")),
            ("石桥网北京2月24日电（记者陈小河）", &["陈小河"], Some("石桥网")),
            ("石桥电影网讯", &[], Some("石桥电影网")),
            ("[石桥网讯]", &[], Some("石桥网")),
            ("北京讯（记者 陈小河）", &["陈小河"], None),
            ("本报讯（记者 陈小河）", &["陈小河"], None),
        ] {
            let people = alone(text).unwrap_or_else(|| panic!("{text}"));
            let wanted: Vec<String> = authors.iter().map(|a| (*a).to_owned()).collect();
            assert_eq!((people.authors, people.outlet.as_deref()), (wanted, outlet), "{text}");
        }
        for text in [
            "他收到一封电（记者陈小河）",
            "本报讯",
            "水车修好传来喜讯（记者 陈小河）",
            "石桥镇传来喜讯",
            "石桥日报讯 记者 昨天 上午 来到石桥镇",
            "石桥日报讯（一份旧报纸）",
            "村里通了电，记者 陈小河",
        ] {
            assert_eq!(alone(text), None, "{text}");
        }
    }
}
