#!/usr/bin/env python3
"""Writes the pictures of this folder and pictures.json, with what other programs say of them.

usage: pictures.py        (needs the packages pillow, piexif and c2pa-python, and openssl)

The manifests are signed by a test authority that is made for the run and thrown away.

SPDX-License-Identifier: Apache-2.0
"""
import io
import json
import os
import pathlib
import subprocess
import tempfile

import c2pa
import piexif
from PIL import Image

HERE = pathlib.Path(__file__).parent
KEYS = """
openssl ecparam -name prime256v1 -genkey -noout -out ca.key
openssl req -x509 -new -key ca.key -subj '/CN=Test root/O=Test only' -days 36500 -out ca.pem \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
openssl ecparam -name prime256v1 -genkey -noout -out leaf.ec
openssl pkcs8 -topk8 -nocrypt -in leaf.ec -out leaf.key
openssl req -new -key leaf.key -subj '/CN=Test signer/O=Test only' -out leaf.csr
printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n' > ext
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 36500 -extfile ext -out leaf.pem
cat leaf.pem ca.pem > chain.pem
"""
MANIFEST = {
    "claim_generator_info": [{"name": "test", "version": "1"}], "title": "test",
    "assertions": [{"label": "c2pa.actions", "data": {"actions": [{
        "action": "c2pa.created",
        "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation"}]}}]}


def picture():
    image = Image.new("RGB", (16, 16))
    image.putdata([(x * 16, y * 16, x * y % 256) for y in range(16) for x in range(16)])
    return image


def exif(south):
    return piexif.dump({
        "0th": {piexif.ImageIFD.Make: "Test maker", piexif.ImageIFD.Model: "Model 7", piexif.ImageIFD.DateTime: "2026:06:25 09:00:00"},
        "Exif": {piexif.ExifIFD.DateTimeOriginal: "2026:06:24 05:12:33", piexif.ExifIFD.OffsetTimeOriginal: "+03:00"},
        "GPS": {
            piexif.GPSIFD.GPSLatitudeRef: "S" if south else "N", piexif.GPSIFD.GPSLatitude: ((48, 1), (0, 1), (5724, 100)),
            piexif.GPSIFD.GPSLongitudeRef: "W" if south else "E", piexif.GPSIFD.GPSLongitude: ((37, 1), (48, 1), (1008, 100)),
            piexif.GPSIFD.GPSAltitudeRef: 1 if south else 0, piexif.GPSIFD.GPSAltitude: (1325, 10),
            piexif.GPSIFD.GPSDateStamp: "2026:06:24", piexif.GPSIFD.GPSTimeStamp: ((2, 1), (12, 1), (3350, 100)),
            piexif.GPSIFD.GPSHPositioningError: (49, 10)}})


def expected(name):
    """As Pillow reads it."""
    read = Image.open(HERE / name).getexif()
    camera, place = read.get_ifd(0x8769), read.get_ifd(0x8825)

    def angle(tag):
        degrees, minutes, seconds = (float(part) for part in place[tag])
        return (degrees + minutes / 60 + seconds / 3600) * (-1 if place[tag - 1] in "SW" else 1)

    height = float(place[6]) * (-1 if place[5] in (1, b"\x01") else 1)
    day, clock = place[0x1D].replace(":", "-"), [int(part) for part in place[7]]
    return {
        "make": read[0x010F], "model": read[0x0110], "taken_at": camera[0x9003].replace(":", "-", 2).replace(" ", "T"),
        "utc_offset": camera[0x9011], "latitude_deg": angle(2), "longitude_deg": angle(4), "altitude_m": height,
        "fixed_at": day + "T{:02}:{:02}:{:02}Z".format(*clock), "position_error_m": float(place[0x1F])}


def sign(name, media_type, folder):
    """Signs, and returns what the C2PA library says of the hash."""
    info = c2pa.C2paSignerInfo(b"es256", (folder / "chain.pem").read_bytes(), (folder / "leaf.key").read_bytes(), None)
    context = c2pa.Context(c2pa.Settings.from_dict({"builder": {"thumbnail": {"enabled": False}}}))
    plain, out = io.BytesIO(), io.BytesIO()
    picture().save(plain, {"image/jpeg": "JPEG", "image/png": "PNG"}[media_type])
    plain.seek(0)
    c2pa.Builder(json.dumps(MANIFEST), context).sign(c2pa.Signer.from_info(info), media_type, plain, out)
    (HERE / name).write_bytes(out.getvalue())
    found = c2pa.Reader(media_type, io.BytesIO(out.getvalue())).json()
    assert "assertion.dataHash.match" in found


def main():
    picture().save(HERE / "exif.jpg", exif=exif(False))
    picture().save(HERE / "exif.png", exif=exif(True))
    image = picture()
    block = Image.Exif()
    block.load(exif(True))
    image.save(HERE / "exif.tiff", exif=block)
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["bash", "-ec", KEYS], cwd=name, check=True, capture_output=True)
        sign("c2pa.jpg", "image/jpeg", pathlib.Path(name))
        sign("c2pa.png", "image/png", pathlib.Path(name))
    names = ["exif.jpg", "exif.png", "exif.tiff"]
    (HERE / "pictures.json").write_text(json.dumps({name: expected(name) for name in names}, indent=1) + "\n")


if __name__ == "__main__":
    os.umask(0o022)
    main()
