//! Spreadsheets as people keep them: what each says, to the line, or why it is refused.
//!
//! `tableur/classeurs.rs` does the same for workbooks, `tableur/cli.rs` for the commands,
//! `tableur/fenetre.rs` for the window.

mod classeurs;
mod cli;
mod commun;
mod fenetre;

use carnet_ent::domain::{Domaine, Id, Perimetre};
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::tableur::{self, Choix, Decision, Sort};
use carnet_ent::store::{Store, solution};
use commun::{aujourdhui, carnet, jour, lit, plan, plan_with, raconte, recit, simple, uai};

/// A small file: its name here, its text, what is expected of each of its lines.
type Cas = (&'static str, &'static str, &'static [&'static str]);

/// The line that most files below begin with.
const NEUVE: &str = "2 + 0880001Y ONE: Début 01/09/2019, Périmètre école";

const TEXTES: &[Cas] = &[
    (
        "the columns of the contract",
        "UAI;Solution;Périmètre;Début;Fin;Financement;Commentaire\n\
         0880001Y;ONE;école;01/09/2019;;ENIR 2018;Très suivi\n\
         0880002Z;Beneylu School;2 classes sur 5;12/03/2020;31/08/2020;;\n",
        &[
            "2 + 0880001Y ONE: Début 01/09/2019, Périmètre école, Commentaire Très suivi, Financement ENIR 2018",
            "3 + 0880002Z Beneylu School: Début 12/03/2020, Fin 31/08/2020, Périmètre 2 classes sur 5",
        ],
    ),
    (
        "the last three columns may be missing",
        "UAI;Solution;Périmètre;Début\n0880001Y;ONE;école;01/09/2019\n",
        &[NEUVE],
    ),
    (
        "commas",
        "UAI,Solution,Début\n0880001Y,ONE,01/09/2019\n",
        &[NEUVE],
    ),
    (
        "tabs",
        "UAI\tSolution\tDébut\n0880001Y\tONE\t01/09/2019\n",
        &[NEUVE],
    ),
    (
        "CR only, as older Macs end lines",
        "UAI;Solution;Début\r0880001Y;ONE;01/09/2019\r",
        &[NEUVE],
    ),
    (
        "CRLF",
        "UAI;Solution;Début\r\n0880001Y;ONE;01/09/2019\r\n",
        &[NEUVE],
    ),
    (
        "a mark before UTF-8",
        "\u{feff}UAI;Solution;Début\n0880001Y;ONE;01/09/2019\n",
        &[NEUVE],
    ),
    (
        "a mark in the middle, two files put end to end",
        "UAI;Solution;Début\n0880001Y;ONE;01/09/2019\n\u{feff}UAI;Solution;Début\n0880002Z;ONE;01/09/2019\n",
        &[NEUVE, "4 + 0880002Z ONE: Début 01/09/2019, Périmètre école"],
    ),
    (
        "separators mixed",
        "UAI;Solution;Début\n0880001Y;ONE;01/09/2019\n0880002Z,ONE,01/09/2019\n",
        &[NEUVE, "3 . Aucun ENT indiqué."],
    ),
    (
        "a quotation mark never closed costs its line",
        "UAI;Solution;Début\n0880001Y;\"ONE;01/09/2019\n0880002Z;ONE;01/09/2019\n",
        &[
            "2 x Un guillemet ouvert n'est jamais refermé.",
            "3 + 0880002Z ONE: Début 01/09/2019, Périmètre école",
        ],
    ),
    (
        "quoted cells with separators and line ends",
        "UAI;Solution;Début;Commentaire\n0880001Y;ONE;01/09/2019;\"a;b\nc \"\"d\"\"\"\n0880002Z;ONE;2020;\n",
        &[
            "2 + 0880001Y ONE: Début 01/09/2019, Périmètre école, Commentaire a;b\nc \"d\"",
            "4 + 0880002Z ONE: Début 01/01/2020, Périmètre école (« 2020 » lu 1er janvier 2020)",
        ],
    ),
    (
        "titles above the header",
        "Suivi des ENT;;\nCirconscription de Val-Fleuri;;\n;;\nUAI;Solution;Début\n0880001Y;ONE;01/09/2019\n",
        &["5 + 0880001Y ONE: Début 01/09/2019, Périmètre école"],
    ),
    (
        "titles printed again",
        "UAI;Solution;Début\n0880001Y;ONE;01/09/2019\nUAI;Solution;Début\n0880002Z;ONE;01/09/2019\n",
        &[NEUVE, "4 + 0880002Z ONE: Début 01/09/2019, Périmètre école"],
    ),
    (
        "odd titles",
        "Code RNE;Ecole;ENT ;Depuis;Jusqu'au;Nb classes;Observations\n\
         0880001Y;Jean Macé;one;01/09/2019;en cours;2;rien à dire\n",
        &["2 + 0880001Y ONE: Début 01/09/2019, Périmètre 2 classes, Commentaire rien à dire"],
    ),
    (
        "no titles at all",
        "0880001Y;ONE;01/09/2019\n0880002Z;one;01/09/2019\n",
        &[
            "1 + 0880001Y ONE: Début 01/09/2019, Périmètre école",
            "2 + 0880002Z ONE: Début 01/09/2019, Périmètre école",
        ],
    ),
    (
        "a column nobody titled",
        "UAI;;Début\n0880001Y;ONE;01/09/2019\n",
        &[NEUVE],
    ),
    (
        "ONE in three spellings",
        "UAI;ENT;Début\n0880001Y;One;01/09/2019\n0880002Z;ENT ONE;01/09/2019\n0880003A;one (Edifice);01/09/2019\n",
        &[
            NEUVE,
            "3 + 0880002Z ONE: Début 01/09/2019, Périmètre école",
            "4 + 0880003A ONE: Début 01/09/2019, Périmètre école",
        ],
    ),
    (
        "an unknown solution, and one that only resembles",
        "UAI;ENT;Début\n0880001Y;Pronote;01/09/2019\n0880002Z;Benelyu;01/09/2019\n",
        &[
            "2 ? « Pronote » n'est pas une solution du carnet : écrivez le nom qui y figure, ou dites dans la \
             fenêtre ce que c'est.",
            "3 ? « Benelyu » n'est pas une solution du carnet : écrivez le nom qui y figure, ou dites dans la \
             fenêtre ce que c'est.",
        ],
    ),
    (
        "an unknown payer",
        "UAI;ENT;Début;Financement\n0880001Y;ONE;01/09/2019;Tombola\n",
        &[
            "2 ? « Tombola » n'est pas un financement du carnet : écrivez le nom qui y figure, ou dites dans la \
           fenêtre ce que c'est.",
        ],
    ),
    (
        "lost zeros, lower case, blanks, lost letters",
        "UAI;ENT;Début\n540531J;ONE;01/09/2019\n0880001y;ONE;01/09/2019\n088 0002 Z;ONE;01/09/2019\n\
         880003;ONE;01/09/2019\n880004.0;ONE;01/09/2019\n=\"0880005C\";ONE;01/09/2019\n",
        &[
            "2 + 0540531J ONE: Début 01/09/2019, Périmètre école (UAI complété : « 540531J » → 0540531J)",
            "3 + 0880001Y ONE: Début 01/09/2019, Périmètre école",
            "4 + 0880002Z ONE: Début 01/09/2019, Périmètre école",
            "5 + 0880003A ONE: Début 01/09/2019, Périmètre école (UAI complété : « 880003 » → 0880003A)",
            "6 + 0880004B ONE: Début 01/09/2019, Périmètre école (UAI complété : « 880004.0 » → 0880004B)",
            "7 + 0880005C ONE: Début 01/09/2019, Périmètre école",
        ],
    ),
    (
        "an UAI rounded by a spreadsheet",
        "UAI;ENT;Début\n5.4E+05;ONE;01/09/2019\n5,40531E+05;ONE;01/09/2019\n7.5E+05;ONE;01/09/2019\n",
        &[
            "2 ? « 5.4E+05 » n'est plus un UAI : le tableur l'a arrondi, ses derniers chiffres sont perdus. \
             « 5.4E+05 » est-elle École primaire du Grand Couronné, Amance-le-Haut (0540531J) ? Écrivez son UAI, ou \
             confirmez-la dans la fenêtre.",
            "3 + 0540531J ONE: Début 01/09/2019, Périmètre école (UAI complété : « 5,40531E+05 » → 0540531J)",
            "4 x « 7.5E+05 » n'est plus un UAI : le tableur l'a arrondi, ses derniers chiffres sont perdus.",
        ],
    ),
    (
        "a wrong letter, an unknown school, a collège, no UAI",
        "UAI;ENT;Début\n0880001Z;ONE;01/09/2019\n0541789B;ONE;01/09/2019\n0880200P;ONE;01/09/2019\n;ONE;01/09/2019\n\
         bonjour;ONE;01/09/2019\n",
        &[
            "2 ? La lettre de l'UAI « 0880001Z » ne correspond pas à son numéro : Y attendu. « 0880001Z » peut être \
             École élémentaire Jean Macé, Golbey (0880001Y) ou École maternelle Jean Macé, Golbey (0880002Z) ou École \
             primaire Jules Ferry, Saint-Dié-des-Vosges (0880003A) ou École primaire, Vincey (0880004B) ou École \
             élémentaire Champbeauvert, Épinal (0880005C) ou École élémentaire de la Loge Blanche, Épinal (0880006D) : \
             écrivez l'UAI.",
            "3 x L'école 0541789B n'est pas dans le carnet : importez d'abord l'annuaire, ou vérifiez l'UAI.",
            "4 x 0880200P est un collège (Collège des Hêtres), pas une école.",
            "5 x La ligne ne dit pas de quelle école elle parle.",
            "6 x « bonjour » n'est pas un UAI : sept chiffres et une lettre sont attendus.",
        ],
    ),
    (
        "a closed school",
        "UAI;ENT;Début;Fin\n0880009G;ONE;01/09/2020;\n0880009G;Beneylu;01/09/2017;\n0880009G;PrimOT;01/09/2017;30/06/2019\n",
        &[
            "2 x L'école 0880009G est fermée depuis le 1er septembre 2019.",
            "3 + 0880009G Beneylu School: Début 01/09/2017, Périmètre école (L'école a fermé le 1er septembre 2019 : \
             pensez à la fin)",
            "4 + 0880009G PrimOT: Début 01/09/2017, Fin 30/06/2019, Périmètre école",
        ],
    ),
    (
        "names instead of UAIs",
        "École;Commune;ENT;Début\nJean Macé élémentaire;Golbey;ONE;01/09/2019\nJean Macé;GOLBEY;ONE;01/09/2019\n\
         Jules Ferry;St Dié;ONE;01/09/2019\nVictor Hugo;Golbey;ONE;01/09/2019\n",
        &[
            "2 ? « Jean Macé élémentaire, Golbey » est-elle École élémentaire Jean Macé, Golbey (0880001Y) ? Écrivez son \
             UAI, ou confirmez-la dans la fenêtre.",
            "3 ? « Jean Macé, GOLBEY » peut être École élémentaire Jean Macé, Golbey (0880001Y) ou École maternelle Jean \
             Macé, Golbey (0880002Z) : écrivez l'UAI.",
            "4 ? « Jules Ferry, St Dié » est-elle École primaire Jules Ferry, Saint-Dié-des-Vosges (0880003A) ? Écrivez \
             son UAI, ou confirmez-la dans la fenêtre.",
            "5 x Aucune école du carnet ne ressemble à « Victor Hugo, Golbey » dans cette commune : écrivez son UAI.",
        ],
    ),
    (
        "dates of all sorts",
        "UAI;ENT;Début\n0880001Y;ONE;03/04/2020\n0880002Z;ONE;rentrée 2019\n0880003A;ONE;sept. 2019\n\
         0880004B;ONE;43709\n0880005C;ONE;2019/2020\n0880006D;ONE;2019-09-01\n0880007E;ONE;1er septembre 2019\n",
        &[
            "2 + 0880001Y ONE: Début 03/04/2020, Périmètre école",
            "3 + 0880002Z ONE: Début 01/09/2019, Périmètre école (« rentrée 2019 » lu 1er septembre 2019)",
            "4 + 0880003A ONE: Début 01/09/2019, Périmètre école (« sept. 2019 » lu 1er septembre 2019)",
            "5 + 0880004B ONE: Début 01/09/2019, Périmètre école (« 43709 » lu 1er septembre 2019)",
            "6 + 0880005C ONE: Début 01/09/2019, Périmètre école (« 2019/2020 » lu 1er septembre 2019)",
            "7 + 0880006D ONE: Début 01/09/2019, Périmètre école",
            "8 + 0880007E ONE: Début 01/09/2019, Périmètre école",
        ],
    ),
    (
        "dates nobody can read for sure",
        "UAI;ENT;Début\n0880001Y;ONE;04/2020/03\n0880002Z;ONE;1/9/75\n0880003A;ONE;12 mars\n0880004B;ONE;31/02/2020\n\
         0880005C;ONE;bientôt\n0880006D;ONE;12/07/1905\n",
        &[
            "2 x Colonne « Début » : « 04/2020/03 » n'est pas une date.",
            "3 x Colonne « Début » : « 1/9/75 » est ambiguë : l'année peut être 1975 ou 2075. Écrivez-la sur quatre \
             chiffres.",
            "4 x Colonne « Début » : « 12 mars » n'est pas une date : l'année manque.",
            "5 x Colonne « Début » : Le 31 février 2020 n'existe pas : ce mois va du 1er au 29.",
            "6 x Colonne « Début » : « bientôt » n'est pas une date.",
            "7 x Colonne « Début » : « 12/07/1905 » n'est pas vraisemblable : un ENT ne peut pas dater de 1905.",
        ],
    ),
    (
        "one American date makes its column doubtful",
        "UAI;ENT;Début\n0880001Y;ONE;03/04/2020\n0880002Z;ONE;04/23/2020\n0880003A;ONE;25/03/2020\n",
        &[
            "2 x Colonne « Début » : « 03/04/2020 » est douteuse : la ligne 3 de cette colonne n'a de sens que dans \
             l'ordre mois, jour. Écrivez les mois en lettres.",
            "3 x Colonne « Début » : Il n'y a pas de mois 23 : l'ordre est jour, mois, année. Écrivez par exemple \
             12/3/2020, 12 mars 2020 ou hier.",
            "4 + 0880003A ONE: Début 25/03/2020, Périmètre école",
        ],
    ),
    (
        "an end before its start, an end in words",
        "UAI;ENT;Début;Fin\n0880001Y;ONE;01/09/2019;01/09/2018\n0880002Z;ONE;01/09/2019;juin 2020\n\
         0880003A;ONE;01/09/2019;En cours\n",
        &[
            "2 x La fin (01/09/2018) est avant le début (01/09/2019).",
            "3 + 0880002Z ONE: Début 01/09/2019, Fin 30/06/2020, Périmètre école (« juin 2020 » lu 30 juin 2020)",
            "4 + 0880003A ONE: Début 01/09/2019, Périmètre école",
        ],
    ),
    (
        "no start",
        "UAI;ENT\n0880001Y;ONE\n",
        &[
            "2 ? La date de début manque : donnez-la dans la ligne, ou pour tout le fichier (--debut).",
        ],
    ),
    (
        "perimeters",
        "UAI;ENT;Début;Périmètre\n0880001Y;ONE;2019;Toute l’école\n0880002Z;ONE;01/09/2019;2/5\n\
         0880003A;ONE;01/09/2019;3 cl.\n0880004B;ONE;01/09/2019;02-mai\n0880005C;ONE;01/09/2019;5/2\n\
         0880006D;ONE;01/09/2019;CM2\n",
        &[
            "2 + 0880001Y ONE: Début 01/01/2019, Périmètre école (« 2019 » lu 1er janvier 2019)",
            "3 + 0880002Z ONE: Début 01/09/2019, Périmètre 2 classes sur 5",
            "4 + 0880003A ONE: Début 01/09/2019, Périmètre 3 classes",
            "5 + 0880004B ONE: Début 01/09/2019, Périmètre 2 classes sur 5 (« 02-mai », que le tableur avait pris pour \
             une date, lu 2/5)",
            "6 x Colonne « Périmètre » : Il y a plus de classes avec l'ENT (5) que de classes (2).",
            "7 x Colonne « Périmètre » : « CM2 » n'est pas un périmètre : écrivez école, 2 classes ou 2/5.",
        ],
    ),
    (
        "oui, X, 1, non under « Toute l’école »",
        "UAI;ENT;Début;Toute l’école\n0880001Y;ONE;01/09/2019;oui\n0880002Z;ONE;01/09/2019;X\n0880003A;ONE;01/09/2019;non\n",
        &[
            NEUVE,
            "3 + 0880002Z ONE: Début 01/09/2019, Périmètre école",
            "4 + 0880003A ONE: Début 01/09/2019, Périmètre quelques classes",
        ],
    ),
    (
        "classes of the school and classes with the ENT",
        "UAI;ENT;Début;Nb classes;Nombre total de classes\n0880001Y;ONE;01/09/2019;2;5\n0880002Z;ONE;01/09/2019;6;5\n",
        &[
            "2 + 0880001Y ONE: Début 01/09/2019, Périmètre 2 classes sur 5",
            "3 x Colonne « Nb classes » : Il y a plus de classes avec l'ENT (6) que de classes (5).",
        ],
    ),
    (
        "a column for each solution, ticked",
        "UAI;ONE;Beneylu School;Depuis\n0880001Y;X;;01/09/2019\n0880002Z;;oui;01/09/2019\n0880003A;1;x;01/09/2019\n\
         0880004B;;;\n0880005C;non;rentrée 2020;\n",
        &[
            NEUVE,
            "3 + 0880002Z Beneylu School: Début 01/09/2019, Périmètre école",
            "4 + 0880003A ONE: Début 01/09/2019, Périmètre école",
            "4 + 0880003A Beneylu School: Début 01/09/2019, Périmètre école",
            "5 . Aucun ENT indiqué.",
            "6 + 0880005C Beneylu School: Début 01/09/2020, Périmètre école (« rentrée 2020 » lu 1er septembre 2020)",
        ],
    ),
    (
        "ENT oui/non beside its name",
        "UAI;ENT;Nom de l’ENT;Début\n0880001Y;oui;ONE;01/09/2019\n0880002Z;non;;\n",
        &[NEUVE, "3 . Aucun ENT indiqué."],
    ),
    (
        "dated stages, one of them only ticked",
        "UAI;ENT;Début;Conventionné le;Comptes créés le;Formé le;Utilisé\n\
         0880001Y;ONE;01/09/2019;01/06/2019;15/09/2019;oui;2020-01-06\n",
        &[
            "2 + 0880001Y ONE: Début 01/09/2019, Périmètre école, Conventionné 01/06/2019, Comptes créés 15/09/2019, \
             Utilisé 06/01/2020 (Formé : « oui » n'a pas de date, laissé de côté)",
        ],
    ),
    (
        "several payers, with and without a year",
        "UAI;ENT;Début;Financeur\n0880001Y;ONE;01/09/2019;ENIR 2018 + mairie 2019\n0880002Z;ONE;01/09/2019;\"Label 2020 ; coop\"\n\
         0880003A;ONE;01/09/2019;non\n",
        &[
            "2 + 0880001Y ONE: Début 01/09/2019, Périmètre école, Financement ENIR 2018, Financement Commune ou \
             intercommunalité, 2019",
            "3 + 0880002Z ONE: Début 01/09/2019, Périmètre école, Financement Label Écoles numériques 2020, Financement \
             Coopérative scolaire",
            "4 + 0880003A ONE: Début 01/09/2019, Périmètre école",
        ],
    ),
    (
        "two lines that contradict each other",
        "UAI;ENT;Début\n0880001Y;ONE;01/09/2019\n0880001Y;ONE;01/09/2020\n",
        &[
            "2 ? Elle contredit la ligne 3 (même école, même solution) : l'une commence le 01/09/2019, l'autre le \
             01/09/2020. Écartez l'une des deux, ou corrigez le fichier.",
            "3 ? Elle contredit la ligne 2 (même école, même solution) : l'une commence le 01/09/2019, l'autre le \
             01/09/2020. Écartez l'une des deux, ou corrigez le fichier.",
        ],
    ),
    (
        "two perimeters for the same time",
        "UAI;ENT;Début;Périmètre\n0880001Y;ONE;01/09/2019;école\n0880001Y;ONE;01/09/2019;2 classes\n",
        &[
            "2 ? Elle contredit la ligne 3 (même école, même solution) : leurs périmètres diffèrent. Écartez l'une des \
             deux, ou corrigez le fichier.",
            "3 ? Elle contredit la ligne 2 (même école, même solution) : leurs périmètres diffèrent. Écartez l'une des \
             deux, ou corrigez le fichier.",
        ],
    ),
    (
        "the same line twice, the second with more",
        "UAI;ENT;Début;Financement\n0880001Y;ONE;01/09/2019;\n0880001Y;ONE;01/09/2019;commune\n",
        &[
            "2 + 0880001Y ONE: Début 01/09/2019, Périmètre école, Financement Commune ou intercommunalité",
            "3 = 0880001Y ONE (Réunie à la ligne 2, qui dit la même chose)",
        ],
    ),
    (
        "two periods that follow each other",
        "UAI;ENT;Début;Fin;Périmètre\n0880001Y;ONE;01/09/2018;31/08/2019;2 classes\n0880001Y;ONE;01/09/2019;;école\n",
        &[
            "2 + 0880001Y ONE: Début 01/09/2018, Fin 31/08/2019, Périmètre 2 classes",
            "3 + 0880001Y ONE: Début 01/09/2019, Périmètre école",
        ],
    ),
    (
        "what the carnet already holds, and more of it",
        "UAI;ENT;Début;Comptes créés le\n0880008F;ONE;01/09/2018;\n0880008F;Beneylu;01/09/2018;01/10/2018\n",
        &[
            "2 = 0880008F ONE",
            "3 + 0880008F Beneylu School: Début 01/09/2018, Périmètre école, Comptes créés 01/10/2018",
        ],
    ),
    (
        "an end, accounts and payers for what runs",
        "UAI;ENT;Début;Fin;Comptes créés le;Financement\n0880008F;ONE;01/09/2018;31/08/2020;12/09/2018;FUS@E 2018\n",
        &[
            "2 ~ 0880008F ONE: Fin en cours -> 31/08/2020, Comptes créés 12/09/2018, Financement FUS@E, 2018",
        ],
    ),
    (
        "another start than the one typed",
        "UAI;ENT;Début;Périmètre\n0880008F;ONE;01/09/2019;2/5\n",
        &["2 ! 0880008F ONE: Début 01/09/2018 -> 01/09/2019, Périmètre école -> 2 classes sur 5"],
    ),
    (
        "accents mangled by a passage through another encoding",
        "UAI;Solution;DÃ©but;PÃ©rimÃ¨tre\n0880001Y;ONE;01/09/2019;Ã©cole\n",
        &[NEUVE],
    ),
    (
        "what our own exports put before a sign",
        "UAI;Solution;Début;Commentaire\n0880001Y;ONE;01/09/2019;'=voir le dossier\n",
        &["2 + 0880001Y ONE: Début 01/09/2019, Périmètre école, Commentaire =voir le dossier"],
    ),
    (
        "totals and blank lines",
        "UAI;Solution;Début\n0880001Y;ONE;01/09/2019\n;;\nTotal : 1 école;;\n",
        &[NEUVE, "4 . Aucun ENT indiqué."],
    ),
    (
        "errors of formulas",
        "UAI;Solution;Début\n#N/A;ONE;01/09/2019\n0880001Y;ONE;#REF!\n",
        &[
            "2 x « #N/A » n'est pas un UAI : sept chiffres et une lettre sont attendus.",
            "3 x Colonne « Début » : « #REF! » n'est pas une date.",
        ],
    ),
    (
        "an UAI among other words, or in the name",
        "École;ENT;Début\nJean Macé (0880001Y);ONE;01/09/2019\n",
        &[NEUVE],
    ),
    ("only titles", "UAI;Solution;Début\n", &[]),
    (
        "cells beyond the titles",
        "UAI;Solution;Début\n0880001Y;ONE;01/09/2019;de plus;encore\n",
        &[NEUVE],
    ),
    ("no school and no solution", "nom;prenom;age\na;b;3\n", &[]),
    ("one single cell", "bonjour\n", &[]),
];

