//! Which published dataset a table is, told by its header: every vintage, labels and technical
//! names (`domain.md` §2.8).

use crate::domain::texte::sans_accents;

/// Lower case, no accents, every run of other characters one `_`: « Code postal » and
/// `code_postal` are the same column.
pub(super) fn normalise(entete: &str) -> String {
    let mut nom = String::with_capacity(entete.len());
    for c in sans_accents(entete.trim().trim_start_matches('\u{feff}')).chars() {
        if c.is_ascii_alphanumeric() {
            nom.push(c);
        } else if !nom.ends_with('_') {
            nom.push('_');
        }
    }
    nom
}

/// What a header announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Jeu {
    Annuaire,
    Effectifs,
    Ips,
    Geolocalisation,
    Fermes,
    CarteScolaire,
    Dnma,
    Snee,
}

/// The columns that settle it, the most telling first.
const SIGNATURES: [(&str, Jeu); 14] = [
    ("secteur_unique", Jeu::CarteScolaire),
    ("ips", Jeu::Ips),
    ("nombre_total_de_classes", Jeu::Effectifs),
    ("nombre_total_classes", Jeu::Effectifs),
    ("date_fermeture", Jeu::Fermes),
    ("debutsemaine", Jeu::Dnma),
    ("visites_globales", Jeu::Dnma),
    ("collectivite_signataire", Jeu::Snee),
    ("rpi_disperse", Jeu::Annuaire),
    ("identifiant_de_l_etablissement", Jeu::Annuaire),
    ("appariement", Jeu::Geolocalisation),
    ("qualite_d_appariement", Jeu::Geolocalisation),
    ("appellation_officielle", Jeu::Geolocalisation),
    ("appellation_officielle_uai", Jeu::Geolocalisation),
];

impl Jeu {
    /// From a normalised header.
    pub(super) fn recognise(entete: &[String]) -> Option<Self> {
        SIGNATURES
            .iter()
            .find(|(colonne, _)| entete.iter().any(|e| e == colonne))
            .map(|(_, jeu)| *jeu)
    }

    /// « les effectifs des écoles… »
    pub(super) const fn libelle(self) -> &'static str {
        match self {
            Self::Annuaire => "l’annuaire de l’éducation",
            Self::Effectifs => "les effectifs des écoles par rentrée (élèves et classes)",
            Self::Ips => "les indices de position sociale (IPS)",
            Self::Geolocalisation => "les adresses et la géolocalisation des établissements",
            Self::Fermes => "les établissements fermés",
            Self::CarteScolaire => "la carte scolaire des collèges publics",
            Self::Dnma => "l’audience mesurée des ENT (DNMA)",
            Self::Snee => "les subventions du socle numérique (SNEE)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reconnu(entete: &str) -> Option<Jeu> {
        let noms: Vec<String> = entete.split(';').map(normalise).collect();
        Jeu::recognise(&noms)
    }

    #[test]
    fn labels_and_technical_names_are_one_column() {
        for (lu, attendu) in [
            ("Code postal", "code_postal"),
            ("Code_postal", "code_postal"),
            ("Numéro de l'école", "numero_de_l_ecole"),
            ("Numéro de l’école", "numero_de_l_ecole"),
            ("\u{feff}REP +", "rep_"),
            (" coordX_origine ", "coordx_origine"),
        ] {
            assert_eq!(normalise(lu), attendu);
        }
    }

    #[test]
    fn each_dataset_is_told_from_the_others() {
        for (entete, jeu) in [
            (
                "Identifiant_de_l_etablissement;Nom_etablissement;rpi_disperse",
                Jeu::Annuaire,
            ),
            (
                "Rentrée scolaire;Numéro de l'école;Nombre total de classes",
                Jeu::Effectifs,
            ),
            (
                "rentree_scolaire;numero_ecole;nombre_total_classes",
                Jeu::Effectifs,
            ),
            ("Rentrée scolaire;UAI;Nom de l'établissment;IPS", Jeu::Ips),
            (
                "Code établissement;Appellation officielle;Qualité d'appariement",
                Jeu::Geolocalisation,
            ),
            (
                "numero_uai;appellation_officielle;appariement;date_ouverture",
                Jeu::Geolocalisation,
            ),
            (
                "numero_uai;appellation_officielle;date_fermeture;appariement",
                Jeu::Fermes,
            ),
            ("code_insee;Code_RNE;Secteur_unique", Jeu::CarteScolaire),
            ("debutsemaine;uai;visites_globales", Jeu::Dnma),
        ] {
            assert_eq!(reconnu(entete), Some(jeu), "{entete}");
        }
        assert_eq!(reconnu("nom;prenom;age"), None);
    }
}
