#!/usr/bin/env python3
"""Do we read Mode S and ADS-B as independent decoders do?

    python3 Tests/Agreement/modes.py DECODE_COMMAND SHARED_DATA_DIR

Runs `DECODE_COMMAND beast|avr FILE` over the shared recordings, compares every field with the stored
outputs of pyModeS 3.6.1, rs1090 0.7.0 and dump1090-mutability 1.15, and prints a Markdown section.
Where pyModeS and rs1090 are installed for this Python, the whole recorded flight and 20,000 generated
frames of every format are compared as well. Exit 1 where a difference is not explained by the table below, or where nothing was compared.
"""
import collections
import gzip
import json
import math
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile

# (field, peer): who is right, and why. A difference that is not here fails the run.
EXPLAINED = {
    ("vertical_rate_by", "rs1090"): "DO-260B 2.2.3.2.6.1.10: 0 is the geometric source, 1 the "
    "pressure altitude; rs1090 has them the other way round",
    ("selected_altitude_ft", "rs1090"): "DO-260B 2.2.3.2.7.1.3.3: steps of 32 ft; rs1090 rounds to "
    "100 ft",
    ("latitude_deg", "absent"): "policy: a first position is given out after a second pair agrees",
    ("position", "pyModeS absent"): "policy: pyModeS gives no position for the first frame of a pair "
    "or for its own reasons; ours follows from the last place",
    ("position", "rs1090 absent"): "policy: rs1090 withholds single positions of a batch",
    ("register", "pyModeS"): "inferred, not declared: pyModeS chooses the likelier of two registers "
    "or none; we name both as candidates, or the rules differ",
    ("register", "rs1090"): "inferred, not declared: rs1090 gives every register that fits",
    ("6,0 pressure_rate_ft_per_min", "rs1090"): "Doc 9871 table A-2-96: two's complement, -1 step is "
    "-32 ft/min; rs1090 takes all ones for 0",
    ("position", "first pair"): "policy: dump1090 gives out the first pair's place; ours waits for a "
    "second pair, as the frame's own line says",
}
EXPLAINED |= {
    ("ellipsoid_height_ft", "pyModeS"): "DO-260B 2.2.3.2.3.4: type codes 20 to 22 are coded as the "
    "pressure altitude is; pyModeS takes the field for metres (rs1090 as we)",
    ("speed_kn", "rs1090"): "DO-260B 2.2.3.2.6.2: subtype 2 is in steps of 4 kn; rs1090 in 1 kn (pyModeS "
    "as we)",
    ("capability_class_raw", "pyModeS"): "DO-260B 2.2.3.2.7.2.3: 12 bits on the surface; pyModeS takes the "
    "four of length and width with them",
    ("nic_supplement_a", "pyModeS"): "version 0 has no such field; pyModeS gives it",
    ("nac_p", "pyModeS"): "version 0 has no such field; pyModeS gives it",
    ("sil", "pyModeS"): "version 0 has no such field; pyModeS gives it",
    ("call_sign", "rs1090"): "a space within a call sign: rs1090 leaves it out",
    ("altitude_ft", "rs1090"): "M bit: reserved for metres (Annex 10 IV 3.1.2.6.5.4); rs1090 converts 11 of "
    "its 12 bits to feet, we give altitude_m",
}
EXPLAINED["track_deg", "rs1090"] = ("DO-260B 2.2.3.2.6.1.5: a component of 0 is no information, so "
                                    "there is no track; rs1090 takes it for a number (pyModeS as we)")
# What must hold of our message for the explanation to count.
GUARDS = {
    ("altitude_ft", "rs1090"): lambda m: "altitude_m" in m,
    ("speed_kn", "rs1090"): lambda m: m.get("subtype") == 2,
    ("capability_class_raw", "pyModeS"): lambda m: m.get("subtype") == 1,
    ("nic_supplement_a", "pyModeS"): lambda m: m.get("version") == 0,
    ("nac_p", "pyModeS"): lambda m: m.get("version") == 0,
    ("sil", "pyModeS"): lambda m: m.get("version") == 0,
    ("call_sign", "rs1090"): lambda m: " " in m.get("call_sign", ""),
    ("track_deg", "rs1090"): lambda m: "east_kn" not in m or "north_kn" not in m,
}
EMERGENCY = {"none": 0, "general": 1, "medical": 2, "minimum_fuel": 3, "no_comms": 4}


