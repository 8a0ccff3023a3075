//! Whom a letter is to: the lines above `Dear Mrs Field,` with a name and where it lives. None of them is its title.

use super::super::layout::width;
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::{Words, simplify};

/// Lines above the salutation, and their greatest width.
const HEAD: usize = 10;
const LINE: usize = 60;

/// Bytes of the longest salutation.
const SALUTATION: usize = 120;

/// The lines at the top of a letter that are an address: two and more, one below the other.
pub(in super::super) fn above_letter<'l, 'a>(blocks: &'l [&'a Block]) -> &'l [&'a Block] {
    let top = blocks.iter().skip(1).take(HEAD).take_while(|b| b.joined()).count() + 1;
    let head = blocks.get(..top).filter(|head| head.len() > 1).unwrap_or_default();
    // The day may stand below it.
    let line = |b: &&Block| matches!(b.kind(), Kind::Paragraph | Kind::Byline | Kind::Meta) && width(b) <= LINE;
    // The letter itself may go on without an empty line.
    let end = head.iter().position(|b| is_salutation(b.text())).unwrap_or(head.len());
    let head = &head[..end];
    if head.len() < 2 || !head.iter().all(line) || !blocks.iter().take(HEAD).any(|b| is_salutation(b.text())) {
        return &[];
    }
    // A street or a town has its number.
    let number = |b: &&Block| b.text().bytes().any(|b| b.is_ascii_digit());
    if head.iter().any(|b| is_addressee(b.text())) || head.iter().skip(1).any(number) { head } else { &[] }
}

/// The number of lines above the salutation of a letter; those in it without a key are whom it is to.
pub(in super::super) fn salutation(blocks: &[&Block]) -> usize {
    blocks.iter().take(HEAD).position(|b| is_salutation(b.text())).unwrap_or(0)
}

/// `Dear Mrs Field,`, `尊敬的陈先生：`, `拝啓　新緑の候……`
fn is_salutation(text: &str) -> bool {
    let text = chars::trim(text);
    // In Japanese the letter goes on behind it.
    let lone = text.len() <= SALUTATION && text.ends_with([',', '，', ':', '：', '!', '！']);
    if !lone && !text.starts_with(['拝', '拜', '前', '谨', '謹']) {
        return false;
    }
    let plain = simplify(&text[..text.floor_char_boundary(SALUTATION)]).to_lowercase();
    Words::Salutation.all().iter().any(|word| begins(&plain, word))
}

fn is_addressee(text: &str) -> bool {
    let plain = simplify(chars::trim(text)).to_lowercase();
    Words::Addressee.all().iter().any(|word| match word.strip_prefix('…') {
        Some(end) => plain.len() > end.len() && plain.ends_with(end),
        None => begins(&plain, word),
    })
}

/// Whether a text begins with a word, whole where its script parts words.
fn begins(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| word.contains(chars::is_cjk) || !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[&str]) -> usize {
        let block = |(n, line): (usize, &&str)| {
            (!line.is_empty()).then(|| Block::new(Kind::Paragraph, *line).with_joined(n > 0 && !text[n - 1].is_empty()))
        };
        let blocks: Vec<Block> = text.iter().enumerate().filter_map(block).collect();
        above_letter(&blocks.iter().collect::<Vec<_>>()).len()
    }

    #[test]
    fn an_address_is_no_title() {
        assert_eq!(lines(&["Mrs Ida Fry", "Mill Lane", "Rye", "", "Dear Mrs Fry,", "The chairs are here."]), 3);
        assert_eq!(lines(&["水车厂", "河边路12号", "", "尊敬的陈先生：", "椅子到了。"]), 2);
        assert_eq!(lines(&["株式会社みどり", "総務部　御中", "", "拝啓　新緑の候となりました。"]), 2);
        assert_eq!(lines(&["A letter to my mother", "", "Dear Mother,", "The chairs are here."]), 0);
        assert_eq!(lines(&["Mr Fry", "mends the wheel", "", "The wheel had stopped."]), 0);
    }
}
