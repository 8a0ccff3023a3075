//! Datelines: how a news text begins, with who wrote it, for which medium, where and when.

use super::super::fields::imprints::whole_date;
use super::super::people::{self, People};
use super::byline::byline;
use super::{korean, names, releases};
use crate::chars;

/// Bytes and words of the longest line of [`is_posted`].
const POSTED: usize = 80;
const WORDS: usize = 7;

/// Greatest width of a dateline before its bracket, its names and its date included: `新华社乌鲁木齐12月31日电`,
/// `石桥网实习记者陈小河1月12日报道`.
pub(super) const LEAD: usize = 48;

/// Bytes of the longest name that the paper has for itself: `本报石桥`.
const OWN: usize = 12;

/// Characters of the longest name of a medium with a place.
pub(super) const OUTLET: usize = 12;

/// Characters of the longest word for who reports, `实习通讯员` and the like; no name is longer.
const ROLE: usize = 6;

/// Greatest width of the bracket with the reporters.
const BRACKET: usize = 100;

/// What ends a dateline.
pub(super) const VERBS: &[&str] = &["讯", "訊", "电", "電", "消息", "报道", "報道", "報導", "报导"];

pub(in super::super) const OPEN: &[char] = &['(', '（', '〔', '【', '[', '［', '﹝'];
pub(super) const CLOSE: &[char] = &[')', '）', '〕', '】', ']', '］', '﹞'];

/// What a dateline says.
#[derive(Debug, Default, PartialEq)]
pub(in super::super) struct Dateline {
    pub people: People,
    /// The day, where the year is named too.
    pub date: Option<String>,
}

/// The dateline that a paragraph begins with.
pub(in super::super) fn read(text: &str) -> Option<Dateline> {
    // No character has more than four bytes.
    let head = once(&text[..text.floor_char_boundary(4 * (LEAD + BRACKET))]);
    if let Some(date) = releases::press(head) {
        return Some(Dateline { people: People::default(), date: Some(date) });
    }
    // Text of Latin letters has its reporters in brackets, if at all.
    if head.is_ascii() && memchr::memchr2(b'(', b'[', head.as_bytes()).is_none() {
        return None;
    }
    if let Some(line) = korean::dateline(head) {
        return Some(line);
    }
    if let Some((bracket, behind)) = bracketed(head) {
        let inner = bracket.trim_matches(OPEN).trim_matches(CLOSE);
        let dated = inner.ends_with(['电', '電']) && inner.contains(['日', '號', '号']);
        let people = (if dated { wired(bracket) } else { None }).or_else(|| byline(bracket)).or_else(|| wired(bracket));
        let verb = || VERBS[..4].iter().find(|verb| inner.ends_with(**verb));
        let lead = || verb().and_then(|verb| lead(&inner[..inner.len() - verb.len()], verb));
        // `【本报讯】（记者陈小河）`
        let own = || inner.starts_with('本') && inner.len() <= OWN && verb().is_some();
        let found = people.map(|people| Dateline { people, date: None }).or_else(lead);
        let found = found.or_else(|| own().then(Dateline::default));
        // `〔石桥社〕春节将至，……`
        let medium = || people::is_medium(inner) && !behind.trim().is_empty();
        let agency = || Dateline { people: People { outlet: Some(inner.to_owned()), ..People::default() }, date: None };
        let found = found.or_else(|| medium().then(agency));
        // `【石桥商报讯】（首席记者 陈小河）`
        let reporters = || bracketed(behind.trim_start()).and_then(|(bracket, _)| byline(bracket));
        return found.map(|mut line| {
            if let Some(people) = (line.people.authors.is_empty()).then(reporters).flatten() {
                let outlet = people.outlet.clone().or(line.people.outlet.take());
                line.people = People { outlet, ..people };
            }
            line
        });
    }
    if let Some(date) = releases::release(head) {
        return Some(Dateline { people: People::default(), date: Some(date) });
    }
    let mut found = verbs(head).find_map(|(at, verb)| {
        let found = lead(&head[..at], verb)?;
        let after = &head[at + verb.len()..];
        let ends = after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || ":：,，(（[【〔".contains(c));
        (ends
            || after.starts_with(['据', '據', '题', '題'])
            || reported(after).is_some()
            || before_gap(after).is_some())
        .then_some((found, after, verb))
    });
    // `本报河口12月13日电陈小河、李敏报道：`
    if found.is_none() && head.starts_with('本') {
        let own = |(at, verb): (usize, &'static str)| {
            let after = &head[at + verb.len()..];
            let dated = || without_day(&head[..at]).1.is_some() && reported(after).is_some();
            // `本报讯 记者陈小河 通讯员李敏报道`
            (dated() || at <= OWN && reporting(after.trim_start()).is_some())
                .then(|| (Dateline::default(), after, verb))
        };
        found = verbs(head).find_map(own);
    }
    if let Some((line, after, verb)) = &mut found {
        let after = after.trim_start();
        let wire = matches!(*verb, "电" | "電" | "讯" | "訊");
        // `（记者甲 通讯员乙）`, and of an agency `（甲、乙）`.
        let people = match bracketed(after) {
            Some((bracket, _)) => byline(bracket).or_else(|| pen_name(bracket)).or_else(|| {
                let authors = names::split(bracket.trim_matches(OPEN).trim_matches(CLOSE)).filter(|_| wire)?;
                Some(People { authors, ..People::default() })
            }),
            None => reporting(after).or_else(|| reported(after)),
        };
        if let Some(people) = people.filter(|_| line.people.authors.is_empty()) {
            let outlet =
                people.outlet.clone().filter(|o| people::is_medium(o)).filter(|_| line.people.outlet.is_none());
            line.people = People { outlet: outlet.or(line.people.outlet.take()), ..people };
        }
    }
    found.map(|(line, _, _)| line).or_else(|| before_bracket(head))
}

