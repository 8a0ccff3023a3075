//! A title between the day and the text, below the menu, the name of a house and the day: `Front page`, `Sports`, `In depth`,
//! `Monday, May 3, 1999`, `The mill of Riverton turns again`.

use super::super::headings::shapes::is_reached;
use super::subjects::Subject;
use super::{APART, Line, MARGIN, SAID, SPOKEN, is_odd};
use crate::chars;
use crate::document::Kind;

/// Greatest width of an entry of a menu, a line each.
const MENU: usize = 16;

/// The line between the day and the text, with other lines above the day.
pub(super) fn find(head: &[Line<'_>], lines: &[usize]) -> Option<usize> {
    let line = *lines.last().filter(|_| lines.len() > 1)?;
    let (above, live) = head.get(line.checked_sub(1)?)?;
    let dated = *live && above.kind() == Kind::Meta && chars::any_byte(above.text(), |b| b.is_ascii_digit());
    (dated && chars::width(head[line].0.text()) >= SAID).then_some(line)
}

/// Whether it is the title: the text speaks of it, and of nothing that stands above the day.
pub(super) fn is_title(head: &[Line<'_>], lines: &[usize], line: usize, subject: &Subject, cjk: bool) -> bool {
    let text = |n: usize| chars::trim(head[n].0.text());
    let odd = |n: usize| is_odd(head[n].0, cjk);
    let above: Vec<usize> = lines.iter().copied().take_while(|n| *n < line).collect();
    let menu = above.len() > APART;
    // Of a menu and a house the text says nothing at all.
    let told = menu && above.iter().all(|n| subject.overlap(text(*n)) == 0);
    let said = subject.overlap(text(line)) >= SPOKEN || told;
    let strange = |n: usize| subject.overlap(text(n)) <= SPOKEN - MARGIN || chars::width(text(n)) <= MENU || odd(n);
    // A single line above the day may be a title that the text says nothing of, over a line that sums the text up.
    let house = |n: &usize| odd(*n) || is_reached(text(*n));
    // Of the name of a weblog and its motto the text says nothing, either.
    let unsaid = above.len() == APART && subject.overlap(text(line)) >= SPOKEN;
    let unsaid = unsaid && above.iter().all(|n| subject.overlap(text(*n)) == 0);
    let sure = menu || unsaid || above.iter().all(|n| odd(*n)) || above.iter().any(house);
    said && sure && above.iter().all(|n| strange(*n))
}
