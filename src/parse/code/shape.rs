//! What the shape of a line says.

use super::bare::{Bare, Set};
use super::line::{Mark, SENTENCE};
use super::words;

/// What the shape of a line says, apart from the words in it.
pub(super) fn shape(line: &str, bare: &Bare) -> Option<Mark> {
    let text = bare.text.as_str();
    if ["- ", "* ", "+ ", "• "].iter().any(|bullet| line.starts_with(bullet)) || text.ends_with("::") {
        // An item of a list, of settings perhaps; and what stands over an example.
        return pair(line);
    }
    let first = words::first(text);
    let has = |chars: &'static [u8]| bare.set.any(Set::of(chars));
    brackets(text)
        .or_else(|| prompt(line))
        .or_else(|| tagged(line))
        .or_else(|| ends(text, first, bare))
        .or_else(|| opens(text, first, bare))
        .or_else(|| statement(text, first, bare))
        .or_else(|| if has(b"=<") { assignment(text, bare) } else { None })
        .or_else(|| if has(b"(") { call(text, bare) } else { None })
        .or_else(|| if has(b":") { pair(line) } else { None })
        .or_else(|| if bare.quoted { literal(text) } else { None })
        .or_else(|| dense(text, bare))
}

/// Nothing but brackets and what parts them.
fn brackets(text: &str) -> Option<Mark> {
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) || !text.bytes().all(|b| b"{}()[];,<>".contains(&b)) {
        return None;
    }
    let curly = text.contains(['{', '}']);
    // `[]` and `()` alone may be anything, and `<>` stands for a gap.
    let closes = text.starts_with([')', ']']);
    match (curly, closes) {
        (true, _) => Some(Mark::Hard),
        (_, true) if text.len() > 1 => Some(Mark::Hard),
        (_, true) => Some(Mark::Soft),
        _ => None,
    }
}

/// The prompt of a shell or of an interpreter, with something to run behind it.
fn prompt(line: &str) -> Option<Mark> {
    if let Some(rest) = line.strip_prefix(">>> ").or_else(|| line.strip_prefix("... ")) {
        let bare = Bare::of(rest);
        let runs = bare.words < 2 && !bare.wide || shape_of_code(rest, &bare);
        return runs.then_some(Mark::Hard);
    }
    if let Some(rest) = line.strip_prefix("$ ").or_else(|| line.strip_prefix("% ")) {
        let runs = rest.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, '.' | '/' | '_'));
        return runs.then_some(Mark::Hard);
    }
    // `name@host:~/dir$ command`
    if !line.contains('@') {
        return None;
    }
    let (head, rest) = line.split_once("$ ").or_else(|| line.split_once("# "))?;
    let shell = head.contains('@') && head.contains(':') && !head.contains(' ');
    (shell && rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '.')).then_some(Mark::Hard)
}

fn shape_of_code(line: &str, bare: &Bare) -> bool {
    let (text, first) = (bare.text.as_str(), words::first(&bare.text));
    bare.words < SENTENCE
        && (opens(text, first, bare)
            .or_else(|| statement(text, first, bare))
            .or_else(|| assignment(text, bare))
            .or_else(|| call(text, bare))
            .is_some()
            || line.starts_with('@'))
}

/// What stands in `<?php … ?>` and `<%= … %>`.
fn tagged(line: &str) -> Option<Mark> {
    let marked = line.starts_with("<?php") || line.starts_with("<?=") || line.starts_with("<%");
    (marked || line == "?>" || line == "%>").then_some(Mark::Hard)
}

/// What the last character says: it opens a block, or ends a statement.
fn ends(text: &str, first: &str, bare: &Bare) -> Option<Mark> {
    if text.starts_with('}') && text.len() < 80 {
        return Some(Mark::Hard);
    }
    if text.ends_with('{') {
        return Some(Mark::Hard);
    }
    if text.ends_with("; then") || text.ends_with("; do") || text.ends_with(" => {") || text.ends_with(" ->") {
        return Some(Mark::Hard);
    }
    if text.ends_with(';') {
        let marks = has_call(text) || has_operator(text) || bare.quoted && text.contains(['(', '[', '=', '<']);
        if marks || text.contains("::") || text.contains("->") || text.contains(['{', '[', '=']) {
            return Some(Mark::Hard);
        }
        if text.ends_with(");") && bare.words < 3 {
            return Some(Mark::Soft);
        }
        let single = words::is_name(text.trim_end_matches(';'));
        return (words::STATEMENTS.contains(&first) && bare.words <= 2 || single && text.contains(['_', '.', '(']))
            .then_some(Mark::Soft);
    }
    (text.ends_with(" \\") || text.ends_with("&&") || text.ends_with("||")).then_some(Mark::Soft)
}