class Count:
    def __init__(self):
        self.messages = collections.Counter()
        self.agree = collections.Counter()
        self.explained = collections.Counter()
        self.wrong = []
        self.ours = {"": ""}

    def fail(self, text):
        if len(self.wrong) < 40:
            self.wrong.append(text)
        else:
            self.wrong.append("")


def beast(raw):
    """Offset and frame of each Mode S frame: a reader of its own, so that offsets are checked too."""
    sizes = {0x31: 2, 0x32: 7, 0x33: 14, 0x34: 14}
    i = 0
    while i < len(raw) - 1:
        if raw[i] != 0x1A or raw[i + 1] not in sizes:
            i += 1
            continue
        need, body, j = 7 + sizes[raw[i + 1]], bytearray(), i + 2
        while j < len(raw) and len(body) < need:
            if raw[j] == 0x1A:
                if j + 1 < len(raw) and raw[j + 1] == 0x1A:
                    j += 1
                else:
                    break
            body.append(raw[j])
            j += 1
        if len(body) == need and raw[i + 1] in (0x32, 0x33):
            yield i, bytes(body[7:]).hex().upper()
        i = max(j, i + 1)


def decode(command, form, path):
    done = subprocess.run(
        shlex.split(command) + [form, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1, 65):  # 65: something was refused
        sys.exit(f"{command} {form} {path}: exit {done.returncode}\n{done.stderr.decode()[-400:]}")
    lines = [json.loads(line) for line in done.stdout.decode().splitlines() if line]
    return [line for line in lines if "byte_offset" in line]


def close(a, b, tolerance):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and not isinstance(a, bool):
        return abs(a - b) <= tolerance
    return a == b


def pymodes_fields(m):
    """pyModeS' fields under our names, with the tolerance of each."""
    out = {}

    def put(name, value, tolerance=0):
        if value is not None:
            out[name] = (value, tolerance)

    put("address", m.get("icao"))
    tc = m.get("typecode")
    put("type_code", tc)
    altitude = "ellipsoid_height_ft" if tc in (20, 21, 22) else "altitude_ft"
    put(altitude, m.get("altitude"))
    put("squawk", m.get("squawk"))
    put("flight_status", m.get("flight_status"))
    if m["df"] == 11:
        put("capability", m.get("capability"))
    if m["df"] in (0, 16):
        put("sensitivity_level", m.get("sensitivity_level"))
        put("reply_information", m.get("reply_information"))
        put("on_ground", {"airborne": False, "on-ground": True}.get(m.get("vertical_status")))
    if m["df"] == 16 and m.get("mv"):
        put("mv", m["mv"].lower())
    if tc is None:
        return out
    put("call_sign", m.get("callsign"))
    for theirs, ours in (("surveillance_status",) * 2, ("cpr_format", "cpr_odd"),
                         ("cpr_lat", "cpr_latitude_raw"), ("cpr_lon", "cpr_longitude_raw"),
                         ("nuc_p",) * 2, ("subtype",) * 2, ("nac_v",) * 2, ("version",) * 2,
                         ("emergency_state",) * 2, ("nic_b", "nic_supplement_b"),
                         ("vertical_rate", "vertical_rate_ft_per_min"),
                         ("geo_minus_baro", "ellipsoid_less_pressure_ft"),
                         ("nic_supplement_a",) * 2, ("nac_p",) * 2, ("sil",) * 2,
                         ("capability_class", "capability_class_raw"),
                         ("operational_mode", "operational_mode_raw"),
                         ("sil_supplement",) * 2, ("selected_altitude", "selected_altitude_ft"),
                         ("autopilot",) * 2, ("vnav_mode", "vnav"), ("lnav_mode", "lnav"),
                         ("altitude_hold_mode", "altitude_hold"), ("approach_mode", "approach"),
                         ("tcas_operational",) * 2, ("nic_baro",) * 2):
        put(ours, m.get(theirs))
    put("speed_kn", m.get("groundspeed"), 1)
    put("track_deg", m.get("track"), 0.001)
    put("heading_deg", m.get("heading"), 0.001)
    put("pressure_hpa", m.get("baro_pressure_setting"), 0.051)
    put("selected_heading_deg", m.get("selected_heading"), 0.0001)
    put("vertical_rate_by", {"GNSS": "geometry", "BARO": "pressure"}.get(m.get("vr_source")))
    put("latitude_deg", m.get("latitude"), 0.0001)
    put("longitude_deg", m.get("longitude"), 0.0001)
    return out


def rs1090_fields(m):
    out = {}

    def put(name, value, tolerance=0):
        if value is not None:
            out[name] = (value, tolerance)

    put("address", (m.get("icao24") or "").upper() or None)
    bds = m.get("bds")
    altitude = "ellipsoid_height_ft" if m.get("source") == "GNSS" else "altitude_ft"
    put(altitude, m.get("altitude"))
    put("squawk", m.get("squawk"))
    if m["df"] == "16":
        put("sensitivity_level", m.get("sl"))
        put("reply_information", m.get("ri"))
    if m["df"] not in ("17", "18"):
        return out
    put("call_sign", m.get("callsign"))
    for theirs, ours in (("tc", "type_code"), ("lat_cpr", "cpr_latitude_raw"),
                         ("lon_cpr", "cpr_longitude_raw"), ("NUCp", "nuc_p"), ("NACv", "nac_v"),
                         ("vertical_rate", "vertical_rate_ft_per_min"), ("version",) * 2,
                         ("geo_minus_baro", "ellipsoid_less_pressure_ft"), ("NACp", "nac_p"),
                         ("SIL", "sil"), ("GVA", "gva"), ("NICa", "nic_supplement_a"),
                         ("SILs", "sil_supplement"), ("selected_altitude", "selected_altitude_ft"),
                         ("autopilot",) * 2, ("vnav_mode", "vnav"), ("lnav_mode", "lnav"),
                         ("alt_hold", "altitude_hold"), ("approach_mode", "approach"),
                         ("tcas_operational",) * 2, ("NICb", "nic_supplement_b")):
        put(ours, m.get(theirs))
    put("cpr_odd", {"odd": 1, "even": 0}.get(m.get("parity")))
    put("speed_kn", m.get("groundspeed"), 0.0051)
    put("track_deg", m.get("track"), 0.001)
    put("pressure_hpa", m.get("barometric_setting"), 0.051)
    put("selected_heading_deg", m.get("selected_heading"), 0.0001)
    if bds == "62" and "nic_baro" in m:
        put("nic_baro", int(m["nic_baro"]))
    if bds == "61":
        put("emergency_state", EMERGENCY.get(m.get("emergency_state")))
    put("vertical_rate_by", {"GNSS": "geometry", "barometric": "pressure"}.get(m.get("vrate_src")))
    put("latitude_deg", m.get("latitude"), 0.0001)
    put("longitude_deg", m.get("longitude"), 0.0001)
    return out


REGISTERS = {
    "1,7": ({}, {}),
    "1,0": ({"acas_operational": ("acas_operational", 0)}, {"acas": ("acas_operational", 0)}),
    "2,0": ({"callsign": ("call_sign", 0)}, {"callsign": ("call_sign", 0)}),
    "3,0": ({}, {}),
    "4,0": ({"selected_altitude_mcp": ("panel_altitude_ft", 0),
             "selected_altitude_fms": ("fms_altitude_ft", 0),
             "baro_pressure_setting": ("pressure_hpa", 0.051)},
            {"barometric_setting": ("pressure_hpa", 0.051)}),
    "5,0": ({"roll": ("roll_deg", 0.001), "true_track": ("track_deg", 0.001),
             "groundspeed": ("speed_kn", 0), "track_rate": ("track_rate_deg_per_s", 0.001),
             "true_airspeed": ("true_airspeed_kn", 0)},
            {"roll": ("roll_deg", 0.001), "track": ("track_deg", 0.001),
             "groundspeed": ("speed_kn", 0), "track_rate": ("track_rate_deg_per_s", 0.001),
             "TAS": ("true_airspeed_kn", 0)}),
    "6,0": ({"magnetic_heading": ("magnetic_heading_deg", 0.001),
             "indicated_airspeed": ("indicated_airspeed_kn", 0), "mach": ("mach", 0.001),
             "baro_vertical_rate": ("pressure_rate_ft_per_min", 0),
             "inertial_vertical_rate": ("inertial_rate_ft_per_min", 0)},
            {"heading": ("magnetic_heading_deg", 0.001), "IAS": ("indicated_airspeed_kn", 0),
             "Mach": ("mach", 0.001), "vrate_barometric": ("pressure_rate_ft_per_min", 0),
             "vrate_inertial": ("inertial_rate_ft_per_min", 0)}),
}


def compare_register(ours, pm, rs, count, where):
    """The register and, where the register is the same, its fields."""
    inferred = ours.get("inferred") or {}
    mine = inferred.get("register")
    theirs_rs = {k[3] + "," + k[4]: v for k, v in rs.items() if k.startswith("bds") and k != "bds"}
    theirs_pm = pm.get("bds")
    if mine in (None, "none"):
        if theirs_pm is None:
            count.agree["register"] += 1
        elif list(theirs_rs) == [theirs_pm] and "candidates" not in inferred:
            count.fail(f"{where}: both peers say register {theirs_pm}, we none")
        else:
            count.explained["register", "pyModeS"] += 1
        return
    if mine == theirs_pm:
        count.agree["register"] += 1
        for theirs, (name, tolerance) in REGISTERS[mine][0].items():
            field(f"{mine} {name}", inferred.get(name), pm.get(theirs), tolerance, "pyModeS",
                  count, where)
    elif list(theirs_rs) == [theirs_pm]:
        count.fail(f"{where}: both peers say register {theirs_pm}, we {mine}")
    else:
        count.explained["register", "pyModeS"] += 1
    if mine in theirs_rs:
        for theirs, (name, tolerance) in REGISTERS[mine][1].items():
            field(f"{mine} {name}", inferred.get(name), theirs_rs[mine].get(theirs), tolerance,
                  "rs1090", count, where)
    else:
        count.explained["register", "rs1090"] += 1


def field(name, ours, theirs, tolerance, peer, count, where):
    if theirs is None and ours is None:
        return
    if theirs is not None and close(ours, theirs, tolerance):
        count.agree[name] += 1
    elif (name, peer) in EXPLAINED and GUARDS.get((name, peer), bool)(count.ours):
        count.explained[name, peer] += 1
    elif theirs is None:
        return
    else:
        count.fail(f"{where}: {name} {ours}, {peer} {theirs}")


def compare(ours, row, count, where):
    pm, rs = row["pymodes"], row["rs1090"] or {}
    count.ours = ours
    sides = []
    if isinstance(pm, dict) and "df" in pm:
        sides.append(("pyModeS", pymodes_fields(pm)))
    if rs.get("df"):
        sides.append(("rs1090", rs1090_fields(rs)))
    for peer, fields in sides:
        for name, (value, tolerance) in fields.items():
            if name in ("latitude_deg", "longitude_deg") and name not in ours:
                count.explained["latitude_deg", "absent"] += name == "latitude_deg"
                continue
            field(name, ours.get(name), value, tolerance, peer, count, where)
        if "latitude_deg" in ours and "latitude_deg" not in fields:
            count.explained["position", f"{peer} absent"] += 1
    if "inferred" in ours and len(sides) == 2:
        compare_register(ours, pm, rs, count, where)


def run_rows(messages, rows, count, name):
    """`messages` by offset, `rows` as (offset, row)."""
    by_offset = {m["byte_offset"]: m for m in messages}
    for offset, row in rows:
        ours = by_offset.get(offset)
        count.messages[name] += 1
        if ours is None:
            if row["pymodes"].get("df") in (17, 18) and row["pymodes"].get("crc_valid"):
                count.fail(f"{name} {offset}: {row['hex']} not read")
            else:
                count.explained["frame", "parity"] += 1
            continue
        compare(ours, row, count, f"{name} {offset} {row['hex']}")


def rows_of(path):
    with gzip.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]


