//! Names of people in bylines: runs of Chinese names are split by surname, others at separators.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::chars::{is_han, is_kana};
use crate::phrases::Words;

struct Surnames {
    /// Rank of a one-character surname, 0 = most common.
    single: HashMap<char, usize>,
    /// Surnames of two characters, and whether the first one hardly ever ends a given name.
    double: HashMap<[char; 2], bool>,
}

static SURNAMES: LazyLock<Surnames> = LazyLock::new(|| {
    let mut lines =
        include_str!("../../../data/names/surnames.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let mut single = HashMap::new();
    for (rank, c) in lines.next().unwrap_or_default().chars().enumerate() {
        single.entry(c).or_insert(rank);
    }
    let mut double = HashMap::new();
    for (line, sure) in lines.zip([true, false]) {
        let chars: Vec<char> = line.chars().collect();
        double.extend(chars.as_chunks().0.iter().map(|pair| (*pair, sure)));
    }
    Surnames { single, double }
});

/// Longest list of names in a byline; longer ones are lists of something else.
const MOST: usize = 12;

/// The names in `text`, which must hold names and separators only; `None` when it holds anything else.
pub(in super::super) fn split(text: &str) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for chunk in text.split(is_separator) {
        let pieces: Vec<&str> = chunk.split_whitespace().collect();
        if pieces.is_empty() {
            continue;
        }
        if chunk.chars().any(is_han) {
            han_names(&pieces, &mut names)?;
        } else {
            latin_names(chunk, &mut names)?;
        }
    }
    (!names.is_empty() && names.len() <= MOST).then_some(names)
}

