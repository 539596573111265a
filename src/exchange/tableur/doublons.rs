//! Lines of one table that speak of the same school, solution and time: they complete each other
//! or contradict each other.

use chrono::{Days, NaiveDate};

use super::demande::Enonce;
use crate::domain::Etape;
use crate::domain::date::date_courte;

/// First and last day, both included; the ends of time where nothing is said.
pub(super) type Periode = (NaiveDate, NaiveDate);

/// The days an ENT was there, from what is known of them.
pub(super) fn periode(debut: Option<NaiveDate>, fin: Option<NaiveDate>) -> Periode {
    (
        debut.unwrap_or(NaiveDate::MIN),
        fin.unwrap_or(NaiveDate::MAX),
    )
}

/// They have a day in common.
pub(super) fn overlap(a: Periode, b: Periode) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

/// They have a day in common, or one begins the day after the other ends.
pub(super) fn touch(a: Periode, b: Periode) -> bool {
    let apres = |fin: NaiveDate| fin.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
    a.0 <= apres(b.1) && b.0 <= apres(a.1)
}

/// What two lines say otherwise of one deployment, in words; `None` when they can both be true.
pub(super) fn contradiction(a: &Enonce, b: &Enonce) -> Option<String> {
    let jour = |j: Option<NaiveDate>| j.map_or_else(|| "en cours".to_owned(), date_courte);
    if let (Some(x), Some(y)) = (a.debut, b.debut)
        && x != y
    {
        return Some(format!(
            "l’une commence le {}, l’autre le {}",
            date_courte(x),
            date_courte(y)
        ));
    }
    if let (Some(x), Some(y)) = (a.fin, b.fin)
        && x != y
    {
        return Some(format!(
            "l’une finit le {}, l’autre le {}",
            jour(x),
            jour(y)
        ));
    }
    if let (Some(x), Some(y)) = (a.perimetre, b.perimetre)
        && x != y
    {
        return Some("leurs périmètres diffèrent".to_owned());
    }
    Etape::ALL.into_iter().find_map(|etape| {
        let (x, y) = (a.etapes[etape as usize]?, b.etapes[etape as usize]?);
        (x != y).then(|| format!("l’étape «\u{a0}{}\u{a0}» y a deux dates", etape.libelle()))
    })
}

/// Adds to a line what another one, which does not contradict it, says more.
pub(super) fn complete(a: &mut Enonce, b: &Enonce) {
    a.debut = a.debut.or(b.debut);
    a.fin = a.fin.or(b.fin);
    a.perimetre = a.perimetre.or(b.perimetre);
    for (mienne, sienne) in a.etapes.iter_mut().zip(b.etapes) {
        *mienne = mienne.or(sienne);
    }
    for payeur in &b.payeurs {
        if !a.payeurs.contains(payeur) {
            a.payeurs.push(payeur.clone());
        }
    }
    match (&mut a.commentaire, &b.commentaire) {
        (Some(mien), Some(sien)) if !mien.contains(sien.as_str()) => {
            mien.push('\n');
            mien.push_str(sien);
        }
        (Some(_), _) | (None, None) => {}
        (vide @ None, Some(sien)) => *vide = Some(sien.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(texte: &str) -> Option<NaiveDate> {
        texte.parse().ok()
    }

    #[test]
    fn periods_overlap_touch_or_are_apart() {
        let a = periode(jour("2018-09-01"), jour("2019-08-31"));
        for (debut, fin, chevauche, touche) in [
            ("2019-08-31", "2020-08-31", true, true),
            ("2019-09-01", "2020-08-31", false, true),
            ("2019-09-02", "2020-08-31", false, false),
            ("2017-09-01", "2018-08-31", false, true),
        ] {
            let b = periode(jour(debut), jour(fin));
            assert_eq!((overlap(a, b), touch(a, b)), (chevauche, touche), "{debut}");
            assert_eq!((overlap(b, a), touch(b, a)), (chevauche, touche), "{debut}");
        }
        assert!(overlap(periode(None, None), a));
        assert!(touch(periode(jour("2019-09-01"), None), a));
    }
}
