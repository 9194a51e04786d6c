#!/usr/bin/env python3
"""Makes Tests/Fixtures/ais/example.nmea: made-up AIS traffic off Odesa, 15 minutes, with tag blocks.

Every ship, name, number and movement in it is invented; only the sea is real. The same file comes
out at every run. Behind the country, every MMSI is 9999 and a counter.

usage: make-ais-example.py [OUTPUT]

SPDX-License-Identifier: Apache-2.0
"""
import math
import random
import sys

START = 1782302400  # 2026-06-24T12:00:00Z
SECONDS = 15 * 60
STATION = "ODESA-1"
ALPHABET = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !\"#$%&'()*+,-./0123456789:;<=>?"

# class, country, name, call sign, type, (bow, stern, port, starboard), draught, destination,
# longitude, latitude, course, speed, status
SHIPS = [
    ("A", 272, "TRUCE DEMO 01", "UDEM1", 70, (110, 30, 10, 12), 7.1, "ODESA", 31.05, 46.28, 305, 9.5, 0),
    ("A", 273, "TRUCE DEMO 02", "UDEM2", 80, (150, 33, 16, 16), 10.4, "CHORNOMORSK", 30.98, 46.12, 318, 11.2, 0),
    ("A", 215, "TRUCE DEMO 03", "9DEM3", 74, (170, 20, 14, 14), 9.8, "PIVDENNYI", 31.20, 46.38, 330, 8.7, 0),
    ("A", 538, "TRUCE DEMO 04", "V7DE4", 71, (175, 25, 16, 16), 11.6, "ISTANBUL", 30.85, 46.35, 168, 10.1, 0),
    ("A", 636, "TRUCE DEMO 05", "A8DE5", 70, (130, 25, 11, 12), 8.0, "CONSTANTA", 30.80, 46.30, 190, 12.3, 0),
    ("A", 272, "TRUCE DEMO 06", "UDEM6", 52, (12, 18, 5, 5), 4.2, "ODESA", 30.79, 46.51, 95, 4.4, 0),
    ("A", 272, "TRUCE DEMO 07", "UDEM7", 50, (8, 10, 3, 3), 2.1, "ODESA", 30.83, 46.47, 140, 13.0, 0),
    ("A", 355, "TRUCE DEMO 08", "3EDE8", 79, (120, 30, 10, 12), 7.7, "ODESA", 30.95, 46.40, 0, 0.0, 1),
    ("A", 249, "TRUCE DEMO 09", "9HDE9", 70, (105, 25, 9, 11), 6.9, "PIVDENNYI", 31.02, 46.44, 0, 0.0, 1),
    ("A", 272, "TRUCE DEMO 10", "UDE10", 51, (15, 15, 4, 4), 3.0, "PATROL", 30.90, 46.36, 220, 18.5, 0),
    ("A", 271, "TRUCE DEMO 11", "TCD11", 30, (14, 16, 4, 4), 3.4, "FISHING", 31.25, 46.22, 60, 3.1, 7),
    ("B", 272, "TRUCE DEMO 12", "UDE12", 36, (7, 5, 2, 2), 0, "", 30.81, 46.44, 200, 5.8, 0),
    ("B", 272, "TRUCE DEMO 13", "UDE13", 37, (6, 4, 2, 1), 0, "", 30.87, 46.49, 75, 14.0, 0),
    ("B", 272, "TRUCE DEMO 14", "UDE14", 30, (8, 6, 2, 2), 0, "", 31.10, 46.33, 250, 4.6, 0),
    ("B", 264, "TRUCE DEMO 15", "YPD15", 36, (9, 6, 2, 2), 0, "", 30.93, 46.25, 15, 6.3, 0),
]


def bits(value, width):
    return format(value & ((1 << width) - 1), f"0{width}b")


def text(value, count):
    return "".join(bits(ALPHABET.index(c), 6) for c in value.upper()[:count].ljust(count, "@"))


def place(longitude, latitude):
    return bits(round(longitude * 600_000), 28) + bits(round(latitude * 600_000), 27)


