DELETE FROM publication WHERE edition NOT IN (SELECT numero FROM edition);
ALTER TABLE publication ADD CONSTRAINT publication_edition_fkey FOREIGN KEY (edition) REFERENCES edition;
DROP VIEW couverture_publiee;
DROP TABLE hub_departement, hub, signalement, couverture, couverture_bilan, rapprochement;
