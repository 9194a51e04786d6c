"""Makes reports of honest and of injected traffic with labels: clean and spoofed AIS, ADS-B and drones.

    python3 make.py FOLDER --seed 101

writes FOLDER/reports.jsonl (in order of time) and FOLDER/labels.jsonl. Needs numpy; reads the base map
of the page to know water from land. Nothing here knows a limit of the checks: speeds and errors are
those of the things.

SPDX-License-Identifier: Apache-2.0
"""

import argparse
import json
import math
import pathlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAP = ROOT / "Sources/Web/Page/basemap"
START_MS = 1_782_302_400_000
SPAN_S = 3600
# Latitude, longitude, height above the ellipsoid: AIS stations, ADS-B receivers, radars.
SENSORS = [
    ("A1", "ais", 46.48, 30.75, 90), ("A2", "ais", 45.20, 29.72, 70), ("A3", "ais", 45.26, 30.20, 60),
    ("D1", "ads_b", 46.43, 30.68, 110), ("D2", "ads_b", 45.35, 28.85, 130),
    ("R1", "radar", 46.40, 30.75, 80), ("R2", "radar", 46.43, 30.68, 110),
]
SEA = (44.5, 45.95, 30.7, 31.9)

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--scale", type=float, default=1.0, help="so many times as many tracks")
options = parser.parse_args()
rng = np.random.default_rng(options.seed)
reports = []
labels = []
serial = 0


def shapes(name):
    """Rings and lines of a file of the base map."""
    found = []

    def walk(part):
        if isinstance(part[0][0], (int, float)):
            found.append(np.array(part))
        else:
            for inner in part:
                walk(inner)

    for feature in json.loads((MAP / f"{name}.geojson").read_text())["features"]:
        if not feature["properties"].get("former"):
            walk(feature["geometry"]["coordinates"])
    return found


LAND, LAKES, RIVERS = shapes("land"), shapes("lakes"), shapes("rivers")


def inside(rings, lat, lon):
    odd = False
    for ring in rings:
        x, y = ring[:, 0], ring[:, 1]
        x2, y2 = np.roll(x, -1), np.roll(y, -1)
        with np.errstate(divide="ignore", invalid="ignore"):
            crosses = ((y > lat) != (y2 > lat)) & (lon < (x2 - x) * (lat - y) / (y2 - y) + x)
        odd ^= bool(np.count_nonzero(crosses) % 2)
    return odd


def to_water_m(lat, lon):
    best = math.inf
    scale = np.array([111_320 * math.cos(math.radians(lat)), 111_132])
    for line in LAND + LAKES + RIVERS:
        p = (line - [lon, lat]) * scale
        a, d = p[:-1], np.diff(p, axis=0)
        t = np.clip(-(a * d).sum(1) / np.maximum((d * d).sum(1), 1e-9), 0, 1)
        best = min(best, np.hypot(*(a + d * t[:, None]).T).min())
    return best


def ways(lat, lon, east, north):
    return lat + north / 111_132, lon + east / (111_320 * math.cos(math.radians(lat)))


class Path:
    """Where a thing truly is, second by second."""

    def __init__(self, t, lat, lon, speed, course, height=None):
        self.t, self.lat, self.lon, self.speed, self.course = t, lat, lon, speed, course
        self.height = height

    def at(self, t):
        course = np.interp(t, self.t, np.unwrap(np.radians(self.course)))
        height = None if self.height is None else np.interp(t, self.t, self.height)
        return Path(
            t, np.interp(t, self.t, self.lat), np.interp(t, self.t, self.lon),
            np.interp(t, self.t, self.speed), np.degrees(course) % 360, height)

    def moved(self, east, north):
        lat, lon = ways(self.lat.mean(), self.lon, east, north)
        return Path(self.t, self.lat + north / 111_132, lon, self.speed, self.course, self.height)


