#!/usr/bin/env python3
"""Do we read Cursor on Target and the TAK protocol as an independent implementation does?

    python3 Tests/Agreement/cot.py DECODE_COMMAND SHARED_DATA_DIR

Feeds the published events (data/wire/cot/events.jsonl) as XML, as TAK mesh and as TAK stream messages to
`DECODE_COMMAND cot|tak FILE`, whole files of each and one file of all three mixed, and compares every
field with takproto 3.0.1's message; what stays XML is compared as parsed elements. Where takproto is
installed for this Python, the fixture's events and generated messages are compared too. Exit 1 where a
difference is not in the table below, or where nothing was compared.
"""
import collections
import json
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

EXPLAINED = {
    "element kept whole": "TAK protocol, detail: an element with attributes that do not fit its message "
    "stays in xmlDetail whole and the message is omitted; takproto takes what fits and loses the rest",
    "empty message": "an element without the attributes of its message stays in xmlDetail; takproto sends "
    "an empty message",
    "chat detail lost": "takproto looks for the detail of GeoChat events on one line and loses one of "
    "several lines; we keep every element",
    "contactUid": "takproto fills takControl.contactUid from the uid of GeoChat events; XML has no such "
    "field",
}
KNOWN = ("contact", "__group", "precisionlocation", "status", "takv", "track")
TYPED = {  # takproto's message: (element, {its field: ours})
    "contact": ("contact", {"callsign": "call_sign", "endpoint": "endpoint"}),
    "group": ("__group", {"name": "group", "role": "role"}),
    "precisionLocation": ("precisionlocation", {"geopointsrc": "position_source",
                                                "altsrc": "height_source"}),
    "status": ("status", {"battery": "battery_percent"}),
    "track": ("track", {"speed": "speed_m_per_s", "course": "course_deg"}),
    "takv": ("takv", {"device": "device", "platform": "platform", "os": "os", "version": "version"}),
}


class Count:
    def __init__(self):
        self.messages, self.agree = collections.Counter(), collections.Counter()
        self.explained, self.wrong = collections.Counter(), []

    def same(self, field, ours, theirs, where):
        if ours == theirs:
            self.agree[field] += 1
        else:
            self.wrong.append(f"{where}: {field} {ours!r}, takproto {theirs!r}")


