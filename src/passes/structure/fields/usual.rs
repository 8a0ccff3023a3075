//! Lines under titles as single systems print them, in the form that others have: without the address of the site that is run together with the
//! date, without how long ago that was, with a space where a stroke or nothing stands.

use std::borrow::Cow;

use super::super::people;
use super::imprints::{is_bar, whole_date};
use crate::chars;
use crate::dates;
use crate::phrases::{self, Class, Scan, Words, simplify};

/// Bytes of the longest line that is looked at.
const LONGEST: usize = 300;

/// Bytes of the number of a post, and words of a place before a date.
const FLOOR: usize = 4;
const PLACE: usize = 3;

/// Bytes of the shortest day, and words of a line with the issue of a journal.
const DAY: usize = 10;
const PIECES: usize = 6;

/// The line in its usual form.
pub(in super::super) fn usual(text: &str) -> Cow<'_, str> {
    // Every form has a date in it.
    if text.len() > LONGEST || !chars::any_byte(text, |b| b.is_ascii_digit()) {
        return text.into();
    }
    let bare = without_zone(without_cells(without_floor(without_ago(without_host(without_remains(text))))));
    if let Some(rest) = without_counts(bare) {
        return usual(&rest).into_owned().into();
    }
    // `08.06.11 09:12 | 최종 업데이트 08.06.11 14:20`: Korea writes the year first.
    if korean_short(bare) {
        return format!("20{bare}").into();
    }
    // `04/03/2021 às 10:20`
    if bare.len() <= 32 && bare.starts_with(|c: char| c.is_ascii_digit()) && bare.contains([':', 'h']) {
        let words: Vec<&str> = bare.split(' ').collect();
        // `a` alone stands before other things as well.
        if words.iter().any(|w| *w != "a" && Words::At.has(w)) {
            return words.into_iter().filter(|w| !Words::At.has(w)).collect::<Vec<_>>().join(" ").into();
        }
    }
    // `2012-05-28 10:11 来自 iPhone客户端`, `2012-05-28 陈小河 石桥青年报 (2012年05月28日 01 版)`, `石桥 2012-05-28 [原创] 作者：陈小河`
    if let Some((day, _)) = bare.split_once(" 来自 ")
        && whole_date(day.trim()).is_some()
    {
        return day.into();
    }
    if let Some((line, page)) = bare.rsplit_once(" (").or_else(|| bare.rsplit_once("（"))
        && line.starts_with(|c: char| c.is_ascii_digit())
        && page.trim_end_matches([')', '）']).ends_with('版')
    {
        return usual(line.trim_end()).into_owned().into();
    }
    if bare.contains("[原创] ") {
        return bare.replace("[原创] ", "").into();
    }
    // `原创： 陈小河 石桥读书会 2018-03-18`, `更新时间 2012年8月13日, 格林尼治标准时间10:20`
    if let Some(rest) = bare.strip_prefix("原创：").or_else(|| bare.strip_prefix("原创:")) {
        return format!("原创 {}", rest.trim_start()).into();
    }
    // `作者：陈小河 我来说两句(0)复制链接 大|中|小 打印`
    if let Some(sizes) = ["大|中|小", "大 | 中 | 小"].iter().find(|sizes| bare.contains(*sizes)) {
        return usual(&bare.replace(sizes, "").replace("  ", " ")).into_owned().into();
    }
    if bare.contains("格林尼治标准时间") {
        return bare.replace("格林尼治标准时间", "").replace(", ", " ").into();
    }
    // `文/图：陈小河 2021-03-04`
    if let Some(rest) = Words::TextAndPicture.behind(bare).and_then(|rest| rest.strip_prefix(['：', ':'])) {
        return format!("作者：{rest}").into();
    }
    posted(bare)
        .or_else(|| stroked(bare))
        .or_else(|| run_together(bare))
        .or_else(|| without_buttons(bare))
        .or_else(|| with_source_or_issue(bare))
        .unwrap_or(bare.into())
}

