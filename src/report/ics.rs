//! The agenda for another calendar: iCalendar (RFC 5545), one all-day entry per line.
//!
//! The same entries give the same identifiers on every machine and in every export: a calendar that
//! reads the file again updates what it has. Names of people and texts of reports stay out.

use chrono::NaiveDate;

use crate::domain::agenda::Entree;

/// Octets a line may have before it is folded, its end apart (RFC 5545 §3.1).
const LIGNE: usize = 75;

/// The calendar of these entries, made on `le`.
pub fn ics(entrees: &[Entree], le: NaiveDate) -> String {
    let mut texte = String::new();
    let mut push = |ligne: &str| push_folded(&mut texte, ligne);
    push("BEGIN:VCALENDAR");
    push("VERSION:2.0");
    push("PRODID:-//Carnet ENT//Agenda//FR");
    push("CALSCALE:GREGORIAN");
    push("X-WR-CALNAME:Carnet ENT");
    for entree in entrees {
        let dit = |nom: &str, texte: &str| format!("{nom}:{}", escaped(texte));
        push("BEGIN:VEVENT");
        let sorte = entree.sorte.as_str();
        push(&format!("UID:{sorte}-{}@carnet-ent", entree.id));
        push(&format!("DTSTAMP:{}T000000Z", compact(le)));
        push(&format!("DTSTART;VALUE=DATE:{}", compact(entree.jour)));
        // The first day it is no longer: one day's length.
        let lendemain = entree.jour.succ_opt().unwrap_or(entree.jour);
        push(&format!("DTEND;VALUE=DATE:{}", compact(lendemain)));
        push(&dit("SUMMARY", &summary(entree)));
        if !entree.ou.is_empty() {
            push(&dit("LOCATION", &entree.ou));
        }
        push(&dit("CATEGORIES", entree.sorte.libelle()));
        push("TRANSP:TRANSPARENT");
        push("END:VEVENT");
    }
    push("END:VCALENDAR");
    texte
}

/// « Visite : prise en main (École Élise, Épinal) ».
fn summary(entree: &Entree) -> String {
    let sorte = entree.sorte.libelle();
    let quoi = if entree.titre == sorte || entree.titre.starts_with(sorte) {
        entree.titre.clone()
    } else {
        format!("{sorte}\u{202f}: {}", entree.titre)
    };
    if entree.ou.is_empty() {
        quoi
    } else {
        format!("{quoi} ({})", entree.ou)
    }
}

fn compact(jour: NaiveDate) -> String {
    jour.format("%Y%m%d").to_string()
}

/// A TEXT value (RFC 5545 §3.3.11): no other control character is allowed in it.
fn escaped(texte: &str) -> String {
    let mut sur = String::with_capacity(texte.len());
    for c in texte.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                sur.push('\\');
                sur.push(c);
            }
            '\n' | '\r' => sur.push_str("\\n"),
            c if c.is_control() => sur.push(' '),
            c => sur.push(c),
        }
    }
    sur
}

/// Appends a line, folded where it is long, never inside a character.
fn push_folded(texte: &mut String, ligne: &str) {
    let mut place = 0;
    for c in ligne.chars() {
        if place + c.len_utf8() > LIGNE {
            texte.push_str("\r\n ");
            place = 1;
        }
        texte.push(c);
        place += c.len_utf8();
    }
    texte.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::Sorte;
    use crate::domain::{Cible, Id};

    fn entree(titre: &str, ou: &str) -> Entree {
        let id = Id::derived("essai", "une");
        Entree {
            jour: "2026-12-31".parse().unwrap(),
            sorte: Sorte::Visite,
            id,
            titre: titre.to_owned(),
            ou: ou.to_owned(),
            ecole: None,
            en_retard: false,
            cible: Cible::Visite(id),
        }
    }

    #[test]
    fn an_entry_is_a_day_that_other_calendars_read() {
        let le = "2026-03-12".parse().unwrap();
        let id = Id::derived("essai", "une");
        let attendu = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Carnet ENT//Agenda//FR",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:Carnet ENT",
            "BEGIN:VEVENT",
            &format!("UID:visite-{id}@carnet-ent"),
            "DTSTAMP:20260312T000000Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            // 75 octets, of which « É » and the no-break space are two and three.
            "SUMMARY:Visite\u{202f}: Prise en main\\; comptes\\, \\\\ et droits (École Élise\\, ",
            " Épinal)",
            "LOCATION:École Élise\\, Épinal",
            "CATEGORIES:Visite",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
        .join("\r\n");
        let entree = entree(
            "Prise en main; comptes, \\ et droits",
            "École Élise, Épinal",
        );
        assert_eq!(ics(&[entree], le), attendu);
    }

    #[test]
    fn lines_are_folded_at_75_octets_and_unfold_to_what_they_were() {
        for titre in ["é".repeat(300), "a".repeat(75), "œuvre 😀 ".repeat(40)] {
            let calendrier = ics(
                &[entree(&titre, "")],
                NaiveDate::MIN.max("2026-01-01".parse().unwrap()),
            );
            for ligne in calendrier.split("\r\n") {
                assert!(ligne.len() <= LIGNE, "{} octets", ligne.len());
            }
            assert!(!calendrier.replace("\r\n", "").contains(['\r', '\n']));
            assert!(calendrier.replace("\r\n ", "").contains(&titre));
        }
    }

    #[test]
    fn no_text_breaks_its_line() {
        let calendrier = ics(
            &[entree("un\r\nEND:VCALENDAR\u{7}deux", "")],
            "2026-01-01".parse().unwrap(),
        );
        assert_eq!(calendrier.matches("\r\nEND:VCALENDAR").count(), 1);
        assert!(
            calendrier.contains("un\\nEND:VCALENDAR deux"),
            "{calendrier}"
        );
    }
}
