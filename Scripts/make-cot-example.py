#!/usr/bin/env python3
"""Makes Tests/Fixtures/cot/events.xml: made-up Cursor on Target events as TAK clients and gateways send
them, one after another. The same file at every run."""
import pathlib
import random

OUT = pathlib.Path(__file__).resolve().parent.parent / "Tests/Fixtures/cot/events.xml"
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def event(uid, kind, how, second, point, detail, more="", minutes=5):
    time = f"2026-06-24T03:{second // 60:02d}:{second % 60:02d}"
    stale = f"2026-06-24T03:{second // 60 + minutes:02d}:{second % 60:02d}.000Z"
    lat, lon, hae, ce, le = point
    return (f'<event version="2.0" uid="{uid}" type="{kind}" time="{time}.250Z" start="{time}.250Z" '
            f'stale="{stale}" how="{how}"{more}>\n  <point lat="{lat}" lon="{lon}" hae="{hae}" '
            f'ce="{ce}" le="{le}"/>\n  <detail>\n{detail}  </detail>\n</event>')


def phone(number, second, rng):
    place = (round(50.4 + rng.uniform(-0.3, 0.3), 14), round(30.5 + rng.uniform(-0.4, 0.4), 14),
             round(rng.uniform(90, 180), 12), round(rng.uniform(3, 40), 1), "9999999.0")
    detail = (f'    <takv device="PHONE {number}" platform="ATAK-CIV" os="33" version="5.2.0.4"/>\n'
              f'    <contact endpoint="*:-1:stcp" callsign="PATROL-{number}"/>\n'
              '    <uid Droid="PATROL"/>\n    <precisionlocation altsrc="DTED2" geopointsrc="GPS"/>\n'
              f'    <__group name="Cyan" role="Team Member"/>\n    <status battery="{40 + number}"/>\n'
              f'    <track course="{rng.uniform(0, 360)!r}" speed="{round(rng.uniform(0, 9), 3)!r}"/>\n')
    return event(f"ANDROID-{number:016x}", "a-n-G-U-C", "m-g", second, place, detail)


def flyer(number, second, kind, rng):
    place = (round(50.4 + rng.uniform(-1, 1), 7), round(30.5 + rng.uniform(-1, 1), 7),
             round(rng.uniform(300, 9000), 2), 15.0, 25.0)
    detail = (f'    <contact callsign="FLY{number}"/>\n'
              f'    <track course="{round(rng.uniform(0, 359), 2)}" speed="{round(rng.uniform(20, 240), 2)}" '
              'slope="0.0"/>\n    <remarks source="gateway" time="2026-06-24T03:00:00Z">Found by radar &amp; '
              'camera; squawk &lt;none&gt;</remarks>\n    <_flow-tags_ '
              'gateway="2026-06-24T03:00:00.000Z"/>\n')
    return event(f"radar.{number}", kind, "m-r", second, place, detail)


def plain_track(number, second, rng):
    return event(f"vessel.{number}", "a-u-S-X", "m-g", second,
                 (round(50.6 + rng.uniform(0, 0.2), 6), 30.52, 103.0, 30, 9999999),
                 f'    <contact callsign="BARGE {number}"/>\n    <track speed="4.1" course="187.5"/>\n')


def main():
    rng = random.Random(7)
    events = []
    for turn in range(4):
        second = 10 + 30 * turn
        events += [phone(n, second + n, rng) for n in range(1, 6)]
        events.append(flyer(1, second, "a-u-A-M-F-Q", rng))
        events.append(flyer(2, second, "a-u-A-C-F", rng))
        events.append(plain_track(3, second, rng))
    events.append(event(
        "marker-1", "a-u-G", "h-g-i-g-o", 40, (50.41, 30.61, 9999999.0, 9999999.0, 9999999.0),
        '    <status readiness="true"/>\n    <archive/>\n    <contact callsign="Міст №1"/>\n'
        '    <remarks>Пост біля мосту — &#x2116; 1</remarks>\n    <color argb="-1"/>\n'
        '    <usericon iconsetpath="COT_MAPPING_2525B/a-u/a-u-G"/>\n'))
    events.append(event(
        "gun-1", "a-u-G-E-W-H", "h-e", 45, (50.2, 30.9, 120, 50, 9999999),
        '    <contact callsign="SEEN-1"/>\n    <!-- entered <event> by hand -->\n'
        '    <remarks><![CDATA[barrel up, </event> & smoke]]></remarks>\n', ' opex="e-Training"'))
    events.append(event(
        "shape-1", "u-d-c-c", "h-e", 50, (50.3, 30.7, 9999999.0, 9999999.0, 9999999.0),
        '    <shape>\n      <ellipse major="500.0" minor="500.0" angle="360"/>\n      <link '
        'uid="shape-1.Style" type="b-x-KmlStyle" relation="p-c">\n        <Style><LineStyle><color>'
        'ffffffff</color><width>4.0</width></LineStyle></Style>\n      </link>\n    </shape>\n'
        '    <strokeColor value="-1"/>\n    <contact callsign="Area 1"/>\n    <archive/>\n'))
    events.append(event(
        "GeoChat.ANDROID-1.All Chat Rooms.1", "b-t-f", "h-g-i-g-o", 55,
        (0.0, 0.0, 9999999.0, 9999999.0, 9999999.0),
        '    <__chat id="All Chat Rooms" chatroom="All Chat Rooms" senderCallsign="PATROL-1">\n'
        '      <chatgrp id="All Chat Rooms" uid0="ANDROID-1" uid1="All Chat Rooms"/>\n    </__chat>\n'
        '    <remarks>All quiet</remarks>\n', ' access="Undefined" qos="1-r-c"'))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join(PROLOGUE + e if n % 3 == 0 else e for n, e in enumerate(events)) + "\n")
    print(OUT.stat().st_size, "bytes,", len(events), "events")


if __name__ == "__main__":
    main()
