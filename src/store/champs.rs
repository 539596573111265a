//! The columns of each kind of object, in the order of its table in `schema.sql`.

use crate::domain::{ChampEcole, TypeChamp};

/// One column of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Champ {
    pub nom: &'static str,
    pub type_champ: TypeChamp,
}

const fn champ(nom: &'static str, type_champ: TypeChamp) -> Champ {
    Champ { nom, type_champ }
}

use TypeChamp::{Bool, Date, Entier, Reel, Reference, Texte};

/// `debut` columns followed by the fields every layer of a school shares.
const fn avec_champs_ecole<const D: usize, const N: usize>(debut: [Champ; D]) -> [Champ; N] {
    let mut champs = [champ("", Texte); N];
    let mut i = 0;
    while i < D {
        champs[i] = debut[i];
        i += 1;
    }
    while i < N {
        let ecole = ChampEcole::ALL[i - D];
        champs[i] = champ(ecole.as_str(), ecole.type_champ());
        i += 1;
    }
    champs
}

pub(super) const ECOLE: [Champ; ChampEcole::COUNT + 1] = avec_champs_ecole([champ("uai", Texte)]);
pub(super) const RELEVE: [Champ; ChampEcole::COUNT + 4] = avec_champs_ecole([
    champ("ecole", Reference),
    champ("uai", Texte),
    champ("jeu", Texte),
    champ("millesime", Date),
]);
pub(super) const ECOLE_CHANGEMENT: [Champ; ChampEcole::COUNT + 2] =
    avec_champs_ecole([champ("ecole", Reference), champ("depuis", Date)]);
pub(super) const CIRCONSCRIPTION: [Champ; 3] = [
    champ("code", Texte),
    champ("nom", Texte),
    champ("departement", Texte),
];
pub(super) const SECTEUR_COLLEGE: [Champ; 9] = [
    champ("uai", Texte),
    champ("nom", Texte),
    champ("commune", Texte),
    champ("commune_nom", Texte),
    champ("departement", Texte),
    champ("latitude", Reel),
    champ("longitude", Reel),
    champ("plan_ruralite", Bool),
    champ("ent", Texte),
];
pub(super) const COMMUNE_INFO: [Champ; 3] = [
    champ("insee", Texte),
    champ("population", Entier),
    champ("annee", Entier),
];
pub(super) const LOT: [Champ; 5] = [
    champ("jeu", Texte),
    champ("periode", Texte),
    champ("millesime", Date),
    champ("fichier", Texte),
    champ("lignes", Entier),
];
pub(super) const TERME: [Champ; 5] = [
    champ("liste", Texte),
    champ("code", Texte),
    champ("nom", Texte),
    champ("ordre", Entier),
    champ("hors_menu", Bool),
];
pub(super) const CORRESPONDANCE: [Champ; 3] = [
    champ("domaine", Texte),
    champ("texte", Texte),
    champ("valeur", Texte),
];
pub(super) const SOLUTION: [Champ; 6] = [
    champ("code", Texte),
    champ("nom", Texte),
    champ("editeur", Texte),
    champ("compte_ent", Bool),
    champ("ordre", Entier),
    champ("note", Texte),
];
pub(super) const DISPOSITIF: [Champ; 5] = [
    champ("code", Texte),
    champ("nom", Texte),
    champ("description", Texte),
    champ("reference", Texte),
    champ("ordre", Entier),
];
pub(super) const PROJET: [Champ; 8] = [
    champ("nom", Texte),
    champ("portee", Texte),
    champ("circonscription", Reference),
    champ("solution", Reference),
    champ("debut", Date),
    champ("fin", Date),
    champ("description", Texte),
    champ("evaluation", Texte),
];
pub(super) const PROJET_ECOLE: [Champ; 2] = [champ("projet", Reference), champ("ecole", Reference)];
pub(super) const JALON: [Champ; 6] = [
    champ("projet", Reference),
    champ("moment", Reference),
    champ("libelle", Texte),
    champ("prevu_le", Date),
    champ("atteint_le", Date),
    champ("conseiller_associe", Bool),
];
pub(super) const DEPLOIEMENT: [Champ; 14] = [
    champ("ecole", Reference),
    champ("solution", Reference),
    champ("projet", Reference),
    champ("debut", Date),
    champ("fin", Date),
    champ("perimetre", Texte),
    champ("classes", Entier),
    champ("classes_total", Entier),
    champ("projet_le", Date),
    champ("conventionne_le", Date),
    champ("comptes_le", Date),
    champ("forme_le", Date),
    champ("utilise_le", Date),
    champ("commentaire", Texte),
];
pub(super) const FINANCEMENT: [Champ; 9] = [
    champ("ecole", Reference),
    champ("deploiement", Reference),
    champ("dispositif", Reference),
    champ("annee", Entier),
    champ("montant_centimes", Entier),
    champ("poste", Texte),
    champ("abonnement_debut", Date),
    champ("abonnement_fin", Date),
    champ("commentaire", Texte),
];
pub(super) const CONDITIONS: [Champ; 14] = [
    champ("ecole", Reference),
    champ("le", Date),
    champ("debit_mbits", Entier),
    champ("wifi", Texte),
    champ("postes", Entier),
    champ("tablettes", Entier),
    champ("ecrans", Entier),
    champ("gar", Bool),
    champ("gar_le", Date),
    champ("responsable_affectation", Bool),
    champ("alimentation", Texte),
    champ("charte", Bool),
    champ("charte_le", Date),
    champ("commentaire", Texte),
];
pub(super) const VERIFICATION: [Champ; 4] = [
    champ("ecole", Reference),
    champ("le", Date),
    champ("par", Texte),
    champ("commentaire", Texte),
];
pub(super) const VISITE: [Champ; 9] = [
    champ("ecole", Reference),
    champ("le", Date),
    champ("duree", Entier),
    champ("motif", Reference),
    champ("intervenant", Texte),
    champ("contexte", Texte),
    champ("constats", Texte),
    champ("conseils", Texte),
    champ("suites", Texte),
];
pub(super) const RENCONTRE: [Champ; 4] = [
    champ("visite", Reference),
    champ("role", Reference),
    champ("nombre", Entier),
    champ("nom", Texte),
];
pub(super) const COPIE: [Champ; 4] = [
    champ("visite", Reference),
    champ("pour", Texte),
    champ("parties", Texte),
    champ("destinataires", Texte),
];
pub(super) const ACTION: [Champ; 9] = [
    champ("ecole", Reference),
    champ("visite", Reference),
    champ("libelle", Texte),
    champ("role", Reference),
    champ("qui", Texte),
    champ("echeance", Date),
    champ("faite_le", Date),
    champ("abandonnee_le", Date),
    champ("commentaire", Texte),
];
pub(super) const MODELE: [Champ; 7] = [
    champ("code", Texte),
    champ("nom", Texte),
    champ("contexte", Texte),
    champ("constats", Texte),
    champ("conseils", Texte),
    champ("suites", Texte),
    champ("ordre", Entier),
];
pub(super) const FORMATION: [Champ; 6] = [
    champ("titre", Texte),
    champ("objectifs", Texte),
    champ("systeme", Texte),
    champ("reference", Texte),
    champ("public", Texte),
    champ("cycle", Reference),
];
pub(super) const SEANCE: [Champ; 10] = [
    champ("formation", Reference),
    champ("le", Date),
    champ("duree", Entier),
    champ("duree_18h", Entier),
    champ("modalite", Texte),
    champ("lieu", Texte),
    champ("statut", Texte),
    champ("reponses", Entier),
    champ("satisfaction", Entier),
    champ("bilan", Texte),
];
pub(super) const PARTICIPATION: [Champ; 4] = [
    champ("seance", Reference),
    champ("ecole", Reference),
    champ("nombre", Entier),
    champ("noms", Texte),
];
pub(super) const FORMATEUR: [Champ; 5] = [
    champ("seance", Reference),
    champ("nom", Texte),
    champ("role", Reference),
    champ("animation", Entier),
    champ("preparation", Entier),
];
pub(super) const EVENEMENT: [Champ; 8] = [
    champ("sorte", Reference),
    champ("nom", Texte),
    champ("le", Date),
    champ("duree", Entier),
    champ("lieu", Texte),
    champ("secteur", Reference),
    champ("participants", Entier),
    champ("compte_rendu", Texte),
];
pub(super) const EVENEMENT_ECOLE: [Champ; 2] =
    [champ("evenement", Reference), champ("ecole", Reference)];
