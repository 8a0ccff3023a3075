//! The values of metadata lines without what pages print behind them: buttons, counters, codes, addresses.

use super::super::people;
use super::imprints::is_bar;
use super::meta_line::{is_colon, is_counter};
use crate::chars;
use crate::phrases::{Class, Scan};

/// The value without the buttons and counters that stand behind it on the same line: `石桥网 参与互动(0)`, `陈小河 | 阅读 2351`.
pub(in super::super) fn without_buttons(value: &str) -> &str {
    const BUTTONS: &[Class] = &[Class::Share, Class::Button, Class::Nav, Class::Drop];
    // `陈小河 【字号 大 中 小】`
    let bracket = value.strip_suffix(['】', ']']).and_then(|v| v.rfind(['【', '[']));
    let value = match bracket {
        Some(at) if at > 0 && Scan::of(&value[at..]).of_class(BUTTONS).next().is_some() => value[..at].trim_end(),
        _ => value,
    };
    let value = without_template(value);
    let parted = |c: char| c.is_whitespace() || is_bar(c);
    let mut kept = value;
    let mut rest = value;
    while let Some(at) = rest.rfind(parted) {
        let piece = rest[at..].trim_matches(parted);
        rest = rest[..at].trim_end_matches(parted);
        // A number or a size (`字号 T T`) belongs to the word before it.
        let word = piece.contains(char::is_alphabetic) && piece.len() > 1;
        if word && Scan::of(piece).coverage(BUTTONS) < 0.6 {
            break;
        }
        if word {
            kept = rest;
        }
    }
    kept
}

/// The value without what a template left behind it: `石桥网 smarty:if $page.tag?>`.
fn without_template(value: &str) -> &str {
    if !["?>", "%>", "}}"].iter().any(|end| value.ends_with(end)) {
        return value;
    }
    let code = |w: &str| w.is_ascii() && w.contains(['$', '<', '{', '%', '?', ':']);
    let at = value.split_whitespace().find(|w| code(w)).and_then(|w| value.find(w));
    at.map_or(value, |at| value[..at].trim_end())
}

/// The value without what stands behind it: counters, the address of the page, and a field that we do not know (`石桥发布 发布单位：河口镇`).
pub(super) fn without_more(value: &str) -> &str {
    let mut value = value;
    while let Some((rest, _)) = value.rsplit_once(char::is_whitespace).filter(|(_, last)| is_counter(last)) {
        value = rest.trim_end();
    }
    let value = match value.rsplit_once(char::is_whitespace) {
        Some((rest, address)) if address.starts_with("http") => rest.trim_end(),
        _ => value,
    };
    let Some(at) = value.rfind(is_colon).and_then(|colon| value[..colon].rfind(char::is_whitespace)) else {
        return value;
    };
    let key = value[at..].trim_start().split(is_colon).next().unwrap_or_default();
    let unknown = (2..=6).contains(&key.chars().count()) && key.chars().all(chars::is_han);
    // `《三国志 蜀书：诸葛亮传》` is one value.
    let open = |(open, close): (char, char)| value[..at].matches(open).count() > value[..at].matches(close).count();
    let inside = [('《', '》'), ('“', '”'), ('（', '）'), ('(', ')')].into_iter().any(open);
    if unknown && !inside { value[..at].trim_end() } else { value }
}

/// The names without the code of the editor behind them: `陈小河 HN123`, `陈小河_NF45`.
pub(super) fn without_code(value: &str) -> &str {
    let Some(at) = value.rfind(['_', ' ']).filter(|at| *at > 0) else { return value };
    if is_code(&value[at + 1..]) { value[..at].trim_end() } else { value }
}

/// A few letters and digits: `SN147`, `un518`.
pub(super) fn is_code(value: &str) -> bool {
    let letters = value.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = value.bytes().skip(letters).all(|b| b.is_ascii_digit()) && value.len() > letters;
    (1..=4).contains(&letters) && digits
}

/// The name of a medium without the address of its site: `石桥网 www.example.com`.
pub(super) fn without_site(value: &str) -> &str {
    let site = |word: &str| {
        word.is_ascii()
            && word.contains('.')
            && (word.starts_with("www.") || word.ends_with(".com") || word.ends_with(".cn"))
    };
    value.rsplit_once(' ').filter(|(name, last)| site(last) && people::is_medium(name)).map_or(value, |(name, _)| name)
}

/// The name of a journal without which of its issues: `石桥周刊 2010年第13期`.
pub(super) fn without_issue(value: &str) -> &str {
    let issue = |word: &str| {
        word.ends_with('期')
            && word.contains('第')
            && word.chars().all(|c| c.is_ascii_digit() || "年月第总總期".contains(c))
    };
    value.rsplit_once(char::is_whitespace).filter(|(_, last)| issue(last)).map_or(value, |(name, _)| name.trim_end())
}
