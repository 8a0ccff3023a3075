//! What stands in running text and is no prose: code, addresses, names of files, emoticons. Its marks are not the writer's
//! punctuation, and no pass widens them.
//!
//! Each form is told by its own syntax, never by what it is about: `print('你好')` is a call because its bracket opens on a
//! quote, `WTO(世界贸易组织)` is not. What the passes change outside of a stretch does not change what is one, so that a
//! second run finds the same.

use std::ops::Range;

use crate::chars;

/// Stretches of `text`, each within a line, in the order of their starts; they may overlap.
pub(super) fn of_lines(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let found = stretches(line, &specials(line));
        all.extend(found.into_iter().map(|range| range.start + start..range.end + start));
        start += line.len();
    }
    all
}

/// Where the characters stand that are of syntax or may be widened, in a text of a line.
pub(super) fn specials(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        at += chars::beyond_ascii_run(&bytes[at..]);
        let run = chars::ascii_run(&bytes[at..]);
        all.extend((at..at + run).filter(|at| KINDS[usize::from(bytes[*at])] > 0));
        at += run;
    }
    all
}

/// 1 for marks that are of no syntax by themselves, 2 for all others that [`specials`] finds.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let (plain, syntax) = (b",!?", b"()[]{}`=\"':;");
    let mut n = 0;
    while n < plain.len() {
        kinds[plain[n] as usize] = 1;
        n += 1;
    }
    n = 0;
    while n < syntax.len() {
        kinds[syntax[n] as usize] = 2;
        n += 1;
    }
    kinds
};

/// The stretches of a line with these [`specials`].
pub(super) fn stretches(line: &str, specials: &[usize]) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    // Most lines hold nothing that a form begins with.
    if specials.iter().all(|at| KINDS[usize::from(bytes[*at])] < 2) {
        return found;
    }
    let all = |sort: &'static [u8]| specials.iter().copied().filter(move |at| sort.contains(&bytes[*at]));
    inline_code(bytes, all(b"`"), &mut found);
    let closed = brackets(bytes, all(b"()[]{}\"'"), &mut found);
    addresses(line, all(b":"), &mut found);
    quoted_values(bytes, all(b"\"").collect(), &mut found);
    assignments(line, all(b"="), &mut found);
    emoticons(bytes, all(b":;"), &closed, &mut found);
    found.extend(all(b":").filter(|at| is_keyed(bytes, *at)).map(|at| at..at + 1));
    found.sort_by_key(|range| (range.start, range.end));
    found
}

/// Whether `at` is in one of `stretches`; asked from left to right, of which `next` keeps count.
pub(super) fn holds(stretches: &[Range<usize>], next: &mut usize, at: usize) -> bool {
    while stretches.get(*next).is_some_and(|range| range.end <= at) {
        *next += 1;
    }
    stretches.iter().skip(*next).take_while(|range| range.start <= at).any(|range| range.contains(&at))
}

/// `` `a, "b"` ``: code in Markdown. Three in a row are somebody's dots.
fn inline_code(bytes: &[u8], ticks: impl Iterator<Item = usize>, found: &mut Vec<Range<usize>>) {
    let tick = |at: usize| bytes.get(at) == Some(&b'`');
    let single = |at: &usize| !tick(at + 1) && !at.checked_sub(1).is_some_and(tick);
    let ticks: Vec<usize> = ticks.filter(single).collect();
    found.extend(ticks.as_chunks::<2>().0.iter().map(|[open, close]| *open..close + 1));
}

/// Brackets of code: braces, lists and calls that open on a quote, groups of regular expressions; and those of names of
/// files, which end in `.txt` or `_1`. Returns the round brackets that are closed, in the order of their ends.
fn brackets(bytes: &[u8], all: impl Iterator<Item = usize>, found: &mut Vec<Range<usize>>) -> Vec<usize> {
    let mut closed = Vec::new();
    let (mut round, mut square, mut curly) = (Vec::new(), Vec::new(), Vec::new());
    // The last quote that opens an argument: `, "`, `="`.
    let mut argument = 0;
    for at in all {
        let before = &bytes[..at];
        match bytes[at] {
            b'(' => round.push(at),
            b'[' => square.push(at),
            b'{' => curly.push(at),
            // The mouth of an emoticon closes nothing.
            b')' if matches!(before, [.., b':' | b';']) => {}
            b')' => {
                if let Some(from) = round.pop() {
                    closed.push(from);
                    if is_of_code(bytes, from, at, argument) {
                        found.push(from..at + 1);
                    }
                }
            }
            b']' => found.extend(square.pop().filter(|from| opens_on_quote(bytes, *from)).map(|from| from..at + 1)),
            b'}' => found.extend(curly.pop().map(|from| from..at + 1)),
            _ if matches!(before.trim_ascii_end(), [.., b',' | b'=']) => argument = at,
            _ => {}
        }
    }
    closed.sort_unstable();
    closed
}

fn opens_on_quote(bytes: &[u8], from: usize) -> bool {
    matches!(bytes.get(from + 1..), Some([b'"' | b'\'', ..]))
}

