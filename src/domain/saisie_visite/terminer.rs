//! From the form to the visit: what is missing, and the words its lists did not have.

use super::{Mot, SaisieVisite};
use crate::domain::texte::sans_accents;
use crate::domain::{Action, Id, Liste, Rencontre, Terme, Visite, VisiteEntiere};

/// What a visit cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manque {
    Ecole,
    Date,
    LibelleAction,
}

impl Manque {
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Ecole => {
                "Il manque l’école\u{202f}: tapez quelques lettres de son nom, de sa commune ou de son UAI."
            }
            Self::Date => "Il manque la date de la visite\u{202f}: tapez par exemple 12/3 ou hier.",
            Self::LibelleAction => {
                "L’action à suivre n’a pas de nom\u{202f}: dites en quelques mots ce qu’il y a à faire, ou videz la ligne."
            }
        }
    }
}

/// The visit, and the words its lists did not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisiteSaisie {
    pub visite: VisiteEntiere,
    pub termes: Vec<Terme>,
}

impl SaisieVisite {
    /// The visit this is, once finished. New words of the lists become entries after `termes`.
    pub fn terminer(
        &self,
        termes: &[Terme],
        mut nouvel_id: impl FnMut() -> Id,
    ) -> Result<VisiteSaisie, Manque> {
        let ecole = self.ecole.ok_or(Manque::Ecole)?;
        let le = self.le.ok_or(Manque::Date)?;
        let mut nouveaux = Nouveaux {
            connus: termes,
            termes: Vec::new(),
        };
        let mut actions = self.actions.clone();
        if !self.action.is_empty() {
            if self.action.libelle.trim().is_empty() {
                return Err(Manque::LibelleAction);
            }
            actions.push(self.action.clone());
        }
        let motif = nouveaux.terme(Liste::MotifVisite, &self.motif, &mut nouvel_id);
        let rencontres = self
            .rencontres
            .iter()
            .map(|r| Rencontre {
                role: nouveaux.terme(Liste::Role, &r.role, &mut nouvel_id),
                id: nouvel_id(),
                nombre: Some(r.nombre),
                nom: r.nom.trim().to_owned(),
            })
            .collect();
        let actions = actions
            .into_iter()
            .map(|a| Action {
                id: nouvel_id(),
                ecole,
                visite: Some(self.id),
                libelle: a.libelle.trim().to_owned(),
                role: a.qui.terme,
                qui: a.qui.nouveau,
                echeance: a.echeance,
                faite_le: None,
                abandonnee_le: None,
                commentaire: String::new(),
            })
            .collect();
        Ok(VisiteSaisie {
            visite: VisiteEntiere {
                visite: Visite {
                    id: self.id,
                    ecole,
                    le,
                    duree: self.duree,
                    motif,
                    intervenant: self.intervenant.trim().to_owned(),
                },
                compte_rendu: self.texte.sans_amorces(&self.amorce),
                rencontres,
                copies: Vec::new(),
                actions,
            },
            termes: nouveaux.termes,
        })
    }
}

/// The words that a visit adds to the lists.
struct Nouveaux<'a> {
    connus: &'a [Terme],
    termes: Vec<Terme>,
}

impl Nouveaux<'_> {
    /// The entry of this word, made when there is none of the same letters.
    fn terme(&mut self, liste: Liste, mot: &Mot, nouvel_id: &mut impl FnMut() -> Id) -> Option<Id> {
        let tous: Vec<&Terme> = self.connus.iter().chain(&self.termes).collect();
        let (id, nouveau) = mot.dans_la_liste(liste, &tous, nouvel_id)?;
        self.termes.extend(nouveau);
        Some(id)
    }
}

impl Mot {
    /// The entry of this word in a list, and the entry to add when there is none of the same
    /// letters; `None` when nothing was said.
    pub fn dans_la_liste(
        &self,
        liste: Liste,
        termes: &[&Terme],
        nouvel_id: impl FnOnce() -> Id,
    ) -> Option<(Id, Option<Terme>)> {
        if let Some(connu) = self.terme {
            return Some((connu, None));
        }
        let nom = self.nouveau.trim();
        if nom.is_empty() {
            return None;
        }
        let cherche = sans_accents(nom);
        let de_la_liste = || termes.iter().filter(|t| t.liste == liste);
        if let Some(connu) = de_la_liste().find(|t| sans_accents(&t.nom) == cherche) {
            return Some((connu.id, None));
        }
        let dernier = de_la_liste().map(|t| t.ordre).max();
        let terme = Terme {
            id: nouvel_id(),
            liste,
            code: None,
            nom: nom.to_owned(),
            ordre: dernier.unwrap_or(0).saturating_add(1),
            retire: false,
        };
        Some((terme.id, Some(terme)))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::CompteRendu;

    fn jour(jour: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, jour).unwrap()
    }

    fn terme(liste: Liste, nom: &str, ordre: i64) -> Terme {
        Terme {
            id: Id::derived("terme", nom),
            liste,
            code: None,
            nom: nom.to_owned(),
            ordre,
            retire: false,
        }
    }

    fn ids() -> impl FnMut() -> Id {
        let mut n = 0;
        move || {
            n += 1;
            Id::derived("essai", &n.to_string())
        }
    }

    #[test]
    fn what_is_missing_is_said_and_the_rest_becomes_a_visit() {
        let termes = [
            terme(Liste::MotifVisite, "Prise en main", 4),
            terme(Liste::Role, "Direction d’école", 7),
        ];
        let mut saisie = SaisieVisite::new(Id::MIN, jour(10), "A. B.", None);
        assert_eq!(saisie.terminer(&termes, ids()), Err(Manque::Ecole));
        saisie.ecole = Some(Id::MAX);
        saisie.le = None;
        assert_eq!(saisie.terminer(&termes, ids()), Err(Manque::Date));
        saisie.le = Some(jour(9));
        saisie.action.echeance = Some(jour(20));
        assert_eq!(saisie.terminer(&termes, ids()), Err(Manque::LibelleAction));
        saisie.action.libelle = " Ouvrir les comptes ".to_owned();
        saisie.action.qui = Mot::nouveau("la mairie");
        saisie.motif = Mot::nouveau("Prêt de tablettes");
        saisie.ajouter_rencontre(Mot::nouveau("prêt de tablettes"), 1);
        saisie.ajouter_rencontre(Mot::nouveau("DIRECTION D'ECOLE"), 1);
        let VisiteSaisie { visite, termes } = saisie.terminer(&termes, ids()).unwrap();
        assert_eq!(
            termes
                .iter()
                .map(|t| (t.liste, t.ordre))
                .collect::<Vec<_>>(),
            [(Liste::MotifVisite, 5), (Liste::Role, 8)],
            "the same word in two lists is two entries; a known one is none"
        );
        assert_eq!(visite.visite.motif, Some(termes[0].id));
        assert_eq!(visite.rencontres[0].role, Some(termes[1].id));
        assert_eq!(
            visite.rencontres[1].role,
            Some(Id::derived("terme", "Direction d’école"))
        );
        assert_eq!(visite.compte_rendu, CompteRendu::default());
        let action = &visite.actions[0];
        assert_eq!(action.libelle, "Ouvrir les comptes");
        assert_eq!((action.role, action.qui.as_str()), (None, "la mairie"));
        assert_eq!(action.visite, Some(Id::MIN));
        assert_eq!(action.ecole, Id::MAX);
    }
}
