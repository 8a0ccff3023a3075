//! Which encoding the bytes are in, judged by how well each explains them.
//!
//! Every hypothesis (an encoding, and for alphabets a language) is charged -ln p of the characters that it reads, what
//! damage it must assume, and how rare it is; the cheapest wins. A declaration or a known language is worth a fixed
//! number of nats, so the bytes overrule it when they speak clearly.

use super::charset::{Charset, Family, Order};
use super::costs;
use super::single::{self, Hypothesis};
use super::wide::Wide;
use super::{Hints, double, rank, sample};

/// What a declaration counts for, in 1/16 nat (30 nats: about six misread characters against it).
const DECLARED: i64 = 480;
/// What a declared language counts for.
const LANGUAGE: i64 = 96;
/// How much commoner UTF-8 is than any other encoding, in 1/16 nat (it is 98 % of the web).
const UNICODE: i64 = 64;
/// First byte of a malformed UTF-8 sequence, as in the careful reading of other encodings.
const MALFORMED: i64 = 320;

/// Bytes of the document's opening, and those above 0x7F among them, that are tried first: thirty-six characters read as
/// another family cost some 180 nats more, and `clear` wants 60. Then bytes of its sample that are tried.
const OPENING: usize = 192;
const OPENING_HIGH: usize = 72;
const HEAD: usize = 640;

/// So much behind the best on the head of the sample, a family is out (200 nats).
const HOPELESS: i64 = 3200;

/// How rare a double-byte family is, in 1/16 nat.
fn prior(family: Family) -> i64 {
    match family {
        Family::Gb18030 => 0,
        Family::Big5 | Family::ShiftJis | Family::EucKr => 16,
        Family::EucJp => 24,
        Family::Johab => 128,
    }
}

/// The verdict.
pub(crate) struct Verdict {
    pub(crate) charset: Charset,
    /// By how many nats the best explanation beats the next that reads differently.
    pub(crate) margin: f32,
}

struct Candidate {
    charset: Charset,
    /// May fall below zero, through bonuses.
    cost: i64,
    hypothesis: Option<&'static Hypothesis>,
}

/// Judges bytes that are neither valid UTF-8 nor marked; `declared` is what a label says, if it says anything.
pub(crate) fn detect(bytes: &[u8], declared: Option<Charset>, hints: &Hints<'_>) -> Verdict {
    // Most documents give themselves away by their first words; a sample costs more than decoding a short one.
    if let Some(verdict) = plain_double(sample::opening(bytes, OPENING_HIGH, OPENING), declared) {
        return verdict;
    }
    let sample = sample::take(bytes);
    if let Some(verdict) = plain_double(sample::head(&sample, HEAD), declared) {
        return verdict;
    }
    let language = hints.language.unwrap_or("");
    let bonus = |charset: Charset| if declared == Some(charset) { DECLARED } else { 0 };
    let doubles = doubles(&sample, declared);
    let mut costs: Vec<(i64, Family)> = doubles.iter().map(|(f, cost)| (cost + prior(*f), *f)).collect();
    costs.sort_by_key(|(cost, _)| *cost);
    let unicode = utf8(&sample, i64::MAX);
    let next = costs.get(1).map_or(i64::MAX, |(cost, _)| *cost).min(unicode.unwrap_or(i64::MAX));
    // Damage has been allowed for: 4.6 nats for each byte are less than any alphabet's text costs here.
    if let Some(verdict) = costs.first().and_then(|best| clear(&Bulk::of(&sample), *best, next, 74, declared)) {
        return verdict;
    }
    let mut field: Vec<Candidate> = doubles
        .into_iter()
        .map(|(family, cost)| {
            let charset = Charset::Double(family);
            let spoken = i64::from(speaks(family, language)) * LANGUAGE;
            Candidate { charset, cost: cost + prior(family) - bonus(charset) - spoken, hypothesis: None }
        })
        .collect();
    if let Some(cost) = unicode {
        let cost = cost - bonus(Charset::Utf8) - UNICODE;
        field.push(Candidate { charset: Charset::Utf8, cost, hypothesis: None });
    }
    let (ranked, gains) = rank::rank(&sample, |h| {
        let spoken = !language.is_empty() && primary(language) == primary(h.language());
        bonus(h.charset()) + i64::from(spoken) * LANGUAGE
    });
    for candidate in &mut field {
        candidate.cost -= if candidate.charset == Charset::Utf8 { gains.best } else { gains.english };
    }
    field.extend(ranked.into_iter().map(|(cost, h)| Candidate { charset: h.charset(), cost, hypothesis: Some(h) }));
    wide(bytes, &sample, &mut field, bonus);
    field.sort_by_key(|c| c.cost);
    decide(&field, &sample)
}