def decode(command, form, content, folder):
    path = pathlib.Path(folder) / "input"
    path.write_bytes(content)
    done = subprocess.run(shlex.split(command) + [form, str(path)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    if done.returncode not in (0, 1, 65):  # 65: something was refused
        sys.exit(done.stderr.decode()[-400:])
    lines = [json.loads(line) for line in done.stdout.decode().splitlines() if line]
    return [line for line in lines if "byte_offset" in line]


def flat(element):
    children = [flat(child) for child in element]
    text = (element.text or "").strip()
    return element.tag, tuple(sorted(element.attrib.items())), text, tuple(children)


def elements(text):
    return [flat(child) for child in ET.fromstring(f"<d>{text}</d>")]


def compare(ours, message, is_xml, count, where):
    event = message.get("cotEvent", {})
    count.messages["XML" if is_xml else "TAK"] += 1
    for theirs, name in (("type", "type"), ("uid", "uid"), ("how", "how"), ("access", "access"),
                         ("qos", "qos"), ("opex", "opex"), ("caveat", "caveat"),
                         ("releaseableTo", "releaseable_to")):
        count.same(name, ours.get(name, ""), event.get(theirs, ""), where)
    for theirs, name in (("sendTime", "time_ms"), ("startTime", "start_ms"), ("staleTime", "stale_ms")):
        count.same(name, ours[name], int(event.get(theirs, 0)), where)
    for theirs, name in (("lat", "latitude_deg"), ("lon", "longitude_deg")):
        count.same(name, ours[name], event.get(theirs, 0.0), where)
    for theirs, name in (("hae", "ellipsoid_height_m"), ("ce", "circular_error_m"),
                         ("le", "linear_error_m")):
        count.same(name, ours.get(name, 9999999.0), event.get(theirs, 0.0), where)
    control = message.get("takControl", {}).get("contactUid", "")
    mine = ours.get("tak_control", {}).get("contact_uid", "")
    if control and is_xml:
        count.explained["contactUid"] += 1
    else:
        count.same("contact_uid", mine, control, where)
    detail(ours, event.get("detail", {}), is_xml, count, where)


def detail(ours, theirs, is_xml, count, where):
    own = elements(ours.get("detail_xml", ""))
    kept = [e for e in own if e[0] in KNOWN]
    for message, (element, fields) in TYPED.items():
        values = theirs.get(message)
        if is_xml and any(e[0] == element for e in kept):
            # Kept whole: what takproto took must stand in it, unless it is a second one.
            whole = dict(next(e for e in kept if e[0] == element)[1])
            count.explained["element kept whole" if values else "empty message"] += 1
            for name, value in (values or {}).items():
                given = whole.get(name, "")
                same = float(given) == value if isinstance(value, float) else given == str(value)
                count.same(f"{element} {name}", True, same, where)
            continue
        source = ours.get("software", {}) if message == "takv" else ours
        for name, mine in fields.items():
            default = 0 if message in ("status", "track") else ""
            got = source.get(mine, default)
            count.same(f"{element} {name}", got, (values or {}).get(name, default), where)
    wanted = elements(theirs.get("xmlDetail", ""))
    rest = [e for e in own if e[0] not in KNOWN] if is_xml else own
    if is_xml and rest and not wanted:
        count.explained["chat detail lost"] += 1
    else:
        count.same("detail_xml", rest, wanted, where)


def vectors(path):
    with open(path) as lines:
        return [json.loads(line) for line in lines]


def run_vectors(command, rows, count, folder):
    xml = [row["xml"].encode() for row in rows]
    mesh = [bytes.fromhex(row["mesh"]) for row in rows]
    stream = [bytes.fromhex(row["stream"]) for row in rows]
    mixed = [part for parts in zip(xml, mesh, stream) for part in parts]
    for form, parts, is_xml in (("cot", xml, 1), ("tak", mesh, 0), ("tak", stream, 0), ("cot", mesh, 0),
                                ("tak", xml, 1), ("cot", mixed, None)):
        read = decode(command, form, b"".join(parts), folder)
        if len(read) != len(parts):
            count.wrong.append(f"{form}: {len(read)} of {len(parts)} messages read")
            continue
        for number, ours in enumerate(read):
            row = rows[number // 3] if is_xml is None else rows[number]
            kind = number % 3 == 0 if is_xml is None else bool(is_xml)
            compare(ours, row["message"], kind, count, f"{form} {number}")


def generated(rng):
    """A TAK message with every field, drawn at random, and the XML that says the same."""
    from takproto import functions, proto
    message = proto.TakMessage()
    event = message.cotEvent
    text = lambda: "".join(rng.choice("abcXYZ 09-_.&<>\"'éмо№") for _ in range(rng.randrange(1, 24)))
    event.type, event.uid, event.how = "a-u-A-M-F-Q", text(), "m-g"
    event.sendTime = event.startTime = rng.randrange(1, 4_000_000_000_000)
    event.staleTime = event.sendTime + rng.randrange(10_000_000)
    event.lat, event.lon = rng.uniform(-90, 90), rng.uniform(-180, 180)
    event.hae, event.ce, event.le = rng.uniform(-400, 9e4), rng.uniform(0, 900), 9999999.0
    for name in ("access", "qos", "opex"):
        if rng.random() < 0.5:
            setattr(event, name, text())
    detail = event.detail
    if rng.random() < 0.7:
        detail.contact.callsign, detail.contact.endpoint = text(), text()
    if rng.random() < 0.7:
        detail.group.name, detail.group.role = text(), text()
    if rng.random() < 0.7:
        detail.precisionLocation.geopointsrc, detail.precisionLocation.altsrc = text(), text()
    if rng.random() < 0.7:
        detail.status.battery = rng.randrange(1, 2**32)
    if rng.random() < 0.7:
        detail.takv.device, detail.takv.platform = text(), text()
        detail.takv.os, detail.takv.version = text(), text()
    if rng.random() < 0.7:
        detail.track.speed, detail.track.course = rng.uniform(0, 300), rng.uniform(0, 360)
    if rng.random() < 0.7:
        detail.xmlDetail = "<remarks>a &amp; b</remarks><x y='1'/>"
    kind = rng.choice((functions.TAKProtoVer.MESH, functions.TAKProtoVer.STREAM))
    return message, bytes(functions.msg2proto(message, kind))


def run_installed(command, count, folder):
    try:
        from google.protobuf.json_format import MessageToDict
        from takproto import functions
    except ImportError:
        return "takproto is not installed here: fixture and generated messages are left out."
    rng = random.Random(11)
    pairs = [generated(rng) for _ in range(2_000)]
    read = decode(command, "tak", b"".join(content for _, content in pairs), folder)
    for number, ((message, _), ours) in enumerate(zip(pairs, read)):
        compare(ours, MessageToDict(message), False, count, f"generated {number}")
    count.same("generated messages", len(read), len(pairs), "generated")
    fixture = pathlib.Path(__file__).resolve().parents[1] / "Fixtures/cot/events.xml"
    content = fixture.read_bytes()
    read = decode(command, "cot", content, folder)
    parts = [part + b"</event>" for part in content.split(b"\n</event>")]
    whole = ET.fromstring(b"<all>" + content.replace(
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', b"") + b"</all>")
    assert len(parts) and len(whole) == len(read), (len(whole), len(read))
    for number, (event, ours) in enumerate(zip(whole, read)):
        message = MessageToDict(functions.xml2message(ET.tostring(event)))
        compare(ours, message, True, count, f"fixture {number}")
    return ""


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    command, data = sys.argv[1], pathlib.Path(sys.argv[2])
    data = data if (data / "wire").exists() else data / "data"
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        events = data / "wire/cot/events.jsonl"
        if events.exists():
            run_vectors(command, vectors(events), count, folder)
        left_out = run_installed(command, count, folder)
    print("## Cursor on Target and TAK protocol\n\nPeer: takproto 3.0.1.\n")
    if left_out:
        print(left_out + "\n")
    print("| input | messages compared |\n|---|---|")
    for name, n in count.messages.items():
        print(f"| {name} | {n} |")
    agreed = sum(count.agree.values())
    print(f"\n{agreed} fields agree, {sum(count.explained.values())} differ for a reason below, "
          f"{len(count.wrong)} without.\n\n| field | agree |\n|---|---|")
    for name, n in sorted(count.agree.items()):
        print(f"| {name} | {n} |")
    print("\n| difference | times | rule, and who is wrong |\n|---|---|---|")
    for name, n in sorted(count.explained.items()):
        print(f"| {name} | {n} | {EXPLAINED[name]} |")
    for text in count.wrong[:40]:
        print("- NOT EXPLAINED", text[:300])
    sys.exit(1 if count.wrong or not agreed else 0)


if __name__ == "__main__":
    main()
