//! Everything the program can be told, with data. Views send commands; the next `App::logic`
//! executes them (`execute.rs`). A leaf: it knows the domain's words and nothing of the window.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::docteur::Reparation;
use crate::domain::modele_bilan::DemandeBilan;
use crate::domain::nom_graphique::NomGraphique;
use crate::domain::{
    Action, BilanEnregistre, ChampEcole, CommuneInfo, Conditions, Conge, Deploiement, Dispositif,
    Etendue, Evenement, Financement, Formateur, Formation, Groupe, Id, Jalon, Modele, ModeleBilan,
    MotRecu, Objectif, Observation, Participation, Piece, Projet, Seance, Solution, Terme,
    VisiteEntiere,
};
use crate::store::{Genre, OperationId, Reglement, Valeur};
use crate::systeme::Preferences;

/// The pages of an open carnet, in the order of the navigation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Page {
    #[default]
    TableauDeBord,
    Indicateurs,
    Carte,
    Ecoles,
    Visites,
    Formations,
    Observatoire,
    Audience,
    Agenda,
    Tournee,
    Groupes,
    Projets,
    Suivi,
    Bilans,
    Docteur,
    Importer,
    Echanges,
    Historique,
    Reglages,
    /// Reached by their own commands, not from the navigation.
    NouvelleVisite,
    Comparaison,
}

impl Page {
    /// Those of the navigation.
    pub const ALL: [Self; 19] = [
        Self::TableauDeBord,
        Self::Indicateurs,
        Self::Carte,
        Self::Ecoles,
        Self::Visites,
        Self::Formations,
        Self::Observatoire,
        Self::Audience,
        Self::Agenda,
        Self::Tournee,
        Self::Groupes,
        Self::Projets,
        Self::Suivi,
        Self::Bilans,
        Self::Docteur,
        Self::Importer,
        Self::Echanges,
        Self::Historique,
        Self::Reglages,
    ];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::TableauDeBord => "Tableau de bord",
            Self::Indicateurs => "Indicateurs",
            Self::Carte => "Carte",
            Self::Ecoles => "Écoles",
            Self::Visites => "Visites",
            Self::Formations => "Formations",
            Self::Observatoire => "Observatoire",
            Self::Audience => "Usages mesurés",
            Self::Agenda => "Agenda",
            Self::Tournee => "Tournée",
            Self::Groupes => "Groupes",
            Self::Projets => "Projets",
            Self::Suivi => "À suivre",
            Self::Bilans => "Bilans",
            Self::Docteur => "Docteur",
            Self::Importer => "Importer",
            Self::Echanges => "Échanges",
            Self::Historique => "Historique",
            Self::Reglages => "Réglages",
            Self::NouvelleVisite => "Nouvelle visite",
            Self::Comparaison => "Ce qui a changé",
        }
    }
}

/// A write of facts: one undoable operation each.
#[derive(Clone, Debug, PartialEq)]
pub enum Ecriture {
    /// Creates or updates, by its id.
    Deploiement(Box<Deploiement>),
    /// Deletes an object and its parts: hidden, undoable.
    Supprimer(Genre, Id),
    /// « Vérifié le … par … », today, by the person of the settings. One or several schools.
    Verifier(Vec<Id>),
    /// A typed value that beats every official file; `None` withdraws it.
    CorrigerEcole {
        ecole: Id,
        champ: ChampEcole,
        valeur: Option<Valeur>,
    },
    /// Each of these creates or updates, by its id.
    Financement(Box<Financement>),
    /// Its schools and jalons apart.
    Projet(Box<Projet>),
    ProjetEcole {
        projet: Id,
        ecole: Id,
        membre: bool,
    },
    Jalon(Box<Jalon>),
    /// What was seen or told on one day: only what it states is written.
    Conditions(Box<Conditions>),
    Solution(Box<Solution>),
    Dispositif(Box<Dispositif>),
    Terme(Box<Terme>),
    CommuneInfo(Box<CommuneInfo>),
    /// Withdraws what was typed of one field of a shipped entry: the list's own word comes back.
    Revenir {
        genre: Genre,
        id: Id,
        champ: &'static str,
    },
    /// What a person says of a secteur de collège; what is `None` stays as it is.
    SecteurCollege {
        id: Id,
        ent: Option<String>,
        plan_ruralite: Option<bool>,
    },
    /// What the doctor proposed.
    Reparer(Reparation),
    /// A finding, by its key, is right after all, or no longer.
    Ignorer {
        cle: String,
        ignore: bool,
    },
    /// A visit whole: its report, who was met, its copies, what was decided.
    Visite(Box<VisiteEntiere>),
    Action(Box<Action>),
    /// Its sessions apart.
    Formation(Box<Formation>),
    /// Participants and trainers apart.
    Seance(Box<Seance>),
    Participation {
        seance: Id,
        participation: Participation,
    },
    Formateur {
        seance: Id,
        formateur: Formateur,
    },
    /// Its schools apart.
    Evenement(Box<Evenement>),
    EvenementEcole {
        evenement: Id,
        ecole: Id,
        present: bool,
    },
    /// With its grid.
    Observation(Box<Observation>),
    Piece(Piece),
    Conge(Conge),
    Modele(Box<Modele>),
    /// One per scope and year.
    Objectif(Objectif),
    BilanEnregistre(Box<BilanEnregistre>),
    /// Several writes as one operation.
    Lot(Vec<Self>),
}

