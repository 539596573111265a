//! Copies of one carnet, and what a person sees of one of its objects.

use crate::common::{auteur, jour};
use carnet_ent::domain::{Id, Source};
use carnet_ent::error::Result;
use carnet_ent::store::{Champs, Choix, Ecrit, Edit, Genre, Store, Valeur};
use carnet_ent::systeme::Horloge;
use chrono::{DateTime, Utc};

pub(super) const UAI: &str = "0880001Y";

/// One object of the carnet both people hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sorte {
    pub(super) genre: Genre,
    /// The field both may write: a text.
    pub(super) a: &'static str,
    /// Another one, as it is at first and as somebody may write it.
    pub(super) b: &'static str,
    pub(super) b_avant: &'static str,
    pub(super) b_apres: &'static str,
}

const fn sorte(genre: Genre, a: &'static str, b: &'static str) -> Sorte {
    Sorte {
        genre,
        a,
        b,
        b_avant: "premier",
        b_apres: "second",
    }
}

const fn datee(genre: Genre, a: &'static str, b: &'static str) -> Sorte {
    Sorte {
        genre,
        a,
        b,
        b_avant: "2021-09-01",
        b_apres: "2021-11-15",
    }
}

pub(super) const SORTES: [Sorte; 9] = [
    sorte(Genre::Projet, "description", "evaluation"),
    datee(Genre::Deploiement, "commentaire", "debut"),
    sorte(Genre::Financement, "commentaire", "poste"),
    datee(Genre::Visite, "intervenant", "le"),
    sorte(Genre::Action, "qui", "commentaire"),
    sorte(Genre::Formation, "titre", "objectifs"),
    sorte(Genre::Evenement, "nom", "lieu"),
    sorte(Genre::Observation, "constat", "capsule"),
    sorte(Genre::Solution, "editeur", "note"),
];

impl Sorte {
    pub(super) fn id(self) -> Id {
        id(self.genre.as_str())
    }

    /// Its fields in the common carnet.
    pub(super) fn au_depart(self) -> Champs {
        self.genre
            .champs()
            .iter()
            .fold(Champs::new(), |champs, champ| match champ.nom {
                nom if nom == self.a => champs.set(self.a, "avant"),
                nom if nom == self.b => champs.set(self.b, self.b_avant),
                "ecole" => champs.set("ecole", Id::ecole(UAI)),
                "deploiement" => champs.set("deploiement", id("deploiement")),
                "solution" => champs.set("solution", id("solution")),
                "libelle" => champs.set("libelle", "Rappeler"),
                "perimetre" => champs.set("perimetre", "ecole"),
                "nom" => champs.set("nom", "Nom"),
                "compte_ent" => champs.set("compte_ent", true),
                "le" => champs.set("le", jour(2021, 1, 12)),
                "annee" => champs.set("annee", 2021_u32),
                _ => champs,
            })
    }

    /// What the pages show of it: its two fields; nothing when they do not show it.
    pub(super) fn vue(self, store: &Store) -> Option<(String, String)> {
        let faits = store.faits().expect("facts");
        let ecole = Id::ecole(UAI);
        let jour = |d: Option<chrono::NaiveDate>| d.map_or_else(String::new, |d| d.to_string());
        let terrain = &faits.terrain;
        let id = self.id();
        match self.genre {
            Genre::Projet => faits
                .projets
                .get(&id)
                .map(|p| (p.description.clone(), p.evaluation.clone())),
            Genre::Deploiement => faits
                .deploiements(ecole)
                .iter()
                .find(|d| d.id == id)
                .map(|d| (d.commentaire.clone(), jour(d.debut))),
            Genre::Financement => faits
                .financements(ecole)
                .iter()
                .find(|f| f.id == id)
                .map(|f| (f.commentaire.clone(), f.poste.clone())),
            Genre::Visite => terrain
                .visites(ecole)
                .iter()
                .find(|v| v.id == id)
                .map(|v| (v.intervenant.clone(), v.le.to_string())),
            Genre::Action => terrain
                .actions(ecole)
                .iter()
                .find(|a| a.id == id)
                .map(|a| (a.qui.clone(), a.commentaire.clone())),
            Genre::Formation => terrain
                .formations
                .get(&id)
                .map(|f| (f.titre.clone(), f.objectifs.clone())),
            Genre::Evenement => terrain
                .evenements
                .get(&id)
                .map(|e| (e.nom.clone(), e.lieu.clone())),
            Genre::Observation => terrain
                .observations(ecole)
                .iter()
                .find(|o| o.id == id)
                .map(|o| (o.constat.clone(), o.capsule.clone())),
            Genre::Solution => faits
                .solutions
                .get(&id)
                .map(|s| (s.editeur.clone(), s.note.clone())),
            autre => unreachable!("{autre:?} is not in the matrix"),
        }
    }
}

