//! Names alone on a line, or behind the word for who wrote, in Hangul and Han: `글 : 김민수`, `岡田英`.

use super::under_title::Writers;
use super::{is_medium, names};
use crate::chars;
use crate::phrases::Scan;

/// `글 : 김민수`, `김민수`, `岡田英`: names in Hangul and, of a known form alone, in Han.
pub(super) fn writers(text: &str) -> Option<Writers> {
    const KEYS: [&str; 6] = ["글·사진", "글, 사진", "글/사진", "글ㆍ사진", "취재", "글"];
    let text = chars::trim(text);
    if text.contains(chars::is_hangul) {
        let rest =
            KEYS.iter().find_map(|key| text.strip_prefix(key)).filter(|rest| rest.starts_with([' ', ':', '=', '|']));
        let value = rest.map_or(text, |rest| rest.trim_start_matches([' ', ':', '=', '|']));
        let name = value.split([' ', '/', ',']).next()?;
        let whole = rest.is_some() && value.chars().count() <= 20 || name == value;
        return (whole && names::is_korean(name) && !name.ends_with('부'))
            .then(|| Writers { names: vec![name.to_owned()], sure: rest.is_some() });
    }
    // What a desk or a column is called ends otherwise.
    let tight: String = text.chars().filter(|c| *c != ' ').collect();
    let named = (3..=5).contains(&tight.chars().count())
        && tight.chars().all(chars::is_han)
        && !tight.ends_with([
            '部', '面', '欄', '会', '局', '課', '室', '所', '社', '報', '版', '者', '員', '市', '県', '町', '村', '区',
            '集', '説', '語', '事', '論', '話', '学',
        ])
        && Scan::of(&tight).hits.is_empty()
        && !is_medium(&tight);
    (named && text.matches(' ').count() <= 1).then(|| Writers { names: vec![text.to_owned()], sure: false })
}

#[cfg(test)]
mod tests {
    use super::writers;

    #[test]
    fn names_in_scripts_of_the_east() {
        let name = |text: &str| writers(text).map(|said| said.names.concat());
        assert_eq!(name("글 : 김민수").as_deref(), Some("김민수"));
        assert_eq!(name("岡田英").as_deref(), Some("岡田英"));
        assert!(name("문화부").is_none() && name("文化部").is_none() && name("글 쓰는 사람들").is_none());
    }
}