def run_beast(command, data, count):
    recording = next(data.glob("adsb/ulss7-beast-*.bin"), None)
    expected = data / "wire/adsb/ulss7-beast.first4000.expected.jsonl.gz"
    if not recording or not expected.exists():
        return []
    rows = rows_of(expected)
    frames = list(beast(recording.read_bytes()))[:len(rows)]
    for (_, hexed), row in zip(frames, rows):
        assert hexed == row["hex"], "the recording does not fit its expected output"
    messages = decode(command, "beast", recording)
    run_rows(messages, [(o, r) for (o, _), r in zip(frames, rows)], count, "ulss7 Beast")
    return messages


def run_csv(command, data, count, folder):
    expected = data / "wire/adsb/pymodes-sample-adsb.csv.expected.jsonl.gz"
    if not expected.exists():
        return
    rows, at, text = rows_of(expected), [], ""
    for row in rows:
        at.append(len(text))
        ticks = round((row["t"] - rows[0]["t"]) * 12e6)
        text += f"@{ticks:012X}{row['hex']};\n"
    path = folder / "sample.avr"
    path.write_text(text)
    run_rows(decode(command, "avr", path), list(zip(at, rows)), count, "pyModeS sample as AVR")


def run_sbs(command, messages, data, count):
    """Positions of two decoders with tracking: each must be one that we resolved."""
    own, waiting = collections.defaultdict(list), collections.Counter()
    for m in messages:
        if "latitude_deg" in m:
            own[m["address"]].append((m["latitude_deg"], m["longitude_deg"]))
        if m.get("position_withheld") == "awaiting a second pair":
            waiting[m["address"]] += 1
    for name, path in (("dump1090", data / "wire/adsb/ulss7-beast.dump1090-mutability.sbs.gz"),
                       ("recorder's SBS", data / "adsb/ulss7-decoded-sbs.txt.gz")):
        if not path.exists():
            continue
        text = gzip.open(path, "rt").read()
        left = collections.Counter(waiting)
        for line in text.splitlines():
            cell = line.split(",")
            if cell[0] != "MSG" or len(cell) < 22 or not cell[14]:
                continue
            lat, lon = float(cell[14]), float(cell[15])
            count.messages[name] += 1
            near = any(abs(a - lat) < 2e-4 and abs(b - lon) < 4e-4 for a, b in own[cell[4]])
            if near:
                count.agree["position of " + name] += 1
            else:
                best = min((math.hypot(a - lat, b - lon) for a, b in own[cell[4]]), default=99)
                if left[cell[4]] > 0 and best < 0.01:
                    left[cell[4]] -= 1
                    count.explained["position", "first pair"] += 1
                    continue
                count.fail(f"{name}: {cell[4]} {lat} {lon} not among ours, nearest {best}")
        with tempfile.NamedTemporaryFile(suffix=".sbs") as unpacked:
            unpacked.write(text.encode())
            unpacked.flush()
            read = decode(command, "sbs", unpacked.name)
        wanted = [line for line in text.splitlines() if line.startswith("MSG,")]
        count.messages[name + " lines"] += len(wanted)
        if len(read) != len(wanted):
            count.fail(f"{name}: {len(read)} of {len(wanted)} lines read")
        for ours, line in zip(read, wanted):
            cell = line.split(",")
            for column, key in ((4, "address"), (10, "call_sign"), (17, "squawk")):
                if cell[column].strip():
                    field("SBS " + key, ours.get(key), cell[column].strip(), 0, name, count, line)
            for column, key in ((11, "altitude_ft"), (12, "speed_kn"), (13, "track_deg"),
                                (14, "latitude_deg"), (15, "longitude_deg"),
                                (16, "vertical_rate_ft_per_min")):
                if cell[column].strip():
                    field("SBS " + key, ours.get(key), float(cell[column]), 1e-6, name, count, line)


