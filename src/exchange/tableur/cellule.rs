//! What one cell means: yes or no, how far an ENT reaches, who pays.

use crate::domain::Perimetre;
use crate::domain::texte::sans_accents;
use crate::exchange::fichier::cite;

/// « oui », « X », « 1 »: yes. « non », « 0 »: no. `None` for anything else.
pub(super) fn oui_non(cellule: &str) -> Option<bool> {
    match sans_accents(cellule.trim()).as_str() {
        "oui" | "o" | "x" | "xx" | "1" | "1.0" | "1,0" | "vrai" | "true" | "yes" | "y" | "ok"
        | "✓" | "✔" | "☑" | "☒" | "fait" => Some(true),
        "non" | "n" | "0" | "0.0" | "0,0" | "faux" | "false" | "no" | "✗" | "✘" | "☐" => {
            Some(false)
        }
        _ => None,
    }
}

/// Nothing there: « aucun », « néant », « - », « sans ENT », « pas d’ENT ».
pub(super) fn aucun(cellule: &str) -> bool {
    let texte = sans_accents(cellule.trim());
    oui_non(&texte) == Some(false)
        || matches!(
            texte.as_str(),
            "" | "aucun"
                | "aucune"
                | "neant"
                | "-"
                | "--"
                | "/"
                | "sans"
                | "rien"
                | "sans ent"
                | "pas d'ent"
                | "pas ent"
                | "sans objet"
                | "so"
                | "s.o."
                | "aucun ent"
                | "?"
                | "na"
                | "n/a"
                | "nc"
        )
}

/// « en cours »: an end that is stated as not there.
pub(super) fn en_cours(cellule: &str) -> bool {
    matches!(
        sans_accents(cellule.trim()).as_str(),
        "en cours"
            | "encours"
            | "en service"
            | "actif"
            | "active"
            | "toujours"
            | "ce jour"
            | "a ce jour"
            | "aujourd'hui"
            | "indetermine"
            | "indeterminee"
    )
}

/// A perimeter read, and how it was understood when a spreadsheet had changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PerimetreLu {
    pub(super) perimetre: Perimetre,
    pub(super) compris: Option<String>,
}

/// « école », « toute l’école », « 2 classes sur 5 », « 2/5 », « 3 cl. »; a column « Toute
/// l’école » says yes or no. The error is a French sentence.
pub(super) fn perimetre(cellule: &str) -> Result<PerimetreLu, String> {
    let texte = sans_accents(cellule.trim());
    let lu = |perimetre| {
        Ok(PerimetreLu {
            perimetre,
            compris: None,
        })
    };
    if let Some((nombre, total)) = fraction_devenue_date(&texte) {
        let perimetre = classes(Some(nombre), Some(total))?;
        return Ok(PerimetreLu {
            perimetre,
            compris: Some(format!(
                "{}, que le tableur avait pris pour une date, lu {nombre}/{total}",
                cite(cellule)
            )),
        });
    }
    match oui_non(&texte) {
        Some(true) if texte != "1" => return lu(Perimetre::Ecole),
        Some(false) if texte != "0" => {
            return lu(Perimetre::Classes {
                nombre: None,
                total: None,
            });
        }
        _ => {}
    }
    let mots: Vec<&str> = texte
        .split(|c: char| !c.is_alphanumeric() && c != '%')
        .filter(|mot| !mot.is_empty())
        .collect();
    let nombres: Vec<u32> = mots.iter().filter_map(|mot| nombre(mot)).collect();
    let classe = mots
        .iter()
        .any(|mot| ["cl", "classe", "classes", "class"].contains(mot));
    let tout = mots.iter().any(|mot| {
        [
            "toute", "toutes", "tout", "tous", "entiere", "entier", "totalite", "complet",
            "complete", "total", "totale",
        ]
        .contains(mot)
    });
    let ecole = mots
        .iter()
        .any(|mot| ["ecole", "etablissement"].contains(mot));
    match nombres[..] {
        [] if tout || (ecole && !classe) => lu(Perimetre::Ecole),
        [] if classe => lu(Perimetre::Classes {
            nombre: None,
            total: None,
        }),
        [100] if texte.contains('%') => lu(Perimetre::Ecole),
        // « toutes les classes (5) »
        [_] if tout => lu(Perimetre::Ecole),
        [nombre] if classe || mots.len() == 1 => lu(classes(Some(nombre), None)?),
        [nombre, total] if classe || texte.contains('/') || mots.contains(&"sur") => {
            lu(classes(Some(nombre), Some(total))?)
        }
        _ => Err(format!(
            "{} n’est pas un périmètre\u{202f}: écrivez école, 2 classes ou 2/5.",
            cite(cellule)
        )),
    }
}

