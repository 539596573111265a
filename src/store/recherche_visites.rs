//! Which visits speak of something: their reports, who was met, what was decided.

use std::collections::{BTreeMap, BTreeSet};

use super::Store;
use crate::domain::Id;
use crate::domain::texte::{Recherche, sans_accents};
use crate::error::Result;

impl Store {
    /// The visits of which every word stands in the report, among those met, in what was decided,
    /// or in `ailleurs`: what else is known of each visit (already without accents).
    pub fn chercher_visites(
        &self,
        recherche: &Recherche,
        ailleurs: &BTreeMap<Id, String>,
    ) -> Result<BTreeSet<Id>> {
        let mut annexes: BTreeMap<Id, String> = BTreeMap::new();
        self.base.each(
            "SELECT visite, nom FROM rencontre WHERE supprime = 0 AND nom IS NOT NULL
             UNION ALL
             SELECT visite, libelle || ' ' || coalesce(qui, '') || ' ' || coalesce(commentaire, '')
             FROM action WHERE supprime = 0 AND visite IS NOT NULL AND libelle IS NOT NULL",
            [],
            |row| {
                if let Some(visite) = row.get::<_, Option<Id>>(0)? {
                    let texte = annexes.entry(visite).or_default();
                    texte.push(' ');
                    texte.push_str(&row.get::<_, String>(1)?);
                }
                Ok(())
            },
        )?;
        let mut trouvees = BTreeSet::new();
        self.base.each(
            "SELECT id, concat_ws(' ', contexte, constats, conseils, suites)
             FROM visite WHERE supprime = 0",
            [],
            |row| {
                let id: Id = row.get(0)?;
                let mut texte: String = row.get(1)?;
                if let Some(annexe) = annexes.get(&id) {
                    texte.push_str(annexe);
                }
                let mut texte = sans_accents(&texte);
                if let Some(ailleurs) = ailleurs.get(&id) {
                    texte.push(' ');
                    texte.push_str(ailleurs);
                }
                if recherche.accepte(&texte) {
                    trouvees.insert(id);
                }
                Ok(())
            },
        )?;
        Ok(trouvees)
    }
}
