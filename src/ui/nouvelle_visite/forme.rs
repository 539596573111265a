//! The form: the visit being typed, what its fields show, and where the keyboard goes next.

use egui::Ui;

use super::garde::Garde;
use crate::domain::duree::duree_dite;
use crate::domain::saisie_visite::Manque;
use crate::domain::{Faits, Id, SaisieVisite};
use crate::ui::PageCtx;
use crate::ui::widgets::champ_date;

/// The fields, in the order of the thought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Champ {
    Ecole,
    Date,
    Duree,
    Motif,
    Personnes,
    Contexte,
    Quoi,
    Qui,
    Echeance,
}

impl Champ {
    /// Where a missing thing is typed.
    pub(super) const fn of(manque: Manque) -> Self {
        match manque {
            Manque::Ecole => Self::Ecole,
            Manque::Date => Self::Date,
            Manque::LibelleAction => Self::Quoi,
        }
    }
}

/// What the fields show while they are typed in.
#[derive(Default)]
pub(super) struct Textes {
    pub(super) ecole: String,
    pub(super) duree: String,
    pub(super) motif: String,
    pub(super) personnes: String,
    pub(super) qui: String,
}

/// A visit being typed.
pub(super) struct Forme {
    pub(super) saisie: SaisieVisite,
    pub(super) textes: Textes,
    /// The duration typed is not one.
    pub(super) erreur_duree: Option<String>,
    /// Nothing bears the name typed for the school.
    pub(super) ecole_inconnue: bool,
    /// What the keyboard goes to at the next frame.
    pub(super) focus: Option<Champ>,
    /// Why it could not be finished.
    pub(super) refus: Option<String>,
    /// Sent, and not answered yet: a job has the carnet.
    pub(super) en_attente: bool,
    /// Its texts are to be read again from `saisie`.
    stale: bool,
    pub(super) garde: Garde,
}

impl Forme {
    /// An empty one, at its first field that is empty.
    pub(super) fn new(ctx: &PageCtx<'_>, ecole: Option<Id>) -> Self {
        let mut saisie = SaisieVisite::new(
            Id::fresh(),
            ctx.aujourdhui,
            &ctx.preferences.personne,
            ctx.faits.terrain.modeles.first(),
        );
        saisie.ecole = ecole;
        let garde = Garde::fresh(&saisie);
        Self::with(saisie, garde)
    }

    /// One whose draft is already kept.
    pub(super) fn kept(saisie: SaisieVisite) -> Self {
        let garde = Garde::kept(&saisie);
        Self::with(saisie, garde)
    }

    /// The same, of another day.
    pub(super) fn dater(&mut self, le: chrono::NaiveDate) {
        self.saisie.le = Some(le);
        self.garde = Garde::fresh(&self.saisie);
    }

    fn with(saisie: SaisieVisite, garde: Garde) -> Self {
        let focus = if saisie.ecole.is_none() {
            Champ::Ecole
        } else if saisie.motif.is_empty() {
            Champ::Motif
        } else {
            Champ::Contexte
        };
        Self {
            saisie,
            textes: Textes::default(),
            erreur_duree: None,
            ecole_inconnue: false,
            focus: Some(focus),
            refus: None,
            en_attente: false,
            stale: true,
            garde,
        }
    }

    /// Reads the texts of the fields from the visit, once.
    pub(super) fn fill(&mut self, ctx: &PageCtx<'_>) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let saisie = &self.saisie;
        self.textes = Textes {
            ecole: saisie
                .ecole
                .map(|id| ecole_dite(ctx.faits, id, ctx.aujourdhui))
                .unwrap_or_default(),
            duree: saisie.duree.map(duree_dite).unwrap_or_default(),
            motif: saisie.motif.dit(&ctx.faits.termes).to_owned(),
            personnes: String::new(),
            qui: saisie.action.qui.dit(&ctx.faits.termes).to_owned(),
        };
    }

    /// The identity of a field on screen.
    pub(super) fn id(&self, champ: Champ) -> egui::Id {
        egui::Id::unique(("nouvelle visite", self.saisie.id, champ))
    }

    /// Where Enter goes from the school: to what is still empty.
    pub(super) fn next_after_ecole(&self) -> Champ {
        if self.saisie.motif.is_empty() {
            Champ::Motif
        } else if self.saisie.rencontres.is_empty() {
            Champ::Personnes
        } else {
            Champ::Contexte
        }
    }

    /// A field whose text is not understood, and what is said of it.
    pub(super) fn unread(&self, ui: &Ui) -> Option<(Champ, &'static str)> {
        if self.ecole_inconnue {
            return Some((Champ::Ecole, Manque::Ecole.phrase()));
        }
        if self.erreur_duree.is_some() {
            return Some((Champ::Duree, "La durée n’est pas comprise."));
        }
        [Champ::Date, Champ::Echeance]
            .into_iter()
            .find(|champ| champ_date::has_error(ui, self.id(*champ)))
            .map(|champ| (champ, "Une date n’est pas comprise."))
    }
}

/// « École Élise, Épinal ».
pub(super) fn ecole_dite(faits: &Faits, id: Id, au: chrono::NaiveDate) -> String {
    let Some(ecole) = faits.ecole(id) else {
        return String::new();
    };
    let (situation, _) = ecole.au(au);
    match situation.commune_nom.as_deref() {
        Some(commune) if !commune.is_empty() => format!("{}, {commune}", situation.nom),
        _ => situation.nom.to_string(),
    }
}
