-- Thirty nearest published venues of a point ($1 lon, $2 lat), by great-circle metres.
SELECT ST_Distance(geom::geography, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography, false) AS distance_m, id
FROM lieux_publies
ORDER BY geom::geography <-> ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography
LIMIT 30
