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

/// A published dataset, as its header announces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Jeu {
    Annuaire,
    Effectifs,
    Ips,
    Geolocalisation,
    Fermes,
    CarteScolaire,
    Dnma,
    Snee,
}

/// The columns that settle it, the most telling first. People's own spreadsheets have an « IPS »
/// or a « date de fermeture » too: such a column counts beside one of the second list only.
const SIGNATURES: [(&str, &[&str], Jeu); 14] = [
    (
        "secteur_unique",
        &["code_rne", "code_insee"],
        Jeu::CarteScolaire,
    ),
    ("ips", &["rentree_scolaire"], Jeu::Ips),
    (
        "nombre_total_de_classes",
        &["rentree_scolaire"],
        Jeu::Effectifs,
    ),
    (
        "nombre_total_classes",
        &["rentree_scolaire"],
        Jeu::Effectifs,
    ),
    (
        "date_fermeture",
        &[
            "numero_uai",
            "code_etablissement",
            "identifiant_de_l_etablissement",
        ],
        Jeu::Fermes,
    ),
    ("debutsemaine", &[], Jeu::Dnma),
    ("visites_globales", &[], Jeu::Dnma),
    ("collectivite_signataire", &[], Jeu::Snee),
    ("rpi_disperse", &[], Jeu::Annuaire),
    ("identifiant_de_l_etablissement", &[], Jeu::Annuaire),
    ("appariement", &[], Jeu::Geolocalisation),
    ("qualite_d_appariement", &[], Jeu::Geolocalisation),
    ("appellation_officielle", &[], Jeu::Geolocalisation),
    ("appellation_officielle_uai", &[], Jeu::Geolocalisation),
];

/// The names under which the official files give the UAI (`domain.md` §2.8).
pub(super) const UAI: [&str; 8] = [
    "numero_uai",
    "identifiant_de_l_etablissement",
    "code_etablissement",
    "numero_de_l_ecole",
    "numero_ecole",
    "uai",
    "code_uai",
    "code_rne",
];

impl Jeu {
    /// From a normalised header.
    pub(super) fn recognise(entete: &[String]) -> Option<Self> {
        let has = |nom: &&str| entete.iter().any(|e| e == nom);
        SIGNATURES
            .iter()
            .find(|(colonne, avec, _)| has(colonne) && (avec.is_empty() || avec.iter().any(has)))
            .map(|(.., jeu)| *jeu)
            .or_else(|| is_snee(entete).then_some(Self::Snee))
            .or_else(|| super::dnma::is_dnma(entete).then_some(Self::Dnma))
    }

    /// Its name in the carnet and for scripts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Annuaire => "annuaire",
            Self::Effectifs => "effectifs",
            Self::Ips => "ips",
            Self::Geolocalisation => "geolocalisation",
            Self::Fermes => "fermes",
            Self::CarteScolaire => "carte-scolaire",
            Self::Dnma => "dnma",
            Self::Snee => "snee",
        }
    }

    /// As the head of a line: « Effectifs des écoles ».
    pub const fn titre(self) -> &'static str {
        match self {
            Self::Annuaire => "Annuaire de l’éducation",
            Self::Effectifs => "Effectifs des écoles",
            Self::Ips => "Indices de position sociale (IPS)",
            Self::Geolocalisation => "Géolocalisation des établissements",
            Self::Fermes => "Établissements fermés",
            Self::CarteScolaire => "Carte scolaire des collèges",
            Self::Dnma => "Audience mesurée des ENT (DNMA)",
            Self::Snee => "Subventions du socle numérique (SNEE)",
        }
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

/// The layout of the SNEE file is known by its description only (`domain.md` §4.2): a school, and
/// the collectivité that signs.
fn is_snee(entete: &[String]) -> bool {
    let parle = |c: &String| {
        c.contains("signataire") || c.contains("snee") || c.contains("socle_numerique")
    };
    entete.iter().any(parle) && entete.iter().any(|c| UAI.contains(&c.as_str()))
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
            // Its week under a name nobody foresaw: asked on the page.
            ("Lundi;Code école;Visites élève;Visites parent", Jeu::Dnma),
            (
                "UAI;Commune;Collectivité territoriale signataire",
                Jeu::Snee,
            ),
        ] {
            assert_eq!(reconnu(entete), Some(jeu), "{entete}");
        }
        // A colleague's spreadsheet is none of them.
        for entete in [
            "nom;prenom;age",
            "UAI;École;IPS;ENT",
            "UAI;École;Date fermeture",
            "École;Signataire de la convention",
            "UAI;École;Visites 2024;Visites 2025",
        ] {
            assert_eq!(reconnu(entete), None, "{entete}");
        }
    }
}
