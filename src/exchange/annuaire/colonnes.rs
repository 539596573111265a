//! The columns of the annuaire, under every name they have had.

use super::super::ligne_lue::ColonnesPosition;
use super::super::tableau::Tableau;

/// Where each column is, when the file has it.
pub(super) struct Colonnes {
    pub(super) uai: Option<usize>,
    pub(super) nom: Option<usize>,
    pub(super) genre: Option<usize>,
    pub(super) code_nature: Option<usize>,
    pub(super) statut: Option<usize>,
    pub(super) adresse: [Option<usize>; 3],
    pub(super) code_postal: Option<usize>,
    pub(super) commune: Option<usize>,
    pub(super) commune_nom: Option<usize>,
    pub(super) departement: Option<usize>,
    pub(super) maternelle: Option<usize>,
    pub(super) elementaire: Option<usize>,
    pub(super) telephone: Option<usize>,
    pub(super) courriel: Option<usize>,
    pub(super) education_prioritaire: Option<usize>,
    pub(super) eleves: Option<usize>,
    pub(super) position: ColonnesPosition,
    pub(super) nom_circonscription: Option<usize>,
    pub(super) code_circonscription: Option<usize>,
    pub(super) ouverture: Option<usize>,
    pub(super) maj: Option<usize>,
    pub(super) etat: Option<usize>,
    pub(super) rpi_concentre: Option<usize>,
    pub(super) rpi_disperse: Option<usize>,
}

impl Colonnes {
    pub(super) fn of(tableau: &Tableau) -> Self {
        let c = |noms: &[&str]| tableau.colonne(noms);
        Self {
            uai: c(&[
                "identifiant_de_l_etablissement",
                "numero_uai",
                "code_etablissement",
                "uai",
                "code_uai",
                "code_rne",
            ]),
            nom: c(&[
                "nom_etablissement",
                "appellation_officielle",
                "nom_de_l_etablissement",
                "nom_de_l_etablissment",
            ]),
            genre: c(&["type_etablissement"]),
            code_nature: c(&["code_nature", "nature_uai"]),
            statut: c(&[
                "statut_public_prive",
                "secteur_public_prive",
                "secteur_public_prive_libe",
                "secteur",
            ]),
            adresse: [c(&["adresse_1"]), c(&["adresse_2"]), c(&["adresse_3"])],
            code_postal: c(&["code_postal", "code_postal_uai"]),
            commune: c(&["code_commune", "code_insee_de_la_commune"]),
            commune_nom: c(&[
                "nom_commune",
                "commune",
                "libelle_commune",
                "nom_de_la_commune",
            ]),
            departement: c(&["code_departement", "code_du_departement"]),
            maternelle: c(&["ecole_maternelle"]),
            elementaire: c(&["ecole_elementaire"]),
            telephone: c(&["telephone"]),
            courriel: c(&["mail", "courriel"]),
            education_prioritaire: c(&["appartenance_education_prioritaire"]),
            eleves: c(&["nombre_d_eleves", "nombre_total_d_eleves"]),
            position: ColonnesPosition::of(tableau),
            nom_circonscription: c(&["nom_circonscription"]),
            code_circonscription: c(&["code_circonscription"]),
            ouverture: c(&["date_ouverture"]),
            maj: c(&["date_maj_ligne"]),
            etat: c(&["etat", "etat_etablissement"]),
            rpi_concentre: c(&["rpi_concentre"]),
            rpi_disperse: c(&["rpi_disperse"]),
        }
    }

    /// The columns without which a row means nothing and that are missing, by their usual names.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        let mut absentes = Vec::new();
        for (colonne, nom) in [
            (self.uai, "Identifiant_de_l_etablissement"),
            (self.nom, "Nom_etablissement"),
            (self.genre.or(self.code_nature), "Type_etablissement"),
            (self.maternelle, "Ecole_maternelle"),
            (self.elementaire, "Ecole_elementaire"),
        ] {
            if colonne.is_none() {
                absentes.push(nom);
            }
        }
        absentes
    }
}
