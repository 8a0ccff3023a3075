//! What stands in the place of a picture.

use std::collections::HashMap;

use crate::document::{Block, Kind};
use crate::phrases::Words;

/// Whether what stands in the place of a picture tells what is on it: neither `图片` nor the name of its file, nor a word in
/// small letters, which names a file or a button (`zoomable`, `img_2034`).
pub(super) fn says_something(caption: &str) -> bool {
    let bare = caption.trim().to_lowercase();
    let word = || caption.trim().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-.".contains(&b));
    let made = || is_made(caption.trim()) || is_code(caption.trim());
    !bare.is_empty() && !is_address(&bare) && !Words::Picture.has(&bare) && !word() && !made()
}

/// A picture as notes embed it: `![[lamp.jpg]]`, and several in a row.
pub(super) fn is_embed(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some((_, behind)) = rest.strip_prefix("![[").and_then(|inner| inner.split_once("]]")) {
        rest = behind.trim_start();
        if rest.is_empty() {
            return true;
        }
    }
    false
}

/// A picture whose data stand in the place of its address, with spaces in them, so that it is no picture for Markdown:
/// `![lamp](data:image/svg+xml,%3Csvg width='1' height='1'%3E)`.
pub(crate) fn is_data(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("![")
        && text.ends_with(')')
        && text.find("](").is_some_and(|at| text[at + 2..].starts_with("data:image/"))
}

/// What stands in the place of a picture without the number that a reader of pages gives it: `Image 2: the mill`.
pub(super) fn without_number(caption: &str) -> &str {
    let Some(rest) = caption.trim_start().strip_prefix("Image ") else { return caption };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    match rest.get(digits..) {
        Some(rest) if digits > 0 => rest.strip_prefix(':').unwrap_or(if rest.trim().is_empty() { "" } else { caption }),
        _ => caption,
    }
}

/// Whether a program made it: data in place of an address, or the name of a file or of a field without spaces, which mixes
/// letters with marks or has capitals inside (`MillWheelOld`, `2565FF"&type=w1`).
fn is_made(caption: &str) -> bool {
    if caption.starts_with("data:") {
        return true;
    }
    if !caption.is_ascii() || caption.contains(char::is_whitespace) {
        return false;
    }
    let inner =
        caption.as_bytes().windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    // `GitHub` and `JavaScript` have one such place.
    inner.count() >= 2 || caption.contains(['=', '&', '%', '\\'])
}

/// Whether a caption is what a store of pictures calls one: letters of both cases with a digit among them, or in a run of capitals at
/// the end (`4C6ec`, `OxBWOGJ`).
fn is_code(caption: &str) -> bool {
    if caption.len() > CODE || !caption.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return false;
    }
    let has = |of: fn(&u8) -> bool| caption.as_bytes().iter().any(of);
    let both = has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase);
    let capitals = caption.bytes().rev().take_while(u8::is_ascii_uppercase).count();
    // `Figure1`, `MP3s` say something.
    let mixed = || {
        let inner = caption.trim_end_matches(|c: char| c.is_ascii_digit());
        inner.bytes().any(|b| b.is_ascii_digit()) && !inner.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    both && (capitals >= 4 || mixed())
}

/// Characters of the longest such name.
const CODE: usize = 12;

/// Whether an address is that of a picture.
pub(crate) fn is_address(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["jpg", "jpeg", "png", "gif", "webp", "bmp", "svg", "avif"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Drops what several pictures of a text have in their place: it tells what is on none of them.
pub(super) fn drop_repeated(blocks: &mut Vec<Block>) {
    let captions = blocks.iter().filter(|b| b.kind() == Kind::Caption);
    let mut counts: HashMap<String, usize> = HashMap::new();
    captions.for_each(|b| *counts.entry(b.text().to_owned()).or_default() += 1);
    if counts.values().any(|n| *n > 1) {
        blocks.retain(|b| b.kind() != Kind::Caption || counts.get(b.text()).is_none_or(|n| *n < 2));
    }
}

/// A picture in Markdown alone on its line and a line in italics under it, which says what it shows.
pub(super) fn is_shown(paragraph: &str) -> bool {
    // Most paragraphs begin with something else.
    if !paragraph.starts_with("![") {
        return false;
    }
    let mut lines = paragraph.lines().map(str::trim).filter(|line| !line.is_empty());
    let (Some(picture), Some(said), None) = (lines.next(), lines.next(), lines.next()) else { return false };
    let whole = picture.ends_with(')') && picture.matches("](").count() == 1;
    let slanted = |mark: &str| {
        let inner = said.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    };
    whole && (slanted("*") || slanted("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_made_says_nothing() {
        for alt in ["", "图片", "Image", "img_2034", "MillWheelOld", "data:image/svg+xml;utf8,<svg/>", "25FF\"&type=w1"]
        {
            assert!(!says_something(alt), "{alt}");
        }
        for alt in ["水车", "The mill", "GitHub", "JavaScript", "A&B of the mill"] {
            assert!(says_something(alt), "{alt}");
        }
    }

    #[test]
    fn numbers_of_readers() {
        assert_eq!(without_number("Image 12: the mill"), " the mill");
        assert_eq!(without_number("Image 12"), "");
        assert_eq!(without_number("Image 12 of the mill"), "Image 12 of the mill");
        assert_eq!(without_number("Imagery"), "Imagery");
    }

    #[test]
    fn a_line_in_italics_under_a_picture() {
        assert!(is_shown("![](a.jpg)\n*The wheel in spring*"));
        assert!(is_shown("![wheel](a.jpg)\n_The wheel_\n"));
        for text in [
            "![](a.jpg)\nThe wheel turns.",
            "![](a.jpg)\n*One* and *two*",
            "![](a.jpg) *near*",
            "![](a.jpg)\n**The mill**",
        ] {
            assert!(!is_shown(text), "{text}");
        }
    }
}
