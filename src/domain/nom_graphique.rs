//! The charts one can ask for by name.

/// A chart, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NomGraphique {
    Courbe,
    Taux,
    Solutions,
    Etapes,
    Horizon,
    Visites,
}

impl NomGraphique {
    pub const ALL: [Self; 6] = [
        Self::Courbe,
        Self::Taux,
        Self::Solutions,
        Self::Etapes,
        Self::Horizon,
        Self::Visites,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Courbe => "courbe",
            Self::Taux => "taux",
            Self::Solutions => "solutions",
            Self::Etapes => "etapes",
            Self::Horizon => "abonnements",
            Self::Visites => "visites",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Courbe => "Écoles avec ENT au fil du temps, par solution",
            Self::Taux => "Part des écoles avec ENT, groupe par groupe (--par)",
            Self::Solutions => "Nombre d’écoles de chaque ENT",
            Self::Etapes => "Du projet à l’usage : combien d’écoles ont atteint chaque étape",
            Self::Horizon => "Abonnements, par année où ils finissent",
            Self::Visites => "Visites mesurées chaque semaine de l’année scolaire, par profil",
        }
    }
}
