"""F8: the clock of the machine jumps under a running server.

SPDX-License-Identifier: Apache-2.0
"""

import glob
import json
import os
import time

import served
from kills import Ledger

JUMPS = ["+0", "+3600", "-3600", "+3650d", "-3650d", "2026-06-24 06:00:00", "+0"]


def jumps(binary, folder):
  """F8. Returns the figures in words."""
  libraries = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
  if not libraries:
    return "F8 left out: libfaketime is not installed"
  mission, data = served.make_mission(folder), os.path.join(folder, "data")
  clock = os.path.join(folder, "clock")
  set_clock(clock, JUMPS[0])
  server = served.Server(binary, mission, data, {
    "LD_PRELOAD": libraries[0], "FAKETIME_TIMESTAMP_FILE": clock, "FAKETIME_NO_CACHE": "1",
    "DONT_FAKE_MONOTONIC": "1"}, through=["env"])  # which has the library share its clock
  acknowledged, last, slowest_s = [], 0, 0.0
  try:
    if not server.is_up:
      raise AssertionError(f"no start, {server.process.poll()}: {server.said()[-500:]}")
    for step, jump in enumerate(JUMPS * 3):
      set_clock(clock, jump)
      time.sleep(1.2)  # the clock is looked at every second
      lines = [served.line(aircraft, step) for aircraft in range(20)]
      started = time.monotonic()
      receipt = server.connection().post(lines)
      slowest_s = max(slowest_s, time.monotonic() - started)
      if receipt["accepted"] != len(lines) or receipt["firstSequence"] <= last:
        raise AssertionError(f"after {jump}: {receipt} behind {last}")
      last = receipt["lastSequence"]
      acknowledged += lines
      for path in ("feeds", "tracks", "mission"):
        server.connection().ask("GET", f"/api/v1/{path}")
    time.sleep(1.2)
    noted = list(noted_jumps(server.connection()))
    code = server.stop()
    if code != 0:
      raise AssertionError(f"ended with {code}: {server.said()[-500:]}")
    Ledger(data).check(acknowledged)
    if len(noted) < 5 * 3:
      raise AssertionError(f"only these records tell of a jump: {noted}")
  finally:
    server.kill()
  return (
    f"F8 {len(JUMPS) * 3} settings of the clock (1 h and 10 years to and fro, frozen): {len(acknowledged)} reports in the order "
    f"of the posts, 0 lost, {len(noted)} jumps in the record log, slowest post {slowest_s * 1e3:.0f} ms")


def noted_jumps(connection):
  """Records of the log that say that the clock jumped."""
  for record in connection.ask("GET", "/api/v1/log/records?limit=1000")["records"]:
    if "clock.jumped" in json.dumps(record["claims"]):
      yield record["index"]


def set_clock(path, text):
  with open(path + ".new", "w") as file:
    file.write(text + "\n")
  os.replace(path + ".new", path)
