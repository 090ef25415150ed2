-- What the layer of venues is, for those who open the file. ?1 is the date of the edition.
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
SELECT 'lieux', 'features', 'lieux', 'Lieux de médiation numérique', ?1,
       min(longitude), min(latitude), max(longitude), max(latitude), 4326
FROM lieux;
