#!/usr/bin/env python3
# What would a radar's recording look like? Writes a made-up one, the same at every run.
#
# SPDX-License-Identifier: Apache-2.0
"""Writes Tests/Fixtures/asterix/example.ast (or the path given): 15 minutes of one radar.

Radar at 49.9 N 36.3 E, antenna 200 m above the ellipsoid, SAC 7 SIC 42, a turn in 4 s. Twelve targets,
all invented: eight aircraft with transponders, four small unmanned ones seen by primary radar only.
Category 034 edition 1.29 north marker and sector messages, category 048 edition 1.32 plots with track
numbers; range noise 50 m, azimuth noise 0.07 degrees, one plot in forty missed. Blocks stand one after
the other. The recording begins at 06:00:00 UTC of whatever day is set as the feed's start.
"""
import math
import pathlib
import random
import struct
import sys

SAC, SIC = 7, 42
LATITUDE, LONGITUDE, HEIGHT = 49.9, 36.3, 200.0
START_S, DURATION_S, TURN_S, SECTORS = 6 * 3600, 900, 4.0, 8
RANGE_SIGMA_M, AZIMUTH_SIGMA_DEG, MISSED = 50.0, 0.07, 1 / 40
A, F = 6378137.0, 1 / 298.257223563
E2 = F * (2 - F)

# east km, north km, height m, course deg, speed m/s, climb m/s, address, call sign, Mode A
TARGETS = [
    (-85, 20, 10668, 95, 231, 0, 0xF00101, "TEST101", 0o1001),
    (70, 60, 11278, 242, 238, 0, 0xF00102, "TEST102", 0o1002),
    (-40, -75, 9449, 21, 226, 0, 0xF00103, "TEST103", 0o1003),
    (60, -50, 4000, 318, 165, 6.0, 0xF00104, "TEST104", 0o1004),
    (-20, 55, 6200, 150, 180, -5.5, 0xF00105, "TEST105", 0o1005),
    (15, -25, 900, 5, 62, 0.8, 0xF00106, "TEST106", 0o7000),
    (-30, 8, 750, 110, 55, 0, 0xF00107, "TEST107", 0o7000),
    (25, 30, 1400, 200, 70, -0.6, 0xF00108, "TEST108", 0o7000),
    (6, 4, 420, 330, 28, 0, None, None, None),
    (-12, -9, 560, 64, 33, 0, None, None, None),
    (18, -6, 640, 275, 41, 0, None, None, None),
    (-8, 16, 380, 180, 25, 0, None, None, None),
]


def ecef(latitude, longitude, height):
    la, lo = math.radians(latitude), math.radians(longitude)
    n = A / math.sqrt(1 - E2 * math.sin(la) ** 2)
    return ((n + height) * math.cos(la) * math.cos(lo), (n + height) * math.cos(la) * math.sin(lo),
            (n * (1 - E2) + height) * math.sin(la))


def polar(east_m, north_m, height_m):
    """Slant range in metres and azimuth in degrees of a target this far from the radar."""
    latitude = LATITUDE + math.degrees(north_m / 6365000)
    longitude = LONGITUDE + math.degrees(east_m / (6386000 * math.cos(math.radians(latitude))))
    d = [b - a for a, b in zip(ecef(LATITUDE, LONGITUDE, HEIGHT),
                               ecef(latitude, longitude, height_m))]
    la, lo = math.radians(LATITUDE), math.radians(LONGITUDE)
    east = -math.sin(lo) * d[0] + math.cos(lo) * d[1]
    north = (-math.sin(la) * math.cos(lo) * d[0] - math.sin(la) * math.sin(lo) * d[1]
             + math.cos(la) * d[2])
    return math.hypot(*d), math.degrees(math.atan2(east, north)) % 360


def record(items):
    """FSPEC and items; items by field reference number."""
    octets = [0] * ((max(items) - 1) // 7 + 1)
    for number in items:
        octets[(number - 1) // 7] |= 0x80 >> ((number - 1) % 7)
    for at in range(len(octets) - 1):
        octets[at] |= 1
    return bytes(octets) + b"".join(items[n] for n in sorted(items))


def block(category, records):
    body = b"".join(records)
    return struct.pack(">BH", category, len(body) + 3) + body


def time_of_day(seconds):
    return round(seconds * 128).to_bytes(3, "big")


def call_sign(text):
    value = 0
    for character in text.ljust(8):
        code = ord(character)
        value = value << 6 | (code - 64 if 65 <= code <= 90 else code)
    return value.to_bytes(6, "big")


def plot(number, target, at_s, range_m, azimuth):
    *_, course, speed, climb, address, sign, mode_a = target
    height = target[2] + climb * (at_s - START_S)
    items = {
        1: bytes([SAC, SIC]), 2: time_of_day(at_s), 3: bytes([0xA0 if address else 0x20]),
        4: struct.pack(">HH", round(range_m / 1852 * 256), round(azimuth * 65536 / 360) % 65536),
        11: struct.pack(">H", number),
        13: struct.pack(">HH", round(speed / 1852 * 16384), round(course * 65536 / 360) % 65536),
        14: bytes([0x40 if address else 0x20]),
    }
    if address:
        items[5] = struct.pack(">H", mode_a)
        items[6] = struct.pack(">H", round(height / 30.48 * 4) & 0x3FFF)
        items[8] = address.to_bytes(3, "big")
        items[9] = call_sign(sign)
    return record(items)


def main():
    chance = random.Random(20260624)
    out = bytearray()
    for turn in range(int(DURATION_S / TURN_S)):
        turn_s = START_S + turn * TURN_S
        plots = []
        for number, target in enumerate(TARGETS, start=1):
            east_km, north_km, height, course, speed, climb, *_ = target
            run_m = speed * (turn_s - START_S)
            range_m, azimuth = polar(
                east_km * 1000 + run_m * math.sin(math.radians(course)),
                north_km * 1000 + run_m * math.cos(math.radians(course)),
                height + climb * (turn_s - START_S))
            range_m += chance.gauss(0, RANGE_SIGMA_M)
            azimuth = (azimuth + chance.gauss(0, AZIMUTH_SIGMA_DEG)) % 360
            if chance.random() < MISSED:
                continue
            at_s = turn_s + azimuth / 360 * TURN_S
            plots.append((azimuth, plot(number, target, at_s, range_m, azimuth)))
        for sector in range(SECTORS):
            low, high = sector * 360 / SECTORS, (sector + 1) * 360 / SECTORS
            message = {1: bytes([SAC, SIC]), 2: bytes([1 if sector == 0 else 2]),
                       3: time_of_day(turn_s + sector * TURN_S / SECTORS)}
            if sector == 0:
                message[5] = struct.pack(">H", round(TURN_S * 128))
            else:
                message[4] = bytes([round(low * 256 / 360)])
            out += block(34, [record(message)])
            inside = [one for azimuth, one in sorted(plots) if low <= azimuth < high]
            if inside:
                out += block(48, inside)
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else (
        pathlib.Path(__file__).resolve().parent.parent / "Tests/Fixtures/asterix/example.ast")
    path.write_bytes(out)
    print(path.name, len(out), "octets")


main()