/// Some classes, which cannot be more than there are.
pub(super) fn classes(nombre: Option<u32>, total: Option<u32>) -> Result<Perimetre, String> {
    if let (Some(nombre), Some(total)) = (nombre, total)
        && nombre > total
    {
        return Err(format!(
            "Il y a plus de classes avec l’ENT ({nombre}) que de classes ({total})."
        ));
    }
    if nombre == Some(0) {
        return Err("Un ENT dans aucune classe n’est pas un déploiement.".to_owned());
    }
    Ok(Perimetre::Classes { nombre, total })
}

/// A count of classes: « 3 », « 3.0 », « 3 cl. », « trois ».
pub(super) fn compte_de_classes(cellule: &str) -> Result<u32, String> {
    let texte = sans_accents(cellule.trim());
    let simple = texte
        .strip_suffix(".0")
        .or_else(|| texte.strip_suffix(",0"))
        .unwrap_or(&texte);
    let mut mots = simple
        .split(|c: char| c.is_whitespace() || c == '.')
        .filter(|mot| !mot.is_empty());
    let lu = mots.next().and_then(nombre);
    let suite = mots.all(|mot| ["cl", "classe", "classes"].contains(&mot));
    lu.filter(|_| suite)
        .ok_or_else(|| format!("{} n’est pas un nombre de classes.", cite(cellule)))
}

/// Up to 999, in figures, or up to ten in letters.
fn nombre(mot: &str) -> Option<u32> {
    const LETTRES: [&str; 11] = [
        "zero", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    ];
    if mot.len() <= 3 && mot.bytes().all(|b| b.is_ascii_digit()) {
        return mot.parse().ok();
    }
    let mot = if mot == "un" { "une" } else { mot };
    LETTRES.iter().position(|l| *l == mot).map(|n| n as u32)
}

/// « 2/5 » that a spreadsheet took for 2 May: `2020-05-02`, « 02-mai », « 02/05/2020 ».
fn fraction_devenue_date(texte: &str) -> Option<(u32, u32)> {
    let jour = texte.split([' ', 't']).next()?;
    let parties: Vec<&str> = jour
        .split(['-', '/', '.'])
        .filter(|p| !p.is_empty())
        .collect();
    let (jour, mois) = match parties[..] {
        [annee, mois, jour] if annee.len() == 4 => (jour, mois.parse().ok()?),
        [jour, mois, annee] if annee.len() == 4 => (jour, mois.parse().ok()?),
        [jour, mois] => (jour, crate::domain::date::mois_nomme(mois)?),
        _ => return None,
    };
    let jour: u32 = jour.parse().ok()?;
    (1..=mois).contains(&jour).then_some((jour, mois))
}

/// The payers one cell names, parted by « + », « ; » or « / » between blanks, each with the year
/// it bears.
pub(super) fn financements(cellule: &str) -> Vec<Payeur<'_>> {
    cellule
        .split(['+', ';', '\n'])
        .flat_map(|partie| partie.split(" / "))
        .flat_map(|partie| partie.split(", "))
        .flat_map(|partie| partie.split(" et "))
        .map(str::trim)
        .filter(|partie| !aucun(partie))
        .map(Payeur::of)
        .collect()
}

/// A payer as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Payeur<'a> {
    /// « ENIR 2018 »
    pub(super) entier: &'a str,
    /// « ENIR »
    pub(super) sans_annee: String,
    pub(super) annee: Option<i32>,
}

