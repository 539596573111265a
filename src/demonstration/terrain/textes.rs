//! What reports say: made-up sentences, none about anyone.

/// A kind of visit: the code of its reason, its length in minutes, and the four parts.
pub(super) struct Recit {
    pub(super) motif: &'static str,
    pub(super) minutes: [u32; 2],
    /// Told of a school with an ENT; the others are told of one without.
    pub(super) avec_ent: bool,
    pub(super) contexte: &'static [&'static str],
    pub(super) constats: &'static [&'static str],
    pub(super) conseils: &'static [&'static str],
    pub(super) suites: &'static [&'static str],
}

pub(super) const RECITS: [Recit; 7] = [
    Recit {
        motif: "PRISE_EN_MAIN",
        minutes: [60, 90],
        avec_ent: true,
        contexte: &[
            "Première séance avec l’équipe après l’ouverture des comptes.",
            "Deux collègues nouvellement nommés découvrent l’espace de l’école.",
        ],
        constats: &[
            "Le cahier de liaison est compris en un quart d’heure ; le blog de classe intéresse plus que la messagerie.",
            "Les comptes élèves sont prêts, ceux des parents attendent encore.",
        ],
        conseils: &[
            "Commencer par un seul service et s’y tenir jusqu’aux vacances.",
            "Choisir ensemble ce qui est publié, et qui relit.",
        ],
        suites: &["Retour dans trois semaines pour la première publication."],
    },
    Recit {
        motif: "COMPTES",
        minutes: [30, 60],
        avec_ent: true,
        contexte: &[
            "Rentrée : classes montées d’un niveau, nouveaux élèves à créer.",
            "Des familles n’arrivent plus à se connecter.",
        ],
        constats: &[
            "Une classe en double depuis l’import ; les anciens élèves n’ont pas été sortis.",
            "La moitié des familles n’a pas activé son compte.",
        ],
        conseils: &[
            "Importer depuis ONDE avant de toucher aux classes à la main.",
            "Remettre les codes aux familles en main propre, à la sortie.",
        ],
        suites: &["La direction refait l’import la semaine prochaine."],
    },
    Recit {
        motif: "COANIMATION",
        minutes: [90, 150],
        avec_ent: true,
        contexte: &[
            "Séance de production d’écrit au CE2 : une page du journal de classe.",
            "Atelier en demi-classe, douze tablettes.",
        ],
        constats: &[
            "Les élèves écrivent à deux, se relisent et publient ; la maîtresse garde la main sur la validation.",
            "Le débit tient pour une demi-classe, pas pour la classe entière.",
        ],
        conseils: &[
            "Préparer les médias avant la séance ; alterner écriture et lecture des commentaires.",
            "Garder une trace papier du plan de l’article.",
        ],
        suites: &["Même séance au CM1 avec l’enseignante de la classe voisine."],
    },
    Recit {
        motif: "PARENTS",
        minutes: [45, 75],
        avec_ent: true,
        contexte: &["Réunion de rentrée avec les familles, en fin de journée."],
        constats: &[
            "Une vingtaine de familles ; l’inquiétude porte sur les photos et sur les notifications du soir.",
        ],
        conseils: &["Dire ce que l’ENT ne remplace pas : le cahier et la rencontre."],
        suites: &["La charte signée est rendue avant les vacances."],
    },
    Recit {
        motif: "BILAN",
        minutes: [40, 60],
        avec_ent: true,
        contexte: &["Point avec la direction sur l’année écoulée."],
        constats: &[
            "Quatre classes publient chaque semaine, une n’a pas commencé.",
            "Le cahier de vie est lu par presque toutes les familles ; l’agenda est peu tenu.",
        ],
        conseils: &["Montrer en conseil des maîtres ce que fait la classe la plus avancée."],
        suites: &["Question du renouvellement à poser à la mairie avant le budget."],
    },
    Recit {
        motif: "MAIRIE",
        minutes: [45, 60],
        avec_ent: false,
        contexte: &[
            "Rencontre avec l’adjointe aux écoles et la direction.",
            "La mairie demande ce que coûte un ENT et ce qu’il apporte.",
        ],
        constats: &[
            "La commune est prête à financer deux ans ; elle attend un devis et un engagement de l’équipe.",
            "Le wifi ne couvre que la salle informatique.",
        ],
        conseils: &["Commencer par deux classes volontaires et un bilan au printemps."],
        suites: &["Envoyer le tableau des solutions et des aides."],
    },
    Recit {
        motif: "CONSEIL",
        minutes: [60, 90],
        avec_ent: false,
        contexte: &["Point numérique à l’ordre du jour du conseil d’école."],
        constats: &[
            "Les représentants des parents demandent un lien plus simple avec l’école.",
            "L’équipe craint la charge ; une enseignante a connu un ENT dans un autre département.",
        ],
        conseils: &["Visiter une école voisine équipée avant de décider."],
        suites: &["Invitation à la séance de présentation du trimestre."],
    },
];

