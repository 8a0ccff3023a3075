//! What a line looks like that is no heading: it has a date, opens in quotation, is code or speech, or goes on.

use super::super::layout::width;
use super::super::titles::lookalikes;
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::Class;

/// Whether a line begins with the key of a field and a colon: `关键词：水车 轴承`.
pub(in super::super) fn is_field(block: &Block) -> bool {
    const KEYS: [Class; 6] = [Class::Tag, Class::Category, Class::Publisher, Class::Author, Class::Editor, Class::Date];
    block.opening().is_some_and(|hit| {
        let keyed = block.text()[hit.range.end..].trim_start().starts_with([':', '：']);
        keyed && hit.classes.iter().any(|class| KEYS.contains(class))
    }) || names_source(block.text())
}

/// `资料来源：石桥统计局`
fn names_source(text: &str) -> bool {
    let key = text.split_once([':', '：']).map_or("", |(key, _)| key.trim());
    key.chars().count() <= 6 && key.ends_with(['源']) && (key.ends_with("来源") || key.ends_with("來源"))
}

/// Whether a line is the dateline of news: `石桥日报讯（记者 陈小河）`.
pub(in super::super) fn is_dateline(text: &str) -> bool {
    lookalikes::is_dateline(text)
}

/// A line with a whole date and time, or a date in digits: `该菜谱创建于2019-11-02 21:30:12`, `时间：3月15日15时36分`.
pub(in super::super) fn has_date(text: &str) -> bool {
    if !chars::any_byte(text, |b| b.is_ascii_digit()) {
        return false;
    }
    let clock = |rest: &str| {
        let hour = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        hour.len() < rest.len() && hour.starts_with(['时', '時', '点', '點'])
    };
    if text.match_indices('日').any(|(at, day)| clock(&text[at + day.len()..])) {
        return true;
    }
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|b| b.iter().all(u8::is_ascii_digit));
    memchr::memchr2_iter(b'-', b'/', bytes).any(|at| {
        at >= 4
            && digits(at - 4..at)
            && (digits(at + 1..at + 3) || digits(at + 1..at + 2))
            && memchr::memchr(bytes[at], &bytes[at + 1..]).is_some()
    })
}

/// Digits of a number to call.
const CALLED: usize = 9;

/// Whether a line leads somewhere or says whom to call: `Find it here: https://example.com`, `CONTACT: Ann Lee, 301-600-1385`.
pub(in super::super) fn is_reached(text: &str) -> bool {
    if !chars::any_byte(text, |b| b == b':' || b.is_ascii_digit()) {
        return false;
    }
    let of_number = |c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '+'));
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    // `1914-1918 / 1939-1945` are years.
    let years = |part: &str| part.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).all(|n| n.len() == 4);
    text.contains("://") || text.split(of_number).any(|part| digits(part) >= CALLED && !years(part))
}

/// A paragraph that a heading can stand over: it ends a sentence, or introduces something, or is long.
pub(in super::super) fn is_running(block: &Block) -> bool {
    let text = block.text();
    match block.kind() {
        Kind::Paragraph | Kind::Quote => {
            let width = width(block);
            (width >= 40 && is_closed(text)) || width >= 160
        }
        Kind::ListItem | Kind::Table | Kind::Code | Kind::Caption => true,
        _ => false,
    }
}

/// Text of any length: it ends a sentence or introduces something, or is no line at all.
pub(in super::super) fn is_text(block: &Block) -> bool {
    match block.kind() {
        Kind::Paragraph | Kind::Quote => is_running(block) || width(block) >= 16 && is_closed(block.text()),
        Kind::ListItem | Kind::Table | Kind::Code | Kind::Caption => true,
        _ => false,
    }
}

/// A text that ends a sentence, with or without a remark in brackets behind it, or introduces something.
pub(in super::super) fn is_closed(text: &str) -> bool {
    let remark = || {
        let open = text.trim_end().strip_suffix([')', '）'])?.rfind(['(', '（'])?;
        Some(chars::is_sentence(&text[..open]))
    };
    chars::is_sentence(text) || text.ends_with([':', '：']) || remark().unwrap_or(false)
}

/// Whether a line opens in quotation.
pub(in super::super) fn is_quoted(text: &str) -> bool {
    text.starts_with(['“', '「', '『', '"', '\'', '‘', '«', '»', '„', '—'])
}

