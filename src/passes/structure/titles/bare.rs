//! A title without what stands before and behind it in its line.

use super::super::fields::imprints;
use super::super::furniture;
use crate::phrases::Words;

/// No key of a title is longer (bytes).
const LONGEST_KEY: usize = 20;

/// Least width of a title behind what a system says of it.
const LEAST: usize = 12;

/// The title in its line, without the key of an e-book (`Title: …`) and the sign of a heading in Markdown.
pub(in super::super) fn bare(line: &str) -> &str {
    let line = line.trim();
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    let line = if hashes <= 6 && line[hashes..].starts_with(' ') { line[hashes..].trim() } else { line };
    // `原创 水车停了多年以后`: what a system says of it.
    let own = ["原创 ", "原創 ", "转载 "].iter().find_map(|word| line.strip_prefix(word));
    let line = own.filter(|rest| crate::chars::width(rest) >= LEAST).map_or(line, str::trim_start);
    let line = unquoted(without_time(without_page(without_button(line))));
    // Empty cells of a row of a table.
    let line = match line.strip_suffix("||").or_else(|| line.strip_suffix("| |")) {
        Some(cells) => cells.trim_end_matches([' ', '|']),
        None => line,
    };
    let (key, value) = line.split_once([':', '：']).unwrap_or_default();
    let keyed = key.len() <= LONGEST_KEY && Words::TitleKey.has(&key.to_lowercase()) && !value.trim().is_empty();
    if keyed { value.trim() } else { line }
}

/// The line without straight quotes around it, as programs put them.
fn unquoted(line: &str) -> &str {
    let inner = ['\'', '"'].iter().find_map(|quote| line.strip_prefix(*quote)?.strip_suffix(*quote));
    inner.filter(|inner| !inner.contains(['\'', '"']) && !inner.trim().is_empty()).map_or(line, str::trim)
}

/// The line without the button in brackets behind it: `新阅览室启用 [复制链接]`.
fn without_button(line: &str) -> &str {
    let button = line.strip_suffix(']').and_then(|l| l.rsplit_once('['));
    match button {
        Some((rest, inner)) if !rest.trim().is_empty() && furniture::is_button(inner) => rest.trim_end(),
        _ => line,
    }
}

/// The line without which of several pages it is: `第九章 众说纷纭(2 / 2)`.
fn without_page(line: &str) -> &str {
    let pages = line.strip_suffix([')', '）']).and_then(|l| l.rsplit_once(['(', '（']));
    let number = |n: &str| (1..=2).contains(&n.trim().len()) && n.trim().bytes().all(|b| b.is_ascii_digit());
    match pages.and_then(|(rest, inner)| Some((rest, inner.split_once('/')?))) {
        Some((rest, (page, all))) if number(page) && number(all) && !rest.trim().is_empty() => rest.trim_end(),
        _ => line,
    }
}

/// The line without the time of day in brackets at which a paper put it on its site: `水车停了 (17:15)`, `水车停了【17:15】`.
fn without_time(line: &str) -> &str {
    let Some((rest, inner)) = line.strip_suffix([')', '）', '】']).and_then(|l| l.rsplit_once(['(', '（', '【']))
    else {
        return line;
    };
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let time = inner.split_once(':').is_some_and(|(hour, minute)| digits(hour) && digits(minute));
    if time && rest.chars().any(crate::chars::is_han) { rest.trim_end() } else { line }
}

/// The title behind the day in brackets that its line begins with, and that day: `﹝2009.9.14﹞水车停了`, `[2009-09-14] The mill turns again`.
pub(in super::super) fn behind_day(line: &str) -> Option<(&str, String)> {
    let (day, rest) = line
        .strip_prefix(['﹝', '〔', '[', '［', '(', '（', '【'])?
        .split_once(['﹞', '〕', ']', '］', ')', '）', '】'])?;
    let title = rest.trim_start();
    let date = imprints::whole_date(day).filter(|_| day.starts_with(|c: char| c.is_ascii_digit()))?;
    (crate::chars::width(title) >= LEAST).then_some((title, date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_signs_are_no_title() {
        assert_eq!(bare("Title: The Wheel"), "The Wheel");
        assert_eq!(bare("# 第七章 水车"), "第七章 水车");
        assert_eq!(bare("#水车节#"), "#水车节#");
        assert_eq!(bare("标题："), "标题：");
        assert_eq!(bare("石桥|水车停了(17:15)"), "石桥|水车停了");
        assert_eq!(bare("水车停了 【17:15】"), "水车停了");
        assert_eq!(bare("水车停了（第3天）"), "水车停了（第3天）");
    }

    #[test]
    fn a_day_in_brackets_before_a_title_is_none_of_it() {
        let day = Some(("水车停了三天三夜", "2009-09-14".to_owned()));
        assert_eq!(behind_day("﹝2009.9.14﹞水车停了三天三夜"), day);
        assert_eq!(behind_day("【2009年9月14日】 水车停了三天三夜"), day);
        assert_eq!(behind_day("[2009] 水车停了三天三夜"), None);
        assert_eq!(behind_day("（2009年9月14日）"), None);
    }
}
