//! What is typed of a session: what cannot be is refused in one sentence, what is only odd is
//! told and kept.

use chrono::{Days, NaiveDate};

use super::{Quotite, Seance, StatutSeance};
use crate::domain::Situation;
use crate::domain::date::date_longue;
use crate::domain::duree::{duree_dite, parse_duree};
use crate::domain::nombre::entier;
use crate::domain::texte::sans_accents;

/// Longer than this in one session is looked at twice, in minutes.
const LONGUE: u32 = 12 * 60;
/// More people than this, of one school and of one session, are looked at twice.
const FOULE_ECOLE: u32 = 60;
const FOULE: u64 = 200;

/// A field of a session, where a remark is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChampSeance {
    Date,
    Duree,
    Part18h,
    Participants,
    Reponses,
}

/// Something odd, in one sentence; it was written all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remarque {
    pub champ: ChampSeance,
    pub phrase: String,
}

/// What is odd in a session looked at on `aujourdhui`.
pub fn remarques(seance: &Seance, aujourdhui: NaiveDate) -> Vec<Remarque> {
    let mut trouvees = Vec::new();
    let mut dire = |champ, phrase: String| trouvees.push(Remarque { champ, phrase });
    if let Some(phrase) = date_remark(seance, aujourdhui) {
        dire(ChampSeance::Date, phrase);
    }
    if let Some(duree) = seance.duree.filter(|duree| *duree > LONGUE) {
        let phrase = format!(
            "{} en une session\u{202f}: vérifiez la durée.",
            duree_dite(duree)
        );
        dire(ChampSeance::Duree, phrase);
    }
    if let Some(part) = seance.duree_18h {
        if let Some(phrase) = seance.duree.and_then(|duree| part_too_long(part, duree)) {
            dire(ChampSeance::Part18h, phrase);
        } else if part > Quotite::Complet.dues() {
            let phrase = "C’est plus que les 18\u{a0}h d’une année\u{202f}: vérifiez.".to_owned();
            dire(ChampSeance::Part18h, phrase);
        }
    }
    let nombres = || seance.participations.iter().filter_map(|p| p.personnes());
    let total: u64 = nombres().map(u64::from).sum();
    if let Some(n) = nombres().find(|n| *n > FOULE_ECOLE) {
        let phrase = format!(
            "{} personnes d’une même école\u{202f}: vérifiez le nombre.",
            entier(n)
        );
        dire(ChampSeance::Participants, phrase);
    } else if total > FOULE {
        let phrase = format!(
            "{} participants\u{202f}: vérifiez les nombres.",
            entier(total)
        );
        dire(ChampSeance::Participants, phrase);
    }
    if let Some(reponses) = seance.reponses
        && total > 0
        && u64::from(reponses) > total
    {
        let phrase = format!(
            "Plus de réponses ({}) que de participants ({}).",
            entier(reponses),
            entier(total)
        );
        dire(ChampSeance::Reponses, phrase);
    }
    trouvees
}

fn date_remark(seance: &Seance, aujourdhui: NaiveDate) -> Option<String> {
    let tenue = seance.statut == Some(StatutSeance::Tenue);
    let phrase = match seance.le {
        None if tenue => "Quel jour s’est-elle tenue\u{202f}?",
        Some(le) if est_lointaine(le, aujourdhui) => "Dans plus d’un an\u{202f}: vérifiez l’année.",
        Some(le) if tenue && le > aujourdhui => {
            "Cette date est à venir, et la session est dite tenue."
        }
        Some(le) if seance.statut == Some(StatutSeance::Prevue) && le < aujourdhui => {
            "Cette date est passée\u{202f}: la session s’est-elle tenue\u{202f}?"
        }
        _ => return None,
    };
    Some(phrase.to_owned())
}

/// More than a year after `aujourdhui`: a slip of the year, most often.
pub fn est_lointaine(le: NaiveDate, aujourdhui: NaiveDate) -> bool {
    aujourdhui
        .checked_add_days(Days::new(366))
        .is_some_and(|limite| limite < le)
}

fn part_too_long(part: u32, duree: u32) -> Option<String> {
    (part > duree).then(|| {
        format!(
            "La part décomptée ({}) dépasse la durée de la session ({}).",
            duree_dite(part),
            duree_dite(duree)
        )
    })
}

