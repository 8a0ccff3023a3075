//! The part of a document that detection looks at: the words around bytes above 0x7F.

/// Bytes of sample from the first half, the third and the last quarter of the document. Two hundred Chinese
/// characters decide between encodings by hundreds of nats; western texts have few accents and need more.
const BUDGETS: [usize; 3] = [2048, 1024, 1024];
/// No piece is longer than this.
const PIECE: usize = 768;

/// Bytes that no multi-byte encoding uses inside a character: pieces begin and end at them.
fn is_break(b: u8) -> bool {
    b < 0x30
}

/// Pieces of the document that hold bytes above 0x7F, each with a little of what surrounds it.
pub(crate) fn take(bytes: &[u8]) -> Vec<u8> {
    if bytes.len() <= 1024 {
        return bytes.to_vec();
    }
    let quarter = bytes.len() / 4;
    let mut out = Vec::new();
    let mut at = 0;
    for (budget, end) in BUDGETS.into_iter().zip([quarter * 2, quarter * 3, bytes.len()]) {
        let limit = out.len() + budget;
        while out.len() < limit && at < end {
            let Some(high) = bytes.get(at..end).and_then(|rest| rest.iter().position(|b| *b >= 0x80)) else { break };
            let high = at + high;
            let from = back(bytes, at, high);
            let to = ahead(bytes, high, limit - out.len());
            out.extend_from_slice(bytes.get(from..to).unwrap_or_default());
            out.push(b'\n');
            // A piece that was cut short may end inside a character: go on behind the next break.
            let cut = to > 0 && !bytes.get(to - 1).is_none_or(|b| is_break(*b));
            let rest = bytes.get(to..end).unwrap_or_default();
            at = if cut { rest.iter().position(|b| is_break(*b)).map_or(end, |n| to + n) } else { to };
        }
        // The next part starts behind the next break.
        if at < end {
            let rest = bytes.get(end..).unwrap_or_default();
            at = rest.iter().take(4096).position(|b| is_break(*b)).map_or(bytes.len(), |n| end + n);
        }
    }
    out
}

/// The start of the piece: two words before the first high byte, but not before `floor`.
fn back(bytes: &[u8], floor: usize, high: usize) -> usize {
    let before = bytes.get(floor..high).unwrap_or_default();
    let near = before.len().saturating_sub(24);
    let first_break = before.iter().skip(near).position(|b| is_break(*b));
    first_break.map_or(if near == 0 { floor } else { high }, |n| floor + near + n)
}

/// The end of the piece: the first break that no high byte follows closely.
fn ahead(bytes: &[u8], high: usize, room: usize) -> usize {
    let mut last = high;
    let mut end = high;
    for (i, b) in bytes.iter().enumerate().skip(high).take(PIECE.min(room.max(64))) {
        end = i + 1;
        if *b >= 0x80 {
            last = i;
        } else if is_break(*b) && i > last + 24 {
            break;
        }
    }
    end
}

/// The first `count` bytes above 0x7F with what stands between them, but not much more than `size` bytes, a little of
/// what stands before them included.
pub(crate) fn opening(bytes: &[u8], count: usize, size: usize) -> &[u8] {
    let Some(high) = bytes.iter().position(|b| *b >= 0x80) else { return &[] };
    let rest = bytes.get(back(bytes, 0, high)..).unwrap_or_default();
    let (mut end, mut missing) = (0, count);
    while missing > 0 && end < size.min(rest.len()) {
        // So many more are needed at least.
        let more = rest.get(end..rest.len().min(size).min(end + missing)).unwrap_or_default();
        missing -= more.iter().filter(|b| **b >= 0x80).count();
        end += more.len();
    }
    head(rest, if missing == 0 { end } else { size })
}

/// About so many bytes of the sample, ended where no character can be cut.
pub(crate) fn head(sample: &[u8], size: usize) -> &[u8] {
    let behind = sample.get(size..).unwrap_or_default();
    let end = behind.iter().take(size / 2).position(|b| is_break(*b)).map_or(size, |n| size + n);
    sample.get(..end.min(sample.len())).unwrap_or_default()
}