/// The common case made quick: undamaged double-byte text. Enough bytes above 0x7F that read as ordinary text of one
/// family, far better than of any other, need no comparison with alphabets.
fn plain_double(head: &[u8], declared: Option<Charset>) -> Option<Verdict> {
    let bulk = Bulk::of(head);
    if bulk.high < 48 || bulk.kana * 12 > bulk.high {
        return None;
    }
    let (mut best, mut next) = ((i64::MAX, Family::Gb18030), i64::MAX);
    for family in Family::ALL {
        // A family that cannot read the head without damage is out of the question here.
        let Some(cost) = double::model(family).plain(head, 3) else { continue };
        let cost = cost as i64 + prior(family);
        let charset = Charset::Double(family);
        if cost < bulk.low + bulk.high * CERTAIN && declared.is_none_or(|d| d == charset) {
            return Some(Verdict { charset, margin: CLEAR as f32 / 16.0 });
        }
        if cost < best.0 {
            (best, next) = ((cost, family), best.0.min(next));
        } else {
            next = next.min(cost);
        }
    }
    // Damaged UTF-8 is one of the others; what is left of it where it is out of the question does not matter.
    next = next.min(utf8(head, best.0.saturating_add(CLEAR)).unwrap_or(i64::MAX));
    // 4 nats for each byte above 0x7F: what text costs. Read as another encoding it costs 5.3 and more, mostly 8.
    clear(&bulk, best, next, 64, declared)
}

/// What a stretch of bytes holds.
struct Bulk {
    /// Bytes above 0x7F.
    high: i64,
    /// The cost of the others.
    low: i64,
    /// Pairs that are kana in EUC-JP and GB18030 alike: those texts are told apart by their ideographs only.
    kana: i64,
}

impl Bulk {
    fn of(bytes: &[u8]) -> Bulk {
        let high = bytes.iter().filter(|b| **b >= 0x80).count() as i64;
        let low = bytes.iter().map(|b| i64::from(costs::ASCII[usize::from(*b)])).sum();
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        let kana = pairs.filter(|(a, b)| matches!(a, 0xA4 | 0xA5) & matches!(b, 0xA1..=0xF6)).count() as i64;
        Bulk { high, low, kana }
    }
}

/// By so much the best must be ahead for a quick verdict (60 nats).
const CLEAR: i64 = 960;
/// Of what reads so well no other reading is asked (3.6 nats for each byte above 0x7F). Of the files of `encoding` and of
/// texts in six families 97 % do, by their own family; by another one none does: Chinese read as EUC-KR costs 3.76 once in
/// 5,156 lines and else 5.4 and more, EUC-JP read as GB18030 4.1 to 5.1.
const CERTAIN: i64 = 58;

/// The verdict for the best family, if it explains the bytes well and so much better than the next one, and no
/// declaration says otherwise.
fn clear(bulk: &Bulk, best: (i64, Family), next: i64, rate: i64, declared: Option<Charset>) -> Option<Verdict> {
    let charset = Charset::Double(best.1);
    let clear = bulk.high >= 48
        && best.0 < bulk.low + bulk.high * rate
        && best.0.saturating_add(CLEAR) < next
        && declared.is_none_or(|d| d == charset);
    clear.then(|| Verdict { charset, margin: next.saturating_sub(best.0).clamp(0, 16_000) as f32 / 16.0 })
}

/// The costs of the double-byte families that are not hopeless: reading with damage is slow, so first by the head alone.
fn doubles(sample: &[u8], declared: Option<Charset>) -> Vec<(Family, i64)> {
    let head = sample::head(sample, 512);
    let first: Vec<(Family, i64)> = Family::ALL.into_iter().map(|f| (f, double::model(f).cost(head) as i64)).collect();
    let best = first.iter().map(|(_, cost)| *cost).min().unwrap_or(0);
    let hopeful = |(f, cost): &(Family, i64)| *cost < best + HOPELESS || declared == Some(Charset::Double(*f));
    let whole = |(f, cost)| (f, if head.len() == sample.len() { cost } else { double::model(f).cost(sample) as i64 });
    first.into_iter().filter(hopeful).map(whole).collect()
}

