//! Short lists the user can extend, and what words of other people's spreadsheets mean here.

use std::collections::{BTreeMap, BTreeSet};

use super::nombre::compte;
use super::{Faits, Id, Terrain};

/// A short list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Liste {
    /// What a funding pays for.
    Poste,
    /// Key moments of a project.
    Moment,
    /// Functions of the people one meets.
    Role,
    /// Reasons of a visit.
    MotifVisite,
    /// Of the grid of observation: services of an ENT, how often (`EVALuENT`'s scale), paliers,
    /// who acts, whose point of view.
    Service,
    Frequence,
    Palier,
    Acteur,
    PointDeVue,
    Cycle,
    SorteEvenement,
}

impl Liste {
    pub const ALL: [Self; 11] = [
        Self::Poste,
        Self::Moment,
        Self::Role,
        Self::MotifVisite,
        Self::Service,
        Self::Frequence,
        Self::Palier,
        Self::Acteur,
        Self::PointDeVue,
        Self::Cycle,
        Self::SorteEvenement,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Poste => "poste",
            Self::Moment => "moment",
            Self::Role => "role",
            Self::MotifVisite => "motif_visite",
            Self::Service => "service",
            Self::Frequence => "frequence",
            Self::Palier => "palier",
            Self::Acteur => "acteur",
            Self::PointDeVue => "point_de_vue",
            Self::Cycle => "cycle",
            Self::SorteEvenement => "sorte_evenement",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.as_str() == texte)
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Poste => "Postes de financement",
            Self::Moment => "Moments d’un projet",
            Self::Role => "Fonctions des personnes",
            Self::MotifVisite => "Motifs de visite",
            Self::Service => "Services de l’ENT",
            Self::Frequence => "Fréquences d’usage",
            Self::Palier => "Paliers d’usage",
            Self::Acteur => "Acteurs",
            Self::PointDeVue => "Points de vue",
            Self::Cycle => "Cycles",
            Self::SorteEvenement => "Sortes d’événement",
        }
    }
}

/// One entry of a short list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terme {
    pub id: Id,
    pub liste: Liste,
    /// Of a shipped one; stable for ever.
    pub code: Option<String>,
    pub nom: String,
    pub ordre: i64,
    /// No longer offered; what names it keeps it.
    pub retire: bool,
}

/// How many records name an entry of a list. What is named is never taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    pub deploiements: usize,
    pub financements: usize,
    pub projets: usize,
    pub jalons: usize,
    pub visites: usize,
    pub actions: usize,
    pub formations: usize,
    pub evenements: usize,
    pub observations: usize,
    /// Words of spreadsheets that mean it.
    pub correspondances: usize,
}

impl Usage {
    /// Nothing names the entry: it can be deleted without loss.
    pub fn est_nul(&self) -> bool {
        *self == Self::default()
    }

    /// « 12 déploiements, 1 projet »; « pas encore employé ».
    pub fn phrase(&self) -> String {
        let parts: Vec<String> = [
            (self.deploiements, "déploiement", "déploiements"),
            (self.financements, "financement", "financements"),
            (self.projets, "projet", "projets"),
            (self.jalons, "jalon", "jalons"),
            (self.visites, "visite", "visites"),
            (self.actions, "action", "actions"),
            (self.formations, "formation", "formations"),
            (self.evenements, "événement", "événements"),
            (self.observations, "observation", "observations"),
            (self.correspondances, "mot de tableur", "mots de tableur"),
        ]
        .into_iter()
        .filter(|(nombre, ..)| *nombre > 0)
        .map(|(nombre, un, plusieurs)| compte(nombre, un, plusieurs))
        .collect();
        if parts.is_empty() {
            "pas encore employé".to_owned()
        } else {
            parts.join(", ")
        }
    }
}

/// The records that name each entry of each list; one nobody names has no line. A poste is named
/// by its words, the others by their identity.
pub fn usages(faits: &Faits) -> BTreeMap<Id, Usage> {
    let mut usages: BTreeMap<Id, Usage> = BTreeMap::new();
    let postes: BTreeMap<&str, Id> = faits
        .termes
        .iter()
        .filter(|t| t.liste == Liste::Poste)
        .map(|t| (t.nom.as_str(), t.id))
        .collect();
    for d in faits.deploiements.values().flatten() {
        usages.entry(d.solution).or_default().deploiements += 1;
    }
    for f in faits.financements.values().flatten() {
        let poste = postes.get(f.poste.as_str()).copied();
        for id in f.dispositif.into_iter().chain(poste) {
            usages.entry(id).or_default().financements += 1;
        }
    }
    for p in faits.projets.values() {
        if let Some(solution) = p.solution {
            usages.entry(solution).or_default().projets += 1;
        }
        for moment in p.jalons.iter().filter_map(|j| j.moment) {
            usages.entry(moment).or_default().jalons += 1;
        }
    }
    terrain_usages(&faits.terrain, &mut usages);
    for ((domaine, _), valeur) in &faits.correspondances {
        if matches!(domaine, Domaine::Solution | Domaine::Dispositif)
            && let Some(id) = Id::parse(valeur)
        {
            usages.entry(id).or_default().correspondances += 1;
        }
    }
    usages
}

