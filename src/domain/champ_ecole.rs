//! The fields a school has in each of its three layers (relevé, correction, changement daté).

/// One field of a school. The same list makes the columns of `ecole`, `releve`,
/// `ecole_changement` and `ecole_situation` in `schema.sql`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChampEcole {
    Nom,
    Maternelle,
    Elementaire,
    Specialisee,
    Statut,
    Adresse,
    CodePostal,
    Commune,
    CommuneNom,
    Departement,
    Circonscription,
    Secteur,
    EducationPrioritaire,
    RpiDisperse,
    RpiConcentre,
    Latitude,
    Longitude,
    Eleves,
    Classes,
    Telephone,
    Courriel,
    Ouverture,
    Fermeture,
    Etat,
    Successeur,
}

/// How a field is stored and typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeChamp {
    Texte,
    /// `AAAA-MM-JJ`.
    Date,
    /// 0 or 1.
    Bool,
    Entier,
    Reel,
    /// The identity of another object.
    Reference,
}

impl ChampEcole {
    pub const COUNT: usize = 25;

    pub const ALL: [Self; Self::COUNT] = [
        Self::Nom,
        Self::Maternelle,
        Self::Elementaire,
        Self::Specialisee,
        Self::Statut,
        Self::Adresse,
        Self::CodePostal,
        Self::Commune,
        Self::CommuneNom,
        Self::Departement,
        Self::Circonscription,
        Self::Secteur,
        Self::EducationPrioritaire,
        Self::RpiDisperse,
        Self::RpiConcentre,
        Self::Latitude,
        Self::Longitude,
        Self::Eleves,
        Self::Classes,
        Self::Telephone,
        Self::Courriel,
        Self::Ouverture,
        Self::Fermeture,
        Self::Etat,
        Self::Successeur,
    ];

    /// The name of its column.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nom => "nom",
            Self::Maternelle => "maternelle",
            Self::Elementaire => "elementaire",
            Self::Specialisee => "specialisee",
            Self::Statut => "statut",
            Self::Adresse => "adresse",
            Self::CodePostal => "code_postal",
            Self::Commune => "commune",
            Self::CommuneNom => "commune_nom",
            Self::Departement => "departement",
            Self::Circonscription => "circonscription",
            Self::Secteur => "secteur",
            Self::EducationPrioritaire => "education_prioritaire",
            Self::RpiDisperse => "rpi_disperse",
            Self::RpiConcentre => "rpi_concentre",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::Eleves => "eleves",
            Self::Classes => "classes",
            Self::Telephone => "telephone",
            Self::Courriel => "courriel",
            Self::Ouverture => "ouverture",
            Self::Fermeture => "fermeture",
            Self::Etat => "etat",
            Self::Successeur => "successeur",
        }
    }

    pub fn parse(nom: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == nom)
    }

    /// As written on screen.
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Nom => "Nom",
            Self::Maternelle => "Classes maternelles",
            Self::Elementaire => "Classes élémentaires",
            Self::Specialisee => "École spécialisée",
            Self::Statut => "Statut",
            Self::Adresse => "Adresse",
            Self::CodePostal => "Code postal",
            Self::Commune => "Code commune",
            Self::CommuneNom => "Commune",
            Self::Departement => "Département",
            Self::Circonscription => "Circonscription",
            Self::Secteur => "Secteur de collège",
            Self::EducationPrioritaire => "Éducation prioritaire",
            Self::RpiDisperse => "RPI dispersé",
            Self::RpiConcentre => "RPI concentré",
            Self::Latitude => "Latitude",
            Self::Longitude => "Longitude",
            Self::Eleves => "Élèves",
            Self::Classes => "Classes",
            Self::Telephone => "Téléphone",
            Self::Courriel => "Courriel",
            Self::Ouverture => "Ouverture",
            Self::Fermeture => "Fermeture",
            Self::Etat => "État au registre",
            Self::Successeur => "Élèves repris par",
        }
    }

    pub const fn type_champ(self) -> TypeChamp {
        match self {
            Self::Maternelle | Self::Elementaire | Self::Specialisee | Self::RpiConcentre => {
                TypeChamp::Bool
            }
            Self::Circonscription | Self::Secteur | Self::Successeur => TypeChamp::Reference,
            Self::Latitude | Self::Longitude => TypeChamp::Reel,
            Self::Eleves | Self::Classes => TypeChamp::Entier,
            Self::Ouverture | Self::Fermeture => TypeChamp::Date,
            _ => TypeChamp::Texte,
        }
    }
}