/// The identity of a thing of the common carnet.
pub(super) fn id(nom: &str) -> Id {
    Id::derived("matrice", nom)
}

/// What is typed, as one operation.
pub(super) fn ecrit(store: &mut Store, genre: Genre, id: Id, champs: Champs) {
    store
        .transact("Saisie", |edit| edit.put(genre, id, champs, Source::Saisi))
        .expect("written");
}

pub(super) fn supprime(store: &mut Store, genre: Genre, id: Id) {
    store
        .transact("Suppression", |edit| edit.delete(genre, id))
        .expect("deleted");
}

pub(super) fn annule(store: &mut Store) {
    store.undo().expect("undone").expect("something to undo");
}

/// Stands for the shipped lists, of which the matrix needs none: making a carnet writes something.
fn liste(edit: &mut Edit<'_>) -> Result<()> {
    let source = Source::Officiel {
        millesime: jour(2020, 1, 1),
    };
    let champs = Champs::new().set("liste", "motif").set("nom", "Bilan");
    edit.put(Genre::Terme, id("terme"), champs, source)
        .map(drop)
}

/// What both people hold: a school, its ENT, and one object of each kind.
fn commun() -> Store {
    let mut store =
        Store::in_memory_with(&auteur("Anne", jour(2020, 9, 1)), liste).expect("in memory");
    store
        .transact("Saisies communes", |edit| {
            let champs = Champs::new()
                .set("nom", "École Élise")
                .set("elementaire", true)
                .set("statut", "public");
            edit.releve("annuaire", jour(2020, 9, 1), UAI, champs)?;
            for sorte in SORTES {
                edit.put(sorte.genre, sorte.id(), sorte.au_depart(), Source::Saisi)?;
            }
            Ok(())
        })
        .expect("written");
    store
}

/// A carnet that has taken the common one in, in the hands of `personne`, at this instant of her
/// clock.
pub(super) fn copie_a(personne: &str, instant: DateTime<Utc>) -> Store {
    thread_local! {
        static COMMUN: Store = commun();
    }
    let mut qui = auteur(personne, jour(2021, 1, 1));
    qui.horloge = Horloge::Fixe(instant);
    let mut store = Store::in_memory_with(&qui, liste).expect("in memory");
    COMMUN.with(|commun| unit(&mut store, commun));
    store
}

/// A copy, at noon of a day of March 2022.
pub(super) fn copie(personne: &str, le: u32) -> Store {
    let midi = jour(2022, 3, le).and_hms_opt(12, 0, 0).expect("noon");
    copie_a(personne, midi.and_utc())
}

/// What stands in a conflict: the field, and each value as typed; of a deletion, no value.
pub(super) fn desaccords(store: &Store) -> Vec<(Genre, Id, String, Vec<String>)> {
    let mut par_champ: Vec<(Genre, Id, String, Vec<String>)> = Vec::new();
    for ligne in store.conflits().expect("asked") {
        let valeur = match &ligne.valeur {
            _ if ligne.champ == "supprime" => continue,
            None => String::new(),
            Some(Valeur::Texte(texte)) => texte.to_string(),
            Some(autre) => format!("{autre:?}"),
        };
        match par_champ.last_mut() {
            Some((_, objet, champ, valeurs))
                if (*objet, &*champ) == (ligne.objet, &ligne.champ) =>
            {
                valeurs.push(valeur);
            }
            _ => par_champ.push((ligne.genre, ligne.objet, ligne.champ, vec![valeur])),
        }
    }
    for (_, _, _, valeurs) in &mut par_champ {
        valeurs.sort();
        valeurs.dedup();
    }
    par_champ
}

/// The objects deleted by one and written by another.
pub(super) fn contestes(store: &Store) -> Vec<(Genre, Id)> {
    let mut contestes: Vec<(Genre, Id)> = store
        .differends()
        .expect("asked")
        .iter()
        .filter(|d| d.is_deletion())
        .map(|d| (d.genre, d.objet))
        .collect();
    contestes.sort_unstable();
    contestes
}

/// Settles all that is open: the first of two values, and what was deleted stays.
pub(super) fn regle_tout(store: &mut Store) {
    for _ in 0..20 {
        let Some(d) = store.differends().expect("asked").into_iter().next() else {
            return;
        };
        let reglement = if d.is_deletion() {
            d.choisir(Choix::Conserver)
        } else {
            d.garder(&d.versions[0])
        };
        store.regler(&reglement).expect("settled");
    }
    panic!("settling does not end: {:?}", store.differends());
}

pub(super) fn sain(store: &Store, cas: &str) {
    assert_eq!(
        store.verify().expect("verified"),
        Vec::<String>::new(),
        "{cas}"
    );
}

pub(super) fn unit(dans: &mut Store, de: &Store) {
    dans.union(de).expect("merged");
}

/// An empty value, typed.
pub(super) fn vide(nom: &'static str) -> Champs {
    Champs(vec![(nom, Ecrit::Nul)])
}
