//! The names of the départements, by the three characters official files write.

const NOMS: [(&str, &str); 107] = [
    ("001", "Ain"),
    ("002", "Aisne"),
    ("003", "Allier"),
    ("004", "Alpes-de-Haute-Provence"),
    ("005", "Hautes-Alpes"),
    ("006", "Alpes-Maritimes"),
    ("007", "Ardèche"),
    ("008", "Ardennes"),
    ("009", "Ariège"),
    ("010", "Aube"),
    ("011", "Aude"),
    ("012", "Aveyron"),
    ("013", "Bouches-du-Rhône"),
    ("014", "Calvados"),
    ("015", "Cantal"),
    ("016", "Charente"),
    ("017", "Charente-Maritime"),
    ("018", "Cher"),
    ("019", "Corrèze"),
    ("021", "Côte-d’Or"),
    ("022", "Côtes-d’Armor"),
    ("023", "Creuse"),
    ("024", "Dordogne"),
    ("025", "Doubs"),
    ("026", "Drôme"),
    ("027", "Eure"),
    ("028", "Eure-et-Loir"),
    ("029", "Finistère"),
    ("02A", "Corse-du-Sud"),
    ("02B", "Haute-Corse"),
    ("030", "Gard"),
    ("031", "Haute-Garonne"),
    ("032", "Gers"),
    ("033", "Gironde"),
    ("034", "Hérault"),
    ("035", "Ille-et-Vilaine"),
    ("036", "Indre"),
    ("037", "Indre-et-Loire"),
    ("038", "Isère"),
    ("039", "Jura"),
    ("040", "Landes"),
    ("041", "Loir-et-Cher"),
    ("042", "Loire"),
    ("043", "Haute-Loire"),
    ("044", "Loire-Atlantique"),
    ("045", "Loiret"),
    ("046", "Lot"),
    ("047", "Lot-et-Garonne"),
    ("048", "Lozère"),
    ("049", "Maine-et-Loire"),
    ("050", "Manche"),
    ("051", "Marne"),
    ("052", "Haute-Marne"),
    ("053", "Mayenne"),
    ("054", "Meurthe-et-Moselle"),
    ("055", "Meuse"),
    ("056", "Morbihan"),
    ("057", "Moselle"),
    ("058", "Nièvre"),
    ("059", "Nord"),
    ("060", "Oise"),
    ("061", "Orne"),
    ("062", "Pas-de-Calais"),
    ("063", "Puy-de-Dôme"),
    ("064", "Pyrénées-Atlantiques"),
    ("065", "Hautes-Pyrénées"),
    ("066", "Pyrénées-Orientales"),
    ("067", "Bas-Rhin"),
    ("068", "Haut-Rhin"),
    ("069", "Rhône"),
    ("070", "Haute-Saône"),
    ("071", "Saône-et-Loire"),
    ("072", "Sarthe"),
    ("073", "Savoie"),
    ("074", "Haute-Savoie"),
    ("075", "Paris"),
    ("076", "Seine-Maritime"),
    ("077", "Seine-et-Marne"),
    ("078", "Yvelines"),
    ("079", "Deux-Sèvres"),
    ("080", "Somme"),
    ("081", "Tarn"),
    ("082", "Tarn-et-Garonne"),
    ("083", "Var"),
    ("084", "Vaucluse"),
    ("085", "Vendée"),
    ("086", "Vienne"),
    ("087", "Haute-Vienne"),
    ("088", "Vosges"),
    ("089", "Yonne"),
    ("090", "Territoire de Belfort"),
    ("091", "Essonne"),
    ("092", "Hauts-de-Seine"),
    ("093", "Seine-Saint-Denis"),
    ("094", "Val-de-Marne"),
    ("095", "Val-d’Oise"),
    ("971", "Guadeloupe"),
    ("972", "Martinique"),
    ("973", "Guyane"),
    ("974", "La Réunion"),
    ("975", "Saint-Pierre-et-Miquelon"),
    ("976", "Mayotte"),
    ("977", "Saint-Barthélemy"),
    ("978", "Saint-Martin"),
    ("986", "Wallis-et-Futuna"),
    ("987", "Polynésie française"),
    ("988", "Nouvelle-Calédonie"),
];

/// « Vosges » for `088`.
pub fn departement_nom(code: &str) -> Option<&'static str> {
    NOMS.iter().find(|(c, _)| *c == code).map(|(_, nom)| *nom)
}

/// The three characters of what a person or a spreadsheet wrote: `88`, `088`, `2A`, `02a`.
/// `None` when there is no such département.
pub fn normalise_departement(texte: &str) -> Option<&'static str> {
    let code = format!("{:0>3}", texte.trim().to_uppercase());
    NOMS.iter().find(|(c, _)| *c == code).map(|(c, _)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_three_characters_once_each() {
        assert!(
            NOMS.iter()
                .all(|(code, nom)| code.len() == 3 && !nom.is_empty())
        );
        let mut codes: Vec<&str> = NOMS.iter().map(|(code, _)| *code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), NOMS.len());
        assert_eq!(departement_nom("088"), Some("Vosges"));
        assert_eq!(departement_nom("020"), None);
    }

    #[test]
    fn eaten_zeros_are_put_back() {
        for (lu, attendu) in [
            ("88", Some("088")),
            ("1", Some("001")),
            ("088", Some("088")),
            ("2a", Some("02A")),
            ("02B", Some("02B")),
            ("974", Some("974")),
            ("20", None),
            ("", None),
            ("Vosges", None),
        ] {
            assert_eq!(normalise_departement(lu), attendu, "{lu}");
        }
    }
}
