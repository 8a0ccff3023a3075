//! Lines with which Korean reporters sign, and datelines with them: `강릉=김민수 기자 minsu@example.com`, `<김민수기자>minsu@example.com`, `/ 한강뉴스 김민수 선임기자`.

use super::People;
use super::datelines::{CLOSE, Dateline, OPEN, OUTLET, bracketed};
use super::media::is_medium;
use crate::chars;
use crate::phrases::Words;

/// Bytes of the longest such line: three reporters with their addresses.
const LONGEST: usize = 180;

/// Characters of the place or the desk before `=`, and words before a name.
const PLACE: usize = 12;
const BEFORE: usize = 2;

/// `김민수(minsu@example.com)`, `김민수 (minsu)`: a name with an address or, where its surname is known, with an account.
pub(in super::super) fn with_address(text: &str) -> Option<People> {
    let (name, id) = text.strip_suffix(')').and_then(|t| t.split_once('('))?;
    let name = name.trim_end();
    let mail = id.contains('@') && id.is_ascii() && (2..=4).contains(&name.chars().count());
    let account = || {
        super::names::is_korean(name) && (3..=16).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    (name.chars().all(chars::is_hangul) && (mail || account()))
        .then(|| People { authors: vec![name.to_owned()], ..People::default() })
}

/// Whether a line can be one: it has Hangul and the word for a reporter.
pub(in super::super) fn may_sign(text: &str) -> bool {
    text.len() <= LONGEST && chars::any_byte(text, |b| (0xEA..=0xED).contains(&b)) && Words::Reporter.stands_in(text)
}

/// `▲ 다시 도는 물레방아. 사진=강릉시`: whose a picture is, and no writer.
pub(in super::super) fn is_of_picture(text: &str) -> bool {
    text.contains("사진") && !text.contains("글") && text.contains(['=', ':'])
}

/// The reporters of such a line; `None` unless nothing else stands in it.
pub(in super::super) fn signed(text: &str) -> Option<People> {
    let bare = without_addresses(text);
    let inner = bare.trim_matches(|c: char| c.is_whitespace() || "/|■▲◆●-–—·=ㆍ".contains(c));
    let inner = inner.strip_prefix("기자명").map_or(inner, str::trim_start);
    let mut people = People::default();
    let inner = match inner.split_once('=') {
        // `사진=김민수 기자` took the picture.
        Some((place, _)) if place.contains("사진") && !place.contains('글') => return None,
        Some((place, rest)) if place.chars().count() <= PLACE && !place.contains(char::is_numeric) => {
            // `한강신문=김민수 기자`
            people.outlet = Some(place.trim().to_owned()).filter(|paper| is_medium(paper));
            rest
        }
        Some(_) => return None,
        None => inner,
    };
    for part in inner.split([',', '·', '/', 'ㆍ', '、']).map(str::trim).filter(|part| !part.is_empty()) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let (last, before) = words.split_last()?;
        let named = Words::Reporter.before(last);
        let (name, before) = match named {
            // `김민수 기자`, and of several only the last may have the word: `김민수·이영희 기자`.
            Some("") => {
                let (name, before) = before.split_last()?;
                (*name, before)
            }
            Some(name) => (name, before),
            None => (*last, before),
        };
        if !is_name(name) || before.len() > BEFORE || named.is_none() && !before.is_empty() {
            return None;
        }
        let name = name.to_owned();
        if !people.authors.contains(&name) {
            people.authors.push(name);
        }
        people.outlet = before.first().filter(|word| is_medium(word)).map(|word| (*word).to_owned()).or(people.outlet);
    }
    (!people.authors.is_empty()).then_some(people)
}

/// Two to four syllables of Hangul.
fn is_name(word: &str) -> bool {
    (2..=4).contains(&word.chars().count()) && word.chars().all(chars::is_hangul) && !Words::Reporter.has(word)
}

/// The line without addresses and the brackets around names.
fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let of_address = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
    while let Some(at) = rest.find('@') {
        let start = rest[..at].trim_end_matches(of_address).len();
        out.push_str(&rest[..start]);
        out.push(' ');
        rest = rest[at + 1..].trim_start_matches(of_address);
    }
    out.push_str(rest);
    out.chars().map(|c| if "<>()[]〈〉【】（）".contains(c) { ' ' } else { c }).collect()
}

/// The paper behind the sign for copyright, as Korean papers sign each of their articles: `ⓒ 돌다리신문, 무단 전재 및 재배포 금지`.
pub(in super::super) fn paper_of_notice(text: &str) -> Option<&str> {
    // `한강일보(www.example.com), 무단전재 및 재배포 금지`: with its address in front of what must not be done.
    let signs = ["ⓒ", "©", "(c)", "(C)", "저작권자"];
    let Some(rest) = signs.iter().find_map(|sign| text.split_once(sign)).map(|(_, rest)| rest) else {
        let (_, behind) = text.split_once('(').filter(|_| text.contains("무단"))?;
        return behind.split_once(')').filter(|(host, _)| host.contains('.')).and_then(|_| name_of_paper(text));
    };
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || "-:".contains(c));
    // `© '인공지능 전문미디어' AI타임스`: what it says of itself stands before the name.
    let rest =
        rest.strip_prefix('\'').and_then(|rest| rest.split_once('\'')).map_or(rest, |(_, rest)| rest.trim_start());
    name_of_paper(rest)
}