def steer(lat, lon, speeds, turn_deg_s, accel, change_s, begin_s, end_s, course=None):
    """Legs of new courses and speeds; turns and changes of speed as fast as the thing can at most."""
    t = np.arange(begin_s, end_s + 1.0)
    n = len(t)
    course_now = rng.uniform(0, 360) if course is None else course
    speed_now = rng.uniform(*speeds)
    rate, push, left_turn, left_push = 0.0, 0.0, 0, 0
    courses, velocity = np.empty(n), np.empty(n)
    for i in range(n):
        if rng.random() < 1 / change_s:
            turn = rng.normal(0, 50)
            rate = math.copysign(rng.uniform(0.2, 1) * turn_deg_s, turn)
            left_turn = abs(turn / rate)
        if rng.random() < 1 / change_s:
            wanted = rng.uniform(*speeds)
            push = math.copysign(rng.uniform(0.2, 1) * accel, wanted - speed_now)
            left_push = abs((wanted - speed_now) / push)
        if left_turn > 0:
            course_now += rate * min(1, left_turn)
            left_turn -= 1
        if left_push > 0:
            speed_now += push * min(1, left_push)
            left_push -= 1
        courses[i], velocity[i] = course_now, speed_now
    east = np.cumsum(velocity * np.sin(np.radians(courses)))
    north = np.cumsum(velocity * np.cos(np.radians(courses)))
    lats, lons = ways(lat, lon, east, north)
    return Path(t, lats, lons, velocity, courses)


def at_sea(make):
    """A path that stays at sea."""
    for _ in range(200):
        lat, lon = rng.uniform(SEA[0], SEA[1]), rng.uniform(SEA[2], SEA[3])
        path = make(lat, lon)
        if (SEA[0] - 0.2 < path.lat).all() and (path.lat < SEA[1] + 0.15).all() \
                and (SEA[2] - 0.3 < path.lon).all() and (path.lon < SEA[3] + 0.35).all():
            return path
    raise SystemExit("no way at sea")


# Speeds, greatest turn in degrees a second, acceleration, seconds between changes, AIS types.
VESSELS = {
    "cargo": ((4, 10.5), 0.4, 0.02, 900, range(70, 75)),
    "tanker": ((4, 8.5), 0.3, 0.02, 1200, range(80, 85)),
    "container": ((8, 12.8), 0.4, 0.03, 1500, [71]),
    "fishing": ((0.5, 5), 4, 0.2, 120, [30]),
    "tug": ((0.3, 6), 6, 0.3, 200, [31, 52]),
    "ferry": ((6, 17), 1.5, 0.2, 600, [60, 69]),
    "hydrofoil": ((8, 19), 3, 0.6, 300, [40]),
    "rescue": ((0, 16), 10, 1.2, 120, [51]),
    "patrol": ((0, 24), 12, 1.8, 120, [55, 35]),
    "pleasure": ((0, 20), 15, 1.8, 90, [37, 0]),
    "sailing": ((1, 5), 8, 0.3, 200, [36]),
    "drifting": ((0, 0.8), 1, 0.05, 200, [70, 30]),
}
CLASS_B = {"pleasure", "sailing"}
COUNTRIES = [201, 207, 210, 215, 229, 232, 237, 248, 264, 271, 272, 273, 304, 351, 370, 538, 636]


def new_mmsi():
    global serial
    serial += 1
    return f"mmsi:{COUNTRIES[serial % len(COUNTRIES)]}{100000 + serial * 37 % 899999:06d}"


def new_icao():
    global serial
    serial += 1
    return f"icaoAddress:{0x480000 + serial * 7919 % 0x7FFFF:06X}"


def put(key, t_s, identity, sensor, means, kind, lat, lon, sigma, names=(), **attributes):
    report = {
        "k": key, "t": START_MS + int(round(t_s * 1000)), "id": identity, "sensor": sensor,
        "means": means, "kind": kind, "lat": round(float(lat), 7), "lon": round(float(lon), 7),
        "s": round(float(sigma), 1),
        "a": {name: round(float(value), 3) for name, value in attributes.items()
              if value is not None},
    }
    if names:
        report["names"] = list(names)
    reports.append(report)


def nearest_station(path):
    stations = [s for s in SENSORS if s[1] == "ais"]
    return min(stations, key=lambda s: math.hypot(
        path.lat[0] - s[2], (path.lon[0] - s[3]) * 0.7))[0]


def hears(sensor, lat, lon, height):
    """Within the radio horizon over an Earth of 4/3 of its radius."""
    _, _, lat0, lon0, height0 = next(s for s in SENSORS if s[0] == sensor)
    distance = math.hypot((lat - lat0) * 111_132, (lon - lon0) * 111_320 * math.cos(math.radians(lat)))
    return distance < 4_120 * (math.sqrt(height0) + math.sqrt(max(3, height or 3)))