def sentences(content, at, channel, sequence):
    characters = -(-len(content) // 6)
    fill = characters * 6 - len(content)
    content = content.ljust(characters * 6, "0")
    codes = [int(content[6 * i:6 * i + 6], 2) for i in range(characters)]
    payload = "".join(chr(code + 48 if code < 40 else code + 56) for code in codes)
    parts = [payload[i:i + 60] for i in range(0, len(payload), 60)]
    for number, part in enumerate(parts, 1):
        group = f"g:{number}-{len(parts)}-{sequence:04d}," if len(parts) > 1 else ""
        tag = f"{group}s:{STATION},c:{at}"
        last = fill if number == len(parts) else 0
        body = f"AIVDM,{len(parts)},{number},{sequence % 10 if len(parts) > 1 else ''},{channel},{part},{last}"
        yield f"\\{tag}*{checksum(tag)}\\!{body}*{checksum(body)}"


def checksum(content):
    value = 0
    for character in content.encode():
        value ^= character
    return f"{value:02X}"


def interval(ship, speed):
    if ship[0] == "B":
        return 30
    if speed < 0.5:
        return 180
    return 10 if speed < 14 else 6


def class_a(mmsi, status, turn, speed, longitude, latitude, course, second):
    return (
        bits(1, 6) + bits(0, 2) + bits(mmsi, 30) + bits(status, 4) + bits(turn, 8)
        + bits(round(speed * 10), 10) + "1" + place(longitude, latitude) + bits(round(course * 10) % 3600, 12)
        + bits(round(course) % 360, 9) + bits(second, 6) + "00" + "000" + "1" + bits(0x10000, 19))


def class_b(mmsi, speed, longitude, latitude, course, second):
    return (
        bits(18, 6) + bits(0, 2) + bits(mmsi, 30) + bits(0, 8) + bits(round(speed * 10), 10) + "0"
        + place(longitude, latitude) + bits(round(course * 10) % 3600, 12) + bits(511, 9) + bits(second, 6)
        + "00" + "1" + "0" + "1" + "1" + "1" + "0" + "1" + bits(0xE0006, 20))


def voyage(mmsi, index, ship):
    bow, stern, port, starboard = ship[5]
    return (
        bits(5, 6) + bits(0, 2) + bits(mmsi, 30) + bits(2, 2) + bits(0, 30) + text(ship[3], 7)
        + text(ship[2], 20) + bits(ship[4], 8) + bits(bow, 9) + bits(stern, 9) + bits(port, 6)
        + bits(starboard, 6) + bits(1, 4) + bits(6, 4) + bits(24, 5) + bits(14 + index % 8, 5) + bits(0, 6)
        + bits(round(ship[6] * 10), 8) + text(ship[7], 20) + "0" + "0")


def craft(mmsi, ship):
    bow, stern, port, starboard = ship[5]
    head = bits(24, 6) + bits(0, 2) + bits(mmsi, 30)
    yield head + bits(0, 2) + text(ship[2], 20) + bits(0, 8)
    yield (
        head + bits(1, 2) + bits(ship[4], 8) + text("DEM", 3) + bits(1, 4) + bits(1, 20) + text(ship[3], 7)
        + bits(bow, 9) + bits(stern, 9) + bits(port, 6) + bits(starboard, 6) + bits(1, 4) + bits(0, 2))


def main():
    output = sys.argv[1] if len(sys.argv) > 1 else "Tests/Fixtures/ais/example.nmea"
    rng = random.Random(20260624)
    lines = []
    sequence = 0
    for index, ship in enumerate(SHIPS):
        mmsi = ship[1] * 1_000_000 + 999_900 + index + 1
        longitude, latitude, course, speed = ship[8:12]
        turn = 0.0
        at = rng.randrange(0, interval(ship, speed)) + rng.random() * 0.9
        static = rng.randrange(0, 20)
        previous = 0.0
        while at < SECONDS:
            step = at - previous
            previous = at
            if speed >= 0.5:
                turn += rng.gauss(0, 0.12)
                turn *= 0.9
                course = (course + turn * step / 6) % 360
            distance = speed * 1852 / 3600 * step
            latitude += distance * math.cos(math.radians(course)) / 111_200
            longitude += distance * math.sin(math.radians(course)) / (111_200 * math.cos(math.radians(latitude)))
            shown = max(0.0, speed + rng.gauss(0, 0.1))
            noise = 4 / 111_200
            lon = longitude + rng.gauss(0, noise) / math.cos(math.radians(latitude))
            lat = latitude + rng.gauss(0, noise)
            second = int(START + at) % 60
            heard = START + int(at + 0.6)
            if ship[0] == "A":
                rate = round(math.copysign(4.733 * math.sqrt(abs(turn) * 10), turn))
                content = class_a(mmsi, ship[12], rate, shown, lon, lat, course, second)
            else:
                content = class_b(mmsi, shown, lon, lat, course, second)
            lines += [(at, line) for line in sentences(content, heard, "AB"[index % 2], 0)]
            if at >= static:
                static += 360 if ship[0] == "A" else 180
                contents = [voyage(mmsi, index, ship)] if ship[0] == "A" else craft(mmsi, ship)
                for content in contents:
                    sequence += 1
                    lines += [(at + 0.1, line) for line in sentences(content, heard, "AB"[index % 2], sequence)]
            at += interval(ship, speed) + rng.uniform(-0.4, 0.4)
    lines.sort(key=lambda line: line[0])
    with open(output, "w", newline="") as out:
        for _, line in lines:
            out.write(line + "\r\n")


if __name__ == "__main__":
    main()
