//! The only file that knows the output schema. Documented in docs/record.md.

/// A stable identity for a document without one: depends on its source alone.
pub fn derive_id(source: &str) -> String {
    // FNV-1a, 128 bits: stable for ever, on every machine, and with room for billions of documents.
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in source.bytes() {
        hash ^= u128::from(byte);
        hash = hash.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    format!("{hash:032x}")
}