/// A pen name, two to four Han characters and nothing else, or several of which one begins with a surname: `水车姐、胡一刀&李小飞刀`.
pub(super) fn pen(text: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> = text.split(['、', '，', ',', '&', '＆']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let plain = |p: &&str| (2..=4).contains(&p.chars().count()) && p.chars().all(is_han);
    let known = |p: &&str| split(p).is_some_and(|names| names.len() == 1);
    let fits =
        (1..=4).contains(&parts.len()) && parts.iter().all(plain) && (parts.len() == 1 || parts.iter().any(known));
    fits.then(|| parts.into_iter().map(str::to_owned).collect())
}

fn is_separator(c: char) -> bool {
    matches!(c, '、' | ',' | '，' | ';' | '；' | '/' | '／' | '|' | '｜' | '&' | '＆' | '\t')
}

fn han_names(pieces: &[&str], names: &mut Vec<String>) -> Option<()> {
    let mut rest = pieces.iter().peekable();
    while let Some(piece) = rest.next() {
        let mut name = (*piece).to_owned();
        // A name of two characters is often spread with a space to the width of three: 张 三.
        if piece.chars().count() == 1
            && let Some(next) = rest.next_if(|n| n.chars().count() == 1)
        {
            name.push_str(next);
        }
        // `石桥晚报·石桥号` is a paper's application.
        let paper = |name: &str| {
            name.split_once(['·', '•', '‧'])
                .is_some_and(|(paper, _)| Words::Outlet.ends(&crate::phrases::simplify(paper)))
        };
        if name.contains(['·', '•', '‧'])
            && !paper(&name)
            && name.chars().count() <= 16
            && name.chars().all(|c| is_han(c) || "·•‧".contains(c))
        {
            names.push(name);
            continue;
        }
        names.extend(split_run(&name)?);
    }
    Some(())
}

static GIVEN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/names/given.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Whether a word is a given name in letters with capitals.
pub(in super::super) fn is_given_word(word: &str) -> bool {
    GIVEN.contains(word)
}

/// Whether two to four words are a full name that begins with a given name: `Ann Lee`, not `Lee County`.
pub(in super::super) fn is_given(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = |w: &&str| w.starts_with(char::is_uppercase) || is_particle(w);
    let thing = |w: &&str| Words::NoPerson.has(&w.to_lowercase());
    (2..=4).contains(&words.len())
        && words.first().is_some_and(|first| is_given_word(first))
        && words.iter().all(named)
        && !words.iter().any(thing)
}

/// The commonest surnames of Korea (own list): nineteen of twenty people have one of them.
const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용";

/// Whether three syllables of Hangul are a full name.
pub(in super::super) fn is_korean(name: &str) -> bool {
    name.chars().count() == 3 && name.chars().next().is_some_and(|c| KOREAN.contains(c))
}

/// Whether a word is part of names and written small.
pub(in super::super) fn is_particle(word: &str) -> bool {
    Words::Particle.has(word)
}

/// Latin, Cyrillic and other names with capitals: two to five words each, joined by "and" and its like. Kana have none.
fn latin_names(chunk: &str, names: &mut Vec<String>) -> Option<()> {
    for group in chunk.split_whitespace().collect::<Vec<_>>().split(|w| Words::And.has(w)) {
        if group.is_empty() {
            continue;
        }
        // `Ana das Neves`, but `Aktualisiert das Verzeichnis`.
        let german = group.contains(&"das") && !group.first().is_some_and(|w| is_given_word(w));
        let named = group.len() <= 5
            && !german
            && group.iter().all(|w| w.chars().all(|c| c.is_alphabetic() && !is_kana(c) || ".'’-".contains(c)))
            && group.iter().all(|w| !w.starts_with(char::is_lowercase) || is_particle(w))
            && group.last().is_some_and(|w| !w.starts_with(char::is_lowercase));
        if !named {
            return None;
        }
        names.push(group.join(" "));
    }
    Some(())
}

/// Splits a run of Han characters into names: each a surname with one or two characters after it.
///
/// Cheapest path wins. Costs: a name of three characters 0, of two 4 (about one in six living people), a rarer
/// surname up to 4 more (its rank over the list), so that a common surname decides where two cuts are possible. A
/// surname of two characters that can hardly be anything else wins over a name of two before it (田野|司马青山).
fn split_run(run: &str) -> Option<Vec<String>> {
    let simplified = crate::phrases::simplify(run);
    let chars: Vec<char> = simplified.chars().collect();
    let original: Vec<char> = run.chars().collect();
    let n = chars.len();
    if !(2..=4 * MOST).contains(&n) || !chars.iter().all(|c| is_han(*c)) || original.len() != n {
        return None;
    }
    let mut best: Vec<Option<(i32, usize)>> = vec![None; n + 1];
    best[0] = Some((0, 0));
    for at in 0..n {
        let Some((cost, _)) = best[at] else { continue };
        for (len, price) in names_at(&chars[at..]) {
            let better = best[at + len].is_none_or(|(c, _)| cost + price < c);
            if better {
                best[at + len] = Some((cost + price, at));
            }
        }
    }
    let mut names = Vec::new();
    let mut end = n;
    while end > 0 {
        let (_, start) = best[end]?;
        names.push(original[start..end].iter().collect());
        end = start;
    }
    names.reverse();
    Some(names)
}

/// Characters of small words that no given name has: `文亦有` might be one, `茹对此` is none.
const NEVER: &str = "的了吗呢吧啊们这那哪此对把被很没您她它";

/// Lengths of names that may begin here, with their costs.
fn names_at(chars: &[char]) -> Vec<(usize, i32)> {
    let mut found = Vec::new();
    if let [a, b, ..] = chars
        && let Some(sure) = SURNAMES.double.get(&[*a, *b])
    {
        found.extend(if *sure { [(3, -1), (4, -6)] } else { [(3, 3), (4, 2)] });
    }
    if let Some(rank) = chars.first().and_then(|c| SURNAMES.single.get(c)) {
        let rare = i32::try_from(rank * 4 / SURNAMES.single.len().max(1)).unwrap_or(4);
        found.extend([(2, 4 + rare), (3, rare)]);
    }
    found.retain(|(len, _)| chars.get(1..*len).is_some_and(|given| !given.iter().any(|c| NEVER.contains(*c))));
    found
}

#[cfg(test)]
mod tests {
    use super::{pen, split};

    #[test]
    fn runs_are_split_by_surname() {
        assert_eq!(split("赵明远刘洋").unwrap(), ["赵明远", "刘洋"]);
        assert_eq!(split("欧阳修文 李 白").unwrap(), ["欧阳修文", "李白"]);
        assert_eq!(split("欧阳晓红田野司马青山").unwrap(), ["欧阳晓红", "田野", "司马青山"]);
        assert_eq!(split("王晓东方志强").unwrap(), ["王晓东", "方志强"]);
        assert_eq!(split("周晓、吴大有").unwrap(), ["周晓", "吴大有"]);
    }

    #[test]
    fn words_are_no_names() {
        assert!(split("全面发展").is_none());
        assert!(split("it was late").is_none());
        assert!(split("王金茹对此文亦有贡献").is_none() && split("张这").is_none());
    }

    #[test]
    fn pen_names() {
        assert_eq!(pen("水车姐、胡一刀&李小飞刀").unwrap(), ["水车姐", "胡一刀", "李小飞刀"]);
        assert_eq!(pen("阿桐").unwrap(), ["阿桐"]);
        assert!(pen("综合、整理").is_none());
    }

    #[test]
    fn latin_names() {
        assert_eq!(split("Anna Berg and Tom O'Neil").unwrap(), ["Anna Berg", "Tom O'Neil"]);
    }
}
