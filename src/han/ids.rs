//! Ideographic description sequences: the span that a conversion must leave alone.
//!
//! A sequence such as `⿰氵青` describes one character by its parts, so its parts are not text.
//! Limits and operator arities are those of OpenCC 1.4.2 (`UTF8Util.hpp`): an operator opens a sequence only if all of
//! its operands follow, at most 16 levels deep and 64 code points long; otherwise it is an ordinary character.

/// Levels of nesting (an operator and its operands are one level apart) beyond which a sequence is not one.
const MAX_DEPTH: usize = 16;
/// Code points, operators included, beyond which a sequence is not one.
const MAX_CODE_POINTS: usize = 64;

/// First ideographic description character.
pub(super) const FIRST_OPERATOR: u32 = 0x2FF0;
/// Last ideographic description character that counts as an operator.
pub(super) const LAST_OPERATOR: u32 = 0x2FFF;

/// Number of operands of a description operator; 0 for every other character.
fn arity(c: char) -> usize {
    match c {
        '\u{2FF2}' | '\u{2FF3}' => 3,
        '\u{2FFE}' | '\u{2FFF}' => 1,
        '\u{2FF0}'..='\u{2FFD}' => 2,
        _ => 0,
    }
}

/// Length in bytes of the complete description sequence that `text` begins with, if it begins with one.
pub(super) fn sequence_len(text: &str) -> Option<usize> {
    // Operands still to come, one entry a level that is open. `depth` is the number of open levels.
    let mut wanted = [0usize; MAX_DEPTH];
    let mut depth = 0usize;
    for (count, (at, c)) in text.char_indices().enumerate() {
        if count >= MAX_CODE_POINTS || depth >= MAX_DEPTH {
            return None;
        }
        match arity(c) {
            0 if depth == 0 => return None,
            0 => {
                while let Some(left) = depth.checked_sub(1).and_then(|top| wanted.get_mut(top)) {
                    *left -= 1;
                    if *left > 0 {
                        break;
                    }
                    depth -= 1;
                }
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            operands => {
                *wanted.get_mut(depth)? = operands;
                depth += 1;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::sequence_len;

    #[test]
    fn complete_and_broken_sequences() {
        assert_eq!(sequence_len("⿰氵青x"), Some(9));
        assert_eq!(sequence_len("⿱⿰木木⿰木木。"), Some(21));
        assert_eq!(sequence_len("⿲亻言"), None);
        assert_eq!(sequence_len("⿾水土"), Some(6));
        assert_eq!(sequence_len("青"), None);
        assert_eq!(sequence_len(""), None);
    }

    #[test]
    fn depth_and_length_are_limited() {
        let nested = |n: usize| "⿾".repeat(n) + "木";
        assert_eq!(sequence_len(&nested(15)), Some(48));
        assert_eq!(sequence_len(&nested(16)), None);
        // A full binary tree of depth 6 has 63 nodes; of depth 7, 127.
        fn tree(depth: usize) -> String {
            if depth == 1 { "木".into() } else { format!("⿰{0}{0}", tree(depth - 1)) }
        }
        assert_eq!(sequence_len(&tree(6)), Some(63 * 3));
        assert_eq!(sequence_len(&tree(7)), None);
    }
}
