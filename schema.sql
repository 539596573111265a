-- The carnet of Carnet ENT, schema 5. This file is the truth: a new carnet is exactly this text.
--
-- Four groups of tables:
--   the journal   session, operation, changement, remplace, purge, recu, fusion: everything that was
--                 ever written, by whom, and what it replaced; effectif, ips, audience,
--                 audience_service: the rows of bulk measurements. Rows are only ever added.
--   the objects   one table per kind of object, its current state. Each row is what replaying the
--                 journal gives (`carnet-ent verifier` proves it), so these tables can be read by
--                 anyone and written by nobody else than the program.
--   the drafts    brouillon: what is being typed, of this file alone.
--   the answers   ecole_situation, absorbe, conflit, and the views: derived from the journal.
--
-- Conventions: identities are 16 bytes (UUIDv7 for what people create, UUIDv5 of its code for what
-- the State or the program names); dates are local calendar days, AAAA-MM-JJ; instants are UTC
-- milliseconds since 1970; booleans are 0 or 1; amounts are euro cents. `supprime` = 1 marks an
-- object that was deleted or never confirmed: rows stay, so that references hold.
-- References are checked at the end of each transaction. Rules across fields or rows (an end
-- before its start) are not constraints: a merge of two correct carnets must never be refused.
-- Closed vocabularies of three words and more are written with OR: SQLite builds a table of its own
-- for a longer IN, once for each row written.

-- ---------------------------------------------------------------------------- the journal

