//! The stories a school can live with an ENT, from the first trials to now.
//!
//! Each gives the whole story, whatever the day somebody learned it ([`super::plan`]).

use chrono::{Days, Months, NaiveDate};

use super::alea::{Alea, jour, jour_ouvre};
use super::ecole_fictive::EcoleFictive;
use super::plan::FinancementFictif;
use crate::domain::{Deploiement, Etape, Id, Perimetre};
use crate::store::solution;

/// One story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scenario {
    /// One or two classes since the autumn of 2018, the whole school with the experiment.
    Ancien,
    /// The whole school since 2017 or 2018.
    Pionnier,
    /// Two years paid by ENIR 2018, then a gap, then the commune.
    Enir,
    /// The DANE's subscription of three years, from the autumn of 2019.
    Experimentation,
    /// The whole school within the first weeks of the lockdown.
    Confinement,
    /// Some classes in the lockdown; the whole school at the following rentrée, for half of them.
    ConfinementClasses,
    /// Opened in the lockdown, left at the end of that school year.
    Ephemere,
    /// Label Écoles numériques 2020: accounts in the autumn of 2020.
    Label2020,
    /// Territoires numériques éducatifs, from 2021/2022.
    Tne,
    /// Since 2024/2025.
    Recent,
    /// A tool that is no ENT.
    HorsEnt,
    /// Agreed since 2021, still without accounts.
    Bloque,
    /// A project of this year.
    EnProjet,
    Rien,
}

/// What a story leaves.
#[derive(Debug, Default)]
pub(super) struct Histoire {
    pub(super) deploiements: Vec<Deploiement>,
    pub(super) financements: Vec<FinancementFictif>,
}

/// A deployment of the whole school, not begun.
pub(super) fn deploiement(ecole: &EcoleFictive, rang: usize, code: &str) -> Deploiement {
    Deploiement {
        id: Id::derived(
            "deploiement",
            &format!("{}/demonstration/{rang}", ecole.uai),
        ),
        ecole: ecole.id,
        solution: solution(code),
        debut: None,
        fin: None,
        perimetre: Perimetre::Ecole,
        etapes: [None; 5],
        projet: None,
        commentaire: String::new(),
    }
}

/// Sets a stage.
pub(super) const fn etape(d: &mut Deploiement, etape: Etape, le: NaiveDate) {
    d.etapes[etape as usize] = Some(le);
}

/// Some of the classes of a school; one of one when it has a single class.
pub(super) fn quelques_classes(ecole: &EcoleFictive, alea: &mut Alea) -> Perimetre {
    let total = ecole.classes.max(2);
    Perimetre::Classes {
        nombre: Some(alea.entre(1, total / 2)),
        total: Some(total),
    }
}

/// A subscription of this many years from `debut` on, at a price that grows with the school.
pub(super) fn abonnement(
    ecole: &EcoleFictive,
    deploiement: Id,
    dispositif: &'static str,
    debut: NaiveDate,
    annees: u32,
) -> FinancementFictif {
    let par_an = i64::from(ecole.classes) * 2_200 + 9_000;
    FinancementFictif {
        ecole: ecole.id,
        deploiement,
        dispositif,
        centimes: par_an * i64::from(annees),
        poste: "Abonnement",
        debut,
        fin: debut + Months::new(12 * annees) - Days::new(1),
    }
}

/// The story of `ecole` up to `aujourdhui`. `projet` is the experiment it may belong to.
pub(super) fn raconter(
    scenario: Scenario,
    ecole: &EcoleFictive,
    projet: Option<Id>,
    aujourdhui: NaiveDate,
) -> Histoire {
    let mut conteur = Conteur {
        ecole,
        alea: Alea::pour(&format!("{} histoire", ecole.uai)),
        histoire: Histoire::default(),
        aujourdhui,
    };
    conteur.raconter(scenario, projet);
    conteur.histoire
}

struct Conteur<'a> {
    ecole: &'a EcoleFictive,
    alea: Alea,
    histoire: Histoire,
    aujourdhui: NaiveDate,
}