/// The same of what was done in the field, each record once. Who was met in a visit is not among
/// the facts.
fn terrain_usages(terrain: &Terrain, usages: &mut BTreeMap<Id, Usage>) {
    for motif in terrain.visites.values().flatten().filter_map(|v| v.motif) {
        usages.entry(motif).or_default().visites += 1;
    }
    for role in terrain.actions.values().flatten().filter_map(|a| a.role) {
        usages.entry(role).or_default().actions += 1;
    }
    for f in terrain.formations.values() {
        let formateurs = f.seances.iter().flat_map(|s| &s.formateurs);
        let nommes: BTreeSet<Id> = formateurs.filter_map(|f| f.role).chain(f.cycle).collect();
        for id in nommes {
            usages.entry(id).or_default().formations += 1;
        }
    }
    for sorte in terrain.evenements.values().filter_map(|e| e.sorte) {
        usages.entry(sorte).or_default().evenements += 1;
    }
    for o in terrain.observations.values().flatten() {
        let mut nommes: BTreeSet<Id> = o.cycle.into_iter().collect();
        for ligne in &o.lignes {
            nommes.insert(ligne.service);
            nommes.extend(
                [ligne.frequence, ligne.palier, ligne.point_de_vue]
                    .iter()
                    .flatten(),
            );
            nommes.extend(&ligne.acteurs);
        }
        for id in nommes {
            usages.entry(id).or_default().observations += 1;
        }
    }
}

/// The places of a list once its entry `de` stands at `vers`, for each entry in the old order.
///
/// `ordres` are the places it had. They are given out again when they are all different; else
/// all entries are numbered from 1.
pub fn deplacer(ordres: &[i64], de: usize, vers: usize) -> Vec<i64> {
    let mut suite: Vec<usize> = (0..ordres.len()).collect();
    if de < suite.len() && vers < suite.len() {
        let entree = suite.remove(de);
        suite.insert(vers, entree);
    }
    let distincts = ordres.is_sorted_by(|a, b| a < b) && ordres.last() != Some(&i64::MAX);
    let mut places = vec![0; ordres.len()];
    for ((entree, &ordre), numero) in suite.into_iter().zip(ordres).zip(1..) {
        places[entree] = if distincts { ordre } else { numero };
    }
    places
}

/// The place of an entry added at the end of a list.
pub fn a_la_fin(ordres: impl IntoIterator<Item = i64>) -> i64 {
    let connus = ordres.into_iter().filter(|ordre| *ordre < i64::MAX);
    connus.max().unwrap_or_default().saturating_add(1)
}

/// What a word of a spreadsheet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Domaine {
    /// The title of a column → a field of the import.
    Colonne,
    /// → the identity of a solution.
    Solution,
    /// → the identity of a dispositif.
    Dispositif,
    /// The name of a school, with its commune → an UAI.
    Ecole,
    /// A finding of the doctor → « ignoré »: somebody said it is right after all.
    Docteur,
}

impl Domaine {
    pub const ALL: [Self; 5] = [
        Self::Colonne,
        Self::Solution,
        Self::Dispositif,
        Self::Ecole,
        Self::Docteur,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Colonne => "colonne",
            Self::Solution => "solution",
            Self::Dispositif => "dispositif",
            Self::Ecole => "ecole",
            Self::Docteur => "docteur",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.as_str() == texte)
    }
}

/// What a person noted of a commune and no file of schools says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommuneInfo {
    /// INSEE code, five characters.
    pub insee: String,
    /// Inhabitants.
    pub population: Option<u32>,
    /// Year of that census.
    pub annee: Option<i32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_moves_and_the_others_keep_their_order() {
        for (ordres, de, vers, attendu) in [
            (&[1, 2, 3][..], 2, 0, &[2, 3, 1][..]),
            (&[1, 2, 3], 0, 1, &[2, 1, 3]),
            // The places of another list stand in between.
            (&[7, 9, 30], 1, 2, &[7, 30, 9]),
            // Two people added at the same place: numbered anew.
            (&[4, 4, 4], 2, 1, &[1, 3, 2]),
            (&[3, i64::MAX], 1, 0, &[2, 1]),
            (&[1, 2], 0, 9, &[1, 2]),
            (&[], 0, 0, &[]),
        ] {
            assert_eq!(
                deplacer(ordres, de, vers),
                attendu,
                "{ordres:?} {de} {vers}"
            );
        }
        assert_eq!(a_la_fin([3, i64::MAX, 11]), 12);
        assert_eq!(a_la_fin([]), 1);
    }

    #[test]
    fn a_usage_says_what_names_the_entry() {
        let usage = Usage {
            deploiements: 12,
            projets: 1,
            ..Usage::default()
        };
        assert_eq!(usage.phrase(), "12\u{a0}déploiements, 1\u{a0}projet");
        assert!(!usage.est_nul());
        assert_eq!(Usage::default().phrase(), "pas encore employé");
    }
}