#[test]
fn each_small_text_gives_its_lines_or_its_refusals() {
    let store = carnet();
    for (quoi, texte, attendu) in TEXTES {
        assert_eq!(
            raconte(&store, "a.csv", texte.as_bytes()),
            *attendu,
            "{quoi}"
        );
    }
}

const UN: &str =
    "UAI;Solution;Début;Commentaire\r\n0880001Y;ONE;01/09/2019;Élèves où ça ? Là, à Noël\r\n";

#[test]
fn each_encoding_is_told_from_its_bytes() {
    let store = carnet();
    let attendu = [format!("{NEUVE}, Commentaire Élèves où ça ? Là, à Noël")];
    let utf16: Vec<u16> = format!("\u{feff}{UN}").encode_utf16().collect();
    let un_codage = |codage: &'static encoding_rs::Encoding| codage.encode(UN).0.into_owned();
    for (quoi, octets) in [
        ("UTF-8", UN.as_bytes().to_vec()),
        ("UTF-8 with its mark", format!("\u{feff}{UN}").into_bytes()),
        ("windows-1252", un_codage(encoding_rs::WINDOWS_1252)),
        ("MacRoman", un_codage(encoding_rs::MACINTOSH)),
        (
            "UTF-16 LE",
            utf16.iter().flat_map(|u| u.to_le_bytes()).collect(),
        ),
        (
            "UTF-16 BE",
            utf16.iter().flat_map(|u| u.to_be_bytes()).collect(),
        ),
    ] {
        assert_eq!(raconte(&store, "a.csv", &octets), attendu, "{quoi}");
    }
}

