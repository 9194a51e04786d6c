#!/usr/bin/env python3
"""Does our AIS decoder agree with independent ones?

usage: ais.py DECODE_COMMAND SHARED_DATA_DIR

DECODE_COMMAND is run with `ais FILE` behind it and writes JSON lines. For every vector of
SHARED_DATA_DIR/wire/ais its messages are compared, field by field, with what pyais, libais and
gpsdecode said; the recordings in ais-nmea are decoded and counted. Prints Markdown; exit 1 on a
difference that the table below does not explain, or if nothing was compared.

SPDX-License-Identifier: Apache-2.0
"""
import collections
import gzip
import json
import os
import re
import sys
import tempfile

import _running

# our field -> names at (pyais, libais, gpsdecode)
SAME = {
    "repeat_indicator": ("repeat", "repeat_indicator", "repeat"),
    "navigation_status": ("status", "nav_status", "status"),
    "speed_kn": ("speed", "sog", "speed"),
    "position_accurate": ("accuracy", "position_accuracy", "accuracy"),
    "longitude_deg": ("lon", "x", "lon"),
    "latitude_deg": ("lat", "y", "lat"),
    "course_deg": ("course", "cog", "course"),
    "heading_deg": ("heading", "true_heading", "heading"),
    "utc_second_s": ("second", "timestamp", "second"),
    "raim": ("raim", "raim", "raim"),
    "imo_number": ("imo", "imo_num", "imo"),
    "call_sign": ("callsign", "callsign", "callsign"),
    "name": ("shipname", "name", "shipname"),
    "ship_type": ("ship_type", "type_and_cargo", "shiptype"),
    "to_bow_m": ("to_bow", "dim_a", "to_bow"),
    "to_stern_m": ("to_stern", "dim_b", "to_stern"),
    "to_port_m": ("to_port", "dim_c", "to_port"),
    "to_starboard_m": ("to_starboard", "dim_d", "to_starboard"),
    "fixing_device": ("epfd", "fix_type", "epfd"),
    "draught_m": ("draught", "draught", "draught"),
    "destination": ("destination", "destination", "destination"),
    "altitude_m": ("alt", "alt", "alt"),
    "ais_version": ("ais_version", "ais_version", "ais_version"),
    "eta_month": ("month", "eta_month", None),
    "eta_day": ("day", "eta_day", None),
    "eta_hour": ("hour", "eta_hour", None),
    "eta_minute": ("minute", "eta_minute", None),
    "dac": ("dac", "dac", "dac"),
    "fi": ("fid", "fi", "fid"),
    "destination_mmsi": ("dest_mmsi", "dest_mmsi", "dest_mmsi"),
    "text": ("text", "text", "text"),
    "aid_type": ("aid_type", "aton_type", "aid_type"),
    "off_position": ("off_position", "off_pos", "off_position"),
    "virtual": ("virtual_aid", "virtual_aton", "virtual_aid"),
    "assigned": ("assigned", "assigned_mode", "assigned"),
    "reserved": ("reserved_1", "spare", "reserved"),
    "dsc": ("dsc", "dsc_flag", "dsc"),
    "display": ("display", "display_flag", "display"),
    "carrier_sense": ("cs", "unit_flag", "cs"),
    "mothership_mmsi": ("mothership_mmsi", "mothership_mmsi", "mothership_mmsi"),
    "channel_a": ("channel_a", "chan_a", "channel_a"),
    "channel_b": ("channel_b", "chan_b", "channel_b"),
    "wind_kn": ("wspeed", "wind_ave", "wspeed"),
    "gust_kn": ("wgust", "wind_gust", "wgust"),
    "wind_from_deg": ("wdir", "wind_dir", "wdir"),
    "gust_from_deg": ("wgustdir", "wind_gust_dir", "wgustdir"),
    "air_temperature_c": ("airtemp", "air_temp", "airtemp"),
    "humidity_percent": ("humidity", "rel_humid", "humidity"),
    "dew_point_c": ("dewpoint", "dew_point", "dewpoint"),
    "pressure_hpa": ("pressure", "air_pres", "pressure"),
    "visibility_nm": ("visibility", "horz_vis", "visibility"),
    "water_level_m": ("waterlevel", "water_level", "waterlevel"),
    "current_speed_kn": ("cspeed", "surf_cur_speed", "cspeed"),
    "current_direction_deg": ("cdir", "surf_cur_dir", "cdir"),
    "current_2_speed_kn": ("cspeed2", "cur_speed_2", "cspeed2"),
    "current_2_depth_m": ("cdepth2", "cur_depth_2", "cdepth2"),
    "current_3_speed_kn": ("cspeed3", "cur_speed_3", "cspeed3"),
    "current_3_depth_m": ("cdepth3", "cur_depth_3", "cdepth3"),
    "wave_height_m": ("waveheight", "wave_height", "waveheight"),
    "wave_period_s": ("waveperiod", "wave_period", "waveperiod"),
    "wave_direction_deg": ("wavedir", "wave_dir", "wavedir"),
    "swell_height_m": ("swellheight", "swell_height", "swellheight"),
    "swell_period_s": ("swellperiod", "swell_period", "swellperiod"),
    "swell_direction_deg": ("swelldir", "swell_dir", "swelldir"),
    "water_temperature_c": ("watertemp", "water_temp", "watertemp"),
    "salinity_per_mille": ("salinity", "salinity", "salinity"),
    "european_number": ("vin", "eu_id", "vin"),
    "length_m": ("length", "length", None),
    "beam_m": ("beam", "beam", None),
    "eri_ship_type": ("shiptype", "ship_type", "shiptype"),
    "hazard": ("hazard", "haz_cargo", "hazard"),
    "loaded": ("loaded", "loaded", "loaded"),
}
PEERS = ("pyais", "libais", "gpsdecode")


