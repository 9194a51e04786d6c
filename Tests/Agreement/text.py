#!/usr/bin/env python3
"""Do we read FIRMS files, GeoJSON and KML as independent readers do?

    python3 Tests/Agreement/text.py DECODE_COMMAND SHARED_DATA_DIR

FIRMS: every shared file against Python's csv module: rows, and every field of every row.
GeoJSON: the shared files (basemap, control line, claims made to features) and generated features against
Python's json module, geometry and properties; and against GDAL where `ogr2ogr` is installed.
KML: generated texts, and the shared GeoJSON files written as KML by GDAL, against GDAL's LIBKML driver where
installed, and against Python's xml.etree in any case.
Exit 1 on a difference that the table below does not explain, or where nothing was compared.
"""
import calendar
import collections
import csv
import gzip
import json
import math
import pathlib
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

EXPLAINED = {
    "columns missing": "NASA FIRMS attribute tables: an extract without scan, track, satellite or confidence "
    "is no FIRMS file; it is refused with the names of its columns",
    "ring turned round or height 0 added": "GDAL writes outer rings counter-clockwise (RFC 7946, 3.1.6) and "
    "gives all members of a collection a height where one has it; we keep both as written",
}
KML = "{http://www.opengis.net/kml/2.2}"
GX = "{http://www.google.com/kml/ext/2.2}"


class Tally:
    def __init__(self):
        self.messages, self.agree = collections.Counter(), collections.Counter()
        self.explained, self.wrong = collections.Counter(), []

    def same(self, peer, ours, theirs, where):
        if ours == theirs:
            self.agree[peer] += 1
        else:
            self.wrong.append(f"{where}: {ours!r}, {peer} {theirs!r}")


