"""Makes the page's base map out of public-domain Natural Earth files.

usage: make-basemap.py --countries ne_10m_admin_0_countries_deu.shp
         --borders ne_10m_admin_0_boundary_lines_land.shp --parts DIR
         --names place-names.csv --out DIR
needs: shapely, pyshp

DIR of --parts holds land-10m, lakes-10m, rivers-10m and places-10m as GeoJSON. Country polygons
are the German point of view (`_deu`), where Crimea is Ukraine; the default files are not used.

SPDX-License-Identifier: Apache-2.0
"""

import argparse
import csv
import gzip
import json
import os

import shapefile
from shapely import set_precision
from shapely.geometry import Point, box, mapping, shape
from shapely.ops import unary_union

WINDOW = box(20, 43, 46, 54)
SIMPLIFY_DEG = 0.002
DECIMALS = 4
MUST_LIE_IN_UKRAINE = ["Simferopol", "Sevastopol", "Kerch", "Donetsk", "Luhansk", "Kherson"]
COUNTRIES = {"UA", "RU", "BY", "MD", "PL", "RO", "HU", "SK", "BG", "RS", "TR", "GE", "LT", "LV"}
NOT_DRAWN = {"Claim boundary", "Admin-1 boundary", "Unrecognized"}
DASHED = {"Disputed", "Indefinite", "Line of control"}
DRAINED = {"Kakhovka Reservoir"}

# Where a label stands better than at Natural Earth's point, for this window.
LABEL_AT = {"UA": (31.4, 49.1), "RU": (41.6, 51.2), "TR": None, "RS": (21.4, 43.9)}


def trimmed(geometry, tolerance=SIMPLIFY_DEG):
  """Clipped to the window, simplified, rounded; None when nothing is left."""
  cut = geometry.intersection(WINDOW).simplify(tolerance)
  cut = set_precision(cut, 10 ** -DECIMALS)
  return None if cut.is_empty else cut


def rounded(value):
  if isinstance(value, (list, tuple)):
    return [rounded(v) for v in value]
  return round(value, DECIMALS)


def feature(geometry, properties):
  plain = mapping(geometry)
  return {"type": "Feature", "properties": properties,
          "geometry": {"type": plain["type"], "coordinates": rounded(plain["coordinates"])}}


def part(folder, name):
  with open(os.path.join(folder, f"{name}-10m.geojson"), encoding="utf-8") as source:
    return [(shape(f["geometry"]), f["properties"]) for f in json.load(source)["features"]]


def countries(path):
  """Polygons with names, and one label point a country; also the whole shape by ISO code."""
  polygons, labels, whole = [], [], {}
  for record in shapefile.Reader(path, encoding="utf-8").iterShapeRecords():
    code = record.record["ISO_A2_EH"]
    full = shape(record.shape.__geo_interface__).buffer(0)
    whole[code] = full
    cut = trimmed(full)
    if cut is None:
      continue
    names = {key: record.record[f"NAME_{key.upper()}"] for key in ("en", "de", "uk")}
    polygons.append(feature(cut, {"kind": "country", "id": code, **names}))
    point = LABEL_AT.get(code, (record.record["LABEL_X"], record.record["LABEL_Y"]))
    if code in COUNTRIES and point and WINDOW.contains(Point(point)):
      if not full.contains(Point(point)):
        raise SystemExit(f"the label of {code} lies outside of the country")
      labels.append(feature(Point(point), {"kind": "label", "id": code, **names}))
  return polygons, labels, whole


def borders(path):
  features = []
  for record in shapefile.Reader(path, encoding="utf-8").iterShapeRecords():
    row = record.record.as_dict()
    kind = (row.get("FCLASS_DE") or "").strip() or row["FEATURECLA"]
    if kind in NOT_DRAWN or row.get("TYPE") == "Water Indicator":
      continue
    line = trimmed(shape(record.shape.__geo_interface__))
    if line is None or not line.length:
      continue
    dashed = any(kind.startswith(word) for word in DASHED)
    features.append(feature(line, {"kind": "border", "dashed": dashed}))
  return features


def places(folder, table, ukraine):
  natural_earth = {}
  for point, row in part(folder, "places"):
    natural_earth.setdefault(row["name"], []).append(point)
  features = []
  with open(table, encoding="utf-8", newline="") as rows:
    for row in csv.DictReader(rows):
      if row["natural_earth"]:
        found = natural_earth.get(row["natural_earth"], [])
        if len(found) != 1:
          raise SystemExit(f"{row['natural_earth']}: {len(found)} points in Natural Earth")
        point = found[0]
      else:
        point = Point(float(row["longitude"]), float(row["latitude"]))
      near = ukraine.distance(point) < 0.05
      if (row["country"] == "UA") != near and row["country"] in ("UA", "PL", "BY", "MD"):
        raise SystemExit(f"{row['en']} does not lie where the table says")
      names = {key: row[key] for key in ("en", "de", "uk", "ru")}
      if WINDOW.contains(point):
        features.append(feature(point, {
          "kind": "place", "class": int(row["class"]), "country": row["country"], **names}))
  return sorted(features, key=lambda f: (f["properties"]["class"], f["properties"]["en"]))


def check(features, ukraine):
  by_name = {f["properties"]["en"]: f for f in features}
  drawn = unary_union([shape(f["geometry"]) for f in ukraine])
  for name in MUST_LIE_IN_UKRAINE:
    if drawn.distance(shape(by_name[name]["geometry"])) > 0.02:
      raise SystemExit(f"{name} does not lie in Ukraine on this base map")
    print(f"{name}: in Ukraine")


def properties(kind, row):
  """Kind and rank; the reservoir that ran dry in June 2023 is marked as such."""
  kept = {"kind": kind, "rank": int(row["scalerank"])}
  return {**kept, "former": True} if row.get("name") in DRAINED else kept


def write(folder, name, features):
  text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(
    json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features) + "\n]}\n"
  data = text.encode()
  with open(os.path.join(folder, f"{name}.geojson"), "wb") as out:
    out.write(data)
  packed = len(gzip.compress(data, 9))
  print(f"{name}: {len(features)} features, {len(data):,} bytes, {packed:,} gzipped")
  return packed


def main():
  parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  for name in ("countries", "borders", "parts", "names", "out"):
    parser.add_argument(f"--{name}", required=True)
  a = parser.parse_args()
  polygons, labels, whole = countries(a.countries)
  cities = places(a.parts, a.names, whole["UA"])
  check(cities, [f for f in polygons if f["properties"]["id"] == "UA"])
  layers = {"countries": polygons + labels, "borders": borders(a.borders), "places": cities}
  for name in ("land", "lakes", "rivers"):
    shapes = [(trimmed(g), p) for g, p in part(a.parts, name)]
    layers[name] = [feature(g, properties(name, p)) for g, p in shapes if g is not None]
  total = sum(write(a.out, name, features) for name, features in layers.items())
  print(f"all: {total:,} bytes gzipped")


if __name__ == "__main__":
  main()
