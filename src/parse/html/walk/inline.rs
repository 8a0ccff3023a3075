//! Elements within lines whose text alone would read as something else: marks of notes, powers and indices, quotations, formulas.

use super::super::dom::{NodeId, Tree};
use super::super::flag;
use super::Walk;

/// Digits of the mark of a note, and elements up to the one that raises it.
const MARK: usize = 3;
const RAISED: usize = 3;

/// Characters of a power or an index, and of the variable that it stands at.
const SCRIPT: usize = 12;
const VARIABLE: usize = 2;

impl Walk<'_, '_> {
    /// Whether a text is the number of a note, raised, and leads to it: `1877<sup><a href="#fn3">3</a></sup>` reads 1877.
    pub(super) fn is_note(&self, text: &str, flags: u32) -> bool {
        let number = text.trim();
        flags & flag::LINK != 0
            && (1..=MARK).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
            && self.link.is_some_and(|href| href.starts_with('#'))
            && self.open.iter().rev().take(RAISED).any(|(n, _)| self.tag(*n) == "sup")
    }

    /// What stands in `sup` or `sub`, as it is written in a line: `x<sup>n+1</sup>` is `x^(n+1)`, `a<sub>i</sub>` `a_i`. Ordinals and
    /// abbreviations (`1<sup>st</sup>`, `M<sup>me</sup>`) are written without a mark, and so are digits below (`H<sub>2</sub>O`).
    pub(super) fn script(&self, tag: &str, text: &str) -> Option<String> {
        let mark = if tag == "sup" { '^' } else { '_' };
        let text = text.trim();
        let base = self.text.len() - self.text.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
        let closed = self.text.ends_with(')');
        let letters = text.chars().all(char::is_alphabetic);
        let formula = text.contains(|c: char| c.is_ascii_alphabetic())
            && text.contains(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '−' | '=' | '/' | '*'));
        let variable = (1..=VARIABLE).contains(&base) && self.text.ends_with(|c: char| c.is_ascii_alphabetic());
        let fits = text.chars().count() <= SCRIPT && !text.contains(char::is_whitespace);
        let said = match tag {
            "sup" => {
                formula && (variable || closed || base > 0)
                    || text.len() == 1 && letters && variable && "nkmijxyzpq".contains(text)
            }
            _ => (formula || letters) && base == 1 && variable,
        };
        let wide = text.chars().nth(1).is_some() && !letters;
        (fits && said).then(|| if wide { format!("{mark}({text})") } else { format!("{mark}{text}") })
    }

    fn tag(&self, elem: u32) -> &'static str {
        self.page.elems.get(elem as usize).map_or("", |e| e.tag)
    }
}

/// The source of a formula, as programs put it into its markup.
pub(super) fn tex(tree: &Tree, math: NodeId) -> Option<&str> {
    let annotated = tree.descendants(math).find(|node| tree.name(*node) == Some("annotation"))?;
    let text = tree.descendants(annotated).find_map(|node| tree.text(node)).map(str::trim)?;
    (!text.is_empty()).then_some(text)
}

/// Whether an element shows a formula once more that stands in its markup before.
pub(super) fn is_shown_again(class: &str) -> bool {
    class.split_ascii_whitespace().any(|name| name == "katex-html")
}
