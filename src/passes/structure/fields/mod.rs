//! What lines about a text say: fields with keys and without, dates among words, notes of where a text came from.

pub(super) mod accounts;
pub(super) mod apart;
pub(super) mod beside_date;
pub(super) mod beside_title;
pub(super) mod boxed;
pub(super) mod by_line;
mod columns;
pub(super) mod counted;
pub(super) mod day_lines;
pub(super) mod filed;
pub(super) mod filings;
pub(super) mod imprints;
pub(super) mod issues;
pub(super) mod keys;
pub(super) mod meta_line;
pub(super) mod meta_values;
pub(super) mod origins;
pub(super) mod reprints;
pub(super) mod rival_dates;
pub(super) mod series;
pub(super) mod site_columns;
pub(super) mod stamps;
pub(super) mod usual;
mod worded_days;
