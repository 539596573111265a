//! What observations say: the highest palier, what moved between two, how a group stands.

use crate::faits::{ecole, jour, situation};
use carnet_ent::domain::observatoire::{Comparaison, Evolution, Sens, repartition};
use carnet_ent::domain::{
    Crcn, Faits, Id, Liste, Observation, ObservationLigne, Population, Situation, Statut, Terme,
};

/// Both scales and three services, each list in its order, and a palier no longer offered.
fn termes() -> Vec<Terme> {
    let listes: [(Liste, &[&str]); 3] = [
        (Liste::Service, &["blog", "agenda", "cahier"]),
        (Liste::Frequence, &["jamais", "mois", "jour"]),
        (
            Liste::Palier,
            &["decouverte", "ancien", "installe", "partage"],
        ),
    ];
    let un = |liste, ordre, nom: &str| Terme {
        id: id(nom),
        liste,
        code: None,
        nom: nom.to_owned(),
        ordre,
        retire: nom == "ancien",
    };
    let tous = listes.into_iter().flat_map(|(liste, noms)| {
        (1_i64..)
            .zip(noms)
            .map(move |(ordre, nom)| un(liste, ordre, nom))
    });
    tous.collect()
}

fn id(nom: &str) -> Id {
    Id::derived("terme", nom)
}

/// Rows as « service fréquence palier »; « - » says nothing.
fn observation(le: &str, lignes: &[&str]) -> Observation {
    let mut o = Observation::nouvelle(Id::derived("observation", le), Id::MIN, jour(le), "A. B.");
    for ligne in lignes {
        let mots: Vec<&str> = ligne.split(' ').collect();
        let dit = |mot: &str| (mot != "-").then(|| id(mot));
        let l = o.ligne_mut(id(mots[0]));
        l.frequence = dit(mots[1]);
        l.palier = dit(mots[2]);
    }
    o
}

#[test]
fn nothing_said_is_nothing_to_write() {
    let mut o = observation("2021-03-12", &["blog - -"]);
    assert!(o.is_empty(), "who and when is not enough");
    let dits: [fn(&mut ObservationLigne); 6] = [
        |l| l.frequence = Some(id("jamais")),
        |l| l.palier = Some(id("decouverte")),
        |l| l.point_de_vue = Some(id("eleves")),
        |l| l.acteurs.push(id("eleves")),
        |l| l.crcn.extend(Crcn::parse("2.3")),
        |l| "vu".clone_into(&mut l.constat),
    ];
    for dit in dits {
        let mut ligne = ObservationLigne::vide(id("blog"));
        assert!(ligne.is_empty());
        dit(&mut ligne);
        assert!(!ligne.is_empty());
    }
    o.ligne_mut(id("blog")).constat = "  ".to_owned();
    assert!(o.is_empty());
    o.constat = "Un mur d’affichage.".to_owned();
    assert!(!o.is_empty());
}

#[test]
fn the_highest_palier_is_that_of_the_list_not_of_the_alphabet() {
    let termes = termes();
    for (lignes, attendu) in [
        (
            &["blog mois partage", "agenda jour decouverte"][..],
            Some("partage"),
        ),
        (&["blog - ancien"], Some("ancien")),
        (&["blog jour -"], None),
        (&["blog - inconnu"], None),
        (&[], None),
    ] {
        let o = observation("2021-03-12", lignes);
        let haut = o.palier_haut(&termes).map(|t| t.nom.as_str());
        assert_eq!(haut, attendu, "{lignes:?}");
    }
}

#[test]
fn what_moved_is_said_service_by_service() {
    let termes = termes();
    for (avant, apres, frequence, palier, evolution, phrase) in [
        (
            "mois decouverte",
            "jour installe",
            Some(Sens::Hausse),
            Some(Sens::Hausse),
            Evolution::Hausse,
            "▲ fréquence en hausse, ▲ palier en hausse",
        ),
        (
            "jour installe",
            "jour decouverte",
            Some(Sens::Stable),
            Some(Sens::Baisse),
            Evolution::Baisse,
            "fréquence inchangée, ▼ palier en baisse",
        ),
        (
            "jour decouverte",
            "mois installe",
            Some(Sens::Baisse),
            Some(Sens::Hausse),
            Evolution::Contraste,
            "▼ fréquence en baisse, ▲ palier en hausse",
        ),
        (
            "mois installe",
            "mois installe",
            Some(Sens::Stable),
            Some(Sens::Stable),
            Evolution::Stable,
            "inchangé",
        ),
        (
            "mois -",
            "jour -",
            Some(Sens::Hausse),
            None,
            Evolution::Hausse,
            "▲ fréquence en hausse",
        ),
        (
            "mois -",
            "- installe",
            None,
            None,
            Evolution::Incomparable,
            "rien de comparable",
        ),
        (
            "jamais -",
            "mois partage",
            Some(Sens::Hausse),
            None,
            Evolution::Hausse,
            "▲ fréquence en hausse",
        ),
        (
            "- -",
            "mois partage",
            None,
            None,
            Evolution::Apparu,
            "vu pour la première fois",
        ),
        (
            "mois partage",
            "- -",
            None,
            None,
            Evolution::NonRevu,
            "pas revu",
        ),
    ] {
        let un = observation("2021-03-12", &[&format!("blog {avant}")]);
        let deux = observation("2022-03-12", &[&format!("blog {apres}")]);
        let c = Comparaison::new(&un, &deux, &termes);
        let m = c.mouvements[0];
        assert_eq!(
            (m.frequence, m.palier),
            (frequence, palier),
            "{avant} → {apres}"
        );
        let dit = m.phrase().replace('\u{a0}', " ");
        assert_eq!((m.evolution(), dit.as_str()), (evolution, phrase));
        assert_eq!(
            Comparaison::new(&deux, &un, &termes),
            c,
            "the older one first"
        );
    }
}