/// Whether most of the letters of a text are those of buttons and counters.
fn is_buttons(text: &str) -> bool {
    let bare = text.replace("大 中 小", "").replace("大中小", "");
    let bare: String = bare.chars().map(|c| if c.is_ascii_digit() { ' ' } else { c }).collect();
    Scan::of(&bare).coverage(&[Class::Nav, Class::Share, Class::Button, Class::Drop]) >= 0.5
}

/// The name of the journal in `石桥周刊第1595期`.
fn issue(word: &str) -> Option<&str> {
    let (paper, number) = word.split_once('第')?;
    let number = number.strip_suffix('期')?;
    let counted = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let paper = paper.trim_matches(['《', '》']);
    (counted && people::is_medium(paper)).then_some(paper)
}

/// `2010年08月12日 09:41 石桥网 【大 中 小】 【打印】 共有评论28条`: buttons in brackets, and what stands behind them.
fn without_buttons(text: &str) -> Option<Cow<'_, str>> {
    let at = text.find(['【', '[']).filter(|at| *at > DAY && text.starts_with(|c: char| c.is_ascii_digit()))?;
    let (line, bars) = text.split_at(at);
    (line.matches([':', '：']).count() <= 2)
        .then_some(())
        .filter(|()| is_buttons(bars))
        .map(|()| line.trim_end().into())
}

/// `2018-06-09 12:04:28 来自于 河口网`, `撰文者：陈小河 石桥周刊第1595期 2018-06-07`: in the words and the order that others have.
fn with_source_or_issue(text: &str) -> Option<Cow<'_, str>> {
    if let Some((date, name)) = text.split_once(" 来自于 ").or_else(|| text.split_once(" 来源于 ")) {
        return whole_date(date.trim()).map(|_| format!("{date} 来源：{}", name.trim()).into());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|w| issue(w).is_some()).filter(|at| *at > 0 && words.len() <= PIECES)?;
    let keyed = words[..at].iter().any(|w| w.contains([':', '：']));
    let paper = words.get(at).and_then(|w| issue(w)).filter(|_| keyed)?;
    Some(format!("{} 来源：{paper} {}", words[..at].join(" "), words[at + 1..].join(" ")).trim_end().to_owned().into())
}

/// Whether a line of Korean begins with a year of two digits, a month and a day.
fn korean_short(text: &str) -> bool {
    let bytes = text.as_bytes();
    let number = |at: usize| {
        bytes.get(at..at + 2).filter(|n| n.iter().all(u8::is_ascii_digit)).map(|n| (n[0] - b'0') * 10 + n[1] - b'0')
    };
    let marks = matches!(
        (bytes.get(2), bytes.get(5), bytes.get(8)),
        (Some(b'.' | b'/' | b'-'), Some(b'.' | b'/' | b'-'), Some(b' '))
    );
    let sane = || {
        number(0).is_some_and(|y| y < 40)
            && number(3).is_some_and(|m| (1..=12).contains(&m))
            && number(6).is_some_and(|d| (1..=31).contains(&d))
    };
    marks && sane() && text.contains(chars::is_hangul)
}

/// `zz.example.com2014-09-03 09:51:54来源:…`
fn without_host(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-'));
    let head = &text[..end.unwrap_or(text.len())];
    let host = |at: &usize| head[..*at].contains('.') && head[..*at].ends_with(|c: char| c.is_ascii_lowercase());
    let year = head.match_indices("20").map(|(at, _)| at).find(host);
    year.filter(|_| !text.starts_with(|c: char| c.is_ascii_digit())).map_or(text, |at| &text[at..])
}

