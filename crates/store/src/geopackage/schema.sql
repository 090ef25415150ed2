-- An edition as a GeoPackage 1.3 (OGC 12-128r17): a plain SQLite file that QGIS and GDAL read.
-- `lieux` holds points (lon, lat, WGS84 degrees); the other tables are attributes. `fid` is the order of the rows.
-- Lists are joined by « | »; in an item, « \| » is a bar, « \\ » a backslash and « \- » an empty text.
PRAGMA application_id = 1196444487; -- 'GPKG'
PRAGMA user_version = 10300;

CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
);
INSERT INTO gpkg_spatial_ref_sys VALUES
    ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian coordinate reference system'),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
    ('WGS 84 geodetic', 4326, 'EPSG', 4326,
     'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
     'longitude, latitude in degrees');

CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL,
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
    srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    PRIMARY KEY (table_name, column_name),
    FOREIGN KEY (table_name) REFERENCES gpkg_contents (table_name),
    FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

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

CREATE TABLE lieux (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    geom POINT NOT NULL,
    id TEXT NOT NULL,
    pivot TEXT,
    nom TEXT NOT NULL,
    commune TEXT NOT NULL,
    code_postal TEXT NOT NULL,
    code_insee TEXT NOT NULL,
    adresse TEXT NOT NULL,
    complement_adresse TEXT,
    latitude DOUBLE NOT NULL,
    longitude DOUBLE NOT NULL,
    typologie TEXT,
    telephone TEXT,
    courriels TEXT,
    site_web TEXT,
    horaires TEXT,
    presentation_resume TEXT,
    presentation_detail TEXT,
    source TEXT,
    itinerance TEXT,
    date_maj DATE,
    services TEXT,
    publics_specifiquement_adresses TEXT,
    prise_en_charge_specifique TEXT,
    frais_a_charge TEXT,
    dispositif_programmes_nationaux TEXT,
    formations_labels TEXT,
    autres_formations_labels TEXT,
    modalites_acces TEXT,
    modalites_accompagnement TEXT,
    fiche_acces_libre TEXT,
    prise_rdv TEXT,
    departement TEXT NOT NULL,
    "precision" TEXT NOT NULL,
    horaires_texte TEXT
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
