//! Names of months in many languages.

use std::sync::LazyLock;

/// Months by the beginnings of their names, lower-case; the first match counts, so longer ones come first.
/// Made by hand from the CLDR month names (Unicode licence) of each language: nominative, genitive and short forms.
const MONTHS: &[(&str, u32)] = &[
    // Latin alphabet; shared beginnings serve several languages.
    ("januar", 1),
    ("janvier", 1),
    ("janv", 1),
    ("jan", 1),
    ("enero", 1),
    ("ene", 1),
    ("gennaio", 1),
    ("genn", 1),
    ("gen", 1),
    ("janeiro", 1),
    ("stycz", 1),
    ("sty", 1),
    ("leden", 1),
    ("ledna", 1),
    ("ocak", 1),
    ("tammi", 1),
    ("ianuar", 1),
    ("januari", 1),
    ("jänner", 1),
    ("gener", 1),
    ("siječ", 1),
    ("sausi", 1),
    ("thángmột", 1),
    ("februar", 2),
    ("février", 2),
    ("fevrier", 2),
    ("févr", 2),
    ("fév", 2),
    ("feb", 2),
    ("fevereiro", 2),
    ("fev", 2),
    ("lut", 2),
    ("únor", 2),
    ("şubat", 2),
    ("helmi", 2),
    ("velja", 2),
    ("febr", 2),
    ("märz", 3),
    ("mär", 3),
    ("mrz", 3),
    ("maart", 3),
    ("mrt", 3),
    ("march", 3),
    ("mars", 3),
    ("marzo", 3),
    ("março", 3),
    ("marca", 3),
    ("marzec", 3),
    ("març", 3),
    ("březn", 3),
    ("mart", 3),
    ("maalis", 3),
    ("marts", 3),
    ("marec", 3),
    ("mar", 3),
    ("ožuj", 3),
    ("april", 4),
    ("avril", 4),
    ("avr", 4),
    ("abril", 4),
    ("abr", 4),
    ("aprile", 4),
    ("apr", 4),
    ("kwie", 4),
    ("kwi", 4),
    ("duben", 4),
    ("dubna", 4),
    ("nisan", 4),
    ("huhti", 4),
    ("trav", 4),
    ("may", 5),
    ("mai", 5),
    ("mayo", 5),
    ("maggio", 5),
    ("magg", 5),
    ("mag", 5),
    ("maio", 5),
    ("maj", 5),
    ("květ", 5),
    ("mei", 5),
    ("mayıs", 5),
    ("touko", 5),
    ("svib", 5),
    ("maig", 5),
    ("máj", 5),
    ("juni", 6),
    ("june", 6),
    ("juin", 6),
    ("junio", 6),
    ("giugno", 6),
    ("giu", 6),
    ("junho", 6),
    ("czerw", 6),
    ("cze", 6),
    ("haziran", 6),
    ("kesä", 6),
    ("červn", 6),
    ("červen", 6),
    ("lip", 7),
    ("iun", 6),
    ("jun", 6),
    ("juny", 6),
    ("juli", 7),
    ("july", 7),
    ("juillet", 7),
    ("juil", 7),
    ("julio", 7),
    ("luglio", 7),
    ("lug", 7),
    ("julho", 7),
    ("temmuz", 7),
    ("heinä", 7),
    ("červenec", 7),
    ("července", 7),
    ("iul", 7),
    ("jul", 7),
    ("august", 8),
    ("août", 8),
    ("aout", 8),
    ("agosto", 8),
    ("ago", 8),
    ("aug", 8),
    ("sierp", 8),
    ("sie", 8),
    ("srpen", 8),
    ("srpna", 8),
    ("ağustos", 8),
    ("elo", 8),
    ("augustus", 8),
    ("avgust", 8),
    ("septem", 9),
    ("sept", 9),
    ("sep", 9),
    ("septiembre", 9),
    ("settembre", 9),
    ("sett", 9),
    ("set", 9),
    ("setembro", 9),
    ("wrze", 9),
    ("wrz", 9),
    ("září", 9),
    ("eylül", 9),
    ("syys", 9),
    ("setiembre", 9),
    ("rujn", 9),
    ("oktober", 10),
    ("october", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("ottobre", 10),
    ("ott", 10),
    ("outubro", 10),
    ("out", 10),
    ("paźdz", 10),
    ("paź", 10),
    ("říj", 10),
    ("ekim", 10),
    ("loka", 10),
    ("okt", 10),
    ("oct", 10),
    ("listopada", 11),
    ("novem", 11),
    ("noviembre", 11),
    ("nov", 11),
    ("listopad", 11),
    ("lis", 11),
    ("kasım", 11),
    ("marras", 11),
    ("dezem", 12),
    ("dez", 12),
    ("decem", 12),
    ("décembre", 12),
    ("déc", 12),
    ("dec", 12),
    ("diciembre", 12),
    ("dicembre", 12),
    ("dic", 12),
    ("dezembro", 12),
    ("grud", 12),
    ("gru", 12),
    ("prosin", 12),
    ("aralık", 12),
    ("joulu", 12),
    ("desem", 12),
    ("des", 12),
    // Cyrillic.
    ("январ", 1),
    ("янв", 1),
    ("січ", 1),
    ("феврал", 2),
    ("фев", 2),
    ("лют", 2),
    ("март", 3),
    ("мар", 3),
    ("берез", 3),
    ("апрел", 4),
    ("апр", 4),
    ("квіт", 4),
    ("мая", 5),
    ("май", 5),
    ("трав", 5),
    ("июн", 6),
    ("черв", 6),
    ("июл", 7),
    ("лип", 7),
    ("август", 8),
    ("авг", 8),
    ("серп", 8),
    ("сентябр", 9),
    ("сен", 9),
    ("верес", 9),
    ("октябр", 10),
    ("окт", 10),
    ("жовт", 10),
    ("ноябр", 11),
    ("ноя", 11),
    ("листоп", 11),
    ("декабр", 12),
    ("дек", 12),
    ("груд", 12),
    // Greek, with and without accents.
    ("ιανουαρ", 1),
    ("ιαν", 1),
    ("φεβρουαρ", 2),
    ("φεβ", 2),
    ("μαρτ", 3),
    ("μάρτ", 3),
    ("μαρ", 3),
    ("απριλ", 4),
    ("απρ", 4),
    ("μαΐ", 5),
    ("μαι", 5),
    ("μάι", 5),
    ("μαϊ", 5),
    ("ιουν", 6),
    ("ιούν", 6),
    ("ιουλ", 7),
    ("ιούλ", 7),
    ("αυγ", 8),
    ("αύγ", 8),
    ("σεπτ", 9),
    ("σεπ", 9),
    ("οκτ", 10),
    ("νοεμ", 11),
    ("νοέμ", 11),
    ("νοε", 11),
    ("δεκ", 12),
    // Arabic and Persian.
    ("يناير", 1),
    ("كانون", 1),
    ("فبراير", 2),
    ("شباط", 2),
    ("مارس", 3),
    ("آذار", 3),
    ("أبريل", 4),
    ("ابريل", 4),
    ("إبريل", 4),
    ("نيسان", 4),
    ("مايو", 5),
    ("أيار", 5),
    ("يونيو", 6),
    ("حزيران", 6),
    ("يوليو", 7),
    ("تموز", 7),
    ("أغسطس", 8),
    ("اغسطس", 8),
    ("آب", 8),
    ("سبتمبر", 9),
    ("أيلول", 9),
    ("أكتوبر", 10),
    ("اكتوبر", 10),
    ("نوفمبر", 11),
    ("ديسمبر", 12),
    // Hindi.
    ("जनवरी", 1),
    ("फ़रवरी", 2),
    ("फरवरी", 2),
    ("मार्च", 3),
    ("अप्रैल", 4),
    ("मई", 5),
    ("जून", 6),
    ("जुलाई", 7),
    ("अगस्त", 8),
    ("सितंबर", 9),
    ("अक्टूबर", 10),
    ("नवंबर", 11),
    ("दिसंबर", 12),
];

/// [`MONTHS`] by their first bytes.
static BY_FIRST: LazyLock<Vec<Vec<(&str, u32)>>> = LazyLock::new(|| {
    let begin = |byte: u8| MONTHS.iter().filter(move |(b, _)| b.as_bytes().first() == Some(&byte));
    (0..=u8::MAX).map(|byte| begin(byte).copied().collect()).collect()
});

/// Number of the month that a word names.
pub(super) fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 && !word.starts_with('آ') {
        return None;
    }
    // The longest beginning wins (`červenec` is July, `červen` June); short ones must be the whole word or nearly so.
    let fits =
        |b: &str| word.starts_with(b) && (b.chars().count() >= 4 || word.chars().count() <= b.chars().count() + 7);
    let first = word.as_bytes().first()?;
    let same = BY_FIRST.get(usize::from(*first)).into_iter().flatten();
    same.filter(|(b, _)| fits(b)).max_by_key(|(b, _)| b.len()).map(|(_, n)| *n).filter(|_| !is_other(word))
}

/// Words that begin like a month and are none.
fn is_other(word: &str) -> bool {
    matches!(
        word,
        "maybe"
            | "market"
            | "marketing"
            | "mark"
            | "general"
            | "set"
            | "list"
            | "out"
            | "december's"
            | "magazine"
            | "major"
            | "mari"
            | "maria"
            | "general's"
            | "generation"
            | "desk"
            | "design"
            | "sister"
            | "decision"
            | "august's"
            | "description"
            | "section"
            | "mail"
            | "main"
            | "mainly"
            | "martin"
            | "mary"
            | "outside"
            | "over"
            | "also"
            | "marine"
            | "page"
    )
}