def ais_times(path, is_class_b, begin_s=None):
    """Class A by speed (ITU-R M.1371-5, annex 1, table 1), class B 30 s; a third is not received."""
    t = (path.t[0] if begin_s is None else begin_s) + rng.uniform(0, 10)
    times = []
    loss = rng.choice([0.02, 0.1, 0.3, 0.6])
    outage = rng.uniform(0, SPAN_S) if rng.random() < 0.3 else -1e9
    outage_s = rng.uniform(300, 1800)
    while t < path.t[-1]:
        speed = np.interp(t, path.t, path.speed)
        step = (30 if speed > 1 else 180) if is_class_b else \
            180 if speed < 0.3 else 10 if speed < 7.2 else 6 if speed < 11.8 else 2
        if rng.random() > loss and not outage < t < outage + outage_s:
            times.append(t)
        t += step * rng.uniform(0.9, 1.1)
    return np.array(times)


def walk_error(n, sigma, tie=0.9):
    """Errors of satellite navigation change slowly."""
    e = np.zeros(n)
    noise = rng.normal(0, sigma * math.sqrt(1 - tie * tie), n)
    for i in range(n):
        e[i] = (tie * e[i - 1] if i else rng.normal(0, sigma)) + noise[i]
    return e


def ais(identity, path, ship_type, is_class_b=False, sensor=None, tell=None, names=None,
        times=None, honest=True, key="a"):
    """Position reports of a ship along a path; `tell` changes what is said of speed and course."""
    times = ais_times(path, is_class_b) if times is None else times
    if len(times) == 0:
        return
    p = path.at(times)
    accurate = rng.random() < 0.6
    sigma = rng.uniform(1.5, 4) if accurate else rng.uniform(3, 12)
    east, north = walk_error(len(times), sigma), walk_error(len(times), sigma)
    if honest and not accurate and rng.random() < 0.15:
        # Bad reception of satellites for some minutes.
        where = np.abs(times - rng.uniform(times[0], times[-1])) < 120
        east[where] += walk_error(int(where.sum()), 70, 0.7)
        north[where] += walk_error(int(where.sum()), 70, 0.7)
    lat, lon = ways(p.lat.mean(), p.lon, east, north)
    lat = p.lat + north / 111_132
    lat, lon = np.round(lat * 600_000) / 600_000, np.round(lon * 600_000) / 600_000
    speed = np.abs(p.speed + rng.normal(0, 0.1, len(times)))
    course = p.course + rng.normal(0, 1, len(times)) + np.where(
        p.speed < 0.5, rng.uniform(-180, 180, len(times)), 0)
    if honest and rng.random() < 0.05:
        speed = speed * rng.uniform(0.93, 1.07)  # a log out of adjustment
    if tell is not None:
        speed, course = tell(speed, course)
    # A few ships' clocks are slow; the position is then dated by its receipt.
    lag = rng.uniform(0, 3) if honest and rng.random() < 0.05 else 0
    names = names or [f"shipName:VESSEL {identity[-6:]}", f"callSign:U{identity[-5:]}"]
    named_from = rng.uniform(0, 400)
    station = nearest_station(path)
    for i, t in enumerate(times):
        known = t > named_from or not honest
        put(f"{key}/{identity}/{i}", math.floor(t + lag), identity, sensor or station, "ais", "vessel",
            lat[i], lon[i], 4.1 if accurate else 12.3, names if known else (),
            speedMPerS=min(speed[i], 52.5), courseDeg=course[i] % 360,
            positionAccuracy=1 if accurate else 0,
            shipType=ship_type if known and ship_type else None)