def decode(command, path):
    return _running.decode(command, "ais", path)


def peer_values(record, field):
    """What each peer says in our units; peers that failed or lack the field are left out."""
    values = {}
    for peer, name in zip(PEERS, SAME[field]):
        said = record.get(peer) or {}
        if "error" in said or name is None or said.get(name) is None:
            continue
        value = said[name]
        if isinstance(value, str):
            value = value.split("@")[0].rstrip()
        if isinstance(value, bool):
            value = int(value)
        values[peer] = value
    return values


def equal(field, ours, theirs):
    if isinstance(ours, bool):
        ours = int(ours)
    if field.endswith("_mmsi"):
        return int(ours) == int(theirs)
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        places = 2e-6 if field.endswith("tude_deg") else 1e-3
        return abs(ours - theirs) <= places
    return str(ours) == str(theirs)


def number(value):
    return value if isinstance(value, (int, float)) else None


UNKNOWN = {
    "speed_kn": {102.3, 1023, 63}, "course_deg": {360, 511}, "heading_deg": {511},
    "longitude_deg": {181}, "latitude_deg": {91}, "utc_second_s": {60, 61, 62, 63},
    "imo_number": {0}, "draught_m": {0}, "altitude_m": {4095}, "eta_month": {0}, "eta_day": {0},
    "eta_hour": {24}, "eta_minute": {60}, "length_m": {0}, "beam_m": {0}, "mothership_mmsi": {0},
}
WEATHER = {
    "wind_kn", "gust_kn", "wind_from_deg", "gust_from_deg", "air_temperature_c",
    "humidity_percent", "dew_point_c", "pressure_hpa", "visibility_nm", "water_level_m",
    "current_speed_kn", "current_direction_deg", "current_2_speed_kn", "current_2_depth_m",
    "current_3_speed_kn", "current_3_depth_m", "wave_height_m", "wave_period_s",
    "wave_direction_deg", "swell_height_m", "swell_period_s", "swell_direction_deg",
    "water_temperature_c", "salinity_per_mille",
}


