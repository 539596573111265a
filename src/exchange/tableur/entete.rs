//! Where the titles of a table are, and what each column is, from its title or from what it
//! holds.

use chrono::NaiveDate;

use super::cellule::{compte_de_classes, oui_non, perimetre};
use super::champ::Champ;
use super::dates::{self, Bout};
use super::feuille::{Feuille, Rangee};
use super::mots::{IGNORER, Sens, Vocabulaire};
use super::titres::{self, Foi};
use crate::domain::{Domaine, Faits, Uai};
use crate::exchange::jeu::normalise;

/// Rows among which the titles are looked for.
const RANGEES_VUES: usize = 30;
/// Rows whose content tells what an unnamed column is.
const ECHANTILLON: usize = 200;

/// What a table seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Disposition {
    /// The row of the titles, by its place; `None` when there is none.
    pub(super) entete: Option<usize>,
    /// The meaning of each column; `None` = not taken.
    pub(super) colonnes: Vec<Option<Champ>>,
    /// How much of it is understood: to choose among sheets.
    pub(super) score: usize,
}

impl Disposition {
    /// A school and a solution are told.
    pub(super) fn suffit(colonnes: &[Option<Champ>]) -> bool {
        let a = |voulus: &[Champ]| colonnes.iter().flatten().any(|c| voulus.contains(c));
        let cochee = colonnes
            .iter()
            .flatten()
            .any(|c| matches!(c, Champ::Cochee(_)));
        a(&[Champ::Uai, Champ::Nom]) && (a(&[Champ::Solution]) || cochee)
    }
}

/// Reads tables against a carnet.
pub(super) struct Lecteur<'a> {
    pub(super) faits: &'a Faits,
    pub(super) solutions: &'a Vocabulaire<'a>,
    pub(super) aujourdhui: NaiveDate,
}