/// `石桥网北京2月4日电石桥网北京2月4日电 (记者`: a dateline that stands twice, once.
fn once(head: &str) -> &str {
    let twice = |(at, verb): (usize, &str)| {
        let (lead, rest) = head.split_at(at + verb.len());
        (at > OWN && rest.starts_with(lead)).then_some(rest)
    };
    // Hardly any text has two of them at its beginning.
    let near = &head[..head.floor_char_boundary(4 * LEAD)];
    let several = near.matches(['讯', '訊', '电', '電']).nth(1).is_some()
        && VERBS[..4].iter().any(|verb| near.match_indices(verb).nth(1).is_some());
    if several { verbs(head).find_map(twice).unwrap_or(head) } else { head }
}

/// Whether a line is cut off in the bracket of a dateline, or is one to its end: it is no title, whatever else it is.
pub(in super::super) fn is_cut_off(text: &str) -> bool {
    let text = chars::trim(text);
    // `石桥网北京2月4日电 (记者`
    let bare = text.trim_end_matches(['记', '者', '記', '通', '讯', '员', '訊', '員', ' ']);
    let Some(lead) = bare.strip_suffix(['(', '（']) else { return false };
    let lead = once(lead.trim_end());
    VERBS[..4].iter().any(|verb| lead.ends_with(verb)) && read(lead).is_some_and(|line| line.people.outlet.is_some())
}

/// The bracket that a text begins with, and what is behind it.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let close = text.starts_with(OPEN).then(|| text.find(CLOSE)).flatten()?;
    let end = close + text[close..].chars().next().map_or(0, char::len_utf8);
    (chars::width(&text[..end]) <= BRACKET).then(|| text.split_at(end))
}

/// A bracket with reporters behind some words that name no medium: `本报武汉5月8日专电（记者甲）`.
fn before_bracket(head: &str) -> Option<Dateline> {
    // Looked for no further than it may stand; it is searched for character by character.
    let near = &head[..head.floor_char_boundary(4 * LEAD + 4)];
    let opens = |c: char| matches!(c, '(' | '（' | '〔' | '【' | '[' | '﹝');
    let open = near.find(opens).filter(|at| chars::width(&head[..*at]) <= LEAD)?;
    let (bracket, _) = bracketed(&head[open..])?;
    let own = || near[..open].ends_with(['讯', '訊', '电', '電']);
    // `本网讯（文/见习通讯员 须双双）`: a rare surname.
    let written = || own() && bracket.trim_start_matches(OPEN).starts_with('文');
    // `石桥在线河口消息(向珊珊 李婷)`: names alone behind the medium and the place.
    let news = || {
        let told = near[..open].strip_suffix("消息").filter(|lead| lead.chars().count() <= OUTLET)?;
        let ends = told.char_indices().map(|(at, c)| at + c.len_utf8());
        let cut = ends.rev().find(|at| people::is_medium(&told[..*at]))?;
        let authors = names::split(bracket.trim_matches(OPEN).trim_matches(CLOSE))?;
        Some(People { authors, outlet: Some(told[..cut].to_owned()), ..People::default() })
    };
    let people =
        byline(bracket).or_else(|| wired(bracket)).or_else(|| written().then(|| pen_name(bracket))?).or_else(news)?;
    Some(Dateline { people, date: None })
}