def reason(field, ours, theirs, peer, message):
    """The class of a difference, or None where it is not explained."""
    kind = message["type"]
    value = number(theirs)
    if ours is None:
        if theirs == "" or (isinstance(theirs, str) and not theirs.strip()):
            return "empty text"
        if value is not None and any(abs(value - u) < 0.051 for u in UNKNOWN.get(field, ())):
            return "sentinel"
        if field == "course_deg" and value is not None and value >= 360:
            return "out of range"
        if field in ("heading_deg", "longitude_deg", "latitude_deg") and value is not None and (
                abs(value) > {"heading_deg": 359, "longitude_deg": 180, "latitude_deg": 90}[field]):
            return "out of range"
        if field in WEATHER:
            return "weather sentinel"
        if field.startswith("to_") and value == 0:
            return "sentinel"
        if field == "off_position":
            return "off-position needs a second"
        if field in ("to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m") and \
                "mothership_mmsi" in message:
            return "mothership"
        if field == "mothership_mmsi":
            return "mothership"
        if field in ("speed_kn",) and theirs == "nan":
            return "sentinel"
    if kind == 27 and peer == "gpsdecode" and field in ("longitude_deg", "latitude_deg"):
        return "gpsd rounds type 27"
    if kind == 17 and field in ("longitude_deg", "latitude_deg"):
        return {"pyais": "pyais type 17 in minutes", "gpsdecode": "gpsd rounds type 17"}.get(peer)
    if kind in (6, 8) and peer == "gpsdecode" and field in (
            "longitude_deg", "latitude_deg", "water_level_m"):
        return "gpsd rounds weather" if value is not None and abs(value) < 1e6 else "gpsd takes water level as unsigned"
    if peer == "libais" and field == "gust_from_deg":
        return "libais gust direction"
    if peer == "libais" and field == "pressure_hpa" and message.get("fi") == 31:
        return "libais pressure of 001/31"
    if peer == "libais" and field == "wave_height_m" and message.get("fi") == 31:
        return "libais wave height of 001/31"
    if peer == "gpsdecode" and field == "navigation_status" and kind == 27:
        return "gpsd writes the status of type 27 in words"
    if field == "destination_mmsi" and kind in (25, 26) and ours is None and theirs == 0:
        return "broadcast"
    if peer == "pyais" and field in ("fixing_device", "ship_type"):
        return "pyais folds reserved codes"
    if kind >= 28:
        return "pyais type 28"
    if isinstance(ours, str) and isinstance(theirs, str):
        if peer == "libais" and ours.replace("_", "-").replace("'", "`") == theirs:
            return "libais alphabet"
        if peer == "pyais" and theirs[:-1] == ours:
            return "pyais half a character"
        if ours.strip() == theirs:
            return "leading space"
    if theirs in ("nan", "fast"):
        return "sentinel"
    if field == "draught_m" and peer == "gpsdecode" and kind == 8:
        return "draught of 200/10"
    if field == "draught_m" and kind == 8 and peer == "libais":
        return "draught of 200/10"
    return None


