//! Classes of characters that several parts ask for.

/// Han characters, with the extensions and compatibility forms.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}'
        | '々' | '〇')
}

/// Japanese kana.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Hangul syllables and letters.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}')
}

/// CJK punctuation and full-width forms of ASCII.
pub fn is_cjk_punct(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

/// Scripts written without spaces between words, and their punctuation.
pub fn is_cjk(c: char) -> bool {
    is_han(c) || is_kana(c) || is_cjk_punct(c)
}

/// Characters two columns wide on a terminal (East Asian Width W and F, without the rare ones).
#[inline]
pub fn is_wide(c: char) -> bool {
    // Most text is below or inside these two; the rest of the classes is asked only for what lies between.
    if c < '\u{1100}' {
        return false;
    }
    if matches!(c, '\u{3041}'..='\u{9fff}') {
        return !matches!(c, '\u{3097}'..='\u{309c}');
    }
    is_cjk(c) || is_hangul(c) || matches!(c, '\u{ff01}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}')
}

/// Punctuation that ends a sentence, in the scripts of the languages claimed.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '．' | '！' | '？' | '；' | '…' | '.' | '!' | '?' | ';' | '｡' | '؟' | '۔' | '।' | '။' | '።')
}

/// Closing quotes and brackets, which may follow the end of a sentence.
pub fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | '」' | '』' | '）' | ')' | '】' | '》' | '〉' | '»' | ']')
}

/// [`char::is_alphabetic`] for texts that are mostly Chinese: its tables are a long way for Han and for the marks between them.
#[inline]
pub fn is_alphabetic(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff20}' => false,
        _ => c.is_alphabetic(),
    }
}

/// [`char::is_alphanumeric`], likewise.
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Whether `text` ends like a sentence: terminal punctuation, closing quotes aside.
pub fn is_sentence(text: &str) -> bool {
    // Most paragraphs end in a full stop, and most lines in a Han character.
    match *text.as_bytes() {
        [.., 0xE3, 0x80, 0x82] => return true,
        [.., 0xE4..=0xE9, _, _] => return false,
        _ => {}
    }
    trim_end(text).chars().rev().find(|c| !is_closing(*c)).is_some_and(ends_sentence)
}

/// [`str::trim`] for texts that mostly have nothing to trim: passes ask each line for it, and a look at its first and last
/// bytes says so.
#[inline]
pub fn trim(text: &str) -> &str {
    let text = trim_end(text);
    match *text.as_bytes() {
        [b'!'..=b'~', ..] | [0xE4..=0xEF, ..] => text,
        [0xE3, b, c, ..] if (b, c) != (0x80, 0x80) => text,
        _ => text.trim_start(),
    }
}

/// [`str::trim_end`], likewise.
#[inline]
pub fn trim_end(text: &str) -> &str {
    match *text.as_bytes() {
        [.., b'!'..=b'~'] | [.., 0xE4..=0xEF, _, _] => text,
        [.., 0xE3, b, c] if (b, c) != (0x80, 0x80) => text,
        _ => text.trim_end(),
    }
}

/// Whether a byte of a text is one that `wanted` says: without a branch for each, so that the compiler makes vectors of it.
#[inline]
pub fn any_byte(text: &str, wanted: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | wanted(byte))
}

/// [`str::contains`] of one of a few characters, for lines that mostly have none of them: those beyond ASCII are told by their
/// last two bytes, likewise.
#[inline]
pub fn contains_any<const N: usize>(text: &str, wanted: [char; N]) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    wanted.into_iter().any(|c| match *c.encode_utf8(&mut [0; 4]).as_bytes() {
        [only] => any_byte(text, |byte| byte == only),
        [.., before, last] => {
            let pairs = bytes.iter().zip(next);
            pairs.fold(false, |found, (a, b)| found | (*a == before) & (*b == last)) && text.contains(c)
        }
        [] => false,
    })
}

