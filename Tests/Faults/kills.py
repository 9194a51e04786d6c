"""F1 and F16: the server is killed at random moments; nothing acknowledged may be lost or be twice.

SPDX-License-Identifier: Apache-2.0
"""

import datetime
import os
import random
import re
import sqlite3
import threading
import time

import journal
import served

# What the journal keeps of a position: the message as JSON.
KEPT = re.compile(rb'"address":"([0-9A-F]{6})","generated_local_ms":([0-9]+)')
WRITERS = 4


class Writer(threading.Thread):
  """Posts reports until the server is gone; keeps what was acknowledged and what had no answer."""

  def __init__(self, port, number, step, seed):
    super().__init__(daemon=True)
    self.port, self.number, self.step = port, number, step
    self.random = random.Random(seed)
    self.acknowledged, self.unanswered, self.ids = [], [], []
    self.first_s = None

  def run(self):
    connection = served.Connection(self.port)
    while True:
      lines = [
        served.line(self.number * 100 + aircraft, self.step)
        for aircraft in range(self.random.choice([1, 1, 5, 20]))]
      self.step += 1
      try:
        receipt = connection.post(lines)
      except (OSError, served.Refused):
        self.unanswered = lines
        return
      self.first_s = self.first_s or time.monotonic()
      if receipt["accepted"] + receipt["duplicates"] != len(lines):
        raise AssertionError(f"{receipt} for {len(lines)} reports")
      self.acknowledged += lines
      self.ids += receipt["ids"]


def key(text):
  """Address and time of a position, as the journal has them."""
  fields = text.split(",")
  at = datetime.datetime.strptime(f"{fields[6]},{fields[7]}+0000", "%Y/%m/%d,%H:%M:%S.%f%z")
  return fields[4].encode(), b"%d" % round(at.timestamp() * 1000)


class Ledger:
  """Compares the journal with what was acknowledged."""

  def __init__(self, data):
    self.journal = journal.Journal(os.path.join(data, "observations"), "three-sensors")
    self.seen = {}
    self.acknowledged = []

  def check(self, new):
    """Raises where an acknowledged report is missing or one is there twice."""
    for sequence, kind, payload in self.journal.read():
      found = KEPT.search(payload) if kind == 1 else None
      if not found:
        continue
      if found.groups() in self.seen:
        raise AssertionError(f"record {sequence} is there twice: {found.groups()}")
      self.seen[found.groups()] = sequence
    for text in new:
      if key(text) not in self.seen:
        raise AssertionError(f"acknowledged and lost: {text}")
    self.acknowledged += new


def kill_loop(binary, folder, cycles, until_s, seed=1):
  """F1. Returns the figures in words."""
  chance = random.Random(seed)
  mission, data = served.make_mission(folder), os.path.join(folder, "data")
  ledger, starts, unanswered, steps = Ledger(data), [], [], [0] * WRITERS
  cycle = 0
  server = served.Server(binary, mission, data)
  while cycle < cycles and time.monotonic() < until_s:
    cycle += 1
    writers = [
      Writer(server.port, w, steps[w], seed * 1_000_003 + cycle * WRITERS + w)
      for w in range(WRITERS)]
    for writer in writers:
      writer.start()
    time.sleep(chance.uniform(0.02, 0.8))
    server.kill()
    for writer in writers:
      writer.join()
    server = served.Server(binary, mission, data)
    if not server.is_up:
      raise AssertionError(f"cycle {cycle}: no start: {server.said()[-500:]}")
    steps = [writer.step for writer in writers]
    ledger.check([text for writer in writers for text in writer.acknowledged])
    starts.append(server.ready_s + first_acknowledged_s(server, ledger))
    check_over_http(server, writers, chance)
    unanswered += [text for writer in writers for text in writer.unanswered]
  server.stop()
  whole = Ledger(data)
  whole.check(ledger.acknowledged)
  starts.sort()
  return (
    f"F1 {cycle} kills under load: {len(ledger.acknowledged)} reports acknowledged, 0 lost, 0 twice; "
    f"{len(unanswered)} without an answer were sent again; from start to first acknowledgement p50 {starts[len(starts) // 2] * 1e3:.0f} ms, "
    f"most {starts[-1] * 1e3:.0f} ms")


def first_acknowledged_s(server, ledger):
  """How long a ready server takes to answer the first post; what is posted it knows already."""
  if not ledger.acknowledged:
    return 0.0
  started = time.monotonic()
  receipt = server.connection().post(ledger.acknowledged[-1:])
  if receipt["accepted"]:
    raise AssertionError(f"{receipt} for what was acknowledged")
  return time.monotonic() - started


def check_over_http(server, writers, chance):
  """What had no answer is sent again and kept once; some of what had one can be asked for."""
  # Reading waits until the folder was read.
  connection = server.connection(timeout_s=served.READY_WITHIN_S)
  for writer in writers:
    if writer.unanswered:
      receipt = connection.post(writer.unanswered)
      if receipt["accepted"] + receipt["duplicates"] != len(writer.unanswered):
        raise AssertionError(f"{receipt} for what was sent again")
    for name in chance.sample(writer.ids, min(3, len(writer.ids))):
      connection.ask("GET", f"/api/v1/observations/{name}")
    if writer.acknowledged:
      again = connection.post(writer.acknowledged[-5:])
      if again["accepted"]:
        raise AssertionError(f"{again} for what was acknowledged")


def rebuild_kills(binary, folder, kills, until_s, seed=1):
  """F16. The read models are of an older form, and the server is killed while it makes them anew."""
  chance = random.Random(seed)
  mission, data = served.make_mission(folder), os.path.join(folder, "data")
  server = served.Server(binary, mission, data)
  connection = server.connection()
  for step in range(60):
    connection.post([served.line(aircraft, step) for aircraft in range(100)])
  # Showing comes behind the answer.
  ends = time.monotonic() + served.READY_WITHIN_S
  while connection.count() < 6_000 and time.monotonic() < ends:
    time.sleep(0.05)
  shown = shown_by(server)
  server.stop()
  models = os.path.join(data, "read.sqlite")
  before_ready, kill = 0, 0
  whole = None
  while kill < kills and time.monotonic() < until_s:
    kill += 1
    age(models, is_older=kill % 2 == 0)
    started = time.monotonic()
    server = served.Server(binary, mission, data)
    if whole is None:
      shown_by(server)
      whole = time.monotonic() - started
    else:
      within_s = chance.uniform(0.02, 1.1) * whole
      time.sleep(max(0.0, started + within_s - time.monotonic()))
      before_ready += within_s < whole
    server.kill()
  server = served.Server(binary, mission, data)
  if not server.is_up:
    raise AssertionError(f"no start after {kill} kills: {server.said()[-500:]}")
  if shown_by(server) != shown:
    raise AssertionError("the read models are not what they were")
  server.stop()
  return f"F16 {kill} kills while the read models were made anew ({before_ready} before they were): all 6000 reports shown as before"


def age(models, is_older):
  """Makes the read models ones of an earlier version of the tables, or leaves them behind the journal."""
  with sqlite3.connect(models) as database:
    if is_older:
      database.execute("PRAGMA user_version = 1")
    elif database.execute("SELECT 1 FROM sqlite_master WHERE name = 'position'").fetchone():
      database.execute("DELETE FROM position")
  database.close()


def shown_by(server):
  """Counts, and the first reports, as the interface gives them."""
  connection = server.connection(timeout_s=served.READY_WITHIN_S)
  counts = connection.ask("GET", "/api/v1/mission")["counts"]
  return counts, connection.ask("GET", "/api/v1/observations?limit=1000")["observations"]
