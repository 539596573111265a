//! The kinds of finding: their code, their words, how much they matter.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gravite {
    /// It cannot be right, or it makes a figure wrong.
    ACorriger,
    /// It may be right: somebody has to look.
    AVerifier,
}

impl Gravite {
    pub const ALL: [Self; 2] = [Self::ACorriger, Self::AVerifier];

    /// Stable: the contract of `carnet-ent docteur --format json`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ACorriger => "a_corriger",
            Self::AVerifier => "a_verifier",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::ACorriger => "À corriger",
            Self::AVerifier => "À vérifier",
        }
    }
}

/// A kind of finding, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Anomalie {
    UaiFaux,
    StatutInconnu,
    FermeeSuivie,
    SansDebut,
    FinAvantDebut,
    Chevauchement,
    PerimetreImpossible,
    AbonnementInverse,
    FinancementAilleurs,
    VerificationFuture,
    DateFuture,
    HorsDeFrance,
    Desaccord,
    UaiInconnu,
    Doublon,
    AbsenteDesAnnuaires,
    HorsVie,
    DeuxEnt,
    EtapesEnDesordre,
    UtiliseSansComptes,
    ClassesDifferentes,
    PositionEcartee,
    CirconscriptionAilleurs,
    SecteurAilleurs,
    NatureManquante,
    CommuneManquante,
    JalonPremature,
}

impl Anomalie {
    pub const ALL: [Self; 27] = [
        Self::UaiFaux,
        Self::StatutInconnu,
        Self::FermeeSuivie,
        Self::SansDebut,
        Self::FinAvantDebut,
        Self::Chevauchement,
        Self::PerimetreImpossible,
        Self::AbonnementInverse,
        Self::FinancementAilleurs,
        Self::VerificationFuture,
        Self::DateFuture,
        Self::HorsDeFrance,
        Self::Desaccord,
        Self::UaiInconnu,
        Self::Doublon,
        Self::AbsenteDesAnnuaires,
        Self::HorsVie,
        Self::DeuxEnt,
        Self::EtapesEnDesordre,
        Self::UtiliseSansComptes,
        Self::ClassesDifferentes,
        Self::PositionEcartee,
        Self::CirconscriptionAilleurs,
        Self::SecteurAilleurs,
        Self::NatureManquante,
        Self::CommuneManquante,
        Self::JalonPremature,
    ];

    /// Stable for ever: the contract of `--format json`, and the name under which a finding is
    /// set aside.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UaiFaux => "uai_faux",
            Self::StatutInconnu => "statut_inconnu",
            Self::FermeeSuivie => "fermee_suivie",
            Self::SansDebut => "sans_debut",
            Self::FinAvantDebut => "fin_avant_debut",
            Self::Chevauchement => "chevauchement",
            Self::PerimetreImpossible => "perimetre_impossible",
            Self::AbonnementInverse => "abonnement_inverse",
            Self::FinancementAilleurs => "financement_ailleurs",
            Self::VerificationFuture => "verification_future",
            Self::DateFuture => "date_future",
            Self::HorsDeFrance => "hors_de_france",
            Self::Desaccord => "desaccord",
            Self::UaiInconnu => "uai_inconnu",
            Self::Doublon => "doublon",
            Self::AbsenteDesAnnuaires => "absente_des_annuaires",
            Self::HorsVie => "hors_vie",
            Self::DeuxEnt => "deux_ent",
            Self::EtapesEnDesordre => "etapes_en_desordre",
            Self::UtiliseSansComptes => "utilise_sans_comptes",
            Self::ClassesDifferentes => "classes_differentes",
            Self::PositionEcartee => "position_ecartee",
            Self::CirconscriptionAilleurs => "circonscription_ailleurs",
            Self::SecteurAilleurs => "secteur_ailleurs",
            Self::NatureManquante => "nature_manquante",
            Self::CommuneManquante => "commune_manquante",
            Self::JalonPremature => "jalon_premature",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::UaiFaux => "UAI impossible",
            Self::StatutInconnu => "Statut inconnu",
            Self::FermeeSuivie => "Fermée, encore équipée",
            Self::SansDebut => "ENT sans début",
            Self::FinAvantDebut => "Fin avant le début",
            Self::Chevauchement => "Deux fois le même ENT",
            Self::PerimetreImpossible => "Périmètre impossible",
            Self::AbonnementInverse => "Abonnement à l’envers",
            Self::FinancementAilleurs => "Financement d’une autre école",
            Self::VerificationFuture => "Vérification à venir",
            Self::DateFuture => "Date à venir",
            Self::HorsDeFrance => "Hors de France",
            Self::Desaccord => "Saisies contraires",
            Self::UaiInconnu => "UAI inconnu des fichiers",
            Self::Doublon => "Doublon probable",
            Self::AbsenteDesAnnuaires => "Absente des annuaires",
            Self::HorsVie => "Hors de la vie de l’école",
            Self::DeuxEnt => "Deux ENT à la fois",
            Self::EtapesEnDesordre => "Étapes en désordre",
            Self::UtiliseSansComptes => "Utilisé sans comptes",
            Self::ClassesDifferentes => "Nombre de classes",
            Self::PositionEcartee => "Position à l’écart",
            Self::CirconscriptionAilleurs => "Circonscription ailleurs",
            Self::SecteurAilleurs => "Secteur ailleurs",
            Self::NatureManquante => "Nature manquante",
            Self::CommuneManquante => "Commune manquante",
            Self::JalonPremature => "Jalon trop tôt",
        }
    }

    pub const fn gravite(self) -> Gravite {
        match self {
            Self::UaiFaux
            | Self::StatutInconnu
            | Self::FermeeSuivie
            | Self::SansDebut
            | Self::FinAvantDebut
            | Self::Chevauchement
            | Self::PerimetreImpossible
            | Self::AbonnementInverse
            | Self::FinancementAilleurs
            | Self::VerificationFuture
            | Self::DateFuture
            | Self::HorsDeFrance
            | Self::Desaccord => Gravite::ACorriger,
            _ => Gravite::AVerifier,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_kind_has_its_own_code_and_words_and_the_grave_ones_come_first() {
        let codes: BTreeSet<&str> = Anomalie::ALL.iter().map(|a| a.as_str()).collect();
        let mots: BTreeSet<&str> = Anomalie::ALL.iter().map(|a| a.libelle()).collect();
        assert_eq!((codes.len(), mots.len()), (27, 27));
        assert!(Anomalie::ALL.is_sorted_by_key(|a| (a.gravite(), *a)));
    }
}
