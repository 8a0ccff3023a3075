//! Who wrote, told below the text: `Posted in Mills by Ann Lee on May 3, 2014`, `Ann Lee is a reporter covering mills.`

use super::full_names::{BESIDE, is_name};
use super::under_title::{LINE, writers};
use crate::chars;
use crate::phrases::Words;

/// Bytes of the longest sentence that tells who the writer is.
const WHO: usize = 360;

/// Who wrote, in a line below the text that says so: `Posted in Mills by Ann Lee on May 3, 2014`, `Follow Ann Lee on Twitter @annlee.`, `Ann Lee can be
/// reached at 555-0110.`
pub(in super::super) fn below(text: &str) -> Option<Vec<String>> {
    let text = chars::trim(text);
    // Words of these languages have letters of one byte or two.
    if text.len() > LINE || text.bytes().next().is_none_or(|first| first >= 0xE0) {
        return None;
    }
    // `par Anne Durand (son site)` alone.
    if text.starts_with(char::is_lowercase) {
        let (word, rest) = text.split_once(' ').filter(|(word, _)| Words::WriterBy.has(word))?;
        let name = rest.split(" (").next().unwrap_or(rest).trim();
        return is_name(name).then(|| vec![name.to_owned()]).filter(|_| word != "da");
    }
    let first = text.split([' ', ':']).next().unwrap_or_default().to_lowercase();
    if (Words::DoneBy.has(&first) || Words::WriterBy.has(&first)) && !text.starts_with("Posted by:") {
        return writers(text).filter(|said| said.sure).map(|said| said.names);
    }
    let one = |name: &str| is_name(name.trim()).then(|| vec![name.trim().to_owned()]);
    if let Some((name, _)) = text.split_once(" can be reached ") {
        return one(name);
    }
    if let Some(rest) = text.strip_prefix("Follow ") {
        return one(rest.split_once(" on ")?.0);
    }
    let rest = ["About the author: ", "About the Author: ", "About the author ", "About "]
        .iter()
        .find_map(|w| text.strip_prefix(w))?;
    one(rest.split([',', ':', '(']).next().unwrap_or(rest).split(" is ").next().unwrap_or(rest))
}

/// Who a sentence below the text tells of, if it tells what they do: `Ann Lee is a reporter covering mills for the Gazette.`
pub(in super::super) fn told(text: &str) -> Option<&str> {
    const ARE: [&str; 7] = [" is a ", " is an ", " is the ", " writes ", " covers ", " reports ", " is "];
    let text = chars::trim(text);
    if text.len() > WHO || !text.starts_with(char::is_uppercase) {
        return None;
    }
    let (name, _) = ARE.iter().filter_map(|word| text.split_once(word)).min_by_key(|(name, _)| name.len())?;
    let rest = &text[name.len()..];
    let first = rest.split(['.', ';']).next().unwrap_or(rest).to_lowercase();
    let post = first.split(|c: char| !c.is_alphabetic()).any(|w| Words::Profession.has(w));
    (name.len() <= BESIDE && post && is_name(name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_below_a_text() {
        for text in [
            "Posted in Mills by Ann Lee on May 3, 2014",
            "Follow Ann Lee on Twitter @annlee.",
            "Ann Lee can be reached at 555-0110.",
            "About the author: Ann Lee is a miller.",
        ] {
            assert_eq!(below(text), Some(vec!["Ann Lee".to_owned()]), "{text}");
        }
        for text in ["Follow us on Twitter", "Posted by: Ann Lee | May 3, 2014", "About mills", "More by Ann Lee"] {
            assert_eq!(below(text), None, "{text}");
        }
    }

    #[test]
    fn who_somebody_is() {
        assert_eq!(told("Ann Lee is a reporter covering mills for the Gazette."), Some("Ann Lee"));
        assert_eq!(told("Ann Lee covers mills."), Some("Ann Lee"));
        assert_eq!(told("Ann Lee is here."), None);
        assert_eq!(told("The mill is a writer's house."), None);
    }
}