/// Reads the length of a session, in minutes: `3 h`, or from when to when: `9 h – 12 h`,
/// `de 13h30 à 16h30`. The error is a French sentence.
pub fn parse_duree_seance(texte: &str) -> Result<u32, String> {
    let simple: String = sans_accents(texte)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let simple = simple.strip_prefix("de").unwrap_or(&simple);
    let Some((debut, fin)) = simple.split_once(['-', 'a']) else {
        return parse_duree(texte);
    };
    let (Some(debut), Some(fin)) = (moment(debut), moment(fin)) else {
        return Err("Tapez une durée (3 h, 1 h 30) ou deux heures (9 h – 12 h).".to_owned());
    };
    fin.checked_sub(debut)
        .filter(|minutes| *minutes > 0)
        .ok_or_else(|| {
            "La session finit avant de commencer\u{202f}: échangez les deux heures.".to_owned()
        })
}

/// Minutes since midnight: `9h`, `13h30`, `9:15`, `14`.
fn moment(texte: &str) -> Option<u32> {
    let (heures, minutes) = texte.split_once(['h', ':']).unwrap_or((texte, ""));
    let nombre = |chiffres: &str| {
        let bref =
            (1..=2).contains(&chiffres.len()) && chiffres.bytes().all(|b| b.is_ascii_digit());
        bref.then(|| chiffres.parse::<u32>().ok()).flatten()
    };
    let minutes = if minutes.is_empty() {
        Some(0)
    } else {
        nombre(minutes)
    };
    let (heures, minutes) = nombre(heures).zip(minutes)?;
    (minutes < 60 && heures * 60 + minutes <= 24 * 60).then_some(heures * 60 + minutes)
}

/// Reads what of a session of `duree` minutes counts in the 18 hours; empty is not said, zero is
/// nothing. The error is a French sentence.
pub fn parse_part(texte: &str, duree: Option<u32>) -> Result<Option<u32>, String> {
    let texte = texte.trim();
    if texte.is_empty() {
        return Ok(None);
    }
    if matches!(sans_accents(texte).as_str(), "0" | "non" | "0 h" | "0h") {
        return Ok(Some(0));
    }
    let part = parse_duree(texte)?;
    match duree.and_then(|duree| part_too_long(part, duree)) {
        Some(phrase) => Err(phrase),
        None => Ok(Some(part)),
    }
}

/// More people of one school than this are a slip.
const PERSONNES: u32 = 2_000;

/// Reads how many people of a school came; empty is not said. The error is a French sentence.
pub fn parse_personnes(texte: &str) -> Result<Option<u32>, String> {
    let chiffres: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    if chiffres.is_empty() {
        return Ok(None);
    }
    Some(chiffres.as_str())
        .filter(|c| c.bytes().all(|b| b.is_ascii_digit()))
        .and_then(|c| c.parse().ok())
        .filter(|n| *n <= PERSONNES)
        .map(Some)
        .ok_or_else(|| {
            format!(
                "«\u{a0}{}\u{a0}»\u{202f}: tapez un nombre de personnes, de 0 à {}.",
                texte.trim(),
                entier(PERSONNES)
            )
        })
}

/// Reads a mean satisfaction from 1 to 4, in tenths; empty is none. The error is a French
/// sentence.
pub fn parse_satisfaction(texte: &str) -> Result<Option<u32>, String> {
    let texte = texte.trim().replace('.', ",");
    if texte.is_empty() {
        return Ok(None);
    }
    let (unites, dixiemes) = texte.split_once(',').unwrap_or((&texte, "0"));
    let chiffre = |t: &str| match t.as_bytes() {
        [c @ b'0'..=b'9'] => Some(u32::from(c - b'0')),
        _ => None,
    };
    chiffre(unites)
        .zip(chiffre(dixiemes))
        .map(|(unites, dixiemes)| unites * 10 + dixiemes)
        .filter(|note| (10..=40).contains(note))
        .map(Some)
        .ok_or_else(|| "Tapez une moyenne de 1 à 4, par exemple 3,4.".to_owned())
}

/// « 3,4 », from tenths.
pub fn satisfaction_dite(dixiemes: u32) -> String {
    if dixiemes.is_multiple_of(10) {
        (dixiemes / 10).to_string()
    } else {
        format!("{},{}", dixiemes / 10, dixiemes % 10)
    }
}

/// Why a school cannot be there on `jour`; `None` when it is open.
pub fn ecole_fermee(situation: &Situation, jour: NaiveDate) -> Option<String> {
    if situation.ouverte_au(jour) {
        return None;
    }
    let nom = &situation.nom;
    Some(match (situation.fermeture, situation.ouverture) {
        (Some(fermeture), _) if fermeture <= jour => format!(
            "{nom} est fermée depuis le {}\u{202f}: elle n’y était pas.",
            date_longue(fermeture)
        ),
        (_, Some(ouverture)) => format!(
            "{nom} n’ouvre que le {}\u{202f}: elle n’y était pas.",
            date_longue(ouverture)
        ),
        _ => format!("{nom} n’est pas encore ouverte."),
    })
}