/// Whether the round brackets at `from` and `to` are those of a call, a group or the name of a file.
fn is_of_code(bytes: &[u8], from: usize, to: usize, argument: usize) -> bool {
    let before = from.checked_sub(1).and_then(|at| bytes.get(at));
    let called = before.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b']'));
    let group = matches!(bytes.get(from + 1..to), Some([b'?', b':' | b'=' | b'!' | b'<' | b'P', ..]));
    group || called && (opens_on_quote(bytes, from) || argument > from) || is_ending(bytes.get(to + 1..).unwrap_or(&[]))
}

/// `.txt`, `_1`: what follows a bracket in the name of a file.
fn is_ending(rest: &[u8]) -> bool {
    let word = |rest: &[u8]| rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    match rest {
        [b'.', name @ ..] => (2..=4).contains(&word(name)) && name.first().is_some_and(u8::is_ascii_alphabetic),
        [b'_', name @ ..] => word(name) > 0,
        _ => false,
    }
}

/// `http://a.example/搜索?q=水车,磨坊`: to the next white space, quote or mark of full width; to the first Han character
/// that does not continue it, for Chinese sets no space behind an address.
fn addresses(text: &str, colons: impl Iterator<Item = usize>, found: &mut Vec<Range<usize>>) {
    let mut done = 0;
    for at in colons {
        if at < done || !text[at..].starts_with("://") {
            continue;
        }
        let scheme = text.as_bytes()[..at].iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
        let mut end = at + 3;
        let mut before = '/';
        let mut word = false;
        while let Some(c) = text[end..].chars().next() {
            let han = chars::is_han(c);
            let next = || text[end + c.len_utf8()..].chars().next();
            let goes_on = match c {
                _ if han => word || matches!(before, '/' | '=' | '&' | '?' | '#' | '-' | '_' | '%' | '+' | ':'),
                // Behind a Chinese word only what parts an address: the comma behind it is the sentence's.
                _ if word => {
                    matches!(c, '/' | '&' | '=' | '#' | '-' | '_' | '%' | '+' | '.')
                        || c == '?' && next().is_some_and(|c| c.is_ascii_alphanumeric())
                        || c == ':' && next().is_some_and(|c| !c.is_whitespace())
                }
                '"' | '\'' | '<' | '>' | '`' => false,
                _ => c.is_ascii_graphic(),
            };
            // Marks in front of Chinese end the address; all of them, for one may be widened.
            let run = text[end..].bytes().take_while(|b| b",:;!?()".contains(b)).count();
            let marks_end = run > 0 && !text[end + run..].starts_with(|c: char| c.is_ascii_graphic());
            if !goes_on || !word && marks_end {
                break;
            }
            if run > 1 {
                (end, before, word) = (end + run, ',', false);
                continue;
            }
            word = han;
            before = c;
            end += c.len_utf8();
        }
        found.push(at - scheme..end);
        done = end;
    }
}

/// Quotes of attributes and of fields, `title="水车"`, `"姓名":"水生"`, with what parts them; and those around escapes, `"水车\n"`.
fn quoted_values(bytes: &[u8], quotes: Vec<usize>, found: &mut Vec<Range<usize>>) {
    let pairs = quotes.as_chunks::<2>().0;
    for (n, [open, close]) in pairs.iter().enumerate() {
        let rest = bytes.get(close + 1..).unwrap_or_default();
        let escapes = memchr::memchr(b'\\', &bytes[open + 1..*close]).is_some();
        if escapes || open.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b'=') {
            found.push(*open..close + 1);
        } else if let [b':', value @ ..] = rest.trim_ascii_start()
            && matches!(value.trim_ascii_start(), [b'"' | b'[' | b'{' | b'-' | b'0'..=b'9', ..])
        {
            let start = bytes.len() - value.trim_ascii_start().len();
            let end = match pairs.get(n + 1) {
                Some([open, close]) if *open == start => close + 1,
                _ => start + value.trim_ascii_start().iter().take_while(|b| b.is_ascii_alphanumeric()).count(),
            };
            let tail = bytes.get(end..).unwrap_or_default();
            let more = matches!(tail, [b',', more @ ..] if matches!(more.trim_ascii_start(), [b'"', ..]));
            found.push(*open..end + usize::from(more));
        }
    }
}

/// `a=水;b=车;`: a mark behind one assignment and before another, or a semicolon at the end. Names in Han are parted by
/// semicolons alone, for a comma may be followed by a word of the sentence (`若甲=3,则乙=4`).
fn assignments(text: &str, signs: impl Iterator<Item = usize>, found: &mut Vec<Range<usize>>) {
    let ascii = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name = |c: char| ascii(c) || chars::is_han(c);
    for at in signs {
        if !text[..at].ends_with(name) {
            continue;
        }
        let value = &text[at + 1..];
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '=') || chars::is_cjk_punct(c);
        let end = at + 1 + value.find(ends).unwrap_or(value.len());
        let Some(mark @ (',' | ';')) = text[end..].chars().next() else { continue };
        let rest = text[end + 1..].trim_start();
        let after = if mark == ';' { rest.trim_start_matches(name) } else { rest.trim_start_matches(ascii) };
        let assigns = after.len() < rest.len() && after.starts_with('=');
        if assigns || mark == ';' && rest.is_empty() {
            found.push(end..end + 1);
        }
    }
}

