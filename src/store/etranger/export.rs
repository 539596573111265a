//! A foreign export: believed when its structure is that of `assets/export.sql`, its values are
//! ones we write, its fingerprints those of its rows, and its totals those of its schools.

use std::sync::LazyLock;
use std::thread;

use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use serde::{Deserialize, Serialize};

use super::fiche::{CirconscriptionEnvoyee, FicheExport};
use super::ram::Ram;
use super::refus::Refus;
use super::{LIGNES_MAX, valeurs};
use crate::domain::texte::est_invisible;
use crate::store::base::Base;
use crate::store::export::{
    Cellule, EXPORT_SQL, Empreinte, FORMAT, Hacheur, Ligne, TableExport, tables,
};
use crate::store::objet::parse_day;
use crate::store::upgrade::{Element, structure};

/// The table that explains the others.
const DICTIONNAIRE: &str = "dictionnaire";

/// Whole numbers further from zero are none of ours.
const NOMBRE_MAX: i64 = 1_000_000_000_000;

/// The structure as SQLite keeps it.
static STRUCTURE: LazyLock<Option<Vec<Element>>> = LazyLock::new(|| {
    let base = Base::new(Connection::open_in_memory().ok()?);
    base.conn.execute_batch(EXPORT_SQL).ok()?;
    structure(&base).ok()
});

/// An export in memory, every row of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Export {
    pub fiche: FicheExport,
    /// In the order of [`tables`].
    lignes: Vec<Vec<Ligne>>,
}

impl Export {
    /// The rows of a table, in the order of its key; none of the dictionary.
    pub fn lignes(&self, nom: &str) -> &[Ligne] {
        let place = tables().iter().position(|t| t.nom == nom);
        place
            .and_then(|place| self.lignes.get(place))
            .map_or(&[], Vec::as_slice)
    }

    /// Those of every table.
    pub fn nombre_de_lignes(&self) -> usize {
        self.lignes.iter().map(Vec::len).sum()
    }

    /// The value of the manifest under this key.
    pub fn manifeste(&self, cle: &str) -> Option<&str> {
        manifeste(self.lignes("manifeste"), cle)
    }
}

fn manifeste<'a>(lignes: &'a [Ligne], cle: &str) -> Option<&'a str> {
    let mut lignes = lignes.iter();
    lignes.find(|l| l[0].as_str() == Some(cle))?[1].as_str()
}

/// The export, when everything it says holds.
pub(super) fn prouver(octets: &[u8]) -> Result<Export, Refus> {
    let ram = accepter(octets)?;
    ram.check_pages()?;
    lire(&ram)
}

/// The same for bytes that were written here: nothing to be afraid of while the pages are looked
/// at, so that the rows are read meanwhile. Its views are tried too.
pub(super) fn relire(octets: &[u8]) -> Result<Export, Refus> {
    thread::scope(|portee| {
        let pages = portee.spawn(|| {
            let ram = accepter(octets)?;
            ram.check_pages()?;
            count_in_views(&ram)
        });
        let export = lire(&accepter(octets)?)?;
        let comptes = pages.join().unwrap_or(Err(Refus::Pages))?;
        check_totals(&export, comptes)?;
        Ok(export)
    })
}

/// Every row, and what the manifest says of them.
fn lire(ram: &Ram) -> Result<Export, Refus> {
    let mut hacheur = Hacheur::default();
    let mut nombre = 0;
    let lignes = tables()
        .iter()
        .map(|table| rows(ram, table, &mut hacheur, &mut nombre))
        .collect::<Result<Vec<_>, Refus>>()?;
    let mut export = Export {
        fiche: FicheExport::default(),
        lignes,
    };
    export.fiche = fiche(&export, nombre.unsigned_abs())?;
    check_fingerprints(&export, &hacheur.finish())?;
    check_totals(&export, count_in_rows(&export))?;
    Ok(export)
}

/// A structure that is ours to the letter.
fn accepter(octets: &[u8]) -> Result<Ram, Refus> {
    let ram = Ram::load(octets)?;
    if STRUCTURE.as_ref() != Some(&structure(&ram.base)?) {
        return Err(Refus::Structure);
    }
    ram.accepte();
    Ok(ram)
}

