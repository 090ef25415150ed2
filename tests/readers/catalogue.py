"""Whether a JSON-LD catalogue is one as DCAT-AP wants it: catalogue.py FILE SHAPES. Prints « URL BYTES SHA256 » for each distribution."""

import sys

import pyshacl
import rdflib

file, shapes = sys.argv[1:]
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
graph = rdflib.Graph().parse(file, format="json-ld")
conforms, _, said = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(shapes, format="turtle"))
if not conforms:
    sys.exit(said)
for distribution in graph.subjects(rdflib.RDF.type, DCAT.Distribution):
    checksum = graph.value(graph.value(distribution, SPDX.checksum), SPDX.checksumValue)
    print(graph.value(distribution, DCAT.downloadURL), int(graph.value(distribution, DCAT.byteSize)), checksum.lower())