EXPLAINED = {
    "sentinel": ("several", "M.1371-5 annex 8", "not wrong: peers print the number that stands for \"not available\", we leave the field out"),
    "empty text": ("names, texts", "M.1371-5 annex 8 table 47", "not wrong: peers print an empty text, we leave the field out"),
    "out of range": ("position, course, heading", "M.1371-5 annex 8 table 48", "peers print values that the table excludes; we write them as `…_raw`"),
    "weather sentinel": ("001/11, 001/31", "SN/Circ.236, SN.1/Circ.289", "not wrong: peers scale the number that stands for \"not available\" or a reserved one; we leave it out"),
    "off-position needs a second": ("type 21", "M.1371-5 table 73", "peers: the flag counts only with a second of 0 to 59"),
    "mothership": ("type 24 B", "M.1371-5 table 81", "peers that read dimensions from MMSI 98…, or a mothership from others"),
    "gpsd rounds type 27": ("type 27", "M.1371-5 table 84", "gpsdecode rounds to 0.1 degree"),
    "gpsd rounds type 17": ("type 17", "M.1371-5 table 67", "gpsdecode rounds to 0.1 degree"),
    "pyais type 17 in minutes": ("type 17", "M.1371-5 table 67", "pyais gives minutes, without sign"),
    "draught of 200/10": ("200/10", "CESNI VTT, inland ship data", "gpsdecode leaves it unscaled, libais takes 1/10 m; the field counts 1/100 m"),
}
EXPLAINED.update({
    "gpsd rounds weather": ("001/11, 001/31", "SN.1/Circ.289", "gpsdecode rounds place and water level"),
    "gpsd takes water level as unsigned": ("001/31", "SN.1/Circ.289", "gpsdecode: a level below the datum overflows"),
    "libais gust direction": ("001/11", "SN/Circ.236", "libais 0.17 gives the gust's speed as its direction"),
    "libais pressure of 001/31": ("001/31", "SN.1/Circ.289", "libais divides by 100"),
    "libais wave height of 001/31": ("001/31", "SN.1/Circ.289", "libais lacks the factor 0.1"),
    "gpsd writes the status of type 27 in words": ("type 27", "M.1371-5 table 84", "not wrong: words for the same code"),
    "broadcast": ("types 25, 26", "M.1371-5 tables 80, 82", "gpsdecode gives destination 0 to a broadcast"),
    "pyais folds reserved codes": ("ship type, fixing device", "M.1371-5 tables 49, 53", "pyais gives a reserved code as another; we give the code as sent"),
    "pyais type 28": ("types 28 to 63", "M.1371-5 table 46", "not defined; pyais reads them by a later draft, we give the bits"),
    "libais alphabet": ("texts", "M.1371-5 table 47", "libais: 31 is `_`, not `-`; 39 is an apostrophe, not a grave accent"),
    "pyais half a character": ("types 12, 14", "M.1371-5 annex 8", "pyais makes a character of fewer than six bits at the end"),
    "leading space": ("texts", "M.1371-5 annex 8", "not wrong: pyais drops spaces before the text"),
})


def turn_class(message, record, tally, unexplained, where):
    """Rate of turn, which every peer writes in its own way."""
    ours = message.get("turn_rate_deg_per_min", message.get("turn"))
    said = {}
    lib = record.get("libais") or {}
    if "rot" in lib:
        said["libais"] = None if lib["rot"] < -730 else (
            ("starboard" if lib["rot"] > 0 else "port") if abs(lib["rot"]) > 709 else lib["rot"])
    gps = record.get("gpsdecode") or {}
    if "turn" in gps and gps.get("type") in (1, 2, 3):
        said["gpsdecode"] = {"nan": None, "fastright": "starboard", "fastleft": "port"}.get(
            gps["turn"], gps["turn"])
    py = record.get("pyais") or {}
    if "turn" in py:
        said["pyais"] = None if py["turn"] == -128 else (
            ("starboard" if py["turn"] > 0 else "port") if abs(py["turn"]) == 127 else py["turn"])
    for peer, value in said.items():
        tally["fields"] += 1
        if value == ours:
            tally["agreements"] += 1
        elif isinstance(value, (int, float)) and isinstance(ours, (int, float)):
            if abs(value - ours) < 0.01:
                tally["agreements"] += 1
            elif peer == "gpsdecode" and abs(abs(value) - abs(ours)) <= 1:
                key = "gpsd loses the sign" if value * ours < 0 else "rounding of the turn"
                tally["differences"][key] += 1
            elif peer == "pyais" and abs(value - ours) <= 0.51:
                tally["differences"]["rounding of the turn"] += 1
            else:
                unexplained.append((where, "turn", ours, peer, value))
        else:
            unexplained.append((where, "turn", ours, peer, value))


EXPLAINED["gpsd loses the sign"] = (
    "rate of turn", "M.1371-5 table 48", "gpsdecode 3.22 gives port turns as positive")
EXPLAINED["rounding of the turn"] = (
    "rate of turn", "M.1371-5 table 48", "gpsdecode and pyais round to whole degrees; we give two places")


