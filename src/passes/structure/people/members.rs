//! The box that a forum prints over a post: when it was written and which of the thread it is, by whom, and what the forum counts of
//! its members. `Old 4th May 2011, 10:47 pm #1`, `Ann Miller`, `Join Date: Mar 2006`, `Posts: 2,318`

use std::ops::Range;

use super::super::layout::{Layout, is_line, width};
use crate::document::Kind;
use crate::phrases::Words;

/// Lines in which the name stands, and the greatest width of one.
const HEAD: usize = 16;
const NAME: usize = 32;

/// Fields that tell the box: one alone may be of the text.
const FIELDS: usize = 2;

/// Greatest width of a field.
const FIELD: usize = 80;

/// What the program of many forums says in the place of the icon of a post without one, before its title.
const ICON: &str = "Default ";

/// Words of what members of a forum are.
const RANKS: [&str; 9] = ["Admin", "Administrator", "Moderator", "Member", "Newbie", "Guest", "User", "Mod", "Veteran"];

/// Such a box.
pub(in super::super) struct Member {
    /// The line with the name.
    pub name: usize,
    /// What is counted.
    pub fields: Range<usize>,
    /// Whether the line below is the title behind its icon, and how long that is.
    pub icon: Option<usize>,
}

/// The box over the first post of a page.
pub(in super::super) fn find(layout: &Layout<'_>) -> Option<Member> {
    let open = |n: usize| layout.blocks.get(n).filter(|b| b.kind() == Kind::Paragraph && is_line(b, FIELD));
    let field = |n: &usize| {
        // `South Shropshire, UK.` has a full stop.
        let text = layout.blocks.get(*n).filter(|b| b.kind() == Kind::Paragraph && width(b) <= FIELD)?.text();
        let (key, value) = text.split_once(':')?;
        let key = key.trim().to_ascii_lowercase();
        (!value.trim().is_empty() && Words::Member.has(&key)).then_some(())
    };
    let names = |n: &usize| open(*n).is_some_and(|b| width(b) <= NAME && !b.text().contains([':', '：']));
    // `Site Admin` under the name is what somebody is there.
    let rank = |n: usize| layout.blocks[n].text().trim().split(' ').any(|w| RANKS.contains(&w));
    (0..layout.first.min(HEAD)).filter(names).find_map(|line| {
        let name = line.checked_sub(1).filter(|above| rank(line) && names(above)).unwrap_or(line);
        let count = (line + 1..layout.first).take_while(|n| field(n).is_some()).count();
        let fields = line + 1..line + 1 + count;
        let number = |n: usize| {
            let (_, post) = layout.blocks[n].text().rsplit_once('#')?;
            post.trim().bytes().all(|b| b.is_ascii_digit()).then_some(())
        };
        let numbered = name.checked_sub(1).and_then(number).is_some();
        let icon = open(fields.end).filter(|b| b.text().len() > ICON.len() && b.text().starts_with(ICON));
        (count >= FIELDS && (numbered || count > FIELDS)).then_some(Member {
            name,
            fields,
            icon: icon.map(|_| ICON.len()),
        })
    })
}
