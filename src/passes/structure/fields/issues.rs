//! The numbers of newspapers and journals: which issue, which page.

use super::super::people::{self, names};
use super::date_and_names::NAME;
use super::imprints::{Found, is_bar, whole_date};
use crate::chars;
use crate::dates;
use crate::meta::MetaKey;
use crate::phrases::{Words, simplify};

/// The head of a page of a magazine: `河口地理 | 2021年第7期 | 总第143期`; the name of the magazine.
pub(in super::super) fn issue(text: &str) -> Option<String> {
    if text.contains("Vol") {
        return volume(text);
    }
    if !chars::contains_any(text, ['期', '号', '號', '卷', '页', '版']) {
        return None;
    }
    // `**石桥副刊** 总第406期`
    let unmarked = text.replace("**", "");
    let text = unmarked.as_str();
    // `第 208 期`
    let bare = without_ending(text.trim_end(), Words::WayBack);
    let tight = tight_numbers(bare.unwrap_or(text)).replace('》', "》 ").replace(['（', '）', '(', ')'], " ");
    let text = tight.as_str();
    let mut pieces = text.split(|c: char| c.is_whitespace() || is_bar(c)).filter(|p| !p.is_empty());
    let name = pieces.next()?.trim_matches(['《', '》']);
    let number = is_issue_number;
    let named = (2..=NAME).contains(&name.chars().count()) && name.chars().all(char::is_alphanumeric);
    let mut rest: Vec<&str> = pieces.collect();
    // A column may stand behind it.
    if rest.last().is_some_and(|p| Words::Column.has(&simplify(p))) {
        rest.pop();
        return (named && !rest.is_empty() && rest.iter().all(|p| number(p))).then(|| name.to_owned());
    }
    // `第3期` may be part of a title; nobody counts issues in one.
    let sure = rest.len() >= 2 || rest.iter().any(|p| p.starts_with("总第") || p.starts_with("總第"));
    (named && sure && rest.iter().all(|p| number(p))).then(|| name.to_owned())
}

/// `石桥学报  2018, Vol. 37  Issue (3): 211-219   DOI: 10.99999/…`: the head of a paper; the name of the journal.
fn volume(text: &str) -> Option<String> {
    let (name, rest) = text.split_at(text.find(|c: char| c.is_ascii_digit() || c == ',' || c == '，')?);
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '《' | '》'));
    let named = (2..=2 * NAME).contains(&name.chars().count()) && name.chars().all(|c| c.is_alphabetic() || c == ' ');
    let rest = rest.split("DOI").next().unwrap_or_default();
    let known = |w: &str| matches!(w, "Vol" | "Volume" | "No" | "Issue" | "pp") || dates::is_month(&w.to_lowercase());
    let mut words = rest.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    (named && words.clone().count() >= 1 && words.all(known)).then(|| name.to_owned())
}

/// The text before a word of the list at its end.
pub(in super::super) fn without_ending(text: &str, words: Words) -> Option<&str> {
    let plain = simplify(text);
    let ending = words.all().iter().find(|word| plain.ends_with(**word))?;
    // Simplified text has as many characters.
    let cut = text.char_indices().rev().nth(ending.chars().count().checked_sub(1)?)?.0;
    Some(&text[..cut])
}

/// Whether a line is the number of an issue and nothing else: `2009年第3期　总第142期`, `Vol. 31, No. 2`.
pub(in super::super) fn is_issue(text: &str) -> bool {
    if text.starts_with(['V', 'N', 'I']) {
        let mut words = text.split([' ', ',', '.', '|', '·', '(', ')']).filter(|w| !w.is_empty());
        let named = words.clone().any(|w| matches!(w, "Vol" | "Volume" | "No" | "Issue"));
        let number = |w: &str| {
            w.bytes().all(|b| b.is_ascii_digit())
                || matches!(w, "Vol" | "Volume" | "No" | "Issue")
                || dates::is_month(&w.to_lowercase())
        };
        return named && text.len() <= 60 && words.all(number);
    }
    if is_page(text) {
        return true;
    }
    if text.len() > 80 || !chars::contains_any(text, ['期', '号', '號', '卷']) {
        return false;
    }
    let tight = tight_numbers(text);
    let mut pieces =
        tight.split(|c: char| c.is_whitespace() || is_bar(c) || "（）()".contains(c)).filter(|p| !p.is_empty());
    pieces.clone().any(|p| p.contains('第')) && pieces.all(is_issue_number)
}

fn is_issue_number(piece: &str) -> bool {
    piece.ends_with(['期', '号', '號', '卷', '页', '版'])
        && piece.chars().any(|c| c.is_ascii_digit())
        && piece.chars().all(|c| c.is_ascii_digit() || "年月日第期总總号號卷刊页版".contains(c))
}

/// `A05版`, `第3版`, `第A05版：民生`, `第8版（会内会外）`: a page of a newspaper, and what it is on.
pub(in super::super) fn is_page(text: &str) -> bool {
    let topic = text.strip_suffix([')', '）']).and_then(|text| text.split_once(['(', '（']));
    let (page, topic) = topic.or_else(|| text.split_once([':', '：'])).unwrap_or((text, ""));
    let number = page.trim().trim_start_matches('第');
    let number = number.strip_suffix('版').unwrap_or_default();
    number.contains(|c: char| c.is_ascii_digit())
        && number.len() <= 6
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
        && topic.chars().count() <= 8
}

/// `陈小河《石桥日报》（2019年05月17日　07 版）`: who wrote it, the paper, the day and the page.
pub(in super::super) fn in_paper(text: &str) -> Option<Found> {
    let (before, rest) = text.trim().split_once('《')?;
    let (paper, issue) = rest.split_once('》')?;
    let issue = issue.trim().strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?.trim();
    let day = issue.strip_suffix('版')?.trim_end().trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    let date = whole_date(day.trim_end().trim_end_matches('第'))?;
    let (before, paper) = (before.trim(), paper.trim());
    let named = before.is_empty().then(Vec::new);
    let named =
        named.or_else(|| people::with_role(before).map(|people| people.authors)).or_else(|| names::split(before))?;
    let mut found: Found = named.into_iter().map(|name| (MetaKey::Author, name)).collect();
    (2..=NAME).contains(&paper.chars().count()).then(|| {
        found.extend([(MetaKey::Publisher, paper.to_owned()), (MetaKey::Date, date)]);
        found
    })
}

/// The text without single spaces beside its digits, but for those that part two numbers.
pub(super) fn tight_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |n: Option<&char>| n.is_some_and(char::is_ascii_digit);
    let unit = |n: Option<&char>| n.is_some_and(|c| "第期号號卷年月日".contains(*c));
    let keep = |n: &usize| {
        let (before, after) = (n.checked_sub(1).and_then(|n| chars.get(n)), chars.get(n + 1));
        chars[*n] != ' ' || !(digit(before) && unit(after) || unit(before) && digit(after))
    };
    (0..chars.len()).filter(keep).map(|n| chars[n]).collect()
}
