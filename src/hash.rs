//! A hash that stays the same for ever, on every machine: ids and fingerprints are made of it.

/// FNV-1a, 128 bits: stable for ever, on every machine, and with room for billions of documents.
pub(crate) struct Fnv(u128);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fnv {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 ^= u128::from(*byte);
            self.0 = self.0.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }

    pub(crate) fn hex(&self) -> String {
        format!("{:032x}", self.0)
    }

    /// 64 bits of which each depends on all that was hashed: FNV leaves the last bytes out of its upper ones.
    /// The finalizer of MurmurHash3.
    pub(crate) fn mixed(&self) -> u64 {
        let mut h = (self.0 >> 64) as u64 ^ self.0 as u64;
        h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    }
}

/// A stable identity for a document without one: depends on these bytes alone, which are its source as a rule.
pub fn derive_id(of: &[u8]) -> String {
    let mut hash = Fnv::default();
    hash.update(of);
    hash.hex()
}
