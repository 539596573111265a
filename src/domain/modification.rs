//! One change made to many schools at once: what it would do to each, and which schools are left
//! out and why. Nothing is written here; what is previewed is exactly what is applied.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::date::{date_courte, date_longue};
use super::euros::euros;
use super::{Conditions, Deploiement, Ecole, Etape, Faits, Financement, Id, Perimetre, Solution};

/// The change, the same for every school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Modification {
    AjouterEnt {
        solution: Id,
        debut: NaiveDate,
        perimetre: Perimetre,
        /// The ENT in service then ends the day before.
        remplacer: bool,
    },
    /// Dates a stage that has no date yet; a date already there stays.
    DaterEtape { etape: Etape, le: NaiveDate },
    /// The last day of the ENT that runs, included.
    ArreterEnt { le: NaiveDate },
    /// Its school and the ENT it pays are set for each school.
    Financer(Box<Financement>),
    /// Its school is set for each school; what is already known is not said again.
    Noter(Box<Conditions>),
}

/// One object to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ecrit {
    Deploiement(Deploiement),
    Financement(Financement),
    Conditions(Conditions),
}

/// What the change does to one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effet {
    /// « ONE, école entière, à partir du 1er septembre 2021 ».
    pub phrase: String,
    /// Something to look at before applying.
    pub attention: Option<String>,
    pub ecrits: Vec<Ecrit>,
}

impl Effet {
    fn un(phrase: String, ecrit: Ecrit) -> Self {
        Self {
            phrase,
            attention: None,
            ecrits: vec![ecrit],
        }
    }
}

/// One school of the preview: what is done to it, or why it is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneModification {
    pub ecole: Id,
    pub effet: Result<Effet, String>,
}

impl Modification {
    /// What keeps the whole change from being applied, as a French sentence.
    pub fn erreur(&self) -> Option<&'static str> {
        match self {
            Self::Financer(f) => {
                if f.dispositif.is_none() && f.montant_centimes.is_none() {
                    return Some("Choisissez un dispositif ou tapez un montant.");
                }
                f.abonnement_debut
                    .zip(f.abonnement_fin)
                    .is_some_and(|(debut, fin)| fin < debut)
                    .then_some("L’abonnement finit avant de commencer : corrigez l’une des dates.")
            }
            Self::AjouterEnt { .. }
            | Self::DaterEtape { .. }
            | Self::ArreterEnt { .. }
            | Self::Noter(_) => None,
        }
    }

    /// What it would do to these schools, in their order. Conditions are noted on the day they
    /// carry.
    pub fn preparer(&self, faits: &Faits, ecoles: &[Id]) -> Vec<LigneModification> {
        let connues: BTreeMap<Id, &Ecole> = faits.ecoles.iter().map(|e| (e.id, e)).collect();
        ecoles
            .iter()
            .map(|&ecole| LigneModification {
                ecole,
                effet: connues
                    .get(&ecole)
                    .ok_or_else(|| "n’est plus dans le carnet".to_owned())
                    .and_then(|connue| self.effet(faits, connue)),
            })
            .collect()
    }

    fn effet(&self, faits: &Faits, ecole: &Ecole) -> Result<Effet, String> {
        match self {
            Self::AjouterEnt {
                solution,
                debut,
                perimetre,
                remplacer,
            } => {
                let (situation, _) = ecole.au(*debut);
                if !situation.ouverte_au(*debut) {
                    return Err("n’est pas ouverte ce jour-là".to_owned());
                }
                let mut d = Deploiement::nouveau(ecole.id, *solution, *debut);
                d.perimetre = *perimetre;
                add_ent(faits, &d, *debut, *remplacer)
            }
            Self::DaterEtape { etape, le } => date_stage(faits, ecole.id, *etape, *le),
            Self::ArreterEnt { le } => {
                let en_cours = ents(faits, ecole.id).filter(|(d, _)| d.en_cours_au(*le));
                let (d, solution) = only(en_cours, "aucun ENT en cours ce jour-là")?;
                if d.fin == Some(*le) {
                    return Err(format!("{} finit déjà ce jour-là", solution.nom));
                }
                let arrete = d.arrete_le(*le)?;
                let phrase = format!("{}, dernier jour le {}", solution.nom, date_longue(*le));
                Ok(Effet::un(phrase, Ecrit::Deploiement(arrete)))
            }
            Self::Financer(modele) => fund(faits, ecole.id, modele),
            Self::Noter(modele) => {
                let notees = faits
                    .conditions
                    .get(&ecole.id)
                    .map_or(&[][..], Vec::as_slice);
                let connu = Conditions::au(notees, modele.le);
                let dit = Conditions {
                    ecole: ecole.id,
                    ..modele.changed_from(connu.as_ref())
                };
                let phrase = dit.phrase();
                if phrase.is_empty() {
                    return Err("c’est déjà noté".to_owned());
                }
                Ok(Effet::un(phrase, Ecrit::Conditions(dit)))
            }
        }
    }
}