fn decide(field: &[Candidate], sample: &[u8]) -> Verdict {
    let Some(best) = field.first() else {
        return Verdict { charset: Charset::Utf8, margin: 0.0 };
    };
    let alike = |c: &&Candidate| match (best.hypothesis, c.hypothesis) {
        (Some(a), Some(b)) => single::same_reading(a, b, sample),
        _ => c.charset == best.charset,
    };
    let next = field.iter().find(|c| !alike(c)).map_or(i64::MAX, |c| c.cost);
    Verdict { charset: best.charset, margin: next.saturating_sub(best.cost).clamp(0, 16_000) as f32 / 16.0 }
}

/// The first subtag.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or("")
}

fn speaks(family: Family, language: &str) -> bool {
    let traditional = ["hant", "tw", "hk", "mo"].iter().any(|t| language.to_ascii_lowercase().contains(t));
    match family {
        Family::Gb18030 => primary(language).eq_ignore_ascii_case("zh") && !traditional,
        Family::Big5 => primary(language).eq_ignore_ascii_case("zh") && traditional,
        Family::ShiftJis | Family::EucJp => primary(language).eq_ignore_ascii_case("ja"),
        Family::EucKr | Family::Johab => primary(language).eq_ignore_ascii_case("ko"),
    }
}

/// Cost of the bytes as UTF-8 with damage, and whether there is a single multi-byte character. Beyond `limit` nothing is
/// read any more.
fn utf8_cost(bytes: &[u8], limit: i64) -> (i64, bool) {
    let (mut cost, mut wide) = (0, false);
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            wide |= !c.is_ascii();
            cost += costs::any().get(c as usize).map_or(208, |cost| i64::from(*cost));
        }
        cost += if chunk.invalid().is_empty() { 0 } else { MALFORMED };
        if cost > limit {
            break;
        }
    }
    (cost, wide)
}

/// Cost of the bytes as UTF-8 with damage; `None` without a single multi-byte character before `limit`.
fn utf8(bytes: &[u8], limit: i64) -> Option<i64> {
    let (cost, wide) = utf8_cost(bytes, limit);
    wide.then_some(cost)
}

/// Big-endian text without a mark is rarer; it must not win by the skip of a first byte alone.
fn wide_prior(order: Order) -> i64 {
    match order {
        Order::Little => 0,
        Order::Big => 48,
    }
}

/// UTF-16 and UTF-32 are judged by the head and the tail of the document (a lost byte shows in one of them), where the best of the others is judged again: the
/// sample's pieces do not keep their alignment.
fn wide(bytes: &[u8], sample: &[u8], field: &mut Vec<Candidate>, bonus: impl Fn(Charset) -> i64) {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let tail = bytes.get(bytes.len().saturating_sub(2048).max(head.len()) / 4 * 4..).unwrap_or_default();
    let Some(best) = field.iter().min_by_key(|c| c.cost) else { return };
    // Good readings cost less than 4 nats a byte; only a bad one or NULs raise the question.
    if !head.contains(&0) && best.cost < sample.len() as i64 * 64 {
        return;
    }
    let (cost, charset) = (best.cost, best.charset);
    let narrow = |part: &[u8]| match (charset, best.hypothesis) {
        (_, Some(hypothesis)) => hypothesis.cost(part) as i64,
        (Charset::Double(family), _) => double::model(family).cost(part) as i64,
        _ => utf8_cost(part, i64::MAX).0,
    };
    let here = narrow(head) + narrow(tail);
    for order in [Order::Little, Order::Big] {
        for (unit, charset) in [(2, Charset::Utf16(order)), (4, Charset::Utf32(order))] {
            let wide = Wide { order, unit };
            let mine = (wide.cost(head) + wide.cost(tail)) as i64 - bonus(charset) + wide_prior(order);
            // On the scale of the sample: as much better or worse as it is on the head.
            let cost = cost + mine - here;
            field.push(Candidate { charset, cost, hypothesis: None });
        }
    }
}
