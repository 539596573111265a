//! The trade, as pure values and functions: no window, no database, no clock, no file.

pub mod abonnement;
pub mod adresse;
pub mod agenda;
mod annee_scolaire;
pub mod bilan;
pub mod calendrier;
mod champ_ecole;
mod cible;
mod conditions;
pub mod conseiller;
pub mod continuite;
pub mod courbe;
pub mod date;
mod departement;
mod deploiement;
pub mod docteur;
pub mod duree;
mod ecole;
mod effectif;
pub mod eligibilite;
pub mod euros;
mod faits;
pub mod fil;
mod financement;
pub mod formation;
pub mod fraicheur;
pub mod groupe;
mod id;
pub mod lieu;
pub mod liste;
mod modification;
pub mod nom_ecole;
pub mod nombre;
mod observation;
pub mod observatoire;
pub mod palette;
mod prenoms;
mod projet;
pub mod relance;
pub mod saisie_visite;
mod source;
mod terrain;
pub mod texte;
pub mod tournee;
mod uai;
pub mod vigilance;
mod visite;

pub use annee_scolaire::AnneeScolaire;
pub use bilan::{Bilan, Compte, Par, Population};
pub use champ_ecole::{ChampEcole, TypeChamp};
pub use cible::Cible;
pub use conditions::{Alimentation, Conditions, Wifi};
pub use courbe::Courbe;
pub use departement::{departement_nom, normalise_departement};
pub use deploiement::{Deploiement, Etape, Perimetre, Regle};
pub use ecole::{Ecole, EducationPrioritaire, Etat, Nature, PeriodeSituation, Situation, Statut};
pub use effectif::{Effectif, Ips, mesure_de};
pub use faits::{Circonscription, Faits, SecteurCollege, Solution, Verification};
pub use financement::{Dispositif, Financement};
pub use formation::{
    Evenement, Formateur, Formation, Modalite, Participation, Public, Seance, StatutSeance, Systeme,
};
pub use groupe::{Groupe, SorteGroupe};
pub use id::Id;
pub use liste::{CommuneInfo, Domaine, Liste, Terme};
pub use modification::{Ecrit, Effet, LigneModification, Modification};
pub use observation::{Conge, Crcn, Observation, ObservationLigne, Piece};
pub use projet::{Jalon, Portee, Projet};
pub use saisie_visite::SaisieVisite;
pub use source::Source;
pub use terrain::Terrain;
pub use uai::{Uai, UaiErreur, lettre_attendue, normalise_uai};
pub use visite::{
    Action, CompteRendu, Copie, Lecteur, Modele, Partie, Rencontre, Visite, VisiteEntiere,
};
