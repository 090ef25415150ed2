-- The tables of an edition beside its venues: attributes. `fid` is the order of the rows.
-- Lists are joined as in `lieux`.
CREATE TABLE edition (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    numero INTEGER NOT NULL,
    cree_le TEXT NOT NULL,
    empreinte TEXT NOT NULL
);

CREATE TABLE sources (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL,
    nom TEXT NOT NULL,
    licence TEXT NOT NULL,
    origine TEXT NOT NULL,
    date_donnees DATE,
    sha256 TEXT NOT NULL,
    lignes_lues INTEGER NOT NULL,
    lignes_publiees INTEGER NOT NULL,
    lignes_fusionnees INTEGER NOT NULL,
    lignes_rejetees INTEGER NOT NULL
);

CREATE TABLE manquants (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    nom TEXT NOT NULL,
    raison TEXT NOT NULL
);

CREATE TABLE membres (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    lieu TEXT NOT NULL,
    source TEXT NOT NULL,
    ligne INTEGER NOT NULL,
    id_local TEXT NOT NULL,
    date_maj DATE,
    champs TEXT
);

CREATE TABLE successions (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    de TEXT NOT NULL,
    vers TEXT
);

CREATE TABLE constats (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    source TEXT NOT NULL,
    ligne INTEGER,
    champ TEXT,
    nature TEXT NOT NULL,
    gravite TEXT NOT NULL,
    detail TEXT NOT NULL
);

-- The tables from here on came with version 0.2; a file of an earlier version lacks them.

-- « indices » : [["nom", 12, "…"], …], what speaks for (positive) or against, the heaviest first; `score` is their sum.
CREATE TABLE rapprochements (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    source_a TEXT NOT NULL,
    ligne_a INTEGER NOT NULL,
    source_b TEXT NOT NULL,
    ligne_b INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    score INTEGER NOT NULL,
    indices TEXT NOT NULL
);

CREATE TABLE couverture_bilan (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    sources_population TEXT,
    points INTEGER NOT NULL,
    habitants INTEGER NOT NULL,
    part_eloignee_moins_65 DOUBLE NOT NULL,
    part_eloignee_65_et_plus DOUBLE NOT NULL,
    routes TEXT,
    routes_date DATE,
    routes_profil TEXT,
    cibles TEXT
);

-- Counts are inhabitants, times seconds by car; `au_dela_…`, `tenue_…` and the times are to the nearest France Services.
-- « cibles » : [[…], …], for each target of couverture_bilan.cibles, inhabitants within 10, 10–20, 20–30, 30–45 minutes and
-- beyond, surely within 30, surely beyond 30, of 65 and over beyond 30, far from digital services beyond 30.
CREATE TABLE couverture (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    niveau TEXT NOT NULL,
    code TEXT NOT NULL,
    nom TEXT NOT NULL,
    departement TEXT,
    habitants INTEGER NOT NULL,
    habitants_65_et_plus INTEGER,
    eloignes_du_numerique INTEGER NOT NULL,
    lieux INTEGER NOT NULL,
    france_services INTEGER NOT NULL,
    methode TEXT NOT NULL,
    au_dela_20 INTEGER,
    au_dela_30 INTEGER,
    au_dela_30_certain INTEGER,
    tenue_30_certaine INTEGER,
    moyenne_s INTEGER,
    mediane_s INTEGER,
    pire_dixieme_s INTEGER,
    gini DOUBLE,
    fs_proche TEXT,
    fs_proche_bas_s INTEGER,
    fs_proche_s INTEGER,
    fs_proche_haut_s INTEGER,
    fs_proche_methode TEXT,
    lieu_proche TEXT,
    lieu_proche_bas_s INTEGER,
    lieu_proche_s INTEGER,
    lieu_proche_haut_s INTEGER,
    lieu_proche_methode TEXT,
    cibles TEXT NOT NULL
);

CREATE TABLE signalements (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    niveau TEXT NOT NULL,
    code TEXT NOT NULL,
    critere TEXT NOT NULL,
    raison TEXT NOT NULL,
    valeur DOUBLE NOT NULL,
    seuil DOUBLE NOT NULL,
    certain INTEGER NOT NULL
);

CREATE TABLE hubs (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    id TEXT NOT NULL,
    nom TEXT NOT NULL,
    vague TEXT NOT NULL,
    ferme_le DATE,
    lieux_communs INTEGER,
    lieux_enquete_seule INTEGER,
    lieux_national_seul INTEGER
);

CREATE TABLE hub_departements (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    hub TEXT NOT NULL,
    departement TEXT NOT NULL,
    source TEXT NOT NULL,
    du DATE,
    au DATE
);

CREATE TABLE tournees (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    tournee TEXT NOT NULL,
    lieu TEXT NOT NULL
);
