"""Runs real recordings through a mission and compares its tracks with what others decoded.

usage: recordings.py DATA [--truceline EXE] [--write]
       DATA: a folder with adsb/, ais-nmea/ and asterix/ recordings (see below for the names); none of it is part of
       this project. Recordings that are not there are left out. --write puts the table into docs/internals/picture.md.

SPDX-License-Identifier: Apache-2.0
"""

import argparse
import bisect
import datetime
import gzip
import json
import math
import os
import sqlite3
import statistics
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "..", "..", "docs", "internals", "picture.md")
BEGIN = "<!-- recordings: written by Benchmarks/Tracking/recordings.py -->"
END = "<!-- recordings end -->"


def replay(exe, sensors, feeds, lateness_s=1):
  """Replays one feed in a mission of its own; the data folder and the seconds it took.

  Steps are final after the lateness limit, so it is short where a recording is in order.
  """
  folder = tempfile.mkdtemp(prefix="truceline-recording-")
  mission = os.path.join(folder, "mission")
  subprocess.run([exe, "init", mission], check=True, capture_output=True)
  for name, text in [("sensors.yaml", sensors), ("feeds.yaml", feeds)]:
    with open(os.path.join(mission, name), "w") as file:
      file.write(text)
  with open(os.path.join(mission, "mission.yaml"), "a") as file:
    file.write(f"\ntracks: {{lateness_limit_s: {lateness_s}}}\n")
  data = os.path.join(folder, "data")
  before = os.times()
  subprocess.run([exe, "replay", mission, "--data", data, "--json"], check=True, capture_output=True)
  after = os.times()
  return data, after.children_user + after.children_system - before.children_user - before.children_system


def database(data):
  return sqlite3.connect(f"file:{os.path.join(data, 'read.sqlite')}?mode=ro", uri=True)


def points(base):
  """Steps of every track: name, track, time in s, latitude, longitude, speed, course, after a gap."""
  return base.execute(
    "SELECT t.name, p.track, p.at_ms / 1000.0, p.latitude_deg, p.longitude_deg, p.speed_m_per_s, p.course_deg, p.is_after_gap, "
    "p.major_sigma_m, p.observation FROM track_point p JOIN track t ON t.id = p.track ORDER BY p.at_ms").fetchall()


def metres(a, b):
  north = (b[0] - a[0]) * 111_195
  east = (b[1] - a[1]) * 111_195 * math.cos(math.radians(a[0]))
  return math.hypot(east, north)


def spread(values):
  values = sorted(values)
  return statistics.median(values), values[int(0.95 * (len(values) - 1))]


def counts(base):
  tracks = base.execute("SELECT count(*) FROM track").fetchone()[0]
  return tracks, base.execute("SELECT count(*), sum(is_after_gap) FROM track_point").fetchone()


def adsb(exe, data):
  """Beast recording of many aircraft against the positions that its own receiver decoded (SBS)."""
  raw = os.path.join(data, "adsb", "ulss7-beast-1522782148.136310917.bin")
  sbs = os.path.join(data, "adsb", "ulss7-decoded-sbs.txt.gz")
  folder, cpu = replay(
    exe, "sensors:\n  - {id: R, name: Receiver, means: ads_b, owner: x, latitude: 60.0, longitude: 30.0}\n",
    f"feeds:\n  - {{name: adsb, format: beast, file: {raw}, sensor: R, start: 2018-04-03T19:02:28.136Z}}\n")
  base = database(folder)
  theirs = {}
  with gzip.open(sbs, "rt") as lines:
    for line in lines:
      f = line.rstrip().split(",")
      if len(f) > 15 and f[1] == "3" and f[14] and f[15]:
        at = datetime.datetime.strptime(f"{f[6]} {f[7]}", "%Y/%m/%d %H:%M:%S.%f").replace(tzinfo=datetime.timezone.utc).timestamp()
        theirs.setdefault(f[4].upper(), []).append((at, float(f[14]), float(f[15])))
  ours = {}
  for row in base.execute("SELECT p.track, p.at_ms / 1000.0, p.latitude_deg, p.longitude_deg, p.observation, p.speed_m_per_s FROM track_point p ORDER BY p.at_ms"):
    ours.setdefault(row[0], []).append(row)
  named = {}
  for track, steps in ours.items():
    doc = base.execute("SELECT doc FROM observation WHERE id = ?", (steps[0][4],)).fetchone()[0]
    for hex_code in theirs:
      if hex_code.encode() in doc:
        named.setdefault(hex_code, []).extend(steps)
  off = []
  for code, fixes in theirs.items():
    steps = sorted(named.get(code, []), key=lambda s: s[1])
    times = [s[1] for s in steps]
    for at, lat, lon in fixes:
      i = bisect.bisect(times, at)
      near = [steps[j] for j in (i - 1, i) if 0 <= j < len(steps) and abs(times[j] - at) < 0.6]
      if near:
        best = min(near, key=lambda s: abs(s[1] - at))
        # The receiver's lines carry a time to the millisecond, the recording its own; what lies between is flown.
        flown = best[5] * abs(best[1] - at)
        off.append(max(0.0, metres((lat, lon), (best[2], best[3])) - flown))
  tracks, (steps, gaps) = counts(base)
  middle, most = spread(off)
  return ["ADS-B, one receiver, 61 s, many aircraft", f"{len(theirs)} aircraft decoded by the receiver, {len(named)} of them followed, {tracks} tracks of {steps} reports",
          f"place against the receiver's decode: median {middle:.0f} m, 95 % {most:.0f} m ({len(off)} places)", cpu, steps]


