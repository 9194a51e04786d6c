#!/usr/bin/env python3
"""Makes Tests/Fixtures/adsb/example.beast: fifteen minutes of made-up air traffic, as a Beast receiver
at 50.4 N 30.5 E would record it. The same file at every run.

Twelve aircraft send identification, position (even and odd), velocity and status as DO-260B (version
2) has them; one is an unmanned aircraft (emitter category B6), one lands and taxies. Addresses are from
F00000 up, which ICAO gives to no state; call signs are made up. Replies DF 4, 5 and 11 are mixed in.
"""
import math
import pathlib
import random

LATITUDE, LONGITUDE = 50.4, 30.5
SECONDS = 15 * 60
TICKS = 12_000_000
OUT = pathlib.Path(__file__).resolve().parent.parent / "Tests/Fixtures/adsb/example.beast"


def parity(body):
    rest = 0
    for byte in body:
        rest ^= byte << 16
        for _ in range(8):
            rest = (rest << 1) ^ 0x1FFF409 if rest & 0x800000 else rest << 1
    return rest & 0xFFFFFF


def pack(*fields):
    """(value, bits) after another."""
    value = count = 0
    for number, bits in fields:
        assert 0 <= number < 1 << bits, (number, bits)
        value, count = value << bits | number, count + bits
    assert count % 8 == 0, count
    return value.to_bytes(count // 8, "big")


def squitter(address, content, capability=5):
    body = pack((17, 5), (capability, 3), (address, 24)) + content
    return body + parity(body).to_bytes(3, "big")


def overlaid(body, address):
    return body + (parity(body) ^ address).to_bytes(3, "big")


def zones(latitude):
    if abs(latitude) >= 87:
        return 1
    inner = 1 - (1 - math.cos(math.pi / 30)) / math.cos(math.radians(latitude)) ** 2
    return int(2 * math.pi / math.acos(max(-1, inner)))


def cpr(latitude, longitude, odd, surface):
    """Latitude and longitude in the zone, 17 bits each (A.1.7.3 and A.1.7.4)."""
    scale = 1 << (19 if surface else 17)
    height = 360 / (60 - odd)
    y = math.floor(scale * (latitude % height) / height + 0.5)
    rounded = height * (y / scale + math.floor(latitude / height))
    width = 360 / max(zones(rounded) - odd, 1)
    x = math.floor(scale * (longitude % width) / width + 0.5)
    return y & 0x1FFFF, x & 0x1FFFF


def altitude12(feet):
    """Steps of 25 ft with the Q bit."""
    steps = round((feet + 1000) / 25)
    return (steps >> 4) << 5 | 0x10 | steps & 15


def identification(plane):
    code = {" ": 32} | {c: ord(c) & 63 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}
    letter, number = plane["category"]
    kind = {"A": 4, "B": 3, "C": 2}[letter]
    return pack((kind, 5), (int(number), 3), *((code[c], 6) for c in plane["sign"].ljust(8)))


def airborne(plane, odd):
    y, x = cpr(plane["lat"], plane["lon"], odd, False)
    return pack((11, 5), (0, 2), (0, 1), (altitude12(plane["alt"]), 12), (0, 1), (odd, 1), (y, 17),
                (x, 17))


def surface(plane, odd):
    y, x = cpr(plane["lat"], plane["lon"], odd, True)
    movement = 1 if plane["kn"] < 0.5 else 13 + round((min(plane["kn"], 14) - 2) * 2)
    if plane["kn"] >= 15:
        movement = 39 + round(min(plane["kn"], 69) - 15)
    track = round(plane["track"] / 360 * 128) % 128
    return pack((7, 5), (movement, 7), (1, 1), (track, 7), (0, 1), (odd, 1), (y, 17), (x, 17))


def velocity(plane):
    def component(value):
        return (1 if value < 0 else 0, 1), (min(1023, round(abs(value)) + 1), 10)

    angle = math.radians(plane["track"])
    east = component(plane["kn"] * math.sin(angle))
    north = component(plane["kn"] * math.cos(angle))
    rate = plane["climb"]
    return pack((19, 5), (1, 3), (0, 1), (0, 1), (2, 3), *east, *north, (1, 1),
                (1 if rate < 0 else 0, 1), (round(abs(rate) / 64) + 1, 9), (0, 2), (0, 1), (17, 7))


def status(plane):
    on_ground = plane["ground"]
    return pack((31, 5), (on_ground, 3), (0x0012 if on_ground else 0x2300, 12 if on_ground else 16),
                *([(3, 4)] if on_ground else []), (0x0200, 16), (2, 3), (0, 1), (9, 4),
                (0 if on_ground else 2, 2), (3, 2), (1, 1), (0, 1), (0, 1), (0, 1))


def squawk13(code):
    a, b, c, d = (int(digit) for digit in code)

    def bit(value, weight):
        return 1 if value & weight else 0

    value = 0
    for digit, weight in ((c, 1), (a, 1), (c, 2), (a, 2), (c, 4), (a, 4), (0, 1), (b, 1), (d, 1),
                          (b, 2), (d, 2), (b, 4), (d, 4)):
        value = value << 1 | bit(digit, weight)
    return value


def fleet(rng):
    planes = []
    for number in range(12):
        angle = rng.uniform(0, 360)
        far = rng.uniform(0.4, 1.6)
        lat = LATITUDE + far * math.cos(math.radians(angle))
        lon = LONGITUDE + far * math.sin(math.radians(angle)) / math.cos(math.radians(LATITUDE))
        planes.append({
            "address": 0xF00000 + 0x111 * (number + 1), "sign": f"TRL{101 + 17 * number}",
            "category": ("A", "3"), "lat": lat, "lon": lon,
            "alt": rng.choice(range(21000, 39001, 1000)), "kn": rng.uniform(390, 480),
            "track": (angle + 180 + rng.uniform(-35, 35)) % 360, "climb": 0, "ground": 0,
            "from": rng.uniform(0, 320), "until": rng.uniform(520, SECONDS),
            "squawk": f"{rng.randrange(4096):04o}", "odd": number % 2,
        })
    small, unmanned, landing = planes[2], planes[5], planes[8]
    small.update(category=("A", "1"), alt=2500, kn=105, lat=50.62, lon=30.2, **{"from": 0})
    unmanned.update(category=("B", "6"), alt=4200, kn=70, lat=50.28, lon=30.75, turn=0.9)
    unmanned.update({"from": 60, "until": SECONDS})
    landing.update(lat=50.345 - 0.16, lon=30.895 - 0.075, track=16.0, alt=3600, kn=140, climb=-640,
                   lands=True)
    landing.update({"from": 30, "until": SECONDS})
    return planes


def move(plane, seconds):
    plane["track"] = (plane["track"] + plane.get("turn", 0) * seconds) % 360
    if plane.get("lands") and not plane["ground"] and plane["alt"] <= 425:
        plane.update(ground=1, climb=0)
    if plane["ground"]:
        plane["kn"] = max(12, plane["kn"] - 1.6 * seconds)
    plane["alt"] += plane["climb"] * seconds / 60
    metres = plane["kn"] * 1852 / 3600 * seconds
    plane["lat"] += metres * math.cos(math.radians(plane["track"])) / 111_200
    plane["lon"] += (metres * math.sin(math.radians(plane["track"]))
                     / (111_320 * math.cos(math.radians(plane["lat"]))))


def messages(plane, step, rng):
    """What the aircraft sends in a step of half a second."""
    turn = (step + plane["address"] // 0x111) % 20
    capability = 4 if plane["ground"] else 5
    if turn % 3 == 0:
        plane["odd"] ^= 1
        content = surface(plane, plane["odd"]) if plane["ground"] else airborne(plane, plane["odd"])
        yield squitter(plane["address"], content, capability)
    if turn % 6 == 1 and not plane["ground"]:
        yield squitter(plane["address"], velocity(plane))
    if turn == 2:
        yield squitter(plane["address"], identification(plane), capability)
    if turn == 5:
        yield squitter(plane["address"], status(plane), capability)
    if turn == 8:
        body = pack((11, 5), (capability, 3), (plane["address"], 24))
        yield body + parity(body).to_bytes(3, "big")
    if turn == 14:
        ground = plane["ground"]
        if rng.random() < 0.5:
            yield overlaid(pack((5, 5), (ground, 3), (0, 11), (squawk13(plane["squawk"]), 13)),
                           plane["address"])
        else:
            code = altitude12(plane["alt"])
            code = (code & 0xFC0) << 1 | code & 0x3F
            yield overlaid(pack((4, 5), (ground, 3), (0, 11), (code, 13)), plane["address"])


def beast(frame, ticks, signal):
    body = (ticks & 0xFFFFFFFFFFFF).to_bytes(6, "big") + bytes([signal]) + frame
    kind = b"\x32" if len(frame) == 7 else b"\x33"
    return b"\x1a" + kind + body.replace(b"\x1a", b"\x1a\x1a")


def main():
    rng = random.Random(20260624)
    planes = fleet(rng)
    heard = []
    for step in range(SECONDS * 2):
        for plane in planes:
            if not plane["from"] <= step / 2 <= plane["until"]:
                continue
            move(plane, 0.5)
            metres = math.hypot((plane["lat"] - LATITUDE) * 111_200,
                                (plane["lon"] - LONGITUDE) * 71_000)
            signal = max(3, min(250, round(2.2e6 / (metres + 9_000))))
            for frame in messages(plane, step, rng):
                at = 0x40000000 + step * TICKS // 2 + rng.randrange(TICKS // 2 - 6000)
                heard.append((at, beast(frame, at, signal)))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(b"".join(frame for _, frame in sorted(heard)))
    print(OUT.stat().st_size, "bytes,", len(heard), "frames")


if __name__ == "__main__":
    main()
