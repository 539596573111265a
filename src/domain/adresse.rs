//! Addresses of attachments and of capsules vidéo: what may be opened from here, told from what
//! may not without asking the system anything.
//!
//! A carnet received from somebody else may carry any address: nothing hidden in it, no program,
//! nothing but the web and files.

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Adresse {
    /// https or http.
    Web(String),
    /// A path of this machine.
    Fichier(String),
    /// A path of another machine (`\\serveur\partage`), which is never looked at by itself: a
    /// server that does not answer holds whoever asks.
    Reseau(String),
}

/// Bytes of the longest address.
const LONGUEUR: usize = 2_000;

/// Endings of what a system runs rather than shows.
const PROGRAMMES: [&str; 24] = [
    "exe", "com", "bat", "cmd", "scr", "pif", "msi", "msp", "ps1", "vbs", "vbe", "js", "jse",
    "wsf", "hta", "cpl", "jar", "lnk", "url", "reg", "sh", "desktop", "appimage", "command",
];

impl Adresse {
    /// Reads an address as it was typed or received; the error is a French sentence.
    pub fn parse(texte: &str) -> Result<Self, String> {
        let texte = texte.trim().trim_matches(['"', '\'']).trim();
        if texte.is_empty() {
            return Err("Donnez un fichier ou une adresse https.".to_owned());
        }
        if texte.len() > LONGUEUR {
            return Err(
                "L’adresse est trop longue\u{202f}: 2\u{202f}000 signes au plus.".to_owned(),
            );
        }
        if let Some(cache) = texte.chars().find(|c| is_hidden(*c)) {
            return Err(format!(
                "L’adresse contient un caractère invisible (U+{:04X})\u{202f}: retapez-la sans lui.",
                u32::from(cache)
            ));
        }
        if let Some((schema, reste)) = scheme(texte) {
            return web(&schema, reste, texte);
        }
        if texte.starts_with("\\\\") || texte.starts_with("//") {
            return openable(texte).map(|()| Self::Reseau(texte.to_owned()));
        }
        if !is_absolute(texte) {
            return Err(format!(
                "«\u{a0}{texte}\u{a0}» n’est ni une adresse https, ni le chemin complet d’un fichier."
            ));
        }
        openable(texte).map(|()| Self::Fichier(texte.to_owned()))
    }

    /// Of a capsule vidéo: the web only.
    pub fn parse_web(texte: &str) -> Result<String, String> {
        match Self::parse(texte)? {
            Self::Web(adresse) => Ok(adresse),
            Self::Fichier(_) | Self::Reseau(_) => Err(
                "Une capsule est une adresse https\u{202f}; un fichier se joint sous «\u{a0}Pièces \
                 jointes\u{a0}»."
                    .to_owned(),
            ),
        }
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Web(adresse) | Self::Fichier(adresse) | Self::Reseau(adresse) => adresse,
        }
    }

    /// A short name for it: the file, or the site.
    pub fn nom(&self) -> &str {
        match self {
            Self::Web(adresse) => {
                let site = adresse.split_once("://").map_or("", |(_, reste)| reste);
                site.split(['/', '?', '#']).next().unwrap_or_default()
            }
            Self::Fichier(chemin) | Self::Reseau(chemin) => chemin
                .trim_end_matches(['/', '\\'])
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or(chemin),
        }
    }
}

/// Characters that draw nothing, or turn around what follows: controls, marks of direction, of
/// width zero.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

/// A text received from anywhere as it may be shown on one line: what is hidden in it becomes a
/// visible « � ».
pub fn visible(texte: &str) -> String {
    texte
        .chars()
        .map(|c| if is_hidden(c) { '\u{fffd}' } else { c })
        .collect()
}

/// A name that goes with an address; refused when something is hidden in it.
pub fn libelle(texte: &str) -> Result<String, String> {
    let texte = texte.trim();
    match texte.chars().find(|c| is_hidden(*c)) {
        Some(cache) => Err(format!(
            "Le nom contient un caractère invisible (U+{:04X})\u{202f}: retapez-le sans lui.",
            u32::from(cache)
        )),
        None => Ok(texte.to_owned()),
    }
}

/// The scheme, in lower case, and what follows its colon; one letter is the drive of a path.
fn scheme(texte: &str) -> Option<(String, &str)> {
    let (schema, reste) = texte.split_once(':')?;
    let lettres = schema
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let nomme =
        lettres && schema.len() > 1 && schema.starts_with(|c: char| c.is_ascii_alphabetic());
    nomme.then(|| (schema.to_ascii_lowercase(), reste))
}

fn web(schema: &str, reste: &str, texte: &str) -> Result<Adresse, String> {
    if schema == "file" {
        return Err(
            "Pour un fichier, collez son chemin complet, sans «\u{a0}file:\u{a0}».".to_owned(),
        );
    }
    if schema != "https" && schema != "http" {
        return Err(format!(
            "Une adresse «\u{a0}{schema}:\u{a0}» ne s’ouvre pas d’ici\u{202f}: seulement https, http \
             ou un fichier."
        ));
    }
    let site = reste
        .strip_prefix("//")
        .map(|suite| {
            suite
                .split(['/', '?', '#', '\\'])
                .next()
                .unwrap_or_default()
        })
        .unwrap_or_default();
    if site.is_empty() || texte.contains(char::is_whitespace) {
        return Err(format!(
            "«\u{a0}{texte}\u{a0}» n’est pas une adresse complète."
        ));
    }
    if site.contains('@') {
        return Err(format!(
            "«\u{a0}{texte}\u{a0}» cache le site où elle mène derrière «\u{a0}@\u{a0}»."
        ));
    }
    Ok(Adresse::Web(texte.to_owned()))
}