def adsb(identity, path, sensor="D1", nacp=None, kind="aircraft", call=None, times=None, key="d",
         second=None, nic=None, ground=False):
    """About one position a second, with losses, latency and 5 m steps."""
    if times is None:
        steps = rng.exponential(0.6, int((path.t[-1] - path.t[0]) * 1.2)) + 0.5
        times = path.t[0] + np.cumsum(steps)
        times = times[times < path.t[-1]]
        if rng.random() < 0.3:
            gap = rng.uniform(times[0], times[-1])
            times = times[(times < gap) | (times > gap + rng.uniform(20, 300))]
    nacp = int(rng.choice([10, 9, 9, 8, 8, 7, 0])) if nacp is None else nacp
    sigma = {11: 1.2, 10: 4.1, 9: 12.3, 8: 37.8, 7: 75.7, 6: 227}.get(nacp, 500)
    true_sigma = min(sigma, 40) * 0.6
    p = path.at(times - rng.uniform(0, 0.5))
    lat = p.lat + walk_error(len(times), true_sigma, 0.98) / 111_132
    lon = p.lon + walk_error(len(times), true_sigma, 0.98) / (111_320 * 0.7)
    speed = np.abs(p.speed + rng.normal(0, 0.5, len(times)))
    lose = rng.uniform(path.t[0], path.t[-1]) if rng.random() < 0.1 else -1e9
    call = call or f"TL{identity[-4:]}"
    for i, t in enumerate(times):
        n = 0 if lose < t < lose + 40 else nacp
        if callable(second):
            n = second(t, nacp)
        s = {11: 1.2, 10: 4.1, 9: 12.3, 8: 37.8, 7: 75.7, 6: 227}.get(n, 500)
        height = None if p.height is None else p.height[i]
        if key == "d" and not hears(sensor, lat[i], lon[i], height):
            continue
        put(f"{key}/{sensor}/{identity}/{i}", t, identity, sensor, "ads_b", kind, lat[i], lon[i], s,
            [f"callSign:{call}"], speedMPerS=round(speed[i]), courseDeg=p.course[i] % 360,
            pressureHeightM=None if p.height is None else round(p.height[i] / 7.62) * 7.62,
            onGround=1 if ground else 0, nacP=n, nic=8 if n >= 7 else (nic or 0))
        if key == "d" and rng.random() < 0.4 and hears("D2", lat[i], lon[i], height):
            # The other receiver hears the same message, and hands it on some time later.
            reports.append(dict(reports[-1], k=f"{key}/D2/{identity}/{i}", sensor="D2",
                                t=reports[-1]["t"] + int(rng.integers(0, 30))))


def radar(identity, path, sensor, step_s, sigma, kind, limit=None):
    times = np.arange(path.t[0] + rng.uniform(0, step_s), path.t[-1], step_s)
    times = times[rng.random(len(times)) < 0.92]
    if limit is not None:
        times = times[(times > limit[0]) & (times < limit[1])]
    p = path.at(times)
    for i, t in enumerate(times):
        lat, lon = ways(p.lat[i], p.lon[i], rng.normal(0, sigma), rng.normal(0, sigma))
        put(f"r/{sensor}/{identity}/{i}", t, identity, sensor, "radar", kind, lat, lon, sigma)


def label(identity, what, injected, from_s=0.0):
    """Whom too few reports were heard of after the injection is left out: nothing is to be seen."""
    begin = START_MS + from_s * 1000
    if injected and sum(r["id"] == identity and r["t"] > begin for r in reports[-20_000:]) < 5:
        return
    labels.append({"id": identity, "what": what, "injected": injected,
                   "from": START_MS + int(from_s * 1000)})


def vessel_path(name, begin_s=None, end_s=None):
    speeds, turn, accel, change, _ = VESSELS[name]
    begin = rng.uniform(0, 900) if begin_s is None else begin_s
    end = rng.uniform(SPAN_S - 1200, SPAN_S) if end_s is None else end_s
    return at_sea(lambda lat, lon: steer(lat, lon, speeds, turn, accel, change, begin, end))


def any_vessel(names=None):
    name = str(rng.choice(names or list(VESSELS)))
    return name, int(rng.choice(list(VESSELS[name][4])))


def aircraft_path(style, begin_s=None, length_s=None):
    begin = rng.uniform(0, SPAN_S - 1300) if begin_s is None else begin_s
    length = rng.uniform(500, 1200) if length_s is None else length_s
    lat, lon = rng.uniform(45.2, 46.6), rng.uniform(29.3, 31.4)
    end = begin + length
    if style == "airliner":
        path = steer(lat, lon, (190, 265), 1.5, 1, 400, begin, end)
        path.height = np.clip(rng.uniform(8500, 12000) + np.cumsum(
            np.repeat(rng.choice([-12, 0, 0, 0, 12]), len(path.t))), 3000, 12500)
    elif style == "approach":
        path = steer(lat, lon, (70, 130), 3, 1.5, 120, begin, end)
        path.height = np.maximum(50, 4000 - np.arange(len(path.t)) * rng.uniform(4, 9))
    elif style == "light":
        path = steer(lat, lon, (35, 70), 8, 2, 60, begin, end)
        path.height = 800 + 300 * np.sin(np.arange(len(path.t)) / rng.uniform(40, 120))
    elif style == "aerobatic":
        path = steer(lat, lon, (60, 110), 15, 6, 25, begin, end)
        path.height = 1500 + 500 * np.sin(np.arange(len(path.t)) / rng.uniform(12, 30))
    elif style == "helicopter":
        path = steer(lat, lon, (0, 70), 20, 3, 60, begin, end)
        path.height = np.maximum(20, 300 + np.cumsum(rng.normal(0, 1, len(path.t))))
    elif style == "taxi":
        path = steer(46.4268, 30.6765, (0, 12), 20, 2, 30, begin, end)
    elif style == "drone":
        path = steer(46.3, 30.5, (0, 22), 60, 5, 20, begin, end)
        path.height = np.maximum(10, 120 + np.cumsum(rng.normal(0, 0.7, len(path.t))))
    else:  # a large drone that circles
        t = np.arange(begin, end + 1.0)
        radius, speed = rng.uniform(1500, 6000), rng.uniform(45, 80)
        angle = (t - begin) * speed / radius
        lats, lons = ways(lat, lon, radius * np.sin(angle), radius * np.cos(angle))
        path = Path(t, lats, lons, np.full(len(t), speed), np.degrees(angle) + 90,
                    np.full(len(t), 5500.0))
    return path


