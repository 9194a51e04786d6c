#!/usr/bin/env python3
# Which ground are the layers 'west' and 'neighbour' of Missions/guarantee-plan? Cut from the page's base map.
#
# SPDX-License-Identifier: Apache-2.0
#
# Needs shapely. Writes Missions/guarantee-plan/geometry/layers.geojson from Sources/Web/Page/basemap
# (Natural Earth, public domain, with internationally recognised borders).
import json
import pathlib

from shapely.geometry import box, mapping, shape
from shapely.ops import unary_union

ROOT = pathlib.Path(__file__).resolve().parent.parent
COUNTRIES = ROOT / "Sources/Web/Page/basemap/countries.geojson"
OUT = ROOT / "Missions/guarantee-plan/geometry/layers.geojson"
WEST_OF_DEG = 27.0
SIMPLIFIED_DEG = 0.05


def rounded(geometry):
    """Coordinates with three decimals, polygons only."""
    parts = [geometry] if geometry.geom_type == "Polygon" else list(geometry.geoms)
    parts = [part for part in parts if part.area > 0.01]
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [[[round(x, 3), round(y, 3)] for x, y in part.exterior.coords]] for part in parts
        ],
    }


def feature(ident, names, geometry):
    return {
        "type": "Feature",
        "properties": {"kind": "zone", "id": ident, "name": names},
        "geometry": rounded(geometry.simplify(SIMPLIFIED_DEG)),
    }


countries = {
    f["properties"]["id"]: shape(f["geometry"])
    for f in json.loads(COUNTRIES.read_text())["features"]
    if f["geometry"]["type"].endswith("Polygon")
}
west = countries["UA"].intersection(box(20, 43, WEST_OF_DEG, 54))
near = unary_union([countries[c].buffer(0) for c in ("PL", "SK", "HU", "RO")])
features = [
    feature("west", {"en": "Western Ukraine (west of 27° E)", "de": "Westukraine (westlich von 27° O)"}, west),
    feature(
        "neighbour",
        {"en": "Neighbouring NATO states (part near the border)", "de": "Benachbarte NATO-Staaten (Teil nahe der Grenze)"},
        near,
    ),
]
lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
OUT.write_text('{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n")
