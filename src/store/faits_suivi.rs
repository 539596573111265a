//! The facts around a deployment, read once per data revision: fundings, projects, conditions,
//! measures, lists.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::Row;

use super::Store;
use super::faits::{day, flag, text, word};
use crate::domain::{
    Alimentation, CommuneInfo, Conditions, Dispositif, Domaine, Effectif, Financement, Id, Ips,
    Jalon, Liste, ParEcole, Portee, Projet, Terme, Wifi,
};
use crate::error::Result;

/// The newest row of each school and period: rows come in order, the last one stays. `CROSS JOIN`
/// looks each school up in each lot: the other way round, nothing finds a school by its UAI.
const EFFECTIFS: &str = "
    SELECT e.id, l.periode, m.classes, m.eleves, m.preelementaire, m.cp, m.ce1, m.ce2, m.cm1,
           m.cm2, m.ulis
    FROM lot l CROSS JOIN ecole e CROSS JOIN effectif m ON m.lot = l.id AND m.uai = e.uai
    WHERE l.supprime = 0 AND l.jeu = 'effectifs'
    ORDER BY l.millesime, l.id";

const IPS: &str = "
    SELECT e.id, l.periode, m.dixiemes
    FROM lot l CROSS JOIN ecole e CROSS JOIN ips m ON m.lot = l.id AND m.uai = e.uai
    WHERE l.supprime = 0 AND l.jeu = 'ips'
    ORDER BY l.millesime, l.id";

impl Store {
    pub(super) fn dispositifs(&self) -> Result<BTreeMap<Id, Dispositif>> {
        self.by_id(
            "SELECT id, code, nom, description, reference, ordre
             FROM dispositif WHERE supprime = 0",
            |row| {
                Ok(Dispositif {
                    id: row.get(0)?,
                    code: row.get(1)?,
                    nom: text(row, 2)?,
                    description: text(row, 3)?,
                    reference: text(row, 4)?,
                    ordre: row.get::<_, Option<i64>>(5)?.unwrap_or(i64::MAX),
                })
            },
            |d| d.id,
        )
    }

    pub(super) fn financements(&self) -> Result<ParEcole<Financement>> {
        let tous = self.base.rows(
            "SELECT id, ecole, deploiement, dispositif, annee, montant_centimes, poste,
                    abonnement_debut, abonnement_fin, commentaire
             FROM financement WHERE supprime = 0 AND ecole IS NOT NULL
             ORDER BY annee, abonnement_debut, id",
            [],
            |row| {
                Ok(Financement {
                    id: row.get(0)?,
                    ecole: row.get(1)?,
                    deploiement: row.get(2)?,
                    dispositif: row.get(3)?,
                    annee: row.get(4)?,
                    montant_centimes: row.get(5)?,
                    poste: text(row, 6)?,
                    abonnement_debut: day(row, 7)?,
                    abonnement_fin: day(row, 8)?,
                    commentaire: text(row, 9)?,
                })
            },
        )?;
        Ok(grouped(tous, |f| f.ecole))
    }

    pub(super) fn projets(&self) -> Result<BTreeMap<Id, Projet>> {
        let mut projets = self.by_id(
            "SELECT id, nom, portee, circonscription, solution, debut, fin, description, evaluation
             FROM projet WHERE supprime = 0",
            |row| {
                Ok(Projet {
                    id: row.get(0)?,
                    nom: text(row, 1)?,
                    portee: word(row, 2, Portee::parse)?,
                    circonscription: row.get(3)?,
                    solution: row.get(4)?,
                    debut: day(row, 5)?,
                    fin: day(row, 6)?,
                    description: text(row, 7)?,
                    evaluation: text(row, 8)?,
                    ecoles: BTreeSet::new(),
                    jalons: Vec::new(),
                })
            },
            |p| p.id,
        )?;
        let membres = self.base.rows(
            "SELECT projet, ecole FROM projet_ecole
             WHERE supprime = 0 AND projet IS NOT NULL AND ecole IS NOT NULL",
            [],
            |row| Ok((row.get::<_, Id>(0)?, row.get::<_, Id>(1)?)),
        )?;
        for (projet, ecole) in membres {
            if let Some(projet) = projets.get_mut(&projet) {
                projet.ecoles.insert(ecole);
            }
        }
        let jalons = self.base.rows(
            "SELECT id, projet, moment, libelle, prevu_le, atteint_le, conseiller_associe
             FROM jalon WHERE supprime = 0 AND projet IS NOT NULL
             ORDER BY coalesce(atteint_le, prevu_le, '9999'), id",
            [],
            |row| {
                Ok(Jalon {
                    id: row.get(0)?,
                    projet: row.get(1)?,
                    moment: row.get(2)?,
                    libelle: text(row, 3)?,
                    prevu_le: day(row, 4)?,
                    atteint_le: day(row, 5)?,
                    conseiller_associe: row.get(6)?,
                })
            },
        )?;
        for jalon in jalons {
            if let Some(projet) = projets.get_mut(&jalon.projet) {
                projet.jalons.push(jalon);
            }
        }
        Ok(projets)
    }