/// `<{$news["time"]|date_format}> 河口网 2021-11-28`: code of a template in front; `（本文已被阅读 264 次）时间：…`: a counter in brackets; `楼主| river 发表于 …`:
/// whose post it is in a thread.
fn without_remains(text: &str) -> &str {
    const CODE: [(&str, &str); 4] = [("<{", "}>"), ("{{", "}}"), ("<%", "%>"), ("<?", "?>")];
    for (open, close) in CODE {
        if let Some((_, rest)) = text.strip_prefix(open).and_then(|rest| rest.split_once(close)) {
            return rest.trim_start();
        }
    }
    let thread = text.starts_with("楼主") || text.starts_with("樓主");
    if let Some(at) = text.find("发表于").or_else(|| text.find("發表於")).filter(|_| thread && text.contains(is_bar))
    {
        return &text[at..];
    }
    // `Da redação rioverde 09/09/2017 10:36`: the desk of the paper.
    if let Some(rest) = Words::Desk.behind(text).and_then(|rest| rest.strip_prefix(' ')) {
        return rest.trim_start_matches(['-', '|', ' ']);
    }
    let counter = text.strip_prefix(['(', '（']).and_then(|t| t.split_once([')', '）']));
    match counter {
        Some((count, rest)) if is_readers(count) && !rest.trim().is_empty() => rest.trim_start(),
        _ => text,
    }
}

/// `本文已被阅读 264 次`
fn is_readers(text: &str) -> bool {
    text.len() <= 90
        && text.contains(|c: char| c.is_ascii_digit())
        && text.trim_end().ends_with(['次', '人'])
        && Words::Counter.stands_in(&simplify(text))
}

/// `March 21, 2013 / 8:30 PM / in 5 years`
fn without_ago(text: &str) -> &str {
    match text.rsplit_once(" / ") {
        Some((rest, ago)) if ago.ends_with(" ago") || ago.starts_with("in ") => rest,
        _ => text,
    }
}

/// `0 发表于: 2015-04-21`: the number of the post.
fn without_floor(text: &str) -> &str {
    let Some((floor, rest)) = text.split_once(' ') else { return text };
    let number = floor.len() <= FLOOR && floor.bytes().all(|b| b.is_ascii_digit());
    let dated = || phrases::opening(rest).is_some_and(|hit| hit.range.start == 0 && hit.classes.contains(&Class::Date));
    if number && dated() { rest } else { text }
}

/// `2005年10月11日，星期二（GMT+8 北京时间）`: the zone behind a date.
fn without_zone(text: &str) -> &str {
    let zone = |inside: &str| {
        inside.len() <= 40 && (inside.ends_with("时间") || ["GMT", "UTC"].iter().any(|z| inside.starts_with(z)))
    };
    let bare = text.strip_suffix([')', '）']).and_then(|t| t.rsplit_once(['(', '（']));
    bare.filter(|(date, inside)| !date.is_empty() && zone(inside)).map_or(text, |(date, _)| date.trim_end())
}

/// `2003年04月18日09:39 石桥晚报 | ||`: empty cells of a row.
fn without_cells(text: &str) -> &str {
    let bare = text.trim_end_matches(|c: char| c == ' ' || is_bar(c));
    if text.len() > bare.len() && !bare.contains(is_bar) { bare } else { text }
}

/// `由 陈小河 发表于 2019-05-17`, `由 陈小河 于 2019-05-17 10:20 发布`, `Posted by 陈小河 on 2019-05-17`
fn posted(text: &str) -> Option<Cow<'_, str>> {
    if let Some(rest) = text.strip_prefix("由 ").map(str::trim_start)
        && Words::PostedOn.stands_in(&simplify(rest))
    {
        return Some(rest.into());
    }
    let (name, rest) = match text.strip_prefix("Posted by ") {
        Some(rest) => rest.split_once(" on ").filter(|(name, _)| name.contains(chars::is_cjk))?,
        None => text.strip_prefix("由 ").unwrap_or(text).split_once(['于', '於'])?,
    };
    let name = name.trim();
    // `在 随笔` behind the word is where it was put.
    let (date, behind) = rest.split_at(rest.find(['发', '發']).unwrap_or(rest.len()));
    let said = text.starts_with("Posted") && behind.is_empty()
        || ["发布", "发表"].iter().any(|word| simplify(behind).starts_with(word));
    let named = (2..=12).contains(&name.chars().count()) && !name.contains(char::is_whitespace);
    let whole = said && named && behind.chars().count() <= 16;
    whole.then(|| whole_date(date.trim())).flatten().map(|_| format!("{name} 发表于 {}", date.trim()).into())
}

