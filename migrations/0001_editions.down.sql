-- PostGIS itself stays: other tables may use it.
DROP VIEW lieux_publies;
DROP TABLE publication, constat, succession, membre, lieu, manquant, source, edition;
