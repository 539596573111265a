//! A line against what the carnet holds: new, the same, more, or otherwise.
//!
//! A deployment is recognised by its school, its solution and a period that overlaps or touches.
//! What the line does not state is not compared. An empty field of the carnet is filled; a field
//! typed otherwise is contested, and the carnet's value stays unless the person says so.

use chrono::NaiveDate;

use super::demande::Enonce;
use super::doublons::{periode, touch};
use super::plan::{Difference, Ecriture};
use crate::domain::date::date_courte;
use crate::domain::{Deploiement, Etape, Faits, Financement, Id, Perimetre};

/// A payer recognised: its identity, its name, its year.
pub(super) type Payeur = (Id, String, Option<i32>);

/// A line ready to be compared.
pub(super) struct Demande<'a> {
    pub(super) ecole: Id,
    pub(super) solution: Id,
    pub(super) enonce: &'a Enonce,
    /// The start comes from the whole file and not from the line.
    pub(super) debut_donne: Option<NaiveDate>,
    pub(super) payeurs: &'a [Payeur],
    /// The values of the line replace those of the carnet.
    pub(super) leurs: bool,
}

/// What the comparison found.
#[derive(Debug, Default)]
pub(super) struct Comparee {
    pub(super) nouvelle: bool,
    pub(super) differences: Vec<Difference>,
    /// `None` when there is nothing to write.
    pub(super) ecriture: Option<Box<Ecriture>>,
}

impl Demande<'_> {
    /// The start of the line, its own or that of the whole file.
    pub(super) fn debut(&self) -> Option<NaiveDate> {
        self.enonce.debut.or(self.debut_donne)
    }

    /// The deployment of the carnet this line speaks of, among those nobody claimed: the one
    /// with the same start, else the nearest.
    pub(super) fn same<'d>(
        &self,
        existants: &'d [Deploiement],
        pris: &[Id],
        meme_debut: bool,
    ) -> Option<&'d Deploiement> {
        let debut = self.debut();
        let mienne = periode(debut, self.enonce.fin.flatten());
        existants
            .iter()
            .filter(|d| d.solution == self.solution && !pris.contains(&d.id))
            .filter(|d| touch(mienne, periode(d.debut, d.fin)))
            .filter(|d| !meme_debut || d.debut == debut)
            .min_by_key(|d| {
                let ecart = d.debut.zip(debut).map(|(a, b)| (a - b).num_days().abs());
                (ecart, d.id)
            })
    }

    /// Field by field, against the one it is.
    pub(super) fn compare(&self, connu: &Deploiement, faits: &Faits) -> Comparee {
        let mut suivi = connu.clone();
        let mut differences = Vec::new();
        let enonce = self.enonce;
        if let Some(debut) = enonce.debut
            && connu.debut != Some(debut)
        {
            differences.push(difference("Début", jour(connu.debut), date_courte(debut)));
            if connu.debut.is_none() || self.leurs {
                suivi.debut = Some(debut);
            }
        }
        if let Some(fin) = enonce.fin
            && connu.fin != fin
        {
            differences.push(Difference {
                champ: "Fin",
                avant: connu.fin.map_or_else(|| "en cours".to_owned(), date_courte),
                apres: fin.map_or_else(|| "en cours".to_owned(), date_courte),
                // A deployment that runs may be told to have ended.
                desaccord: connu.fin.is_some(),
            });
            if connu.fin.is_none() || self.leurs {
                suivi.fin = fin;
            }
        }
        if let Some(perimetre) = enonce.perimetre.map(|dit| completed(connu.perimetre, dit))
            && connu.perimetre != perimetre
        {
            let desaccord = !refines(connu.perimetre, perimetre);
            differences.push(Difference {
                champ: "Périmètre",
                avant: en_mots(connu.perimetre),
                apres: en_mots(perimetre),
                desaccord,
            });
            if !desaccord || self.leurs {
                suivi.perimetre = perimetre;
            }
        }
        for etape in Etape::ALL {
            let (avant, apres) = (connu.etape(etape), enonce.etapes[etape as usize]);
            if let Some(apres) = apres
                && avant != Some(apres)
            {
                differences.push(difference(etape.libelle(), jour(avant), date_courte(apres)));
                if avant.is_none() || self.leurs {
                    suivi.etapes[etape as usize] = Some(apres);
                }
            }
        }
        if let Some(commentaire) = &enonce.commentaire
            && !connu.commentaire.contains(commentaire.as_str())
        {
            let avant = connu.commentaire.clone();
            differences.push(difference("Commentaire", avant, commentaire.clone()));
            if connu.commentaire.is_empty() || self.leurs {
                suivi.commentaire.clone_from(commentaire);
            }
        }
        let financements = self.fundings(&suivi, faits, &mut differences);
        let change = suivi != *connu || !financements.is_empty();
        Comparee {
            nouvelle: false,
            ecriture: change.then(|| {
                Box::new(Ecriture {
                    deploiement: suivi,
                    financements,
                })
            }),
            differences,
        }
    }

    /// A deployment the carnet did not have, beginning on `debut`.
    pub(super) fn create(&self, debut: NaiveDate, faits: &Faits) -> Comparee {
        let enonce = self.enonce;
        let nouveau = Deploiement {
            id: self.identity(debut, faits),
            ecole: self.ecole,
            solution: self.solution,
            debut: Some(debut),
            fin: enonce.fin.flatten(),
            perimetre: enonce.perimetre.unwrap_or(Perimetre::Ecole),
            etapes: enonce.etapes,
            projet: None,
            commentaire: enonce.commentaire.clone().unwrap_or_default(),
        };
        let mut differences = vec![difference("Début", String::new(), date_courte(debut))];
        if let Some(fin) = nouveau.fin {
            differences.push(difference("Fin", String::new(), date_courte(fin)));
        }
        differences.push(difference(
            "Périmètre",
            String::new(),
            en_mots(nouveau.perimetre),
        ));
        for etape in Etape::ALL {
            if let Some(quand) = nouveau.etape(etape) {
                differences.push(difference(
                    etape.libelle(),
                    String::new(),
                    date_courte(quand),
                ));
            }
        }
        if !nouveau.commentaire.is_empty() {
            let commentaire = nouveau.commentaire.clone();
            differences.push(difference("Commentaire", String::new(), commentaire));
        }
        let financements = self.fundings(&nouveau, faits, &mut differences);
        Comparee {
            nouvelle: true,
            differences,
            ecriture: Some(Box::new(Ecriture {
                deploiement: nouveau,
                financements,
            })),
        }
    }

    /// The same spreadsheet imported by two people names the same deployment. One whose start was
    /// since corrected keeps its name: another one gets a fresh one.
    fn identity(&self, debut: NaiveDate, faits: &Faits) -> Id {
        let cle = format!("tableur/{}/{}/{debut}", self.ecole, self.solution);
        let id = Id::derived("deploiement", &cle);
        let pris = faits.deploiements(self.ecole).iter().any(|d| d.id == id);
        if pris { Id::fresh() } else { id }
    }

    /// The fundings to add or to complete, told as differences.
    fn fundings(
        &self,
        deploiement: &Deploiement,
        faits: &Faits,
        differences: &mut Vec<Difference>,
    ) -> Vec<Financement> {
        let mut a_ecrire: Vec<Financement> = Vec::new();
        let connus = faits.financements(self.ecole);
        for (dispositif, nom, annee) in self.payeurs {
            let meme = connus.iter().find(|f| {
                f.dispositif == Some(*dispositif)
                    && f.deploiement.is_none_or(|d| d == deploiement.id)
                    && (f.annee.is_none() || annee.is_none() || f.annee == *annee)
            });
            let apres = annee
                .filter(|annee| !nom.contains(&annee.to_string()))
                .map_or_else(|| nom.clone(), |annee| format!("{nom}, {annee}"));
            match meme {
                Some(connu) if connu.annee.is_some() || annee.is_none() => {}
                Some(connu) => {
                    differences.push(difference("Financement", nom.clone(), apres));
                    if let Some(derniere) = differences.last_mut() {
                        derniere.desaccord = false;
                    }
                    a_ecrire.push(Financement {
                        annee: *annee,
                        ..connu.clone()
                    });
                }
                None => {
                    let annee_texte = annee.map_or_else(String::new, |a| a.to_string());
                    let cle = format!("tableur/{}/{dispositif}/{annee_texte}", deploiement.id);
                    let mut id = Id::derived("financement", &cle);
                    if a_ecrire.iter().any(|f| f.id == id) {
                        continue;
                    }
                    if connus.iter().any(|f| f.id == id) {
                        id = Id::fresh();
                    }
                    differences.push(difference("Financement", String::new(), apres));
                    a_ecrire.push(Financement {
                        id,
                        deploiement: Some(deploiement.id),
                        dispositif: Some(*dispositif),
                        annee: *annee,
                        ..Financement::nouveau(self.ecole)
                    });
                }
            }
        }
        a_ecrire
    }
}

