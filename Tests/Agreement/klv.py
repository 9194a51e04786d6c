#!/usr/bin/env python3
"""Does our decoder of MISB metadata agree with independent ones?

usage: klv.py DECODE_COMMAND SHARED_DATA_DIR

DECODE_COMMAND is run with `klv FILE` behind it and writes JSON lines. Compared are the sample packet with
what klvdata says, the item values of jmisb's tests, and the transport streams with the packet that they
carry; one-bit corruptions are counted. Prints Markdown; exit 1 on a difference that the table does not
explain, or if nothing was compared.

SPDX-License-Identifier: Apache-2.0
"""
import collections
import json
import os
import re
import sys
import tempfile

import _running

KEY = bytes.fromhex("060e2b34020b01010e01030101000000")

KLVDATA = {
    2: "time_us", 3: "mission", 5: "platform_heading_deg", 6: "platform_pitch_deg",
    7: "platform_roll_deg", 10: "platform", 11: "image_source", 12: "coordinate_system",
    13: "sensor_latitude_deg", 14: "sensor_longitude_deg", 15: "sensor_altitude_msl_m",
    16: "sensor_horizontal_fov_deg", 17: "sensor_vertical_fov_deg",
    18: "sensor_relative_azimuth_deg", 19: "sensor_relative_elevation_deg",
    20: "sensor_relative_roll_deg", 21: "slant_range_m", 22: "target_width_m",
    23: "frame_centre_latitude_deg", 24: "frame_centre_longitude_deg",
    25: "frame_centre_elevation_msl_m", 65: "version",
}
# Class of jmisb's test -> tag and our name; classes for several tags are given one of them.
JMISB = {
    "AirfieldBarometricPressure": (53, "airfield_pressure_mbar"),
    "AlternatePlatformEllipsoidHeightExtended": (105, "alternate_ellipsoid_height_extended_m"),
    "AlternatePlatformHeading": (71, "alternate_heading_deg"),
    "AltitudeAGL": (113, "altitude_agl_m"), "CornerOffset": (26, "offset_corner_1_latitude_deg"),
    "CorrectionOffset": (137, "correction_offset_us"),
    "DensityAltitudeExtended": (103, "density_altitude_extended_m"),
    "DifferentialPressure": (49, "differential_pressure_mbar"),
    "GroundRange": (57, "ground_range_m"), "HorizontalFov": (16, "sensor_horizontal_fov_deg"),
    "LeapSeconds": (136, "leap_seconds_s"), "NavsatsInView": (123, "satellites_in_view"),
    "OnBoardMiStorageCapacity": (133, "storage_gb"),
    "OnBoardMiStoragePercentFull": (120, "storage_full_percent"),
    "PlatformAngleOfAttack": (50, "angle_of_attack_deg"),
    "PlatformAngleOfAttackFull": (92, "angle_of_attack_full_deg"),
    "PlatformCourseAngle": (112, "platform_course_deg"), "PlatformFuelRemaining": (58, "fuel_kg"),
    "PlatformGroundSpeed": (56, "ground_speed_m_s"),
    "PlatformHeadingAngle": (5, "platform_heading_deg"),
    "PlatformIndicatedAirspeed": (9, "indicated_airspeed_m_s"),
    "PlatformMagneticHeading": (64, "magnetic_heading_deg"),
    "PlatformPitchAngle": (6, "platform_pitch_deg"),
    "PlatformPitchAngleFull": (90, "platform_pitch_full_deg"),
    "PlatformRollAngle": (7, "platform_roll_deg"),
    "PlatformRollAngleFull": (91, "platform_roll_full_deg"),
    "PlatformSideslipAngle": (52, "sideslip_deg"),
    "PlatformSideslipAngleFull": (93, "sideslip_full_deg"),
    "PlatformTrueAirspeed": (8, "true_airspeed_m_s"),
    "PlatformVerticalSpeed": (51, "vertical_speed_m_s"), "PrecisionTimeStamp": (2, "time_us"),
    "PropulsionUnitSpeed": (111, "propulsion_speed_rpm"),
    "RadarAltimeter": (114, "radar_altimeter_m"),
    "RangeToRecoveryLocation": (109, "range_to_recovery_km"),
    "RelativeHumidity": (55, "relative_humidity_percent"),
    "SensorAngleRate": (118, "sensor_elevation_rate_deg_s"),
    "SensorEastVelocity": (80, "sensor_east_velocity_m_s"),
    "SensorNorthVelocity": (79, "sensor_north_velocity_m_s"),
    "SensorEllipsoidHeightExtended": (104, "sensor_ellipsoid_height_extended_m"),
    "SensorLatitude": (13, "sensor_latitude_deg"), "SensorLongitude": (14, "sensor_longitude_deg"),
    "SensorRelativeAzimuth": (18, "sensor_relative_azimuth_deg"),
    "SensorRelativeElevation": (19, "sensor_relative_elevation_deg"),
    "SensorRelativeRoll": (20, "sensor_relative_roll_deg"),
    "SensorTrueAltitude": (15, "sensor_altitude_msl_m"), "SlantRange": (21, "slant_range_m"),
    "StaticPressure": (37, "static_pressure_mbar"), "ST0601Version": (65, "version"),
    "TargetErrorEstimateCe90": (45, "target_ce90_m"),
    "TargetErrorEstimateLe90": (46, "target_le90_m"), "TargetWidth": (22, "target_width_m"),
    "TargetWidthExtended": (96, "target_width_extended_m"), "TimeAirborne": (110, "time_airborne_s"),
    "TransmissionFrequency": (132, "transmission_mhz"),
    "UasDatalinkAltitude": (38, "density_altitude_m"),
    "UasDatalinkLatitude": (67, "alternate_latitude_deg"),
    "UasDatalinkLongitude": (68, "alternate_longitude_deg"),
    "UasDatalinkString": (3, "mission"), "VerticalFov": (17, "sensor_vertical_fov_deg"),
    "WindDirectionAngle": (35, "wind_direction_deg"), "WindSpeed": (36, "wind_speed_m_s"),
    "ZoomPercentage": (134, "zoom_percent"),
}
HALF_STEP = {
    "CornerOffset": 0.075 / 32767 / 2, "RelativeHumidity": 100 / 255 / 2,
    "UasDatalinkAltitude": 19900 / 65535 / 2,
}
EXPLAINED = {
    "within half a step": ("26 to 33, 38, 55", "ST 0601.19, table 1", "not wrong: jmisb's test names the number before it was mapped, or more places than the step has"),
    "wrong length": ("any", "ST 0601.19, table 1", "not wrong: jmisb tests that a wrong length is refused; we report it too"),
    "error indicator": ("signed items", "ST 0601.19, 6.3", "not wrong: the most negative value is an error indicator; we give null, jmisb its own marker"),
    "hint of another value": ("any", "–", "not wrong: the number beside the bytes in jmisb's test is its tolerance"),
}