#[test]
fn what_is_no_table_of_text_is_refused_with_what_it_is() {
    for (quoi, octets, attendu) in [
        (
            "a NUL",
            b"UAI;Solution\n0880001Y;O\0NE\n".to_vec(),
            "« a.csv » n'est pas un fichier CSV : il contient des données binaires, pas du texte.",
        ),
        (
            "nothing",
            Vec::new(),
            "« a.csv » est vide. Téléchargez-le de nouveau.",
        ),
        (
            "UTF-16 without its mark",
            "UAI;Solution\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
            "« a.csv » n'est pas un fichier CSV : c'est du texte UTF-16 sans marque. Enregistrez-le en UTF-8.",
        ),
        (
            "a PDF",
            b"%PDF-1.7 ...".to_vec(),
            "« a.csv » n'est pas un fichier CSV : c'est un document PDF.",
        ),
    ] {
        assert_eq!(lit("a.csv", &octets).unwrap_err(), attendu, "{quoi}");
    }
}

#[test]
fn what_is_too_long_is_bounded_and_named() {
    let store = carnet();
    let mut longue = String::from("UAI;Solution;Début;Commentaire\n0880001Y;ONE;01/09/2019;");
    longue.extend(std::iter::repeat_n('x', 30 << 20));
    longue.push_str("\n0880002Z;ONE;01/09/2019;\n");
    assert_eq!(
        raconte(&store, "a.csv", longue.as_bytes()),
        [
            "2 x La ligne dépasse 8 Mio.",
            "3 + 0880002Z ONE: Début 01/09/2019, Périmètre école"
        ]
    );
    let cellule = format!(
        "UAI;Solution;Début;Commentaire\n0880001Y;ONE;01/09/2019;{}\n",
        "x".repeat(100_001)
    );
    assert_eq!(
        raconte(&store, "a.csv", cellule.as_bytes()),
        ["2 x La cellule de la colonne D dépasse 100 000 caractères."]
    );
    let large = format!("UAI;Solution\n0880001Y;ONE{}x\n", ";".repeat(600));
    assert_eq!(
        raconte(&store, "a.csv", large.as_bytes()),
        ["2 x La ligne a 602 colonnes, plus que 500."]
    );
    let nombreuses = "0880001Y;ONE\n".repeat(500_001);
    assert_eq!(
        lit("a.csv", nombreuses.as_bytes()).unwrap_err(),
        "Ce tableau a plus de 500 000 lignes : gardez celles qui vous concernent, puis recommencez."
    );
}

