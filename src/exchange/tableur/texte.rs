//! Tables of text: CSV as people's machines write it, and rows pasted from a spreadsheet.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek as _, SeekFrom};
use std::path::Path;

use super::feuille::Feuille;
use crate::error::{Error, Result};
use crate::exchange::Progress;
use crate::exchange::encodage::Encodage;
use crate::exchange::fichier::{self, cite};
use crate::exchange::ligne::Lue;
use crate::exchange::lignes::Lignes;

/// Bytes of the largest file (`design.md` §6).
const TAILLE_MAX: u64 = 100_000_000;
/// Characters of what can be pasted at once.
const COLLE_MAX: usize = 20_000_000;
/// Bytes looked at to tell the separator.
const TETE: u64 = 1 << 16;
/// Lines looked at to tell the separator.
const LIGNES_VUES: usize = 20;
/// Lines between two steps of progress.
const PAS: u64 = 512;

/// Reads a text file: its table, and in words how it is written.
pub(super) fn lire(chemin: &Path, progress: &mut Progress<'_>) -> Result<(Feuille, String)> {
    let fichier = fichier::open(chemin)?;
    if fichier.taille > TAILLE_MAX {
        return Err(Error::Refused(format!(
            "{} dépasse 100\u{a0}Mo\u{202f}: gardez les lignes qui vous concernent, puis recommencez.",
            cite(&fichier.nom)
        )));
    }
    let lecture = |erreur| Error::io(chemin, erreur);
    let mut file = fichier.file;
    let encodage = guess(&mut file, &fichier.tete).map_err(lecture)?;
    let entree = encodage.decode(file).map_err(lecture)?;
    let (mut lignes, separateur) = open(entree).map_err(lecture)?;
    let mut feuille = Feuille::new("");
    let taille = fichier.taille;
    fill(&mut feuille, &mut lignes, lecture, |octets| {
        progress.step("Lecture du fichier", octets.min(taille), taille)
    })?;
    Ok((
        feuille,
        format!("{}, {}", encodage.libelle(), en_mots(separateur)),
    ))
}

/// Reads rows pasted from a spreadsheet, or typed.
pub(super) fn coller(texte: &str) -> Result<(Feuille, String)> {
    if texte.len() > COLLE_MAX {
        return Err(Error::Refused(
            "Ces lignes sont trop nombreuses pour être collées\u{202f}: enregistrez-les dans un \
             fichier CSV, puis choisissez-le."
                .to_owned(),
        ));
    }
    let lecture = |erreur| Error::io("les lignes collées", erreur);
    let entree = Box::new(Cursor::new(texte.to_owned().into_bytes()));
    let (mut lignes, separateur) = open(entree).map_err(lecture)?;
    let mut feuille = Feuille::new("");
    fill(&mut feuille, &mut lignes, lecture, |_| Ok(()))?;
    Ok((feuille, en_mots(separateur)))
}

/// The separator told, the rows ready to be cut.
fn open(mut entree: Box<dyn Read>) -> io::Result<(Lignes, u8)> {
    let mut tete = Vec::new();
    (&mut entree).take(TETE).read_to_end(&mut tete)?;
    let separateur = separator_of(&tete);
    let mut lignes = Lignes::new(Box::new(Cursor::new(tete).chain(entree)))?;
    lignes.set_separateur(separateur);
    Ok((lignes, separateur))
}

fn fill(
    feuille: &mut Feuille,
    lignes: &mut Lignes,
    lecture: impl Fn(io::Error) -> Error,
    mut pas: impl FnMut(u64) -> Result<()>,
) -> Result<()> {
    loop {
        let octets = lignes.octets();
        match lignes.next().map_err(&lecture)? {
            None => return Ok(()),
            Some(Lue::Illisible { numero, raison }) => feuille.refuse(numero, || raison),
            Some(Lue::Ligne(ligne)) => {
                let numero = ligne.numero;
                match ligne.cellules() {
                    Some(cellules) => {
                        let cellules = (0..ligne.colonnes()).map(|i| cellules.get(Some(i)));
                        feuille.push(numero, cellules)?;
                    }
                    None => feuille.refuse(numero, || {
                        "La ligne contient des caractères illisibles (ce n’est pas de l’UTF-8)."
                            .to_owned()
                    }),
                }
                if numero.is_multiple_of(PAS) {
                    pas(octets)?;
                }
            }
        }
    }
}

fn en_mots(separateur: u8) -> String {
    match separateur {
        b'\t' => "colonnes séparées par des tabulations".to_owned(),
        autre => format!("séparateur «\u{a0}{}\u{a0}»", char::from(autre)),
    }
}

/// How the characters are written: what the mark says, else UTF-8 when all of the file is, else
/// whichever of Windows and the older Macs has more French letters. The file is back at its start.
fn guess(file: &mut File, tete: &[u8]) -> io::Result<Encodage> {
    let marque = Encodage::guess(tete);
    if marque != (Encodage::Utf8 { marque: false }) {
        return Ok(marque);
    }
    let mut decoder = encoding_rs::UTF_8.new_decoder_without_bom_handling();
    let mut utf8 = true;
    let mut vus = [0_u64; 256];
    let mut bloc = vec![0; 1 << 16];
    let mut sortie = vec![0; 1 << 18];
    loop {
        let n = file.read(&mut bloc)?;
        for octet in bloc[..n].iter().filter(|octet| !octet.is_ascii()) {
            vus[usize::from(*octet)] += 1;
        }
        if utf8 {
            let (lu, _, _) =
                decoder.decode_to_utf8_without_replacement(&bloc[..n], &mut sortie, n == 0);
            utf8 = !matches!(lu, encoding_rs::DecoderResult::Malformed(..));
        }
        if n == 0 {
            break;
        }
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(if utf8 {
        marque
    } else {
        Encodage::of_letters(&vus)
    })
}

/// The separator under which most lines have one and the same number of columns.
fn separator_of(tete: &[u8]) -> u8 {
    let score = |separateur: u8| {
        let mut largeurs = [0_usize; 64];
        let lecteur = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separateur)
            .from_reader(tete);
        let lignes = lecteur.into_byte_records().take(LIGNES_VUES);
        for ligne in lignes.filter_map(std::result::Result::ok) {
            largeurs[ligne.len().min(63)] += 1;
        }
        // One column is no column.
        (2..64).map(|n| n * largeurs[n]).max().unwrap_or(0)
    };
    [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|separateur| score(*separateur))
        .unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_most_lines_agree_on() {
        for (texte, attendu) in [
            (
                "UAI;Nom\n0880001Y;Épinal, rue Haute, 3\n0880002Z;a,b,c\n",
                b';',
            ),
            ("Suivi\n\nUAI\tENT\n0880001Y\tONE\n", b'\t'),
            ("UAI,ENT,Début\n0880001Y,ONE,2019\n", b','),
            ("\"UAI\";\"a,b,c,d\"\n\"x\";\"e,f\"\n", b';'),
            ("seule", b';'),
        ] {
            assert_eq!(
                char::from(separator_of(texte.as_bytes())),
                char::from(attendu),
                "{texte}"
            );
        }
    }
}