/// What begins a block, or names what follows.
fn opens(text: &str, first: &str, bare: &Bare) -> Option<Mark> {
    let rest = text.get(first.len()..).unwrap_or_default().trim_start();
    let name = || words::first(rest);
    match first {
        "def" | "func" | "function" | "fn" | "sub" | "proc" | "fun" | "async" | "pub" | "static" | "public"
        | "private" | "protected" | "export" | "abstract" | "override" | "extern"
            if has_call(text) =>
        {
            return Some(Mark::Hard);
        }
        "def" | "module" | "defmodule" | "defp" if words::is_name(rest.trim_end_matches(" do")) => {
            return Some(Mark::Soft);
        }
        "class" | "struct" | "interface" | "enum" | "trait" | "impl" if !name().is_empty() => {
            let after = rest.get(name().len()..).unwrap_or_default();
            if after.starts_with('(') && text.ends_with(':') || after == ":" {
                return Some(Mark::Hard);
            }
            return (bare.words <= 2 && after.is_empty() || after.starts_with(['<', ' '])).then_some(Mark::Soft);
        }
        "from" if rest.contains(" import ") => return Some(Mark::Hard),
        "import" | "package" | "using" | "require" | "use" => {
            let dotted = rest.contains('.') || rest.contains(" as ") || rest.contains("::") || bare.quoted;
            let names = rest.split(',').all(|n| words::is_name(n.trim()) || n.contains(" as ")) || bare.quoted;
            if names || dotted && bare.words < 3 {
                return Some(if dotted { Mark::Hard } else { Mark::Soft });
            }
        }
        _ => {}
    }
    if text.ends_with(':') {
        match first {
            "else" | "try" | "finally" | "except" | "do" if rest == ":" => return Some(Mark::Hard),
            "except" | "case" | "default" if bare.words < 4 && rest != ":" => return Some(Mark::Hard),
            "default" => return Some(Mark::Soft),
            "if" | "elif" | "while" | "for" | "with" | "switch" | "match" | "lambda" => {
                let marks = has_call(text) || has_operator(text) || bare.quoted || rest.contains(['[', '_', '.']);
                return Some(if marks { Mark::Hard } else { Mark::Soft });
            }
            _ => {}
        }
    }
    None
}

/// Words that are a statement alone or begin one.
fn statement(text: &str, first: &str, bare: &Bare) -> Option<Mark> {
    if text.len() <= words::LONGEST && words::ALONE.contains(&text) {
        return Some(Mark::Soft);
    }
    let rest = text.get(first.len()..)?;
    if (2..=words::LONGEST).contains(&first.len()) && rest.starts_with(' ') && words::VERBS.contains(&first) {
        let marks = has_call(text) || has_operator(text) || bare.quoted || rest.contains(['[', '_', '$']);
        return if marks { Some(Mark::Hard) } else { (bare.words < 3).then_some(Mark::Soft) };
    }
    if let Some(rest) = text.strip_prefix('(') {
        // Lisp.
        let word = rest.split([' ', ')']).next()?;
        let named = word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase() || b"-*!?<>=/+".contains(&b));
        if named && (word.starts_with("def") || words::LISP.contains(&word)) {
            return Some(Mark::Hard);
        }
        return (named && (text.ends_with("))") || rest.contains('('))).then_some(Mark::Soft);
    }
    // A section of settings.
    if let Some(name) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        return words::is_name(name.trim_matches(['[', ']', '"'])).then_some(Mark::Soft);
    }
    // A selector of CSS.
    if text.ends_with(',') && text.starts_with(['.', '#']) && words::is_name(text.get(1..text.len() - 1)?) {
        return Some(Mark::Soft);
    }
    // A command with its options.
    let lower = first.len() > 1 && first.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if lower && rest.starts_with([' ', '-']) && bare.set.any(Set::of(b"-&|>")) {
        let option = |w: &str| {
            let name = w.trim_start_matches('-');
            name.len() < w.len() && w.len() <= name.len() + 2 && name.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        if rest.split(' ').any(option) || text.contains(" && ") || text.contains(" | ") || text.contains(" > ") {
            return Some(Mark::Soft);
        }
    }
    (first.is_empty() && text.starts_with('@') && words::is_name(text.get(1..)?.split('(').next()?))
        .then_some(Mark::Soft)
}

