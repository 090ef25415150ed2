-- Why rows were put together or kept apart, and how far people live from the venues. Counts are inhabitants, times are
-- seconds by car; `au_dela_…`, `tenue_…` and the times are to the nearest France Services.

-- `indices`: [["nom", 12, "…"], …], what speaks for (positive) or against, the heaviest first; `score` is their sum.
CREATE TABLE rapprochement (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    source_a text NOT NULL,
    ligne_a bigint NOT NULL,
    source_b text NOT NULL,
    ligne_b bigint NOT NULL,
    verdict text NOT NULL,
    score bigint NOT NULL,
    indices text NOT NULL,
    PRIMARY KEY (edition, ordre)
);

CREATE TABLE couverture_bilan (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    sources_population text[] NOT NULL,
    points bigint NOT NULL,
    habitants bigint NOT NULL,
    part_eloignee_moins_65 double precision NOT NULL,
    part_eloignee_65_et_plus double precision NOT NULL,
    routes text,
    routes_date date,
    routes_profil text,
    cibles text[] NOT NULL,
    PRIMARY KEY (edition, ordre)
);

-- `cibles`: [[…], …], for each target of couverture_bilan.cibles, inhabitants within 10, 10–20, 20–30, 30–45 minutes and
-- beyond, surely within 30, surely beyond 30, of 65 and over beyond 30, far from digital services beyond 30. It is text, as
-- written, because an edition is checked byte by byte: `cibles::jsonb` reads it.
CREATE TABLE couverture (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    niveau text NOT NULL,
    code text NOT NULL,
    nom text NOT NULL,
    departement text,
    habitants bigint NOT NULL,
    habitants_65_et_plus bigint,
    eloignes_du_numerique bigint NOT NULL,
    lieux bigint NOT NULL,
    france_services bigint NOT NULL,
    methode text NOT NULL,
    au_dela_20 bigint,
    au_dela_30 bigint,
    au_dela_30_certain bigint,
    tenue_30_certaine bigint,
    moyenne_s bigint,
    mediane_s bigint,
    pire_dixieme_s bigint,
    gini double precision,
    fs_proche text,
    fs_proche_bas_s bigint,
    fs_proche_s bigint,
    fs_proche_haut_s bigint,
    fs_proche_methode text,
    lieu_proche text,
    lieu_proche_bas_s bigint,
    lieu_proche_s bigint,
    lieu_proche_haut_s bigint,
    lieu_proche_methode text,
    cibles text NOT NULL,
    PRIMARY KEY (edition, ordre)
);
CREATE INDEX couverture_territoire ON couverture (edition, niveau, code);

CREATE TABLE signalement (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    niveau text NOT NULL,
    code text NOT NULL,
    critere text NOT NULL,
    raison text NOT NULL,
    valeur double precision NOT NULL,
    seuil double precision NOT NULL,
    certain bigint NOT NULL,
    PRIMARY KEY (edition, ordre)
);

CREATE TABLE hub (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    id text NOT NULL,
    nom text NOT NULL,
    vague text NOT NULL,
    ferme_le date,
    lieux_communs bigint,
    lieux_enquete_seule bigint,
    lieux_national_seul bigint,
    PRIMARY KEY (edition, ordre)
);

CREATE TABLE hub_departement (
    edition bigint NOT NULL REFERENCES edition ON DELETE CASCADE,
    ordre bigint NOT NULL,
    hub text NOT NULL,
    departement text NOT NULL,
    source text NOT NULL,
    du date,
    au date,
    PRIMARY KEY (edition, ordre)
);

-- What visitors see, for SQL and QGIS.
CREATE VIEW couverture_publiee AS
SELECT couverture.*
FROM couverture
WHERE couverture.edition = (SELECT edition FROM publication ORDER BY id DESC LIMIT 1);

-- The journal outlives the editions that are pruned.
ALTER TABLE publication DROP CONSTRAINT publication_edition_fkey;
