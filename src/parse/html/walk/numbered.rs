//! Numbers of the lines of code, which are no code: `<span class="ln">1</span>fn main() {`.

use super::super::dom::{Attr, NodeId, Tree};

/// Digits of the highest number.
const DIGITS: usize = 5;

/// Whether an element in code is the number of a line: its class says so, and it holds nothing but a number.
pub(super) fn is_number(tree: &Tree, element: NodeId) -> bool {
    let class = tree.attributes(element).find(|(attr, _)| *attr == Attr::Class).map_or("", |(_, value)| value);
    if !class.split_ascii_whitespace().any(is_class) {
        return false;
    }
    let mut texts = tree.descendants(element).filter_map(|node| tree.text(node)).map(str::trim);
    let number = texts.find(|text| !text.is_empty()).unwrap_or_default();
    let digits = (1..=DIGITS).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    digits && texts.all(str::is_empty)
}

fn is_class(class: &str) -> bool {
    matches!(
        class.to_ascii_lowercase().as_str(),
        "ln" | "lnt"
            | "lineno"
            | "linenos"
            | "linenumber"
            | "line-number"
            | "line-numbers"
            | "line_number"
            | "hljs-ln-n"
    )
}