/// Length of `text` in a unit that is alike for all scripts: Han, kana and Hangul characters count 2, others 1
/// (a Chinese word is about two characters, a word of Latin script about five letters and a space).
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// The code point that valid UTF-8 begins with, and its length in bytes: for loops where [`str::chars`] is too slow. Most
/// characters of the texts at hand take three bytes.
#[inline]
pub fn decode(bytes: &[u8]) -> Option<(u32, usize)> {
    let low = |byte: u8| u32::from(byte & 0x3F);
    match *bytes {
        [a @ 0xE0..=0xEF, b, c, ..] => Some((u32::from(a & 0x0F) << 12 | low(b) << 6 | low(c), 3)),
        [a @ 0..=0x7F, ..] => Some((u32::from(a), 1)),
        [a @ 0xC0..=0xDF, b, ..] => Some((u32::from(a & 0x1F) << 6 | low(b), 2)),
        [a @ 0xF0..=0xFF, b, c, d, ..] => Some((u32::from(a & 0x07) << 18 | low(b) << 12 | low(c) << 6 | low(d), 4)),
        _ => None,
    }
}

/// The number of characters of a text, which [`str::chars`] counts too: here in bytes, so that the compiler makes vectors of it.
pub fn count(text: &str) -> usize {
    let begins = |byte: &u8| u8::from(byte.cast_signed() >= -0x40);
    let chunks = text.as_bytes().chunks(u8::MAX.into());
    chunks.map(|chunk| usize::from(chunk.iter().map(begins).sum::<u8>())).sum()
}

/// Length of the run of ASCII that `bytes` begins with. The end of a short run is counted, not looked for: in mixed text
/// a branch for each byte would be a misprediction for each run.
#[inline]
pub fn ascii_run(bytes: &[u8]) -> usize {
    let mut len = 0;
    while let Some(eight) = bytes.get(len..).and_then(<[u8]>::first_chunk) {
        let high_bits = u64::from_le_bytes(*eight) & 0x8080_8080_8080_8080;
        if high_bits != 0 {
            return len + high_bits.trailing_zeros() as usize / 8;
        }
        len += 8;
    }
    len + bytes.iter().skip(len).take_while(|byte| byte.is_ascii()).count()
}

/// Length of the run of bytes beyond ASCII that `bytes` begins with.
#[inline]
pub fn beyond_ascii_run(bytes: &[u8]) -> usize {
    let mut len = 0;
    while let Some(eight) = bytes.get(len..).and_then(<[u8]>::first_chunk) {
        let low_bits = !u64::from_le_bytes(*eight) & 0x8080_8080_8080_8080;
        if low_bits != 0 {
            return len + low_bits.trailing_zeros() as usize / 8;
        }
        len += 8;
    }
    len + bytes.iter().skip(len).take_while(|byte| !byte.is_ascii()).count()
}

/// Letters and digits alone, in lower case: what two lines must share to say the same.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{4e00}'..='\u{9fff}' => out.push(c),
            _ if is_alphanumeric(c) => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_is_found() {
        for text in
            ["", "春天：", "：", ":", "a:b", "春天、夏天。", "問題", "题", "中文版", "x𠀀：", "éñ", "\u{ff1a}ab"]
        {
            assert_eq!(contains_any(text, [':', '：']), text.contains([':', '：']), "{text}");
            assert_eq!(contains_any(text, ['题', '題', 'é', '𠀀']), text.contains(['题', '題', 'é', '𠀀']), "{text}");
            assert_eq!(any_byte(text, |b| b == b':'), text.contains(':'), "{text}");
        }
    }

    #[test]
    fn what_is_counted_is_characters() {
        for n in [0, 1, 84, 85, 86, 254, 255, 256, 1000] {
            let text = "a春é🙂".repeat(n);
            assert_eq!((count(&text), count(&"字".repeat(n))), (text.chars().count(), n));
        }
    }

    #[test]
    fn what_is_alphabetic_is_so_for_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn what_is_trimmed_is_what_the_standard_library_trims() {
        let ends = (1..0x1_0000).filter_map(char::from_u32).chain(['𠀀', '🙂']);
        for text in ends.flat_map(|c| [format!("{c}"), format!("{c}春{c}"), format!("x{c} "), format!(" {c}。")]) {
            assert_eq!((trim(&text), trim_end(&text)), (text.trim(), text.trim_end()), "{text:?}");
        }
        assert_eq!((trim(""), trim_end("")), ("", ""));
    }
}
