"""A carnet of the demonstration académie and of ten annuaires, one for each school year.

The annuaires are made from the schools of the demonstration (all fictitious): each year pupils
come and go, some schools get another name, some are about to close and are gone the year after.
The same carnet every time, imported with the program's own command.
"""
import csv
import random
import sqlite3
import subprocess
from pathlib import Path

ANNEES = range(2016, 2026)

ECOLES = """
    SELECT e.uai AS Identifiant_de_l_etablissement, s.nom AS Nom_etablissement,
           'Ecole' AS Type_etablissement,
           CASE s.statut WHEN 'prive' THEN 'Privé' ELSE 'Public' END AS Statut_public_prive,
           s.adresse AS Adresse_1, s.code_postal AS "Code postal", s.commune AS Code_commune,
           s.commune_nom AS Nom_commune, s.departement AS Code_departement,
           s.maternelle AS Ecole_maternelle, s.elementaire AS Ecole_elementaire,
           s.telephone AS Telephone, s.courriel AS Mail,
           s.education_prioritaire AS Appartenance_Education_Prioritaire,
           s.eleves AS Nombre_d_eleves, c.nom AS nom_circonscription,
           c.code AS code_circonscription, s.latitude, s.longitude,
           s.ouverture AS date_ouverture, '' AS date_maj_ligne, 'OUVERT' AS etat,
           s.rpi_concentre, s.rpi_disperse, '151' AS code_nature
    FROM ecole_situation s
    JOIN ecole e ON e.id = s.ecole
    LEFT JOIN circonscription c ON c.id = s.circonscription
    WHERE s.a = '9999' AND e.supprime = 0
    ORDER BY e.uai
"""


def annuaires(carnet, dossier):
    """Writes the ten files; returns their paths."""
    base = sqlite3.connect(f"file:{carnet}?mode=ro", uri=True)
    base.row_factory = sqlite3.Row
    ecoles = [dict(ligne) for ligne in base.execute(ECOLES)]
    base.close()
    hasard = random.Random(2016)
    chemins = []
    for annee in ANNEES:
        ecoles = [ecole for ecole in ecoles if ecole["etat"] == "OUVERT"]
        for ecole in ecoles:
            ecole["date_maj_ligne"] = f"{annee}-10-03"
            ecole["Nombre_d_eleves"] = max(12, int((ecole["Nombre_d_eleves"] or 90)
                                                   * hasard.uniform(0.94, 1.06)))
            if hasard.random() < 0.02:
                ecole["Nom_etablissement"] += f" {hasard.choice('ABCDEFGH')}"
            if hasard.random() < 0.005:
                ecole["etat"] = "A FERMER"
        chemin = Path(dossier) / f"annuaire-{annee}.csv"
        with open(chemin, "w", encoding="utf-8-sig", newline="") as sortie:
            tableau = csv.DictWriter(sortie, ecoles[0].keys(), delimiter=";")
            tableau.writeheader()
            tableau.writerows(ecoles)
        chemins.append(chemin)
    return chemins


def carnet(programme, dossier):
    """Makes the carnet in `dossier`; returns its path."""
    chemin = Path(dossier) / "dix-ans.carnet"
    muet = {"check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([programme, "demo", chemin, "--academie", "--sans-fenetre"], **muet)
    subprocess.run([programme, "importer", chemin, *annuaires(chemin, dossier)], **muet)
    return chemin