def inland_point():
    for _ in range(500):
        lat, lon = rng.uniform(45.4, 47.6), rng.uniform(28.3, 32.5)
        if inside(LAND, lat, lon) and not inside(LAKES, lat, lon) and to_water_m(lat, lon) > 6_000:
            return lat, lon
    raise SystemExit("no place inland")


# Clean traffic

def clean_vessels(count):
    for _ in range(count):
        name, ship_type = any_vessel()
        identity = new_mmsi()
        label(identity, f"vessel, {name}", False)
        path = vessel_path(name)
        ais(identity, path, ship_type, name in CLASS_B)
        lat, lon = path.lat[0], path.lon[0]
        if rng.random() < 0.3:
            radar(f"radarTrack:R1/{identity[-4:]}", path, "R1", 3.0, 40, "vessel",
                  (rng.uniform(0, 600), rng.uniform(1800, 3600)))


def clean_moored(count):
    for _ in range(count):
        identity = new_mmsi()
        label(identity, "vessel, moored or at anchor", False)
        lat, lon = rng.choice([(46.490, 30.745), (46.62, 31.01), (45.6, 30.9), (44.17, 28.66)])
        t = np.arange(0, SPAN_S + 1.0)
        swing = rng.choice([0, 80])
        phase = np.cumsum(rng.normal(0, 0.002, len(t)))
        lats, lons = ways(lat + rng.uniform(-0.005, 0.005), lon + rng.uniform(0, 0.01),
                          swing * np.sin(phase), swing * np.cos(phase))
        path = Path(t, np.asarray(lats) + 0 * t, np.asarray(lons) + 0 * t,
                    np.full(len(t), 0.1), np.full(len(t), 10.0))
        ais(identity, path, int(rng.choice([70, 80, 52, 60, 30])))


def clean_river(count):
    lines = [line for line in RIVERS if len(line) > 60]
    for _ in range(count):
        identity = new_mmsi()
        label(identity, "vessel, river", False)
        line = lines[rng.integers(len(lines))]
        scale = np.array([111_320 * math.cos(math.radians(line[:, 1].mean())), 111_132])
        along = np.concatenate([[0], np.cumsum(np.hypot(*(np.diff(line, axis=0) * scale).T))])
        speed = rng.uniform(2, 5)
        begin = rng.uniform(0, max(1, along[-1] - speed * SPAN_S))
        t = np.arange(0, SPAN_S + 1.0)
        s = np.minimum(begin + speed * t, along[-1])
        lon, lat = np.interp(s, along, line[:, 0]), np.interp(s, along, line[:, 1])
        # The drawn river is some hundred metres beside the true one.
        lat = lat + rng.normal(0, 500) / 111_132
        course = np.degrees(np.arctan2(np.gradient(lon) * scale[0], np.gradient(lat) * scale[1]))
        ground = np.hypot(np.gradient(lon) * scale[0], np.gradient(lat) * scale[1])
        ais(identity, Path(t, lat, lon, ground, course), int(rng.choice([79, 80, 52])),
            sensor="inland")


def clean_aircraft(count):
    styles = ["airliner"] * 5 + ["approach", "light", "aerobatic", "helicopter", "taxi", "circling"]
    for _ in range(count):
        style = str(rng.choice(styles))
        identity = new_icao()
        label(identity, f"aircraft, {style}", False)
        path = aircraft_path(style)
        adsb(identity, path, kind="uav" if style == "circling" else "aircraft",
             ground=style == "taxi")
        if rng.random() < 0.4 and style != "taxi":
            radar(identity, path, "R2", 4.8, 120, "aircraft")


