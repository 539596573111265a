//! What a column of a colleague's spreadsheet can be.

use crate::domain::texte::sans_accents;
use crate::domain::{Etape, Faits, Id};

/// The meaning of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Champ {
    Uai,
    /// Name of the school.
    Nom,
    /// « Maternelle », « Élémentaire »: helps the name.
    Nature,
    Commune,
    /// Name of the ENT.
    Solution,
    /// The title names one ENT, the cells say yes, a date or a perimeter.
    Cochee(Id),
    Debut,
    Fin,
    Perimetre,
    /// Classes that have the ENT.
    Classes,
    /// Classes of the school.
    ClassesTotal,
    Etape(Etape),
    Financement,
    Commentaire,
}

impl Champ {
    /// All but [`Self::Cochee`], in the order in which they are offered.
    pub const ALL: [Self; 17] = [
        Self::Uai,
        Self::Nom,
        Self::Nature,
        Self::Commune,
        Self::Solution,
        Self::Debut,
        Self::Fin,
        Self::Perimetre,
        Self::Classes,
        Self::ClassesTotal,
        Self::Financement,
        Self::Etape(Etape::Projet),
        Self::Etape(Etape::Conventionne),
        Self::Etape(Etape::Comptes),
        Self::Etape(Etape::Forme),
        Self::Etape(Etape::Utilise),
        Self::Commentaire,
    ];

    /// The word it is remembered by; `solution:` and an identity for [`Self::Cochee`].
    pub fn as_str(self) -> String {
        match self {
            Self::Uai => "uai".to_owned(),
            Self::Nom => "nom".to_owned(),
            Self::Nature => "nature".to_owned(),
            Self::Commune => "commune".to_owned(),
            Self::Solution => "solution".to_owned(),
            Self::Cochee(id) => format!("solution:{id}"),
            Self::Debut => "debut".to_owned(),
            Self::Fin => "fin".to_owned(),
            Self::Perimetre => "perimetre".to_owned(),
            Self::Classes => "classes".to_owned(),
            Self::ClassesTotal => "classes_total".to_owned(),
            Self::Etape(etape) => etape.as_str().to_owned(),
            Self::Financement => "financement".to_owned(),
            Self::Commentaire => "commentaire".to_owned(),
        }
    }

    /// Reads what [`Self::as_str`] wrote, or what a person typed for it.
    pub fn parse(texte: &str) -> Option<Self> {
        let mot = sans_accents(texte.trim()).replace(' ', "_");
        if let Some(id) = mot.strip_prefix("solution:") {
            return Id::parse(id).map(Self::Cochee);
        }
        let mot = if mot == "ecole" { "nom" } else { mot.as_str() };
        Self::ALL.into_iter().find(|champ| champ.as_str() == mot)
    }

    pub fn libelle(self, faits: &Faits) -> String {
        let libelle = match self {
            Self::Uai => "UAI de l’école",
            Self::Nom => "Nom de l’école",
            Self::Nature => "Nature de l’école",
            Self::Commune => "Commune",
            Self::Solution => "Solution (nom de l’ENT)",
            Self::Cochee(id) => {
                let nom = faits.solutions.get(&id).map_or("?", |s| s.nom.as_str());
                return format!("{nom}\u{202f}: oui ou date");
            }
            Self::Debut => "Début",
            Self::Fin => "Fin",
            Self::Perimetre => "Périmètre",
            Self::Classes => "Nombre de classes avec l’ENT",
            Self::ClassesTotal => "Nombre de classes de l’école",
            Self::Etape(Etape::Projet) => "Projet, le",
            Self::Etape(Etape::Conventionne) => "Conventionné le",
            Self::Etape(Etape::Comptes) => "Comptes créés le",
            Self::Etape(Etape::Forme) => "Formé le",
            Self::Etape(Etape::Utilise) => "Utilisé depuis le",
            Self::Financement => "Financement",
            Self::Commentaire => "Commentaire",
        };
        libelle.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_read_back_from_its_word() {
        let id = Id::derived("solution", "ONE");
        for champ in Champ::ALL.into_iter().chain([Champ::Cochee(id)]) {
            assert_eq!(Champ::parse(&champ.as_str()), Some(champ));
        }
        assert_eq!(Champ::parse(" Début "), Some(Champ::Debut));
        assert_eq!(Champ::parse("école"), Some(Champ::Nom));
        assert_eq!(Champ::parse("classes total"), Some(Champ::ClassesTotal));
        assert_eq!(Champ::parse("prix"), None);
    }
}