/// A line of code or of a formula: marks that prose has no use for, or a call.
pub(in super::super) fn is_code(text: &str) -> bool {
    let call = || {
        text.split('(').next().is_some_and(|name| name.len() < text.len() && name.contains('.') && !name.contains(' '))
    };
    let sign = |b: u8| matches!(b, b'$' | b'\\' | b'{' | b'}' | b'=' | b'_' | b'|' | b'`' | b'^');
    chars::any_byte(text, sign) || call() && text.is_ascii()
}

/// Whether the line goes on: it ends in a comma, colon or an open bracket.
pub(in super::super) fn ends_open(text: &str) -> bool {
    // `RIVERTON, Ohio–(NEWSWIRE)–`
    if text.ends_with(['–', '—']) && !text.contains(chars::is_cjk) {
        return true;
    }
    // `though he said:--`: hyphens as a dash go on; a Chinese heading may end in `——`.
    text.ends_with(['，', ',', '：', ':', '、', '（', '(', '“', '《', '=', '{', '}', ';', '；', '-'])
}

/// A line that is all quotation is spoken; one that merely ends in quoted words may be a heading.
pub(in super::super) fn is_speech(text: &str) -> bool {
    let opens = text.starts_with(['“', '「', '『', '"', '\'', '‘', '«', '»', '„']);
    let inner = text.trim_end_matches(chars::is_closing);
    // Broken off with a dash inside the quotes: `"I was only going to say--"`.
    let inner_ends = chars::is_sentence(inner) || inner.ends_with(['，', ',', '—', '–', '-']);
    text.starts_with('—') || opens && inner.len() < text.len() && inner_ends
}

/// `石桥社发（陈小河摄）`, `石桥中文站 10月14日报道`: a line ends in who took a picture, or in a day and the word for its news.
pub(in super::super) fn ends_otherwise(text: &str) -> bool {
    const ENDS: [&str; 8] = ["摄", "攝", "日报道", "日報道", "日報導", "日电", "日電", "日讯"];
    let text = text.trim_end_matches(['）', ')']);
    // `石桥社河口三月四日电 题：老街的灯`
    const WIRES: [&str; 4] = ["日电 题", "日電 題", "日电题", "日電題"];
    ENDS.iter().any(|end| text.ends_with(end)) || WIRES.iter().any(|wire| text.contains(wire))
}

/// Greatest width of the unit of a value.
const UNIT: usize = 8;

/// Whether a line gives a value and heads nothing: `答案：B`, `面积：12平方公里`, `Population: 3,200`, `A.甜 B.苦`, `吴阿珍，女，79岁`, `水——`.
pub(in super::super) fn is_value(text: &str) -> bool {
    let text = chars::trim(text);
    let value = text.split_once([':', '：']).map(|(key, value)| (key.trim(), value.trim()));
    let measured = value.is_some_and(|(key, value)| {
        let short = key.chars().count() <= 4 || !key.contains(' ') && key.is_ascii();
        // `创业期：1998—2005年` heads a stretch of time, and `Update: 5 things to know` a text.
        let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | ' '));
        let number = unit.len() < value.len()
            && chars::width(unit) <= UNIT
            && !unit.contains(char::is_whitespace)
            && !unit.contains('年');
        short && !key.contains(|c: char| c.is_ascii_digit()) && (number || chars::width(value) == 1)
    });
    let options = text.starts_with(['A', 'Ａ']) && [" B.", " B、", " Ｂ"].iter().any(|next| text.contains(next));
    let person = text.matches(['，', ',']).count() >= 2 && text.contains(|c: char| c.is_ascii_digit());
    measured || options || person || text.ends_with("——") && chars::width(text) < 8
}

#[cfg(test)]
mod tests {
    use super::{is_reached, is_value};

    #[test]
    fn values_head_nothing() {
        for line in ["答案:B", "面积：12平方公里", "Population: 3,200", "A.甜 B.苦 C.咸", "吴阿珍，女，79岁", "水——"]
        {
            assert!(is_value(line), "{line}");
        }
        for line in [
            "变化一：加固堤坝",
            "2021年：从头再来",
            "保护优先，绿色发展",
            "关键词：水",
            "Step 2: the dam",
            "创业期：1998—2005年",
            "Update: 5 things to know",
        ] {
            assert!(!is_value(line), "{line}");
        }
    }

    #[test]
    fn lines_that_lead_somewhere() {
        for line in
            ["Find it here: https://example.com/mill", "CONTACT: Ann Lee, 301-600-1385", "Telefon: (495) 663-20-13"]
        {
            assert!(is_reached(line), "{line}");
        }
        for line in ["The mill from 1914-1918 / 1939-1945", "Part 2: the wheel", "10.000 visitors in 2019"] {
            assert!(!is_reached(line), "{line}");
        }
    }
}
