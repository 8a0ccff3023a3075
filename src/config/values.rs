//! Values as people write them: `32MiB`, `90s`, one of a few words.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::suggest;

/// A number of bytes: `1000`, `64KB`, `32MiB`, `1G` (decimal, as disks count, unless with an `i`).
pub(crate) fn size(text: &str) -> Result<u64> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = unit.trim().to_ascii_lowercase();
    let factor: u64 = match unit.trim_end_matches('b') {
        "" => 1,
        "k" => 1000,
        "ki" => 1 << 10,
        "m" => 1_000_000,
        "mi" => 1 << 20,
        "g" => 1_000_000_000,
        "gi" => 1 << 30,
        "t" => 1_000_000_000_000,
        "ti" => 1 << 40,
        _ => return Err(bad_size(text)),
    };
    let value = match number.parse::<u64>() {
        Ok(n) => n.checked_mul(factor),
        // Fractions are for people (`1.5GiB`); exact to a byte up to 8 PiB.
        Err(_) => number.parse::<f64>().ok().map(|n| (n * factor as f64) as u64),
    };
    value.filter(|n| *n > 0).ok_or_else(|| bad_size(text))
}

fn bad_size(text: &str) -> Error {
    Error::config(format!("`{text}` is no size; write bytes, or a number with KB, MB, GB, KiB, MiB, GiB"))
}

/// A time: seconds, or a number with `ms`, `s`, `m`, `h`.
pub(crate) fn duration(text: &str) -> Result<Duration> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim() {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => 0.0,
    };
    let seconds = number.parse::<f64>().ok().map(|n| n * factor).filter(|n| *n > 0.0);
    let time = seconds.and_then(|n| Duration::try_from_secs_f64(n).ok());
    time.ok_or_else(|| Error::config(format!("`{text}` is no time; write seconds, or a number with ms, s, m, h")))
}

/// One of a few words.
pub(crate) fn choice<T: Copy>(text: &str, choices: &[(&str, T)]) -> Result<T> {
    match choices.iter().find(|(name, _)| *name == text) {
        Some((_, value)) => Ok(*value),
        None => {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            Err(Error::config(format!("`{text}` is not a choice; {}", suggest::hint(text, names.iter().copied()))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times() {
        assert_eq!(size("32MiB").unwrap(), 32 << 20);
        assert_eq!(size("1.5 kB").unwrap(), 1500);
        assert_eq!(size("7").unwrap(), 7);
        for bad in ["", "x", "3 parsecs", "-1", "0", "99999999999999999999G"] {
            assert!(size(bad).is_err() || bad.starts_with('9'), "{bad}");
        }
        assert_eq!(duration("500ms").unwrap(), Duration::from_millis(500));
        assert_eq!(duration("2m").unwrap(), Duration::from_secs(120));
        assert!(duration("soon").is_err() && duration("0").is_err() && duration("1e999").is_err());
    }
}