/// The places where a dateline may end.
fn verbs(head: &str) -> impl Iterator<Item = (usize, &'static str)> + '_ {
    let mut width = 0;
    let within = move |c: char| {
        width += if chars::is_wide(c) { 2 } else { 1 };
        width <= LEAD && !matches!(c, '。' | '，' | '“' | '：')
    };
    head.char_indices()
        .zip(head.chars().map(within))
        .take_while(|(_, within)| *within)
        .filter(|((_, c), _)| matches!(c, '讯' | '訊' | '电' | '電' | '消' | '报' | '報'))
        .filter_map(|((at, _), _)| VERBS.iter().find(|verb| head[at..].starts_with(**verb)).map(|verb| (at, *verb)))
}

/// What stands before the verb: a medium with a place and a day, or a reporter of one.
fn lead(text: &str, verb: &str) -> Option<Dateline> {
    // `据新华社电` names whose news it is, not who prints it.
    let text = text.trim();
    if text.starts_with(['据', '據']) {
        return None;
    }
    let (bare, day) = without_day(text);
    // `石桥日报专讯`
    let bare = bare.trim_end_matches(['专', '專']);
    let date = day.filter(|day| day.contains('年')).and_then(whole_date);
    let made = |people| Some(Dateline { people, date: date.clone() });
    if bare.contains(['记', '記', '员', '員']) {
        // `石桥财经记者陈小河 南京报道`: the verb tells that the last word is a place.
        let placed = || format!("{bare}{verb}");
        let reports = matches!(verb, "报道" | "報道" | "報導" | "报导") && day.is_none();
        let people = if reports { people::with_role(&placed()) } else { people::with_role(bare) }?;
        return if people.authors.is_empty() { None } else { made(people) };
    }
    // `石桥网（石桥日报网）`
    let bare = match bare.strip_suffix([')', '）']).and_then(|text| text.split_once(['(', '（'])) {
        Some((name, inner)) if people::is_medium(inner) => name,
        _ => bare,
    };
    // `新华社北京`, `石桥网`; the medium is the longest name of one.
    // The `台` of `時報-台北` is of the place.
    let whole = |name: &str| name.rsplit_once('-').is_none_or(|(_, own)| own.chars().count() > 1);
    let named = |at: &usize| whole(&bare[..*at]) && people::is_medium(&bare[..*at]);
    let mut ends = bare.char_indices().map(|(at, c)| at + c.len_utf8()).filter(named);
    let cut = ends.next_back()?;
    let place = bare[cut..].trim();
    let fits = place.chars().count() <= 6 && place.chars().all(chars::is_han);
    // `石桥日报报道` is prose as often as not; a day makes it a dateline.
    let reports = matches!(verb, "报道" | "報道" | "報導" | "报导" | "消息");
    (fits && (!reports || day.is_some()))
        .then(|| made(People { outlet: Some(bare[..cut].to_owned()), ..People::default() }))?
}

/// The text without the day at its end, and the day.
pub(super) fn without_day(text: &str) -> (&str, Option<&str>) {
    let bare = text.trim_end_matches(['午', '上', '下', '晚', '早', '间', '間', '电', '專', '专']);
    let bare = if bare.ends_with(['日', '号', '號']) { bare } else { return (text, None) };
    // `石桥社成都五月十七日电`
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十廿〇○".contains(c);
    let start = bare.trim_end_matches(|c: char| digit(c) || "年月日号號 ".contains(c)).len();
    let day = &bare[start..];
    if day.starts_with(|c: char| digit(c) || c == ' ') {
        (bare[..start].trim_end(), Some(day.trim()))
    } else {
        (text, None)
    }
}

/// `记者帅鹏坤报道：`, `记者甲 通讯员乙`: reporters behind the verb, up to another one or a colon.
fn reporting(text: &str) -> Option<People> {
    let opens = text.starts_with(['记', '記', '通', '实', '實', '见', '見', '本', '特', '全', '首']);
    let verb = ["报道", "報道", "報導", "报导", "：", ":"].iter().filter_map(|end| text.find(end)).min();
    let Some(end) = verb.filter(|end| chars::width(&text[..*end]) <= LEAD) else {
        return if opens { before_gap(text).or_else(|| in_words(text)) } else { None };
    };
    let names = &text[..end];
    // `石桥日报记者陈小河报道：`
    let reports = || text[end..].contains(['：', ':']) && (names.contains("记者") || names.contains("記者"));
    (opens || reports()).then(|| people::with_role(names)).flatten().filter(|p| !p.authors.is_empty())
}

/// `记者陈小河 李敏    今年以来，…`: a wide gap does where nothing else ends the names.
fn before_gap(text: &str) -> Option<People> {
    let near = &text[..text.floor_char_boundary(2 * LEAD)];
    let gaps = near.match_indices("   ").chain(near.match_indices("\u{3000}\u{3000}"));
    let read = |(at, _): (usize, &str)| people::with_role(&near[..at]).filter(|people| !people.authors.is_empty());
    gaps.filter_map(read).last()
}

/// `记者 陈小河 通讯员 李敏 这几天，…`: each a word, and behind them a longer one, in which the text begins.
fn in_words(text: &str) -> Option<People> {
    let near = &text[..text.floor_char_boundary(2 * LEAD)];
    let mut end = 0;
    let word = |word: &str| word.chars().count() <= ROLE && word.chars().all(chars::is_han);
    for part in near.split_inclusive(' ').take_while(|part| word(part.trim())) {
        end += part.len();
    }
    let role = near.split(' ').next().is_some_and(|first| first.ends_with(['者', '员', '員']));
    let begins = text[end..].chars().take_while(|c| !c.is_whitespace()).count() > ROLE;
    (role && begins)
        .then(|| people::with_role(near[..end].trim()))
        .flatten()
        .filter(|people| !people.authors.is_empty())
}

/// `陈小河、李敏报道：`: names alone before the word for what they do.
fn reported(text: &str) -> Option<People> {
    let end =
        ["报道：", "报道:", "報道：", "報道:", "報導：", "報導:"].iter().filter_map(|end| text.find(end)).min()?;
    let names = text.get(..end).filter(|names| chars::width(names) <= LEAD)?;
    names::split(names).map(|authors| People { authors, ..People::default() })
}

/// `（记者晓寒）`: a name without a surname, which stands alone in its bracket behind the word for a reporter.
fn pen_name(bracket: &str) -> Option<People> {
    let inner = bracket.trim_matches(OPEN).trim_matches(CLOSE);
    let inner = ["文/", "文／", "文:", "文："].iter().find_map(|mark| inner.strip_prefix(mark)).unwrap_or(inner);
    let inner = ["见习", "見習", "实习", "實習", "本报", "本報", "全媒体"]
        .iter()
        .find_map(|word| inner.strip_prefix(word))
        .unwrap_or(inner);
    let name = ["记者", "記者", "通讯员", "通訊員"].iter().find_map(|role| inner.strip_prefix(role))?.trim();
    let plain = (2..=3).contains(&name.chars().count()) && name.chars().all(chars::is_han);
    plain.then(|| People { authors: vec![name.to_owned()], ..People::default() })
}

/// `（中央社記者林阿明台中11日電）`: a name, the place and the day run together.
pub(super) fn wired(bracket: &str) -> Option<People> {
    let inner = bracket.trim_matches(OPEN).trim_matches(CLOSE);
    let verb = ["电", "電", "讯", "訊", "報導", "报导", "报道"].iter().find(|verb| inner.ends_with(**verb))?;
    // `1日专电`
    let inner = inner.strip_suffix(*verb)?.trim_end_matches(['专', '專']);
    let bare = inner.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "日月".contains(c));
    if bare.len() == inner.len() && matches!(*verb, "电" | "電" | "讯" | "訊") {
        return None;
    }
    // Most places have two characters; a name of three is likelier than one of two.
    let cuts = || bare.char_indices().rev().map(|(at, _)| at).skip(1).take(3);
    let read = |at: usize| people::with_role(&bare[..at]);
    let whole = |p: &People| p.authors.iter().all(|n| n.chars().count() == 3);
    cuts().filter_map(read).find(whole).or_else(|| cuts().find_map(read))
}