/// Applies a plan and checks that the carnet is as its journal says.
fn applique(store: &mut Store, plan: &tableur::Plan) -> tableur::Bilan {
    let bilan = tableur::appliquer(store, plan, &mut Progress::silent()).expect("applied");
    assert_eq!(store.verify().expect("verified"), [""; 0]);
    bilan
}

#[test]
fn an_import_is_one_operation_that_undo_takes_back_and_that_changes_nothing_twice() {
    let mut store = carnet();
    let avant = store.faits().unwrap();
    let operations = store.historique().unwrap().len();
    let texte = "UAI;ENT;Périmètre;Début;Fin;Financement;Commentaire\n\
                 0880001Y;One;2/5;01/09/2019;en cours;ENIR 2018 + commune;Un mot\n\
                 0880008F;ONE;;;31/08/2020;FUS@E;\n\
                 0880002Z;ENT ONE;;rentrée 2019;;;\n";
    let lu = lit("a.csv", texte.as_bytes()).unwrap();
    let premier = plan(&store, &lu);
    let bilan = applique(&mut store, &premier);
    assert_eq!(
        (bilan.nouvelles, bilan.modifiees, bilan.financements),
        (2, 1, 3)
    );
    assert_eq!(store.historique().unwrap().len(), operations + 1);
    assert_eq!(
        store.historique().unwrap()[0].libelle,
        "Import d’un tableur"
    );
    let apres = store.faits().unwrap();
    let d = &apres.deploiements(Id::ecole(&uai(880_001)))[0];
    assert_eq!((d.debut, d.fin), (Some(jour("2019-09-01")), None));
    assert_eq!(
        d.perimetre,
        Perimetre::Classes {
            nombre: Some(2),
            total: Some(5)
        }
    );
    let payeurs: Vec<_> = apres
        .financements(d.ecole)
        .iter()
        .map(|f| (f.deploiement, f.annee))
        .collect();
    assert_eq!(payeurs, [(Some(d.id), None), (Some(d.id), Some(2018))]);
    assert_eq!(
        apres.deploiements(Id::ecole(&uai(880_008)))[0].fin,
        Some(jour("2020-08-31"))
    );

    let encore = plan(&store, &lu);
    assert_eq!(
        recit(&encore),
        [
            "2 = 0880001Y ONE",
            "3 = 0880008F ONE",
            "4 = 0880002Z ONE (« rentrée 2019 » lu 1er septembre 2019)"
        ]
    );
    assert_eq!(applique(&mut store, &encore), tableur::Bilan::default());
    assert_eq!(
        store.historique().unwrap().len(),
        operations + 1,
        "nothing to write, no operation"
    );

    store.undo().unwrap();
    assert_eq!(store.verify().unwrap(), [""; 0]);
    assert_eq!(store.faits().unwrap(), avant);
    let refait = plan(&store, &lu);
    applique(&mut store, &refait);
    assert_eq!(
        store.faits().unwrap(),
        apres,
        "imported again after an undo"
    );
}