/// A file the system's dialog is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demande {
    OuvrirCarnet,
    NouveauCarnet,
    Copie,
    Importer,
    /// Where the list of the tour is to go.
    Tournee,
    /// Where the report shown is to go: `pdf`, `xlsx` or `csv`.
    Bilan(&'static str),
    /// Outlines for the map.
    Contours,
    /// The carnet of a colleague.
    Reunir,
    /// Where the file for the DANE is to go.
    Envoi,
}

/// What is done with the file for the DANE that the page *Échanges* describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvoiDane {
    /// Gathers what would leave.
    Preparer,
    /// Writes it, over an earlier one only when `remplace` says so.
    Ecrire { chemin: PathBuf, remplace: bool },
    /// Opens the folder of the last one written.
    OuvrirDossier,
}

/// What is done with the carnet of a colleague, on the page *Échanges*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reunion {
    /// Says what these carnets, or those of these folders, would bring.
    Comparer(Vec<PathBuf>),
    /// Brings in those that were compared.
    Appliquer,
    Abandonner,
    /// Goes back to before the last merge.
    Revenir,
    /// Shows what is said differently.
    Desaccords,
}

/// What the DANE does with the files it received, on the page *Échanges*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consolidation {
    /// Each asks for files, or a place, then sends the command that uses it.
    ChoisirFichiers,
    ChoisirDossier,
    /// With the name to propose.
    ChoisirSortie(String),
    ChoisirRetour,
    /// Judges these files, or those of these folders, and takes those that hold.
    Recevoir(Vec<PathBuf>),
    /// Says what a word received is; `None`: nothing but itself.
    Retenir {
        mot: Box<MotRecu>,
        est: Option<Id>,
    },
    /// Writes the consolidated file.
    Publier {
        path: PathBuf,
        remplace: bool,
    },
    /// Writes a return file for each circonscription into this folder.
    Retour(PathBuf),
}

