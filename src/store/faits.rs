//! All dated facts of the carnet, read once per data revision.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::Row;

use super::ecritures::ETAPES;
use super::{Genre, Store, objet};
use crate::domain::{
    Circonscription, Deploiement, Ecole, EducationPrioritaire, Etat, Faits, Id, ParEcole,
    Perimetre, PeriodeSituation, SecteurCollege, Situation, Solution, Statut, Verification,
    secondes,
};
use crate::error::Result;

const SITUATIONS: &str = "
    SELECT e.uai, s.ecole, s.de, s.a, s.depuis,
           s.nom, s.maternelle, s.elementaire, s.specialisee, s.statut, s.commune, s.commune_nom,
           s.departement, s.circonscription, s.secteur, s.education_prioritaire, s.rpi_disperse,
           s.latitude, s.longitude, s.eleves, s.ouverture, s.fermeture, s.etat, s.eleves_saisi,
           s.classes, s.successeur
    FROM ecole_situation s JOIN ecole e ON e.id = s.ecole";

impl Store {
    /// Everything lists, figures and charts are computed from.
    pub fn faits(&self) -> Result<Faits> {
        let mut faits = Faits::default();
        self.read(&mut faits, &Genre::ALL.into())?;
        Ok(faits)
    }

    /// Brings facts read earlier from this carnet up to date, reading only what was written since
    /// the last time.
    pub fn refresh(&mut self, faits: &mut Faits) -> Result<()> {
        let changed = std::mem::take(&mut self.changed);
        let done = self.read(faits, &changed);
        if done.is_err() {
            self.changed = changed;
        }
        done
    }

    /// Reads again the facts that come from these kinds.
    fn read(&self, faits: &mut Faits, genres: &BTreeSet<Genre>) -> Result<()> {
        use Genre::{
            Action, BilanEnregistre, CommuneInfo, Conditions, Conge, Correspondance, Ecole,
            EcoleChangement, Evenement, EvenementEcole, Formateur, Formation, Jalon, Lot, Modele,
            Objectif, ObservationLigne, Participation, Piece, Projet, ProjetEcole, Releve, Seance,
            Terme,
        };
        let any = |of: &[Genre]| of.iter().any(|genre| genres.contains(genre));
        let ecoles = any(&[Ecole, Releve, EcoleChangement]);
        if ecoles {
            faits.ecoles = self.ecoles()?;
        }
        if any(&[Genre::Circonscription]) {
            faits.circonscriptions = self.circonscriptions()?;
        }
        if any(&[Genre::SecteurCollege]) {
            faits.secteurs = self.secteurs()?;
        }
        if any(&[Genre::Solution]) {
            faits.solutions = self.solutions()?;
        }
        if any(&[Genre::Deploiement]) {
            faits.deploiements = self.deploiements()?;
        }
        if any(&[Genre::Verification]) {
            faits.verifications = self.verifications()?;
        }
        if any(&[Genre::Dispositif]) {
            faits.dispositifs = self.dispositifs()?;
        }
        if any(&[Genre::Financement]) {
            faits.financements = self.financements()?;
        }
        if any(&[Projet, ProjetEcole, Jalon]) {
            faits.projets = self.projets()?;
        }
        if any(&[Conditions]) {
            faits.conditions = self.conditions()?;
        }
        // Measures are joined to the schools of the carnet.
        if ecoles || any(&[Lot]) {
            faits.effectifs = self.effectifs()?;
            faits.ips = self.ips()?;
        }
        if any(&[CommuneInfo]) {
            faits.communes = self.communes_info()?;
        }
        if any(&[Terme]) {
            faits.termes = self.termes()?;
        }
        if any(&[Correspondance]) {
            faits.correspondances = self.correspondances()?;
        }
        if any(&[Objectif]) {
            faits.objectifs = self.objectifs()?;
        }
        if any(&[BilanEnregistre]) {
            faits.bilans_enregistres = self.bilans_enregistres()?;
        }
        let terrain = &mut faits.terrain;
        if any(&[Genre::Visite]) {
            terrain.visites = self.visites()?;
            terrain.secondes = secondes(&terrain.visites, &self.conjointes()?);
        }
        if any(&[Action]) {
            terrain.actions = self.actions()?;
        }
        if any(&[Formation, Seance, Participation, Formateur]) {
            terrain.formations = self.formations()?;
        }
        if any(&[Evenement, EvenementEcole]) {
            terrain.evenements = self.evenements()?;
        }
        if any(&[Genre::Observation, ObservationLigne]) {
            terrain.observations = self.observations()?;
        }
        if any(&[Piece]) {
            terrain.pieces = self.pieces()?;
        }
        if any(&[Conge]) {
            terrain.conges = self.conges()?;
        }
        if any(&[Modele]) {
            terrain.modeles = self.modeles()?;
        }
        Ok(())
    }

