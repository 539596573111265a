//! The work in the field, read once per data revision: visits, actions, trainings, observations.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Store;
use super::faits::{day, text, word};
use super::faits_suivi::grouped;
use crate::domain::{
    Action, CompteRendu, Conge, Copie, Crcn, Evenement, Formateur, Formation, Id, Lecteur,
    Modalite, Modele, Observation, ObservationLigne, ParEcole, Participation, Partie, Piece,
    Public, Rencontre, Seance, StatutSeance, Systeme, Visite, VisiteEntiere,
};
use crate::error::Result;

impl Store {
    pub(super) fn visites(&self) -> Result<ParEcole<Visite>> {
        let toutes = self.base.rows(
            "SELECT id, ecole, le, duree, motif, intervenant FROM visite
             WHERE supprime = 0 AND ecole IS NOT NULL AND le IS NOT NULL ORDER BY le, id",
            [],
            |row| {
                Ok(Visite {
                    id: row.get(0)?,
                    ecole: row.get(1)?,
                    le: day(row, 2)?.unwrap_or(NaiveDate::MIN),
                    duree: row.get(3)?,
                    motif: row.get(4)?,
                    intervenant: text(row, 5)?,
                })
            },
        )?;
        Ok(grouped(toutes, |v| v.ecole))
    }

