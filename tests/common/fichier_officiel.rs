//! Made-up official files, in the columns of each vintage (`domain.md` §2).

use crate::fichier_annuaire::{Cote, Ecrit};

/// Effectifs, labels of 2023: 23 columns.
pub(crate) const EFFECTIFS: &str = "Rentrée scolaire;Région académique;Académie;Département;\
    Commune;Numéro de l'école;Dénomination principale;Patronyme;Secteur;REP;REP +;\
    Nombre total de classes;Nombre total d'élèves;Nombre d'élèves en pré-élémentaire hors ULIS;\
    Nombre d'élèves en élémentaire hors ULIS;Nombre d'élèves en ULIS;\
    Nombre d'élèves en CP hors ULIS;Nombre d'élèves en CE1 hors ULIS;\
    Nombre d'élèves en CE2 hors ULIS;Nombre d'élèves en CM1 hors ULIS;\
    Nombre d'élèves en CM2 hors ULIS;tri;Code Postal";

/// The same by technical names, with the columns of later years.
pub(crate) const EFFECTIFS_TECHNIQUE: &str = "rentree_scolaire;region_academique;academie;\
    code_departement;commune;numero_ecole;denomination_principale;patronyme;secteur;rep;rep_plus;\
    nombre_total_classes;nombre_total_eleves;nombre_eleves_preelementaire_hors_ulis;\
    nombre_eleves_elementaire_hors_ulis;nombre_eleves_ulis;nombre_eleves_cp_hors_ulis;\
    nombre_eleves_ce1_hors_ulis;nombre_eleves_ce2_hors_ulis;nombre_eleves_cm1_hors_ulis;\
    nombre_eleves_cm2_hors_ulis;nombre_eleves_ueea;code_commune_insee";

/// IPS of 2021-2022: 10 columns, with the typing error of the portal.
pub(crate) const IPS_2021: &str = "Rentrée scolaire;Académie;Code du département;Département;UAI;\
    Nom de l'établissment;Code INSEE de la commune;Nom de la commune;Secteur;IPS";

/// IPS from 2022 on: 23 columns.
pub(crate) const IPS_2022: &str = "Rentrée scolaire;Code région;Région;Code de l'académie;\
    Académie;Code du département;Département;Code INSEE de la commune;Nom de la commune;UAI;\
    Nom de l'établissement;Secteur;IPS;IPS national privé;IPS national public;IPS national;\
    IPS académique privé;IPS académique public;IPS académique;IPS départemental privé;\
    IPS départemental public;IPS départemental;num_ligne";

/// The same by technical names, those that matter.
pub(crate) const IPS_TECHNIQUE: &str =
    "rentree_scolaire;code_du_departement;uai;nom_de_l_etablissement;secteur;ips";

/// Géolocalisation, labels of 2023, those that matter.
pub(crate) const GEO: &str = "Code établissement;Appellation officielle;Dénomination principale;\
    Secteur Public/Privé;Commune;Coordonnee X;EPSG;Latitude;Longitude;Qualité d'appariement;\
    Code nature;Code état établissement;Code département;Code commune;Position";

/// The same by technical names.
pub(crate) const GEO_TECHNIQUE: &str = "numero_uai;appellation_officielle;\
    denomination_principale;secteur_public_prive_libe;libelle_commune;coordonnee_x;epsg;latitude;\
    longitude;appariement;nature_uai;etat_etablissement;code_departement;code_commune;position";

/// Carte scolaire: 18 columns.
pub(crate) const CARTE: &str = "code_region;libelle_region;code_academie;libelle_academie;\
    code_departement;libelle_departement;code_postal;code_insee;libelle_commune;lieu_dit;\
    Type_et_Libelle;No_de_voie_debut;Indice_de_repetition_debut;No_de_voie_fin;\
    Indice_de_repetition_fin;Parite;Code_RNE;Secteur_unique";

/// The newer technical header: 19 columns.
pub(crate) const CARTE_TECHNIQUE: &str = "code_region;libelle_region;code_academie;\
    libelle_academie;code_departement;libelle_departement;code_postal;code_insee;libelle_commune;\
    lieu_dit;type_et_libelle;n_de_voie_debut;indice_de_repetition_debut;n_de_voie_fin;\
    indice_de_repetition_fin;parite;code_rne;secteur_unique;no_ligne";

/// Closed establishments, technical names, those that matter.
pub(crate) const FERMES: &str = "numero_uai;appellation_officielle;secteur_public_prive_libe;\
    date_ouverture;date_fermeture;adresse_uai;code_postal_uai;latitude;longitude;appariement;\
    nature_uai;code_departement;code_commune;libelle_commune;ecole_maternelle;ecole_elementaire";

/// The same in the words of the labels of the other files.
pub(crate) const FERMES_LIBELLES: &str = "Code établissement;Appellation officielle;\
    Secteur Public/Privé;Date ouverture;Date fermeture;Adresse;Code postal;Latitude;Longitude;\
    Qualité d'appariement;Code nature;Code département;Code commune;Commune;Ecole maternelle;\
    Ecole élémentaire";

/// INVENTED: of the file `fr-en-aap-snee-ecoles` only a description is known (`domain.md` §4.2:
/// 18 columns, school, number of classes, commune, signing collectivité, position).
pub(crate) const SNEE: &str = "Académie;Code département;Département;UAI;Nom de l'école;Secteur;\
    Adresse;Code postal;Code commune;Commune;Nombre de classes;Collectivité signataire;\
    SIREN du signataire;Type de collectivité signataire;Subvention accordée;Latitude;Longitude;\
    Position";

/// A file being made: values by column name, as written in its header.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    nom: &'static str,
    colonnes: Vec<&'static str>,
    lignes: Vec<Vec<String>>,
    cote: Cote,
}

impl Table {
    pub(crate) fn new(nom: &'static str, entete: &'static str) -> Self {
        Self {
            nom,
            colonnes: entete.split(';').map(str::trim).collect(),
            lignes: Vec::new(),
            cote: Cote::PORTAIL,
        }
    }

    /// Adds a row; columns not named are left empty, and so are those the header does not have.
    pub(crate) fn push(&mut self, valeurs: &[(&str, &str)]) -> &mut Self {
        let ligne = self.colonnes.iter().map(|colonne| {
            let valeur = valeurs.iter().find(|(nom, _)| nom == colonne);
            valeur.map_or_else(String::new, |(_, valeur)| (*valeur).to_owned())
        });
        self.lignes.push(ligne.collect());
        self
    }

    pub(crate) const fn cote(mut self, cote: Cote) -> Self {
        self.cote = cote;
        self
    }

    pub(crate) fn octets(&self) -> Vec<u8> {
        let separateur = self.cote.separateur.to_string();
        let entete: Vec<String> = self.colonnes.iter().map(|c| (*c).to_owned()).collect();
        let lignes = std::iter::once(&entete).chain(&self.lignes).map(|ligne| {
            let cellules: Vec<String> = ligne.iter().map(|c| self.cote.cite(c)).collect();
            format!("{}{}", cellules.join(&separateur), self.cote.fin)
        });
        self.cote.encode(&lignes.collect::<String>())
    }

    pub(crate) fn ecrire(&self) -> Ecrit {
        Ecrit::new(self.nom, &self.octets())
    }
}
