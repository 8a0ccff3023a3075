//! Lists of what keys do, in the words of buttons: `Ctrl+W 关闭窗口`, `Next page: n`, `打印：Ctrl+P`.

use super::super::layout::Layout;
use crate::chars;

/// Keys that are held while another is pressed, with the mark between.
const HELD: [&str; 8] = ["Ctrl+", "Ctrl-", "Alt+", "Shift+", "Cmd+", "Command+", "Option+", "Win+"];

/// Lines to either side among which keys are looked for, bytes of the longest line, and greatest width of what is typed.
const NEAR: usize = 8;
const LINE: usize = 120;
const TYPED: usize = 16;

/// Whether line `n` says what a key does: it names one that is held, or types something where lines near it name such keys.
pub(in super::super) fn is_one(layout: &Layout<'_>, n: usize) -> bool {
    let blocks = &layout.blocks;
    let near = || blocks[n.saturating_sub(NEAR)..].iter().take(2 * NEAR + 1).any(|b| names_key(b.text()));
    let text = blocks[n].text();
    text.len() <= LINE && (names_key(text) || types(text) && near())
}

fn names_key(text: &str) -> bool {
    text.len() <= LINE && HELD.iter().any(|key| text.contains(key))
}

/// `返回顶部：gg`
fn types(text: &str) -> bool {
    let typed = text.split_once([':', '：']).map(|(_, typed)| typed.trim());
    typed.is_some_and(|typed| !typed.is_empty() && typed.is_ascii() && chars::width(typed) <= TYPED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_what_is_typed() {
        assert!(names_key("Ctrl+W 关闭窗口") && !names_key("关闭窗口"));
        assert!(types("返回顶部：gg") && types("Next page: n") && !types("下一页：老街的灯") && !types("下一页"));
    }
}