/// The Korean newspaper that a text begins with.
fn name_of_paper(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['<', '[', '〈', '(', ' ']);
    let end = text.find(|c: char| !chars::is_hangul(c) && !c.is_ascii_uppercase()).unwrap_or(text.len());
    let (name, behind) = text.split_at(end);
    if behind.starts_with(char::is_alphanumeric) {
        return None;
    }
    ((3..=10).contains(&name.chars().count()) && Words::Outlet.ends(name)).then_some(name)
}

/// `(부산=한강뉴스) 김민수 기자 =`, `[서울=한강뉴스] 김민수 기자 =`, `[한강신문=김민수 기자]`: the place and the agency, or the paper and the reporter.
pub(super) fn dateline(head: &str) -> Option<Dateline> {
    let Some((bracket, behind)) = bracketed(head).filter(|(bracket, _)| bracket.contains('=')) else {
        return dateline_apart(head);
    };
    let inner = bracket.trim_matches(OPEN).trim_matches(CLOSE);
    let (left, right) = inner.split_once('=')?;
    let hangul = |text: &str| text.chars().any(chars::is_hangul);
    let reporter = |text: &str| -> Option<String> {
        let name = text.trim().strip_suffix("기자")?.trim();
        ((2..=4).contains(&name.chars().count()) && name.chars().all(chars::is_hangul)).then(|| name.to_owned())
    };
    let (outlet, author) = match reporter(right) {
        Some(name) => (left, Some(name)),
        None => (right, behind.split_once('=').and_then(|(name, _)| reporter(name))),
    };
    let outlet = outlet.trim();
    let fits = hangul(inner) && (2..=12).contains(&outlet.chars().count()) && !outlet.contains(char::is_whitespace);
    fits.then(|| Dateline {
        people: People { authors: author.into_iter().collect(), site: Some(outlet.to_owned()), ..People::default() },
        date: None,
    })
}

/// `한강경제 김민수 기자=`: the same without a bracket.
fn dateline_apart(head: &str) -> Option<Dateline> {
    let (names, _) = head.split_once("기자").filter(|(_, rest)| rest.trim_start().starts_with('='))?;
    let (outlet, name) = names.trim().rsplit_once(' ')?;
    let plain =
        |text: &str, most: usize| (2..=most).contains(&text.chars().count()) && text.chars().all(chars::is_hangul);
    (plain(name, 4) && plain(outlet, OUTLET)).then(|| Dateline {
        people: People { authors: vec![name.to_owned()], site: Some(outlet.to_owned()), ..People::default() },
        date: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reporters_sign() {
        for (line, names) in [
            ("강릉=김민수 기자 minsu@example.com", &["김민수"][..]),
            ("강릉=김민수 기자 minsu@", &["김민수"]),
            ("<김민수기자>minsu@example.com", &["김민수"]),
            ("[강릉=김민수 기자]", &["김민수"]),
            ("/ 한강뉴스 김민수기자", &["김민수"]),
            ("김민수·이영희 기자", &["김민수", "이영희"]),
            ("김민수 기자 minsu@example.com, 이영희 인턴기자", &["김민수", "이영희"]),
            ("글·사진=김민수 기자", &["김민수"]),
        ] {
            assert!(may_sign(line));
            assert_eq!(signed(line).map(|people| people.authors).unwrap_or_default(), names, "{line}");
        }
        for line in [
            "사진=김민수 기자",
            "김민수 기자의 다른기사 보기",
            "김민수 기자는 강릉에서 물레방아를 보았다",
            "기자",
            "물레방아가 멈춘 날, 기자",
        ] {
            assert!(signed(line).is_none(), "{line}");
        }
    }

    #[test]
    fn names_with_addresses() {
        let name = |text| with_address(text).map(|people| people.authors.concat());
        assert_eq!(name("김민수(minsu@example.com)").as_deref(), Some("김민수"));
        assert_eq!(name("김민수 (minsu)").as_deref(), Some("김민수"));
        assert_eq!(name("물레방아 (mill)"), None);
    }

    #[test]
    fn papers_of_korea() {
        for line in [
            "ⓒ 한강신문, 무단 전재 및 재배포 금지",
            "한강신문(www.example.com), 무단전재 및 수집, 재배포 금지",
            "<저작권자 한강신문, 무단 전재 및 재배포 금지>",
            "저작권자(c) 한강신문 무단 전재 및 재배포 금지",
        ] {
            assert_eq!(paper_of_notice(line), Some("한강신문"), "{line}");
        }
        assert_eq!(paper_of_notice("한강신문(사장 김민수)은 무단 전재를 금지했다"), None);
    }
}