def decode(command, form, path):
    done = subprocess.run(shlex.split(command) + [form, str(path)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    if done.returncode not in (0, 65):
        sys.exit(f"{form} {path}: exit {done.returncode} {done.stderr.decode()[-400:]}")
    return [json.loads(line) for line in done.stdout.decode().splitlines() if line], done.stderr.decode()


# FIRMS

def firms(command, shared, folder, tally):
    for packed in sorted(shared.glob("firms-*/*.csv.gz")):
        plain = pathlib.Path(folder) / "firms.csv"
        plain.write_bytes(gzip.decompress(packed.read_bytes()))
        ours, _ = decode(command, "firms", plain)
        with open(plain, newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            missing = {"scan", "track", "satellite", "confidence"} - set(reader.fieldnames)
            theirs = list(reader)
        if missing and not ours:
            tally.explained["columns missing"] += len(theirs)
            continue
        tally.messages["FIRMS"] += len(ours)
        where = packed.name
        tally.same("csv", len(ours), len(theirs), f"{where}: rows")
        for index, (mine, row) in enumerate(zip(ours, theirs)):
            at = f"{where} row {index + 2}"
            for name, column in (("latitude_deg", "latitude"), ("longitude_deg", "longitude"),
                                 ("scan_km", "scan"), ("track_km", "track")):
                tally.same("csv", mine[name], float(row[column]), f"{at} {column}")
            for name, columns in (("brightness_k", ("bright_ti4", "brightness")),
                                  ("brightness_longwave_k", ("bright_ti5", "bright_t31")),
                                  ("radiative_power_megawatt", ("frp",))):
                text = next((row[c] for c in columns if row.get(c)), "")
                tally.same("csv", mine.get(name), float(text) if text else None, f"{at} {name}")
            year, month, day = map(int, row["acq_date"].split("-"))
            clock = int(row["acq_time"].replace(":", ""))
            ms = calendar.timegm((year, month, day, clock // 100, clock % 100, 0)) * 1000
            tally.same("csv", mine["acquired_at_ms"], ms, f"{at} time")
            tally.same("csv", mine["satellite"], row["satellite"].strip(), f"{at} satellite")
            written = row["confidence"].strip()
            if written.isdigit():
                value = int(written)
                tally.same("csv", mine.get("confidence_percent"), value, f"{at} confidence")
                written = "low" if value < 30 else "nominal" if value < 80 else "high"
            word = {"l": "low", "n": "nominal", "h": "high"}.get(written, written)
            tally.same("csv", mine["confidence"], word, f"{at} confidence")
        for name, column in (("latitude_deg", "latitude"), ("longitude_deg", "longitude")):
            mine = math.fsum(row[name] for row in ours)
            tally.same("csv", mine, math.fsum(float(row[column]) for row in theirs),
                       f"{where}: sum of {column}")


# Geometry: ours and theirs as nested lists with a type

def ours_shape(geometry):
    kind = geometry["type"]
    if "longitude_deg" in geometry:
        place = [geometry["longitude_deg"], geometry["latitude_deg"]]
        height = geometry.get("ellipsoid_height_m", geometry.get("altitude_m"))
        return kind, place + ([height] if height is not None else [])
    for name in ("positions_deg_m", "lines_deg_m"):
        if name in geometry:
            return kind, geometry[name]
    if kind == "Track":
        return kind, [[t.get("time", ""), t.get("longitude_deg"), t.get("latitude_deg"),
                       t.get("altitude_m")] for t in geometry["positions"]]
    members = [ours_shape(member) for member in geometry.get("members", [])]
    return kind, [shape for _, shape in members] if kind == "MultiPolygon" else members


def json_shape(geometry):
    if geometry["type"] == "GeometryCollection":
        return geometry["type"], [json_shape(member) for member in geometry["geometries"]]
    return geometry["type"], geometry["coordinates"]


def flat(value):
    """All numbers in order, and how they nest."""
    if isinstance(value, (list, tuple)):
        return tuple(flat(each) for each in value)
    return value


def near(left, right):
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(near(a, b) for a, b in zip(left, right))
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return abs(left - right) <= 1e-9 * max(1, abs(left))
    return left == right


def plain(value):
    """With a height everywhere, lines from their smaller end, and rings without a beginning."""
    if not isinstance(value, tuple):
        return value
    if value and all(isinstance(each, (int, float)) for each in value):
        return tuple(round(each, 9) for each in value) + (0.0,) * (3 - len(value))
    parts = tuple(plain(each) for each in value)
    if len(parts) > 3 and parts[0] == parts[-1] and all(isinstance(p, tuple) for p in parts):
        return min(parts, parts[::-1])
    return parts


# GeoJSON

def features(shared, folder):
    """Shared files, and generated ones, as GeoJSON files."""
    folder = pathlib.Path(folder)
    for path in sorted(shared.glob("basemap/*.geojson")):
        yield path
    for path in sorted(shared.glob("control-line/*.ndjson.gz")):
        out = folder / (path.name.split(".")[0] + ".geojson")
        collected = []
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            day = json.loads(line)
            for feature in day["features"]:
                collected.append({"type": "Feature", "geometry": feature["geometry"], "properties": {
                    "date": day["date"], "status": feature["status"], "source": day["source"]}})
        out.write_text(json.dumps({"type": "FeatureCollection", "features": collected}))
        yield out
    claims = shared / "claims/claims.json"
    if claims.exists():
        out = folder / "claims.geojson"
        found = json.loads(claims.read_text())
        entries = [entry for value in found.values() if isinstance(value, list) for entry in value
                   if isinstance(entry, dict)]
        out.write_text("\n".join(json.dumps({
            "type": "Feature", "id": number, "geometry": None, "properties": entry},
            ensure_ascii=number % 2 == 0) for number, entry in enumerate(entries)))
        yield out
    out = folder / "generated.geojson"
    out.write_text("\n".join(json.dumps(feature) for feature in generated()))
    yield out


def place(dice, height=None):
    values = [round(dice.uniform(-180, 180), dice.randrange(12)),
              round(dice.uniform(-90, 90), dice.randrange(12))]
    return values + ([round(dice.uniform(-400, 9000), 2)] if height else [])


def line(dice, least=2, height=None):
    return [place(dice, height) for _ in range(dice.randrange(least, 9))]


def ring(dice, height=None):
    positions = line(dice, 3, height)
    return positions + [positions[0]]


def shape(dice, depth=0):
    height = dice.random() < 0.5
    kinds = ["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"]
    kind = dice.choice(kinds + (["GeometryCollection"] if depth < 3 else []))
    if kind == "GeometryCollection":
        return {"type": kind, "geometries": [shape(dice, depth + 1) for _ in range(dice.randrange(4))]}
    make = {"Point": lambda: place(dice, height), "LineString": lambda: line(dice, 2, height),
            "MultiPoint": lambda: line(dice, 1, height),
            "Polygon": lambda: [ring(dice, height) for _ in range(dice.randrange(1, 4))],
            "MultiLineString": lambda: [line(dice, 2, height) for _ in range(dice.randrange(1, 4))],
            "MultiPolygon": lambda: [[ring(dice, height)] for _ in range(dice.randrange(1, 4))]}
    return {"type": kind, "coordinates": make[kind]()}


TEXTS = ["plain", "quote \" and \\ slash", "Жовті Води", "😀 & <tag> 'x'", "tab\tnew\nline", "", "1.5",
         "a" * 300]


def generated():
    dice = random.Random(7)
    for number in range(2_000):
        properties = {f"p{i}": dice.choice(TEXTS + [None, True, 3, -2.5e-7, [1, {"a": []}]])
                      for i in range(dice.randrange(5))}
        feature = {"type": "Feature", "properties": properties, "geometry": shape(dice)}
        if number % 3 == 0:
            feature["id"] = dice.choice([number, str(number)])
        yield feature


def geojson(command, shared, folder, tally, files):
    for path in files:
        text = path.read_text()
        whole = None
        try:
            whole = json.loads(text)
        except ValueError:
            pass
        theirs = whole["features"] if whole else [json.loads(each) for each in text.splitlines()]
        ours, _ = decode(command, "geojson", path)
        tally.messages["GeoJSON"] += len(ours)
        tally.same("json", len(ours), len(theirs), f"{path.name}: features")
        for mine, feature in zip(ours, theirs):
            at = f"{path.name} feature {mine['feature']}"
            tally.same("json", mine["properties"], feature.get("properties"), f"{at} properties")
            tally.same("json", mine.get("id"), feature.get("id"), f"{at} id")
            geometry = feature.get("geometry")
            tally.same("json", flat(ours_shape(mine["geometry"])) if "geometry" in mine else None,
                       flat(json_shape(geometry)) if geometry else None, f"{at} geometry")


# KML

def etree_position(text):
    return [[float(value) for value in each.split(",")] for each in (text or "").split()]


def etree_shape(element):
    kind = element.tag.split("}")[1]
    if kind == "Point":
        return kind, etree_position(element.findtext(KML + "coordinates"))[0]
    if kind in ("LineString", "LinearRing"):
        return kind, etree_position(element.findtext(KML + "coordinates"))
    if kind == "Polygon":
        rings = element.findall(f"{KML}outerBoundaryIs/{KML}LinearRing")
        rings += element.findall(f"{KML}innerBoundaryIs/{KML}LinearRing")
        return kind, [etree_position(each.findtext(KML + "coordinates")) for each in rings]
    if kind == "Track":
        times = [each.text for each in element.findall(KML + "when")]
        places = [[float(v) for v in (each.text or "").split()] for each in element.findall(GX + "coord")]
        return kind, [[time] + (p or [None] * 3) for time, p in zip(times, places)]
    return kind, [etree_shape(each) for each in element if is_shape(each)]


def is_shape(element):
    return element.tag.split("}")[1] in ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry",
                                         "Track", "MultiTrack")


def etree(command, path, tally):
    ours, errors = decode(command, "kml", path)
    theirs = list(ET.parse(path).iter(KML + "Placemark"))
    tally.messages["KML"] += len(ours)
    tally.same("xml.etree", len(ours), len(theirs), f"{path.name}: Placemarks {errors[:300]}")
    for mine, element in zip(ours, theirs):
        at = f"{path.name} Placemark {mine['feature']}"
        for name in ("name", "description"):
            tally.same("xml.etree", mine.get(name, ""), (element.findtext(KML + name) or "").strip(),
                       f"{at} {name}")
        tally.same("xml.etree", mine.get("id"), element.get("id"), f"{at} id")
        data = [(each.get("name"), each.findtext(KML + "value") or "")
                for each in element.iter(KML + "Data")]
        data += [(each.get("name"), each.text or "") for each in element.iter(KML + "SimpleData")]
        tally.same("xml.etree", sorted((p["name"], p["value"]) for p in mine.get("properties", [])),
                   sorted(data), f"{at} properties")
        when = element.findtext(f"{KML}TimeStamp/{KML}when")
        tally.same("xml.etree", mine.get("time"), when, f"{at} time")
        found = [each for each in element if is_shape(each)]
        tally.same("xml.etree", flat(ours_shape(mine["geometry"])) if "geometry" in mine else None,
                   flat(etree_shape(found[0])) if found else None, f"{at} geometry")
    return ours


def kml_shape(geometry):
    """As KML writes it: a MultiGeometry for every collection."""
    kind, value = json_shape(geometry)
    if kind == "GeometryCollection":
        return "MultiGeometry", [kml_shape(each) for each in geometry["geometries"]]
    if kind.startswith("Multi"):
        return "MultiGeometry", [(kind[5:], each) for each in value]
    return kind, value


def gdal(path, ours, folder, tally):
    """The same KML read by GDAL, written as GeoJSON."""
    out = pathlib.Path(folder) / "gdal.geojson"
    out.unlink(missing_ok=True)
    done = subprocess.run(["ogr2ogr", "-f", "GeoJSONSeq", "-lco", "COORDINATE_PRECISION=15", str(out),
                           str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        tally.wrong.append(f"{path.name}: ogr2ogr: {done.stderr.decode()[-200:]}")
        return
    theirs = [json.loads(each) for each in out.read_text().splitlines()]
    tally.same("GDAL", len(ours), len(theirs), f"{path.name}: features")
    for mine, feature in zip(ours, theirs):
        at = f"{path.name} Placemark {mine['feature']}"
        geometry = feature.get("geometry")
        kind, value = ours_shape(mine["geometry"]) if "geometry" in mine else (None, None)
        if kind == "LinearRing":
            kind = "LineString"
        theirs_shape = kml_shape(geometry) if geometry else (None, None)
        if kind in ("Track", "MultiTrack", None):
            continue
        same = near(flat((kind, value)), flat(theirs_shape))
        if not same and near(plain(flat((kind, value))), plain(flat(theirs_shape))):
            tally.explained["ring turned round or height 0 added"] += 1
            continue
        tally.same("GDAL", True, same, f"{at} geometry {str(kind)} {str(value)[:80]} {str(theirs_shape)[:80]}")
        tally.same("GDAL", mine.get("name", ""), (feature["properties"].get("Name") or ""), f"{at} name")


def generated_kml():
    """Placemarks with every element that is read."""
    dice = random.Random(11)

    def text(value):
        if dice.random() < 0.3 and "]]>" not in value:
            return f"<![CDATA[{value}]]>"
        return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", dice.choice(["&quot;", "&#34;"]))

    def coordinates(positions):
        joined = dice.choice([" ", "\n", "\n\t"]).join(",".join(map(repr, p)) for p in positions)
        return f"<coordinates>{joined}</coordinates>"

    def geometry(depth=0):
        height = dice.random() < 0.6
        mode = dice.choice(["", "<altitudeMode>absolute</altitudeMode>",
                            "<altitudeMode>relativeToGround</altitudeMode>"])
        kind = dice.choice(["Point", "LineString", "Polygon"] + (["MultiGeometry"] if depth < 2 else []))
        if kind == "Point":
            return f"<Point>{mode}{coordinates([place(dice, height)])}</Point>"
        if kind == "LineString":
            return f"<LineString>{mode}{coordinates(line(dice, 2, height))}</LineString>"
        if kind == "Polygon":
            rings = [f"<LinearRing>{coordinates(ring(dice, height))}</LinearRing>"
                     for _ in range(dice.randrange(1, 3))]
            inner = "".join(f"<innerBoundaryIs>{each}</innerBoundaryIs>" for each in rings[1:])
            return f"<Polygon>{mode}<outerBoundaryIs>{rings[0]}</outerBoundaryIs>{inner}</Polygon>"
        return f"<MultiGeometry>{''.join(geometry(depth + 1) for _ in range(2))}</MultiGeometry>"

    for number in range(1_500):
        parts = [f"<name>{text(dice.choice(TEXTS[:4]))}</name>",
                 f"<description>{text(dice.choice(TEXTS[:4]))}</description>"]
        if dice.random() < 0.5:
            when = dice.choice(["2027", "2027-03", "2027-03-14", "2027-03-14T02:15:00Z",
                                "2027-03-14T02:15:00.25+02:00"])
            parts.append(f"<TimeStamp><when>{when}</when></TimeStamp>")
        if dice.random() < 0.6:
            data = "".join(f'<Data name="d{i}"><value>{text(dice.choice(TEXTS[:4] + [""]))}</value></Data>'
                           for i in range(dice.randrange(1, 4)))
            parts.append(f"<ExtendedData>{data}<SchemaData schemaUrl='#s'>"
                         f"<SimpleData name='s'>{dice.random()}</SimpleData></SchemaData></ExtendedData>")
        if number % 10 == 9:
            count = dice.randrange(1, 6)
            when = "".join(f"<when>2027-03-14T00:00:{i:02}Z</when>" for i in range(count))
            coord = "".join(f"<gx:coord>{' '.join(map(repr, place(dice, True)))}</gx:coord>" for _ in range(count))
            parts.append(f"<gx:Track>{when}{coord}</gx:Track>")
        else:
            parts.append(geometry())
        yield f"<Placemark id='p{number}'>{''.join(parts)}<!-- </Placemark> --></Placemark>"


def kml(command, folder, tally, files):
    path = pathlib.Path(folder) / "generated.kml"
    path.write_text('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2" '
                    'xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><Folder>'
                    + "\n".join(generated_kml()) + "</Folder></Document></kml>\n")
    ours = etree(command, path, tally)
    if not shutil.which("ogr2ogr"):
        return False
    gdal(path, ours, folder, tally)
    for source in files:
        for driver in ("KML", "LIBKML"):
            written = pathlib.Path(folder) / f"{source.stem}-{driver}.kml"
            done = subprocess.run(["ogr2ogr", "-f", driver, str(written), str(source)],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if done.returncode == 0 and written.exists():
                ours = etree(command, written, tally)
                gdal(written, ours, folder, tally)
    return True


def main():
    command, shared = sys.argv[1], pathlib.Path(sys.argv[2])
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        firms(command, shared, folder, tally)
        files = list(features(shared, folder))
        geojson(command, shared, folder, tally, files)
        has_gdal = kml(command, folder, tally, files)
    print("## FIRMS, GeoJSON, KML\n")
    print("| format | messages |\n|---|---|")
    for name, count in tally.messages.items():
        print(f"| {name} | {count:,} |")
    print("\n| independent reader | values that agree |\n|---|---|")
    for name, count in tally.agree.items():
        print(f"| {name} | {count:,} |")
    if not has_gdal:
        print("\nGDAL is not installed: KML was compared with xml.etree alone.")
    if tally.explained:
        print("\n| difference | count | why |\n|---|---|---|")
        for name, count in tally.explained.items():
            print(f"| {name} | {count} | {EXPLAINED[name]} |")
    print(f"\n{len(tally.wrong)} differences that are not explained.")
    for each in tally.wrong[:40]:
        print("-", each[:400])
    sys.exit(1 if tally.wrong or not tally.agree else 0)


if __name__ == "__main__":
    main()
