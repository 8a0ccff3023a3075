//! Dates as people and programs write them, to RFC 3339.

/// Reads a date; `None` if there is none or it is impossible.
pub(crate) fn parse_date(text: &str) -> Option<String> {
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|s| !s.is_empty()).collect();
    let [y, m, d, rest @ ..] = digits.as_slice() else { return None };
    if y.len() != 4 {
        return None;
    }
    let (m, d): (u8, u8) = (m.parse().ok()?, d.parse().ok()?);
    if !(1..=12).contains(&m) || !(1..=31).contains(&d) {
        return None;
    }
    let mut out = format!("{y}-{m:02}-{d:02}");
    if let [h, min, rest @ ..] = rest {
        let sec = rest.first().filter(|s| s.len() == 2).copied().unwrap_or("00");
        let h: u8 = h.parse().ok()?;
        out.push_str(&format!("T{h:02}:{min}:{sec}"));
        if let Some(z) = rest.last().filter(|z| z.len() == 4) {
            out.push_str(&format!("+{}:{}", &z[..2], &z[2..]));
        }
    }
    Some(out)
}
