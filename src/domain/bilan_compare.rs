//! Two états des lieux of the same groups on two days, side by side.

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::bilan::{Bilan, Compte, Ligne};
use super::nombre::difference;

/// One group on two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneComparee<'a> {
    pub groupe: &'a str,
    pub code: Option<&'a str>,
    pub avant: Compte,
    pub apres: Compte,
}

/// An état des lieux beside an older one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilanCompare<'a> {
    pub avant: NaiveDate,
    pub apres: NaiveDate,
    /// As many as the newer bilan, in its order; then the groups only the older one had.
    pub lignes: Vec<LigneComparee<'a>>,
    pub total: LigneComparee<'a>,
}

/// Sets `apres` beside `avant`. A group is the same by its code; without one, by its name.
pub fn comparer<'a>(apres: &'a Bilan, avant: &'a Bilan) -> BilanCompare<'a> {
    let cle = |l: &'a Ligne| (l.code.as_deref(), l.code.is_none().then_some(&l.groupe));
    // Backwards: of two groups of the same code, the first is kept.
    let anciennes = avant.lignes.iter().rev().map(|l| (cle(l), l.compte));
    let anciennes: FxHashMap<_, Compte> = anciennes.collect();
    let nouvelles: FxHashSet<_> = apres.lignes.iter().map(cle).collect();
    let mut lignes: Vec<LigneComparee<'a>> = apres
        .lignes
        .iter()
        .map(|ligne| LigneComparee {
            groupe: &ligne.groupe,
            code: ligne.code.as_deref(),
            avant: anciennes.get(&cle(ligne)).copied().unwrap_or_default(),
            apres: ligne.compte,
        })
        .collect();
    let disparus = avant
        .lignes
        .iter()
        .filter(|ligne| !nouvelles.contains(&cle(ligne)));
    lignes.extend(disparus.map(|ligne| LigneComparee {
        groupe: &ligne.groupe,
        code: ligne.code.as_deref(),
        avant: ligne.compte,
        apres: Compte::default(),
    }));
    BilanCompare {
        avant: avant.au,
        apres: apres.au,
        lignes,
        total: LigneComparee {
            groupe: "Total",
            code: None,
            avant: avant.total,
            apres: apres.total,
        },
    }
}

impl LigneComparee<'_> {
    /// Schools with an ENT, more (or less) than before.
    pub fn ecart(&self) -> i64 {
        difference(self.apres.avec_ent, self.avant.avec_ent)
    }

    /// Tenths of a point between the two rates as they are printed; `None` when one has no
    /// denominator.
    pub fn ecart_taux(&self) -> Option<i64> {
        let (apres, avant) = (self.apres.taux()?, self.avant.taux()?);
        Some(difference(apres.dixiemes(), avant.dixiemes()))
    }
}