#[test]
fn a_comparison_is_told_in_a_sentence() {
    let termes = termes();
    let un = observation(
        "2021-03-12",
        &["cahier jour installe", "blog mois decouverte"],
    );
    let deux = observation(
        "2022-06-01",
        &["agenda jour partage", "blog jour decouverte", "cahier - -"],
    );
    let c = Comparaison::new(&un, &deux, &termes);
    let services: Vec<Id> = c.mouvements.iter().map(|m| m.service).collect();
    assert_eq!(
        services,
        [id("blog"), id("agenda"), id("cahier")],
        "in their order"
    );
    assert_eq!(
        c.synthese(&termes).replace(['\u{a0}', '\u{202f}'], " "),
        "Du 12 mars 2021 au 1er juin 2022 : 1 service en hausse, 1 vu pour la première fois, 1 pas \
         revu. Le palier le plus haut passe de « installe » à « partage »."
    );
    let rien = observation("2023-01-01", &[]);
    let c = Comparaison::new(&deux, &rien, &termes);
    assert!(
        c.synthese(&termes).ends_with("2\u{a0}pas revus."),
        "no palier to speak of"
    );
    let c = Comparaison::new(&rien, &rien, &termes);
    assert!(c.synthese(&termes).contains("aucun service"));
}

#[test]
fn schools_are_counted_by_the_palier_of_their_last_observation() {
    let mut faits = Faits {
        termes: termes(),
        ..Faits::default()
    };
    let ids: Vec<Id> = (1..=5).map(|n| ecole(&mut faits, n, situation())).collect();
    let prive = Situation {
        statut: Some(Statut::Prive),
        ..situation()
    };
    let privee = ecole(&mut faits, 9, prive);
    for (ecole, le, lignes) in [
        (ids[0], "2020-01-01", &["blog - decouverte"][..]),
        (
            ids[0],
            "2021-01-01",
            &["blog - installe", "agenda - decouverte"],
        ),
        (ids[1], "2021-03-12", &["blog - installe"]),
        (ids[2], "2020-06-01", &["blog jour -"]),
        (ids[3], "2020-06-01", &["blog - ancien"]),
        (privee, "2020-06-01", &["blog - partage"]),
    ] {
        let o = Observation {
            ecole,
            ..observation(le, lignes)
        };
        faits.terrain.observations.entry(ecole).or_default().push(o);
    }
    let compte = |au: &str| {
        let au = jour(au);
        let r = repartition(&faits, faits.ouvertes_au(au), au, Population::Public);
        let paliers: Vec<(Id, usize)> = r.paliers.iter().map(|(id, e)| (*id, e.len())).collect();
        (
            paliers,
            r.sans_palier.len(),
            r.jamais.len(),
            r.observees(),
            r.total(),
        )
    };
    let paliers = |d, a, i, p| {
        vec![
            (id("decouverte"), d),
            (id("ancien"), a),
            (id("installe"), i),
            (id("partage"), p),
        ]
    };
    assert_eq!(
        compte("2021-03-12"),
        (paliers(0, 1, 2, 0), 1, 1, 4, 5),
        "the day itself counts"
    );
    assert_eq!(compte("2021-03-11"), (paliers(0, 1, 1, 0), 1, 2, 3, 5));
    assert_eq!(compte("2020-12-31"), (paliers(1, 1, 0, 0), 1, 2, 3, 5));
    let offerts = vec![
        (id("decouverte"), 0),
        (id("installe"), 0),
        (id("partage"), 0),
    ];
    assert_eq!(
        compte("2019-01-01"),
        (offerts, 0, 5, 0, 5),
        "an old word only where it is used"
    );
}

#[test]
fn a_capsule_says_what_it_lacks() {
    let mut o = observation("2021-03-12", &[]);
    assert_eq!(o.reserve(), None, "no capsule");
    o.capsule = "https://tube.fr/1".to_owned();
    for (consentement, droit, dit) in [
        (None, None, Some("Ni le consentement")),
        (Some(true), None, Some("droit à l’image")),
        (Some(false), Some(true), Some("consentement n’est pas")),
        (Some(true), Some(true), None),
    ] {
        (o.consentement, o.droit_image) = (consentement, droit);
        let reserve = o.reserve();
        assert_eq!(reserve.is_some(), dit.is_some());
        assert!(
            reserve
                .unwrap_or_default()
                .contains(dit.unwrap_or_default())
        );
    }
}
