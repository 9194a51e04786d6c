"""Cuts the contact line of the example mission out of a recorded daily map of control.

usage: make-contact-line.py CONTROL.ndjson[.gz] OUT.geojson [--plot OUT.png]
needs: shapely, pyproj (and matplotlib for --plot)

The recorded map holds polygons ("occupied"). Their rim is contact line, state border and coast
in one. PIECES names, ring by ring, where the rim stops being state border or coast. The corners
were chosen by looking at the rim beside the state border; each is moved to the nearest vertex.

SPDX-License-Identifier: Apache-2.0
"""

import argparse
import gzip
import json
import math

import pyproj
from shapely.geometry import LineString, MultiPolygon, Point, shape
from shapely.ops import unary_union

DAYS = ["2026-06-24", "2026-06-25"]
SIMPLIFY_M = 100
SHORTEST_M = 3000

# Name, first corner, last corner (longitude, latitude in degrees), from the north-west round to
# the mouth of the Dnipro. Walking from first to last, the polygon of the source is on the left.
PIECES = [
  ("L-01", (34.745, 51.166), (35.145, 51.134)),
  ("L-02", (35.343, 50.988), (35.313, 50.945)),
  ("L-03", (35.395, 50.866), (35.410, 50.657)),
  ("L-04", (36.375, 50.300), (36.568, 50.245)),
  ("L-05", (36.722, 50.278), (37.050, 50.333)),
  ("L-06", (37.433, 50.444), (37.484, 50.431)),
  ("L-07", (37.632, 50.172), (31.512, 46.588)),
]

to_metres = pyproj.Transformer.from_crs(
  4326, "+proj=laea +lat_0=48.5 +lon_0=36 +datum=WGS84", always_xy=True)
ellipsoid = pyproj.Geod(ellps="WGS84")


def polygons_of(path):
  """Reads the recorded map: one MultiPolygon a day."""
  opener = gzip.open if path.endswith(".gz") else open
  days = {}
  with opener(path, "rt", encoding="utf-8") as lines:
    for line in lines:
      day = json.loads(line)
      if day["date"] in DAYS:
        shapes = [shape(f["geometry"]).buffer(0) for f in day["features"]]
        merged = unary_union(shapes)
        days[day["date"]] = merged if isinstance(merged, MultiPolygon) else MultiPolygon([merged])
  missing = [d for d in DAYS if d not in days]
  if missing:
    raise SystemExit(f"the recorded map has no {', '.join(missing)}")
  return days


def walk(polygon, first, last):
  """The rim from one corner to the other, the polygon on the left (rings run anticlockwise)."""
  ring = list(polygon.exterior.coords)[:-1]
  if not polygon.exterior.is_ccw:
    ring.reverse()
  nearest = lambda corner: min(range(len(ring)), key=lambda i: math.dist(ring[i], corner))
  start, stop = nearest(first), nearest(last)
  if start > stop:
    return ring[start:] + ring[:stop + 1]
  return ring[start:stop + 1]


def simplified(path):
  """At most SIMPLIFY_M off the source, in metres on a plane; 5 decimals of a degree."""
  plane = LineString(to_metres.transform(x, y) for x, y in path).simplify(SIMPLIFY_M)
  back = [to_metres.transform(x, y, direction="INVERSE") for x, y in plane.coords]
  return LineString((round(x, 5), round(y, 5)) for x, y in back)


def left_is_inside(line, polygon):
  """Share of the middle points of the segments that have the polygon 200 m to their left."""
  hits = total = 0
  points = [to_metres.transform(x, y) for x, y in line.coords]
  for (x0, y0), (x1, y1) in zip(points, points[1:]):
    length = math.hypot(x1 - x0, y1 - y0)
    step = 200 / length
    x, y = (x0 + x1) / 2 - (y1 - y0) * step, (y0 + y1) / 2 + (x1 - x0) * step
    hits += polygon.contains(Point(to_metres.transform(x, y, direction="INVERSE")))
    total += 1
  return hits / total


def valid_until(day):
  """00:00 of the next day (in June Kyiv keeps +03:00). The last version is kept a day longer: the
  recorded satellite passes go on until 26 June 03:00 in Kyiv, and no later map is here."""
  last = day == DAYS[-1]
  return f"{day[:8]}{int(day[8:]) + (2 if last else 1):02d}T00:00:00+03:00"


def features_of(day, polygons):
  for name, first, last in PIECES:
    gap = {} if name == PIECES[0][0] else {"gap_before": "state border or coast"}
    polygon = min(polygons.geoms, key=lambda p: p.exterior.distance(Point(first))
                  + p.exterior.distance(Point(last)))
    line = simplified(walk(polygon, first, last))
    length = ellipsoid.geometry_length(line)
    share = left_is_inside(line, polygon)
    print(f"{day} {name}: {length / 1000:6.1f} km, {len(line.coords)} points, "
          f"source polygon on the left at {share:.1%} of the segments")
    if length < SHORTEST_M or share < 0.9 or not line.is_simple:
      raise SystemExit(f"{day} {name} is too short, turned round, or crosses itself")
    yield {
      "type": "Feature",
      "properties": {
        "kind": "line", **gap, "name": name, "left": "B", "right": "A", "version": day,
        "valid_from": f"{day}T00:00:00+03:00", "valid_until": valid_until(day),
      },
      "geometry": {"type": "LineString", "coordinates": [list(p) for p in line.coords]},
    }


def plot(days, features, path):
  import matplotlib
  matplotlib.use("Agg")
  import matplotlib.pyplot as pyplot
  figure, axes = pyplot.subplots(figsize=(16, 12))
  for polygon in days[DAYS[0]].geoms:
    axes.fill(*polygon.exterior.xy, color="0.85")
  for feature in features:
    axes.plot(*zip(*feature["geometry"]["coordinates"]), linewidth=1)
  axes.set_aspect(1 / math.cos(math.radians(48.5)))
  figure.savefig(path, dpi=70)


def main():
  parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  parser.add_argument("control")
  parser.add_argument("out")
  parser.add_argument("--plot")
  arguments = parser.parse_args()
  days = polygons_of(arguments.control)
  features = [f for day in DAYS for f in features_of(day, days[day])]
  with open(arguments.out, "w", encoding="utf-8") as out:
    out.write('{"type":"FeatureCollection","features":[\n')
    out.write(",\n".join(json.dumps(f, separators=(",", ":")) for f in features))
    out.write("\n]}\n")
  for day in DAYS:
    total = sum(ellipsoid.geometry_length(shape(f["geometry"])) for f in features
                if f["properties"]["version"] == day)
    print(f"{day}: {total / 1000:.1f} km in all")
  if arguments.plot:
    plot(days, features, arguments.plot)


if __name__ == "__main__":
  main()
