//! The timeline of one school: everything dated that is known of it, newest first.

use chrono::NaiveDate;

use super::date::date_courte;
use super::duree::duree_dite;
use super::euros::euros;
use super::nombre::compte;
use super::{Cible, Etape, Faits, Id, StatutSeance};

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sorte {
    Visite,
    Action,
    Formation,
    Observation,
    Evenement,
    Ent,
    Etape,
    Financement,
    Projet,
    Verification,
}

impl Sorte {
    pub const ALL: [Self; 10] = [
        Self::Visite,
        Self::Action,
        Self::Formation,
        Self::Observation,
        Self::Evenement,
        Self::Ent,
        Self::Etape,
        Self::Financement,
        Self::Projet,
        Self::Verification,
    ];

    /// As a filter.
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Visite => "Visites",
            Self::Action => "Actions",
            Self::Formation => "Formations",
            Self::Observation => "Observations",
            Self::Evenement => "Événements",
            Self::Ent => "ENT",
            Self::Etape => "Étapes",
            Self::Financement => "Financements",
            Self::Projet => "Projets",
            Self::Verification => "Vérifications",
        }
    }
}

/// When, as exactly as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quand {
    Inconnu,
    /// Some day of this calendar year: it stands under the days of that year.
    Annee(i32),
    Jour(NaiveDate),
}

impl Quand {
    /// « 12/03/2021 », « 2021 », « sans date ».
    pub fn dit(self) -> String {
        match self {
            Self::Jour(jour) => date_courte(jour),
            Self::Annee(annee) => annee.to_string(),
            Self::Inconnu => "sans date".to_owned(),
        }
    }

    /// Newest first: a year alone counts as its first day.
    fn rang(self) -> (Option<NaiveDate>, bool) {
        match self {
            Self::Inconnu => (None, false),
            Self::Annee(annee) => (NaiveDate::from_ymd_opt(annee, 1, 1), false),
            Self::Jour(jour) => (Some(jour), true),
        }
    }

    /// Not come yet on `jour`.
    pub fn a_venir(self, jour: NaiveDate) -> bool {
        match self {
            Self::Jour(le) => jour < le,
            Self::Annee(annee) => NaiveDate::from_ymd_opt(annee, 1, 1).is_some_and(|d| jour < d),
            Self::Inconnu => false,
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub quand: Quand,
    pub sorte: Sorte,
    /// What happened: « Visite : prise en main ».
    pub titre: String,
    /// What more is known, in small; empty = nothing.
    pub detail: String,
    pub cible: Cible,
}

/// The timeline of a school, newest first; within a day in the order of [`Sorte::ALL`]. Actions
/// are open, done or given up as of `aujourdhui`; those that are over open their visit.
pub fn fil(faits: &Faits, ecole: Id, aujourdhui: NaiveDate) -> Vec<Point> {
    let mut fil = Fil {
        faits,
        ecole,
        points: Vec::new(),
    };
    fil.visits();
    fil.actions(aujourdhui);
    fil.trainings();
    fil.seen();
    fil.ents();
    fil.fundings();
    fil.projects();
    fil.verifications();
    let mut points = fil.points;
    points.sort_by(|a, b| {
        let newest = b.quand.rang().cmp(&a.quand.rang());
        newest.then_with(|| (a.sorte, &a.titre, a.cible).cmp(&(b.sorte, &b.titre, b.cible)))
    });
    points
}

struct Fil<'a> {
    faits: &'a Faits,
    ecole: Id,
    points: Vec<Point>,
}

impl Fil<'_> {
    fn push(&mut self, quand: Quand, sorte: Sorte, titre: String, detail: String, cible: Cible) {
        self.points.push(Point {
            quand,
            sorte,
            titre,
            detail,
            cible,
        });
    }

    fn visits(&mut self) {
        for v in self.faits.terrain.visites(self.ecole) {
            let motif = v.motif_dit(&self.faits.termes);
            let detail = [
                v.duree.map(duree_dite).unwrap_or_default(),
                v.intervenant.clone(),
            ];
            self.push(
                Quand::Jour(v.le),
                Sorte::Visite,
                titled("Visite", motif),
                joined(detail),
                Cible::Visite(v.id),
            );
        }
    }

    fn actions(&mut self, aujourdhui: NaiveDate) {
        for a in self.faits.terrain.actions(self.ecole) {
            let passee = |le: Option<NaiveDate>| le.filter(|le| *le <= aujourdhui);
            let mut cible = Cible::Action(a.id);
            let close = || a.visite.map_or(Cible::Ecole(self.ecole), Cible::Visite);
            let (quand, dit) = if let Some(le) = passee(a.faite_le) {
                cible = close();
                (Quand::Jour(le), "Fait")
            } else if let Some(le) = passee(a.abandonnee_le) {
                cible = close();
                (Quand::Jour(le), "Abandonné")
            } else {
                let quand = a.echeance.map_or(Quand::Inconnu, Quand::Jour);
                let retard = a.en_retard_au(aujourdhui);
                (quand, if retard { "En retard" } else { "À faire" })
            };
            let qui = a.qui_dit(&self.faits.termes).to_owned();
            self.push(quand, Sorte::Action, titled(dit, &a.libelle), qui, cible);
        }
    }