def bits(text, first, count):
  return int(bin(int(text, 16))[2:].zfill(56)[first - 1:first - 1 + count], 2)


def radar(exe, data):
  """Mode S radar plots against the ground speed and track that the aircraft's own systems told it (BDS 5,0)."""
  raw = os.path.join(data, "asterix", "jahorina.raw")
  folder, cpu = replay(
    exe, "sensors:\n  - {id: R, name: Radar, means: radar, owner: x, latitude: 43.72, longitude: 18.57, height_m: 1900, survey: {range_km: 470, period_s: 4}}\n",
    f"feeds:\n  - {{name: radar, format: asterix, file: {raw}, start: 2012-05-01T09:00:00Z, radars: [{{sac: 23, sic: 2, sensor: R}}]}}\n")
  base = database(folder)
  decoded = subprocess.run([exe, "decode", "asterix", raw], capture_output=True, text=True, check=False).stdout
  told = {}
  for line in decoded.splitlines():
    record = json.loads(line)
    for register in record.get("I250", []):
      if (register.get("BDS1"), register.get("BDS2")) != (5, 0):
        continue
      mb = register["MBDATA"]
      if bits(mb, 12, 1) and bits(mb, 24, 1):
        angle = bits(mb, 14, 10) * 90 / 512 - (180 if bits(mb, 13, 1) else 0)
        told.setdefault(record["I220"], []).append((record["I140_s"], bits(mb, 25, 10) * 2 * 0.514444, angle % 360))
  speeds, courses, followed = [], [], set()
  names = {}
  for name, track, at, lat, lon, speed, course, gap, sigma, observation in points(base):
    names.setdefault(track, []).append((at, speed, course, observation))
  for track, steps in names.items():
    doc = base.execute("SELECT doc FROM observation WHERE id = ?", (steps[0][3],)).fetchone()[0]
    address = next((code for code in told if code.encode() in doc), None)
    if address is None:
      continue
    followed.add(address)
    for at, speed, course, _ in steps[6:]:
      fits = [t for t in told[address] if abs(t[0] - at % 86_400) < 0.02]
      if fits and course is not None:
        speeds.append(abs(speed - fits[0][1]))
        courses.append(abs((course - fits[0][2] + 180) % 360 - 180))
  tracks, (steps, gaps) = counts(base)
  (s50, s95), (c50, c95) = spread(speeds), spread(courses)
  return ["Mode S radar (048), 57 s, no track numbers (a second piece that goes back in time is late and makes no track)", f"{len(followed)} of {len(told)} aircraft that told their speed, {tracks} tracks of {steps} plots",
          f"against the aircraft's own ground speed, from the 7th plot on: median {s50:.1f} m/s, 95 % {s95:.1f} m/s; course median {c50:.1f}°, 95 % {c95:.1f}° ({len(speeds)} plots; the radar's place is known to some km only)", cpu, steps]


