//! "Did you mean": the nearest of a list of valid words.

/// The word of `valid` that `word` is most likely a slip of, if one is near enough.
pub fn nearest<'a>(word: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters, at least one: `unify-scrpt` is a slip, `html` for `hans` is not.
    let most = (word.chars().count() / 3).max(1);
    valid
        .into_iter()
        .map(|v| (distance(word, v), v))
        .filter(|(d, v)| *d <= most || (word.len() >= 4 && v.contains(word)))
        .min_by_key(|(d, _)| *d)
        .map(|(_, v)| v)
}

/// `; did you mean ...?` or nothing, and the valid words.
pub(crate) fn hint<'a>(word: &str, valid: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let list: Vec<&str> = valid.clone().into_iter().collect();
    match nearest(word, valid) {
        Some(near) => format!("did you mean `{near}`? Valid: {}", list.join(", ")),
        None => format!("valid: {}", list.join(", ")),
    }
}

/// Edit distance with swaps of neighbours, on short words only.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost = (rows[i][j] + usize::from(x != y)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                cost = cost.min(rows[i - 1][j - 1] + 1);
            }
            row.push(cost);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_and_nothing_else() {
        let valid = ["unify-script", "drop-empty", "text"];
        assert_eq!(nearest("unify-scrpit", valid), Some("unify-script"));
        assert_eq!(nearest("drop-emty", valid), Some("drop-empty"));
        assert_eq!(nearest("txet", valid), Some("text"));
        assert_eq!(nearest("markdown", valid), None);
    }
}