def missing_class(record, faults):
    """Why we give no message where peers give one."""
    sentences = record["sentences"]
    text = " ".join(faults)
    heads = [re.search(r"!.{2}VD[MO],(\d),(\d)", s) for s in sentences]
    if len(sentences) == 1 and heads[0] and int(heads[0][1]) > 1:
        return "part without the others"
    if any("payload too short" in f for f in faults):
        return "shorter than its type"
    if "checksum" in text or "six-bit" in text or "field" in text:
        return "refused sentence"
    if "part missing" in text or "first part missing" in text:
        return "parts that do not belong together"
    return None


EXPLAINED["part without the others"] = (
    "sentence", "IEC 61162-1", "not wrong: peers decode one part as if it were whole; we refuse it")
EXPLAINED["shorter than its type"] = (
    "payload", "M.1371-5 annex 8, 3.1 ff.",
    "peers that fill up missing bits with zeros; we refuse it and say how many bits came")
EXPLAINED["refused sentence"] = ("sentence", "IEC 61162-1", "a fault of the sentence itself; see the faults")
EXPLAINED["parts that do not belong together"] = (
    "sentence", "IEC 61162-1", "parts with another sequence or channel")


def all_messages(command, records):
    """Decodes all sentences in one run; records are told apart by their byte offset."""
    offsets = []
    with tempfile.NamedTemporaryFile("wb", suffix=".nmea", delete=False) as file:
        at = 0
        for record in records:
            block = ("\r\n".join(record["sentences"]) + "\r\n").encode("latin-1", "replace")
            offsets.append((at, at + len(block)))
            file.write(block)
            at += len(block)
    messages, faults = decode(command, file.name)
    os.unlink(file.name)
    return offsets, messages, faults


def main():
    command, shared = sys.argv[1:3]
    folder = os.path.join(shared, "wire/ais")
    tally = {"records": 0, "messages": 0, "fields": 0, "agreements": 0,
             "differences": collections.Counter(), "both_fail": 0, "only_ours": 0}
    unexplained = []
    print("## AIS\n")
    print("Peers: pyais 3.3.1 (MIT), libais 0.17 (Apache-2.0), gpsdecode 3.22 (BSD-2-Clause).\n")
    print("| vectors | messages of the peers | ours | fields compared | agree |")
    print("|---|---|---|---|---|")
    for name in sorted(os.listdir(folder)):
        if ".expected.jsonl" not in name:
            continue
        path = os.path.join(folder, name)
        with (gzip.open if name.endswith(".gz") else open)(path, "rt") as lines:
            records = [json.loads(line) for line in lines]
        before = dict(tally, differences=None)
        offsets, messages, faults = all_messages(command, records)
        by_offset = {}
        for message in messages:
            by_offset.setdefault(message["byte_offset"], message)
        fault_offsets = [(int(f.split(" ", 1)[0]), f) for f in faults if f.split(" ", 1)[0].isdigit()]
        ours_count = 0
        for record, (start, end) in zip(records, offsets):
            peers = [p for p in PEERS if record.get(p) and "error" not in record[p]]
            found = [m for o, m in by_offset.items() if start <= o < end]
            tally["records"] += 1
            where = f"{name}:{record['line']}"
            if not found:
                near = [f for o, f in fault_offsets if start <= o < end]
                if len(peers) >= 2 or (peers and not near):
                    key = missing_class(record, near)
                    if key:
                        tally["differences"][key] += 1
                    else:
                        unexplained.append((where, "message", None, peers, near[:1]))
                else:
                    tally["both_fail"] += 1
                continue
            message = found[0]
            ours_count += 1
            tally["messages"] += 1
            if not peers:
                tally["only_ours"] += 1
            compare_fields(message, record, tally, unexplained, where)
        print(f"| {name.split('.expected')[0]} | {sum(1 for r in records if any(r.get(p) and 'error' not in r[p] for p in PEERS))} "
              f"| {ours_count} | {tally['fields'] - before['fields']} | {tally['agreements'] - before['agreements']} |")
    print(f"\n{tally['records']} records, {tally['messages']} messages of ours, {tally['fields']} fields compared, "
          f"{tally['agreements']} agree, {sum(tally['differences'].values())} differ as explained, "
          f"{len(unexplained)} differ without explanation. {tally['both_fail']} records are refused by us and by all "
          f"or all but one peer; {tally['only_ours']} are read by us only.\n")
    print("| difference | count | item | specification | who is wrong |\n|---|---|---|---|---|")
    for key, count in tally["differences"].most_common():
        item, section, who = EXPLAINED[key]
        print(f"| {key} | {count} | {item} | {section} | {who} |")
    recordings(command, os.path.join(shared, "ais-nmea"))
    if unexplained:
        print(f"\nNot explained: {len(unexplained)}\n")
        for entry in unexplained[:200]:
            print("-", entry)
    sys.exit(1 if unexplained or tally["fields"] == 0 else 0)


