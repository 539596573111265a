//! What was written about several schools: the history of a group, one line per operation.

use rusqlite::params_from_iter;

use super::fiche::PAR_ECOLE;
use super::{OperationId, Store};
use crate::domain::Id;
use crate::error::Result;

/// Lines kept, the newest.
const LIGNES: usize = 200;
/// Schools of one question: SQLite takes 32 766 parameters.
const PAR_QUESTION: usize = 30_000;

/// One operation, and the schools of the group it wrote about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneGroupe {
    pub id: OperationId,
    /// UTC milliseconds.
    pub quand: i64,
    pub personne: String,
    /// The sentence of the operation.
    pub libelle: String,
    /// In order of identity; empty when only the group itself was written.
    pub ecoles: Vec<Id>,
}

impl Store {
    /// What was written about these schools, newest first, at most two hundred operations.
    /// `groupe` is the object of the group itself, when it has one (a secteur, a commune).
    pub fn historique_ecoles(&self, ecoles: &[Id], groupe: Option<Id>) -> Result<Vec<LigneGroupe>> {
        let mut lignes: Vec<(i64, LigneGroupe)> = Vec::new();
        let parts = ecoles.chunks(PAR_QUESTION);
        for part in parts.chain(ecoles.is_empty().then_some(ecoles)) {
            for (hlc, ligne) in self.operations_sur(part, groupe)? {
                match lignes.iter_mut().find(|(_, l)| l.id == ligne.id) {
                    Some((_, connue)) => connue.ecoles.extend(ligne.ecoles),
                    None => lignes.push((hlc, ligne)),
                }
            }
        }
        lignes.sort_by_key(|(hlc, l)| std::cmp::Reverse((*hlc, l.id)));
        lignes.truncate(LIGNES);
        for (_, ligne) in &mut lignes {
            ligne.ecoles.sort_unstable();
            ligne.ecoles.dedup();
        }
        Ok(lignes.into_iter().map(|(_, ligne)| ligne).collect())
    }

    /// The newest operations on these schools and on the group, each with its instant.
    fn operations_sur(&self, ecoles: &[Id], groupe: Option<Id>) -> Result<Vec<(i64, LigneGroupe)>> {
        let places: Vec<String> = (2..ecoles.len() + 2).map(|i| format!("(?{i})")).collect();
        let membres = if places.is_empty() {
            "SELECT NULL WHERE 0".to_owned()
        } else {
            format!("VALUES {}", places.join(", "))
        };
        let mut objets = vec!["SELECT ecole, ecole FROM membre".to_owned()];
        objets.extend(PAR_ECOLE.iter().map(|genre| {
            let table = genre.as_str();
            format!("SELECT o.id, o.ecole FROM {table} o JOIN membre m ON m.ecole = o.ecole")
        }));
        let sql = format!(
            "WITH membre (ecole) AS ({membres}),
                  objet (id, ecole) AS ({} UNION ALL SELECT ?1, NULL),
                  ecrit AS (
                    SELECT DISTINCT c.session, c.operation, o.ecole
                    FROM objet o JOIN changement c ON c.objet = o.id),
                  derniere AS (
                    SELECT p.* FROM operation p
                    WHERE (p.session, p.numero) IN (SELECT session, operation FROM ecrit)
                    ORDER BY p.hlc DESC LIMIT {LIGNES})
             SELECT d.hlc, d.session, d.numero, d.quand, s.personne, d.libelle, e.ecole
             FROM derniere d
             JOIN session s ON s.id = d.session
             JOIN ecrit e ON e.session = d.session AND e.operation = d.numero
             ORDER BY d.hlc DESC, d.session, d.numero",
            objets.join(" UNION ALL ")
        );
        let parametres = std::iter::once(groupe).chain(ecoles.iter().copied().map(Some));
        let mut lignes: Vec<(i64, LigneGroupe)> = Vec::new();
        self.base.rows(&sql, params_from_iter(parametres), |row| {
            let id = OperationId {
                session: row.get(1)?,
                numero: row.get(2)?,
            };
            let ecole: Option<Id> = row.get(6)?;
            if lignes.last().is_none_or(|(_, l)| l.id != id) {
                let ligne = LigneGroupe {
                    id,
                    quand: row.get(3)?,
                    personne: row.get(4)?,
                    libelle: row.get(5)?,
                    ecoles: Vec::new(),
                };
                lignes.push((row.get(0)?, ligne));
            }
            if let Some((_, ligne)) = lignes.last_mut() {
                ligne.ecoles.extend(ecole);
            }
            Ok(())
        })?;
        Ok(lignes)
    }
}
