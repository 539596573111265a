//! Outlines of communes or départements, from a `GeoJSON` file the person adds to the map.
//!
//! Read feature by feature: of a file of all France only what lies near the schools stays in
//! memory. The reader of the `geojson` crate takes the first `[` of a file for its list of features,
//! which a `bbox` before it breaks; so the list is found here, and each feature is read by the crate.

use std::fmt;
use std::io::{BufReader, Read};
use std::path::Path;

use geojson::{Feature, GeometryValue, Position};
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Progress;
use super::fichier::{cite, open_any};
use crate::domain::carte::{Cadre, Contour};
use crate::error::{Error, Result};

/// Larger files are no outlines a desk needs.
const TAILLE_MAX: u64 = 200 << 20;

/// Two points of a line nearer than this, in degrees (about 50 m), are drawn as one.
const PRECISION: f64 = 0.0005;

/// Points kept of one file: a screen has fewer pixels.
const POINTS_MAX: usize = 400_000;

/// Reads the outlines that touch `cadre`.
///
/// Errors: not a `GeoJSON` (with line and column), not in degrees, no polygon in it, nothing near
/// the schools, too large; [`Error::Interrupted`].
pub fn read_contours(
    chemin: &Path,
    cadre: Cadre,
    progress: &mut Progress<'_>,
) -> Result<Vec<Contour>> {
    let fichier = open_any(chemin)?;
    let nom = cite(&fichier.nom);
    let refuse = |raison: String| Error::Refused(format!("{nom} {raison}"));
    if fichier.taille > TAILLE_MAX {
        return Err(refuse(format!(
            "est trop grand\u{202f}: {} Mo au plus.",
            TAILLE_MAX >> 20
        )));
    }
    let mut interrompu = false;
    let mut lu = 0;
    let lecture = Suivi {
        dedans: fichier.file,
        avance: |octets| {
            lu += octets;
            let pas = progress.step("Lecture des contours", lu, fichier.taille);
            interrompu |= pas.is_err();
            pas.is_ok()
        },
    };
    let mut recolte = Recolte {
        cadre,
        contours: Vec::new(),
        points: 0,
        polygones: 0,
        refus: None,
    };
    let mut json =
        serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, lecture));
    let fini = Document(&mut recolte).deserialize(&mut json);
    drop(json);
    if interrompu {
        return Err(Error::Interrupted);
    }
    if let Some(raison) = recolte.refus {
        return Err(refuse(raison));
    }
    if let Err(erreur) = fini {
        return Err(refuse(format!(
            "n’est pas un GeoJSON\u{202f}: lecture impossible à la ligne {}, colonne {}.",
            erreur.line(),
            erreur.column()
        )));
    }
    if recolte.polygones == 0 {
        return Err(refuse(
            "ne contient aucun contour\u{202f}: il faut des polygones, de communes ou de \
             départements."
                .to_owned(),
        ));
    }
    if recolte.contours.is_empty() {
        return Err(refuse(
            "ne contient aucun contour près des écoles de ce carnet.".to_owned(),
        ));
    }
    Ok(recolte.contours)
}

/// A reader that says how far it is, and stops when told to.
struct Suivi<R, F> {
    dedans: R,
    avance: F,
}

impl<R: Read, F: FnMut(u64) -> bool> Read for Suivi<R, F> {
    fn read(&mut self, tampon: &mut [u8]) -> std::io::Result<usize> {
        let lus = self.dedans.read(tampon)?;
        if (self.avance)(lus as u64) {
            Ok(lus)
        } else {
            Err(std::io::Error::other("interrompu"))
        }
    }
}

/// What is kept of the features as they go by.
struct Recolte {
    cadre: Cadre,
    contours: Vec<Contour>,
    points: usize,
    /// Outlines read, near or not.
    polygones: usize,
    /// Why the whole file is refused.
    refus: Option<String>,
}

