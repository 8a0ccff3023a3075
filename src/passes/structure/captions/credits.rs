//! Captions that end in who took the picture or where it is from.

use super::super::layout::width;
use super::super::people;
use super::letters;
use crate::census::Traits;
use crate::chars;
use crate::document::Block;
use crate::phrases::{self, Class, Words, simplify};

/// Greatest width of a caption that ends in who took the picture: it may tell what happened in two sentences.
const SHOT: usize = 240;

/// `孩子们在公园里玩耍。新华社记者 刘小河 摄`: the name of who took the picture, apart, at the very end.
pub(in super::super) fn is_shot(block: &Block) -> bool {
    // Most paragraphs end in a full stop.
    if block.text().as_bytes().ends_with("。".as_bytes()) {
        return false;
    }
    let text = without_day(without_sender(block.text()).trim_end_matches([')', '）', ' ']));
    if !text.ends_with(['摄', '攝', '影', '图', '圖', '真']) {
        return is_signed_by_photographer(block);
    }
    let ends = ["摄", "攝", "摄影", "攝影", "供图", "供圖", "传真", "傳真"];
    let before = ends.iter().find_map(|end| text.strip_suffix(end)).filter(|_| width(block) <= SHOT);
    let Some(before) = before.map(|b| b.trim_end_matches(['/', '／', '：', ':'])) else { return false };
    // The name, with or without a role, stands after the last mark or bracket, or after a space.
    let before = before.trim_end();
    let marks: [fn(char) -> bool; 2] = [|c| "。！？；，（()）:：".contains(c), char::is_whitespace];
    // Pictures are given by anybody: `水稻丰收 石桥县融媒体中心供图`.
    let given = |name: &str| text.ends_with(['图', '圖']) && is_giver(name) && name.chars().count() > 2;
    marks.iter().filter_map(|mark| before.rfind(*mark)).any(|at| {
        let start = at + before[at..].chars().next().map_or(0, char::len_utf8);
        let name = before[start..].trim_start_matches(|c: char| c.is_whitespace() || chars::is_closing(c)).trim_end();
        let one = |text: &str| people::of(text).is_some_and(|p| p.names().len() == 1);
        // `石桥社记者陈小河河口摄`: the verb and where.
        let placed = || name.contains(['记', '記']) && one(&format!("{name}報導"));
        one(name) || given(name) || placed()
    })
}

/// `……水车。石桥社记者陈小河河口摄 110年2月1日`, `……（水车会提供）石桥社记者陈小河传真 114年4月24日`: the text without the day behind who took the picture.
fn without_day(text: &str) -> &str {
    let Some(day) = text.strip_suffix(['日', '號', '号']) else { return text };
    let rest = day.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | ' '));
    // A day without its year may be of the sentence.
    if day[rest.len()..].contains('年') && rest.ends_with(['摄', '攝', '影', '真']) { rest } else { text }
}

/// `……水车。陈小河摄（石桥网发）`: the text without who sent it out, in brackets behind who took the picture.
fn without_sender(text: &str) -> &str {
    let bracket = text.trim_end().strip_suffix([')', '）']).and_then(|t| t.rsplit_once(['(', '（']));
    let sent = |who: &str| who.strip_suffix(['发', '發']).is_some_and(people::is_medium);
    bracket.filter(|(text, who)| text.ends_with(['摄', '攝', '影']) && sent(who)).map_or(text, |(text, _)| text)
}

/// Whether a name may be that of who gave a picture: short, and without marks.
fn is_giver(name: &str) -> bool {
    let place = |c: char| c.is_alphabetic() || matches!(c, '·' | ' ' | '、');
    (2..=16).contains(&name.chars().count()) && name.chars().all(place)
}

/// `修好的水车 石桥镇政府提供`, `修好的水车 石桥社发`, `修好的水车 图/石桥日报`, `修好的水车 石桥影像 图`: behind the only space of a line without
/// a sentence where the picture is from.
fn is_given(text: &str) -> bool {
    let Some((line, from)) = text.rsplit_once(char::is_whitespace) else { return false };
    // The word for a picture may stand apart.
    let (line, from, apart) = match (line.rsplit_once(char::is_whitespace), from) {
        (Some((line, name)), "图" | "圖") => (line, name, true),
        _ => (line, from, false),
    };
    let plain = simplify(from);
    // `午餐学校提供` is of a programme.
    let house = |name: &str| people::is_medium(name) || Words::Giver.ends(name);
    let name = |end: &str| plain.strip_suffix(end).is_some_and(house);
    // `图/数学` is homework.
    let taken = |rest: &str| {
        let name = rest.strip_prefix(['/', '／', '|', '丨', '：', ':']);
        name.is_some_and(|name| people::is_medium(name) || people::of(name).is_some() || name.chars().count() > 3)
    };
    let sent = || plain.strip_suffix('发').is_some_and(people::is_medium);
    let line = line.trim();
    chars::width(line) >= 8
        && !line.contains(['。', '，', '：', ':', '；'])
        && line.chars().any(chars::is_han)
        && (apart && is_giver(&plain) && plain.chars().count() > 3
            || name("提供")
            || sent()
            || plain.strip_prefix('图').is_some_and(taken))
}