def clean_drones(count):
    global serial
    for _ in range(count):
        serial += 1
        identity = f"platform:UAV-{serial}"
        label(identity, "drone of the Mission", False)
        path = aircraft_path("drone")
        p = path.at(np.arange(path.t[0], path.t[-1], 1.0))
        for i, t in enumerate(p.t):
            if rng.random() < 0.9:
                lat, lon = ways(p.lat[i], p.lon[i], rng.normal(0, 2), rng.normal(0, 2))
                put(f"u/{identity}/{i}", t, identity, "gcs", "mini_uav", "uav", lat, lon, 3,
                    ellipsoidHeightM=p.height[i], speedMPerS=p.speed[i], courseDeg=p.course[i] % 360)


# Injected tracks

def half(path, at_s):
    before, after = path.t <= at_s, path.t > at_s
    cut = [Path(path.t[m], path.lat[m], path.lon[m], path.speed[m], path.course[m],
                None if path.height is None else path.height[m]) for m in (before, after)]
    return cut


def away(least_m, most_m):
    angle, distance = rng.uniform(0, 2 * math.pi), rng.uniform(least_m, most_m)
    return distance * math.sin(angle), distance * math.cos(angle)


def teleport():
    at = rng.uniform(1200, 2200)
    if rng.random() < 0.6:
        name, ship_type = any_vessel(["cargo", "tanker", "fishing", "ferry", "pleasure", "patrol"])
        identity, path = new_mmsi(), vessel_path(name, 0, SPAN_S)
        before, after = half(path, at)
        east, north = away(4_000, 60_000)
        lat, lon = ways(after.lat.mean(), after.lon, east, north)
        path.lat[path.t > at] += north / 111_132
        path.lon[path.t > at] = lon
        times = ais_times(path, name in CLASS_B)
        ais(identity, before, ship_type, times=times[times < before.t[-1]], honest=False, key="b")
        ais(identity, Path(after.t, path.lat[path.t > at], path.lon[path.t > at], after.speed,
                           after.course), ship_type, times=times[times > after.t[0]],
            honest=False, key="c")
    else:
        identity, path = new_icao(), aircraft_path("airliner", at - 400, 900)
        before, after = half(path, at)
        adsb(identity, before, key="b")
        adsb(identity, after.moved(*away(15_000, 120_000)), key="c")
    label(identity, "teleport", True, at)


def ghost_on_land():
    identity = new_mmsi()
    lat, lon = inland_point()
    name, ship_type = any_vessel(["cargo", "tanker", "patrol", "tug"])
    path = steer(lat, lon, (0.5, 2), 1, 0.1, 600, 300, 2400)
    ais(identity, path, ship_type, honest=False)
    label(identity, "ghost vessel on land", True, 300)


def clone():
    if rng.random() < 0.6:
        name, ship_type = any_vessel(["cargo", "tanker", "fishing", "ferry", "sailing"])
        identity, path = new_mmsi(), vessel_path(name, 0, SPAN_S)
        ais(identity, path, ship_type, honest=False)
        other = vessel_path(name, 600, SPAN_S).moved(*away(15_000, 60_000))
        ais(identity, other, ship_type, honest=False, key="b")
    else:
        identity, path = new_icao(), aircraft_path("airliner", 500, 1000)
        adsb(identity, path)
        adsb(identity, aircraft_path("airliner", 600, 900).moved(*away(60_000, 120_000)), key="b")
    label(identity, "cloned identity", True, 600)


def circle_of_many():
    count = int(rng.integers(6, 14))
    at = rng.uniform(1200, 2000)
    lat, lon = rng.choice([(46.42, 30.68), (45.35, 33.0), (44.9, 31.5)])
    radius = rng.uniform(300, 3000)
    angle0 = rng.uniform(0, 2 * math.pi)
    for _ in range(count):
        name, ship_type = any_vessel(["cargo", "tanker", "fishing", "ferry", "tug"])
        identity = new_mmsi()
        for _ in range(50):
            path = vessel_path(name, 0, SPAN_S)
            if abs(path.lat[0] - 45.6) < 0.25 and abs(path.lon[0] - 31.2) < 0.35:
                break
        before, after = half(path, at)
        speed = rng.uniform(5, 15)
        angle = angle0 + rng.uniform(0, 6) + (after.t - at) * speed / radius
        lats, lons = ways(lat, lon, radius * np.sin(angle), radius * np.cos(angle))
        ring = Path(after.t, lats, lons, np.full(len(after.t), speed), np.degrees(angle) + 90)
        times = ais_times(path, False)
        ais(identity, before, ship_type, times=times[times < at], honest=False, key="b")
        ais(identity, ring, ship_type, times=times[times > after.t[0]], honest=False, key="c")
        label(identity, "circle of many", True, at)