#[test]
fn what_the_carnet_says_stays_unless_the_line_is_taken() {
    let mut store = carnet();
    let ecole = Id::ecole(&uai(880_008));
    let texte = "UAI;ENT;Début;Commentaire\n0880008F;ONE;01/09/2019;Depuis la fusion\n";
    let lu = lit("a.csv", texte.as_bytes()).unwrap();
    let mien = plan(&store, &lu);
    assert_eq!(mien.lignes[0].sort, Sort::Desaccord);
    assert_eq!(
        simple(&mien.refus()[0].raison),
        "Début : le carnet dit « 01/09/2018 », le tableur « 01/09/2019 ». Le carnet est gardé."
    );
    applique(&mut store, &mien);
    let gardes = |store: &Store| {
        let d = store.faits().unwrap().deploiements(ecole)[0].clone();
        (d.debut, d.commentaire)
    };
    assert_eq!(
        gardes(&store),
        (Some(jour("2018-09-01")), "Depuis la fusion".to_owned()),
        "an empty field is filled, a typed one is kept"
    );
    let sien = plan_with(&store, &lu, |choix| {
        choix.leurs.insert((2, solution("ONE")));
    });
    applique(&mut store, &sien);
    assert_eq!(gardes(&store).0, Some(jour("2019-09-01")));
    store.undo().unwrap();
    assert_eq!(gardes(&store).0, Some(jour("2018-09-01")));
}

