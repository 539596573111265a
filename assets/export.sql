-- Ce qu’un carnet de Carnet ENT envoie à la DANE : format 1. Ce texte est la structure exacte de
-- chaque fichier envoyé ; les noms et les explications qui suivent y restent lisibles.
--
-- Les faits d’abord, un par ligne ; les vues de la fin en font l’état des lieux. Les écoles sont
-- désignées par leur UAI, les listes publiques par un identifiant tiré de leur code, le reste par
-- un identifiant propre au carnet (32 chiffres hexadécimaux) qui ne dit ni son auteur ni son jour.
-- Les dates sont des jours, AAAA-MM-JJ ; les premiers et derniers jours sont compris. 1 = oui,
-- 0 = non, NULL = non renseigné. Les colonnes « Nom » et « Texte » sont vides, sauf demande.

-- De qui, de quand et de quoi : une ligne par renseignement. format, lecteur_min et programme ;
-- producteur, l’identifiant du carnet ; au, le jour décrit ; perimetre, en toutes lettres, et
-- perimetre_complet ; noms et textes, 1 s’ils ont été demandés ; ecoles, publiques et ouvertes ce
-- jour-là, et avec_ent ; complet et complet_sur, les réponses connues et demandées ; sources et
-- manquants, pour un fichier fait de plusieurs ; empreinte, SHA-256 de tout le reste.
CREATE TABLE manifeste (
  -- Renseignement
  cle TEXT NOT NULL PRIMARY KEY,
  -- Valeur
  valeur TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Ce que contient chaque table, pour vérifier que rien n’a été changé en chemin.
CREATE TABLE manifeste_table (
  -- Table
  nom TEXT NOT NULL PRIMARY KEY,
  -- Nombre de lignes
  lignes INTEGER NOT NULL CHECK (lignes >= 0),
  -- SHA-256 de ses lignes
  empreinte TEXT NOT NULL CHECK (length(empreinte) = 64)
) STRICT, WITHOUT ROWID;

-- Ce que veut dire chaque colonne.
CREATE TABLE dictionnaire (
  -- Table
  table_nom TEXT NOT NULL,
  -- Colonne
  colonne TEXT NOT NULL,
  -- Type
  type TEXT NOT NULL,
  -- Unité
  unite TEXT,
  -- Signification
  libelle TEXT NOT NULL,
  -- Toujours renseignée
  obligatoire INTEGER NOT NULL CHECK (obligatoire IN (0, 1)),
  PRIMARY KEY (table_nom, colonne)
) STRICT, WITHOUT ROWID;

-- Les circonscriptions du périmètre, et celles que nomment ses projets.
CREATE TABLE circonscription (
  -- Identifiant
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  -- UAI de son bureau
  code TEXT,
  -- Nom court
  nom TEXT NOT NULL,
  -- Code du département, trois caractères
  departement TEXT,
  -- Envoyée avec ses écoles
  envoyee INTEGER NOT NULL CHECK (envoyee IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Les collèges publics dont les écoles sont le secteur.
CREATE TABLE secteur_college (
  -- Identifiant
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  -- UAI du collège
  uai TEXT,
  -- Nom du collège
  nom TEXT NOT NULL,
  -- Commune du collège
  commune_nom TEXT,
  -- Code du département, trois caractères
  departement TEXT,
  -- Membre du plan ruralité
  plan_ruralite INTEGER NOT NULL CHECK (plan_ruralite IN (0, 1)),
  -- ENT du collège
  ent TEXT,
  -- Latitude [degrés, WGS84]
  latitude REAL,
  -- Longitude [degrés, WGS84]
  longitude REAL
) STRICT, WITHOUT ROWID;

-- Les mots des listes courtes que citent les autres tables.
CREATE TABLE terme (
  -- Identifiant
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  -- Liste à laquelle il appartient
  liste TEXT NOT NULL,
  -- Code, pour un mot livré avec le programme
  code TEXT,
  -- Le mot
  nom TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Les ENT, et les outils qui n’en sont pas.
CREATE TABLE solution (
  -- Identifiant
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  -- Code, pour une solution livrée avec le programme
  code TEXT,
  -- Nom de la solution
  nom TEXT NOT NULL,
  -- Éditeur
  editeur TEXT,
  -- Compte comme un ENT
  compte_ent INTEGER NOT NULL CHECK (compte_ent IN (0, 1)),
  -- Texte : remarque
  note TEXT
) STRICT, WITHOUT ROWID;

-- Les dispositifs de financement, et les autres payeurs.
CREATE TABLE dispositif (
  -- Identifiant
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  -- Code, pour un dispositif livré avec le programme
  code TEXT,
  -- Nom du dispositif
  nom TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Les écoles du périmètre, publiques et privées, telles qu’elles étaient à la date de l’envoi ;
-- les fermées et les futures aussi, avec leurs dates.
CREATE TABLE ecole (
  -- UAI
  uai TEXT NOT NULL PRIMARY KEY CHECK (length(uai) = 8),
  -- Nom de l’école
  nom TEXT,
  -- A des classes maternelles
  maternelle INTEGER NOT NULL CHECK (maternelle IN (0, 1)),
  -- A des classes élémentaires
  elementaire INTEGER NOT NULL CHECK (elementaire IN (0, 1)),
  -- École spécialisée
  specialisee INTEGER NOT NULL CHECK (specialisee IN (0, 1)),
  -- Statut
  statut TEXT CHECK (statut IN ('public', 'prive')),
  -- Code INSEE de la commune
  commune TEXT,
  -- Commune
  commune_nom TEXT,
  -- Code du département, trois caractères
  departement TEXT,
  -- Département
  departement_nom TEXT,
  -- Circonscription
  circonscription TEXT REFERENCES circonscription (id),
  -- Secteur de collège
  secteur TEXT REFERENCES secteur_college (id),
  -- Éducation prioritaire ; vide = hors des réseaux
  education_prioritaire TEXT CHECK (
    education_prioritaire = '' OR education_prioritaire = 'REP' OR education_prioritaire = 'REP+'
  ),
  -- Numéro du RPI dispersé
  rpi_disperse TEXT,
  -- Latitude [degrés, WGS84]
  latitude REAL,
  -- Longitude [degrés, WGS84]
  longitude REAL,
  -- Élèves [élèves]
  eleves INTEGER CHECK (eleves >= 0),
  -- Classes [classes]
  classes INTEGER CHECK (classes >= 0),
  -- Rentrée de ces effectifs, s’ils ont été mesurés [année]
  effectif_rentree INTEGER,
  -- Indice de position sociale [dixièmes]
  ips_dixiemes INTEGER CHECK (ips_dixiemes >= 0),
  -- Rentrée de cet indice [année]
  ips_rentree INTEGER,
  -- Premier jour de l’école
  ouverture TEXT,
  -- Premier jour sans l’école
  fermeture TEXT,
  -- État au registre ; une école A OUVRIR n’est jamais comptée
  etat TEXT CHECK (etat = 'OUVERT' OR etat = 'A FERMER' OR etat = 'A OUVRIR'),
  -- UAI de l’école qui a repris ses élèves
  successeur TEXT,
  -- Jour du plus ancien renseignement sur cette situation
  connue_depuis TEXT,
  -- Dernière vérification, au plus tard à la date de l’envoi
  verifiee_le TEXT,
  -- Nom : qui l’a vérifiée
  verifiee_par TEXT
) STRICT, WITHOUT ROWID;

-- Les projets auxquels ces écoles prennent part.
CREATE TABLE projet (
  -- Identifiant
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  -- Intitulé du projet
  nom TEXT,
  -- Portée
  portee TEXT CHECK (
    portee = 'experimentation' OR portee = 'ecole' OR portee = 'circonscription'
    OR portee = 'departemental'
  ),
  -- Circonscription
  circonscription TEXT REFERENCES circonscription (id),
  -- ENT qu’il déploie
  solution TEXT REFERENCES solution (id),
  -- Premier jour
  debut TEXT,
  -- Dernier jour
  fin TEXT,
  -- Texte : description
  description TEXT,
  -- Texte : ce qu’on en a appris
  evaluation TEXT
) STRICT, WITHOUT ROWID;

-- Les écoles de chaque projet.
CREATE TABLE projet_ecole (
  -- Projet
  projet TEXT NOT NULL REFERENCES projet (id),
  -- École
  ecole TEXT NOT NULL REFERENCES ecole (uai),
  PRIMARY KEY (projet, ecole)
) STRICT, WITHOUT ROWID;

-- Les moments clés de chaque projet.
CREATE TABLE jalon (
  -- Projet
  projet TEXT NOT NULL REFERENCES projet (id),
  -- Identifiant
  id TEXT NOT NULL CHECK (length(id) = 32),
  -- Moment (liste « moment »)
  moment TEXT REFERENCES terme (id),
  -- Texte : intitulé
  libelle TEXT,
  -- Jour prévu
  prevu_le TEXT,
  -- Jour atteint, au plus tard à la date de l’envoi
  atteint_le TEXT,
  -- Un conseiller pédagogique y était associé
  conseiller_associe INTEGER CHECK (conseiller_associe IN (0, 1)),
  PRIMARY KEY (projet, id)
) STRICT, WITHOUT ROWID;

-- Un ENT dans une école pendant une période, commencée ou annoncée à la date de l’envoi.
CREATE TABLE deploiement (
  -- École
  ecole TEXT NOT NULL REFERENCES ecole (uai),
  -- Identifiant
  id TEXT NOT NULL CHECK (length(id) = 32),
  -- Solution
  solution TEXT NOT NULL REFERENCES solution (id),
  -- Projet dont il fait partie
  projet TEXT REFERENCES projet (id),
  -- Premier jour
  debut TEXT,
  -- Dernier jour ; vide tant qu’il dure
  fin TEXT,
  -- Périmètre
  perimetre TEXT NOT NULL CHECK (perimetre IN ('ecole', 'classes')),
  -- Classes concernées [classes]
  classes INTEGER CHECK (classes >= 0),
  -- Classes de l’école alors [classes]
  classes_total INTEGER CHECK (classes_total >= 0),
  -- Étape « projet » atteinte
  projet_le TEXT,
  -- Étape « conventionné » atteinte
  conventionne_le TEXT,
  -- Étape « comptes créés » atteinte
  comptes_le TEXT,
  -- Étape « formé » atteinte
  forme_le TEXT,
  -- Étape « utilisé » atteinte
  utilise_le TEXT,
  -- Texte : commentaire
  commentaire TEXT,
  PRIMARY KEY (ecole, id)
) STRICT, WITHOUT ROWID;

-- Qui paie quoi, pour quelle année ; une école peut en avoir plusieurs.
CREATE TABLE financement (
  -- École
  ecole TEXT NOT NULL REFERENCES ecole (uai),
  -- Identifiant
  id TEXT NOT NULL CHECK (length(id) = 32),
  -- ENT financé
  deploiement TEXT,
  -- Dispositif
  dispositif TEXT REFERENCES dispositif (id),
  -- Année civile de l’aide [année]
  annee INTEGER,
  -- Montant [centimes d’euro]
  montant_centimes INTEGER,
  -- Ce qui est payé (liste « poste »)
  poste TEXT,
  -- Premier jour de l’abonnement payé
  abonnement_debut TEXT,
  -- Dernier jour de l’abonnement payé
  abonnement_fin TEXT,
  -- Texte : commentaire
  commentaire TEXT,
  PRIMARY KEY (ecole, id),
  FOREIGN KEY (ecole, deploiement) REFERENCES deploiement (ecole, id)
) STRICT, WITHOUT ROWID;

-- Avec quoi une école travaille, tel que vu ou dit un jour ; NULL = rien de dit ce jour-là.
CREATE TABLE conditions (
  -- École
  ecole TEXT NOT NULL REFERENCES ecole (uai),
  -- Jour
  le TEXT NOT NULL,
  -- Débit descendant [Mbit/s]
  debit_mbits INTEGER CHECK (debit_mbits >= 0),
  -- Wifi
  wifi TEXT CHECK (wifi = 'aucun' OR wifi = 'partiel' OR wifi = 'complet'),
  -- Ordinateurs en état [postes]
  postes INTEGER CHECK (postes >= 0),
  -- Tablettes en état [tablettes]
  tablettes INTEGER CHECK (tablettes >= 0),
  -- Tableaux interactifs et vidéoprojecteurs en état [écrans]
  ecrans INTEGER CHECK (ecrans >= 0),
  -- Raccordée au GAR
  gar INTEGER CHECK (gar IN (0, 1)),
  -- Raccordée au GAR depuis
  gar_le TEXT,
  -- Un responsable d’affectation est nommé
  responsable_affectation INTEGER CHECK (responsable_affectation IN (0, 1)),
  -- D’où viennent les comptes
  alimentation TEXT CHECK (
    alimentation = 'AAF' OR alimentation = 'ONDE' OR alimentation = 'manuelle'
  ),
  -- Charte d’usage signée
  charte INTEGER CHECK (charte IN (0, 1)),
  -- Charte d’usage signée depuis
  charte_le TEXT,
  -- Texte : commentaire
  commentaire TEXT,
  PRIMARY KEY (ecole, le)
) STRICT, WITHOUT ROWID;

-- Les formations dont une séance a eu lieu.
CREATE TABLE formation (
  -- Identifiant
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  -- Intitulé de la formation
  titre TEXT,
  -- Où l’on s’inscrit
  systeme TEXT CHECK (systeme = 'GAIA' OR systeme = 'SOFIA-FMO' OR systeme = 'hors plan'),
  -- Son numéro là-bas
  reference TEXT,
  -- Public désigné, ou volontaire
  public TEXT CHECK (public IN ('designe', 'volontaire')),
  -- Cycle (liste « cycle »)
  cycle TEXT REFERENCES terme (id),
  -- Texte : objectifs
  objectifs TEXT
) STRICT, WITHOUT ROWID;

-- Les séances, au plus tard à la date de l’envoi.
CREATE TABLE seance (
  -- Identifiant
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  -- Formation
  formation TEXT NOT NULL REFERENCES formation (id),
  -- Jour
  le TEXT NOT NULL,
  -- Durée [minutes]
  duree INTEGER CHECK (duree >= 0),
  -- Part comptée dans les 18 heures [minutes]
  duree_18h INTEGER CHECK (duree_18h >= 0),
  -- Modalité
  modalite TEXT CHECK (
    modalite = 'presentiel' OR modalite = 'distanciel' OR modalite = 'hybride'
    OR modalite = 'observation' OR modalite = 'magistere'
  ),
  -- Statut de la séance
  statut TEXT CHECK (statut = 'prevue' OR statut = 'tenue' OR statut = 'annulee'),
  -- Réponses au questionnaire [réponses]
  reponses INTEGER CHECK (reponses >= 0),
  -- Satisfaction moyenne, de 10 à 40 [dixièmes]
  satisfaction INTEGER CHECK (satisfaction BETWEEN 10 AND 40),
  -- Texte : lieu
  lieu TEXT,
  -- Texte : bilan
  bilan TEXT
) STRICT, WITHOUT ROWID;

-- Combien de personnes de chaque école.
CREATE TABLE participation (
  -- Séance
  seance TEXT NOT NULL REFERENCES seance (id),
  -- École
  ecole TEXT NOT NULL REFERENCES ecole (uai),
  -- Participants [personnes]
  nombre INTEGER CHECK (nombre >= 0),
  -- Nom : les participants, un par ligne
  noms TEXT,
  PRIMARY KEY (seance, ecole)
) STRICT, WITHOUT ROWID;

-- Les visites faites au plus tard à la date de l’envoi ; leur compte rendu ne part jamais.
CREATE TABLE visite (
  -- École
  ecole TEXT NOT NULL REFERENCES ecole (uai),
  -- Identifiant
  id TEXT NOT NULL CHECK (length(id) = 32),
  -- Jour
  le TEXT NOT NULL,
  -- Durée [minutes]
  duree INTEGER CHECK (duree >= 0),
  -- Motif (liste « motif_visite »)
  motif TEXT REFERENCES terme (id),
  -- Nom : qui y est allé
  intervenant TEXT,
  PRIMARY KEY (ecole, id)
) STRICT, WITHOUT ROWID;

-- Ce qui a été vu fait avec un ENT, un jour, dans une école.
CREATE TABLE observation (
  -- Identifiant
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  -- École
  ecole TEXT NOT NULL REFERENCES ecole (uai),
  -- Jour
  le TEXT NOT NULL,
  -- Cycle (liste « cycle »)
  cycle TEXT REFERENCES terme (id),
  -- Les personnes vues ont donné leur accord
  consentement INTEGER CHECK (consentement IN (0, 1)),
  -- Le droit à l’image est signé
  droit_image INTEGER CHECK (droit_image IN (0, 1)),
  -- Nom : qui a observé
  observateur TEXT,
  -- Texte : constat
  constat TEXT,
  -- Texte : adresse de la capsule vidéo
  capsule TEXT
) STRICT, WITHOUT ROWID;

-- La grille d’une observation : une ligne par service de l’ENT.
CREATE TABLE observation_ligne (
  -- Observation
  observation TEXT NOT NULL REFERENCES observation (id),
  -- Service (liste « service »)
  service TEXT NOT NULL REFERENCES terme (id),
  -- Fréquence (liste « frequence »)
  frequence TEXT REFERENCES terme (id),
  -- Palier (liste « palier »)
  palier TEXT REFERENCES terme (id),
  -- Point de vue (liste « point_de_vue »)
  point_de_vue TEXT REFERENCES terme (id),
  -- Acteurs (liste « acteur »), identifiants séparés par une espace
  acteurs TEXT,
  -- Compétences du CRCN, numéros séparés par une espace
  crcn TEXT,
  -- Texte : constat
  constat TEXT,
  PRIMARY KEY (observation, service)
) STRICT, WITHOUT ROWID;

-- Les forums, séminaires, comités et conseils école-collège, au plus tard à la date de l’envoi.
CREATE TABLE evenement (
  -- Identifiant
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  -- Sorte (liste « sorte_evenement »)
  sorte TEXT REFERENCES terme (id),
  -- Intitulé de l’événement
  nom TEXT,
  -- Jour
  le TEXT NOT NULL,
  -- Durée [minutes]
  duree INTEGER CHECK (duree >= 0),
  -- Secteur de collège, pour un conseil école-collège
  secteur TEXT REFERENCES secteur_college (id),
  -- Participants [personnes]
  participants INTEGER CHECK (participants >= 0),
  -- Texte : lieu
  lieu TEXT,
  -- Texte : compte rendu
  compte_rendu TEXT
) STRICT, WITHOUT ROWID;

-- Les écoles de chaque événement.
CREATE TABLE evenement_ecole (
  -- Événement
  evenement TEXT NOT NULL REFERENCES evenement (id),
  -- École
  ecole TEXT NOT NULL REFERENCES ecole (uai),
  PRIMARY KEY (evenement, ecole)
) STRICT, WITHOUT ROWID;

-- L’état des lieux, une ligne par école, à la date de l’envoi.
--
-- « Avec ENT » : au moins un déploiement, d’une classe ou plus, d’une solution qui compte comme un
-- ENT, en cours ce jour-là, depuis le plus tardif de son premier jour et de l’étape « comptes
-- créés » ; un déploiement seulement en projet ou conventionné ne compte pas.
CREATE VIEW etat_des_lieux AS
  WITH au (jour) AS (SELECT valeur FROM manifeste WHERE cle = 'au'),
  en_cours (ecole, solution, ordre, perimetre, utilise) AS (
    SELECT d.ecole, s.nom, s.id, d.perimetre, coalesce(d.utilise_le <= au.jour, 0)
    FROM au, deploiement d JOIN solution s ON s.id = d.solution
    WHERE s.compte_ent = 1
      AND max(d.debut, coalesce(d.comptes_le, d.debut)) <= au.jour
      AND (d.fin IS NULL OR au.jour <= d.fin)
      AND (d.comptes_le IS NOT NULL OR d.forme_le IS NOT NULL OR d.utilise_le IS NOT NULL
           OR (d.projet_le IS NULL AND d.conventionne_le IS NULL))
  ),
  equipee (ecole, ent, perimetre, utilise) AS (
    SELECT ecole, group_concat(DISTINCT solution), max(perimetre), max(utilise)
    FROM (SELECT * FROM en_cours ORDER BY ecole, solution, ordre)
    GROUP BY ecole
  ),
  visitee (ecole, le) AS (SELECT ecole, max(le) FROM visite GROUP BY ecole),
  payee (ecole, fin) AS (SELECT ecole, max(abonnement_fin) FROM financement GROUP BY ecole)
  SELECT
    e.uai,
    e.nom,
    e.departement,
    e.departement_nom,
    c.nom AS circonscription,
    s.nom AS secteur_college,
    e.commune_nom AS commune,
    CASE WHEN e.maternelle AND e.elementaire THEN 'primaire' WHEN e.elementaire THEN 'elementaire'
         WHEN e.maternelle THEN 'maternelle' END AS nature,
    e.elementaire AS elementaire_ou_primaire,
    e.statut,
    e.education_prioritaire,
    (e.etat IS NOT 'A OUVRIR' AND coalesce(e.ouverture <= au.jour, 1)
      AND coalesce(au.jour < e.fermeture, 1)) AS ouverte,
    q.ecole IS NOT NULL AS avec_ent,
    q.ent,
    q.perimetre,
    q.utilise,
    e.eleves,
    e.classes,
    e.ips_dixiemes / 10.0 AS ips,
    p.fin AS abonnement_fin,
    v.le AS derniere_visite,
    e.verifiee_le
  FROM au, ecole e
    LEFT JOIN circonscription c ON c.id = e.circonscription
    LEFT JOIN secteur_college s ON s.id = e.secteur
    LEFT JOIN equipee q ON q.ecole = e.uai
    LEFT JOIN payee p ON p.ecole = e.uai
    LEFT JOIN visitee v ON v.ecole = e.uai
  ORDER BY e.uai;

-- Le tableau de la DANE : les écoles publiques ouvertes à la date de l’envoi, par département.
--
-- « Dont élémentaires et primaires » est leur part parmi les écoles AVEC ENT ; la dernière colonne
-- est la part des élémentaires et primaires qui ont un ENT. Le total est recompté sur les écoles.
CREATE VIEW etat_des_lieux_par_departement AS
  WITH comptee (rang, code, nom, avec_ent, elementaire) AS (
    SELECT departement IS NULL, departement, coalesce(departement_nom, departement,
             'Non renseigné'), avec_ent, elementaire_ou_primaire
    FROM etat_des_lieux WHERE ouverte AND statut = 'public'
  ),
  compte (rang, code, nom, ecoles, avec_ent, elementaires, elementaires_avec_ent) AS (
    SELECT rang, code, max(nom), count(*), sum(avec_ent), sum(elementaire),
           sum(avec_ent AND elementaire)
    FROM comptee GROUP BY rang, code
    UNION ALL
    SELECT 2, NULL, 'Total', count(*), coalesce(sum(avec_ent), 0), coalesce(sum(elementaire), 0),
           coalesce(sum(avec_ent AND elementaire), 0)
    FROM comptee
  ),
  -- En dixièmes de pour cent, arrondis au plus proche.
  taux (rang, code, nom, ecoles, avec_ent, elementaires, elementaires_avec_ent, unite, a, b, c) AS (
    SELECT *, char(8239) || '%', (avec_ent * 2000 + ecoles) / nullif(2 * ecoles, 0),
           (elementaires_avec_ent * 2000 + avec_ent) / nullif(2 * avec_ent, 0),
           (elementaires_avec_ent * 2000 + elementaires) / nullif(2 * elementaires, 0)
    FROM compte
  )
  SELECT
    nom AS "Département",
    ecoles AS "Nb écoles",
    avec_ent AS "Avec ENT",
    CASE WHEN ecoles = 0 THEN '—' WHEN avec_ent = 0 THEN '0' || unite
         WHEN avec_ent = ecoles THEN '100' || unite
         ELSE (a / 10) || ',' || (a % 10) || unite END AS "%",
    CASE WHEN avec_ent = 0 THEN '—' WHEN elementaires_avec_ent = 0 THEN '0' || unite
         WHEN elementaires_avec_ent = avec_ent THEN '100' || unite
         ELSE (b / 10) || ',' || (b % 10) || unite END AS "Dont élémentaires et primaires",
    elementaires AS "Nb élémentaires et primaires",
    elementaires_avec_ent AS "Élémentaires et primaires avec ENT",
    CASE WHEN elementaires = 0 THEN '—' WHEN elementaires_avec_ent = 0 THEN '0' || unite
         WHEN elementaires_avec_ent = elementaires THEN '100' || unite
         ELSE (c / 10) || ',' || (c % 10) || unite END
      AS "Taux d'équipement des élémentaires et primaires"
  FROM taux
  ORDER BY rang, code;
