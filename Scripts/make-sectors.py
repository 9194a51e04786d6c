"""Divides the band of 150 km on both sides of the contact line into reporting sectors.

usage: make-sectors.py contact-line.geojson OUT.geojson
needs: shapely, pyproj

The outer rim is the band, widened and smoothed; between two sectors runs one straight cut,
about square to the line. Only a planning division: no authority drew it.

SPDX-License-Identifier: Apache-2.0
"""

import json
import sys

import pyproj
from shapely.geometry import LineString, Point, Polygon, shape
from shapely.ops import split, transform, unary_union

BAND_M = 150_000
MARGIN_M = 12_000
SMOOTH_M = 8_000

# Between one sector and the next: two points (longitude, latitude) of a straight cut.
CUTS = [
  ((33.6, 48.4), (38.6, 53.3)),
  ((33.2, 49.05), (42.4, 48.85)),
  ((34.0, 50.1), (38.6, 45.5)),
  ((31.9, 50.6), (36.2, 43.9)),
]

# Identifier, names, and one point of the line inside.
SECTORS = [
  ("north", ("Sector North", "Sektor Nord", "Сектор «Північ»"), (35.0, 51.1)),
  ("north-east", ("Sector North-East", "Sektor Nordost", "Сектор «Північний схід»"), (37.7, 49.6)),
  ("east", ("Sector East", "Sektor Ost", "Сектор «Схід»"), (37.3, 48.4)),
  ("south-east", ("Sector South-East", "Sektor Südost", "Сектор «Південний схід»"), (35.5, 47.5)),
  ("south", ("Sector South", "Sektor Süd", "Сектор «Південь»"), (33.0, 46.7)),
]

plane = pyproj.Transformer.from_crs(
  4326, "+proj=laea +lat_0=48.5 +lon_0=36 +datum=WGS84", always_xy=True)


def forward(geometry):
  return transform(plane.transform, geometry)


def back(geometry):
  return transform(lambda x, y: plane.transform(x, y, direction="INVERSE"), geometry)


def cut_off(rest, ends, inside):
  """The part of the rest that holds the point, and what is left for the next sectors."""
  if ends is None:
    return rest, None
  parts = split(rest, forward(LineString(ends))).geoms
  home = [p for p in parts if p.contains(inside)]
  if len(parts) != 2 or len(home) != 1:
    raise SystemExit(f"the cut {ends} makes {len(parts)} parts")
  return home[0], next(p for p in parts if p is not home[0])


def main():
  if len(sys.argv) != 3:
    raise SystemExit(__doc__)
  lines = [forward(shape(f["geometry"])) for f in json.load(open(sys.argv[1]))["features"]]
  band = unary_union(lines).buffer(BAND_M)
  rest = Polygon(band.buffer(MARGIN_M).simplify(SMOOTH_M).exterior)
  features = []
  for (identifier, names, inside), ends in zip(SECTORS, CUTS + [None]):
    home, rest = cut_off(rest, ends, forward(Point(inside)))
    length = sum(line.intersection(home).length for line in lines) / 2
    print(f"{identifier}: {home.area / 1e6:,.0f} km2, {length / 1000:.0f} km of the line")
    ring = [[round(x, 3), round(y, 3)] for x, y in back(home).exterior.coords]
    features.append({
      "type": "Feature",
      "properties": {
        "kind": "sector", "id": identifier, "name": dict(zip(("en", "de", "uk"), names)),
      },
      "geometry": {"type": "Polygon", "coordinates": [ring]},
    })
  whole = unary_union([forward(shape(f["geometry"])) for f in features])
  left = band.difference(whole.buffer(200)).area
  print(f"outside every sector, inside the band: {left / 1e6:.1f} km2")
  with open(sys.argv[2], "w", encoding="utf-8") as out:
    out.write('{"type":"FeatureCollection","features":[\n')
    out.write(",\n".join(
      json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features))
    out.write("\n]}\n")


if __name__ == "__main__":
  main()