/// `name = value`, and its kin.
fn assignment(text: &str, bare: &Bare) -> Option<Mark> {
    let at = text.find(['=', '<'])?;
    let (left, right) = text.split_at(at);
    let right = if let Some(right) = right.strip_prefix("<-") {
        right
    } else {
        right.strip_prefix('=').filter(|r| !r.starts_with(['=', '>']))?
    };
    let left = left.trim_end_matches([':', '+', '-', '*', '/', '%', '|', '&', '^', '?', '.', '~']).trim_end();
    if right.trim().is_empty() && !text.ends_with("= ") && bare.words > 0 {
        return None;
    }
    let mut parts = left.rsplit(' ');
    let target = parts.next().filter(|t| words::is_target(t))?;
    // Types and `let` before it.
    let before: Vec<&str> = parts.collect();
    if before.len() > 3 || !before.iter().all(|w| words::is_type(w)) {
        return None;
    }
    let declared = before.last().is_some_and(|w| words::DECLARES.contains(w));
    let marks = bare.quoted || has_call(right) || right.trim_start().starts_with(['[', '{', '$', '(']);
    // A formula calls `f(x)`, and hardly ever `a.f(x)`.
    let right = right.trim_start();
    let method = has_call(right) && right.get(words::first(right).len()..).is_some_and(|r| r.starts_with('.'));
    let long = method || target.len() > 1 && (target.contains(['_', '.', '[', '$', ']']) || marks);
    Some(if declared || long { Mark::Hard } else { Mark::Soft })
}

/// A line that is one call: `name(…)`, `a.b(…)`, or a link of a chain `.name(…)`.
fn call(text: &str, bare: &Bare) -> Option<Mark> {
    let open = text.find('(')?;
    let (name, inside) = text.split_at(open);
    let chained = name.strip_prefix('.');
    if !words::is_name(chained.unwrap_or(name).trim_start_matches(['$', '@', '!', '*', '&'])) {
        return None;
    }
    let closes = inside.ends_with([')', ',', '(', '[', ';', ':', '{']) && !inside.contains("). ");
    let code = bare.quoted
        || name.contains(['.', '_'])
        || name.contains("::")
        || inside.starts_with("()")
        || inside.contains([',', '=']);
    closes.then_some(if code || chained.is_some() { Mark::Hard } else { Mark::Soft })
}

/// `"key": value,` and `key: value` of data.
pub(super) fn pair(line: &str) -> Option<Mark> {
    let line = line.strip_prefix("- ").unwrap_or(line);
    if let Some(rest) = line.strip_prefix('"') {
        let (key, value) = rest.split_once('"')?;
        let value = value.trim_start().strip_prefix(':')?.trim();
        let data = value.ends_with([',', '{', '[', '}', ']'])
            || value.starts_with(|c: char| c.is_ascii_digit())
            || matches!(value, "true" | "false" | "null");
        return Some(if data && key.len() < 60 { Mark::Hard } else { Mark::Soft });
    }
    let (key, value) = line.split_once(':')?;
    let named = key.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, '_' | '$'))
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.:$>-!".contains(&b))
        && !key.ends_with(['.', ':', '-', '>']);
    (named && (value.is_empty() || value.starts_with(' '))).then_some(Mark::Soft)
}

/// Nothing but a string: what a longer one is put together from, or an item of a list.
fn literal(text: &str) -> Option<Mark> {
    let rest = text.trim_start_matches(['f', 'r', 'b', 'u', '(', '[', '+', '.', ' ']);
    let alone = rest.starts_with("\"\"") || rest.starts_with("''");
    (alone && rest.bytes().all(|b| b.is_ascii_digit() || b"\"',;:)]}+. \\".contains(&b))).then_some(Mark::Soft)
}

/// More marks than any sentence has. A fifth of the characters, measured on source files and on prose with formulas.
fn dense(text: &str, bare: &Bare) -> Option<Mark> {
    const MARKS: Set = Set::of(b"{}()[]<>=;&|$_\"'\\+*/:!%@^");
    if !bare.set.any(MARKS) || text.ends_with(':') {
        return None;
    }
    let (mut all, mut marks, mut letters) = (0, 0, false);
    for byte in text.bytes().filter(|b| *b != b' ') {
        all += 1;
        marks += usize::from(MARKS.has(byte));
        letters |= byte.is_ascii_alphabetic();
    }
    (letters && all >= 6 && marks * 5 >= all).then_some(Mark::Soft)
}

/// A name with an opening bracket directly behind it.
pub(super) fn has_call(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'(', bytes).any(|at| {
        at > 0 && bytes.get(at - 1).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'>' | b']' | b'!'))
    })
}

fn has_operator(text: &str) -> bool {
    text.as_bytes().windows(2).enumerate().any(|(at, pair)| match pair {
        b"==" | b"!=" | b"<=" | b">=" | b"&&" | b"||" | b"->" | b"=>" | b"::" | b"++" | b"+=" | b"-=" | b":="
        | b"<<" | b">>" => true,
        b"--" => text.as_bytes().get(at + 2).is_some_and(|b| matches!(b, b';' | b')')),
        b" <" | b" >" => text.as_bytes().get(at + 2) == Some(&b' '),
        _ => false,
    })
}