/// `石桥融媒 2021-03-04 10:20 阅读 1.2万`, `河口网 6.2w阅读 2021-11-28`: the line without how many have read it.
fn without_counts(text: &str) -> Option<String> {
    // Most lines with a date count nothing.
    if !Words::Counter.stands_in(&simplify(text)) {
        return None;
    }
    let number = |w: &str| {
        w.starts_with(|c: char| c.is_ascii_digit())
            && w.chars().all(|c| c.is_ascii_digit() || ".,万千wWkK+次人".contains(c))
    };
    let word = |w: &str| Words::Counter.has(&simplify(w));
    let both = |w: &str| Words::Counter.behind(w).is_some_and(number) || Words::Counter.before(w).is_some_and(number);
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let mut kept: Vec<&str> = Vec::with_capacity(pieces.len());
    let mut n = 0;
    while let Some(piece) = pieces.get(n) {
        let next = pieces.get(n + 1).copied().unwrap_or_default();
        if word(piece) && number(next) || number(piece) && word(next) {
            n += 2;
        } else if both(piece) {
            n += 1;
        } else {
            kept.push(piece);
            n += 1;
        }
    }
    (kept.len() < pieces.len() && !kept.is_empty()).then(|| kept.join(" "))
}

/// `劲报/ 2024.06.15 23:26`
fn stroked(text: &str) -> Option<Cow<'_, str>> {
    let (house, date) = text.split_once(['/', '／'])?;
    let named = (2..=12).contains(&house.trim().chars().count()) && house.trim().chars().all(chars::is_han);
    let medium = || people::is_medium(house.trim()) || house.trim().ends_with(['报', '報']);
    (named && medium() && whole_date(date.trim()).is_some())
        .then(|| format!("来源：{} {}", house.trim(), date.trim()).into())
}

/// `2009年04月13日 09:27石桥网-晚报 】 【打印已有评论0`: nothing parts the medium from the time.
fn run_together(text: &str) -> Option<Cow<'_, str>> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || "年月日-/:. ".contains(c)))?;
    let (date, rest) = text.split_at(end);
    let rest = rest.trim_start();
    let medium = rest.split(['】', '【', '[', ' ']).next().unwrap_or_default().trim();
    // `2010年01月26日 12:05石桥报【大 中 小】`, `2009年12月04日 09:41石桥网`
    let timed = || date.contains(':') || date.ends_with('日');
    let alone = || rest.len() == medium.len() || rest[medium.len()..].starts_with('【');
    let parted = medium.contains(['-', '－', '—']) || timed() && alone();
    let fits = date.ends_with(|c: char| c.is_ascii_digit() || c == '日') && parted && people::is_medium(medium);
    // What stands behind it are buttons.
    let behind = rest[medium.len()..].trim();
    (fits && (behind.is_empty() || behind.starts_with(['】', '【', '[']))).then(|| format!("{date} {medium}").into())
}

