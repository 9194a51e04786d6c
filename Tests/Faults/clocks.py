"""F8: somebody sets the machine's clock under a running server.

SPDX-License-Identifier: Apache-2.0
"""

import json
import os
import struct
import time

import served
from kills import Ledger

HOUR_MS, TEN_YEARS_MS = 3_600_000, 315_360_000_000
FROZEN_AT_MS = 1_782_280_800_000
# By how much it is moved, and where it stands still.
SETTINGS = [
  (0, 0), (HOUR_MS, 0), (-HOUR_MS, 0), (TEN_YEARS_MS, 0), (-TEN_YEARS_MS, 0), (0, FROZEN_AT_MS), (1_000, 0)]
ROUNDS = 3


def jumps(binary, folder):
  """F8. Returns the figures in words."""
  library = served.library(folder, "moved_clock")
  if not library:
    return "F8 left out: no C compiler"
  mission, data = served.make_mission(folder), os.path.join(folder, "data")
  clock = os.path.join(folder, "clock")
  with open(clock, "wb") as file:
    file.write(bytes(16))
  server = served.Server(binary, mission, data, {"LD_PRELOAD": library, "CLOCK_FILE": clock})
  acknowledged, last, slowest_s = [], 0, 0.0
  try:
    if not server.is_up:
      raise AssertionError(f"no start, {server.process.poll()}: {server.said()[-500:]}")
    for step, (moved_ms, frozen_ms) in enumerate(SETTINGS * ROUNDS):
      with open(clock, "r+b") as file:
        file.write(struct.pack("<qq", moved_ms, frozen_ms))
      time.sleep(1.2)  # the server looks at the clock every second
      lines = [served.line(aircraft, step) for aircraft in range(20)]
      started = time.monotonic()
      receipt = server.connection().post(lines)
      slowest_s = max(slowest_s, time.monotonic() - started)
      if receipt["accepted"] != len(lines) or receipt["firstSequence"] <= last:
        raise AssertionError(f"after {moved_ms}, {frozen_ms}: {receipt} behind {last}")
      last = receipt["lastSequence"]
      acknowledged += lines
      for path in ("feeds", "tracks", "mission"):
        server.connection().ask("GET", f"/api/v1/{path}")
    noted = list(noted_jumps(server.connection()))
    code = server.stop()
    if code != 0:
      raise AssertionError(f"ended with {code}: {server.said()[-500:]}")
    Ledger(data).check(acknowledged)
    # One that is set right by a second or less is no jump.
    if len(noted) < ROUNDS * 5:
      raise AssertionError(f"only these records tell of a jump: {noted}")
  finally:
    server.kill()
  return (
    f"F8 {len(SETTINGS) * ROUNDS} settings of the clock (1 h and 10 years to and fro, standing still): {len(acknowledged)} "
    f"reports in the order of the posts, 0 lost, {len(noted)} jumps in the record log, slowest post {slowest_s * 1e3:.0f} ms")


def noted_jumps(connection):
  """Records of the log that say that the clock jumped."""
  for record in connection.ask("GET", "/api/v1/log/records?limit=1000")["records"]:
    if "clock.jumped" in json.dumps(record["claims"]):
      yield record["index"]
