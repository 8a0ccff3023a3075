//! Writers of a magazine whose name stands in quotes before the word for them, between the title and the text: `《石桥》作者 陈小河`. The same is
//! said of who wrote a book, so something must tell that it prints the text.

use super::super::layout::Layout;
use super::{People, is_medium, names};
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::Words;

/// Bytes of the longest line, and characters of the name of a magazine.
const LONGEST: usize = 120;
const NAME: std::ops::RangeInclusive<usize> = 2..=10;

/// Most items of a list above.
const ITEMS: usize = 8;

/// Most names.
const NAMES: usize = 4;

/// Who wrote, and for which magazine.
pub(in super::super) fn find(layout: &Layout<'_>, n: usize) -> Option<People> {
    let text = chars::trim(layout.blocks[n].text());
    if text.len() > LONGEST || !text.starts_with('《') || n == 0 {
        return None;
    }
    // What a list sums up may stand above.
    let summed = |b: &&Block| b.kind() == Kind::ListItem;
    let listed =
        layout.blocks.get(layout.first..n).is_some_and(|above| above.len() <= ITEMS && above.iter().all(summed));
    if n > layout.first && !listed {
        return None;
    }
    let (name, rest) = text.strip_prefix('《')?.split_once('》')?;
    let written =
        Words::MagazineWriter.behind(rest.trim_start())?.trim_start_matches(['：', ':', '/', '／', '|', '丨']);
    let full = |name: &String| (2..=4).contains(&name.chars().count());
    let authors = names::split(written).filter(|names| names.len() <= NAMES && names.iter().all(full))?;
    let prints = || is_medium(name) || layout.blocks.iter().enumerate().any(|(m, b)| m != n && tells(b, name, m < n));
    (NAME.contains(&name.chars().count()) && prints()).then(|| People {
        authors,
        site: Some(name.to_owned()),
        ..People::default()
    })
}

/// Whether a block tells that a magazine prints the text: above it stands its name without quotes, in the text somebody talks to it.
fn tells(block: &Block, name: &str, above: bool) -> bool {
    let text = block.text();
    text.match_indices(name).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + name.len()..]);
        let Some(before) = before.strip_suffix('《') else {
            // `石桥|水车为什么停了`
            return above && (at == 0 || behind.starts_with(|c: char| c.is_ascii_digit()));
        };
        let said = behind.strip_prefix('》').is_some_and(|rest| {
            ["表示", "透露", "记者", "記者", "独家", "采访", "採訪"].iter().any(|word| rest.starts_with(word))
        });
        said || before.ends_with("告诉") || before.ends_with("告訴")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers_of_magazines() {
        let prose =
            "水车为什么停了，镇长对《石桥》表示，上游修了一座新的水坝，水流变得太小，带不动这么大的轮子，要等到明年。";
        let find = |title: &str, line: &str, prose: &str| {
            let blocks = [title, line, prose].map(|text| Block::new(Kind::Paragraph, text));
            let refs: Vec<&Block> = blocks.iter().collect();
            find(&Layout { first: 2, last: 3, blocks: refs }, 1).map(|people| (people.authors.join(" "), people.site))
        };
        let wanted = |names: &str| Some((names.to_owned(), Some("石桥".to_owned())));
        assert_eq!(find("水车停了以后", "《石桥》作者 陈小河", prose), wanted("陈小河"));
        assert_eq!(find("石桥|水车停了以后", "《石桥》特约作者：陈小河 李敏之", "水车停了。"), wanted("陈小河 李敏之"));
        assert_eq!(find("读一本旧书", "《石桥》作者 陈小河", "书里写道，水车停了三年。"), None);
        assert_eq!(find("水车停了以后", "《石桥》作者在书中写道", prose), None);
    }
}
