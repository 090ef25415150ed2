-- What the file of an edition holds beside its venues. ?1 is the date of the edition.
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
SELECT name, 'attributes', name, '', ?1, NULL, NULL, NULL, NULL, 0
FROM (SELECT 'edition' AS name UNION ALL SELECT 'sources' UNION ALL SELECT 'manquants'
      UNION ALL SELECT 'membres' UNION ALL SELECT 'successions' UNION ALL SELECT 'constats'
      UNION ALL SELECT 'rapprochements' UNION ALL SELECT 'couverture_bilan' UNION ALL SELECT 'couverture'
      UNION ALL SELECT 'signalements' UNION ALL SELECT 'hubs' UNION ALL SELECT 'hub_departements'
      UNION ALL SELECT 'tournees');