-- One opening of the carnet by one person with one program; written with its first change.
CREATE TABLE session (
  -- random: copying a file or restoring a backup never makes two sessions of the same name
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  -- name or initials, as chosen in the settings of that machine; may be empty
  personne TEXT NOT NULL,
  fonction TEXT NOT NULL,
  -- version of the program
  programme TEXT NOT NULL,
  -- schema number its changes were written under; an upgrade never rewrites them, replay translates
  schema INTEGER NOT NULL,
  ouverte_le INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One act of a person, the unit of undo. Its sentence carries no value of a field.
CREATE TABLE operation (
  session BLOB NOT NULL REFERENCES session (id),
  -- from 1 within the session; 0 is the making of the carnet, which is not undoable
  numero INTEGER NOT NULL,
  libelle TEXT NOT NULL,
  -- the clock of that machine, as it was
  quand INTEGER NOT NULL,
  -- of its first change: the order in which things were done here, whatever the clock said
  hlc INTEGER NOT NULL,
  -- its changes are the rows premier..dernier of its session
  premier INTEGER NOT NULL,
  dernier INTEGER NOT NULL,
  -- the operation this one undoes; redoing is undoing the undo
  annule_session BLOB,
  annule_numero INTEGER,
  PRIMARY KEY (session, numero)
) STRICT, WITHOUT ROWID;

-- One object and the fields one operation set in it, from one source.
CREATE TABLE changement (
  session BLOB NOT NULL,
  -- from 1 within the session
  seq INTEGER NOT NULL,
  -- the `operation` of its session (checked by the fingerprint, not again by a reference)
  operation INTEGER NOT NULL,
  -- the kind of object: the name of its table
  genre TEXT NOT NULL,
  objet BLOB NOT NULL CHECK (length(objet) = 16),
  -- {"champ": value or null, …, "retire": ["champ", …]}; "supprime": 1 deletes the object
  champs TEXT NOT NULL,
  -- saisi and tableur rank as typed; officiel yields to them
  source TEXT NOT NULL CHECK (source = 'saisi' OR source = 'tableur' OR source = 'officiel'),
  -- date of the data, for an official source
  millesime TEXT CHECK ((millesime IS NOT NULL) = (source = 'officiel')),
  -- hybrid clock: milliseconds x 2^20, always greater than every earlier one of this carnet;
  -- it breaks ties on display and never decides what is lost
  hlc INTEGER NOT NULL,
  -- SHA-256 of this row, its operation and what it replaces
  empreinte BLOB NOT NULL CHECK (length(empreinte) = 32),
  PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX changement_objet ON changement (objet);

-- The earlier changes its author had seen and that a change supersedes, on the fields both set.
-- A deletion also names the heads of the object and of its parts.
CREATE TABLE remplace (
  session BLOB NOT NULL,
  seq INTEGER NOT NULL,
  r_session BLOB NOT NULL,
  r_seq INTEGER NOT NULL,
  PRIMARY KEY (session, seq, r_session, r_seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX remplace_par ON remplace (r_session, r_seq);

-- Erasure, which always wins: values of this object (of this field only when named) are removed
-- from the journal for ever, here and in whatever is merged or restored later.
CREATE TABLE purge (
  cible BLOB NOT NULL CHECK (length(cible) = 16),
  -- '' = the whole object
  champ TEXT NOT NULL,
  quand INTEGER NOT NULL,
  motif TEXT NOT NULL,
  PRIMARY KEY (cible, champ)
) STRICT, WITHOUT ROWID;

-- Sessions that came from elsewhere: local to this file, never merged; undo skips them.
CREATE TABLE recu (
  session BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- One merge into this file: local to it, never merged. A merge that brings nothing leaves no row.
CREATE TABLE fusion (
  -- from 1
  numero INTEGER NOT NULL PRIMARY KEY,
  quand INTEGER NOT NULL,
  -- the file it came from, without its folder
  fichier TEXT NOT NULL,
  -- how many changes it brought
  changements INTEGER NOT NULL,
  -- the verified copy made just before it, beside the carnet; NULL when there is none
  sauvegarde TEXT,
  -- the last instant of this carnet's own before it: undoing a whole stretch stops here
  hlc INTEGER NOT NULL,
  -- the last instant of what was written here since and only settles what it brought: going back
  -- to the copy is offered until something later is written
  porte INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------- measurements

-- A bulk measurement taken from one file: its rows stand below, immutable, under its identity.
-- Where two lots of one dataset and period speak of one school, the newer millésime is shown.
CREATE TABLE lot (
  -- the first 16 bytes of the SHA-256 of its rows: the same file imported twice is one lot
  id BLOB NOT NULL PRIMARY KEY,
  -- the dataset: 'effectifs', 'ips', 'audience', 'audience-services'
  jeu TEXT,
  -- the rentrée it describes: '2022' for 2022/2023
  periode TEXT,
  -- the date of the file
  millesime TEXT,
  -- its name, without its folder
  fichier TEXT,
  lignes INTEGER,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Pupils and classes of one school at one rentrée (fr-en-ecoles-effectifs-nb_classes).
CREATE TABLE effectif (
  lot BLOB NOT NULL REFERENCES lot (id) DEFERRABLE INITIALLY DEFERRED,
  uai TEXT NOT NULL,
  classes INTEGER,
  -- in all, ULIS included
  eleves INTEGER,
  -- the six next ones without the pupils of ULIS
  preelementaire INTEGER,
  cp INTEGER,
  ce1 INTEGER,
  ce2 INTEGER,
  cm1 INTEGER,
  cm2 INTEGER,
  ulis INTEGER,
  PRIMARY KEY (lot, uai)
) STRICT, WITHOUT ROWID;

-- Indice de position sociale of one school for one rentrée.
CREATE TABLE ips (
  lot BLOB NOT NULL REFERENCES lot (id) DEFERRABLE INITIALLY DEFERRED,
  uai TEXT NOT NULL,
  -- in tenths: 942 for 94,2; NULL = « NS », too few pupils to be published
  dixiemes INTEGER,
  PRIMARY KEY (lot, uai)
) STRICT, WITHOUT ROWID;

-- Visits of the ENT of one school in one week, and the different persons behind them (DNMA,
-- fr-en-dnma-par-uai-profils). NULL = the file says nothing. « globales » is published beside the
-- profiles and is not their sum: neither is ever computed from the other.
CREATE TABLE audience (
  lot BLOB NOT NULL REFERENCES lot (id) DEFERRABLE INITIALLY DEFERRED,
  uai TEXT NOT NULL,
  -- its Monday
  semaine TEXT NOT NULL,
  visites_globales INTEGER,
  utilisateurs_globales INTEGER,
  visites_eleve INTEGER,
  utilisateurs_eleve INTEGER,
  visites_parent INTEGER,
  utilisateurs_parent INTEGER,
  visites_enseignant INTEGER,
  utilisateurs_enseignant INTEGER,
  visites_admin_vie_scol_tech INTEGER,
  utilisateurs_admin_vie_scol_tech INTEGER,
  PRIMARY KEY (lot, uai, semaine)
) STRICT, WITHOUT ROWID;

-- The same for one service of the ENT (fr-en-dnma-par-uai-services). A service nobody opened that
-- week has no row.
CREATE TABLE audience_service (
  lot BLOB NOT NULL REFERENCES lot (id) DEFERRABLE INITIALLY DEFERRED,
  uai TEXT NOT NULL,
  -- its Monday
  semaine TEXT NOT NULL,
  -- as the column of the file is named after « visites_ »
  service TEXT NOT NULL,
  visites INTEGER,
  utilisateurs INTEGER,
  PRIMARY KEY (lot, uai, semaine, service)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------- schools

-- A school, known by its UAI.
--
-- What is known of it comes in three layers, which stand whole in the journal
-- (`changement.champs`) and are put together in `ecole_situation`; they are kept once, because a
-- register has fifty thousand schools:
--   correction        typed, undated (objects of kind 'ecole'): beats every file until withdrawn
--   relevé            what one official file of one date said, whole: `releve`
--   changement daté   typed, true from a day on: `ecole_changement`
CREATE TABLE ecole (
  -- UUIDv5 of the UAI
  id BLOB NOT NULL PRIMARY KEY,
  uai TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One official file of one date speaks of one school. Never rewritten by a newer or an older file.
CREATE TABLE releve (
  -- UUIDv5 of UAI, jeu and millesime
  id BLOB NOT NULL PRIMARY KEY,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  uai TEXT,
  -- the dataset: 'annuaire', 'geolocalisation', 'carte-scolaire', 'fermes'
  jeu TEXT,
  -- the date of the data
  millesime TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX releve_ecole ON releve (ecole);

-- A typed value that is true from a day on (a school that becomes primaire, that closes).
CREATE TABLE ecole_changement (
  id BLOB NOT NULL PRIMARY KEY,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  depuis TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX ecole_changement_ecole ON ecole_changement (ecole);

-- What a school was, stretch by stretch: the three layers above put together, equal neighbours
-- collapsed. On day D: the row with de <= D < a. A school without a living layer has no row.
-- Derived row by row, so its references are those of the journal and are not checked again.
CREATE TABLE ecole_situation (
  ecole BLOB NOT NULL,
  -- first day, included; '' on the oldest row, which speaks for all that came before
  de TEXT NOT NULL,
  -- first day it no longer describes; '9999' on the newest row
  a TEXT NOT NULL,
  -- date of the oldest fact behind it: for a day before it, what the row says is « supposé »
  depuis TEXT NOT NULL,
  -- 1 when `eleves` was typed: it then beats the measured `effectif` too
  eleves_saisi INTEGER NOT NULL CHECK (eleves_saisi IN (0, 1)),
  -- as the register writes it
  nom TEXT,
  -- the two flags alone decide the nature: 1/0 maternelle, 0/1 élémentaire, 1/1 primaire
  maternelle INTEGER CHECK (maternelle IN (0, 1)),
  elementaire INTEGER CHECK (elementaire IN (0, 1)),
  -- a separate yes/no, never a nature
  specialisee INTEGER CHECK (specialisee IN (0, 1)),
  statut TEXT CHECK (statut IN ('public', 'prive')),
  -- one line
  adresse TEXT,
  code_postal TEXT,
  -- INSEE code, five characters
  commune TEXT,
  -- as that file or person wrote it; the view `commune` gives the newest
  commune_nom TEXT,
  -- three characters: 088, 02A, 974 (never derived from a Corsican UAI)
  departement TEXT,
  -- a `circonscription`
  circonscription BLOB,
  -- the secteur de collège, a `secteur_college`
  secteur BLOB,
  -- '' is a known no
  education_prioritaire TEXT CHECK (
    education_prioritaire = '' OR education_prioritaire = 'REP' OR education_prioritaire = 'REP+'
  ),
  -- number shared by the member schools, six digits
  rpi_disperse TEXT,
  rpi_concentre INTEGER CHECK (rpi_concentre IN (0, 1)),
  -- degrees, WGS84
  latitude REAL,
  longitude REAL,
  -- pupils
  eleves INTEGER CHECK (eleves >= 0),
  -- typed; no file of schools carries it (see `effectif`)
  classes INTEGER CHECK (classes >= 0),
  telephone TEXT,
  courriel TEXT,
  -- first day, included
  ouverture TEXT,
  -- first day without the school: open while ouverture <= D < fermeture
  fermeture TEXT,
  -- A OUVRIR is never counted as open
  etat TEXT CHECK (etat = 'OUVERT' OR etat = 'A FERMER' OR etat = 'A OUVRIR'),
  -- the school that took its pupils when it closed (fusion)
  successeur BLOB,
  PRIMARY KEY (ecole, de)
) STRICT, WITHOUT ROWID;

-- A circonscription d'inspection du premier degré.
CREATE TABLE circonscription (
  -- UUIDv5 of the code when known, else of département and name
  id BLOB NOT NULL PRIMARY KEY,
  -- UAI of its office (nature 809)
  code TEXT,
  -- short: « Épinal »
  nom TEXT,
  departement TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- A public collège and, by `ecole_situation.secteur`, the schools of its sector.
CREATE TABLE secteur_college (
  -- UUIDv5 of the collège's UAI
  id BLOB NOT NULL PRIMARY KEY,
  uai TEXT,
  -- name of the collège
  nom TEXT,
  commune TEXT,
  commune_nom TEXT,
  departement TEXT,
  latitude REAL,
  longitude REAL,
  -- member of the academic « plan ruralité »
  plan_ruralite INTEGER CHECK (plan_ruralite IN (0, 1)),
  -- the ENT of the collège itself, for the liaison école-collège
  ent TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Communes are what the schools say of them: the newest name of each INSEE code.
CREATE VIEW commune AS
  SELECT commune AS insee, commune_nom AS nom, departement, max(depuis) AS depuis
  FROM ecole_situation
  WHERE commune IS NOT NULL
  GROUP BY commune;

-- What a person noted of a commune and no file of schools says.
CREATE TABLE commune_info (
  -- UUIDv5 of the INSEE code
  id BLOB NOT NULL PRIMARY KEY,
  insee TEXT,
  -- inhabitants, for the conditions of the schemes, and the year of that census
  population INTEGER CHECK (population >= 0),
  annee INTEGER,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------- reference lists

-- An entry of a short list: who pays for what, key moments, roles, reasons of a visit. Shipped
-- with the program, extended by the user.
CREATE TABLE terme (
  -- UUIDv5 of list and code for a shipped one
  id BLOB NOT NULL PRIMARY KEY,
  -- the list: 'poste', 'moment', 'role', 'motif_visite', 'service', 'frequence', 'palier',
  -- 'acteur', 'point_de_vue', 'cycle', 'sorte_evenement'
  liste TEXT,
  code TEXT,
  nom TEXT,
  ordre INTEGER,
  -- 1 when it is no longer offered; what names it keeps it
  hors_menu INTEGER CHECK (hors_menu IN (0, 1)),
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What a word or a column of people's own spreadsheets means here, decided once.
CREATE TABLE correspondance (
  -- UUIDv5 of domaine and texte
  id BLOB NOT NULL PRIMARY KEY,
  -- what is meant: 'colonne', 'solution', 'dispositif', 'ecole'
  domaine TEXT,
  -- as written in the spreadsheet, in lower case without accents
  texte TEXT,
  -- a field of the import, the identity of the object, or an UAI
  valeur TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------- the roll-out

-- A product a school uses. Shipped with the program, extended by the user.
CREATE TABLE solution (
  -- UUIDv5 of the code for a shipped one
  id BLOB NOT NULL PRIMARY KEY,
  code TEXT,
  nom TEXT,
  editeur TEXT,
  -- 0 for a tool that is no ENT (Klassly…): its schools are not « avec ENT »
  compte_ent INTEGER CHECK (compte_ent IN (0, 1)),
  -- place in lists, colour in charts
  ordre INTEGER,
  note TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- A funding scheme (ENIR 2018, Label Écoles numériques…). Shipped, extended by the user.
CREATE TABLE dispositif (
  id BLOB NOT NULL PRIMARY KEY,
  code TEXT,
  nom TEXT,
  description TEXT,
  -- where the facts come from
  reference TEXT,
  ordre INTEGER,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- An undertaking that groups schools.
CREATE TABLE projet (
  id BLOB NOT NULL PRIMARY KEY,
  nom TEXT,
  portee TEXT CHECK (
    portee = 'experimentation' OR portee = 'ecole' OR portee = 'circonscription'
    OR portee = 'departemental'
  ),
  circonscription BLOB REFERENCES circonscription (id) DEFERRABLE INITIALLY DEFERRED,
  -- the ENT it rolls out, when there is one
  solution BLOB REFERENCES solution (id) DEFERRABLE INITIALLY DEFERRED,
  debut TEXT,
  -- last day, included
  fin TEXT,
  description TEXT,
  -- what was learnt at its end
  evaluation TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- A school takes part in a project.
CREATE TABLE projet_ecole (
  -- UUIDv5 of both: two advisers who add the same school coincide
  id BLOB NOT NULL PRIMARY KEY,
  projet BLOB REFERENCES projet (id) DEFERRABLE INITIALLY DEFERRED,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX projet_ecole_projet ON projet_ecole (projet);

-- A key moment of a project.
CREATE TABLE jalon (
  id BLOB NOT NULL PRIMARY KEY,
  projet BLOB REFERENCES projet (id) DEFERRABLE INITIALLY DEFERRED,
  -- which moment it is (conception, bilan, évaluation…): a `terme` of the list 'moment'
  moment BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  libelle TEXT,
  prevu_le TEXT,
  atteint_le TEXT,
  -- was a conseiller pédagogique of the circonscription part of it?
  conseiller_associe INTEGER CHECK (conseiller_associe IN (0, 1)),
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX jalon_projet ON jalon (projet);

-- One solution in one school over one period.
CREATE TABLE deploiement (
  id BLOB NOT NULL PRIMARY KEY,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  solution BLOB REFERENCES solution (id) DEFERRABLE INITIALLY DEFERRED,
  projet BLOB REFERENCES projet (id) DEFERRABLE INITIALLY DEFERRED,
  -- first and last day, both included; fin NULL while it runs
  debut TEXT,
  fin TEXT,
  -- the whole school, or some of its classes
  perimetre TEXT CHECK (perimetre IN ('ecole', 'classes')),
  -- for 'classes': how many, out of how many
  classes INTEGER CHECK (classes >= 0),
  classes_total INTEGER CHECK (classes_total >= 0),
  -- the day each stage was reached
  projet_le TEXT,
  conventionne_le TEXT,
  comptes_le TEXT,
  forme_le TEXT,
  utilise_le TEXT,
  commentaire TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX deploiement_ecole ON deploiement (ecole);

-- Who pays what, for which year; a school may have several.
CREATE TABLE financement (
  id BLOB NOT NULL PRIMARY KEY,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  -- NULL for a funding that is not about one ENT (equipment)
  deploiement BLOB REFERENCES deploiement (id) DEFERRABLE INITIALLY DEFERRED,
  dispositif BLOB REFERENCES dispositif (id) DEFERRABLE INITIALLY DEFERRED,
  -- calendar year of the grant
  annee INTEGER,
  montant_centimes INTEGER,
  -- what it pays for: abonnement, équipement, formation…
  poste TEXT,
  -- first and last day of the subscription it pays, both included
  abonnement_debut TEXT,
  abonnement_fin TEXT,
  commentaire TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX financement_deploiement ON financement (deploiement);
CREATE INDEX financement_ecole ON financement (ecole);

-- What a school works with, as seen or told on one day. A column left NULL says nothing: what
-- was said before still holds.
CREATE TABLE conditions (
  -- UUIDv5 of school and day
  id BLOB NOT NULL PRIMARY KEY,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  le TEXT,
  -- downstream, megabits per second
  debit_mbits INTEGER CHECK (debit_mbits >= 0),
  wifi TEXT CHECK (wifi = 'aucun' OR wifi = 'partiel' OR wifi = 'complet'),
  -- computers, tablets, interactive boards or projectors in working order
  postes INTEGER CHECK (postes >= 0),
  tablettes INTEGER CHECK (tablettes >= 0),
  ecrans INTEGER CHECK (ecrans >= 0),
  -- connected to the GAR, since when, and is a responsable d'affectation named?
  gar INTEGER CHECK (gar IN (0, 1)),
  gar_le TEXT,
  responsable_affectation INTEGER CHECK (responsable_affectation IN (0, 1)),
  -- where the accounts come from
  alimentation TEXT CHECK (alimentation = 'AAF' OR alimentation = 'ONDE' OR alimentation = 'manuelle'),
  -- is the charte d'usage signed, and since when?
  charte INTEGER CHECK (charte IN (0, 1)),
  charte_le TEXT,
  commentaire TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX conditions_ecole ON conditions (ecole);

-- « Vérifié le … par … »: on that day somebody made sure that what the carnet says of the school
-- is still true.
CREATE TABLE verification (
  id BLOB NOT NULL PRIMARY KEY,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  le TEXT,
  -- name or initials; may be empty
  par TEXT,
  commentaire TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX verification_ecole ON verification (ecole);

-- ---------------------------------------------------------------------------- the field

-- A visit to a school, and its report in four parts.
CREATE TABLE visite (
  id BLOB NOT NULL PRIMARY KEY,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  le TEXT,
  -- minutes
  duree INTEGER CHECK (duree >= 0),
  -- a `terme` of the list 'motif_visite'
  motif BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  -- who went: name or initials, may be empty
  intervenant TEXT,
  -- the four parts of the report
  contexte TEXT,
  constats TEXT,
  conseils TEXT,
  suites TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX visite_ecole ON visite (ecole);

-- Who was met in a visit: by function; a name is never needed.
CREATE TABLE rencontre (
  id BLOB NOT NULL PRIMARY KEY,
  visite BLOB REFERENCES visite (id) DEFERRABLE INITIALLY DEFERRED,
  -- a `terme` of the list 'role'
  role BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  nombre INTEGER CHECK (nombre >= 0),
  nom TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX rencontre_visite ON rencontre (visite);

-- A copy of the report of a visit for one reader: which parts, for whom.
CREATE TABLE copie (
  -- UUIDv5 of the visit and the reader
  id BLOB NOT NULL PRIMARY KEY,
  visite BLOB REFERENCES visite (id) DEFERRABLE INITIALLY DEFERRED,
  pour TEXT CHECK (pour IN ('enseignant', 'ien')),
  -- among contexte, constats, conseils, suites, actions, separated by spaces
  parties TEXT,
  -- functions, or names, as one writes them on a letter
  destinataires TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX copie_visite ON copie (visite);

-- What was promised: what, by whom, until when.
CREATE TABLE action (
  id BLOB NOT NULL PRIMARY KEY,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  -- the visit in which it was decided, when there was one
  visite BLOB REFERENCES visite (id) DEFERRABLE INITIALLY DEFERRED,
  libelle TEXT,
  -- who does it: a `terme` of the list 'role', or in words
  role BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  qui TEXT,
  -- last day to do it, included
  echeance TEXT,
  -- the day it was done, or given up: it is no longer open from that day on
  faite_le TEXT,
  abandonnee_le TEXT,
  commentaire TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX action_ecole ON action (ecole);

-- The text a report of a visit begins with.
CREATE TABLE modele (
  -- UUIDv5 of the code for a shipped one
  id BLOB NOT NULL PRIMARY KEY,
  code TEXT,
  nom TEXT,
  -- what each part of the report begins with
  contexte TEXT,
  constats TEXT,
  conseils TEXT,
  suites TEXT,
  -- its place in the menu
  ordre INTEGER,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- A training plan entry (dispositif, module): what its sessions are about.
CREATE TABLE formation (
  id BLOB NOT NULL PRIMARY KEY,
  titre TEXT,
  objectifs TEXT,
  -- where people signed up
  systeme TEXT CHECK (systeme = 'GAIA' OR systeme = 'SOFIA-FMO' OR systeme = 'hors plan'),
  -- its number there
  reference TEXT,
  -- whether people were sent to it or came of their own accord
  public TEXT CHECK (public IN ('designe', 'volontaire')),
  -- a `terme` of the list 'cycle'
  cycle BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One session of a training.
CREATE TABLE seance (
  id BLOB NOT NULL PRIMARY KEY,
  formation BLOB REFERENCES formation (id) DEFERRABLE INITIALLY DEFERRED,
  le TEXT,
  -- length, and how much of it counts in the 18 hours; minutes
  duree INTEGER CHECK (duree >= 0),
  duree_18h INTEGER CHECK (duree_18h >= 0),
  modalite TEXT CHECK (
    modalite = 'presentiel' OR modalite = 'distanciel' OR modalite = 'hybride'
    OR modalite = 'observation' OR modalite = 'magistere'
  ),
  lieu TEXT,
  statut TEXT CHECK (statut = 'prevue' OR statut = 'tenue' OR statut = 'annulee'),
  -- answers to its questionnaire: how many, and the mean satisfaction in tenths, from 10 to 40
  reponses INTEGER CHECK (reponses >= 0),
  satisfaction INTEGER CHECK (satisfaction BETWEEN 10 AND 40),
  bilan TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX seance_formation ON seance (formation);

-- How many people of one school took part in a session; names only when wanted.
CREATE TABLE participation (
  -- UUIDv5 of both
  id BLOB NOT NULL PRIMARY KEY,
  seance BLOB REFERENCES seance (id) DEFERRABLE INITIALLY DEFERRED,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  nombre INTEGER CHECK (nombre >= 0),
  -- one per line
  noms TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX participation_seance ON participation (seance);

-- Who led a session, and the time it took.
CREATE TABLE formateur (
  id BLOB NOT NULL PRIMARY KEY,
  seance BLOB REFERENCES seance (id) DEFERRABLE INITIALLY DEFERRED,
  nom TEXT,
  role BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  -- minutes in front of the group, and before it
  animation INTEGER CHECK (animation >= 0),
  preparation INTEGER CHECK (preparation >= 0),
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX formateur_seance ON formateur (seance);

-- A forum, a seminar, a committee, a conseil école-collège.
CREATE TABLE evenement (
  id BLOB NOT NULL PRIMARY KEY,
  -- a `terme` of the list 'sorte_evenement'
  sorte BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  nom TEXT,
  le TEXT,
  -- minutes
  duree INTEGER CHECK (duree >= 0),
  lieu TEXT,
  -- for a conseil école-collège
  secteur BLOB REFERENCES secteur_college (id) DEFERRABLE INITIALLY DEFERRED,
  participants INTEGER CHECK (participants >= 0),
  compte_rendu TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- A school was part of an event.
CREATE TABLE evenement_ecole (
  -- UUIDv5 of both
  id BLOB NOT NULL PRIMARY KEY,
  evenement BLOB REFERENCES evenement (id) DEFERRABLE INITIALLY DEFERRED,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX evenement_ecole_evenement ON evenement_ecole (evenement);

-- What was seen done with an ENT in a school on one day.
CREATE TABLE observation (
  id BLOB NOT NULL PRIMARY KEY,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  le TEXT,
  observateur TEXT,
  -- a `terme` of the list 'cycle'
  cycle BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  constat TEXT,
  -- address of a capsule vidéo, and whether those who are seen agreed
  capsule TEXT,
  consentement INTEGER CHECK (consentement IN (0, 1)),
  droit_image INTEGER CHECK (droit_image IN (0, 1)),
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX observation_ecole ON observation (ecole);

-- One row of the grid of an observation: one service of the ENT.
CREATE TABLE observation_ligne (
  -- UUIDv5 of the observation and the service
  id BLOB NOT NULL PRIMARY KEY,
  observation BLOB REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED,
  -- each a `terme` of the list of that name
  service BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  frequence BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  palier BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  point_de_vue BLOB REFERENCES terme (id) DEFERRABLE INITIALLY DEFERRED,
  -- identities of `terme` of the list 'acteur', separated by spaces
  acteurs TEXT,
  -- competences of the CRCN, by number, separated by spaces: '1.1 2.3'
  crcn TEXT,
  constat TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX observation_ligne_observation ON observation_ligne (observation);

-- A file or an address that goes with something: a link, never the file itself.
CREATE TABLE piece (
  id BLOB NOT NULL PRIMARY KEY,
  ecole BLOB REFERENCES ecole (id) DEFERRABLE INITIALLY DEFERRED,
  -- the visit, session or observation it goes with, when there is one
  objet BLOB,
  libelle TEXT,
  -- a path of this machine or an https address
  adresse TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX piece_ecole ON piece (ecole);

-- Holidays and days off of the zone, shipped and editable. The five périodes lie between them.
CREATE TABLE conge (
  -- UUIDv5 of the code for a shipped one
  id BLOB NOT NULL PRIMARY KEY,
  code TEXT,
  nom TEXT,
  -- first and last day without school, both included
  debut TEXT,
  fin TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------- the état des lieux

-- The share of public schools that should have an ENT by the end of a school year.
CREATE TABLE objectif (
  -- UUIDv5 of circonscription and rentree: one per scope and year
  id BLOB NOT NULL PRIMARY KEY,
  -- NULL = the whole carnet
  circonscription BLOB REFERENCES circonscription (id) DEFERRABLE INITIALLY DEFERRED,
  -- the calendar year the school year begins in
  rentree INTEGER,
  -- per cent
  part INTEGER CHECK (part >= 0 AND part <= 100),
  commentaire TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The settings of a report, kept under a name to make it again.
CREATE TABLE bilan_enregistre (
  id BLOB NOT NULL PRIMARY KEY,
  nom TEXT,
  -- JSON of the settings
  contenu TEXT,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------- exchange

-- The key under which identities leave this carnet (HMAC-SHA-256 cut to 16 bytes). Made once, by
-- the first export. After a merge there may be several: the smallest `valeur` is used.
CREATE TABLE cle_envoi (
  id BLOB NOT NULL PRIMARY KEY,
  -- 32 random bytes, in hexadecimal
  valeur TEXT CHECK (length(valeur) = 64),
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One export received by the DANE and taken into this carnet.
CREATE TABLE reception (
  -- UUIDv5 of producteur and empreinte: the same file received twice is one reception
  id BLOB NOT NULL PRIMARY KEY,
  -- who sent it: the identity of the sending carnet, as its manifest gives it
  producteur BLOB,
  -- what it covers, in words
  perimetre TEXT,
  -- the day it speaks of
  au TEXT,
  -- the logical hash of the file, in hexadecimal
  empreinte TEXT,
  -- its name, without its folder
  fichier TEXT,
  -- schools it covers
  ecoles INTEGER,
  -- of these, with an ENT
  avec_ent INTEGER,
  -- the earlier reception it takes the place of
  remplacee BLOB REFERENCES reception (id) DEFERRABLE INITIALLY DEFERRED,
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What somebody answered of two objects of one kind that look alike.
CREATE TABLE identite (
  -- UUIDv5 of the pair: two people's answers are one object
  id BLOB NOT NULL PRIMARY KEY,
  -- the kind of both
  genre TEXT,
  -- the smaller identity of the two, then the greater
  premier BLOB,
  second BLOB,
  -- 'meme': one thing written down twice; 'conjointe': one visit made by two people, each with
  -- their own account of it; 'distinct': two things
  reponse TEXT CHECK (reponse = 'meme' OR reponse = 'conjointe' OR reponse = 'distinct'),
  supprime INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------- the drafts

-- What is being typed and not yet said: of this file alone, never merged nor exported.
CREATE TABLE brouillon (
  -- the identity of what it will become
  id BLOB NOT NULL PRIMARY KEY,
  -- what it is the draft of: 'visite'…
  genre TEXT NOT NULL,
  -- JSON of the entry
  contenu TEXT NOT NULL,
  -- when it was last typed in: UTC milliseconds
  quand INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------- identity

-- The objects that are another one, by the 'meme' of `identite` (a chain of them counts): their
-- rows are hidden, their changes count as changes of the one that stays, and references to them
-- name that one.
CREATE TABLE absorbe (
  objet BLOB NOT NULL PRIMARY KEY,
  -- the one that stays: the smallest identity of all that are one
  par BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX absorbe_par ON absorbe (par);

-- ---------------------------------------------------------------------------- conflicts

-- Fields for which two people typed different values, neither having seen the other's: one row
-- per value still standing. champ = 'supprime': deleted by one, written by another.
CREATE TABLE conflit (
  genre TEXT NOT NULL,
  objet BLOB NOT NULL,
  champ TEXT NOT NULL,
  -- the change that holds the value
  session BLOB NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (objet, champ, session, seq)
) STRICT, WITHOUT ROWID;
