//! Made-up annuaire files, in the columns of each vintage and the ways people save them.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use carnet_ent::domain::Uai;

/// The labels of 2020 and 2023, those that matter here; the order is the files'.
pub(crate) const V2020: &[&str] = &[
    "Identifiant_de_l_etablissement",
    "Nom_etablissement",
    "Type_etablissement",
    "Statut_public_prive",
    "Adresse_1",
    "Adresse_2",
    "Adresse_3",
    "Code postal",
    "Code_commune",
    "Nom_commune",
    "Code_departement",
    "Ecole_maternelle",
    "Ecole_elementaire",
    "Telephone",
    "Mail",
    "Appartenance_Education_Prioritaire",
    "Nombre_d_eleves",
    "position",
    "coordonnee_X",
    "nom_circonscription",
    "latitude",
    "longitude",
    "date_ouverture",
    "date_maj_ligne",
    "etat",
    "etablissement_multi_lignes",
    "rpi_concentre",
    "rpi_disperse",
    "code_nature",
];

/// The labels of 2026: no pupils, a code for the circonscription.
pub(crate) const V2026: &[&str] = &[
    "Identifiant_de_l_etablissement",
    "Nom_etablissement",
    "Type_etablissement",
    "Statut_public_prive",
    "Adresse_1",
    "Adresse_2",
    "Adresse_3",
    "Code_postal",
    "Code_commune",
    "Nom_commune",
    "Code_departement",
    "Ecole_maternelle",
    "Ecole_elementaire",
    "Telephone",
    "Mail",
    "Appartenance_Education_Prioritaire",
    "position",
    "coordX_origine",
    "nom_circonscription",
    "latitude",
    "longitude",
    "date_ouverture",
    "date_maj_ligne",
    "etat",
    "multi_uai",
    "rpi_concentre",
    "rpi_disperse",
    "code_nature",
    "code_circonscription",
];

/// The names the API gives by default.
pub(crate) const TECHNIQUE: &[&str] = &[
    "identifiant_de_l_etablissement",
    "nom_etablissement",
    "type_etablissement",
    "statut_public_prive",
    "adresse_1",
    "adresse_2",
    "adresse_3",
    "code_postal",
    "code_commune",
    "nom_commune",
    "code_departement",
    "ecole_maternelle",
    "ecole_elementaire",
    "telephone",
    "mail",
    "appartenance_education_prioritaire",
    "position",
    "nom_circonscription",
    "latitude",
    "longitude",
    "date_ouverture",
    "date_maj_ligne",
    "etat",
    "rpi_concentre",
    "rpi_disperse",
    "code_nature",
    "code_circonscription",
];

/// How a file was saved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cote {
    pub(crate) encodage: &'static str,
    pub(crate) separateur: char,
    pub(crate) fin: &'static str,
    pub(crate) tout_cite: bool,
}

impl Cote {
    pub(crate) const PORTAIL: Self = Self {
        encodage: "utf-8 bom",
        separateur: ';',
        fin: "\r\n",
        tout_cite: false,
    };

    pub(crate) const TOUTES: [Self; 7] = [
        Self::PORTAIL,
        Self {
            encodage: "utf-8",
            fin: "\n",
            ..Self::PORTAIL
        },
        Self {
            encodage: "windows-1252",
            ..Self::PORTAIL
        },
        Self {
            encodage: "utf-16le",
            separateur: '\t',
            ..Self::PORTAIL
        },
        Self {
            encodage: "utf-16be",
            ..Self::PORTAIL
        },
        Self {
            separateur: ',',
            tout_cite: true,
            ..Self::PORTAIL
        },
        Self {
            encodage: "utf-8",
            fin: "\r",
            ..Self::PORTAIL
        },
    ];
}

impl Cote {
    /// The bytes of a text saved this way.
    pub(crate) fn encode(self, texte: &str) -> Vec<u8> {
        let utf16 = |octets: fn(u16) -> [u8; 2]| -> Vec<u8> {
            format!("\u{feff}{texte}")
                .encode_utf16()
                .flat_map(octets)
                .collect()
        };
        match self.encodage {
            "utf-8 bom" => format!("\u{feff}{texte}").into_bytes(),
            "utf-16le" => utf16(u16::to_le_bytes),
            "utf-16be" => utf16(u16::to_be_bytes),
            "windows-1252" => texte
                .chars()
                .map(|c| match c {
                    'œ' => 0x9c,
                    '’' => 0x92,
                    c => u8::try_from(u32::from(c)).expect("Latin-1"),
                })
                .collect(),
            _ => texte.into(),
        }
    }

    /// A cell, quoted when it must be.
    pub(crate) fn cite(self, cellule: &str) -> String {
        let dangereuse = cellule.contains(self.separateur) || cellule.contains('"');
        if dangereuse || self.tout_cite {
            format!("\"{}\"", cellule.replace('"', "\"\""))
        } else {
            cellule.to_owned()
        }
    }
}