/// `区文化馆供图 石桥网发`: who gave it, and who sent it out.
fn is_given_and_sent(tail: &str) -> bool {
    let Some((given, sent)) = tail.rsplit_once(char::is_whitespace) else { return false };
    let giver = ["供图", "供圖", "摄", "攝"].iter().find_map(|end| given.strip_suffix(end));
    giver.is_some_and(is_giver) && people::is_medium(sent.trim_end_matches(['发', '發', '图', '圖']))
}

/// What stands in brackets at the end of a caption: `图／石桥县政府提供`, `翻摄自网络`, `县政府提供`.
fn is_credit(inner: &str) -> bool {
    let plain = simplify(inner);
    let name = |rest: &str| {
        rest.strip_prefix(['/', '／', '|', '丨', ':', '：']).is_some_and(|name| !name.trim().starts_with(['见', '略']))
    };
    let shown = plain.strip_prefix(['图', '摄']).is_some_and(name);
    // `取自《论语》` is a quotation's.
    let plain = plain.strip_prefix('图').filter(|rest| rest.starts_with("取自")).unwrap_or(&plain);
    let copied = || Words::CopiedFrom.behind(plain).is_some_and(|rest| !rest.starts_with('《'));
    // `数据由石桥局提供` speaks of the sentence.
    let given =
        || plain.strip_suffix("提供").is_some_and(|name| is_giver(name) && !name.contains(['由', '据', '为', '所']));
    // `视觉中国 图`
    let pictured = || plain.strip_suffix('图').is_some_and(|name| name.ends_with(' ') && is_giver(name.trim_end()));
    shown || copied() || given() || pictured() || is_agency(plain)
}

/// `陈小河／石桥时报`, `Public Domain`, `法新社资料照`: whose a picture is. A text may end in a house of its own country.
fn is_agency(inner: &str) -> bool {
    let house = inner.trim_end_matches(['图', '片', '资', '料', '照', '供', ' ']);
    let signed = || {
        let (name, house) = inner.split_once(['/', '／'])?;
        let name = name.trim();
        ((2..=4).contains(&name.chars().count()) && people::of(name).is_some_and(|p| p.names().len() == 1))
            .then(|| people::is_medium(house.trim()))
    };
    // `石桥日报图片`
    let own = || house.len() < inner.len() && inner.contains(['图', '照']) && people::is_medium(house);
    Words::Agency.has(house) || own() || names_agency(inner) || signed() == Some(true)
}

/// `AP Photo`, `Bloomberg via Getty Images`: agencies and the words between them, and nothing else.
pub(in super::super) fn names_agency(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = || lower.split([' ', '/']);
    Words::Agency.has(&lower)
        || words().any(|w| Words::Agency.has(w))
            && words().all(|w| matches!(w, "images" | "photo" | "via") || Words::Agency.has(w))
}

/// `农民正在采收枇杷。特约摄影 史桦`: behind the last sentence the word for who took it, and the name.
fn is_signed_by_photographer(block: &Block) -> bool {
    let text = block.text().trim_end();
    let told = || chars::contains_any(text, ['摄', '攝']);
    if text.len() > 3 * SHOT || chars::is_sentence(text) || !told() || width(block) > SHOT {
        return false;
    }
    let Some((_, tail)) = text.rsplit_once(['。', '！']) else { return false };
    chars::width(tail) <= 40
        && tail.contains(['摄', '攝'])
        // `石桥新闻记者 陈小河 摄影报道` wrote the text.
        && !tail.contains(['，', '、', '报', '報'])
        && people::with_role(tail.trim()).is_some_and(|p| p.names().len() == 1)
}