def drift(path, at, rate, most_m):
    angle = rng.uniform(0, 2 * math.pi)
    off = np.clip((path.t - at) * rate, 0, most_m)
    going = (off > 0) & (off < most_m)
    east, north = off * math.sin(angle), off * math.cos(angle)
    lat, lon = ways(path.lat.mean(), path.lon, east, north)
    v_east = path.speed * np.sin(np.radians(path.course)) + going * rate * math.sin(angle)
    v_north = path.speed * np.cos(np.radians(path.course)) + going * rate * math.cos(angle)
    return Path(path.t, path.lat + north / 111_132, lon, np.hypot(v_east, v_north),
                np.degrees(np.arctan2(v_east, v_north)), path.height)


def drift_away():
    if rng.random() < 0.5:
        at = rng.uniform(900, 1300)
        name, ship_type = any_vessel(["cargo", "tanker", "ferry", "container"])
        identity, path = new_mmsi(), vessel_path(name, 0, SPAN_S)
        told = drift(path, at, rng.uniform(0.7, 2.5), rng.uniform(2_000, 8_000))
        ais(identity, told, ship_type, honest=False)
        radar(f"radarTrack:R1/{identity[-4:]}", path, "R1", 3.0, 40, "vessel")
    else:
        identity, path = new_icao(), aircraft_path("airliner", 600, 1100)
        at = 800
        adsb(identity, drift(path, at, rng.uniform(4, 20), rng.uniform(3_000, 12_000)))
        radar(identity, path, "R2", 4.8, 120, "aircraft")
    label(identity, "drift-away", True, at)


def beyond_horizon():
    angle = rng.uniform(math.radians(150), math.radians(250))
    if rng.random() < 0.5:
        identity, distance = new_mmsi(), rng.uniform(400_000, 900_000)
        lat, lon = ways(46.48, 30.75, distance * math.sin(angle), distance * math.cos(angle))
        name, ship_type = any_vessel(["cargo", "tanker"])
        ais(identity, steer(lat, lon, (4, 9), 0.3, 0.02, 900, 300, 2400), ship_type, honest=False,
            sensor="A1")
    else:
        identity, distance = new_icao(), rng.uniform(260_000, 420_000)
        lat, lon = ways(46.43, 30.68, distance * math.sin(angle), distance * math.cos(angle))
        path = steer(lat, lon, (90, 120), 1, 1, 200, 300, 900)
        path.height = np.full(len(path.t), rng.uniform(100, 600))
        adsb(identity, path, key="b")
    label(identity, "beyond the horizon", True, 300)


def replay():
    later = rng.uniform(600, 1500)
    if rng.random() < 0.6:
        name, ship_type = any_vessel(["cargo", "ferry", "fishing", "patrol"])
        source, path = new_mmsi(), vessel_path(name, 0, 1800)
        first = len(reports)
        ais(source, path, ship_type, honest=False)
    else:
        source, path = new_icao(), aircraft_path("airliner", 300, 600)
        first = len(reports)
        adsb(source, path, key="b")
    same = rng.random() < 0.5
    identity = source if same else (new_mmsi() if source.startswith("mmsi") else new_icao())
    copies = [dict(r, k="p/" + r["k"], id=identity, t=r["t"] + int(later * 1000))
              for r in reports[first:]]
    for copy in copies:
        if not same:
            copy.pop("names", None)
    reports.extend(copies)
    label(identity, "replayed trail", True, later)
    if not same:
        label(source, "source of a replay", False)


def over_speed():
    if rng.random() < 0.6:
        identity = new_mmsi()
        speed = rng.uniform(45, 51)
        path = at_sea(lambda lat, lon: steer(lat, lon, (speed, speed), 0.5, 0.1, 300, 900, 1700))
        ais(identity, path, 0, honest=False, times=np.arange(900, 1700, rng.uniform(4, 20)))
    else:
        identity = new_icao()
        path = steer(45.5, 30, (480, 900), 0.5, 1, 400, 900, 1200)
        path.height = np.full(len(path.t), 9000.0)
        adsb(identity, path, key="b")
    label(identity, "over-speed", True, 900)