impl Lecteur<'_> {
    /// Finds the titles, then the columns.
    pub(super) fn disposition(&self, feuille: &Feuille) -> Disposition {
        let entete = self.entete(feuille);
        let vue = self.disposition_with(feuille, entete);
        if entete.is_some() {
            return vue;
        }
        self.above_content(feuille, &vue.colonnes)
            .map_or(vue, |rang| self.disposition_with(feuille, Some(rang)))
    }

    /// Titles that say nothing we know: the row just above the first UAI, or the first known
    /// solution, of a column that is made of them.
    fn above_content(&self, feuille: &Feuille, colonnes: &[Option<Champ>]) -> Option<usize> {
        let place = |voulu: Champ| colonnes.iter().position(|c| *c == Some(voulu));
        let (uai, solution) = (place(Champ::Uai), place(Champ::Solution));
        let colonne = uai.or(solution)?;
        let parle = |rangee: &Rangee| {
            let cellule = rangee.cellule(colonne);
            if uai.is_some() {
                cellule.contains(|c: char| c.is_ascii_digit())
            } else {
                self.known(cellule)
            }
        };
        let premiere = feuille.rangees.iter().take(RANGEES_VUES).position(parle)?;
        let dessus = premiere.checked_sub(1)?;
        let titres = feuille.rangees[dessus].cellules();
        (titres.filter(|titre| !titre.is_empty()).count() > 1).then_some(dessus)
    }

    /// The same, the row of the titles being given.
    pub(super) fn disposition_with(&self, feuille: &Feuille, entete: Option<usize>) -> Disposition {
        let titres: Vec<&str> = entete
            .and_then(|rang| feuille.rangees.get(rang))
            .map(|rangee| rangee.cellules().collect())
            .unwrap_or_default();
        let donnees =
            &feuille.rangees[entete.map_or(0, |rang| rang + 1).min(feuille.rangees.len())..];
        let vues: Vec<Vec<&str>> = donnees
            .iter()
            .take(ECHANTILLON)
            .map(|rangee| rangee.cellules().collect())
            .collect();
        // « Du » and « Au » go together; « Au » alone is the day a list was made.
        let du = titres.iter().any(|titre| normalise(titre) == "du");
        let mut lues: Vec<Option<(Champ, Foi)>> = Vec::with_capacity(feuille.largeur);
        let mut ignorees = vec![false; feuille.largeur];
        for (colonne, ignoree) in ignorees.iter_mut().enumerate() {
            let titre = titres.get(colonne).copied().unwrap_or_default();
            let contenu = Contenu::of(&vues, colonne);
            let lue = match self.titre(titre) {
                Titre::Ignore => {
                    *ignoree = true;
                    None
                }
                Titre::Inconnu => self.cochee(titre, &contenu),
                Titre::Champ(Champ::Fin, Foi::Vague) if !du => None,
                Titre::Champ(champ, foi) => {
                    self.plausible(champ, foi, &contenu).then_some((champ, foi))
                }
            };
            lues.push(lue);
        }
        self.keep_best(&mut lues, &vues);
        self.guess_others(&mut lues, &ignorees, &vues, entete.is_none());
        let score = lues
            .iter()
            .flatten()
            .map(|(_, foi)| 1 + *foi as usize)
            .sum();
        Disposition {
            entete,
            colonnes: lues
                .into_iter()
                .map(|lue| lue.map(|(champ, _)| champ))
                .collect(),
            score,
        }
    }

    /// The row whose cells are titles: at least two fields, a school or a solution among them,
    /// and no UAI.
    fn entete(&self, feuille: &Feuille) -> Option<usize> {
        let mut meilleure = None;
        for (rang, rangee) in feuille.rangees.iter().take(RANGEES_VUES).enumerate() {
            let note = self.note(rangee);
            if note >= 4 && meilleure.is_none_or(|(_, autre)| note > autre) {
                meilleure = Some((rang, note));
            }
        }
        meilleure.map(|(rang, _)| rang)
    }

    /// Two for each field named by its usual name, one for each that is only hinted at.
    fn note(&self, rangee: &Rangee) -> usize {
        let mut vus: Vec<Champ> = Vec::new();
        let mut note = 0;
        for cellule in rangee.cellules().filter(|c| !c.is_empty()) {
            if Uai::parse(cellule).is_ok() {
                return 0;
            }
            match self.titre(cellule) {
                Titre::Ignore => note += 2,
                Titre::Champ(champ, foi) if !vus.contains(&champ) => {
                    vus.push(champ);
                    note += if foi >= Foi::Nom { 2 } else { 1 };
                }
                _ => {}
            }
        }
        let utile = |champ: &Champ| matches!(champ, Champ::Uai | Champ::Nom | Champ::Solution);
        if vus.iter().any(utile) { note } else { 0 }
    }

    fn titre(&self, titre: &str) -> Titre {
        let retenue = self
            .faits
            .correspondances
            .get(&(Domaine::Colonne, normalise(titre)));
        match retenue {
            Some(mot) if mot == IGNORER => return Titre::Ignore,
            Some(mot) if !titre.is_empty() => {
                if let Some(champ) = Champ::parse(mot) {
                    return Titre::Champ(champ, Foi::Retenue);
                }
            }
            _ => {}
        }
        titres::of_title(titre).map_or(Titre::Inconnu, |(champ, foi)| Titre::Champ(champ, foi))
    }

    /// A column titled with the name of one solution, whose cells say yes or when.
    fn cochee(&self, titre: &str, contenu: &Contenu<'_>) -> Option<(Champ, Foi)> {
        let (Sens::Sur(id) | Sens::Retenu(id)) = self.solutions.sens(titre) else {
            return None;
        };
        let dates = self.dates();
        let dit = |cellule: &str| {
            oui_non(cellule).is_some()
                || super::cellule::aucun(cellule)
                || dates.lire(cellule, Bout::Debut).is_ok()
                || perimetre(cellule).is_ok()
        };
        contenu.mostly(dit).then_some((Champ::Cochee(id), Foi::Nom))
    }

    /// Whether what a column holds can be what its title seems to say. A title nobody doubts is
    /// kept whatever it holds: its cells are then refused one by one, with their reason.
    fn plausible(&self, champ: Champ, foi: Foi, contenu: &Contenu<'_>) -> bool {
        if foi == Foi::Retenue || contenu.is_empty() {
            return true;
        }
        let dates = self.dates();
        let date = |cellule: &str| {
            dates.lire(cellule, Bout::Debut).is_ok()
                || super::cellule::aucun(cellule)
                || super::cellule::en_cours(cellule)
        };
        match champ {
            Champ::Debut | Champ::Fin => foi >= Foi::Nom || contenu.mostly(date),
            Champ::Etape(_) => contenu.mostly(|c| date(c) || oui_non(c).is_some()),
            Champ::Classes | Champ::ClassesTotal => contenu.mostly(|c| {
                compte_de_classes(c).is_ok() || super::cellule::aucun(c) || perimetre(c).is_ok()
            }),
            Champ::Solution => {
                foi >= Foi::Nom || contenu.mostly(|c| self.known(c) || super::cellule::aucun(c))
            }
            _ => true,
        }
    }

    fn known(&self, cellule: &str) -> bool {
        matches!(
            self.solutions.sens(cellule),
            Sens::Sur(_) | Sens::Retenu(_) | Sens::Ignore
        )
    }

    /// Of several columns that seem to be one field, the one whose title says it best, then the
    /// one that holds most.
    fn keep_best(&self, lues: &mut [Option<(Champ, Foi)>], vues: &[Vec<&str>]) {
        for place in 0..lues.len() {
            let Some((champ, _)) = lues[place] else {
                continue;
            };
            let rivales: Vec<usize> = (0..lues.len())
                .filter(|&autre| lues[autre].is_some_and(|(c, _)| c == champ))
                .collect();
            if rivales.len() < 2 {
                continue;
            }
            let merite = |colonne: &usize| {
                let contenu = Contenu::of(vues, *colonne);
                let connus = if champ == Champ::Solution {
                    contenu.cellules().filter(|c| self.known(c)).count()
                } else {
                    0
                };
                let foi = lues[*colonne].map(|(_, foi)| foi);
                (
                    foi == Some(Foi::Retenue),
                    connus,
                    foi,
                    contenu.len(),
                    std::cmp::Reverse(*colonne),
                )
            };
            let gardee = rivales.iter().copied().max_by_key(merite);
            for autre in rivales.into_iter().filter(|autre| Some(*autre) != gardee) {
                lues[autre] = None;
            }
        }
    }

    /// Columns without a telling title, told by what they hold: UAIs, solutions, and, when no
    /// column has a title, dates.
    fn guess_others(
        &self,
        lues: &mut [Option<(Champ, Foi)>],
        ignorees: &[bool],
        vues: &[Vec<&str>],
        sans_titres: bool,
    ) {
        let has = |lues: &[Option<(Champ, Foi)>], champ: Champ| {
            lues.iter().flatten().any(|(c, _)| *c == champ)
        };
        let dates = self.dates();
        for colonne in 0..lues.len() {
            if lues[colonne].is_some() || ignorees[colonne] {
                continue;
            }
            let contenu = Contenu::of(vues, colonne);
            if contenu.is_empty() {
                continue;
            }
            let cochee = lues
                .iter()
                .flatten()
                .any(|(c, _)| matches!(c, Champ::Cochee(_)));
            let champ = if !has(lues, Champ::Uai) && contenu.mostly(|c| Uai::parse(c).is_ok()) {
                Champ::Uai
            } else if !has(lues, Champ::Solution) && !cochee && contenu.mostly(|c| self.known(c)) {
                Champ::Solution
            } else if sans_titres && contenu.mostly(|c| dates.lire(c, Bout::Debut).is_ok()) {
                match (has(lues, Champ::Debut), has(lues, Champ::Fin)) {
                    (false, _) => Champ::Debut,
                    (true, false) => Champ::Fin,
                    (true, true) => continue,
                }
            } else {
                continue;
            };
            lues[colonne] = Some((champ, Foi::Mot));
        }
    }

    const fn dates(&self) -> dates::Colonne {
        dates::Colonne {
            date_1904: false,
            americaine: None,
            aujourdhui: self.aujourdhui,
        }
    }
}

enum Titre {
    Champ(Champ, Foi),
    /// A person said that this column is not taken.
    Ignore,
    Inconnu,
}

/// The cells of one column in the first rows.
struct Contenu<'a> {
    vues: &'a [Vec<&'a str>],
    colonne: usize,
}

impl<'a> Contenu<'a> {
    const fn of(vues: &'a [Vec<&'a str>], colonne: usize) -> Self {
        Self { vues, colonne }
    }

    fn cellules(&self) -> impl Iterator<Item = &'a str> {
        let colonne = self.colonne;
        self.vues
            .iter()
            .filter_map(move |rangee| rangee.get(colonne).copied())
            .filter(|cellule| !cellule.is_empty())
    }

    fn len(&self) -> usize {
        self.cellules().count()
    }

    fn is_empty(&self) -> bool {
        self.cellules().next().is_none()
    }

    /// More than half of its cells are so.
    fn mostly(&self, est: impl Fn(&str) -> bool) -> bool {
        let (mut oui, mut tous) = (0, 0);
        for cellule in self.cellules() {
            tous += 1;
            oui += usize::from(est(cellule));
        }
        oui * 2 > tous
    }
}
