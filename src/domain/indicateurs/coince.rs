//! « Ce qui coince »: what an inspector, or the adviser, ought to look at on a day, each with the
//! schools it is about. A school may stand in several lines.

/// One thing that sticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Souci {
    ActionsEnRetard,
    AbonnementsFinis,
    AbonnementsBientot,
    JamaisFormees,
    SansComptes,
    PasVues,
    AVerifier,
}

impl Souci {
    pub const ALL: [Self; 7] = [
        Self::ActionsEnRetard,
        Self::AbonnementsFinis,
        Self::AbonnementsBientot,
        Self::JamaisFormees,
        Self::SansComptes,
        Self::PasVues,
        Self::AVerifier,
    ];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::ActionsEnRetard => "Actions en retard",
            Self::AbonnementsFinis => "Abonnement fini, ENT en service",
            Self::AbonnementsBientot => "Abonnement finissant dans les six mois",
            Self::JamaisFormees => "Équipées, jamais formées",
            Self::SansComptes => "En projet depuis plus de six mois, sans comptes",
            Self::PasVues => "Pas vues depuis un an",
            Self::AVerifier => "Pas vérifiées depuis un an",
        }
    }
}
