//! A bounded, evenly spread sample of a text.

/// Bytes of a sample at most: a language is told from a few hundred letters, and the rest guards against a document that
/// starts in another one.
pub(super) const LENGTH: usize = 2048;

/// How many stretches a sample is cut into.
const WINDOWS: usize = 8;

/// The sample of a text given as blocks: all of it if it is short, else stretches at equal distances, the first at the
/// beginning and the last at the end. A stretch that is longer than its block goes on in the next one.
pub(super) fn pieces<'a>(blocks: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let blocks: Vec<&str> = blocks.collect();
    let total: usize = blocks.iter().map(|b| b.len()).sum();
    if total <= LENGTH {
        return blocks;
    }
    let length = LENGTH / WINDOWS;
    let window = |i: usize| {
        let from = (total - length) / (WINDOWS - 1) * i;
        from..from + length
    };
    let mut pieces = Vec::with_capacity(2 * WINDOWS);
    let (mut at, mut next) = (0, 0);
    for block in blocks {
        let end = at + block.len();
        while next < WINDOWS {
            let window = window(next);
            if window.start >= end {
                break;
            }
            let from = block.ceil_char_boundary(window.start.saturating_sub(at));
            let to = block.ceil_char_boundary(window.end.min(end) - at);
            pieces.extend(block.get(from..to));
            if window.end > end {
                break;
            }
            next += 1;
        }
        at = end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_text_whole() {
        assert_eq!(pieces(["ab", "", "c"].into_iter()), ["ab", "", "c"]);
        assert!(pieces(std::iter::empty()).is_empty());
    }

    #[test]
    fn long_text_is_bounded_and_spread() {
        let text = "汉".repeat(10_000);
        let got = pieces(std::iter::once(text.as_str()));
        assert_eq!(got.len(), WINDOWS);
        let bytes: usize = got.iter().map(|p| p.len()).sum();
        assert!((LENGTH - 3 * WINDOWS..=LENGTH + 3 * WINDOWS).contains(&bytes), "{bytes}");
    }

    #[test]
    fn stretches_run_over_short_blocks() {
        let blocks = vec!["héllo wörld "; 1000];
        let bytes: usize = pieces(blocks.into_iter()).iter().map(|p| p.len()).sum();
        assert!(bytes >= LENGTH - 200, "{bytes}");
    }
}