impl Conteur<'_> {
    fn raconter(&mut self, scenario: Scenario, projet: Option<Id>) {
        match scenario {
            Scenario::Ancien => self.ancien(projet),
            Scenario::Pionnier => {
                let debut = self.alea.jour(jour(2017, 9, 18), jour(2018, 12, 14));
                let code = self.une_solution();
                self.ouvrir(code, debut, (30, 90), (40, 120));
                self.payer("ENIR2017", 2);
                self.renouveler();
            }
            Scenario::Enir => self.enir(),
            Scenario::Experimentation => self.experimentation(projet),
            Scenario::Confinement => {
                let debut = self.alea.jour(jour(2020, 3, 16), jour(2020, 4, 10));
                let code = self.une_solution();
                self.ouvrir(code, debut, (190, 320), (2, 12));
                self.payer("COOPERATIVE", 1);
                self.renouveler();
            }
            Scenario::ConfinementClasses => self.confinement_classes(),
            Scenario::Ephemere => {
                let debut = self.alea.jour(jour(2020, 3, 17), jour(2020, 5, 15));
                let code = self.une_solution();
                let perimetre = quelques_classes(self.ecole, &mut self.alea);
                let d = self.ouvrir(code, debut, (400, 400), (2, 12));
                d.etapes[Etape::Forme as usize] = None;
                d.perimetre = perimetre;
                d.fin = Some(jour(2020, 8, 31));
            }
            Scenario::Label2020 => {
                let projet_le = self.alea.jour(jour(2020, 3, 2), jour(2020, 6, 12));
                let convention = self.alea.jour(jour(2020, 6, 29), jour(2020, 7, 3));
                let debut = self.alea.jour(jour(2020, 9, 14), jour(2020, 11, 20));
                let code = self.une_solution();
                let d = self.ouvrir(code, debut, (10, 80), (30, 120));
                etape(d, Etape::Projet, projet_le);
                etape(d, Etape::Conventionne, convention);
                self.payer("LEN2020", 3);
                self.renouveler();
            }
            Scenario::Tne => {
                let projet_le = self.alea.jour(jour(2021, 5, 17), jour(2021, 7, 2));
                let convention = self.alea.jour(jour(2021, 9, 6), jour(2021, 10, 15));
                let debut = self.alea.jour(jour(2021, 11, 8), jour(2022, 5, 6));
                let code = self.une_solution();
                let d = self.ouvrir(code, debut, (5, 60), (20, 120));
                etape(d, Etape::Projet, projet_le);
                etape(d, Etape::Conventionne, convention);
                self.payer("TNE", 3);
                self.renouveler();
            }
            Scenario::Recent => {
                let debut = self.alea.jour(jour(2024, 9, 16), jour(2025, 3, 14));
                let code = self.une_solution();
                let d = self.ouvrir(code, debut, (10, 60), (15, 90));
                etape(d, Etape::Projet, debut - Days::new(120));
                self.payer("COMMUNE", 3);
                self.renouveler();
            }
            Scenario::HorsEnt => {
                let debut = self.alea.jour(jour(2019, 9, 9), jour(2020, 4, 30));
                let code =
                    *self
                        .alea
                        .choix(&["KLASSLY", "KLASSLY", "EDUCARTABLE", "TOUTEMONANNEE"]);
                let perimetre = quelques_classes(self.ecole, &mut self.alea);
                let d = self.ouvrir(code, debut, (0, 0), (0, 20));
                d.etapes[Etape::Forme as usize] = None;
                d.perimetre = perimetre;
            }
            Scenario::Bloque => {
                let projet_le = self.alea.jour(jour(2021, 3, 8), jour(2021, 4, 2));
                let code = self.une_solution();
                let mut d = deploiement(self.ecole, 1, code);
                d.debut = Some(jour(2021, 9, 2));
                etape(&mut d, Etape::Projet, projet_le);
                etape(&mut d, Etape::Conventionne, jour(2021, 10, 12));
                "Convention signée, comptes jamais créés : relancer la commune."
                    .clone_into(&mut d.commentaire);
                self.histoire.deploiements.push(d);
            }
            Scenario::EnProjet => {
                let code = self.une_solution();
                let mut d = deploiement(self.ecole, 1, code);
                let projet_le = jour_ouvre(self.aujourdhui - Days::new(75));
                d.debut = Some(projet_le.max(jour_ouvre(self.aujourdhui - Days::new(20))));
                etape(&mut d, Etape::Projet, projet_le);
                self.histoire.deploiements.push(d);
            }
            Scenario::Rien => {}
        }
    }

    fn ancien(&mut self, projet: Option<Id>) {
        let debut = self.alea.jour(jour(2018, 10, 1), jour(2018, 12, 14));
        let perimetre = quelques_classes(self.ecole, &mut self.alea);
        let d = self.ouvrir("BENEYLU", debut, (20, 60), (10, 60));
        d.perimetre = perimetre;
        d.fin = Some(jour(2019, 11, 10));
        self.payer("COOPERATIVE", 1);
        self.experimentation(projet);
    }

    fn enir(&mut self) {
        let debut = self.alea.jour(jour(2019, 1, 14), jour(2019, 5, 17));
        let projet_le = self.alea.jour(jour(2018, 6, 4), jour(2018, 9, 28));
        let convention = self.alea.jour(jour(2018, 11, 12), jour(2018, 12, 20));
        let code = self.une_solution();
        let d = self.ouvrir(code, debut, (15, 60), (30, 90));
        etape(d, Etape::Projet, projet_le);
        etape(d, Etape::Conventionne, convention);
        d.fin = Some(jour(2021, 6, 30));
        self.payer("ENIR2018", 2);
        let reprise = self.alea.jour(jour(2021, 10, 4), jour(2021, 12, 3));
        self.ouvrir(code, reprise, (20, 80), (5, 20));
        self.payer("COMMUNE", 3);
        self.renouveler();
    }

    fn experimentation(&mut self, projet: Option<Id>) {
        let projet_le = self.alea.jour(jour(2019, 6, 11), jour(2019, 7, 2));
        let convention = self.alea.jour(jour(2019, 9, 16), jour(2019, 10, 4));
        let debut = self.alea.jour(jour(2019, 11, 12), jour(2019, 12, 13));
        let d = self.ouvrir("ONE", debut, (1, 40), (30, 75));
        etape(d, Etape::Projet, projet_le);
        etape(d, Etape::Conventionne, convention);
        d.projet = projet;
        self.payer("DANE3ANS", 3);
        self.renouveler();
    }

    fn confinement_classes(&mut self) {
        let debut = self.alea.jour(jour(2020, 3, 16), jour(2020, 4, 30));
        let code = self.une_solution();
        let perimetre = quelques_classes(self.ecole, &mut self.alea);
        let etendu = self.alea.chance(50);
        let d = self.ouvrir(code, debut, (400, 500), (1, 10));
        d.perimetre = perimetre;
        if etendu {
            d.fin = Some(jour(2020, 8, 31));
            d.etapes[Etape::Forme as usize] = None;
            let debut = self.alea.jour(jour(2020, 9, 7), jour(2020, 10, 9));
            self.ouvrir(code, debut, (20, 90), (0, 20));
            self.payer("COMMUNE", 3);
        } else {
            self.payer("COOPERATIVE", 1);
        }
        self.renouveler();
    }

    fn une_solution(&mut self) -> &'static str {
        if self.alea.chance(62) {
            "ONE"
        } else {
            "BENEYLU"
        }
    }

    /// A deployment with accounts on its first day, then training and use some days later.
    fn ouvrir(
        &mut self,
        code: &str,
        debut: NaiveDate,
        forme: (u32, u32),
        utilise: (u32, u32),
    ) -> &mut Deploiement {
        let mut apres = |(min, max): (u32, u32)| {
            let jours = self.alea.entre(min, max.max(min));
            jour_ouvre(debut + Days::new(u64::from(jours)))
        };
        let rang = self.histoire.deploiements.len();
        let mut d = deploiement(self.ecole, rang + 1, code);
        d.debut = Some(debut);
        etape(&mut d, Etape::Comptes, debut);
        etape(&mut d, Etape::Forme, apres(forme));
        etape(&mut d, Etape::Utilise, apres(utilise));
        self.histoire.deploiements.push(d);
        &mut self.histoire.deploiements[rang]
    }

    /// Who pays the latest deployment, from its first day, for this many years.
    fn payer(&mut self, dispositif: &'static str, annees: u32) {
        let Some((id, debut)) = self.dernier() else {
            return;
        };
        self.facturer(id, dispositif, debut, annees);
    }

    fn dernier(&self) -> Option<(Id, NaiveDate)> {
        let d = self.histoire.deploiements.last()?;
        Some((d.id, d.debut?))
    }

    fn facturer(&mut self, id: Id, dispositif: &'static str, debut: NaiveDate, annees: u32) {
        let facture = abonnement(self.ecole, id, dispositif, debut, annees);
        self.histoire.financements.push(facture);
    }

    /// The commune or the coopérative goes on paying, until now.
    fn renouveler(&mut self) {
        let Some((id, _)) = self.dernier() else {
            return;
        };
        let (dispositif, annees) = if self.alea.chance(70) {
            ("COMMUNE", 3)
        } else {
            ("COOPERATIVE", 1)
        };
        while let Some(fin) = self.histoire.financements.last().map(|f| f.fin) {
            if self.aujourdhui <= fin {
                break;
            }
            self.facturer(id, dispositif, fin + Days::new(1), annees);
        }
    }
}