    fn circonscriptions(&self) -> Result<BTreeMap<Id, Circonscription>> {
        self.by_id(
            "SELECT id, code, nom, departement FROM circonscription WHERE supprime = 0",
            |row| {
                Ok(Circonscription {
                    id: row.get(0)?,
                    code: row.get(1)?,
                    nom: text(row, 2)?,
                    departement: row.get(3)?,
                })
            },
            |c| c.id,
        )
    }

    fn secteurs(&self) -> Result<BTreeMap<Id, SecteurCollege>> {
        self.by_id(
            "SELECT id, uai, nom, commune_nom, departement, plan_ruralite, ent, latitude,
                        longitude
                 FROM secteur_college WHERE supprime = 0",
            |row| {
                let uai: Option<String> = row.get(1)?;
                // Known by the carte scolaire alone, which does not name collèges.
                let nom = text(row, 2)?;
                let nom = if nom.is_empty() {
                    uai.clone().unwrap_or_default()
                } else {
                    nom
                };
                Ok(SecteurCollege {
                    id: row.get(0)?,
                    uai,
                    nom,
                    commune_nom: row.get(3)?,
                    departement: row.get(4)?,
                    plan_ruralite: flag(row, 5)?,
                    ent: text(row, 6)?,
                    position: (row.get::<_, Option<f64>>(7)?).zip(row.get::<_, Option<f64>>(8)?),
                })
            },
            |s| s.id,
        )
    }

    fn solutions(&self) -> Result<BTreeMap<Id, Solution>> {
        self.by_id(
            "SELECT id, nom, compte_ent, ordre, code, editeur, note
                 FROM solution WHERE supprime = 0",
            |row| {
                Ok(Solution {
                    id: row.get(0)?,
                    nom: text(row, 1)?,
                    compte_ent: flag(row, 2)?,
                    ordre: row.get::<_, Option<i64>>(3)?.unwrap_or(i64::MAX),
                    code: row.get(4)?,
                    editeur: text(row, 5)?,
                    note: text(row, 6)?,
                })
            },
            |s| s.id,
        )
    }

    pub(super) fn by_id<T>(
        &self,
        sql: &str,
        from_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
        id: impl Fn(&T) -> Id,
    ) -> Result<BTreeMap<Id, T>> {
        let rows = self.base.rows(sql, [], from_row)?;
        Ok(rows.into_iter().map(|objet| (id(&objet), objet)).collect())
    }

    fn ecoles(&self) -> Result<Vec<Ecole>> {
        let mut ecoles: Vec<Ecole> = Vec::new();
        let mut mots = Mots::default();
        // Those of the school being read: each school then keeps a list of its very length, which
        // for ten years of schools is a third of the memory of growing lists.
        let mut situations: Vec<PeriodeSituation> = Vec::new();
        let end = |ecoles: &mut Vec<Ecole>, situations: &mut Vec<PeriodeSituation>| {
            if let Some(ecole) = ecoles.last_mut() {
                ecole.situations.reserve_exact(situations.len());
                ecole.situations.append(situations);
            }
        };
        self.base.each(SITUATIONS, [], |row| {
            let id: Id = row.get(1)?;
            if ecoles.last().is_none_or(|ecole| ecole.id != id) {
                end(&mut ecoles, &mut situations);
                ecoles.push(Ecole {
                    id,
                    uai: text(row, 0)?,
                    situations: Vec::new(),
                });
            }
            situations.push(periode(row, &mut mots)?);
            Ok(())
        })?;
        end(&mut ecoles, &mut situations);
        ecoles.sort_by(|a, b| (&a.uai, a.id).cmp(&(&b.uai, b.id)));
        Ok(ecoles)
    }