def parity(body):
    rest = 0
    for byte in body:
        rest ^= byte << 16
        for _ in range(8):
            rest = (rest << 1) ^ 0x1FFF409 if rest & 0x800000 else rest << 1
    return rest & 0xFFFFFF


def generated(count):
    """Frames of every type code and of the formats with an address in the parity; seeded."""
    rng = random.Random(5)
    codes = [*range(1, 19), 19, 19, 19, 20, 21, 22, 28, 29, 31, 31]
    for _ in range(count):
        if rng.random() < 0.7:
            code = rng.choice(codes)
            field = code << 51 | rng.getrandbits(51)
            low, width = {19: (1, 4), 28: (1, 1), 31: (0, 2)}.get(code, (0, 0))
            if width:
                field = field & ~(7 << 48) | rng.randrange(low, low + width) << 48
            if code == 29:
                field = field & ~(3 << 49) | 1 << 49
            if code == 31:
                field = field & ~(7 << 13) | rng.randrange(3) << 13
            body = bytes([17 << 3 | 5]) + rng.getrandbits(24).to_bytes(3, "big")
            body += field.to_bytes(7, "big")
            yield (body + parity(body).to_bytes(3, "big")).hex().upper()
        else:
            form = rng.choice((0, 4, 5, 16, 20, 21))
            size = 14 if form >= 16 else 7
            yield (bytes([form << 3 | rng.getrandbits(3)]) + rng.randbytes(size - 1)).hex().upper()