    /// The pairs of visits that somebody said two people made together.
    pub(super) fn conjointes(&self) -> Result<Vec<(Id, Id)>> {
        self.base.rows(
            "SELECT coalesce(a.par, i.premier), coalesce(b.par, i.second) FROM identite i
             LEFT JOIN absorbe a ON a.objet = i.premier
             LEFT JOIN absorbe b ON b.objet = i.second
             WHERE i.supprime = 0 AND i.reponse = 'conjointe' AND i.genre = 'visite'
               AND i.premier IS NOT NULL AND i.second IS NOT NULL",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    pub(super) fn actions(&self) -> Result<ParEcole<Action>> {
        let toutes = self.base.rows(
            "SELECT id, ecole, visite, libelle, role, qui, echeance, faite_le, abandonnee_le,
                    commentaire
             FROM action WHERE supprime = 0 AND ecole IS NOT NULL
             ORDER BY coalesce(echeance, '9999'), id",
            [],
            |row| {
                Ok(Action {
                    id: row.get(0)?,
                    ecole: row.get(1)?,
                    visite: row.get(2)?,
                    libelle: text(row, 3)?,
                    role: row.get(4)?,
                    qui: text(row, 5)?,
                    echeance: day(row, 6)?,
                    faite_le: day(row, 7)?,
                    abandonnee_le: day(row, 8)?,
                    commentaire: text(row, 9)?,
                })
            },
        )?;
        Ok(grouped(toutes, |a| a.ecole))
    }

    pub(super) fn formations(&self) -> Result<BTreeMap<Id, Formation>> {
        let mut seances: BTreeMap<Id, Seance> = self
            .base
            .rows(
                "SELECT id, formation, le, duree, duree_18h, modalite, lieu, statut, reponses,
                        satisfaction, bilan
                 FROM seance WHERE supprime = 0 AND formation IS NOT NULL",
                [],
                |row| {
                    Ok(Seance {
                        id: row.get(0)?,
                        formation: row.get(1)?,
                        le: day(row, 2)?,
                        duree: row.get(3)?,
                        duree_18h: row.get(4)?,
                        modalite: word(row, 5, Modalite::parse)?,
                        lieu: text(row, 6)?,
                        statut: word(row, 7, StatutSeance::parse)?,
                        reponses: row.get(8)?,
                        satisfaction: row.get(9)?,
                        bilan: text(row, 10)?,
                        participations: Vec::new(),
                        formateurs: Vec::new(),
                    })
                },
            )?
            .into_iter()
            .map(|s| (s.id, s))
            .collect();
        for (seance, participation) in self.base.rows(
            "SELECT seance, ecole, nombre, noms FROM participation
             WHERE supprime = 0 AND seance IS NOT NULL AND ecole IS NOT NULL ORDER BY ecole",
            [],
            |row| {
                let participation = Participation {
                    ecole: row.get(1)?,
                    nombre: row.get(2)?,
                    noms: text(row, 3)?,
                };
                Ok((row.get::<_, Id>(0)?, participation))
            },
        )? {
            if let Some(seance) = seances.get_mut(&seance) {
                seance.participations.push(participation);
            }
        }
        for (seance, formateur) in self.base.rows(
            "SELECT seance, id, nom, role, animation, preparation FROM formateur
             WHERE supprime = 0 AND seance IS NOT NULL ORDER BY id",
            [],
            |row| {
                let formateur = Formateur {
                    id: row.get(1)?,
                    nom: text(row, 2)?,
                    role: row.get(3)?,
                    animation: row.get(4)?,
                    preparation: row.get(5)?,
                };
                Ok((row.get::<_, Id>(0)?, formateur))
            },
        )? {
            if let Some(seance) = seances.get_mut(&seance) {
                seance.formateurs.push(formateur);
            }
        }
        let mut formations = self.by_id(
            "SELECT id, titre, objectifs, systeme, reference, public, cycle FROM formation
             WHERE supprime = 0",
            |row| {
                Ok(Formation {
                    id: row.get(0)?,
                    titre: text(row, 1)?,
                    objectifs: text(row, 2)?,
                    systeme: word(row, 3, Systeme::parse)?,
                    reference: text(row, 4)?,
                    public: word(row, 5, Public::parse)?,
                    cycle: row.get(6)?,
                    seances: Vec::new(),
                })
            },
            |f| f.id,
        )?;
        for seance in seances.into_values() {
            if let Some(formation) = formations.get_mut(&seance.formation) {
                formation.seances.push(seance);
            }
        }
        for formation in formations.values_mut() {
            formation
                .seances
                .sort_by_key(|s| (s.le.unwrap_or(NaiveDate::MAX), s.id));
        }
        Ok(formations)
    }

    pub(super) fn evenements(&self) -> Result<BTreeMap<Id, Evenement>> {
        let mut evenements = self.by_id(
            "SELECT id, sorte, nom, le, duree, lieu, secteur, participants, compte_rendu
             FROM evenement WHERE supprime = 0",
            |row| {
                Ok(Evenement {
                    id: row.get(0)?,
                    sorte: row.get(1)?,
                    nom: text(row, 2)?,
                    le: day(row, 3)?,
                    duree: row.get(4)?,
                    lieu: text(row, 5)?,
                    secteur: row.get(6)?,
                    participants: row.get(7)?,
                    compte_rendu: text(row, 8)?,
                    ecoles: std::collections::BTreeSet::new(),
                })
            },
            |e| e.id,
        )?;
        for (evenement, ecole) in self.base.rows(
            "SELECT evenement, ecole FROM evenement_ecole
             WHERE supprime = 0 AND evenement IS NOT NULL AND ecole IS NOT NULL",
            [],
            |row| Ok((row.get::<_, Id>(0)?, row.get::<_, Id>(1)?)),
        )? {
            if let Some(evenement) = evenements.get_mut(&evenement) {
                evenement.ecoles.insert(ecole);
            }
        }
        Ok(evenements)
    }

    pub(super) fn observations(&self) -> Result<ParEcole<Observation>> {
        let lignes = self.base.rows(
            "SELECT observation, service, frequence, palier, point_de_vue, acteurs, crcn, constat
             FROM observation_ligne
             WHERE supprime = 0 AND observation IS NOT NULL AND service IS NOT NULL ORDER BY id",
            [],
            |row| {
                let mots = |texte: String| -> Vec<String> {
                    texte.split_whitespace().map(str::to_owned).collect()
                };
                let ligne = ObservationLigne {
                    service: row.get(1)?,
                    frequence: row.get(2)?,
                    palier: row.get(3)?,
                    point_de_vue: row.get(4)?,
                    acteurs: mots(text(row, 5)?)
                        .iter()
                        .filter_map(|m| Id::parse(m))
                        .collect(),
                    crcn: mots(text(row, 6)?)
                        .iter()
                        .filter_map(|m| Crcn::parse(m))
                        .collect(),
                    constat: text(row, 7)?,
                };
                Ok((row.get::<_, Id>(0)?, ligne))
            },
        )?;
        let mut par_observation: BTreeMap<Id, Vec<ObservationLigne>> = BTreeMap::new();
        for (observation, ligne) in lignes {
            par_observation.entry(observation).or_default().push(ligne);
        }
        let toutes = self.base.rows(
            "SELECT id, ecole, le, observateur, cycle, constat, capsule, consentement, droit_image
             FROM observation
             WHERE supprime = 0 AND ecole IS NOT NULL AND le IS NOT NULL ORDER BY le, id",
            [],
            |row| {
                let id = row.get(0)?;
                Ok(Observation {
                    id,
                    ecole: row.get(1)?,
                    le: day(row, 2)?.unwrap_or(NaiveDate::MIN),
                    observateur: text(row, 3)?,
                    cycle: row.get(4)?,
                    constat: text(row, 5)?,
                    capsule: text(row, 6)?,
                    consentement: row.get(7)?,
                    droit_image: row.get(8)?,
                    lignes: par_observation.remove(&id).unwrap_or_default(),
                })
            },
        )?;
        Ok(grouped(toutes, |o| o.ecole))
    }

    pub(super) fn pieces(&self) -> Result<ParEcole<Piece>> {
        let toutes = self.base.rows(
            "SELECT id, ecole, objet, libelle, adresse FROM piece
             WHERE supprime = 0 AND ecole IS NOT NULL ORDER BY id",
            [],
            |row| {
                Ok(Piece {
                    id: row.get(0)?,
                    ecole: row.get(1)?,
                    objet: row.get(2)?,
                    libelle: text(row, 3)?,
                    adresse: text(row, 4)?,
                })
            },
        )?;
        Ok(grouped(toutes, |p| p.ecole))
    }

    pub(super) fn conges(&self) -> Result<Vec<Conge>> {
        self.base.rows(
            "SELECT id, code, nom, debut, fin FROM conge
             WHERE supprime = 0 AND debut IS NOT NULL AND fin IS NOT NULL ORDER BY debut, id",
            [],
            |row| {
                Ok(Conge {
                    id: row.get(0)?,
                    code: row.get(1)?,
                    nom: text(row, 2)?,
                    debut: day(row, 3)?.unwrap_or(NaiveDate::MIN),
                    fin: day(row, 4)?.unwrap_or(NaiveDate::MIN),
                })
            },
        )
    }

    pub(super) fn modeles(&self) -> Result<Vec<Modele>> {
        self.base.rows(
            "SELECT id, code, nom, contexte, constats, conseils, suites, ordre FROM modele
             WHERE supprime = 0 ORDER BY ordre, nom, id",
            [],
            |row| {
                Ok(Modele {
                    id: row.get(0)?,
                    code: row.get(1)?,
                    nom: text(row, 2)?,
                    texte: CompteRendu {
                        contexte: text(row, 3)?,
                        constats: text(row, 4)?,
                        conseils: text(row, 5)?,
                        suites: text(row, 6)?,
                    },
                    ordre: row.get::<_, Option<i64>>(7)?.unwrap_or(i64::MAX),
                })
            },
        )
    }

    /// Everything of one visit; `None` when it is not there any more.
    pub fn visite(&self, id: Id) -> Result<Option<VisiteEntiere>> {
        let visite = self.base.maybe(
            "SELECT ecole, le, duree, motif, intervenant, contexte, constats, conseils, suites
             FROM visite WHERE id = ?1 AND supprime = 0 AND ecole IS NOT NULL",
            [id],
            |row| {
                let visite = Visite {
                    id,
                    ecole: row.get(0)?,
                    le: day(row, 1)?.unwrap_or(NaiveDate::MIN),
                    duree: row.get(2)?,
                    motif: row.get(3)?,
                    intervenant: text(row, 4)?,
                };
                let compte_rendu = CompteRendu {
                    contexte: text(row, 5)?,
                    constats: text(row, 6)?,
                    conseils: text(row, 7)?,
                    suites: text(row, 8)?,
                };
                Ok((visite, compte_rendu))
            },
        )?;
        let Some((visite, compte_rendu)) = visite else {
            return Ok(None);
        };
        let rencontres = self.base.rows(
            "SELECT id, role, nombre, nom FROM rencontre
             WHERE visite = ?1 AND supprime = 0 ORDER BY id",
            [id],
            |row| {
                Ok(Rencontre {
                    id: row.get(0)?,
                    role: row.get(1)?,
                    nombre: row.get(2)?,
                    nom: text(row, 3)?,
                })
            },
        )?;
        let copies = self.base.rows(
            "SELECT pour, parties, destinataires FROM copie
             WHERE visite = ?1 AND supprime = 0 ORDER BY pour",
            [id],
            |row| {
                let pour = word(row, 0, Lecteur::parse)?;
                let parties = text(row, 1)?;
                let destinataires = text(row, 2)?;
                Ok(pour.map(|pour| Copie {
                    pour,
                    parties: Partie::ALL
                        .into_iter()
                        .filter(|p| parties.split(' ').any(|mot| mot == p.as_str()))
                        .collect(),
                    destinataires,
                }))
            },
        )?;
        let actions = self.actions()?.swap_remove(&visite.ecole);
        Ok(Some(VisiteEntiere {
            actions: actions
                .into_iter()
                .flatten()
                .filter(|a| a.visite == Some(id))
                .collect(),
            visite,
            compte_rendu,
            rencontres,
            copies: copies.into_iter().flatten().collect(),
        }))
    }
}
