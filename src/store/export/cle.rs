//! The key of a carnet, under which what people created leaves it: an identity tells its sender when
//! it was made (UUIDv7); its HMAC tells nothing, is the same in every later file of this carnet, and
//! cannot be linked with that of another.

use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};

use super::empreinte::hexa;
use crate::domain::Id;

/// Bytes of a HMAC that leave.
const LONGUEUR: usize = 16;

/// Thirty-two secret bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct CleEnvoi([u8; 32]);

impl CleEnvoi {
    /// A new one: 244 random bits spread over 256.
    pub fn random() -> Self {
        let mut sha = Sha256::new();
        sha.update(Id::random().as_bytes());
        sha.update(Id::random().as_bytes());
        Self(sha.finalize().into())
    }

    pub const fn from_bytes(octets: [u8; 32]) -> Self {
        Self(octets)
    }

    /// Reads sixty-four hexadecimal digits.
    pub fn parse(texte: &str) -> Option<Self> {
        let mut octets = [0; 32];
        if texte.len() != 64 || !texte.is_ascii() {
            return None;
        }
        for (i, octet) in octets.iter_mut().enumerate() {
            *octet = u8::from_str_radix(&texte[2 * i..2 * i + 2], 16).ok()?;
        }
        Some(Self(octets))
    }

    /// As the carnet keeps it.
    pub fn hexa(&self) -> String {
        hexa(&self.0)
    }

    /// The identity under which the carnet itself is known to who receives its files.
    pub fn producteur(&self) -> String {
        self.seal(b"producteur")
    }

    /// The identity under which an object leaves. What the State or the program names bears a UUIDv5
    /// of its public code, which two carnets must share: it stands as it is.
    pub fn public(&self, id: Id) -> String {
        if id.is_derived() {
            return hexa(id.as_bytes());
        }
        self.seal(id.as_bytes())
    }

    /// The identity under which something people created leaves, however its own was made.
    pub fn prive(&self, id: Id) -> String {
        self.seal(id.as_bytes())
    }

    fn seal(&self, octets: &[u8]) -> String {
        let mac =
            Hmac::<Sha256>::new_from_slice(&self.0).map(|m| m.chain_update(octets).finalize());
        // A HMAC takes a key of any length.
        mac.map_or_else(|_| String::new(), |mac| hexa(&mac.into_bytes()[..LONGUEUR]))
    }
}

impl std::fmt::Debug for CleEnvoi {
    /// It is a secret: no log holds it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CleEnvoi(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2, in its truncated form: the library is used as it must be.
    #[test]
    fn an_identity_is_its_hmac() {
        let mut octets = [0; 32];
        octets[..4].copy_from_slice(b"Jefe"); // a key shorter than a block is padded with zeros
        let cle = CleEnvoi::from_bytes(octets);
        assert_eq!(
            cle.seal(b"what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c7"
        );
        assert_eq!(CleEnvoi::parse(&cle.hexa()), Some(cle));
        assert_eq!(CleEnvoi::parse("zz"), None);
    }

    #[test]
    fn only_what_a_code_names_keeps_its_identity() {
        let cle = CleEnvoi::random();
        let livre = Id::derived("solution", "one");
        assert_eq!(cle.public(livre), hexa(livre.as_bytes()));
        for id in [Id::fresh(), Id::random()] {
            assert_eq!(cle.public(id), cle.prive(id));
            assert_ne!(cle.public(id), hexa(id.as_bytes()));
            assert_ne!(cle.prive(id), CleEnvoi::random().prive(id));
        }
        assert_ne!(cle.prive(livre), hexa(livre.as_bytes()));
    }
}