def run_installed(command, data, count, folder):
    try:
        import pyModeS
        import rs1090
    except ImportError:
        return "pyModeS and rs1090 are not installed here: flight and generated frames are left out."
    inputs = {"generated frames": [(700.0 * k, h) for k, h in enumerate(generated(20_000))]}
    flight = data / "adsb/modes-flight-20240706-a.jsonl.gz"
    if flight.exists():
        with gzip.open(flight, "rt") as lines:
            read = [json.loads(line) for line in lines]
        # This recorder sends short replies in 14 bytes.
        inputs["recorded flight"] = [
            (r["timestamp"], (r["frame"] if int(r["frame"][:2], 16) >> 7 else r["frame"][:14]).upper())
            for r in read]
    for name, frames in inputs.items():
        theirs = {}
        for r in rs1090.decode([h for _, h in frames], [t for t, _ in frames]):
            theirs[round(r["timestamp"], 6), r["frame"].upper()] = r
        pipe, at, rows, text = pyModeS.PipeDecoder(), [], [], ""
        for t, frame in frames:
            try:
                pm = pipe.decode(frame, timestamp=t)
            except Exception as error:
                pm = {"error": str(error)}
            pm, rs = json.loads(json.dumps([pm, theirs.get((round(t, 6), frame))], default=str))
            rows.append({"hex": frame, "pymodes": pm, "rs1090": rs})
            at.append(len(text))
            text += f"@{round((t - frames[0][0]) * 12e6):012X}{frame};\n"
        path = folder / "frames.avr"
        path.write_text(text)
        run_rows(decode(command, "avr", path), list(zip(at, rows)), count, name)
    return ""


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    command, data = sys.argv[1], pathlib.Path(sys.argv[2])
    data = data if (data / "adsb").exists() else data / "data"
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        messages = run_beast(command, data, count)
        run_csv(command, data, count, pathlib.Path(folder))
        run_sbs(command, messages, data, count)
        left_out = run_installed(command, data, count, pathlib.Path(folder))
    print("## Mode S and ADS-B\n\nPeers: pyModeS 3.6.1, rs1090 0.7.0, dump1090-mutability 1.15.\n")
    if left_out:
        print(left_out + "\n")
    print("| input | messages compared |\n|---|---|")
    for name, n in count.messages.items():
        print(f"| {name} | {n} |")
    agreed, explained = sum(count.agree.values()), sum(count.explained.values())
    print(f"\n{agreed} fields agree, {explained} differ for a reason below, {len(count.wrong)} "
          "without.\n\n| field | agree |\n|---|---|")
    for name, n in sorted(count.agree.items()):
        print(f"| {name} | {n} |")
    print("\n| item | peer | times | section, and who is wrong |\n|---|---|---|---|")
    for (name, peer), n in sorted(count.explained.items()):
        reason = EXPLAINED.get((name, peer), "the frame's parity fails: we refuse it")
        print(f"| {name} | {peer} | {n} | {reason} |")
    for text in count.wrong:
        if text:
            print("- NOT EXPLAINED", text)
    sys.exit(1 if count.wrong or not agreed else 0)


if __name__ == "__main__":
    main()