def system(exe, data):
  """Half an hour of a control centre's system tracks (062)."""
  raw = os.path.join(data, "asterix", "cat062-065-30min.ff")
  folder, cpu = replay(
    exe, "sensors:\n  - {id: C, name: Centre, means: radar, owner: x}\n",
    f"feeds:\n  - {{name: centre, format: asterix, file: {raw}, sensor: C, start: 2014-01-01T12:00:00Z}}\n")
  base = database(folder)
  decoded = subprocess.run([exe, "decode", "asterix", raw], capture_output=True, text=True, check=False).stdout
  numbers = {}
  for line in decoded.splitlines():
    record = json.loads(line)
    if record["category"] == 62:
      numbers.setdefault(record["I040"], []).append((record["I070_s"], record["I105"]["LAT_deg"], record["I105"]["LON_deg"]))
  places = {}
  for fixes in numbers.values():
    for fix in fixes:
      places.setdefault(round(fix[0], 2), []).append(fix)
  off, ahead, of_track = [], [], {}
  for name, track, at, lat, lon, speed, course, gap, sigma, observation in points(base):
    of_track.setdefault(track, []).append((at % 86_400, lat, lon, speed, course, gap))
  for steps in of_track.values():
    for i, step in enumerate(steps):
      near = [metres((f[1], f[2]), (step[1], step[2])) for k in (-0.01, 0, 0.01) for f in places.get(round(step[0] + k, 2), [])]
      if near:
        off.append(min(near))
      if i and steps[i - 1][4] is not None and 2 < step[0] - steps[i - 1][0] < 12:
        at, lat, lon, speed, course, _ = steps[i - 1]
        way = speed * (step[0] - at)
        there = (lat + way * math.cos(math.radians(course)) / 111_195, lon + way * math.sin(math.radians(course)) / 111_195 / math.cos(math.radians(lat)))
        ahead.append(metres(there, (step[1], step[2])))
  tracks, (steps, gaps) = counts(base)
  (o50, o95), (a50, a95) = spread(off), spread(ahead)
  return ["Control centre (062), 30 min", f"{len(numbers)} track numbers, {tracks} tracks of {steps} reports, {gaps - tracks} gaps within tracks",
          f"place against the centre's: median {o50:.1f} m, 95 % {o95:.1f} m; carried on straight to the next report: median {a50:.0f} m, 95 % {a95:.0f} m ({len(ahead)})", cpu, steps]


def ais(exe, data, name, words, lateness_s):
  raw = os.path.join(data, "ais-nmea", name)
  folder, cpu = replay(
    exe, "sensors:\n  - {id: R, name: Receiver, means: ais, owner: x}\n",
    f"feeds:\n  - {{name: ais, format: ais, file: {raw}, sensor: R}}\n", lateness_s)
  base = database(folder)
  ships = {}
  innovations = []
  for name, track, at, lat, lon, speed, course, gap, sigma, observation in points(base):
    steps = ships.setdefault(track, [])
    if steps and not gap and steps[-1][3] is not None and 2 < at - steps[-1][0] < 60:
      before = steps[-1]
      way = before[4] * (at - before[0])
      there = (before[1] + way * math.cos(math.radians(before[3])) / 111_195,
               before[2] + way * math.sin(math.radians(before[3])) / 111_195 / max(0.01, math.cos(math.radians(before[1]))))
      innovations.append(metres(there, (lat, lon)))
    steps.append((at, lat, lon, course, speed))
  tracks, (steps, gaps) = counts(base)
  several = sum(1 for s in ships.values() if len(s) > 1)
  told = "carried on straight to the next report: median %.0f m, 95 %% %.0f m (%d)" % (*spread(innovations), len(innovations)) if innovations else "no two reports near each other"
  return [words, f"{tracks} tracks of {steps} reports, {several} of them of more than one report", told, cpu, steps]


def main():
  parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  parser.add_argument("data")
  parser.add_argument("--truceline", default=os.path.join(HERE, "..", "..", ".build", "release", "truceline"))
  parser.add_argument("--write", action="store_true")
  a = parser.parse_args()
  data, exe = os.path.abspath(a.data), os.path.abspath(a.truceline)
  jobs = [
    (lambda: adsb(exe, data), "adsb/ulss7-beast-1522782148.136310917.bin"), (lambda: radar(exe, data), "asterix/jahorina.raw"),
    (lambda: system(exe, data), "asterix/cat062-065-30min.ff"),
    (lambda: ais(exe, data, "australia-20120202-a.nmea.gz", "AIS, satellites and stations around Australia, 3 min", 35), "ais-nmea/australia-20120202-a.nmea.gz"),
    (lambda: ais(exe, data, "dma-stream-2010.nmea.gz", "AIS, Danish waters, 27 s", 10), "ais-nmea/dma-stream-2010.nmea.gz"),
  ]
  rows = ["| recording | tracks | difference | CPU s, whole replay |", "|---|---|---|---|"]
  for job, path in jobs:
    if not os.path.exists(os.path.join(data, path)):
      print(f"{path} is not there, left out")
      continue
    name, found, off, cpu, steps = job()
    rows.append(f"| {name} | {found} | {off} | {cpu:.2f} |")
    print(rows[-1], flush=True)
  if a.write:
    with open(PAGE) as page:
      text = page.read()
    before, rest = text.split(BEGIN)
    with open(PAGE, "w") as page:
      page.write(before + BEGIN + "\n" + "\n".join(rows) + "\n" + END + rest.split(END)[1])


if __name__ == "__main__":
  main()
