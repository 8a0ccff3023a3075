//! Text of documents as HTML: nothing in it can become markup, leave its place, or stay unseen.

/// Escapes what means something in HTML, in text and in attributes.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        push(c, out);
    }
}

fn push(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        c => out.push(c),
    }
}

/// Writes text of a document; what would not be seen, or would move what stands around it, as its number. In a
/// `change` odd spaces are shown too, since they may be all that was changed. Numbers stand in `bdi`, which the direction
/// of a line (`dir="auto"`) is not taken from.
pub(super) fn show(text: &str, change: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '\n' if change => out.push_str("<bdi class=\"ch\" title=\"end of line\">↵</bdi>\n"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || is_hidden(c) || change && is_odd(c) => {
                let number = u32::from(c);
                out.push_str(&format!("<bdi class=\"ch\" title=\"U+{number:04X}\">{number:04X}</bdi>"));
            }
            c => push(c, out),
        }
    }
}

/// Characters without a shape of their own that no reader misses where nothing was changed.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Spaces, joiners and variants that can be seen only by what they do.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200d}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup_or_stays_unseen() {
        let hostile = "</script><img src=x onerror='a()'>&amp;\"\u{2028}\u{202e}cba\u{0}\u{7f}\u{1b}[1m]]>";
        let mut out = String::new();
        show(hostile, false, &mut out);
        let plain = out.replace("<bdi class=\"ch\" title=\"U+", "").replace("</bdi>", "");
        assert!(!plain.contains('<') && !plain.contains('\'') && plain.contains("&amp;amp;&quot;"), "{out}");
        assert!(out.chars().all(|c| !c.is_control() && !is_hidden(c)), "{out:?}");
        for number in ["2028", "202E", "0000", "007F", "001B"] {
            assert!(out.contains(&format!("title=\"U+{number}\"")), "{number}: {out}");
        }
        let mut out = String::new();
        show("a\u{a0}b", true, &mut out);
        show("a\u{a0}b", false, &mut out);
        assert_eq!(out, "a<bdi class=\"ch\" title=\"U+00A0\">00A0</bdi>ba\u{a0}b");
    }
}