/// `/home/…`, `C:\…`, `C:/…`.
fn is_absolute(texte: &str) -> bool {
    let mut signes = texte.chars();
    match (signes.next(), signes.next(), signes.next()) {
        (Some('/'), ..) => true,
        (Some(lettre), Some(':'), Some('/' | '\\')) => lettre.is_ascii_alphabetic(),
        _ => false,
    }
}

/// A program is no attachment.
fn openable(chemin: &str) -> Result<(), String> {
    // Windows drops dots and spaces at the end of a name, and what follows a second colon.
    let nom = chemin.rsplit(['/', '\\']).next().unwrap_or(chemin);
    let nom = nom.split(':').next().unwrap_or(nom);
    let nom = nom.trim_end_matches(['.', ' ']);
    let fin = nom
        .rsplit_once('.')
        .map(|(_, fin)| fin.to_ascii_lowercase());
    match fin {
        Some(fin) if PROGRAMMES.contains(&fin.as_str()) => Err(format!(
            "Un programme («\u{a0}.{fin}\u{a0}») ne se joint pas\u{202f}: il s’exécuterait."
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_files_are_addresses() {
        for (texte, attendu) in [
            (
                " https://tube.ac.fr/w/1 ",
                Adresse::Web("https://tube.ac.fr/w/1".to_owned()),
            ),
            ("HTTP://a.fr", Adresse::Web("HTTP://a.fr".to_owned())),
            (
                "\"/home/a b/plan.pdf\"",
                Adresse::Fichier("/home/a b/plan.pdf".to_owned()),
            ),
            (
                "C:\\a\\plan.pdf",
                Adresse::Fichier("C:\\a\\plan.pdf".to_owned()),
            ),
            (
                "\\\\serveur\\p\\a.pdf",
                Adresse::Reseau("\\\\serveur\\p\\a.pdf".to_owned()),
            ),
            (
                "//serveur/p/a.pdf",
                Adresse::Reseau("//serveur/p/a.pdf".to_owned()),
            ),
        ] {
            assert_eq!(Adresse::parse(texte), Ok(attendu), "{texte}");
        }
        for (texte, dit) in [
            ("  ", "Donnez un fichier"),
            (
                "javascript:alert(1)",
                "«\u{a0}javascript:\u{a0}» ne s’ouvre pas",
            ),
            ("ftp://a.fr/b", "«\u{a0}ftp:\u{a0}»"),
            ("file:///etc/passwd", "sans «\u{a0}file:\u{a0}»"),
            ("https://", "n’est pas une adresse complète"),
            ("https:a.fr", "n’est pas une adresse complète"),
            ("https://a.fr/a b", "n’est pas une adresse complète"),
            ("https://banque.fr@pirate.fr/", "derrière «\u{a0}@\u{a0}»"),
            ("plan.pdf", "ni le chemin complet"),
            ("../plan.pdf", "ni le chemin complet"),
            ("/a/fdp\u{202e}exe.pdf", "U+202E"),
            ("/a/plan\n.pdf", "U+000A"),
            ("https://a\u{200b}.fr", "U+200B"),
            ("C:\\a\\jeu.EXE", "«\u{a0}.exe\u{a0}»"),
            ("C:\\a\\jeu.exe. ", "«\u{a0}.exe\u{a0}»"),
            ("\\\\s\\p\\jeu.bat", "«\u{a0}.bat\u{a0}»"),
            ("/a/jeu.desktop", "«\u{a0}.desktop\u{a0}»"),
        ] {
            let refus = Adresse::parse(texte).expect_err(texte);
            assert!(refus.contains(dit), "{texte}: {refus}");
        }
        assert!(Adresse::parse(&format!("https://a.fr/{}", "a".repeat(2_000))).is_err());
    }

    #[test]
    fn a_capsule_is_on_the_web() {
        assert!(Adresse::parse_web("https://tube.fr/1").is_ok());
        assert!(Adresse::parse_web("/home/film.mp4").is_err());
    }

    #[test]
    fn what_is_hidden_is_shown_or_refused() {
        assert_eq!(visible("a\u{202e}b\u{7}c é"), "a\u{fffd}b\u{fffd}c é");
        assert!(libelle("plan\u{2066}").is_err_and(|refus| refus.contains("U+2066")));
        assert_eq!(libelle(" Plan d’accès "), Ok("Plan d’accès".to_owned()));
    }

    #[test]
    fn an_address_has_a_short_name() {
        for (texte, nom) in [
            ("https://tube.fr/w/1?a#b", "tube.fr"),
            ("/home/a/plan.pdf", "plan.pdf"),
            ("C:\\a\\dossier\\", "dossier"),
        ] {
            assert_eq!(
                Adresse::parse(texte).map(|a| a.nom().to_owned()),
                Ok(nom.to_owned())
            );
        }
    }
}
