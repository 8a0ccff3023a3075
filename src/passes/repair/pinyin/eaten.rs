//! Which ASCII character a lost byte took with it.

use std::collections::HashMap;

use super::inverse::Eaten as How;
use super::{annotation, forms};

/// What the document shows counts so much over what is common.
const SEEN: f64 = 3.0;
/// The likeliest character must have this share; below, nobody can know.
const SHARE: f64 = 0.7;
/// Stands for a character that nobody can know. It is left for readers to see.
pub(super) const UNKNOWN: char = '?';

/// What stands behind the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Behind {
    Letter,
    Digit,
    Han,
    Other(char),
    End,
}

impl Behind {
    fn of(c: Option<char>) -> Self {
        match c {
            None | Some('\n') => Behind::End,
            Some(c) if c.is_ascii_alphabetic() => Behind::Letter,
            Some(c) if c.is_ascii_digit() => Behind::Digit,
            Some(c) if forms::is_han(c) => Behind::Han,
            Some(c) => Behind::Other(c),
        }
    }

    /// How often a character stands between a Han character and this, in general: weights set by hand.
    fn common(self) -> &'static [(char, f64)] {
        match self {
            Behind::Letter => &[(' ', 5.0), ('(', 0.5), ('"', 0.5), ('/', 0.2)],
            // Any digit, too.
            Behind::Digit => &[(' ', 1.0), ('1', 1.0), ('2', 0.5), ('3', 0.5), ('(', 0.3)],
            Behind::Han => &[(' ', 1.0), (',', 1.0), ('1', 0.5), ('2', 0.5), ('3', 0.5), ('.', 0.3)],
            Behind::Other(_) | Behind::End => &[(' ', 1.0), ('.', 1.0), (')', 1.0)],
        }
    }
}

/// What the document has between a Han character and others.
#[derive(Debug, Default)]
pub(super) struct Eaten {
    seen: HashMap<(Behind, char), f64>,
}

impl Eaten {
    /// Counts.
    pub fn new(blocks: &[&str]) -> Self {
        let mut seen = HashMap::new();
        for text in blocks {
            for (at, c) in text.char_indices().filter(|(_, c)| can_be_eaten(*c)) {
                let (before, behind) = text.split_at(at);
                let behind = behind.get(1..).unwrap_or_default();
                let of_damage = c == UNKNOWN || c == '(' && annotation::bracketed(behind).is_some();
                if before.chars().next_back().is_some_and(forms::is_han) && !of_damage {
                    *seen.entry((Behind::of(behind.chars().next()), c)).or_insert(0.0) += SEEN;
                }
            }
        }
        Eaten { seen }
    }

    /// What stood between `before`, as far as it is known, and `rest`; and whether `rest` has the partner of it.
    pub fn between(&self, before: &[char], rest: &str) -> (char, How) {
        if tag(rest) {
            return ('<', How::Partner);
        }
        // Before `月4日` stood a number, whatever the line has behind it.
        let counted = rest.starts_with(['年', '月', '日', '時', '时', '分', '點', '点']);
        match partner(before, rest).filter(|_| !counted) {
            Some(mark) => (mark, How::Partner),
            None => (self.common(rest), How::Yes),
        }
    }

    /// What is common before `rest`, in general and in the document.
    fn common(&self, rest: &str) -> char {
        if rest.starts_with("[](") {
            return '!';
        }
        if let Some(digit) = century(rest) {
            return digit;
        }
        let behind = Behind::of(rest.chars().next());
        let weight = |c: char| {
            let common = behind.common().iter().find(|x| x.0 == c).map_or(0.0, |x| x.1);
            common + self.seen.get(&(behind, c)).copied().unwrap_or(0.0)
        };
        let all = (' '..'@').filter(|&c| can_be_eaten(c)).map(|c| (weight(c), c));
        let sum: f64 = all.clone().map(|x| x.0).sum();
        let best = all.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.filter(|x| x.0 >= SHARE * sum).map_or(UNKNOWN, |x| x.1)
    }
}

/// Whether `c` is below `@`, so that its byte cannot end a character of two.
fn can_be_eaten(c: char) -> bool {
    (' '..'@').contains(&c)
}

