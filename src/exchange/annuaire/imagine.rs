//! The schools and collèges of a plan as if it had been applied, for the preview of the files that
//! are imported with it.

use super::plan::{ImportPlan, LignePlan, Sort};
use crate::domain::{
    ChampEcole, Circonscription, Ecole, Faits, PeriodeSituation, SecteurCollege, Situation,
};

impl ImportPlan {
    /// Adds to `faits` the schools, the circonscriptions and the collèges it would create.
    pub(in crate::exchange) fn imagine(&self, faits: &mut Faits) {
        for (lue, gardee) in self
            .liste_circonscriptions
            .iter()
            .zip(&self.circonscriptions_gardees)
        {
            if *gardee {
                faits
                    .circonscriptions
                    .entry(lue.id)
                    .or_insert_with(|| Circonscription {
                        id: lue.id,
                        code: lue.code.map(|code| code.to_string()),
                        nom: lue.nom.clone(),
                        departement: Some(lue.departement.to_owned()),
                    });
            }
        }
        for college in &self.liste_colleges {
            faits
                .secteurs
                .entry(college.id())
                .or_insert_with(|| SecteurCollege::from(college));
        }
        let nouvelles = self.lignes.iter().filter(|l| l.sort == Sort::Nouvelle);
        faits.ecoles.extend(nouvelles.map(|l| self.ecole(l)));
        faits
            .ecoles
            .sort_by(|a, b| (&a.uai, a.id).cmp(&(&b.uai, b.id)));
    }

    fn ecole(&self, ligne: &LignePlan) -> Ecole {
        let lue = &ligne.lue;
        let texte = |champ| {
            Some(lue.texte(champ))
                .filter(|t| !t.is_empty())
                .map(Into::into)
        };
        let circonscription = lue
            .circonscription
            .and_then(|place| self.liste_circonscriptions.get(place as usize));
        Ecole {
            id: ligne.lue.id,
            uai: ligne.uai().to_owned(),
            situations: vec![PeriodeSituation {
                de: None,
                a: None,
                depuis: self.millesime,
                situation: Situation {
                    nom: lue.texte(ChampEcole::Nom).into(),
                    maternelle: lue.maternelle.unwrap_or_default(),
                    elementaire: lue.elementaire.unwrap_or_default(),
                    specialisee: lue.specialisee.unwrap_or_default(),
                    statut: lue.statut,
                    commune: texte(ChampEcole::Commune),
                    commune_nom: texte(ChampEcole::CommuneNom),
                    departement: lue.departement.map(Into::into),
                    circonscription: circonscription.map(|c| c.id),
                    education_prioritaire: lue.education_prioritaire,
                    rpi: texte(ChampEcole::RpiDisperse),
                    latitude: lue.position.map(|(latitude, _)| latitude),
                    longitude: lue.position.map(|(_, longitude)| longitude),
                    eleves: lue.eleves,
                    ouverture: lue.ouverture,
                    etat: lue.etat,
                    ..Situation::default()
                },
            }],
        }
    }
}