/// The date of a line that has a place or a paper before it and nothing else: `Rottweil, 21. März 2013`, `Россия 13/01/2024 — 07:35`.
pub(in super::super) fn placed(text: &str) -> Option<String> {
    let text = chars::trim(text).trim_end_matches(['-', '–', '.', ' ']);
    if text.len() > LONGEST / 3 || text.contains(chars::is_cjk) {
        return None;
    }
    let digit = text.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0)?;
    // `RIVERTON, May 3, 2014`, `Villaseca, sábado 3 de mayo de 2014`: a word of the date before its first number.
    let digit = text[..digit].trim_end().rfind(' ').map_or(digit, |at| {
        let word = text[at..digit].trim_matches([' ', '.', ',']).to_lowercase();
        if dates::is_month(&word) || dates::is_weekday(&word) { at + 1 } else { digit }
    });
    let place = text[..digit].trim_end_matches([' ', ',', '(', '–', '—', '-', ':']);
    // A day of the week, or the name of a month before the day, is of the date.
    let words: Vec<&str> = place.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let capital = |w: &&str| w.starts_with(char::is_uppercase) || w.chars().count() <= 3;
    let of_date = |w: &&str| {
        let lower = w.trim_end_matches('.').to_lowercase();
        dates::is_month(&lower) || dates::is_weekday(&lower)
    };
    // `Sitzung vom 02.03.2021` is what it is about; `Вятский край, (09:51) 28 октября` has a comma.
    let parted = text[..digit].trim_end().ends_with([',', '(', '–', '—', '-']) && words.first().is_some_and(capital);
    let named = words.iter().all(capital) && words.last().is_some_and(|w| w.starts_with(char::is_uppercase));
    let fits = (1..=PLACE).contains(&words.len()) && !words.iter().any(of_date) && (parted || named);
    // `(EFE)` behind it is whose news it is.
    let date = text.rsplit_once(" (").filter(|(_, agency)| agency.ends_with(')')).map_or(text, |(rest, _)| rest);
    let tail = &date[digit.min(date.len())..];
    let bare: String = tail.chars().map(|c| if matches!(c, '(' | ')' | '—' | '–') { ' ' } else { c }).collect();
    let whole = whole_date(&bare).or_else(|| bare.split_once(' ').and_then(|(_, rest)| whole_date(rest)));
    (fits && whole.is_some()).then(|| dates::parse_date(date)).flatten().filter(|date| dates::is_of_web(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_take_their_usual_form() {
        for (line, usual_form) in [
            ("zz.shiqiao.example2014-09-03 09:51:54来源:石桥晨报", "2014-09-03 09:51:54来源:石桥晨报"),
            ("March 21, 2013 / 8:30 PM / in 5 years", "March 21, 2013 / 8:30 PM"),
            ("0 发表于: 2015-04-21", "发表于: 2015-04-21"),
            ("2003年04月18日09:39 石桥晚报 | ||", "2003年04月18日09:39 石桥晚报"),
            ("由 陈小河 发表于 2019-05-17", "陈小河 发表于 2019-05-17"),
            ("石桥报/ 2024.06.15 23:26", "来源：石桥报 2024.06.15 23:26"),
            ("2009年12月04日 09:41石桥新闻网", "2009年12月04日 09:41 石桥新闻网"),
            ("2009年12月04日石桥新闻网", "2009年12月04日 石桥新闻网"),
            ("2009年04月13日 09:27石桥网-晚报 】 【打印已有评论0", "2009年04月13日 09:27 石桥网-晚报"),
            ("2019-05-17 水车停了", "2019-05-17 水车停了"),
            ("08.06.11 09:12 | 최종 업데이트 08.06.11 14:20", "2008.06.11 09:12 | 최종 업데이트 08.06.11 14:20"),
            ("2010年08月12日 09:41 石桥网 【大 中 小】 【打印】 共有评论28条", "2010年08月12日 09:41 石桥网"),
            ("2018-06-09 12:04:28 来自于 河口网", "2018-06-09 12:04:28 来源：河口网"),
            ("撰文者：陈小河 石桥周刊第1595期 2018-06-07", "撰文者：陈小河 来源：石桥周刊 2018-06-07"),
        ] {
            assert_eq!(usual(line), usual_form);
        }
    }

    #[test]
    fn places_before_dates() {
        assert_eq!(placed("Rottweil, 21. März 2013").as_deref(), Some("2013-03-21"));
        assert_eq!(placed("Вятский край, (09:51) 28 октября 2004 г.").as_deref(), Some("2004-10-28T09:51:00"));
        assert_eq!(placed("Россия 13/01/2024 — 07:35").as_deref(), Some("2024-01-13T07:35:00"));
        assert_eq!(placed("Madrid, 13 dic 2017 (EFE).-").as_deref(), Some("2017-12-13"));
        assert_eq!(placed("RIVERTON, May 3, 2014").as_deref(), Some("2014-05-03"));
        assert_eq!(placed("Villaseca, Val. Sábado 03 de mayo de 2014").as_deref(), Some("2014-05-03"));
        for text in [
            "Sitzung vom 02.03.2021",
            "The wheel stopped on 3 May 2013",
            "May 3, 2013",
            "Born 3 May 1920",
            "石桥，2013年5月3日",
        ] {
            assert_eq!(placed(text), None, "{text}");
        }
    }
}
