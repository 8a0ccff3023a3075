//! Johab, the combining code of KS X 1001 annex 3: hangul is computed, the rest is KS X 1001 in another order.

/// The character of a two-byte code.
pub(crate) fn decode([lead, trail]: [u8; 2]) -> Option<char> {
    match lead {
        0x84..=0xD3 => hangul(u32::from(lead) << 8 | u32::from(trail)),
        0xD9..=0xDE => ks_x_1001(lead - 0xD9, 0xA1, trail),
        0xE0..=0xF9 => ks_x_1001(lead - 0xE0, 0xCA, trail),
        _ => None,
    }
}

/// Three groups of five bits: initial, vowel, final; each numbering has holes.
fn hangul(code: u32) -> Option<char> {
    let (initial, vowel, last) = (code >> 10 & 31, code >> 5 & 31, code & 31);
    let initial = initial.checked_sub(2).filter(|i| *i < 19);
    let vowel = match vowel {
        3..=7 => Some(vowel - 3),
        10..=15 => Some(vowel - 5),
        18..=23 => Some(vowel - 7),
        26..=29 => Some(vowel - 9),
        _ => None,
    };
    let last = match last {
        1..=17 => Some(last - 1),
        19..=29 => Some(last - 2),
        _ => None,
    };
    match (initial, vowel, last) {
        (Some(i), Some(v), Some(l)) => char::from_u32(0xAC00 + (i * 21 + v) * 28 + l),
        // A consonant alone: fillers in the places of vowel and final.
        (Some(i), None, Some(0)) if code >> 5 & 31 == 2 => {
            "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".chars().nth(usize::try_from(i).ok()?)
        }
        // A vowel alone.
        (None, Some(v), Some(0)) if code >> 10 & 31 == 1 => char::from_u32(0x314F + v),
        _ => None,
    }
}

/// Each lead byte holds two rows of 94.
fn ks_x_1001(lead: u8, first_row: u8, trail: u8) -> Option<char> {
    let cell = match trail {
        0x31..=0x7E => trail - 0x31,
        0x91..=0xFE => trail - 0x91 + 78,
        _ => return None,
    };
    let code = [first_row + lead * 2 + cell / 94, 0xA1 + cell % 94];
    let (text, errors) = encoding_rs::EUC_KR.decode_without_bom_handling(&code);
    text.chars().next().filter(|_| !errors)
}

/// Decodes a whole text; offsets of the marks for codes that stand for nothing go to `marks`.
pub(crate) fn decode_all(bytes: &[u8], out: &mut String, marks: &mut Vec<usize>) {
    let mut rest = bytes;
    loop {
        let (len, c) = match rest {
            [] => return,
            [a, ..] if *a < 0x80 => (1, Some(char::from(*a))),
            [a, b, ..] => decode([*a, *b]).map_or((1, None), |c| (2, Some(c))),
            [_] => (1, None),
        };
        if c.is_none() {
            marks.push(out.len());
        }
        out.push(c.unwrap_or('\u{FFFD}'));
        rest = rest.get(len..).unwrap_or_default();
    }
}