#[test]
fn a_start_given_for_the_file_contradicts_nothing() {
    let mut store = carnet();
    let lu = lit("a.csv", b"UAI;ENT\n0880001Y;ONE\n0880008F;ONE\n").unwrap();
    let donne = plan_with(&store, &lu, |choix| choix.debut = Some(jour("2020-09-01")));
    assert_eq!(
        recit(&donne),
        [
            "2 + 0880001Y ONE: Début 01/09/2020, Périmètre école",
            "3 = 0880008F ONE"
        ]
    );
    applique(&mut store, &donne);
    assert_eq!(
        recit(&plan(&store, &lu)),
        ["2 = 0880001Y ONE", "3 = 0880008F ONE"],
        "recognised without a date"
    );
}

#[test]
fn what_was_decided_once_is_not_asked_again() {
    let mut store = carnet();
    let texte = "Établissement;Ville;Produit maison;Quand;Financement\n\
                 J. Macé élém.;Golbey;Klassroom+;01/09/2019;Tombola\n\
                 Champbeauvert;Épinal;Machin;01/09/2019;Tombola\n\
                 Loge blanche;Épinal;Pronote;01/09/2019;\n";
    let lu = lit("a.csv", texte.as_bytes()).unwrap();
    let faits = store.faits().unwrap();
    let mut choix = Choix::propose(&lu, &faits, aujourdhui());
    assert!(!choix.suffit(), "« Produit maison » tells nothing");
    choix
        .set_column_named(&lu, "produit maison", "solution")
        .unwrap();
    choix.set_column_named(&lu, "Quand", "début").unwrap();
    let nouvelle = Id::fresh();
    let decide = |choix: &mut Choix| {
        let mot = |mot: &str| (Domaine::Solution, mot.to_owned());
        choix
            .mots
            .insert(mot("klassroom+"), Decision::Vers(solution("KLASSLY")));
        choix.mots.insert(
            mot("machin"),
            Decision::Nouvelle {
                id: nouvelle,
                nom: "Machin".to_owned(),
                compte_ent: true,
            },
        );
        choix.mots.insert(mot("pronote"), Decision::Ignorer);
        choix.mots.insert(
            (Domaine::Dispositif, "tombola".to_owned()),
            Decision::Vers(carnet_ent::store::dispositif("COOPERATIVE")),
        );
    };
    decide(&mut choix);
    let faire = |choix: &Choix, store: &Store| {
        let faits = store.faits().unwrap();
        tableur::preparer(&lu, choix, &faits, aujourdhui(), &mut Progress::silent()).unwrap()
    };
    let propose = faire(&choix, &store);
    assert_eq!(
        propose.ecoles.iter().map(|e| e.sure).collect::<Vec<_>>(),
        [true, true]
    );
    for ecole in &propose.ecoles {
        choix
            .ecoles
            .insert(ecole.cle.clone(), ecole.candidats[0].uai.clone());
    }
    let attendu = [
        "2 + 0880001Y Klassly: Début 01/09/2019, Périmètre école, Financement Coopérative scolaire (« J. Macé élém., \
         Golbey » est École élémentaire Jean Macé (0880001Y))",
        "3 + 0880005C Machin: Début 01/09/2019, Périmètre école, Financement Coopérative scolaire (« Champbeauvert, \
         Épinal » est École élémentaire Champbeauvert (0880005C))",
        "4 . « Pronote » est ignoré.",
    ];
    let pret = faire(&choix, &store);
    assert_eq!(recit(&pret), attendu);
    let avant = store.faits().unwrap();
    let bilan = applique(&mut store, &pret);
    assert_eq!((bilan.nouvelles, bilan.ajouts), (2, 1));
    assert_eq!(store.faits().unwrap().solutions[&nouvelle].nom, "Machin");

    // The next file, with other lines: nothing is asked.
    let suite = lit(
        "b.csv",
        texte
            .replace("01/09/2019", "01/09/2020")
            .replace("Macé élém.;Golbey;Klassroom+", "Macé élém.;Golbey;Machin")
            .as_bytes(),
    )
    .unwrap();
    let encore = plan(&store, &suite);
    assert_eq!(
        encore.compte(|s| matches!(s, Sort::ADecider(_))),
        0,
        "{:#?}",
        recit(&encore)
    );
    assert_eq!(encore.lignes[0].solution, "Machin");
    store.undo().unwrap();
    assert_eq!(store.verify().unwrap(), [""; 0]);
    assert_eq!(
        store.faits().unwrap(),
        avant,
        "the memory is undone with the import"
    );
}

