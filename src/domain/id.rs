//! The identity of everything a carnet holds.
//!
//! What people create gets a UUIDv7; what the State or this program names gets a UUIDv5 of its
//! code, so that two advisers who import the same file, each on a laptop, name the same object.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The namespace of every UUIDv5 of this project. Frozen: changing it would split every carnet.
const NAMESPACE: Uuid = Uuid::from_u128(0x6c1d_5a52_8f0e_4f57_9d3b_0c7a_2f9e_41b8);

/// Sixteen bytes that name one object for ever, on every machine.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Uuid);

impl Id {
    /// The bounds of every range of identities.
    pub const MIN: Self = Self(Uuid::nil());
    pub const MAX: Self = Self(Uuid::max());

    /// A fresh identity, for something a person has just created.
    pub fn fresh() -> Self {
        Self(Uuid::now_v7())
    }

    /// Sixteen random bytes, which tell nothing of the time.
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// The identity derived from `cle` among the objects of kind `genre`.
    ///
    /// `Id::derived("ecole", "0880001Y")` is the same on every machine and in every year.
    pub fn derived(genre: &str, cle: &str) -> Self {
        let mut nom = String::with_capacity(genre.len() + 1 + cle.len());
        nom.push_str(genre);
        nom.push(':');
        nom.push_str(cle);
        Self(Uuid::new_v5(&NAMESPACE, nom.as_bytes()))
    }

    /// The school that bears this UAI (already normalised, see [`crate::domain::Uai`]).
    pub fn ecole(uai: &str) -> Self {
        Self::derived("ecole", uai)
    }

    /// Made of a code by [`Self::derived`], the same for all: it tells nothing of who wrote it.
    pub fn is_derived(self) -> bool {
        self.0.get_version() == Some(uuid::Version::Sha1)
    }

    /// What an export received names: the same for every file of this sender, and no other. Of
    /// version 8, so that what came from elsewhere is told from what was made here.
    pub fn recu(producteur: &str, cle: &str) -> Self {
        let mut octets = *Self::derived("recu", &format!("{producteur}/{cle}")).as_bytes();
        octets[6] = octets[6] & 0x0f | 0x80;
        Self(Uuid::from_bytes(octets))
    }

    /// Made by [`Self::recu`].
    pub fn est_recu(self) -> bool {
        self.0.get_version_num() == 8
    }

    pub const fn from_bytes(octets: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(octets))
    }

    pub const fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// Reads the hyphenated form written by `Display`.
    pub fn parse(texte: &str) -> Option<Self> {
        Uuid::try_parse(texte).ok().map(Self)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(deserializer)?;
        Self::parse(&texte).ok_or_else(|| D::Error::custom("not an identity"))
    }
}