    fn deploiements(&self) -> Result<ParEcole<Deploiement>> {
        let sql = format!(
            "SELECT id, ecole, solution, projet, debut, fin, perimetre, classes, classes_total,
                    commentaire, {}
             FROM deploiement
             WHERE supprime = 0 AND ecole IS NOT NULL AND solution IS NOT NULL",
            ETAPES.join(", ")
        );
        let mut par_ecole: ParEcole<Deploiement> = ParEcole::default();
        self.base.each(&sql, [], |row| {
            let mut etapes = [None; 5];
            for (i, etape) in etapes.iter_mut().enumerate() {
                *etape = day(row, 10 + i)?;
            }
            let ecole: Id = row.get(1)?;
            par_ecole.entry(ecole).or_default().push(Deploiement {
                id: row.get(0)?,
                ecole,
                solution: row.get(2)?,
                projet: row.get(3)?,
                debut: day(row, 4)?,
                fin: day(row, 5)?,
                perimetre: match row.get::<_, Option<String>>(6)?.as_deref() {
                    Some("classes") => Perimetre::Classes {
                        nombre: row.get(7)?,
                        total: row.get(8)?,
                    },
                    _ => Perimetre::Ecole,
                },
                etapes,
                commentaire: text(row, 9)?,
            });
            Ok(())
        })?;
        for liste in par_ecole.values_mut() {
            liste.shrink_to_fit();
            liste.sort_by_key(|d| (d.debut, d.id));
        }
        Ok(par_ecole)
    }

    fn verifications(&self) -> Result<ParEcole<Verification>> {
        let mut par_ecole: ParEcole<Verification> = ParEcole::default();
        for (ecole, le, par) in self.base.rows(
            "SELECT ecole, le, par FROM verification
             WHERE supprime = 0 AND ecole IS NOT NULL ORDER BY le, id",
            [],
            |row| Ok((row.get::<_, Id>(0)?, day(row, 1)?, text(row, 2)?)),
        )? {
            if let Some(le) = le {
                par_ecole
                    .entry(ecole)
                    .or_default()
                    .push(Verification { le, par });
            }
        }
        Ok(par_ecole)
    }
}

/// Texts read so far: what many rows say is kept once.
#[derive(Default)]
struct Mots(HashSet<Arc<str>>);

impl Mots {
    fn get(&mut self, row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Arc<str>>> {
        let Some(texte) = row.get_ref(index)?.as_str_or_null()? else {
            return Ok(None);
        };
        if let Some(connu) = self.0.get(texte) {
            return Ok(Some(Arc::clone(connu)));
        }
        let texte: Arc<str> = texte.into();
        self.0.insert(Arc::clone(&texte));
        Ok(Some(texte))
    }
}

fn periode(row: &Row<'_>, mots: &mut Mots) -> rusqlite::Result<PeriodeSituation> {
    Ok(PeriodeSituation {
        de: day(row, 2)?,
        a: day(row, 3)?,
        depuis: day(row, 4)?.unwrap_or(NaiveDate::MIN),
        situation: Situation {
            nom: mots.get(row, 5)?.unwrap_or_default(),
            maternelle: flag(row, 6)?,
            elementaire: flag(row, 7)?,
            specialisee: flag(row, 8)?,
            statut: word(row, 9, Statut::parse)?,
            commune: mots.get(row, 10)?,
            commune_nom: mots.get(row, 11)?,
            departement: mots.get(row, 12)?,
            circonscription: row.get(13)?,
            secteur: row.get(14)?,
            education_prioritaire: word(row, 15, EducationPrioritaire::parse)?,
            rpi: mots.get(row, 16)?,
            latitude: row.get(17)?,
            longitude: row.get(18)?,
            eleves: row.get(19)?,
            ouverture: day(row, 20)?,
            fermeture: day(row, 21)?,
            etat: word(row, 22, Etat::parse)?,
            eleves_saisi: row.get(23)?,
            classes: row.get(24)?,
            successeur: row.get(25)?,
        },
    })
}

/// A text column; NULL reads as nothing said.
pub(super) fn text(row: &Row<'_>, index: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(index)?.unwrap_or_default())
}

pub(super) fn flag(row: &Row<'_>, index: usize) -> rusqlite::Result<bool> {
    Ok(row.get::<_, Option<bool>>(index)?.unwrap_or_default())
}

/// A date column; `''` and `'9999'`, the ends of time, read as none.
pub(super) fn day(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(row
        .get_ref(index)?
        .as_str_or_null()?
        .and_then(|texte| objet::parse_day(texte).ok()))
}

/// A column of a closed vocabulary.
pub(super) fn word<T>(
    row: &Row<'_>,
    index: usize,
    parse: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    Ok(row.get_ref(index)?.as_str_or_null()?.and_then(parse))
}
