//! JSON strings, written fast: texts are nearly all of a record, and nearly all of a text needs no escape.

/// Writes what stands between the quotes of a string of JSON, escaped as `serde_json` does it.
pub(super) fn contents(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    loop {
        let (plain, tail) = rest.split_at(plain(rest));
        out.extend_from_slice(plain);
        let Some((&byte, after)) = tail.split_first() else { break };
        escape(byte, out);
        rest = after;
    }
}

/// Bytes looked at in one go: few enough to keep in registers, many enough for vector instructions.
const CHUNK: usize = 32;

#[inline]
fn needs_escape(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

/// How many bytes `bytes` begins with that stand for themselves.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    let mut done = 0;
    while let Some(chunk) = bytes.get(done..).and_then(<[u8]>::first_chunk::<CHUNK>) {
        // Without a branch for each byte.
        if chunk.iter().fold(false, |found, &byte| found | needs_escape(byte)) {
            break;
        }
        done += CHUNK;
    }
    while let Some(eight) = bytes.get(done..).and_then(<[u8]>::first_chunk) {
        let found = to_escape(u64::from_le_bytes(*eight));
        if found != 0 {
            return done + found.trailing_zeros() as usize / 8;
        }
        done += 8;
    }
    let rest = bytes.get(done..).unwrap_or_default();
    done + rest.iter().position(|&byte| needs_escape(byte)).unwrap_or(rest.len())
}

/// Of eight bytes, the first lowest: the highest bit of the first that needs an escape is the lowest bit that is set.
/// A borrow reaches only bytes behind that one.
#[inline]
fn to_escape(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |bytes: u64, least: u64| bytes.wrapping_sub(ONES * least) & !bytes;
    let equal = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    (below(eight, 0x20) | equal(b'"') | equal(b'\\')) & (ONES << 7)
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            let digit = |value: u8| b"0123456789abcdef".get(usize::from(value)).copied().unwrap_or(b'0');
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use super::contents;

    #[test]
    fn strings_are_those_of_serde_json() {
        let every: String = ('\0'..='\u{2ff}').collect();
        let long = format!("{}\"{}\n{every}", "春天".repeat(20), "x".repeat(31));
        // Each of the special bytes behind each number of others, so that it stands in each of eight places.
        let placed: String = (0..17)
            .flat_map(|n| {
                ["\"", "\\", "\u{1f}", "\u{0}"].map(|c| "a\u{ff}"[..n % 2].to_owned() + &"é".repeat(n) + c + "!")
            })
            .collect();
        for text in ["", "a", "\"", "\\", &every, &long, &placed] {
            let mut out = Vec::new();
            contents(text, &mut out);
            assert_eq!(format!("\"{}\"", String::from_utf8(out).unwrap()), serde_json::to_string(text).unwrap());
        }
    }
}
