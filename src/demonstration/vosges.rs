//! The schools of the two Vosges circonscriptions, one a line.
//!
//! Towns, postal codes and sectors of the plan ruralité are real; names of schools and collèges
//! are not. 34 and 45 schools are public; the private ones are beside the counting.

use super::scenarios::Scenario;
use crate::domain::Nature;

use Nature::{Elementaire as E, Maternelle as M, Primaire as P};
use Scenario::{
    Ancien, Bloque, Confinement as Conf, ConfinementClasses as ConfCl, EnProjet, Enir, Ephemere,
    Experimentation as Exp, HorsEnt, Label2020 as Label, Pionnier, Recent, Rien, Tne,
};

/// INSEE code, name, postal code, latitude, longitude.
pub(super) type Commune = (&'static str, &'static str, &'static str, f64, f64);

/// INSEE code of the commune, nature, name, sector, story.
pub(super) type Ligne = (&'static str, Nature, &'static str, usize, Scenario);

pub(super) const COMMUNES: [Commune; 38] = [
    ("88321", "Neufchâteau", "88300", 48.356, 5.694),
    ("88118", "Coussey", "88630", 48.412, 5.672),
    ("88393", "Rollainville", "88300", 48.352, 5.741),
    ("88401", "Rouvres-la-Chétive", "88170", 48.306, 5.777),
    ("88154", "Domrémy-la-Pucelle", "88630", 48.442, 5.676),
    (
        "88460",
        "Soulosse-sous-Saint-Élophe",
        "88630",
        48.405,
        5.738,
    ),
    ("88270", "Liffol-le-Grand", "88350", 48.317, 5.581),
    ("88212", "Grand", "88350", 48.385, 5.486),
    ("88044", "Bazoilles-sur-Meuse", "88300", 48.307, 5.656),
    ("88303", "Midrevaux", "88630", 48.386, 5.588),
    ("88189", "Fréville", "88350", 48.329, 5.624),
    ("88352", "Pompierre", "88300", 48.269, 5.678),
    ("88095", "Châtenois", "88170", 48.305, 5.831),
    ("88366", "Rainville", "88170", 48.358, 5.886),
    ("88241", "Houécourt", "88170", 48.295, 5.898),
    ("88206", "Gironcourt-sur-Vraine", "88170", 48.308, 5.932),
    ("88387", "Removille", "88170", 48.368, 5.850),
    ("88504", "Vicherey", "88170", 48.383, 5.932),
    ("88150", "Dommartin-sur-Vraine", "88170", 48.341, 5.917),
    ("88079", "Bulgnéville", "88140", 48.207, 5.836),
    ("88430", "Saint-Ouen-lès-Parey", "88140", 48.173, 5.775),
    ("88524", "Vrécourt", "88140", 48.171, 5.705),
    ("88461", "Suriauville", "88140", 48.165, 5.866),
    ("88446", "Saulxures-lès-Bulgnéville", "88140", 48.194, 5.815),
    ("88160", "Épinal", "88000", 48.175, 6.452),
    ("88209", "Golbey", "88190", 48.198, 6.432),
    ("88087", "Chantraine", "88000", 48.170, 6.430),
    ("88132", "Deyvillers", "88000", 48.201, 6.520),
    ("88253", "Jeuxey", "88000", 48.202, 6.492),
    ("88136", "Dogneville", "88000", 48.220, 6.464),
    ("88134", "Dinozé", "88000", 48.139, 6.483),
    ("88099", "Chavelot", "88150", 48.231, 6.430),
    ("88483", "Uxegney", "88390", 48.197, 6.381),
    ("88126", "Darnieulles", "88390", 48.199, 6.343),
    ("88439", "Sanchey", "88390", 48.168, 6.371),
    ("88178", "Les Forges", "88390", 48.176, 6.395),
    ("88012", "Archettes", "88380", 48.130, 6.541),
    ("88011", "Arches", "88380", 48.117, 6.517),
];

/// Number of the collège, name, commune, plan ruralité, its ENT.
pub(super) type Secteur = (u32, &'static str, &'static str, bool, &'static str);

/// The ENT of collèges.
const MBN: &str = "Mon Bureau Numérique";

pub(super) const SECTEURS: [Secteur; 8] = [
    (
        889_801,
        "Collège du Pays de Neufchâteau",
        "88321",
        true,
        MBN,
    ),
    (
        889_802,
        "Collège des Tilleuls de Liffol",
        "88270",
        true,
        MBN,
    ),
    (889_803, "Collège du Vair à Châtenois", "88095", true, ""),
    (
        889_804,
        "Collège des Sources de Bulgnéville",
        "88079",
        false,
        MBN,
    ),
    (
        889_811,
        "Collège des Deux-Rives d’Épinal",
        "88160",
        false,
        MBN,
    ),
    (
        889_812,
        "Collège du Parc du Château d’Épinal",
        "88160",
        false,
        MBN,
    ),
    (
        889_813,
        "Collège des Peupliers de Golbey",
        "88209",
        false,
        "",
    ),
    (
        889_814,
        "Collège de la Haute-Rive d’Arches",
        "88011",
        false,
        MBN,
    ),
];

pub(super) const NEUFCHATEAU: [Ligne; 34] = [
    ("88321", M, "École maternelle des Petits Remparts", 0, Conf),
    ("88321", M, "École maternelle du Mouzon", 0, Rien),
    ("88321", M, "École maternelle Les Coquelicots", 0, Conf),
    ("88321", E, "École élémentaire des Remparts", 0, Pionnier),
    ("88321", E, "École élémentaire du Pont-Neuf", 0, Exp),
    ("88321", E, "École élémentaire Les Marronniers", 0, Ancien),
    ("88321", P, "École primaire de la Prairie", 0, Exp),
    ("88118", P, "École primaire des Deux-Clochers", 0, Exp),
    ("88393", P, "École primaire Le Cornouiller", 0, Enir),
    ("88401", E, "École élémentaire du Grand Verger", 0, Label),
    ("88154", P, "École primaire Les Bords de Meuse", 0, Pionnier),
    ("88460", P, "École primaire de la Voie romaine", 0, Conf),
    ("88270", M, "École maternelle Les Copeaux", 1, ConfCl),
    ("88270", E, "École élémentaire des Menuisiers", 1, Exp),
    ("88270", P, "École primaire de la Scierie", 1, Exp),
    ("88212", P, "École primaire de l’Amphithéâtre", 1, Enir),
    ("88044", P, "École primaire du Gué", 1, Conf),
    ("88303", E, "École élémentaire des Sapins bleus", 1, Label),
    ("88189", P, "École primaire de la Lisière", 1, Ephemere),
    ("88352", P, "École primaire de la Grange aux livres", 1, Tne),
    ("88095", M, "École maternelle des Trois Ponts", 2, HorsEnt),
    ("88095", E, "École élémentaire du Vair", 2, Exp),
    ("88366", P, "École primaire Les Hirondelles", 2, Exp),
    ("88241", P, "École primaire du Ruisseau", 2, Pionnier),
    ("88206", P, "École primaire des Verriers", 2, Exp),
    ("88387", P, "École primaire La Clé des champs", 2, Tne),
    ("88504", P, "École primaire du Vieux Noyer", 2, Label),
    (
        "88150",
        E,
        "École élémentaire des Quatre Vents",
        2,
        Ephemere,
    ),
    ("88079", M, "École maternelle Les Libellules", 3, ConfCl),
    ("88079", E, "École élémentaire de la Halle", 3, Bloque),
    ("88430", P, "École primaire du Haut Pré", 3, Conf),
    ("88524", P, "École primaire de l’Alisier", 3, Label),
    ("88461", P, "École primaire Les Rainettes", 3, Tne),
    ("88446", E, "École élémentaire du Château d’eau", 3, Recent),
];

pub(super) const EPINAL: [Ligne; 45] = [
    ("88160", M, "École maternelle de la Roselière", 4, Conf),
    ("88160", M, "École maternelle du Champ-Fleuri", 4, Rien),
    ("88160", M, "École maternelle Les Moussaillons", 4, Exp),
    ("88160", M, "École maternelle du Petit Port", 4, ConfCl),
    ("88160", M, "École maternelle des Imagiers", 5, Exp),
    ("88160", M, "École maternelle Le Cerf-volant", 5, HorsEnt),
    (
        "88160",
        M,
        "École maternelle de la Côte aux Cerises",
        5,
        Exp,
    ),
    ("88160", M, "École maternelle des Lavandières", 5, Ephemere),
    ("88160", E, "École élémentaire de la Roselière", 4, Pionnier),
    ("88160", E, "École élémentaire du Champ-Fleuri", 4, Exp),
    ("88160", E, "École élémentaire des Bateliers", 4, Ancien),
    ("88160", E, "École élémentaire du Grand Port", 4, Exp),
    ("88160", E, "École élémentaire des Imagiers", 5, Exp),
    ("88160", E, "École élémentaire Les Cascades", 5, Tne),
    (
        "88160",
        E,
        "École élémentaire de la Côte aux Cerises",
        5,
        Exp,
    ),
    ("88160", E, "École élémentaire du Belvédère", 5, Recent),
    ("88160", E, "École élémentaire des Tanneurs", 5, Tne),
    ("88160", E, "École élémentaire Les Érables", 5, Label),
    ("88160", P, "École primaire du Quai aux Livres", 5, Pionnier),
    ("88160", P, "École primaire des Champs d’azur", 4, Exp),
    ("88160", P, "École primaire des Sablières", 4, Conf),
    ("88160", P, "École primaire du Plateau fleuri", 5, Tne),
    ("88209", M, "École maternelle Les Peupliers", 6, Conf),
    ("88209", M, "École maternelle du Canal", 6, Conf),
    ("88209", M, "École maternelle Les Pinsons", 6, HorsEnt),
    ("88209", E, "École élémentaire Les Peupliers", 6, Exp),
    ("88209", E, "École élémentaire du Canal", 6, Pionnier),
    ("88209", E, "École élémentaire des Filatures", 6, Tne),
    ("88087", M, "École maternelle de la Clairière", 5, Recent),
    ("88087", E, "École élémentaire de la Clairière", 5, Pionnier),
    ("88087", P, "École primaire des Bruyères roses", 5, Bloque),
    ("88132", P, "École primaire des Grands Chênes", 6, Enir),
    ("88253", E, "École élémentaire Le Bosquet", 6, Label),
    ("88136", M, "École maternelle de l’Écluse", 6, Recent),
    ("88136", E, "École élémentaire de l’Écluse", 6, Conf),
    ("88134", P, "École primaire du Petit Saut", 7, Label),
    ("88099", P, "École primaire Les Mirabelliers", 6, Ephemere),
    ("88483", M, "École maternelle du Fort", 6, ConfCl),
    ("88483", E, "École élémentaire du Fort", 6, ConfCl),
    ("88126", P, "École primaire du Petit Train", 6, Enir),
    ("88439", P, "École primaire des Rives du Lac", 6, Tne),
    ("88178", P, "École primaire des Forgerons", 5, HorsEnt),
    ("88012", P, "École primaire Le Rocher", 7, Conf),
    ("88011", M, "École maternelle de la Papeterie", 7, EnProjet),
    ("88011", E, "École élémentaire de la Papeterie", 7, Tne),
];

/// Private schools: in the carnet, out of the counting. INSEE code, nature, name, story.
pub(super) const PRIVEES: [(usize, &str, Nature, &str, Scenario); 5] = [
    (
        0,
        "88321",
        P,
        "École primaire privée Sainte-Oriane",
        Pionnier,
    ),
    (
        0,
        "88270",
        P,
        "École primaire privée Saint-Florian-des-Bois",
        Rien,
    ),
    (1, "88160", P, "École primaire privée Saint-Elme", Conf),
    (
        1,
        "88160",
        P,
        "École primaire privée Notre-Dame des Images",
        Rien,
    ),
    (1, "88209", E, "École élémentaire privée Sainte-Ursane", Tne),
];

/// Places of the four REP+ schools in the list of Épinal.
pub(super) const REP_PLUS: [usize; 4] = [0, 1, 8, 9];

/// Regroupements pédagogiques dispersés: number, places in the list of Neufchâteau.
pub(super) const RPI: [(&str, [usize; 2]); 3] = [
    ("088901", [9, 11]),
    ("088902", [17, 18]),
    ("088903", [32, 33]),
];