def packet(items):
    """A packet of (tag, octets) with its checksum."""
    body = b""
    for tag, octets in items:
        body += bytes([tag]) if tag < 128 else bytes([0x80 | tag >> 7, tag & 127])
        body += (bytes([len(octets)]) if len(octets) < 128
                 else bytes([0x82]) + len(octets).to_bytes(2, "big")) + octets
    length = len(body) + 4
    head = KEY + (bytes([length]) if length < 128 else bytes([0x82]) + length.to_bytes(2, "big"))
    return summed(head + body + b"\x01\x02\0\0")


def summed(content):
    total = sum(octet << (8 * ((index + 1) % 2)) for index, octet in enumerate(content[:-2]))
    return content[:-2] + (total & 0xFFFF).to_bytes(2, "big")


def decode(command, content):
    with tempfile.NamedTemporaryFile("wb", delete=False) as file:
        file.write(content)
    try:
        return _running.decode(command, "klv", file.name)
    finally:
        os.unlink(file.name)


def main():
    command, shared = sys.argv[1:3]
    folder = os.path.join(shared, "wire/klv")
    unexplained = []
    differences = collections.Counter()
    print("## MISB KLV\n")
    print("Peers: klvdata 0.0.3 (MIT), item tests of jmisb (MIT).\n")
    print("| vectors | compared | agree |\n|---|---|---|")
    total = sample(command, folder, unexplained)
    total += items(command, folder, differences, unexplained)
    total += streams(command, folder, unexplained)
    corruptions(command, folder, unexplained)
    print(f"\n{total} values compared, {sum(differences.values())} differ as explained, "
          f"{len(unexplained)} differ without explanation.\n")
    print("| difference | count | item | specification | who is wrong |\n|---|---|---|---|---|")
    for key, count in differences.most_common():
        print(f"| {key} | {count} | " + " | ".join(EXPLAINED[key]) + " |")
    print("| checksum of the sample | 1 | item 1 | ST 0601.19, 6.4 | the published packet: AA43 where 3E1E "
          "is the sum; klvdata does not check it |")
    if unexplained:
        print(f"\nNot explained: {len(unexplained)}\n")
        for entry in unexplained[:80]:
            print("-", entry)
    sys.exit(1 if unexplained or total == 0 else 0)


def the_sample(folder):
    path = os.path.join(folder, "DynamicConstantMISMMSPacketData.bin.klvdata.json")
    record = json.loads(open(path).readline())
    return bytes.fromhex(record["hex"]), record["klvdata"][0]["items"]


