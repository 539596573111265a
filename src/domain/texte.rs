//! Texts as people compare them: without case, without accents, œ as oe.

/// Lower case, no accents, ligatures opened, typographic apostrophes and spaces made plain.
/// The form in which texts are searched and, for want of a collator, put in order.
pub fn sans_accents(texte: &str) -> String {
    if texte.is_ascii() {
        return texte.to_ascii_lowercase();
    }
    let mut simple = String::with_capacity(texte.len());
    for c in texte.chars() {
        if c.is_ascii() {
            simple.push(c.to_ascii_lowercase());
        } else {
            for minuscule in c.to_lowercase() {
                push_simple(&mut simple, minuscule);
            }
        }
    }
    simple
}

/// Puts these in French order of a text of theirs, then of what is said of them beside it.
///
/// The beginning of a text, as a number, tells most of them apart: thousands of names are then
/// ordered without a copy of any.
pub fn sort_by_texte<T, K: Ord>(
    liste: &mut [T],
    texte: impl Fn(&T) -> &str,
    puis: impl Fn(&T) -> K,
) {
    let debut = |t: &T| beginning(texte(t));
    liste.sort_by_cached_key(debut);
    for memes in liste.chunk_by_mut(|a, b| debut(a) == debut(b)) {
        memes.sort_by_cached_key(|t| (sans_accents(texte(t)), puis(t)));
    }
}

/// The first sixteen bytes of a text passed through [`sans_accents`]: a smaller number comes before.
fn beginning(texte: &str) -> u128 {
    let first = |octets: &[u8]| {
        let longueur = octets.len().min(16);
        let mut seize = [0; 16];
        seize[..longueur].copy_from_slice(&octets[..longueur]);
        seize
    };
    let seize = if texte.is_ascii() {
        first(texte.as_bytes()).map(|octet| octet.to_ascii_lowercase())
    } else {
        first(sans_accents(texte).as_bytes())
    };
    u128::from_be_bytes(seize)
}

fn push_simple(simple: &mut String, c: char) {
    match c {
        // Combining marks: an accent written apart, as macOS names files.
        '\u{300}'..='\u{36f}' => {}
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => simple.push('a'),
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => simple.push('c'),
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => simple.push('e'),
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => simple.push('i'),
        'ñ' | 'ń' | 'ņ' | 'ň' => simple.push('n'),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => simple.push('o'),
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => simple.push('u'),
        'ý' | 'ÿ' | 'ŷ' => simple.push('y'),
        'ś' | 'ŝ' | 'ş' | 'š' => simple.push('s'),
        'ź' | 'ż' | 'ž' => simple.push('z'),
        'ł' => simple.push('l'),
        'œ' => simple.push_str("oe"),
        'æ' => simple.push_str("ae"),
        'ß' => simple.push_str("ss"),
        '’' | '‘' | 'ʼ' => simple.push('\''),
        '‐' | '‑' | '–' | '—' => simple.push('-'),
        '\u{a0}' | '\u{202f}' | '\u{2009}' => simple.push(' '),
        autre => simple.push(autre),
    }
}

/// Whether a sign shows nothing and changes how the others are read.
///
/// Control characters, but for the end of a line and the tabulation, and what reverses the direction
/// of writing. None leaves in a file sent, none is accepted in one received.
pub fn est_invisible(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !matches!(c, '\n' | '\t'))
}

/// What a person typed in a search field, ready to be tried on thousands of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recherche {
    mots: Vec<String>,
}

impl Recherche {
    /// The words of `requete`: spaces, hyphens and apostrophes separate them.
    pub fn new(requete: &str) -> Self {
        let mots = sans_accents(requete)
            .split(|c: char| c.is_whitespace() || c == '-' || c == '\'')
            .filter(|mot| !mot.is_empty())
            .map(str::to_owned)
            .collect();
        Self { mots }
    }

    /// Nothing was asked: everything answers.
    pub const fn is_empty(&self) -> bool {
        self.mots.is_empty()
    }

    /// Whether every word stands somewhere in `texte`, already passed through [`sans_accents`].
    pub fn accepte(&self, texte: &str) -> bool {
        self.mots.iter().all(|mot| texte.contains(mot.as_str()))
    }

    /// Whether `texte`, already passed through [`sans_accents`], begins with these words.
    pub fn ouvre(&self, texte: &str) -> bool {
        let mut reste = texte;
        self.mots.iter().all(|mot| {
            let suite = reste.trim_start_matches(separe).strip_prefix(mot.as_str());
            reste = suite.unwrap_or_default();
            suite.is_some()
        })
    }

    /// Whether every word begins a word of `texte`, already passed through [`sans_accents`].
    pub fn accepte_mots(&self, texte: &str) -> bool {
        let mut mots = self.mots.iter();
        mots.all(|mot| texte.split(separe).any(|m| m.starts_with(mot.as_str())))
    }
}

/// What stands between words.
const fn separe(c: char) -> bool {
    matches!(c, ' ' | '-' | '\'')
}

/// Whether every word of `requete`, as typed, stands somewhere in `texte_normalise`. For more
/// than a handful of texts keep a [`Recherche`].
pub fn contient_mots(texte_normalise: &str, requete: &str) -> bool {
    Recherche::new(requete).accepte(texte_normalise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_texts_lose_their_accents_only() {
        for (texte, attendu) in [
            ("Épinal", "epinal"),
            ("Saint-Dié-des-Vosges", "saint-die-des-vosges"),
            ("Œuvre, île, Noël, forêt", "oeuvre, ile, noel, foret"),
            ("ŒUVRE", "oeuvre"),
            ("L’Haÿ", "l'hay"),
            ("e\u{301}cole", "ecole"),
            ("REP+ 12\u{202f}%", "rep+ 12 %"),
            ("", ""),
        ] {
            assert_eq!(sans_accents(texte), attendu);
        }
    }

    #[test]
    fn words_are_found_in_any_order_and_spelling() {
        let texte = sans_accents("École élémentaire L’Orée – Saint-Dié-des-Vosges 0880001Y");
        for requete in [
            "",
            "  ",
            "orée",
            "oree",
            "saint dié",
            "dié l'orée",
            "Saint-Die",
            "0001y",
        ] {
            assert!(contient_mots(&texte, requete), "{requete}");
        }
        for requete in ["epinal", "orée épinal"] {
            assert!(!contient_mots(&texte, requete), "{requete}");
        }
    }

    #[test]
    fn texts_sorted_by_their_beginning_are_in_the_order_of_the_whole() {
        let textes = [
            "École primaire Zola",
            "École primaire Élise",
            "ecole primaire",
            "École primaire publique du Centre",
            "École primaire publique du Champ",
            "ÉCOLE PRIMAIRE PUBLIQUE DU CENTRE",
            "",
            "a",
            "A",
            "a\0",
            "Œuvre",
            "oeuvres",
            "Étival",
            "Z",
        ];
        let mut attendus: Vec<(usize, &str)> = textes.into_iter().enumerate().rev().collect();
        let mut tries = attendus.clone();
        attendus.sort_by_key(|(rang, texte)| (sans_accents(texte), *rang));
        sort_by_texte(&mut tries, |(_, texte)| texte, |(rang, _)| *rang);
        assert_eq!(tries, attendus);
    }
}