pub(super) const OBSERVATION: [Champ; 8] = [
    champ("ecole", Reference),
    champ("le", Date),
    champ("observateur", Texte),
    champ("cycle", Reference),
    champ("constat", Texte),
    champ("capsule", Texte),
    champ("consentement", Bool),
    champ("droit_image", Bool),
];
pub(super) const OBSERVATION_LIGNE: [Champ; 8] = [
    champ("observation", Reference),
    champ("service", Reference),
    champ("frequence", Reference),
    champ("palier", Reference),
    champ("point_de_vue", Reference),
    champ("acteurs", Texte),
    champ("crcn", Texte),
    champ("constat", Texte),
];
pub(super) const PIECE: [Champ; 4] = [
    champ("ecole", Reference),
    champ("objet", Reference),
    champ("libelle", Texte),
    champ("adresse", Texte),
];
pub(super) const CONGE: [Champ; 4] = [
    champ("code", Texte),
    champ("nom", Texte),
    champ("debut", Date),
    champ("fin", Date),
];
pub(super) const OBJECTIF: [Champ; 4] = [
    champ("circonscription", Reference),
    champ("rentree", Entier),
    champ("part", Entier),
    champ("commentaire", Texte),
];
pub(super) const BILAN_ENREGISTRE: [Champ; 2] = [champ("nom", Texte), champ("contenu", Texte)];
pub(super) const CLE_ENVOI: [Champ; 1] = [champ("valeur", Texte)];
pub(super) const RECEPTION: [Champ; 8] = [
    champ("producteur", Reference),
    champ("perimetre", Texte),
    champ("au", Date),
    champ("empreinte", Texte),
    champ("fichier", Texte),
    champ("ecoles", Entier),
    champ("avec_ent", Entier),
    champ("remplacee", Reference),
];
pub(super) const IDENTITE: [Champ; 4] = [
    champ("genre", Texte),
    champ("premier", Reference),
    champ("second", Reference),
    champ("reponse", Texte),
];
