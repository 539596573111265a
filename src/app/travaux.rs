//! Jobs and the commands that wait for them: lending the carnet and taking it back, and ending
//! everything when the window closes.

use std::path::Path;
use std::sync::Arc;

use super::{App, Carnet};
use crate::command::Command;
use crate::exchange::Progress;
use crate::jobs::{Fin, Suite, Tache};
use crate::store::Store;

impl App {
    /// Lends the carnet to a job of the test's own, as an import does.
    pub fn lend(&mut self, titre: &str, work: impl FnOnce(&mut Store) + Send + 'static) {
        self.start_with_store(titre, move |store, _progress| {
            work(store);
            Box::new(|_app| ())
        });
    }

    /// Starts a job of the test's own that leaves the carnet here, as a preview does.
    pub fn ask(&mut self, titre: &str, work: impl FnOnce() -> Command + Send + 'static) {
        self.start(titre, move |_progress| {
            let command = work();
            Box::new(move |app| app.sender.send(command))
        });
    }

    /// A job is running.
    pub const fn is_working(&self) -> bool {
        self.tache.is_some()
    }

    /// Starts a job that needs nothing of the carnet.
    pub(crate) fn start(
        &mut self,
        titre: &str,
        travail: impl FnOnce(&mut Progress<'_>) -> Suite + Send + 'static,
    ) {
        self.start_job(titre, None, Box::new(travail));
    }

    /// Starts a job that borrows the carnet; `travail` is not called when there is none. What it
    /// wrote is read again before the carnet comes back: a merge moves all facts, and reading them
    /// is longer than a frame.
    pub(crate) fn start_with_store(
        &mut self,
        titre: &str,
        travail: impl FnOnce(&mut Store, &mut Progress<'_>) -> Suite + Send + 'static,
    ) {
        let path = self.carnet.path().map(Path::to_owned);
        let lent = Carnet::Prete { path: path.clone() };
        let (mut faits, revision) = (Arc::clone(&self.faits), self.faits_revision);
        match std::mem::replace(&mut self.carnet, lent) {
            Carnet::Ouvert(mut store) => self.start_job(
                titre,
                path.as_deref(),
                Box::new(move |progress| {
                    let suite = travail(&mut store, progress);
                    // What could not be read is asked for again, and told, by the next frame.
                    let lus = store.revision() != revision
                        && store.refresh(Arc::make_mut(&mut faits)).is_ok();
                    Box::new(move |app| {
                        if lus {
                            app.faits = faits;
                            app.faits_revision = store.revision();
                        }
                        app.carnet = Carnet::Ouvert(store);
                        suite(app);
                    })
                }),
            ),
            other => self.carnet = other,
        }
    }

    pub(super) fn start_job(
        &mut self,
        titre: &str,
        prete: Option<&Path>,
        travail: Box<dyn FnOnce(&mut Progress<'_>) -> Suite + Send>,
    ) {
        // Only a job that has nothing of the carnet can still be there: commands that need it
        // wait for the others.
        self.abandon_job();
        if self.inline {
            Tache::run_inline(travail)(self);
            return;
        }
        match Tache::start(titre, &self.ctx, prete.map(Path::to_owned), travail) {
            Ok(tache) => self.tache = Some(tache),
            Err(erreur) => {
                self.toasts.erreur(&erreur.user_message());
                self.take_back(prete);
            }
        }
    }

    /// Stops the job that leaves the carnet here, if there is one; its answer is not waited for.
    pub(super) fn abandon_job(&mut self) {
        if !matches!(self.carnet, Carnet::Prete { .. })
            && let Some(tache) = self.tache.take()
        {
            tache.interrupt();
        }
    }

    pub(super) fn end_job(&mut self, fin: Fin) {
        self.tache = None;
        match fin {
            Fin::Suite(suite) => {
                suite(self);
                self.check_place();
                self.take_back_drafts();
            }
            Fin::Panique { prete } => {
                self.take_back(prete.as_deref());
                self.toasts.erreur(
                    "Le travail s’est arrêté sur une erreur du programme. Rien n’a été modifié.",
                );
            }
        }
    }

    /// Opens again the carnet whose connection went with the job it was lent to.
    fn take_back(&mut self, path: Option<&Path>) {
        if !matches!(self.carnet, Carnet::Prete { .. }) {
            return;
        }
        let carnet = match path.map(|path| Store::open(path, &self.auteur())) {
            Some(Ok(store)) => Carnet::Ouvert(store),
            Some(Err(erreur)) => {
                self.toasts.erreur(&erreur.user_message());
                Carnet::Aucun
            }
            None => Carnet::Aucun,
        };
        // Revisions begin anew with the connection: nothing kept under the old ones is true.
        let page = self.page;
        let saisie = self.pages.nouvelle_visite.take();
        self.replace_carnet(carnet);
        self.pages.nouvelle_visite.put_back(saisie);
        self.page = page;
    }

    /// What was typed while the carnet was lent, here or before a crash, goes back into it.
    pub(super) fn take_back_drafts(&mut self) {
        let Carnet::Ouvert(store) = &mut self.carnet else {
            return;
        };
        match store.take_back_secours() {
            Ok(true) => self.pages.nouvelle_visite.drafts_moved(),
            Ok(false) => {}
            Err(erreur) => self.toasts.erreur(&erreur.user_message()),
        }
    }

    pub(super) fn run_commands(&mut self) {
        self.queue.extend(self.receiver.try_iter());
        while let Some(command) = self.next_command() {
            crate::execute::execute(self, command);
            self.queue.extend(self.receiver.try_iter());
        }
    }

    /// Commands that need the carnet wait for the job that borrows it.
    fn next_command(&mut self) -> Option<Command> {
        let lent = matches!(self.carnet, Carnet::Prete { .. });
        let position = self.queue.iter().position(|c| !lent || !c.needs_carnet())?;
        self.queue.remove(position)
    }

    /// The window has one frame left: what is being typed is committed in it, and a job is asked
    /// to stop.
    pub(super) fn prepare_to_close(&self, ctx: &egui::Context) {
        ctx.memory_mut(|m| {
            if let Some(focused) = m.focused() {
                m.surrender_focus(focused);
            }
        });
        if let Some(tache) = &self.tache {
            tache.interrupt();
        }
    }

    /// Ends what is under way. The transaction of a stopped job is rolled back, and what waited
    /// for the carnet is done.
    pub(super) fn finish(&mut self) {
        loop {
            self.run_commands();
            let Some(tache) = &self.tache else { return };
            tache.interrupt();
            let fin = tache.join();
            self.end_job(fin);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, Source};
    use crate::store::{Champs, Genre};

    #[test]
    fn what_a_job_wrote_is_already_read_when_the_carnet_comes_back() {
        let dossier = tempfile::tempdir().expect("folder");
        let jour = chrono::NaiveDate::from_ymd_opt(2021, 3, 12).expect("a day");
        let chemin = dossier.path().join("essai.carnet");
        let store = Store::create(&chemin, &crate::store::Auteur::default()).expect("created");
        let mut app = App::for_test(&egui::Context::default(), Some(store), jour);
        app.refresh_facts();
        let id = Id::derived("circonscription", "Épinal");
        app.lend("Essai", move |store| {
            let champs = Champs::new().set("nom", "Épinal");
            store
                .transact("Circonscription", |edit| {
                    edit.put(Genre::Circonscription, id, champs, Source::Saisi)
                })
                .expect("written");
        });
        // No frame has run since.
        assert!(app.faits.circonscriptions.contains_key(&id));
        assert_eq!(Some(app.faits_revision), app.store().map(Store::revision));
    }
}
