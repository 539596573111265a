"""geodiff on the same work: two SQLite files of 10 000 rows × 20 columns, 2 000 edits and 1 000
additions each on a common base, rebased. Prints the median of seven rounds.

    pip install pygeodiff
    python3 tests/benches/fusion/geodiff.py
"""
import os
import shutil
import sqlite3
import statistics
import tempfile
import time

import pygeodiff

VISITES, EDITEES, AJOUTEES, TOURS = 10_000, 2_000, 1_000, 7
TEXTES = [f"c{i}" for i in range(1, 20)]


def ligne(cle, n):
    return [cle] + [f"{nom} {n} : quatre classes publient chaque semaine." for nom in TEXTES]


def base(chemin):
    with sqlite3.connect(chemin) as db:
        colonnes = ", ".join(f"{nom} TEXT" for nom in TEXTES)
        db.execute(f"CREATE TABLE visite (id INTEGER PRIMARY KEY, {colonnes})")
        places = ",".join("?" * 20)
        db.executemany(f"INSERT INTO visite VALUES ({places})",
                       (ligne(n, n) for n in range(1, VISITES + 1)))
    db.close()


def travaille(chemin, qui, depuis):
    with sqlite3.connect(chemin) as db:
        db.executemany("UPDATE visite SET c7 = ? WHERE id = ?",
                       ((f"Revu par {qui} : visite {n}.", n + 1)
                        for n in range(depuis, depuis + EDITEES)))
        places = ",".join("?" * 20)
        db.executemany(f"INSERT INTO visite VALUES ({places})",
                       (ligne(VISITES + 1 + n, n) for n in range(AJOUTEES)))
    db.close()


with tempfile.TemporaryDirectory() as dossier:
    chemin = lambda nom: os.path.join(dossier, nom)
    base(chemin("base"))
    for qui, depuis in (("anne", 0), ("bruno", EDITEES // 2)):
        shutil.copy(chemin("base"), chemin(qui))
        travaille(chemin(qui), qui, depuis)
    geodiff = pygeodiff.GeoDiff()
    durees = []
    for _ in range(TOURS):
        shutil.copy(chemin("anne"), chemin("copie"))
        debut = time.perf_counter()
        geodiff.rebase(chemin("base"), chemin("bruno"), chemin("copie"), chemin("conflits"))
        durees.append((time.perf_counter() - debut) * 1000)
    with sqlite3.connect(chemin("copie")) as db:
        lignes = db.execute("SELECT count(*) FROM visite").fetchone()[0]
    db.close()
    print(f"geodiff {geodiff.version()} rebase : {statistics.median(durees):.0f} ms, {lignes} lignes")