/// Whether `rest` goes on like a tag of HTML: `/p>`, `br>`.
fn tag(rest: &str) -> bool {
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let len = name.bytes().take_while(u8::is_ascii_lowercase).count();
    let end = name.get(len..).unwrap_or_default();
    (1..=10).contains(&len) && (end.starts_with('>') || end.starts_with("/>"))
}

/// The mark whose partner `rest` has: a bracket that it closes and nothing opened, or the first `*` of two that it has
/// the last two of. Only within the line, and the bracket within the sentence.
fn partner(before: &[char], rest: &str) -> Option<char> {
    let line = rest.split('\n').next().unwrap_or_default();
    let since = before.rsplit(|&c| c == '\n').next().unwrap_or_default();
    let count = |chars: &[char]| since.iter().filter(|c| chars.contains(c)).count();
    if let Some(emphasized) = line.strip_prefix('*').filter(|x| !x.starts_with('*')) {
        let closing = emphasized.find('*').and_then(|at| emphasized.get(at..)).unwrap_or_default();
        let stars = closing.chars().take_while(|&c| c == '*').count();
        return (stars == 2 && count(&['*']) % 2 == 0).then_some('*');
    }
    if count(&['(', '（']) > count(&[')', '）']) {
        return None;
    }
    let mut depth = 0usize;
    for (at, c) in line.char_indices() {
        match c {
            '。' | '！' | '？' => return None,
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 0 => return line.get(..at).filter(|inside| !numbers(inside)).map(|_| '('),
            ')' | '）' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether what stands before a closing bracket numbers a list (`1)`, `a)`) or makes a face (`:)`), which need no
/// opening one.
fn numbers(inside: &str) -> bool {
    let label = inside.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let number = label.len() == 1 || !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
    number || inside.is_empty() || inside.ends_with([':', ';', '-', '='])
}

/// The first digit of a year of the last two centuries, of which `rest` has the others.
fn century(rest: &str) -> Option<char> {
    let digits = rest.get(..3).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    let year = rest.get(3..)?.starts_with('年');
    match digits.as_bytes().first()? {
        b'0' if year => Some('2'),
        b'8' | b'9' if year => Some('1'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_shows_what_was_eaten() {
        let eaten = Eaten::new(&["我們有 3 臺電腦,都是新的,和 2 張桌子,買來的(mǎi)"]);
        let before = |eaten: &Eaten, rest: &str| eaten.between(&[], rest).0;
        assert_eq!(before(&eaten, "25 臺"), ' ');
        assert_eq!(before(&eaten, "都"), ',');
        assert_eq!(before(&eaten, "Vue"), ' ');
        assert_eq!(before(&eaten, "008年"), '2');
        assert_eq!(before(&eaten, "/span>"), '<');
        assert_eq!(before(&Eaten::default(), "5萬元"), UNKNOWN);
        assert_eq!(before(&Eaten::default(), "頁紙"), UNKNOWN);
    }
    #[test]
    fn a_partner_shows_what_was_eaten() {
        let between = |before: &str, rest: &str| Eaten::default().between(&before.chars().collect::<Vec<_>>(), rest).0;
        assert_eq!(between("任何模型", "超)參數"), '(');
        assert_eq!(between("（任何模型", "超)參數"), UNKNOWN);
        assert_eq!(between("（見\n任何模型", "超)參數"), '(');
        assert_eq!(between("任何模型", "超。參數)"), UNKNOWN);
        assert_eq!(between("任何模型", "超(大)參數"), UNKNOWN);
        assert_eq!(between("有兩點", "1)參數"), UNKNOWN);
        assert_eq!(between("真好", "啊 :)"), UNKNOWN);
        assert_ne!(between("您聯系。”", "月4日，我們去了（沒有開車)"), '(');
        assert_eq!(between("很嚴重，", "*對方拿到了權限**，"), '*');
        assert_eq!(between("**很嚴重，", "*對方**"), '*');
        assert_ne!(between("*很嚴重，", "*對方**"), '*');
        assert_ne!(between("我們取", "*j* 的**權重**"), '*');
    }
}