#[test]
fn a_line_put_aside_frees_the_one_it_contradicted() {
    let store = carnet();
    let texte = "UAI;ENT;Début\n0880001Y;ONE;01/09/2019\n0880001Y;ONE;01/09/2020\n";
    let lu = lit("a.csv", texte.as_bytes()).unwrap();
    let choisi = plan_with(&store, &lu, |choix| {
        choix.ecartees.insert(2);
    });
    assert_eq!(
        recit(&choisi),
        [
            "2 . Écartée à votre demande.",
            "3 + 0880001Y ONE: Début 01/09/2020, Périmètre école"
        ]
    );
}

#[test]
fn pasted_rows_are_read_like_a_file() {
    let store = carnet();
    for (quoi, colle) in [
        (
            "with titles",
            "UAI\tSolution\tDébut\n0880001Y\tONE\t01/09/2019\n",
        ),
        (
            "as Excel copies cells that hold a line end",
            "UAI\tSolution\tDébut\r\n0880001Y\t\"ONE\"\t01/09/2019\r\n",
        ),
        (
            "a text with semicolons",
            "UAI;Solution;Début\n0880001Y;ONE;01/09/2019",
        ),
    ] {
        let lu = tableur::coller(colle).unwrap();
        assert_eq!(recit(&plan(&store, &lu)), [NEUVE], "{quoi}");
        assert_eq!(lu.fichier, "Lignes collées");
    }
    let lu = tableur::coller("0880001Y\tONE\t01/09/2019\n0880002Z\tbeneylu\t01/09/2019").unwrap();
    assert_eq!(
        recit(&plan(&store, &lu)),
        [
            "1 + 0880001Y ONE: Début 01/09/2019, Périmètre école",
            "2 + 0880002Z Beneylu School: Début 01/09/2019, Périmètre école"
        ]
    );
}