/// One row: values by normalised column.
#[derive(Clone, Debug)]
pub(crate) struct Ligne {
    valeurs: BTreeMap<String, String>,
    guillemet_ouvert: bool,
}

impl Ligne {
    pub(crate) fn set(mut self, colonne: &str, valeur: &str) -> Self {
        self.valeurs.insert(colonne.to_owned(), valeur.to_owned());
        self
    }

    /// Its name begins with a mark that nothing closes.
    pub(crate) fn guillemet_ouvert(mut self) -> Self {
        self.guillemet_ouvert = true;
        self
    }
}

/// The UAI of this number.
pub(crate) fn uai(numero: u32) -> String {
    Uai::from_numero(numero).expect("seven digits").to_string()
}

/// An ordinary public primaire of the Vosges.
pub(crate) fn ligne(numero: u32, nom: &str) -> Ligne {
    let valeurs = [
        ("identifiant_de_l_etablissement", uai(numero).as_str()),
        ("nom_etablissement", nom),
        ("type_etablissement", "Ecole"),
        ("statut_public_prive", "Public"),
        ("adresse_1", "3 rue des Érables"),
        ("adresse_3", "88999 VALMONT"),
        ("code_postal", "88999"),
        ("code_commune", "88999"),
        ("nom_commune", "Valmont"),
        ("code_departement", "088"),
        ("ecole_maternelle", "1"),
        ("ecole_elementaire", "1"),
        ("telephone", "0329000000"),
        ("latitude", "48.1"),
        ("longitude", "6.4"),
        ("date_ouverture", "1970-09-01"),
        ("date_maj_ligne", "2023-06-08"),
        ("etat", "OUVERT"),
        ("rpi_concentre", "0"),
        ("code_nature", "151"),
    ]
    .map(|(c, v)| (c.to_owned(), v.to_owned()));
    Ligne {
        valeurs: valeurs.into(),
        guillemet_ouvert: false,
    }
}

/// A file being made.
#[derive(Clone, Debug)]
pub(crate) struct Fichier {
    colonnes: &'static [&'static str],
    lignes: Vec<Result<Ligne, String>>,
    cote: Cote,
}

impl Fichier {
    pub(crate) const fn new(colonnes: &'static [&'static str]) -> Self {
        Self {
            colonnes,
            lignes: Vec::new(),
            cote: Cote::PORTAIL,
        }
    }

    pub(crate) fn push(&mut self, ligne: Ligne) {
        self.lignes.push(Ok(ligne));
    }

    /// A line as it is.
    pub(crate) fn push_brut(&mut self, ligne: &str) {
        self.lignes.push(Err(ligne.to_owned()));
    }

    pub(crate) const fn cote(mut self, cote: Cote) -> Self {
        self.cote = cote;
        self
    }

    fn texte(&self) -> String {
        let separateur = self.cote.separateur.to_string();
        let cite = |cellule: &str| self.cote.cite(cellule);
        let entete: Vec<String> = self.colonnes.iter().map(|c| cite(c)).collect();
        let mut lignes = vec![entete.join(&separateur)];
        for ligne in &self.lignes {
            lignes.push(match ligne {
                Err(brut) => brut.clone(),
                Ok(ligne) => {
                    let cellules = self.colonnes.iter().map(|colonne| {
                        let nom = colonne.to_lowercase().replace(' ', "_");
                        let valeur = ligne.valeurs.get(&nom).map_or("", String::as_str);
                        if ligne.guillemet_ouvert && nom == "nom_etablissement" {
                            format!("\"{}", valeur.replace('"', ""))
                        } else {
                            cite(valeur)
                        }
                    });
                    cellules.collect::<Vec<_>>().join(&separateur)
                }
            });
        }
        lignes.push(String::new());
        lignes.join(self.cote.fin)
    }

    pub(crate) fn octets(&self) -> Vec<u8> {
        self.cote.encode(&self.texte())
    }

    /// In a folder of its own, removed with the value.
    pub(crate) fn ecrire(&self) -> Ecrit {
        Ecrit::new("annuaire.csv", &self.octets())
    }
}

/// A file written, for as long as it is held.
pub(crate) struct Ecrit {
    _dossier: tempfile::TempDir,
    chemin: PathBuf,
}

impl Ecrit {
    pub(crate) fn new(nom: &str, octets: &[u8]) -> Self {
        let dossier = tempfile::tempdir().expect("a folder");
        let chemin = dossier.path().join(nom);
        std::fs::File::create(&chemin)
            .and_then(|mut f| f.write_all(octets))
            .expect("a file");
        Self {
            _dossier: dossier,
            chemin,
        }
    }
}

impl std::ops::Deref for Ecrit {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.chemin
    }
}
