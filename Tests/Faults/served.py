"""A server of a small mission that takes posts: started, asked, killed.

SPDX-License-Identifier: Apache-2.0
"""

import datetime
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLE = os.path.join(HERE, "..", "..", "Examples", "three-sensors")
READY_WITHIN_S = 120

FEEDS = """feeds:
  - {name: aircraft, format: sbs, post: true, sensor: ADSB-KYIV}
  - {name: sightings, format: geojson, post: true}
"""


def make_mission(folder):
  """A mission folder with two feeds that take posts."""
  path = os.path.join(folder, "mission")
  shutil.copytree(EXAMPLE, path)
  with open(os.path.join(path, "feeds.yaml"), "w") as file:
    file.write(FEEDS)
  return path


def library(folder, name):
  """A library that is loaded before the program's own; None where there is no compiler."""
  compiler = shutil.which("cc") or shutil.which("clang")
  if not compiler:
    return None
  built = os.path.join(folder, name + ".so")
  subprocess.run(
    [compiler, "-shared", "-fPIC", "-O2", "-o", built, os.path.join(HERE, name + ".c"), "-ldl"],
    check=True)
  return built


FIRST = datetime.datetime(2026, 6, 24)


def line(aircraft, step):
  """One position of one aircraft, a quarter of a second after the one before."""
  at = (FIRST + datetime.timedelta(milliseconds=250 * step)).strftime("%Y/%m/%d,%H:%M:%S.%f")[:-3]
  return (
    f"MSG,3,1,1,{0x400000 + aircraft:06X},1,{at},{at},,37000,,,"
    f"{50 + aircraft % 500 / 500 + step * 0.0005 % 1:.5f},30.50000,,,0,0,0,0"
  )


def sighting(number):
  """One sighting as a GeoJSON feature on a line of its own."""
  return json.dumps({
    "type": "Feature", "geometry": {"type": "Point", "coordinates": [30.5, 50.4 + number * 1e-4]},
    "properties": {
      "kind": "explosion", "means": "saw", "sensor": "post-1", "id": str(number),
      "time": "2026-06-24T06:00:00Z"},
  })


class Refused(Exception):
  """An answer that is no 200, with its code."""

  def __init__(self, status, text):
    super().__init__(f"{status}: {text[:200]}")
    self.status = status


class Connection:
  """Requests one after another over one connection; any failure of it is an OSError."""

  def __init__(self, port, timeout_s=30):
    self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_s)

  def ask(self, method, path, body=None, kind="application/json"):
    try:
      self.http.request(method, path, body, {"Content-Type": kind} if body is not None else {})
      answer = self.http.getresponse()
      text = answer.read().decode()
    except http.client.HTTPException as error:
      raise OSError(str(error)) from error
    if answer.status not in (200, 201):
      raise Refused(answer.status, text)
    return json.loads(text)

  def post(self, lines, feed="aircraft"):
    return self.ask(
      "POST", f"/api/v1/feeds/{feed}/reports", "\n".join(lines) + "\n", "text/plain")

  def count(self):
    return self.ask("GET", "/api/v1/mission")["counts"]["observations"]


class Server:
  """One run of the server; what it says goes to a file."""

  def __init__(self, binary, mission, data, environment=None):
    self.words = data + ".words"
    started = time.monotonic()
    with open(self.words, "w") as words:
      self.process = subprocess.Popen(
        [binary, "serve", mission, "--data", data, "--listen", "127.0.0.1:0"],
        stdout=subprocess.DEVNULL, stderr=words, env={**os.environ, **(environment or {})})
    self.port = None
    while time.monotonic() < started + READY_WITHIN_S and self.process.poll() is None:
      found = re.search(r"http://127\.0\.0\.1:(\d+)", self.said())
      if found:
        self.port = int(found[1])
        break
      time.sleep(0.005)
    self.ready_s = time.monotonic() - started

  @property
  def is_up(self):
    return self.port is not None and self.process.poll() is None

  def said(self):
    with open(self.words, errors="replace") as words:
      return words.read()

  def connection(self, **options):
    return Connection(self.port, **options)

  def kill(self):
    self.process.kill()
    self.process.wait()

  def stop(self):
    """Asks it to end; returns how it ended, with a negative number for a signal."""
    if self.process.poll() is None:
      self.process.send_signal(signal.SIGTERM)
    try:
      return self.process.wait(60)
    except subprocess.TimeoutExpired:
      self.kill()
      return None