    fn trainings(&mut self) {
        for formation in self.faits.terrain.formations.values() {
            for seance in &formation.seances {
                let ici = seance.participations.iter();
                let Some(participation) = ici.clone().find(|p| p.ecole == self.ecole) else {
                    continue;
                };
                let annulee = seance.statut == Some(StatutSeance::Annulee);
                let dit = if annulee {
                    "Formation annulée"
                } else {
                    "Formation"
                };
                let personnes = participation
                    .nombre
                    .map(|n| compte(n as usize, "personne", "personnes"));
                let detail = [
                    personnes.unwrap_or_default(),
                    seance.duree.map(duree_dite).unwrap_or_default(),
                ];
                self.push(
                    seance.le.map_or(Quand::Inconnu, Quand::Jour),
                    Sorte::Formation,
                    titled(dit, &formation.titre),
                    joined(detail),
                    Cible::Seance {
                        formation: formation.id,
                        seance: seance.id,
                    },
                );
            }
        }
    }

    /// Observations and events.
    fn seen(&mut self) {
        for o in self.faits.terrain.observations(self.ecole) {
            let services = compte(o.lignes.len(), "service vu", "services vus");
            let services = if o.lignes.is_empty() {
                String::new()
            } else {
                services
            };
            self.push(
                Quand::Jour(o.le),
                Sorte::Observation,
                "Observation".to_owned(),
                joined([services, o.observateur.clone()]),
                Cible::Observation(o.id),
            );
        }
        for e in self.faits.terrain.evenements.values() {
            if !e.ecoles.contains(&self.ecole) {
                continue;
            }
            let sorte = e.sorte.and_then(|id| self.faits.terme(id));
            let sorte = sorte.map_or("Événement", |t| t.nom.as_str());
            self.push(
                e.le.map_or(Quand::Inconnu, Quand::Jour),
                Sorte::Evenement,
                titled(sorte, &e.nom),
                e.lieu.clone(),
                Cible::Evenement(e.id),
            );
        }
    }

    /// Beginning and end of each ENT, and the day of each stage.
    fn ents(&mut self) {
        let ici = Cible::Ecole(self.ecole);
        for d in self.faits.deploiements(self.ecole) {
            let solution = self.faits.solutions.get(&d.solution);
            let nom = solution.map_or("ENT", |s| s.nom.as_str());
            self.push(
                d.debut.map_or(Quand::Inconnu, Quand::Jour),
                Sorte::Ent,
                titled("Début de l’ENT", nom),
                String::new(),
                ici,
            );
            if let Some(fin) = d.fin {
                let titre = titled("Fin de l’ENT", nom);
                self.push(Quand::Jour(fin), Sorte::Ent, titre, String::new(), ici);
            }
            for etape in Etape::ALL {
                if let Some(le) = d.etape(etape) {
                    let titre = titled(etape.libelle(), nom);
                    self.push(Quand::Jour(le), Sorte::Etape, titre, String::new(), ici);
                }
            }
        }
    }

    /// A funding stands at the first day of its subscription, else in its year; the last day of
    /// the subscription has a line of its own.
    fn fundings(&mut self) {
        let ici = Cible::Ecole(self.ecole);
        for f in self.faits.financements(self.ecole) {
            let dispositif = f.dispositif.and_then(|id| self.faits.dispositifs.get(&id));
            let nom = dispositif.map_or("", |d| d.nom.as_str());
            let annee = f.annee.map_or(Quand::Inconnu, Quand::Annee);
            let quand = f.abonnement_debut.map_or(annee, Quand::Jour);
            let detail = [
                f.poste.clone(),
                f.montant_centimes.map(euros).unwrap_or_default(),
            ];
            let titre = titled("Financement", nom);
            self.push(quand, Sorte::Financement, titre, joined(detail), ici);
            if let Some(fin) = f.abonnement_fin {
                let titre = titled("Fin de l’abonnement", nom);
                let quand = Quand::Jour(fin);
                self.push(quand, Sorte::Financement, titre, String::new(), ici);
            }
        }
    }

    /// The projects the school takes part in: their bounds and their milestones reached.
    fn projects(&mut self) {
        let projets = self.faits.projets.values();
        let ecole = self.ecole;
        for p in projets.filter(|p| p.ecoles.contains(&ecole)) {
            let bornes = [("Début du projet", p.debut), ("Fin du projet", p.fin)];
            for (dit, le) in bornes {
                if let Some(le) = le {
                    let titre = titled(dit, &p.nom);
                    let cible = Cible::Projet(p.id);
                    self.push(Quand::Jour(le), Sorte::Projet, titre, String::new(), cible);
                }
            }
            for jalon in &p.jalons {
                if let Some(le) = jalon.atteint_le {
                    let titre = titled("Jalon atteint", jalon.nom(self.faits));
                    let cible = Cible::Projet(p.id);
                    self.push(Quand::Jour(le), Sorte::Projet, titre, p.nom.clone(), cible);
                }
            }
        }
    }

    fn verifications(&mut self) {
        let toutes = self.faits.verifications.get(&self.ecole);
        for v in toutes.into_iter().flatten() {
            self.push(
                Quand::Jour(v.le),
                Sorte::Verification,
                "Vérifié".to_owned(),
                v.par.clone(),
                Cible::Ecole(self.ecole),
            );
        }
    }
}

/// « Visite : prise en main »; the first word alone when nothing follows.
fn titled(quoi: &str, nom: &str) -> String {
    if nom.trim().is_empty() {
        quoi.to_owned()
    } else {
        format!("{quoi}\u{202f}: {nom}")
    }
}

/// What is known, with a middle dot between.
fn joined<const N: usize>(parts: [String; N]) -> String {
    let connues: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    connues.join(" · ")
}