def radar_elsewhere():
    identity, path = new_icao(), aircraft_path("airliner" if rng.random() < 0.7 else "light", 400, 900)
    adsb(identity, path.moved(*away(4_000, 25_000)), nacp=int(rng.choice([10, 9, 8, 0])))
    radar(identity, path, "R2", 4.8, 120, "aircraft")
    label(identity, "contradicted by radar", True, 400)


def wrong_class():
    pick = rng.integers(4)
    if pick == 3:
        identity = new_icao()
        path = steer(45.5, 30, (260, 320), 1, 1, 400, 900, 1200)
        path.height = np.full(len(path.t), 3000.0)
        adsb(identity, path, kind="uav", key="b")
    else:
        identity = new_mmsi()
        ship_type = [70, 80, 52][pick]
        path = at_sea(lambda lat, lon: steer(lat, lon, (21, 30), 8, 2, 120, 900, 1700))
        ais(identity, path, ship_type, honest=False)
    label(identity, "wrong class", True, 900)


def untrue_course():
    name, ship_type = any_vessel(["cargo", "ferry", "patrol"])
    identity, path = new_mmsi(), vessel_path(name, 0, 2400)
    wrong = rng.uniform(40, 300)
    ais(identity, path, ship_type, honest=False,
        tell=lambda speed, course: (speed + 4, course + wrong))
    label(identity, "course and speed untrue", True, 0)


def frozen():
    name, ship_type = any_vessel(["cargo", "tanker"])
    identity, path = new_mmsi(), vessel_path(name, 0, 2400)
    t = path.t
    path.lat[t > 900], path.lon[t > 900] = path.lat[t > 900][0], path.lon[t > 900][0]
    first = len(reports)
    ais(identity, path, ship_type, honest=False)
    held = None
    for report in reports[first:]:
        if report["t"] > START_MS + 910_000:
            held = held or report
            report["lat"], report["lon"] = held["lat"], held["lon"]
    label(identity, "frozen position", True, 900)


def renamed():
    name, ship_type = any_vessel(["cargo", "tanker", "ferry"])
    identity, path = new_mmsi(), vessel_path(name, 0, 2400)
    before, after = half(path, 1500)
    ais(identity, before, ship_type, honest=False, key="b", names=["shipName:AURORA", "imoNumber:9074729"])
    ais(identity, after, ship_type, honest=False, key="c", names=["shipName:BOREAS", "imoNumber:9319466"])
    label(identity, "name and IMO number changed", True, 1500)


def no_number():
    identity = str(rng.choice(["mmsi:000000000", "mmsi:123456789", "mmsi:999999999", "mmsi:111111111",
                               "mmsi:217000111", "mmsi:799123456", "mmsi:012345678"]))
    if any(entry["id"] == identity for entry in labels):
        return
    name, ship_type = any_vessel(["fishing", "pleasure"])
    ais(identity, vessel_path(name, 0, 2400), ship_type, honest=False)
    label(identity, "impossible number", True, 0)


def many(function, count):
    for _ in range(max(1, round(count * options.scale))):
        function()


clean_vessels(round(330 * options.scale))
clean_moored(round(60 * options.scale))
clean_river(round(40 * options.scale))
clean_aircraft(round(150 * options.scale))
clean_drones(round(30 * options.scale))
for kind in (teleport, ghost_on_land, clone, drift_away, beyond_horizon, replay, over_speed,
             radar_elsewhere, wrong_class):
    many(kind, 12)
for kind in (untrue_course, frozen, renamed, no_number):
    many(kind, 5)
many(circle_of_many, 2)

# Some reports come a second time, late.
late = [dict(r) for r in reports if rng.random() < 0.01]
reports.extend(late)
reports.sort(key=lambda r: (r["t"], r["k"]))
options.folder.mkdir(parents=True, exist_ok=True)
with open(options.folder / "reports.jsonl", "w") as out:
    for report in reports:
        out.write(json.dumps(report, separators=(",", ":")) + "\n")
with open(options.folder / "labels.jsonl", "w") as out:
    for entry in labels:
        out.write(json.dumps(entry) + "\n")
with open(options.folder / "sensors.json", "w") as out:
    json.dump([dict(zip(("id", "means", "lat", "lon", "height"), s)) for s in SENSORS], out)
print(len(reports), "reports,", len(labels), "labelled identities")