/// What our files never hold, whatever the constraints allow.
fn refuse(colonne: &str, valeur: ValueRef<'_>) -> Option<&'static str> {
    match valeur {
        ValueRef::Blob(_) => Some("donnée binaire"),
        ValueRef::Integer(n) => {
            (!(-NOMBRE_MAX..=NOMBRE_MAX).contains(&n)).then_some("nombre démesuré")
        }
        ValueRef::Text(octets) => {
            let texte = std::str::from_utf8(octets).unwrap_or_default();
            if texte.chars().any(est_invisible) {
                Some("caractère invisible")
            } else if is_day(colonne) && parse_day(texte).is_err() {
                Some("date impossible")
            } else if colonne == "id" && !is_hexa(texte, 32) {
                Some("identifiant mal formé")
            } else if matches!(colonne, "uai" | "ecole") && !is_uai(texte) {
                Some("UAI mal formé")
            } else {
                None
            }
        }
        ValueRef::Null | ValueRef::Real(_) => None,
    }
}

/// Columns that hold a day.
fn is_day(colonne: &str) -> bool {
    matches!(
        colonne,
        "le" | "debut" | "fin" | "ouverture" | "fermeture" | "connue_depuis"
    ) || ["_le", "_debut", "_fin"]
        .iter()
        .any(|fin| colonne.ends_with(fin))
}

fn is_hexa(texte: &str, longueur: usize) -> bool {
    texte.len() == longueur
        && texte
            .bytes()
            .all(|o| matches!(o, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_uai(texte: &str) -> bool {
    texte.len() == 8
        && texte
            .bytes()
            .all(|o| o.is_ascii_digit() || o.is_ascii_uppercase())
}

/// The rows of a table, each value looked at once; none of the dictionary, half of a small file,
/// which says in every one what the program knows. `nombre` counts those of all tables.
fn rows(
    ram: &Ram,
    table: &TableExport,
    hacheur: &mut Hacheur,
    nombre: &mut i64,
) -> Result<Vec<Ligne>, Refus> {
    let garde = table.nom != DICTIONNAIRE;
    hacheur.begin(table.nom);
    let mut statement = ram.base.conn.prepare(&table.select())?;
    let mut rows = statement.query([])?;
    let mut lignes = Vec::new();
    while let Some(row) = rows.next()? {
        *nombre += 1;
        if *nombre > LIGNES_MAX {
            return Err(Refus::TropDeLignes);
        }
        let mut ligne = Vec::with_capacity(if garde { table.colonnes.len() } else { 0 });
        for (place, colonne) in table.colonnes.iter().enumerate() {
            let valeur = row.get_ref(place)?;
            let fault = valeurs::fault(valeur, false).or_else(|| refuse(colonne.nom, valeur));
            if let Some(raison) = fault {
                return Err(Refus::valeur(table.nom, colonne.nom, raison));
            }
            hacheur.valeur(valeur);
            if !garde {
                continue;
            }
            ligne.push(match valeur {
                ValueRef::Integer(n) => Cellule::Entier(n),
                ValueRef::Real(r) => Cellule::Reel(r),
                ValueRef::Text(t) => {
                    Cellule::Texte(std::str::from_utf8(t).unwrap_or_default().to_owned())
                }
                ValueRef::Null | ValueRef::Blob(_) => Cellule::Nul,
            });
        }
        hacheur.end_row();
        if garde {
            lignes.push(ligne);
        }
    }
    Ok(lignes)
}

/// What the manifest says, each line of it well formed.
fn fiche(export: &Export, lignes: u64) -> Result<FicheExport, Refus> {
    let absent = |cle: &str| Refus::valeur("manifeste", cle, "absent ou mal formé");
    let texte = |cle: &str| export.manifeste(cle).ok_or_else(|| absent(cle));
    let nombre =
        |cle: &str| -> Result<u64, Refus> { texte(cle)?.parse().map_err(|_cause| absent(cle)) };
    let oui = |cle: &str| match texte(cle)? {
        "1" => Ok(true),
        "0" => Ok(false),
        _ => Err(absent(cle)),
    };
    let lecteur = i64::try_from(nombre("lecteur_min")?).map_err(|_cause| absent("lecteur_min"))?;
    if lecteur > FORMAT {
        return Err(Refus::PlusRecent {
            sorte: super::Sorte::Export,
            trouve: lecteur,
            connu: FORMAT,
        });
    }
    let au: NaiveDate = parse_day(texte("au")?).map_err(|_cause| absent("au"))?;
    let producteur = texte("producteur")?;
    let empreinte = texte("empreinte")?;
    if !is_hexa(producteur, 32) {
        return Err(absent("producteur"));
    }
    let mut circonscriptions: Vec<CirconscriptionEnvoyee> = export
        .lignes("circonscription")
        .iter()
        .filter(|l| l[4] == Cellule::Entier(1))
        .map(|l| CirconscriptionEnvoyee {
            id: l[0].as_str().unwrap_or_default().to_owned(),
            nom: l[2].as_str().unwrap_or_default().to_owned(),
            departement: l[3].as_str().map(str::to_owned),
        })
        .collect();
    circonscriptions.sort_by(|a, b| (&a.nom, &a.id).cmp(&(&b.nom, &b.id)));
    Ok(FicheExport {
        programme: texte("programme")?.to_owned(),
        producteur: producteur.to_owned(),
        perimetre: texte("perimetre")?.to_owned(),
        perimetre_complet: oui("perimetre_complet")?,
        au: au.to_string(),
        noms: oui("noms")?,
        textes: oui("textes")?,
        ecoles: nombre("ecoles")?,
        avec_ent: nombre("avec_ent")?,
        complet: nombre("complet")?,
        complet_sur: nombre("complet_sur")?,
        sources: export.manifeste("sources").map(str::to_owned),
        manquants: export.manifeste("manquants").map(str::to_owned),
        circonscriptions,
        lignes,
        empreinte: empreinte.to_owned(),
    })
}

fn check_fingerprints(export: &Export, empreinte: &Empreinte) -> Result<(), Refus> {
    let dites: Vec<(&str, &Cellule, &str)> = export
        .lignes("manifeste_table")
        .iter()
        .map(|l| {
            (
                l[0].as_str().unwrap_or_default(),
                &l[1],
                l[2].as_str().unwrap_or_default(),
            )
        })
        .collect();
    let mut lues: Vec<(&str, Cellule, String)> = empreinte
        .tables
        .iter()
        .map(|t| {
            let lignes = i64::try_from(t.lignes).unwrap_or(i64::MAX);
            (t.nom, Cellule::Entier(lignes), t.hexa())
        })
        .collect();
    lues.sort_by_key(|l| l.0);
    let egales = lues.len() == dites.len()
        && lues
            .iter()
            .zip(&dites)
            .all(|(lue, dite)| (lue.0, &lue.1, lue.2.as_str()) == *dite);
    if egales && empreinte.hexa() == export.fiche.empreinte {
        return Ok(());
    }
    Err(Refus::Altere(
        "son empreinte n’est pas celle de son contenu".to_owned(),
    ))
}

/// The schools of the day and those with an ENT, as the file's own views count them.
fn count_in_views(ram: &Ram) -> Result<(i64, i64), Refus> {
    let conn = &ram.base.conn;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, true)?;
    Ok(ram.base.one(
        "SELECT count(*), coalesce(sum(avec_ent), 0) FROM etat_des_lieux
         WHERE ouverte AND statut = 'public'",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// The same, as its rows say: what a view asks is longer to make ready than the rows of a
/// circonscription to count.
fn count_in_rows(export: &Export) -> (i64, i64) {
    let au = parse_day(&export.fiche.au).unwrap_or_default();
    let comptees = export.comptees(au);
    comptees.values().fold((0, 0), |(ecoles, avec_ent), c| {
        (
            ecoles + i64::from(c.comptee),
            avec_ent + i64::from(c.avec_ent),
        )
    })
}

/// The totals of the manifest are those counted.
fn check_totals(export: &Export, (ecoles, avec_ent): (i64, i64)) -> Result<(), Refus> {
    let dits = (export.fiche.ecoles, export.fiche.avec_ent);
    if (u64::try_from(ecoles).ok(), u64::try_from(avec_ent).ok()) == (Some(dits.0), Some(dits.1)) {
        return Ok(());
    }
    Err(Refus::Altere(
        "ses totaux ne sont pas ceux de ses écoles".to_owned(),
    ))
}