    pub(super) fn conditions(&self) -> Result<ParEcole<Conditions>> {
        let toutes = self.base.rows(
            "SELECT ecole, le, debit_mbits, wifi, postes, tablettes, ecrans, gar, gar_le,
                    responsable_affectation, alimentation, charte, charte_le, commentaire
             FROM conditions WHERE supprime = 0 AND ecole IS NOT NULL AND le IS NOT NULL
             ORDER BY le, id",
            [],
            |row| {
                Ok(Conditions {
                    ecole: row.get(0)?,
                    le: day(row, 1)?.unwrap_or(NaiveDate::MIN),
                    debit_mbits: row.get(2)?,
                    wifi: word(row, 3, Wifi::parse)?,
                    postes: row.get(4)?,
                    tablettes: row.get(5)?,
                    ecrans: row.get(6)?,
                    gar: row.get(7)?,
                    gar_le: day(row, 8)?,
                    responsable_affectation: row.get(9)?,
                    alimentation: word(row, 10, Alimentation::parse)?,
                    charte: row.get(11)?,
                    charte_le: day(row, 12)?,
                    commentaire: text(row, 13)?,
                })
            },
        )?;
        Ok(grouped(toutes, |c| c.ecole))
    }

    pub(super) fn effectifs(&self) -> Result<ParEcole<Effectif>> {
        self.newest(EFFECTIFS, |row, rentree| {
            let mut niveaux = [None; 7];
            for (i, niveau) in niveaux.iter_mut().enumerate() {
                *niveau = row.get(4 + i)?;
            }
            Ok(Effectif {
                rentree,
                classes: row.get(2)?,
                eleves: row.get(3)?,
                niveaux,
            })
        })
    }

    pub(super) fn ips(&self) -> Result<ParEcole<Ips>> {
        self.newest(IPS, |row, rentree| {
            Ok(Ips {
                rentree,
                dixiemes: row.get(2)?,
            })
        })
    }

    /// Per school, the last row of each rentrée; columns 0 and 1 are the school and the period.
    fn newest<T>(
        &self,
        sql: &str,
        from_row: impl Fn(&Row<'_>, i32) -> rusqlite::Result<T>,
    ) -> Result<ParEcole<T>> {
        let mut derniers: BTreeMap<Id, BTreeMap<i32, T>> = BTreeMap::new();
        self.base.rows(sql, [], |row| {
            let periode = text(row, 1)?;
            if let Ok(rentree) = periode.parse() {
                let mesure = from_row(row, rentree)?;
                derniers
                    .entry(row.get(0)?)
                    .or_default()
                    .insert(rentree, mesure);
            }
            Ok(())
        })?;
        Ok(derniers
            .into_iter()
            .map(|(ecole, par_rentree)| (ecole, par_rentree.into_values().collect()))
            .collect())
    }

    pub(super) fn communes_info(&self) -> Result<BTreeMap<String, CommuneInfo>> {
        let toutes = self.base.rows(
            "SELECT insee, population, annee FROM commune_info
             WHERE supprime = 0 AND insee IS NOT NULL",
            [],
            |row| {
                Ok(CommuneInfo {
                    insee: row.get(0)?,
                    population: row.get(1)?,
                    annee: row.get(2)?,
                })
            },
        )?;
        Ok(toutes.into_iter().map(|c| (c.insee.clone(), c)).collect())
    }

    pub(super) fn termes(&self) -> Result<Vec<Terme>> {
        let mut termes: Vec<Terme> = self
            .base
            .rows(
                "SELECT id, liste, code, nom, ordre, hors_menu FROM terme WHERE supprime = 0",
                [],
                |row| {
                    let liste = word(row, 1, Liste::parse)?;
                    let (id, code, nom) = (row.get(0)?, row.get(2)?, text(row, 3)?);
                    let ordre = row.get::<_, Option<i64>>(4)?.unwrap_or(i64::MAX);
                    let retire = flag(row, 5)?;
                    Ok(liste.map(|liste| Terme {
                        id,
                        liste,
                        code,
                        nom,
                        ordre,
                        retire,
                    }))
                },
            )?
            .into_iter()
            .flatten()
            .collect();
        termes.sort_by(|a, b| (a.liste, a.ordre, &a.nom).cmp(&(b.liste, b.ordre, &b.nom)));
        Ok(termes)
    }

    pub(super) fn correspondances(&self) -> Result<BTreeMap<(Domaine, String), String>> {
        let toutes = self.base.rows(
            "SELECT domaine, texte, valeur FROM correspondance
             WHERE supprime = 0 AND texte IS NOT NULL AND valeur IS NOT NULL",
            [],
            |row| {
                let domaine = word(row, 0, Domaine::parse)?;
                Ok((domaine, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
            },
        )?;
        Ok(toutes
            .into_iter()
            .filter_map(|(domaine, texte, valeur)| Some(((domaine?, texte), valeur)))
            .collect())
    }
}

/// In lists by key, each in the order given.
pub(super) fn grouped<T>(tous: Vec<T>, ecole: impl Fn(&T) -> Id) -> ParEcole<T> {
    let mut par_ecole = ParEcole::default();
    for un in tous {
        par_ecole.entry(ecole(&un)).or_default().push(un);
    }
    par_ecole
}