def sample(command, folder, unexplained):
    content, expected = the_sample(folder)
    messages, faults = decode(command, content)
    if messages or "checksum wrong" not in " ".join(faults):
        unexplained.append(("sample as published", messages, faults))
    messages, faults = decode(command, summed(content))
    if len(messages) != 1 or faults:
        unexplained.append(("sample", len(messages), faults))
        return 0
    agree = compared = 0
    for tag, *_, value in expected:
        name = KLVDATA.get(tag)
        if not name:
            continue
        ours = messages[0].get(name)
        compared += 1
        if tag == 2:
            same = value.startswith("2009-01-12 22:08:22") and ours == 1231798102000000
        elif isinstance(ours, str):
            same = ours == value
        else:
            same = ours is not None and abs(ours - float(value)) <= 10 ** -places(ours)
        agree += same
        if not same:
            unexplained.append(("sample", name, ours, "klvdata", value))
    print(f"| sample packet, klvdata | {compared} | {agree} |")
    return compared


def places(number):
    text = repr(number)
    return len(text.split(".")[1]) if "." in text and "e" not in text else 0


def hints(record):
    for hint in record["asserted_near"]:
        text = hint.strip('"')
        found = re.match(r"^(-?\d+(?:\.\d+)?)", text)
        if found:
            digits = found[1].split(".")[1] if "." in found[1] else ""
            yield float(found[1]), 0.51 * 10 ** -len(digits) if digits else 0.51


def items(command, folder, differences, unexplained):
    records = [json.loads(line) for line in open(os.path.join(folder, "jmisb-item-bytes.jsonl"))]
    records = [r for r in records if r["std"] == "0601" and r["item"] in JMISB]
    content = b"".join(
        packet([(2, (1000 + index).to_bytes(8, "big")), (JMISB[r["item"]][0], bytes.fromhex(r["bytes"]))]
               if JMISB[r["item"]][0] != 2 else [(2, bytes.fromhex(r["bytes"])), (65, b"\x13")])
        for index, r in enumerate(records))
    messages, faults = decode(command, content)
    if len(messages) != len(records):
        unexplained.append(("items", len(messages), "of", len(records), faults[:3]))
        return 0
    compared = agree = 0
    for record, message in zip(records, messages):
        tag, name = JMISB[record["item"]]
        if f"tag_{tag}_hex" in message:
            differences["wrong length"] += 1
            continue
        ours = message.get(name)
        wanted = list(hints(record))
        if isinstance(ours, str):
            wanted_text = [h.strip('"') for h in record["asserted_near"]]
            compared += 1
            agree += ours in wanted_text or not wanted_text
            continue
        if not wanted:
            continue
        compared += 1
        if ours is None:
            differences["error indicator"] += 1
        elif any(abs(ours - value) <= error + 1e-5 * abs(value) for value, error in wanted):
            agree += 1
        elif any(abs(ours - value) <= HALF_STEP.get(record["item"], 0) for value, _ in wanted):
            differences["within half a step"] += 1
        elif (record["item"], record["bytes"]) == ("PlatformVerticalSpeed", "d3fe"):
            differences["hint of another value"] += 1
        else:
            unexplained.append((record["item"], record["bytes"], ours, wanted))
    print(f"| items, jmisb | {compared} | {agree} |")
    return compared


def streams(command, folder, unexplained):
    content, _ = the_sample(folder)
    right = summed(content)
    expected, _ = decode(command, right)
    compared = agree = 0
    for name in ("klv-sync.ts", "klv-async.ts"):
        stream = open(os.path.join(folder, name), "rb").read()
        messages, faults = decode(command, stream)
        wrong = sum("checksum wrong" in fault for fault in faults)
        if messages or wrong != 20:
            unexplained.append((name, "as published", len(messages), wrong))
        messages, faults = decode(command, stream.replace(b"\x01\x02" + content[-2:], b"\x01\x02" + right[-2:]))
        compared += 20
        for message in messages:
            at = message.pop("byte_offset")
            agree += message == {k: v for k, v in expected[0].items() if k != "byte_offset"} and \
                stream[at:at + 16] == KEY
        if len(messages) != 20 or faults:
            unexplained.append((name, len(messages), faults[:3]))
    print(f"| packets of two transport streams, with the right checksum | {compared} | {agree} |")
    return compared


def corruptions(command, folder, unexplained):
    """Ninety corruptions of one bit, evenly over the packet."""
    content = summed(the_sample(folder)[0])
    refused = 0
    for number in range(90):
        bit = number * (8 * len(content)) // 90
        damaged = bytearray(content)
        damaged[bit // 8] ^= 1 << (bit % 8)
        messages, faults = decode(command, bytes(damaged))
        refused += not messages and bool(faults)
    print(f"| one-bit corruptions that are refused | 90 | {refused} |")
    if refused != 90:
        unexplained.append(("corruptions", refused, "of 90 refused"))


if __name__ == "__main__":
    main()
