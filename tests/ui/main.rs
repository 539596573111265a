//! Stories of the window, told through its labels.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/donnees.rs"]
mod donnees;
#[path = "../common/ecran.rs"]
mod ecran;
#[path = "../common/faits.rs"]
mod faits;
#[path = "../common/fenetre.rs"]
mod fenetre;
#[path = "../common/fichier_annuaire.rs"]
#[expect(dead_code, reason = "the files’ own stories use the rest")]
mod fichier_annuaire;
#[path = "../common/fichier_officiel.rs"]
#[expect(dead_code, reason = "the files’ own stories use the rest")]
mod fichier_officiel;

mod agenda;
mod au;
mod audience;
mod bilans;
mod carte;
mod consolidation;
#[cfg(unix)]
mod deplacement;
mod deroulement;
mod docteur;
mod envoi;
mod fermeture;
mod formations;
mod fusion;
mod fusion_deux_sens;
mod groupes;
mod histoires;
mod images;
mod importer;
mod observatoire;
mod ouverture;
mod tableau_de_bord;
mod tableur;
mod visites;
