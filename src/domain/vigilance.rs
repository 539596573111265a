//! What a free text should not say of a person: health, unions, opinions, a NUMEN, a pupil by
//! name. It warns and never forbids: the one who types knows what the word is about.
//!
//! Rules: `domain.md` §1.12 (the CNIL's advice on free text, 2019). Words have other meanings in
//! this trade, which are told apart: a syndicat intercommunal pays for the ENT, an enceinte is a
//! loudspeaker, an école may be catholique. Groups are let through (« des élèves dyslexiques »),
//! one person is not.

use std::collections::BTreeSet;

use super::prenoms::est_prenom;
use super::texte::sans_accents;

/// What the text seems to speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sujet {
    Sante,
    Syndicat,
    Opinion,
    Numen,
    Eleve,
}

impl Sujet {
    /// What is said of it, after the words that raised it.
    pub const fn conseil(self) -> &'static str {
        match self {
            Self::Sante => "ce qui touche à la santé d’une personne n’a pas sa place ici",
            Self::Syndicat => "l’activité syndicale d’une personne n’a pas sa place ici",
            Self::Opinion => "les opinions et les croyances n’ont pas leur place ici",
            Self::Numen => "un NUMEN ne s’écrit pas dans un carnet",
            Self::Eleve => "un élève ne se nomme pas\u{202f}: écrivez «\u{a0}un élève\u{a0}»",
        }
    }
}

/// Words of a text that deserve a second look.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alerte {
    pub sujet: Sujet,
    /// As written.
    pub mots: String,
}

/// Every warning a text raises, in its order, each once.
pub fn relire(texte: &str) -> Vec<Alerte> {
    let mots = mots(texte);
    let mut alertes: Vec<Alerte> = Vec::new();
    let mut dits = BTreeSet::new();
    let mut rang = 0;
    while rang < mots.len() {
        let trouve = [sante, syndicat, opinion, numen, eleve]
            .into_iter()
            .find_map(|regle| regle(&mots, rang));
        let Some((sujet, longueur)) = trouve else {
            rang += 1;
            continue;
        };
        let dit = extrait(texte, &mots[rang..rang + longueur]);
        if dits.insert(sans_accents(dit)) {
            let mots = dit.to_owned();
            alertes.push(Alerte { sujet, mots });
        }
        rang += longueur;
    }
    alertes
}

/// What these words are in the text, a parenthesis that opens there closed.
fn extrait<'a>(texte: &'a str, mots: &[Mot<'_>]) -> &'a str {
    let debut = mots.first().map_or(0, |mot| mot.debut);
    let fin = mots.last().map_or(debut, |mot| mot.debut + mot.ecrit.len());
    let ouverte = texte[debut..fin].contains('(') && texte[fin..].starts_with(')');
    &texte[debut..fin + usize::from(ouverte)]
}

/// A run of letters and digits.
struct Mot<'a> {
    ecrit: &'a str,
    /// In lower case without accents.
    lu: String,
    /// In bytes.
    debut: usize,
    /// A sentence begins with it, or a line.
    premier: bool,
    /// A parenthesis opens just before it.
    parenthese: bool,
}

fn mots(texte: &str) -> Vec<Mot<'_>> {
    let mut mots = Vec::new();
    let mut premier = true;
    let mut debut = None;
    for (place, c) in texte.char_indices().chain([(texte.len(), '\n')]) {
        if c.is_alphanumeric() {
            debut.get_or_insert(place);
            continue;
        }
        if let Some(debut) = debut.take() {
            let ecrit = &texte[debut..place];
            mots.push(Mot {
                ecrit,
                lu: sans_accents(ecrit),
                debut,
                premier,
                parenthese: texte[..debut].ends_with('('),
            });
            premier = false;
        }
        premier |= matches!(c, '.' | '!' | '?' | ';' | ':' | '\n' | '•');
    }
    mots
}

/// The rule holds from this word, over so many words.
type Trouve = Option<(Sujet, usize)>;

