-- The nearest published venues of a point ($1 lon, $2 lat; $3 rows), by metres.
SELECT
    id, nom, adresse, code_postal, commune, telephone, horaires, services, frais_a_charge,
    dispositif_programmes_nationaux, longitude, latitude,
    ST_Distance(geom::geography, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography) AS distance_m
FROM lieux_publies
ORDER BY geom::geography <-> ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography
LIMIT $3
