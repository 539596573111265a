//! Small made-up files as colleagues send them.

use carnet_ent::domain::{Id, Uai};
use carnet_ent::store::export::{self, Avec, Contenu};
use carnet_ent::store::{Champs, Store, solution};

use crate::common::{auteur, jour};

/// The UAI of the school of this rank.
pub(crate) fn uai(rang: u32) -> String {
    Uai::from_numero(880_000 + rang)
        .expect("a valid UAI")
        .to_string()
}

fn hexa(id: Id) -> String {
    id.to_string().replace('-', "")
}

/// An export of `ecoles` schools of one circonscription, every second one with an ENT.
pub(crate) fn contenu(ecoles: u32) -> Contenu {
    let mut contenu = Contenu::new(Avec {
        noms: true,
        textes: true,
    });
    let circonscription = hexa(Id::derived("circonscription", "0881234A"));
    contenu.push(
        "circonscription",
        [
            ("id", circonscription.as_str().into()),
            ("nom", "Vallée d’Œuvre".into()),
            ("departement", "088".into()),
            ("envoyee", true.into()),
        ],
    );
    let one = hexa(solution("ONE"));
    contenu.push(
        "solution",
        [
            ("id", one.as_str().into()),
            ("code", "ONE".into()),
            ("nom", "ONE".into()),
            ("compte_ent", true.into()),
        ],
    );
    for rang in 0..ecoles {
        let uai = uai(rang);
        contenu.push(
            "ecole",
            [
                ("uai", uai.as_str().into()),
                ("nom", format!("École élémentaire n° {rang}").into()),
                ("maternelle", false.into()),
                ("elementaire", true.into()),
                ("specialisee", false.into()),
                ("statut", "public".into()),
                ("departement", "088".into()),
                ("circonscription", circonscription.as_str().into()),
                ("latitude", 48.25.into()),
                ("eleves", (40 + rang).into()),
                ("connue_depuis", "2019-09-01".into()),
            ],
        );
        if rang % 2 == 0 {
            let id = hexa(Id::derived("essai", &uai));
            contenu.push(
                "deploiement",
                [
                    ("ecole", uai.as_str().into()),
                    ("id", id.as_str().into()),
                    ("solution", one.as_str().into()),
                    ("debut", "2019-09-02".into()),
                    ("perimetre", "ecole".into()),
                    ("commentaire", "deux classes d’abord\npuis toutes".into()),
                ],
            );
        }
    }
    let totaux = (ecoles.to_string(), ecoles.div_ceil(2).to_string());
    let producteur = hexa(Id::derived("carnet", "essai"));
    for (cle, valeur) in [
        ("format", "1"),
        ("lecteur_min", "1"),
        ("programme", "Carnet ENT 0.1.0"),
        ("producteur", producteur.as_str()),
        ("au", "2020-07-01"),
        ("perimetre", "Vallée d’Œuvre"),
        ("perimetre_complet", "1"),
        ("noms", "1"),
        ("textes", "1"),
        ("ecoles", totaux.0.as_str()),
        ("avec_ent", totaux.1.as_str()),
        ("complet", "10"),
        ("complet_sur", "20"),
    ] {
        contenu.dit(cle, valeur);
    }
    contenu
}

/// The bytes of such an export.
pub(crate) fn export(ecoles: u32) -> Vec<u8> {
    octets(contenu(ecoles))
}

/// The bytes of the file that holds this.
pub(crate) fn octets(mut contenu: Contenu) -> Vec<u8> {
    let empreinte = contenu.seal();
    export::octets(&contenu, &empreinte, |_| Ok(())).expect("made")
}

/// The bytes of a carnet of a few schools, with a history.
pub(crate) fn carnet(ecoles: u32) -> Vec<u8> {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let mut store = Store::create(&chemin, &auteur("A. B.", jour(2020, 9, 1))).expect("made");
    store
        .transact("Import de l’annuaire", |edit| {
            for rang in 0..ecoles {
                let champs = Champs::new()
                    .set("nom", format!("École n° {rang}"))
                    .set("maternelle", false)
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("departement", "088");
                edit.releve("annuaire", jour(2020, 9, 1), &uai(rang), champs)?;
            }
            Ok(())
        })
        .expect("written");
    for (nom, debut) in [("Un", 1), ("Deux", 2)] {
        store
            .transact(nom, |edit| {
                edit.deploiement(&carnet_ent::domain::Deploiement {
                    id: Id::derived("essai", "un"),
                    ecole: Id::ecole(&uai(0)),
                    solution: solution("ONE"),
                    debut: Some(jour(2019, 9, debut)),
                    fin: None,
                    perimetre: carnet_ent::domain::Perimetre::Ecole,
                    etapes: [None; 5],
                    projet: None,
                    commentaire: String::new(),
                })
                .map(drop)
            })
            .expect("written");
    }
    drop(store);
    std::fs::read(&chemin).expect("read")
}
