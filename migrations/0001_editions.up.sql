-- Editions, what they hold, and the journal of publications. Points are lon, lat in WGS84 degrees (EPSG:4326).
-- `ordre` is the order of the rows of an edition; columns of `lieu` have the names of the national standard.
CREATE EXTENSION IF NOT EXISTS postgis;

CREATE TABLE edition (
    numero bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cree_le timestamptz NOT NULL,
    empreinte text NOT NULL,
    lieux bigint NOT NULL
);

CREATE TABLE source (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    id text NOT NULL,
    nom text NOT NULL,
    licence text NOT NULL,
    origine text NOT NULL,
    date_donnees date,
    sha256 text NOT NULL,
    lignes_lues bigint NOT NULL,
    lignes_publiees bigint NOT NULL,
    lignes_fusionnees bigint NOT NULL,
    lignes_rejetees bigint NOT NULL,
    PRIMARY KEY (edition, ordre)
);

CREATE TABLE manquant (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    nom text NOT NULL,
    raison text NOT NULL,
    PRIMARY KEY (edition, ordre)
);

CREATE TABLE lieu (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    geom geometry (Point, 4326) NOT NULL,
    latitude double precision GENERATED ALWAYS AS (ST_Y(geom)) STORED,
    longitude double precision GENERATED ALWAYS AS (ST_X(geom)) STORED,
    id text NOT NULL,
    pivot text,
    nom text NOT NULL,
    commune text NOT NULL,
    code_postal text NOT NULL,
    code_insee text NOT NULL,
    adresse text NOT NULL,
    complement_adresse text,
    typologie text[] NOT NULL,
    telephone text,
    courriels text[] NOT NULL,
    site_web text[] NOT NULL,
    horaires text,
    presentation_resume text,
    presentation_detail text,
    source text,
    itinerance text[] NOT NULL,
    date_maj date,
    services text[] NOT NULL,
    publics_specifiquement_adresses text[] NOT NULL,
    prise_en_charge_specifique text[] NOT NULL,
    frais_a_charge text[] NOT NULL,
    dispositif_programmes_nationaux text[] NOT NULL,
    formations_labels text[] NOT NULL,
    autres_formations_labels text[] NOT NULL,
    modalites_acces text[] NOT NULL,
    modalites_accompagnement text[] NOT NULL,
    fiche_acces_libre text,
    prise_rdv text,
    departement text NOT NULL,
    "precision" text NOT NULL,
    horaires_texte text,
    PRIMARY KEY (edition, ordre),
    UNIQUE (edition, id)
);

-- « Nearest first » in metres: ORDER BY geom::geography <-> $1::geography.
CREATE INDEX lieu_proche ON lieu USING gist ((geom::geography));
CREATE INDEX lieu_departement ON lieu (edition, departement);

CREATE TABLE membre (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    lieu text NOT NULL,
    source text NOT NULL,
    ligne bigint NOT NULL,
    id_local text NOT NULL,
    date_maj date,
    champs text[] NOT NULL,
    PRIMARY KEY (edition, ordre),
    FOREIGN KEY (edition, lieu) REFERENCES lieu (edition, id) ON DELETE CASCADE
);
CREATE INDEX membre_lieu ON membre (edition, lieu);

CREATE TABLE succession (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    de text NOT NULL,
    vers text,
    PRIMARY KEY (edition, ordre)
);

CREATE TABLE constat (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    source text NOT NULL,
    ligne bigint,
    champ text,
    nature text NOT NULL,
    gravite text NOT NULL,
    detail text NOT NULL,
    PRIMARY KEY (edition, ordre)
);

-- The journal of publications: a row is added for each publish and each rollback (`retour`), none is changed.
-- The last row says which edition visitors see.
CREATE TABLE publication (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    edition bigint NOT NULL REFERENCES edition,
    le timestamptz NOT NULL,
    retour boolean NOT NULL
);
CREATE INDEX publication_edition ON publication (edition);

-- What visitors see, for SQL and QGIS.
CREATE VIEW lieux_publies AS
SELECT lieu.*
FROM lieu
WHERE lieu.edition = (SELECT edition FROM publication ORDER BY id DESC LIMIT 1);