/// Two or three sentences of which the last one says what the picture shows: `水车转了起来，老人们都来看。图为学生在数水斗。`
pub(in super::super) fn is_shown_last(block: &Block) -> bool {
    let text = block.text();
    if width(block) > SHOT || !chars::contains_any(text, ['图', '圖']) {
        return false;
    }
    let Some((before, shown)) = ["图为", "圖為"].iter().find_map(|word| {
        let at = text.rfind(word).filter(|at| text[..*at].ends_with(['。', '！', '”', ' ', '\u{3000}']))?;
        Some((&text[..at], &text[at + word.len()..]))
    }) else {
        return false;
    };
    before.matches('。').count() <= 2 && shown.matches('。').count() <= 1 && !shown.starts_with(['什', '何', '“'])
}

/// One sentence, as long as a caption with who took the picture.
pub(in super::super) fn is_one_sentence(block: &Block) -> bool {
    let text = chars::trim_end(block.text());
    // Who took the picture stands in brackets behind the sentence.
    let credit = text.strip_suffix([')', '）']).and_then(|tail| Some((tail, tail.rfind(['(', '（'])?)));
    let text = credit.map_or(text, |(tail, at)| &tail[..at]);
    let inner = text.trim_end_matches(|c: char| chars::is_closing(c) || chars::ends_sentence(c));
    width(block) <= SHOT && !inner.contains(['。', '！', '？', '；'])
}

/// `改造后的负一层。图源：受访者`, `新品发布会现场（石桥网配图）`: it ends in where the picture is from.
pub(in super::super) fn is_credited(block: &Block) -> bool {
    let text = chars::trim_end(block.text());
    // A sentence ends otherwise; most lines are told by their last character alone.
    let open = !text.ends_with(['。', '.', '！', '？', '，', '：', '；']);
    // With letters a caption may be as long as a paragraph.
    if !open || text.len() > 3 * SHOT || width(block) > 2 * SHOT {
        return false;
    }
    if letters::is_credited(text) {
        return true;
    }
    if width(block) > SHOT {
        return false;
    }
    // It ends in a bracket, or stands behind a space or a sentence.
    let behind = Traits::SPACE | Traits::ODD_SPACE | Traits::STOP;
    let apart = block.census().traits.any(behind) || text.ends_with([')', '）', ']']);
    if !apart && !chars::any_byte(text, |b| (b == b'.') | (b == b'!')) {
        return false;
    }
    let sign = |c: char| matches!(c, '(' | '（' | '[' | '图' | '圖' | ':' | '：' | '진' | '影' | '供' | '发' | '發');
    if !text.contains(sign) {
        return false;
    }
    if is_given(text) {
        return true;
    }
    let credit = |tail: &str| {
        phrases::opening(tail).is_some_and(|hit| {
            let word = &*simplify(&tail[hit.range.clone()]);
            let after = &tail[hit.range.end..];
            // `示意图` and `效果图` are things that a line may be about.
            hit.classes.contains(&Class::Caption)
                && (after.starts_with([':', '：', '/', '／'])
                    || matches!(word, "资料图" | "资料图片" | "配图") && after.is_empty())
        })
    };
    if let Some(tail) = text.strip_suffix([')', '）', ']'])
        && let Some(at) = tail.rfind(['(', '（', '['])
    {
        let (before, inner) = (&tail[..at], tail[at..].trim_start_matches(['(', '（', '[']));
        let ends = || Words::Credit.ends(&simplify(inner).to_lowercase());
        let told = || inner.contains(['由', '据', '據']) && !inner.contains(['图', '圖', '照', '影']);
        let short = |most: usize| chars::width(inner) <= most;
        return (short(24) && ends() && !told() || short(40) && is_credit(inner) || credit(inner))
            && before.trim_end_matches('。').matches('。').count() <= 1;
    }
    // `… 있다. 석교일보 자료사진`, `……水车。图/陈小河`: behind the sentence, which most lines do not have.
    if !block.census().traits.any(Traits::STOP) && !chars::any_byte(text, |b| (b == b'.') | (b == b'!')) {
        return false;
    }
    let end = |at: usize| at + text[at..].chars().next().map_or(1, char::len_utf8);
    let last =
        text.char_indices().rev().filter(|(_, c)| matches!(c, '。' | '.' | '！' | '!')).map(|(at, _)| end(at)).next();
    last.is_some_and(|at| {
        let (before, tail) = (&text[..at], text[at..].trim());
        let words = || chars::width(tail) <= 40 && Words::Credit.ends(&simplify(tail).to_lowercase());
        // One sentence: a paragraph may end in a remark on its picture.
        let one = before.trim_end_matches(['。', '.', '！', '!']).matches(['。', '！']).count() == 0;
        let told = || credit(tail) || is_credit(tail) || is_given_and_sent(tail);
        !tail.is_empty() && one && (chars::width(tail) <= 60 && told() || words())
    })
}
