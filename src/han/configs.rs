//! OpenCC's configurations, as chains of the merged steps that `generate` makes.

use std::sync::LazyLock;

use super::Converter;
use super::chain::Chain;
use super::step::Step;

/// What a configuration does after canonical forms.
#[derive(Clone, Copy)]
pub(super) enum Plan {
    One(&'static Step),
    Two(Chain),
}

macro_rules! steps {
    ($($name:ident $file:literal)*) => { $(
        static $name: LazyLock<Step> =
            LazyLock::new(|| Step::load(include_bytes!(concat!("../data/han/", $file, ".bin"))));
    )* };
}

// A row of `generate::STEPS` says which dictionaries each merges.
steps! {
    CANONICAL "canonical"
    ST "st"
    TS "ts"
    TS_PHRASES "ts-phrases"
    TW "tw"
    TWP "twp"
    TW_REV "tw-rev"
    TWP_REV "twp-rev"
    HK "hk"
    HKP "hkp"
    HK_REV "hk-rev"
    HKP_REV "hkp-rev"
    JP "jp"
    JP_REV "jp-rev"
}

fn one(step: &'static Step) -> Converter {
    Converter { canonical: &CANONICAL, plan: Plan::One(step) }
}

fn two(segments: Option<&'static Step>, first: &'static Step, second: &'static Step) -> Converter {
    Converter { canonical: &CANONICAL, plan: Plan::Two(Chain { segments, first, second }) }
}

macro_rules! configs {
    ($($name:literal = $converter:expr;)*) => {
        /// Names of the conversions, OpenCC's own.
        pub fn names() -> &'static [&'static str] {
            &[$($name),*]
        }

        pub(super) fn converter(name: &str) -> Option<&'static Converter> {
            match name {
                $($name => {
                    static CONVERTER: LazyLock<Converter> = LazyLock::new(|| $converter);
                    Some(&CONVERTER)
                })*
                _ => None,
            }
        }
    };
}

configs! {
    "s2t" = one(&ST);
    "t2s" = one(&TS);
    "s2tw" = two(None, &ST, &TW);
    "tw2s" = two(Some(&TS_PHRASES), &TW_REV, &TS);
    "s2twp" = two(None, &ST, &TWP);
    "tw2sp" = two(Some(&TS_PHRASES), &TWP_REV, &TS);
    "s2hk" = two(None, &ST, &HK);
    "hk2s" = two(Some(&TS_PHRASES), &HK_REV, &TS);
    "s2hkp" = two(None, &ST, &HKP);
    "hk2sp" = two(Some(&TS_PHRASES), &HKP_REV, &TS);
    "t2tw" = one(&TW);
    "tw2t" = one(&TW_REV);
    "t2hk" = one(&HK);
    "hk2t" = one(&HK_REV);
    "t2jp" = one(&JP_REV);
    "jp2t" = one(&JP);
}