/// Contested when the carnet already says something.
const fn difference(champ: &'static str, avant: String, apres: String) -> Difference {
    let desaccord = !avant.is_empty();
    Difference {
        champ,
        avant,
        apres,
        desaccord,
    }
}

fn jour(jour: Option<NaiveDate>) -> String {
    jour.map(date_courte).unwrap_or_default()
}

/// What a line says of the classes, with the numbers the carnet has and the line does not.
fn completed(connu: Perimetre, dit: Perimetre) -> Perimetre {
    match (connu, dit) {
        (
            Perimetre::Classes { nombre, total },
            Perimetre::Classes {
                nombre: dit_nombre,
                total: dit_total,
            },
        ) => Perimetre::Classes {
            nombre: dit_nombre.or(nombre),
            total: dit_total.or(total),
        },
        _ => dit,
    }
}

/// Numbers where there were none are no contradiction.
fn refines(connu: Perimetre, dit: Perimetre) -> bool {
    let complete = |a: Option<u32>, b: Option<u32>| a.is_none() || a == b;
    match (connu, dit) {
        (
            Perimetre::Classes { nombre, total },
            Perimetre::Classes {
                nombre: dit_nombre,
                total: dit_total,
            },
        ) => complete(nombre, dit_nombre) && complete(total, dit_total),
        _ => false,
    }
}

/// « école », « 2 classes sur 5 ».
fn en_mots(perimetre: Perimetre) -> String {
    let nom = |n: u32| if n > 1 { "classes" } else { "classe" };
    match perimetre {
        Perimetre::Ecole => "école".to_owned(),
        Perimetre::Classes {
            nombre: Some(n),
            total: Some(total),
        } => format!("{n} {} sur {total}", nom(n)),
        Perimetre::Classes {
            nombre: Some(n),
            total: None,
        } => format!("{n} {}", nom(n)),
        Perimetre::Classes { nombre: None, .. } => "quelques classes".to_owned(),
    }
}