impl Recolte {
    /// Whether to go on.
    fn take(&mut self, feature: &Feature) -> bool {
        let Some(geometrie) = &feature.geometry else {
            return true;
        };
        let polygones: &[geojson::PolygonType] = match &geometrie.value {
            GeometryValue::Polygon { coordinates } => std::slice::from_ref(coordinates),
            GeometryValue::MultiPolygon { coordinates } => coordinates,
            _ => return true,
        };
        self.polygones += 1;
        let mut anneaux = Vec::new();
        for anneau in polygones.iter().flatten() {
            match ring(anneau) {
                Ok(anneau) => anneaux.push(anneau),
                Err(raison) => {
                    self.refus = Some(raison.to_owned());
                    return false;
                }
            }
        }
        let Some(ici) = Cadre::autour(anneaux.iter().flatten().copied()) else {
            return true;
        };
        if !ici.touche(self.cadre) {
            return true;
        }
        self.points += anneaux.iter().map(Vec::len).sum::<usize>();
        if self.points > POINTS_MAX {
            self.refus = Some(
                "est trop détaillé pour un écran\u{202f}: prenez une version simplifiée."
                    .to_owned(),
            );
            return false;
        }
        self.contours.push(Contour {
            nom: name_of(feature),
            anneaux,
        });
        true
    }
}

/// A ring thinned to what a screen shows, or why it cannot be one.
fn ring(positions: &[Position]) -> std::result::Result<Vec<(f64, f64)>, &'static str> {
    let mut anneau: Vec<(f64, f64)> = Vec::new();
    for position in positions {
        let &[longitude, latitude, ..] = position.as_slice() else {
            return Err("a un point sans longitude ou sans latitude.");
        };
        if !(-180.0..=180.0).contains(&longitude) || !(-90.0..=90.0).contains(&latitude) {
            return Err(
                "n’est pas en degrés (longitude, latitude)\u{202f}: il est sans doute en Lambert 93. \
                 Exportez-le en WGS 84 (EPSG:4326).",
            );
        }
        let loin = anneau.last().is_none_or(|(la, lo)| {
            (la - latitude).abs() > PRECISION || (lo - longitude).abs() > PRECISION
        });
        if loin {
            anneau.push((latitude, longitude));
        }
    }
    // Thinning may have dropped the point that closes it.
    if let (Some(&premier), Some(&dernier)) = (anneau.first(), anneau.last())
        && premier != dernier
    {
        anneau.push(premier);
    }
    Ok(anneau)
}

/// As the usual files name it: `nom`, in any case.
fn name_of(feature: &Feature) -> String {
    let proprietes = feature.properties.iter().flatten();
    proprietes
        .filter(|(cle, _)| {
            ["nom", "name", "libelle", "nom_com", "nom_dep"].contains(&cle.to_lowercase().as_str())
        })
        .find_map(|(_, valeur)| valeur.as_str())
        .map(|nom| nom.chars().take(80).collect())
        .unwrap_or_default()
}

/// The whole file: a collection, whose features are taken one by one, or a single feature.
struct Document<'a>(&'a mut Recolte);

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, de: D) -> std::result::Result<(), D::Error> {
        de.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("un objet GeoJSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        let mut seule = Feature::default();
        let mut collection = false;
        while let Some(cle) = map.next_key::<String>()? {
            match cle.as_str() {
                "features" => {
                    collection = true;
                    map.next_value_seed(Features(&mut *self.0))?;
                }
                "geometry" => seule.geometry = map.next_value()?,
                "properties" => seule.properties = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if !collection {
            self.0.take(&seule);
        }
        Ok(())
    }
}

struct Features<'a>(&'a mut Recolte);

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, de: D) -> std::result::Result<(), D::Error> {
        de.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("une liste de contours")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<(), A::Error> {
        while let Some(feature) = seq.next_element::<Feature>()? {
            if !self.0.take(&feature) {
                return Err(A::Error::custom("refusé"));
            }
        }
        Ok(())
    }
}