/// `石桥发布 06-04 07:30 发布于江西`: when an account posted it, without the year. It says nothing that can be kept.
pub(in super::super) fn is_posted(text: &str) -> bool {
    let pair = |w: &str, mark: char| {
        let two = |p: &str| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit());
        w.split_once(mark).is_some_and(|(a, b)| two(a) && two(b))
    };
    if text.len() > POSTED || !text.contains(':') {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().take(WORDS + 1).collect();
    let timed = words.windows(2).any(|w| pair(w[0], '-') && pair(w[1], ':'));
    let plain = |w: &&str| pair(w, '-') || pair(w, ':') || w.chars().all(|c| c.is_alphanumeric());
    timed && words.len() <= WORDS && words.iter().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(text: &str) -> (Vec<String>, Option<String>) {
        let people = read(text).unwrap_or_else(|| panic!("{text}")).people;
        (people.authors, people.outlet)
    }

    #[test]
    fn datelines() {
        for (text, authors, outlet) in [
            ("石桥社北京3月4日电（记者陈小河 李敏）今天上午", &["陈小河", "李敏"][..], Some("石桥社")),
            ("石桥社北京3月4日电（陈小河、李敏）今天上午", &["陈小河", "李敏"], Some("石桥社")),
            ("石桥网记者陈小河5月13日报道：今天上午", &["陈小河"], Some("石桥网")),
            ("石桥网实习记者陈小河1月12日报道 据河口社11日报道，", &["陈小河"], Some("石桥网")),
            ("石桥晚报讯 记者陈小河报道：今天上午", &["陈小河"], Some("石桥晚报")),
            ("石桥日报讯 (记者/陈小河 通讯员/李敏)今天上午", &["陈小河", "李敏"], Some("石桥日报")),
            ("本报讯（记者 陈小河）今天上午", &["陈小河"], None),
            ("本报讯 记者 陈小河 通讯员 李敏 这几天，我市早晚有些凉。", &["陈小河", "李敏"], None),
            ("【石桥醒報記者陳小河台北報導】春節期間", &["陳小河"], Some("石桥醒報")),
            ("（中央社記者林阿明台中11日電）今天", &["林阿明"], Some("中央社")),
            ("石桥网沅陵站1月12日讯 春节临近", &[], Some("石桥网")),
            ("央桥网北京2月13日消息 据报道", &[], Some("央桥网")),
            ("한강경제 김민수 기자= 마을의 물레방아가 다시 돌았다.", &["김민수"], None),
        ] {
            let wanted = (authors.iter().map(|a| (*a).to_owned()).collect(), outlet.map(str::to_owned));
            assert_eq!(who(text), wanted, "{text}");
        }
        assert_eq!(read("呼和浩特，2024年5月20日——某公司今天").unwrap().date.unwrap(), "2024-05-20");
        assert_eq!(who("石桥网北京2月4日电石桥网北京2月4日电 (记者 陈小河)今天上午").0, ["陈小河"]);
        assert!(is_cut_off("石桥网北京2月4日电石桥网北京2月4日电 (记者") && !is_cut_off("水车转了（记者"));
        assert_eq!(read("【石桥社2012年1月11日訊】寒冷的天氣").unwrap().date.unwrap(), "2012-01-11");
    }

    #[test]
    fn prose_is_no_dateline() {
        for text in [
            "石桥日报报道称，1月16日下午，高速公路发生拥堵。",
            "据石桥社电，今天上午",
            "他收到一封电报（陈小河转交），上面只有三个字。",
            "记者来到现场的时候，天已经黑了。",
            "石桥日报社的电话响了三声。",
            "本报讯 记者 昨天 上午 来到石桥镇，看到水车又转了起来。",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