/// What was promised, by whom (code of the list of functions).
pub(super) const PROMESSES: [(&str, &str); 10] = [
    ("Ouvrir les comptes des familles", "DIRECTION"),
    ("Refaire l’import depuis ONDE", "DIRECTION"),
    ("Envoyer le modèle de charte d’usage", "ERUN"),
    ("Prêter la malle de tablettes", "ERUN"),
    ("Demander le devis de renouvellement", "MAIRIE"),
    ("Étendre le wifi aux salles de classe", "SERVICES"),
    ("Publier le premier article du blog", "ENSEIGNANT"),
    (
        "Nommer un responsable d’affectation pour le GAR",
        "DIRECTION",
    ),
    ("Envoyer le compte rendu à la mairie", "ERUN"),
    ("Vérifier la facture de l’abonnement", "SERVICES"),
];

/// What was seen of a service, from the first palier to the last.
pub(super) const CONSTATS: [&str; 4] = [
    "Ouvert en présence du conseiller, pas encore seul.",
    "Quelques publications, sans régularité.",
    "Chaque semaine, dans presque toutes les classes.",
    "Les élèves écrivent, les familles répondent, le collège lit.",
];

/// A training: title, aims, system, reference, public, half-days, minutes of a session.
pub(super) struct Stage {
    pub(super) titre: &'static str,
    pub(super) objectifs: &'static str,
    pub(super) systeme: crate::domain::Systeme,
    pub(super) reference: &'static str,
    pub(super) public: crate::domain::Public,
    pub(super) seances: u32,
    pub(super) minutes: u32,
    pub(super) modalite: crate::domain::Modalite,
}

pub(super) const STAGES: [Stage; 3] = [
    Stage {
        titre: "Prendre en main l’ENT de son école",
        objectifs: "Ouvrir les comptes, choisir un premier service, publier une fois.",
        systeme: crate::domain::Systeme::Gaia,
        reference: "00A0880",
        public: crate::domain::Public::Designe,
        seances: 2,
        minutes: 180,
        modalite: crate::domain::Modalite::Presentiel,
    },
    Stage {
        titre: "Écrire et publier à plusieurs",
        objectifs: "Faire écrire les élèves pour être lus : blog de classe, cahier multimédia.",
        systeme: crate::domain::Systeme::Sofia,
        reference: "SF-1D-88",
        public: crate::domain::Public::Volontaire,
        seances: 3,
        minutes: 120,
        modalite: crate::domain::Modalite::Hybride,
    },
    Stage {
        titre: "Données personnelles et charte d’usage",
        objectifs: "Savoir ce qui se publie, demander les accords, écrire la charte avec les élèves.",
        systeme: crate::domain::Systeme::HorsPlan,
        reference: "",
        public: crate::domain::Public::Volontaire,
        seances: 1,
        minutes: 90,
        modalite: crate::domain::Modalite::Distanciel,
    },
];