impl<'a> Payeur<'a> {
    fn of(texte: &'a str) -> Self {
        let est_annee = |mot: &&str| {
            mot.len() == 4
                && mot.bytes().all(|b| b.is_ascii_digit())
                && (mot.starts_with("19") || mot.starts_with("20"))
        };
        let separe = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ':' | '-' | '_');
        let annee = texte.split(separe).find(est_annee);
        let sans_annee = annee.map_or_else(
            || texte.to_owned(),
            |annee| {
                let reste = texte.replacen(annee, " ", 1);
                let reste = reste.replace("()", " ").replace("( )", " ");
                let mots: Vec<&str> = reste.split_whitespace().collect();
                mots.join(" ").trim_matches(['-', ':', ' ']).to_owned()
            },
        );
        Self {
            entier: texte,
            annee: annee.and_then(|a| a.parse().ok()),
            sans_annee,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn quelques(nombre: Option<u32>, total: Option<u32>) -> Perimetre {
        Perimetre::Classes { nombre, total }
    }

    #[test]
    fn perimeters_are_read_as_people_write_them() {
        for (cellule, attendu) in [
            ("école", Perimetre::Ecole),
            ("Ecole entière", Perimetre::Ecole),
            ("Toute l’école", Perimetre::Ecole),
            ("toutes les classes", Perimetre::Ecole),
            ("oui", Perimetre::Ecole),
            ("X", Perimetre::Ecole),
            ("100 %", Perimetre::Ecole),
            ("2 classes sur 5", quelques(Some(2), Some(5))),
            ("2/5", quelques(Some(2), Some(5))),
            ("2 / 5", quelques(Some(2), Some(5))),
            ("3 cl.", quelques(Some(3), None)),
            ("3", quelques(Some(3), None)),
            ("1", quelques(Some(1), None)),
            ("une classe", quelques(Some(1), None)),
            ("classes", quelques(None, None)),
            ("non", quelques(None, None)),
            ("2 classes de l’école", quelques(Some(2), None)),
        ] {
            assert_eq!(
                perimetre(cellule).map(|lu| lu.perimetre),
                Ok(attendu),
                "{cellule}"
            );
        }
        for cellule in ["2020-05-02", "02-mai", "02/05/2020"] {
            let lu = perimetre(cellule).unwrap();
            assert_eq!(lu.perimetre, quelques(Some(2), Some(5)), "{cellule}");
            assert!(lu.compris.is_some());
        }
        for (cellule, contient) in [
            ("CM1-CM2", "n’est pas un périmètre"),
            ("5/2", "plus de classes"),
            ("0", "aucune classe"),
            ("50 %", "n’est pas un périmètre"),
            ("2020-05-12", "n’est pas un périmètre"),
        ] {
            let erreur = perimetre(cellule).unwrap_err();
            assert!(erreur.contains(contient), "{cellule}: {erreur}");
        }
    }

    #[test]
    fn counts_of_classes_are_numbers() {
        for (cellule, attendu) in [
            ("3", 3),
            ("3.0", 3),
            ("3 cl.", 3),
            ("12 classes", 12),
            ("deux", 2),
        ] {
            assert_eq!(compte_de_classes(cellule), Ok(attendu), "{cellule}");
        }
        for cellule in ["CM2", "3,5", "beaucoup", "1200"] {
            assert!(compte_de_classes(cellule).is_err(), "{cellule}");
        }
    }

    #[test]
    fn payers_are_parted_and_keep_their_year() {
        let lus = |cellule: &'static str| -> Vec<(String, Option<i32>)> {
            let payeurs = financements(cellule);
            payeurs
                .into_iter()
                .map(|p| (p.sans_annee, p.annee))
                .collect()
        };
        let un = |nom: &str, annee| (nom.to_owned(), annee);
        assert_eq!(lus("ENIR 2018"), [un("ENIR", Some(2018))]);
        assert_eq!(lus("ENIR (2018)"), [un("ENIR", Some(2018))]);
        assert_eq!(lus("2019 - mairie"), [un("mairie", Some(2019))]);
        assert_eq!(
            lus("ENIR 2018 + commune ; coopérative / FUS@E"),
            [
                un("ENIR", Some(2018)),
                un("commune", None),
                un("coopérative", None),
                un("FUS@E", None)
            ]
        );
        assert_eq!(lus("non"), []);
        assert_eq!(lus("-"), []);
        assert_eq!(lus("Sans financement"), [un("Sans financement", None)]);
    }

    #[test]
    fn yes_no_and_nothing_are_told_apart() {
        for oui in ["oui", "X", "x", "1", "vrai", "OK", "✓"] {
            assert_eq!(oui_non(oui), Some(true), "{oui}");
        }
        for non in ["non", "0", "Faux"] {
            assert_eq!(oui_non(non), Some(false), "{non}");
            assert!(aucun(non));
        }
        assert_eq!(oui_non("ONE"), None);
        assert!(aucun("Néant") && aucun("pas d’ENT") && !aucun("ONE"));
        assert!(en_cours("En cours") && !en_cours("2021"));
    }
}