/// The deployments of solutions that are an ENT.
fn ents(faits: &Faits, ecole: Id) -> impl Iterator<Item = (&Deploiement, &Solution)> {
    faits
        .deploiements(ecole)
        .iter()
        .filter_map(|d| Some((d, faits.solutions.get(&d.solution)?)))
        .filter(|(_, s)| s.compte_ent)
}

/// The one of a school; none or several leave the school out.
fn only<'a>(
    mut trouves: impl Iterator<Item = (&'a Deploiement, &'a Solution)>,
    aucun: &str,
) -> Result<(&'a Deploiement, &'a Solution), String> {
    let premier = trouves.next().ok_or_else(|| aucun.to_owned())?;
    match trouves.next() {
        None => Ok(premier),
        Some(_) => Err("plusieurs ENT en cours\u{202f}: à faire dans sa fiche".to_owned()),
    }
}

fn add_ent(
    faits: &Faits,
    nouveau: &Deploiement,
    debut: NaiveDate,
    remplacer: bool,
) -> Result<Effet, String> {
    let nom = faits
        .solutions
        .get(&nouveau.solution)
        .map_or("ENT", |s| s.nom.as_str());
    let meme = faits
        .deploiements(nouveau.ecole)
        .iter()
        .find(|d| d.solution == nouveau.solution && d.fin.is_none_or(|fin| debut <= fin));
    if let Some(meme) = meme {
        return Err(match meme.debut {
            Some(depuis) => format!("a déjà {nom} depuis le {}", date_longue(depuis)),
            None => format!("a déjà {nom}"),
        });
    }
    let reach = match nouveau.perimetre {
        Perimetre::Ecole => "école entière",
        Perimetre::Classes { .. } => "des classes",
    };
    let mut effet = Effet::un(
        format!("{nom}, {reach}, à partir du {}", date_longue(debut)),
        Ecrit::Deploiement(nouveau.clone()),
    );
    let veille = debut.pred_opt().unwrap_or(debut);
    for (d, solution) in ents(faits, nouveau.ecole).filter(|(d, _)| d.en_cours_au(debut)) {
        if remplacer {
            effet
                .ecrits
                .insert(0, Ecrit::Deploiement(d.arrete_le(veille)?));
            let arret = format!("\u{202f}; {} s’arrête la veille", solution.nom);
            effet.phrase.push_str(&arret);
        } else {
            effet.attention = Some(format!(
                "{} continue\u{202f}: deux ENT à la fois",
                solution.nom
            ));
        }
    }
    Ok(effet)
}

fn date_stage(faits: &Faits, ecole: Id, etape: Etape, le: NaiveDate) -> Result<Effet, String> {
    // A project is dated before its ENT begins: what counts is that it is not over.
    let non_finis = ents(faits, ecole).filter(|(d, _)| d.fin.is_none_or(|fin| le <= fin));
    let (d, solution) = only(non_finis, "aucun ENT en cours ce jour-là")?;
    if let Some(deja) = d.etape(etape) {
        return Err(format!("étape déjà datée du {}", date_courte(deja)));
    }
    let mut date = d.clone();
    date.etapes[etape as usize] = Some(le);
    let phrase = format!(
        "{}, {} le {}",
        solution.nom,
        etape.libelle().to_lowercase(),
        date_longue(le)
    );
    Ok(Effet {
        phrase,
        attention: super::continuite::desordre(&date),
        ecrits: vec![Ecrit::Deploiement(date)],
    })
}

fn fund(faits: &Faits, ecole: Id, modele: &Financement) -> Result<Effet, String> {
    let deja = faits.financements(ecole).iter().any(|f| {
        (f.dispositif, f.annee, f.abonnement_debut, f.abonnement_fin)
            == (
                modele.dispositif,
                modele.annee,
                modele.abonnement_debut,
                modele.abonnement_fin,
            )
    });
    if deja {
        return Err("a déjà ce financement".to_owned());
    }
    let jour = modele.abonnement_debut;
    let paye = only(
        ents(faits, ecole).filter(|(d, _)| match jour {
            Some(jour) => d.en_cours_au(jour),
            None => d.fin.is_none(),
        }),
        "",
    )
    .ok();
    let nom = modele
        .dispositif
        .and_then(|id| faits.dispositifs.get(&id))
        .map_or("Financement", |d| d.nom.as_str());
    let annee = modele.annee.map(|annee| format!(" {annee}"));
    let montant = modele.montant_centimes.map(|m| format!(", {}", euros(m)));
    let pour = paye.map_or_else(
        || ", sans ENT désigné".to_owned(),
        |(_, solution)| format!(", pour {}", solution.nom),
    );
    let phrase = format!(
        "{nom}{}{}{pour}",
        annee.unwrap_or_default(),
        montant.unwrap_or_default()
    );
    let financement = Financement {
        id: Id::fresh(),
        ecole,
        deploiement: paye.map(|(d, _)| d.id),
        ..modele.clone()
    };
    Ok(Effet::un(phrase, Ecrit::Financement(financement)))
}
