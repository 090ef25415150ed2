"""Whether a GeoParquet file says what the GeoJSON of the same venues says: geoparquet.py FILE GEOJSON. Prints the number of points."""

import json
import sys

import geopandas
import pyarrow.parquet

file, geojson = sys.argv[1:]
LISTS = ["services", "courriels", "site_web", "typologie", "frais_a_charge", "dispositif_programmes_nationaux"]
TEXTS = ["nom", "adresse", "telephone", "horaires", "presentation_detail", "precision", "departement", "pivot"]

geo = json.loads(pyarrow.parquet.read_schema(file).metadata[b"geo"])
assert geo["version"] == "1.1.0" and geo["primary_column"] == "geometry", geo
column = geo["columns"]["geometry"]
assert column["encoding"] == "WKB" and column["geometry_types"] == ["Point"] and len(column["bbox"]) == 4, column

points = geopandas.read_parquet(file)
assert points.crs == "OGC:CRS84" and (points.geom_type == "Point").all()
assert [round(edge, 9) for edge in points.total_bounds] == [round(edge, 9) for edge in column["bbox"]]
geometry = dict(zip(points["id"], points.geometry))
rows = {row["id"]: row for row in pyarrow.parquet.read_table(file).to_pylist()}
features = json.load(open(geojson, encoding="utf-8"))["features"]
assert len(rows) == len(points) == len(features), (len(rows), len(points), len(features))
for feature in features:
    said, row = feature["properties"], rows[feature["id"]]
    point = geometry[feature["id"]]
    assert [point.x, point.y] == feature["geometry"]["coordinates"], said
    for name in LISTS:
        assert row[name] == said.get(name, []), (name, row[name], said)
    for name in TEXTS:
        assert row[name] == said.get(name), (name, row[name], said)
    assert (str(row["date_maj"]) if row["date_maj"] else None) == said.get("date_maj"), said
print(len(points))