#[test]
fn our_own_list_of_schools_is_read_back() {
    let mut store = carnet();
    let au = jour("2020-07-01");
    let csv = {
        let faits = store.faits().unwrap();
        carnet_ent::report::RapportEcoles::new(&faits, au, carnet_ent::domain::Regle::Classe)
            .to_csv()
    };
    let lu = lit("ecoles.csv", csv.as_bytes()).unwrap();
    let relu = plan(&store, &lu);
    assert_eq!(
        (relu.nouvelles(), relu.inchangees()),
        (0, 1),
        "{:#?}",
        recit(&relu)
    );
    assert_eq!(applique(&mut store, &relu), tableur::Bilan::default());
    let mut vide = Store::in_memory(&commun::auteur()).unwrap();
    assert_eq!(
        plan(&vide, &lu).compte(|s| matches!(s, Sort::Refusee(_))),
        1,
        "its schools are not there"
    );
    commun::fill(&mut vide);
    let ecole = Id::ecole(&uai(880_008));
    let d = vide.faits().unwrap().deploiements(ecole)[0].id;
    vide.transact("Suppression", |edit| {
        edit.delete(carnet_ent::store::Genre::Deploiement, d)
    })
    .unwrap();
    let pose = plan_with(&vide, &lu, |choix| choix.debut = Some(au));
    applique(&mut vide, &pose);
    let faits = vide.faits().unwrap();
    assert_eq!(
        carnet_ent::report::RapportEcoles::new(&faits, au, carnet_ent::domain::Regle::Classe)
            .to_csv(),
        csv,
        "the same list comes out"
    );
}