def compare_fields(message, record, tally, unexplained, where):
    kind = message["type"]
    for peer in PEERS:
        said = record.get(peer) or {}
        for name in ("msg_type", "id", "type"):
            if isinstance(said.get(name), int) and (name != "type" or peer == "gpsdecode"):
                tally["fields"] += 1
                if said[name] == kind:
                    tally["agreements"] += 1
                else:
                    unexplained.append((where, "type", kind, peer, said[name]))
        if "mmsi" in said and "error" not in said:
            tally["fields"] += 1
            if int(said["mmsi"]) == int(message["mmsi"]):
                tally["agreements"] += 1
            else:
                unexplained.append((where, "mmsi", message["mmsi"], peer, said["mmsi"]))
    if kind in (1, 2, 3):
        turn_class(message, record, tally, unexplained, where)
    for field in SAME:
        if not applies(field, kind, message):
            continue
        for peer, theirs in peer_values(record, field).items():
            if not peer_applies(field, kind, peer, message):
                continue
            tally["fields"] += 1
            ours = message.get(field)
            if ours is not None and equal(field, ours, theirs):
                tally["agreements"] += 1
                continue
            key = reason(field, ours, theirs, peer, message)
            if key:
                tally["differences"][key] += 1
            else:
                unexplained.append((where, f"type {kind} {field}", ours, peer, theirs))


def applies(field, kind, message):
    """Fields that a type has; other meanings of a peer's name are left out."""
    if field == "reserved":
        return kind in (18, 19)
    if field in ("length_m", "beam_m", "eri_ship_type", "hazard", "loaded", "european_number"):
        return "eri_ship_type" in message
    if field in WEATHER:
        return kind in (6, 8) and (message.get("dac"), message.get("fi")) in ((1, 11), (1, 31)) \
            and "data_hex" not in message
    if field in ("ship_type",):
        return kind in (5, 19, 24)
    if field.startswith("eta_"):
        return kind == 5
    if field == "utc_second_s" and kind in (6, 8):
        return False
    if field in ("name",) and kind == 21:
        return True
    return True


def peer_applies(field, kind, peer, message):
    if kind in (6, 8) and "data_hex" in message and field not in (
            "repeat_indicator", "dac", "fi", "destination_mmsi"):
        return False
    return True


def recordings(command, folder):
    print("\n| recording | AIS sentences | messages | faults | by reason |\n|---|---|---|---|---|")
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".gz") or "decoded" in name:
            continue
        content = gzip.open(os.path.join(folder, name)).read()
        with tempfile.NamedTemporaryFile("wb", delete=False) as file:
            file.write(content)
        messages, faults = decode(command, file.name)
        os.unlink(file.name)
        sentences = len(re.findall(rb"![^\r\n,]{2}VD[MO],", content))
        reasons = collections.Counter(f.split(" | ")[1] for f in faults if " | " in f)
        by = ", ".join(f"{r} {c}" for r, c in reasons.most_common()) or "none"
        print(f"| {name} | {sentences} | {len(messages)} | {sum(reasons.values())} | {by} |")


if __name__ == "__main__":
    main()
