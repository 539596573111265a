//! Which school a line speaks of: its UAI, else what was decided for that name, else proposals.

use std::cell::OnceCell;

use chrono::NaiveDate;

use super::mots::cle;
use super::plan::{Candidat, EcoleAChoisir};
use super::repertoire::{Proposition, Repertoire};
use super::uai::{Codes, UaiLu, dedans};
use crate::domain::{Domaine, Ecole, Faits};

/// What a line says of its school.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EcoleEcrite<'a> {
    pub(super) uai: &'a str,
    pub(super) nom: &'a str,
    pub(super) nature: &'a str,
    pub(super) commune: &'a str,
}

impl EcoleEcrite<'_> {
    pub(super) const fn is_empty(&self) -> bool {
        self.uai.is_empty() && self.nom.is_empty()
    }

    /// As shown, and as remembered once normalised.
    pub(super) fn texte(&self) -> String {
        if self.nom.is_empty() {
            return self.uai.to_owned();
        }
        let mut texte = self.nom.to_owned();
        for suite in [self.nature, self.commune] {
            if !suite.is_empty() {
                texte.push_str(", ");
                texte.push_str(suite);
            }
        }
        texte
    }
}

/// The school of a line.
pub(super) enum Trouvee<'a> {
    Ecole {
        ecole: &'a Ecole,
        note: Option<String>,
    },
    AChoisir(EcoleAChoisir),
    Refusee(String),
}

/// The schools of a carnet, however a line names them.
pub(super) struct Ecoles<'a> {
    faits: &'a Faits,
    codes: Codes<'a>,
    repertoire: OnceCell<Repertoire<'a>>,
}

impl<'a> Ecoles<'a> {
    pub(super) const fn new(faits: &'a Faits) -> Self {
        Self {
            faits,
            codes: Codes::new(faits),
            repertoire: OnceCell::new(),
        }
    }

    /// `decidee` is the UAI decided for this name in this import; `jour` is when it matters.
    pub(super) fn find(
        &self,
        ecrite: EcoleEcrite<'_>,
        decidee: Option<&str>,
        jour: NaiveDate,
        ligne: u64,
    ) -> Trouvee<'a> {
        let mut raison = String::new();
        let mut par_code: Vec<&Ecole> = Vec::new();
        if !ecrite.uai.is_empty() {
            match self.codes.lire(ecrite.uai) {
                UaiLu::Connue { ecole, repare } => {
                    return Trouvee::Ecole {
                        ecole,
                        note: repare,
                    };
                }
                UaiLu::College { raison } => return Trouvee::Refusee(raison),
                UaiLu::Aucune { raison: pourquoi } => raison = pourquoi,
                UaiLu::Proches {
                    ecoles,
                    raison: pourquoi,
                } => {
                    par_code = ecoles;
                    raison = pourquoi;
                }
            }
        } else if let Some(ecole) =
            dedans(ecrite.nom).and_then(|uai| self.faits.ecole_uai(uai.as_str()))
        {
            return Trouvee::Ecole { ecole, note: None };
        }
        let texte = ecrite.texte();
        let cle = cle(&texte);
        let retenue = self
            .faits
            .correspondances
            .get(&(Domaine::Ecole, cle.clone()))
            .map(String::as_str);
        if let Some(ecole) = decidee
            .or(retenue)
            .and_then(|uai| self.faits.ecole_uai(uai))
        {
            let nom = &ecole.au(jour).0.nom;
            return Trouvee::Ecole {
                ecole,
                note: Some(format!("«\u{a0}{texte}\u{a0}» est {nom} ({})", ecole.uai)),
            };
        }
        let par_nom = self.by_name(ecrite, jour);
        let proposition = merge(par_code, par_nom);
        if proposition.ecoles.is_empty() && !raison.is_empty() {
            return Trouvee::Refusee(raison);
        }
        if proposition.ecoles.is_empty() {
            let lieu = if ecrite.commune.is_empty() {
                ""
            } else {
                " dans cette commune"
            };
            return Trouvee::Refusee(format!(
                "Aucune école du carnet ne ressemble à «\u{a0}{texte}\u{a0}»{lieu}\u{202f}: écrivez son UAI."
            ));
        }
        let candidat = |ecole: &&Ecole| {
            let situation = ecole.au(jour).0;
            Candidat {
                uai: ecole.uai.clone(),
                nom: situation.nom.to_string(),
                commune: situation
                    .commune_nom
                    .as_deref()
                    .unwrap_or_default()
                    .to_owned(),
            }
        };
        Trouvee::AChoisir(EcoleAChoisir {
            cle,
            texte,
            raison,
            ligne,
            lignes: 1,
            candidats: proposition.ecoles.iter().map(candidat).collect(),
            sure: proposition.sure,
        })
    }

    fn by_name(&self, ecrite: EcoleEcrite<'_>, jour: NaiveDate) -> Proposition<'a> {
        if ecrite.nom.is_empty() {
            return Proposition::default();
        }
        self.repertoire
            .get_or_init(|| Repertoire::new(self.faits))
            .find(ecrite.nom, ecrite.commune, ecrite.nature, jour)
    }
}

/// What both the code and the name suggest is nearly certain; else one, then the other.
fn merge<'a>(par_code: Vec<&'a Ecole>, par_nom: Proposition<'a>) -> Proposition<'a> {
    let communes: Vec<&Ecole> = par_code
        .iter()
        .copied()
        .filter(|ecole| par_nom.ecoles.iter().any(|autre| autre.id == ecole.id))
        .collect();
    if let [seule] = communes[..] {
        return Proposition {
            ecoles: vec![seule],
            sure: true,
        };
    }
    if par_code.is_empty() {
        return par_nom;
    }
    let sure = par_code.len() == 1 && par_nom.ecoles.is_empty();
    let mut ecoles = par_code;
    for ecole in par_nom.ecoles {
        if !ecoles.iter().any(|autre| autre.id == ecole.id) {
            ecoles.push(ecole);
        }
    }
    ecoles.truncate(12);
    Proposition { ecoles, sure }
}