/// What the program is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Aller(Page),
    /// Looks at the carnet as it was, or will be, on that day; `None` = today, whatever the day.
    RegarderAu(Option<NaiveDate>),
    /// Sets beside it what it was on another day; `None` = beside nothing.
    ComparerAu(Option<NaiveDate>),
    /// Shows this school's sheet on the page *Écoles*.
    MontrerEcole(Id),
    /// Shows these schools on the page *Écoles*, under a title that says what they are.
    MontrerEcoles {
        titre: String,
        ecoles: Vec<Id>,
    },
    /// Shows the sheet of a group of schools.
    MontrerGroupe(Groupe),
    /// Shows the sheet of a project.
    MontrerProjet(Id),
    /// Opens the entry of a visit, to this school when one is given, or to the one whose sheet is
    /// open.
    NouvelleVisite(Option<Id>),
    /// The same, dated of this day.
    NouvelleVisiteLe(NaiveDate),
    /// Shows the sheet of a visit.
    MontrerVisite(Id),
    /// Shows the sheet of a training, one of its sessions open when it is given.
    MontrerFormation {
        formation: Id,
        seance: Option<Id>,
    },
    /// Shows the sheet of an event.
    MontrerEvenement(Id),
    /// Opens the grid of an observation of this school, or asks which, on this day or today.
    NouvelleObservation {
        ecole: Option<Id>,
        le: Option<NaiveDate>,
    },
    MontrerObservation(Id),
    /// Shows two observations of one school side by side.
    ComparerObservations(Id, Id),
    /// Opens an attachment or a capsule in the program the system has for it.
    OuvrirAdresse(String),
    /// Shows what was promised on the page *À suivre*.
    MontrerAction(Id),
    /// Keeps what is being typed, outside the journal; `None` throws it away.
    Brouillon {
        genre: &'static str,
        id: Id,
        contenu: Option<String>,
    },
    Ouvrir(PathBuf),
    Creer(PathBuf),
    /// Opens the demonstration carnet, making it the first time.
    OuvrirDemonstration,
    Fermer,
    /// Asks for a file, then sends the command that uses it.
    Demander(Demande),
    /// Says that the system showed no dialog, which left alone looks like a dead button.
    SansDialogue,
    EnregistrerCopie(PathBuf),
    /// Writes the list of the tour as a file: HTML, or text when its name ends in `.txt`.
    EnregistrerTournee(PathBuf),
    /// Shows the page *Bilans* with this report chosen.
    MontrerBilan(ModeleBilan, Etendue),
    /// Lays out the report of the page *Bilans*.
    ComposerBilan(Box<DemandeBilan>),
    /// Writes the report shown; the end of the name says in which format.
    EnregistrerBilan(PathBuf),
    /// Opens the report shown in the program the system has for PDF: that prints it.
    OuvrirBilan,
    /// Copies the chart of this name as an image.
    CopierGraphique(NomGraphique, Box<DemandeBilan>),
    OuvrirDossier,
    /// Adds the outlines of this file to the map, now and whenever a carnet is opened here.
    AjouterContours(PathBuf),
    /// Reads again the outlines this machine remembers.
    LireContours,
    RetirerContours,
    Ecrire(Ecriture),
    Annuler,
    Retablir,
    /// Undoes every operation of mine down to this one, included.
    AnnulerJusqua(OperationId),
    /// Adds these files to the page *Importer*, reads them and prepares their previews.
    AnalyserFichiers(Vec<PathBuf>),
    /// Compares with the carnet the files of the page *Importer* that are not, or no longer.
    ComparerImport,
    /// Applies the plan of the file that is shown.
    AppliquerImport,
    /// Applies every plan that is ready, in the order in which they make sense.
    ToutImporter,
    /// Forgets the files of the page *Importer*.
    AbandonnerImport,
    /// Reads rows pasted from a spreadsheet.
    CollerLignes(String),
    /// Compares the spreadsheet shown with the carnet, as decided so far.
    PreparerTableur,
    /// Writes the plan of the spreadsheet shown.
    AppliquerTableur,
    Reunir(Reunion),
    Consolider(Consolidation),
    Envoyer(EnvoiDane),
    /// Chooses between values, or answers about a double.
    Regler(Reglement),
    InterrompreTache,
    Preferences(Box<Preferences>),
    Quitter,
}

impl Command {
    /// Whether it must wait while a job borrows the carnet.
    pub const fn needs_carnet(&self) -> bool {
        matches!(
            self,
            Self::Ouvrir(_)
                | Self::Creer(_)
                | Self::OuvrirDemonstration
                | Self::Fermer
                | Self::EnregistrerCopie(_)
                | Self::ComposerBilan(_)
                | Self::CopierGraphique(..)
                | Self::Ecrire(_)
                | Self::Annuler
                | Self::Retablir
                | Self::AnnulerJusqua(_)
                | Self::AnalyserFichiers(_)
                | Self::ComparerImport
                | Self::ToutImporter
                | Self::AppliquerImport
                | Self::CollerLignes(_)
                | Self::PreparerTableur
                | Self::AjouterContours(_)
                | Self::LireContours
                | Self::AppliquerTableur
                | Self::Reunir(_)
                | Self::Consolider(_)
                | Self::Envoyer(_)
                | Self::Regler(_)
                | Self::Preferences(_)
        )
    }
}