/// Letters of the longest key behind a bracket.
const KEY: usize = 8;

/// Whether the colon at `at` stands behind a key that a square bracket opened, as in the words of a song: `[ti:水车谣]`.
fn is_keyed(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(KEY + 1)..at];
    let letters = before.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    letters > 0 && before.iter().rev().nth(letters) == Some(&b'[')
}

/// `:)`, `;-(`, `^_^;`. A bracket behind a colon that has its partner is one of the sentence (`如下:(略)`), and a letter is
/// one unless another emoticon shows the writer's way (`答案:D`).
fn emoticons(bytes: &[u8], eyes: impl Iterator<Item = usize>, closed: &[usize], found: &mut Vec<Range<usize>>) {
    let (mut letters, mut sure) = (Vec::new(), false);
    let ends = |rest: &[u8]| !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    for at in eyes {
        let (before, rest) = (&bytes[..at], &bytes[at + 1..]);
        let length = match (before, rest) {
            ([.., b'_', b'^' | b'-' | b'T' | b'o' | b'O' | b'>' | b'<' | b'=' | b'@'], _) => 1,
            (_, [b'-' | b'^', b')' | b'(' | b'|' | b'*' | b']' | b'[', ..]) => 3,
            (_, [b'-', b'D' | b'P' | b'p' | b'O' | b'o' | b'X' | b'x', rest @ ..]) if ends(rest) => 3,
            (_, [b')', ..]) => 2,
            (_, [b'('] | [b'(', b' ' | b'(', ..]) => 2,
            (_, [b'(', ..]) if closed.binary_search(&(at + 1)).is_err() => 2,
            (_, [b'D' | b'P' | b'p' | b'O' | b'o' | b'X' | b'x', rest @ ..]) if ends(rest) => {
                letters.push(at..at + 2);
                continue;
            }
            _ => continue,
        };
        found.push(at..at + length);
        sure = true;
    }
    if sure {
        found.append(&mut letters);
    }
}

#[cfg(test)]
mod tests {
    use super::of_lines;

    fn found(text: &str) -> Vec<&str> {
        of_lines(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn code_and_addresses() {
        assert_eq!(found(r#"返回{"姓名":"水生"}这样的对象"#), [r#"{"姓名":"水生"}"#, r#""姓名":"水生""#]);
        assert_eq!(found("调用print('你好,世界')会输出"), ["('你好,世界')"]);
        assert_eq!(found(r#"函数f(x, "中文")和["甲","乙"]"#), [r#"(x, "中文")"#, r#"["甲","乙"]"#]);
        assert_eq!(found("正则(?:中|文)匹配"), ["(?:中|文)"]);
        assert_eq!(found("命令`查,改`和报告(终稿).txt"), ["`查,改`", "(终稿)"]);
        assert_eq!(found("a=水;b=车;"), [";", ";"]);
        assert_eq!(found("颜色=红;大小=3,再说"), [";"]);
        assert_eq!(found(r#""水车转了\n""#), [r#""水车转了\n""#]);
        assert_eq!(found(r#"<a title="水车,磨坊">"#), [r#""水车,磨坊""#]);
        assert_eq!(found("见http://a.example/x?a=1,2&b=中文,再看"), ["http://a.example/x?a=1,2&b=中文"]);
        assert_eq!(found("见https://a.example/水车:首页/春?q=1,然后"), ["https://a.example/水车:首页/春?q=1"]);
    }

    #[test]
    fn emoticons() {
        assert_eq!(found("很好吃:) 人也好:D 就是远:( 下次还来;-)"), [":)", ":D", ":(", ";-)"]);
        assert_eq!(found("忘了带伞^_^; 真冷T_T;"), [";", ";"]);
        assert_eq!(found("毛巾太糙了:(2.电话没人接"), [":("]);
    }

    #[test]
    fn keys_in_brackets() {
        assert_eq!(found("[ti:水车谣]"), [":"]);
        assert_eq!(found("[offset:500]水车转,转"), [":"]);
        assert!(found("[水车:转]").is_empty() && found("[the wheel:转]").is_empty());
    }

    #[test]
    fn prose() {
        for text in [
            "如下:(略)",
            "答案:D",
            "WTO(世界贸易组织),GDP(国内生产总值)",
            "若x=3,则y=4;再说",
            "若甲=3,则乙=4",
            "他说(\"好\")",
            "注意:(1)水车;(2)磨坊",
            "地点:渡口;时间:早晨",
            "[本报讯]昨日,",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn hostile_texts_take_linear_time() {
        for piece in ["(", ")", ":(a", "a(\"", "://", "{", "[\"", "=", "a=;", "\"\":", "`"] {
            let text = piece.repeat(400_000);
            let _ = of_lines(&text);
        }
    }
}