/// The word at `rang`; empty past the end.
fn lu<'a>(mots: &'a [Mot<'_>], rang: usize) -> &'a str {
    mots.get(rang).map_or("", |mot| mot.lu.as_str())
}

fn precedent<'a>(mots: &'a [Mot<'_>], rang: usize) -> &'a str {
    rang.checked_sub(1).map_or("", |avant| lu(mots, avant))
}

/// Whether `mot` is one of these, which `|` separates.
fn parmi(liste: &str, mot: &str) -> bool {
    liste.split('|').any(|connu| connu == mot)
}

/// How many words the longest of these phrases takes that stands at `rang`.
fn phrase(mots: &[Mot<'_>], rang: usize, phrases: &str) -> Option<usize> {
    let longueur = |phrase: &str| {
        let mut attendus = phrase.split(' ').enumerate();
        attendus
            .all(|(i, attendu)| lu(mots, rang + i) == attendu)
            .then(|| phrase.split(' ').count())
    };
    phrases.split('|').filter_map(longueur).max()
}

/// Words that speak of one person's health; plurals that name a group are not here.
const SANTE: &str = "\
    malade|malades|maladie|maladies|hospitalise|hospitalisee|hospitalisation|handicape|\
    handicapee|handicap|grossesse|est enceinte|conge maternite|conge de maternite|\
    arret maladie|arret de travail|conge longue duree|depression|depressif|depressive|\
    burn out|burnout|cancer|chimiotherapie|diabete|diabetique|epilepsie|epileptique|asthme|\
    asthmatique|allergie|allergique|autisme|autiste|autistique|tdah|hyperactif|hyperactive|\
    dyslexique|dysphasique|dyspraxique|dysorthographique|mdph|psychiatre|psychiatrie|\
    psychiatrique|medicament|medicaments|medical|medicale|medicaux|medicales|\
    probleme de sante|problemes de sante|ennuis de sante|etat de sante|raison de sante|\
    raisons de sante|positif au covid|positive au covid|cas contact|invalidite|rqth|\
    therapeutique|alcoolique|alcoolisme|suicide|suicidaire|vih|sida";

fn sante(mots: &[Mot<'_>], rang: usize) -> Trouve {
    Some((Sujet::Sante, phrase(mots, rang, SANTE)?))
}

const SYNDICAT: &str = "\
    syndique|syndiquee|syndiques|syndiquees|syndical|syndicale|syndicaux|syndicales|\
    syndicaliste|syndicalistes|greve|greves|greviste|grevistes|snuipp|fsu|unsa|sgen|cfdt|\
    cgt|snudi|snalc|sud education";

/// A syndicat followed by one of these runs schools or pays for them.
const SYNDICATS_DE_COMMUNES: &str = "\
    intercommunal|intercommunaux|mixte|mixtes|scolaire|scolaires|communal|departemental|\
    informatique|de|des|d";

fn syndicat(mots: &[Mot<'_>], rang: usize) -> Trouve {
    let seul = |oui: bool| oui.then_some((Sujet::Syndicat, 1));
    match lu(mots, rang) {
        "syndicat" | "syndicats" => seul(!parmi(SYNDICATS_DE_COMMUNES, lu(mots, rang + 1))),
        // The initials only: « fo » is no word, and « FO » is one union.
        "fo" => seul(mots[rang].ecrit == "FO"),
        _ => Some((Sujet::Syndicat, phrase(mots, rang, SYNDICAT)?)),
    }
}

const OPINION: &str = "\
    opinion politique|opinions politiques|conviction politique|convictions politiques|\
    conviction religieuse|convictions religieuses|engagement politique|parti politique|\
    militant|militante|militants|militantes|vote a gauche|vote a droite|musulman|musulmane|\
    musulmans|musulmanes|juif|juive|juifs|juives|protestant|protestante|chretien|chretienne|\
    athee|athees|croyant|croyante|croyants|ramadan|islam|temoin de jehovah|\
    temoins de jehovah|raciste|racistes|homosexuel|homosexuelle|orientation sexuelle|\
    origine ethnique";

/// What may be religious without telling anything of a person.
const CONFESSIONNELS: &str = "\
    ecole|ecoles|enseignement|etablissement|etablissements|college|lycee|prive|privee|\
    prives|privees|reseau|cours|fait|faits|culture";

fn opinion(mots: &[Mot<'_>], rang: usize) -> Trouve {
    match lu(mots, rang) {
        "catholique" | "catholiques" | "religieux" | "religieuse" | "religieuses" => {
            (!parmi(CONFESSIONNELS, precedent(mots, rang))).then_some((Sujet::Opinion, 1))
        }
        _ => Some((Sujet::Opinion, phrase(mots, rang, OPINION)?)),
    }
}

/// Thirteen signs: two digits, a letter, seven digits, three letters.
fn numen(mots: &[Mot<'_>], rang: usize) -> Trouve {
    let signes = mots[rang].ecrit.as_bytes();
    let forme = |i: usize, signe: &u8| match i {
        2 | 10..=12 => signe.is_ascii_alphabetic(),
        _ => signe.is_ascii_digit(),
    };
    let est_numen = signes.len() == 13 && signes.iter().enumerate().all(|(i, s)| forme(i, s));
    est_numen.then_some((Sujet::Numen, 1))
}

/// Words that may stand between a pupil and the class.
const LIENS: &str = "\
    en|de|du|d|est|eleve|dans|la|le|classe|qui";

/// Before a name, these say that it is not a pupil's.
const TITRES: &str = "\
    m|mr|mme|mlle|melle|monsieur|madame|mademoiselle|maitre|maitresse|directeur|directrice|\
    professeur|professeure|enseignant|enseignante|collegue|ecole|college|lycee|groupe|saint|\
    sainte|st|ste|rue|commune";

/// Before a word in capitals that is no known first name, these announce a place or a thing.
const PREPOSITIONS: &str = "\
    a|de|d|du|des|l|la|le|les|sur|avec|chez|en|vers|par|sous|utilise|utilisent";

fn est_classe(mot: &Mot<'_>) -> bool {
    match mot.lu.as_str() {
        "cp" | "ce1" | "ce2" | "cm1" | "cm2" | "6e" | "6eme" => true,
        // In lower case these are other words.
        "tps" | "ps" | "ms" | "gs" | "ulis" => mot.ecrit.chars().all(char::is_uppercase),
        _ => false,
    }
}

/// A first name, then its class: « Léa (CM1) », « Lucas est en CE2 ».
fn eleve(mots: &[Mot<'_>], rang: usize) -> Trouve {
    let nom = &mots[rang];
    if !nom.ecrit.starts_with(char::is_uppercase) || parmi(TITRES, precedent(mots, rang)) {
        return None;
    }
    let mut fin = rang + 1;
    while fin - rang <= 4 && !mots.get(fin)?.premier && parmi(LIENS, lu(mots, fin)) {
        fin += 1;
    }
    let classe = mots
        .get(fin)
        .filter(|mot| !mot.premier && est_classe(mot))?;
    let connu = est_prenom(&nom.lu);
    // « Kylian (CM2) » is somebody; « Golbey, CM2 » may be a place.
    let inconnu = || {
        fin == rang + 1
            && classe.parenthese
            && !nom.premier
            && nom.ecrit.chars().count() > 2
            && nom.ecrit.chars().skip(1).all(char::is_lowercase)
            && !parmi(PREPOSITIONS, precedent(mots, rang))
    };
    (connu || inconnu()).then_some((Sujet::Eleve, fin + 1 - rang))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sujets(texte: &str) -> Vec<(Sujet, String)> {
        relire(texte)
            .into_iter()
            .map(|a| (a.sujet, a.mots))
            .collect()
    }

    #[test]
    fn what_tells_of_a_person_is_pointed_at_in_its_own_words() {
        use Sujet::{Eleve, Numen, Opinion, Sante, Syndicat};
        for (texte, sujet, mots) in [
            ("Mme D. est en arrêt maladie.", Sante, "arrêt maladie"),
            ("ARRÊT DE TRAVAIL jusqu’en mai", Sante, "ARRÊT DE TRAVAIL"),
            (
                "congé de maternité à partir de mars",
                Sante,
                "congé de maternité",
            ),
            ("elle est enceinte de trois mois", Sante, "est enceinte"),
            ("suivi pour une dépression", Sante, "dépression"),
            ("au bord du burn-out", Sante, "burn-out"),
            ("un élève dyslexique", Sante, "dyslexique"),
            ("notification MDPH reçue", Sante, "MDPH"),
            ("absente pour raison de santé", Sante, "raison de santé"),
            ("temps partiel thérapeutique", Sante, "thérapeutique"),
            ("Le directeur est syndiqué", Syndicat, "syndiqué"),
            ("membre d’un syndicat", Syndicat, "syndicat"),
            ("heure d’information syndicale", Syndicat, "syndicale"),
            ("équipe en grève le 12", Syndicat, "grève"),
            ("déléguée SNUipp", Syndicat, "SNUipp"),
            ("adhérent FO", Syndicat, "FO"),
            ("militante au village", Opinion, "militante"),
            (
                "ses convictions religieuses",
                Opinion,
                "convictions religieuses",
            ),
            ("famille catholique", Opinion, "catholique"),
            ("un parent musulman", Opinion, "musulman"),
            ("NUMEN 08E1234567ABC", Numen, "08E1234567ABC"),
            ("Léa (CM1) publie seule", Eleve, "Léa (CM1)"),
            ("Hier, Lucas est en CE2 et aide", Eleve, "Lucas est en CE2"),
            ("Emma, CM2, tutore", Eleve, "Emma, CM2"),
            ("Jules CP", Eleve, "Jules CP"),
            ("Jean-Baptiste du CM2", Eleve, "Baptiste du CM2"),
            ("Inès, élève de CE1", Eleve, "Inès, élève de CE1"),
            (
                "Mathéo dans la classe de CM1",
                Eleve,
                "Mathéo dans la classe de CM1",
            ),
            ("et Kylliann (CM2) aussi", Eleve, "Kylliann (CM2)"),
            ("Tom en GS", Eleve, "Tom en GS"),
        ] {
            assert_eq!(sujets(texte), [(sujet, mots.to_owned())], "{texte}");
        }
    }

    #[test]
    fn the_words_of_the_trade_pass() {
        for texte in [
            "",
            "Classe de CM1, 24 élèves, 12 tablettes, wifi stable.",
            "Les CM1 et les CM2 publient. Deux CE2 tutorent.",
            "ONE en CM1, Beneylu en CE2, Scratch CM2.",
            "Direction, CM1. En CP aussi.",
            "Mme Martin (CE2) et M. Thomas, CM1",
            "Mme Claire Dupont, CM1",
            "École Jules Ferry, CM1",
            "école Sainte-Anne (CM1)",
            "vu avec Golbey (CM2)",
            "Rose. CM1 : 24 élèves",
            "Ps : rappeler la mairie. Léa ps",
            "le syndicat intercommunal paie l’abonnement",
            "Syndicat mixte, syndicat scolaire, syndicat des écoles, syndicat d’eaux",
            "SIVOS et SIVU",
            "l’enceinte bluetooth dans l’enceinte de l’école, deux enceintes",
            "police adaptée aux élèves dyslexiques et autistes",
            "santé et environnement (CRCN 4.3)",
            "enseignement privé catholique, école catholique",
            "enseignement religieux, fait religieux",
            "politique numérique de la commune",
            "fo, foire, fou, sud du département",
            "un élève maladroit, le tableau à gauche",
            "pendant le confinement et le covid",
            "pratiquant l’ENT chaque jour",
            "tél. 0329000000000, réf. 0812345678901",
        ] {
            assert_eq!(sujets(texte), [], "{texte}");
        }
    }

    #[test]
    fn each_is_said_once_in_the_order_of_the_text() {
        let texte = "Grève lundi.\nLéa (CM1) malade ; grève mardi, Léa (CM1) malade.";
        let dits: Vec<String> = relire(texte).into_iter().map(|a| a.mots).collect();
        assert_eq!(dits, ["Grève", "Léa (CM1)", "malade"]);
    }

    #[test]
    fn no_text_is_too_odd_to_be_read() {
        for texte in [
            "É",
            "’",
            "🙂 Léa (CM1)",
            "CM1",
            "Léa",
            "Léa en",
            "e\u{301}le\u{300}ve",
        ] {
            relire(texte);
        }
        assert_eq!(sujets("🙂 Léa (CM1)").len(), 1);
    }
}
