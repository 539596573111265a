//! The rows of *Écoles*: one line of text per school, made once per data revision.

use std::sync::Arc;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

use crate::domain::abonnement::BIENTOT;
use crate::domain::date::date_courte;
use crate::domain::fraicheur::{PEREMPTION, est_perimee};
use crate::domain::texte::sans_accents;
use crate::domain::{Etape, Faits, Id, Nature, Perimetre, Regle, Situation, Statut};

/// One school as a line of text.
pub(super) struct Ligne {
    pub id: Id,
    pub uai: String,
    pub nom: Arc<str>,
    pub commune: Arc<str>,
    pub nature: Option<Nature>,
    pub statut: Option<Statut>,
    pub secteur: String,
    pub circonscription: String,
    /// « ONE, 2 cl. sur 5 »; empty = without.
    pub ent: String,
    /// Names of the ENT that make it « avec ENT ».
    pub solutions: Vec<String>,
    pub etape: Option<Etape>,
    /// The first end among the ENT in service, each by the last of its subscriptions.
    pub abonnement: Option<NaiveDate>,
    /// « ▲ 31/08/2022 » when it is over or near.
    pub abonnement_texte: String,
    pub fin_proche: bool,
    pub fini: bool,
    pub verifie: Option<NaiveDate>,
    /// « ▲ 02/06/2020 » when it is old.
    pub verifie_texte: String,
    /// Never verified, or too long ago.
    pub a_verifier: bool,
    /// Rank of its name, and of its commune, in French order.
    pub(super) rang_nom: u32,
    pub(super) rang_commune: u32,
}

/// All rows, and what the search looks into: their texts without accents, end to end, because
/// sixty thousand scattered strings cost more to reach than to read.
#[derive(Default)]
pub(super) struct Liste {
    pub(super) lignes: Vec<Ligne>,
    cles: String,
    /// Where the text of each row ends.
    fins: Vec<u32>,
}

impl Liste {
    fn push(&mut self, ligne: Ligne) {
        let texte = format!(
            "{} {} {} {}",
            ligne.nom, ligne.commune, ligne.uai, ligne.secteur
        );
        self.cles.push_str(&sans_accents(&texte));
        self.fins.push(self.cles.len() as u32);
        self.lignes.push(ligne);
    }

    /// The text of each row, in order.
    pub(super) fn textes(&self) -> impl Iterator<Item = &str> {
        let debuts = std::iter::once(0).chain(self.fins.iter().copied());
        debuts.zip(&self.fins).map(|(debut, &fin)| {
            self.cles
                .get(debut as usize..fin as usize)
                .unwrap_or_default()
        })
    }
}

/// The schools open on `au`, in order of UAI.
pub(super) fn lignes(faits: &Faits, au: NaiveDate, regle: Regle) -> Liste {
    let mut liste = Liste::default();
    for (ecole, situation) in faits.ouvertes_au(au) {
        liste.push(ligne(faits, ecole.id, &ecole.uai, situation, au, regle));
    }
    rank(&mut liste.lignes);
    liste
}

/// Gives each row the rank of its name and of its commune, in French order.
fn rank(lignes: &mut [Ligne]) {
    let collator =
        CollatorBorrowed::try_new(CollatorPreferences::default(), CollatorOptions::default()).ok();
    let compare = |a: &str, b: &str| {
        collator
            .as_ref()
            .map_or_else(|| a.cmp(b), |c| c.compare(a, b))
    };
    let mut ordre: Vec<usize> = (0..lignes.len()).collect();
    ordre.sort_by(|&a, &b| {
        compare(&lignes[a].nom, &lignes[b].nom).then(lignes[a].uai.cmp(&lignes[b].uai))
    });
    for (rang, &i) in ordre.iter().enumerate() {
        lignes[i].rang_nom = rang as u32;
    }
    // Few communes, many schools: sort the names, not the schools.
    let communes: BTreeSet<&str> = lignes.iter().map(|l| &*l.commune).collect();
    let mut communes: Vec<String> = communes.into_iter().map(str::to_owned).collect();
    communes.sort_by(|a, b| compare(a, b));
    let rangs: std::collections::BTreeMap<&str, u32> = communes
        .iter()
        .zip(0..)
        .map(|(c, rang)| (c.as_str(), rang))
        .collect();
    for ligne in lignes {
        ligne.rang_commune = rangs.get(&*ligne.commune).copied().unwrap_or_default();
    }
}

fn ligne(faits: &Faits, id: Id, uai: &str, s: &Situation, au: NaiveDate, regle: Regle) -> Ligne {
    let commune = s.commune_nom.clone().unwrap_or_default();
    let secteur = faits.secteur(s).map(|x| x.nom.clone()).unwrap_or_default();
    let verifie = faits.verification_au(id, au).map(|v| v.le);
    let a_verifier = est_perimee(verifie, au, PEREMPTION);
    let echeances = faits.echeances(id, au);
    let abonnement = echeances
        .iter()
        .filter(|e| e.en_service)
        .filter_map(|e| e.fin)
        .min();
    let fini = abonnement.is_some_and(|fin| fin < au);
    let fin_proche = echeances.iter().any(|e| e.finit_dans(BIENTOT, au));
    let date = |jour: Option<NaiveDate>, a_regarder: bool| {
        let signe = if a_regarder { "▲ " } else { "" };
        jour.map(|jour| format!("{signe}{}", date_courte(jour)))
            .unwrap_or_default()
    };
    let solutions = faits
        .solutions_au(id, au, regle)
        .into_iter()
        .map(|x| x.nom.clone())
        .collect();
    Ligne {
        id,
        uai: uai.to_owned(),
        nom: Arc::clone(&s.nom),
        nature: s.nature(),
        statut: s.statut,
        circonscription: faits
            .circonscription(s)
            .map(|c| c.nom.clone())
            .unwrap_or_default(),
        ent: ent(faits, id, au),
        solutions,
        etape: etape(faits, id, au),
        abonnement,
        abonnement_texte: date(abonnement, fini || fin_proche),
        fin_proche,
        fini,
        verifie,
        verifie_texte: date(verifie, a_verifier),
        a_verifier,
        commune,
        secteur,
        rang_nom: 0,
        rang_commune: 0,
    }
}

/// What runs on `au`, ENT or not, with its perimeter: « ONE, 2 cl. sur 5 ».
pub(in crate::ui) fn ent(faits: &Faits, id: Id, au: NaiveDate) -> String {
    let textes: Vec<String> = faits
        .deploiements(id)
        .iter()
        .filter(|d| d.compte_au(au, Regle::Classe))
        .filter_map(|d| Some((d, faits.solutions.get(&d.solution)?)))
        .map(|(d, solution)| match d.perimetre {
            Perimetre::Ecole => solution.nom.clone(),
            Perimetre::Classes { nombre, total } => {
                format!("{}, {}", solution.nom, classes(nombre, total))
            }
        })
        .collect();
    textes.join(" + ")
}

/// « 2 cl. sur 5 ».
pub fn classes(nombre: Option<u32>, total: Option<u32>) -> String {
    match (nombre, total) {
        (Some(n), Some(t)) => format!("{n} cl. sur {t}"),
        (Some(n), None) => format!("{n} cl."),
        (None, _) => "des classes".to_owned(),
    }
}

/// The highest stage of what is not over on `au`.
pub(in crate::ui) fn etape(faits: &Faits, id: Id, au: NaiveDate) -> Option<Etape> {
    faits
        .deploiements(id)
        .iter()
        .filter(|d| d.fin.is_none_or(|fin| au <= fin))
        .filter_map(|d| d.etape_au(au))
        .max()
}
