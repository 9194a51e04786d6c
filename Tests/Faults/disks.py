"""F3 and F4: a call on the disk fails, or the disk is full; what was acknowledged stays, and it goes on.

SPDX-License-Identifier: Apache-2.0
"""

import errno
import os
import random
import shutil
import subprocess
import time

import served
from kills import Ledger

WAYS = [str(errno.EIO), str(errno.ENOSPC), str(errno.EINTR), "short"]
RESUMES_WITHIN_S = 5.0
REFUSALS = (500, 503, 507)


def each_call(binary, folder, limit, until_s):
  """F3. Returns the figures in words; `limit` failures at most, without it every call in every way."""
  library = served.library(folder, "failing_calls")
  if not library:
    return "F3 left out: no C compiler"
  mission = served.make_mission(folder)
  count = int(one_life(binary, folder, mission, library, 0, "5").counted)
  failures = [(number, way) for number in range(1, count + 1) for way in WAYS]
  # Not in order, so that a run that ends early has met calls of every part of a life.
  random.Random(1).shuffle(failures)
  tried, met, refused, longest_s, no_start = 0, set(), 0, 0.0, 0
  for number, way in failures[:limit]:
    if time.monotonic() > until_s:
      break
    life = one_life(binary, folder, mission, library, number, way)
    tried += 1
    met.update(life.met)
    refused += life.refusals
    no_start += life.no_start
    longest_s = max(longest_s, life.resumed_s)
  return (
    f"F3 {tried} of {len(failures)} failures, each of {count} calls of a life of the server in {len(WAYS)} ways ({', '.join(sorted(met))}): "
    f"0 lost, {refused} posts refused and taken later, longest {longest_s:.1f} s; "
    f"{no_start} starts refused in words")


class Life:
  """What happened in one life of the server."""

  def __init__(self):
    self.counted, self.met = 0, []
    self.refusals, self.resumed_s, self.no_start = 0, 0.0, 0


def one_life(binary, folder, mission, library, number, way):
  """Start, posts, a decision, stop; with one call that fails. Then what was acknowledged is read."""
  data, log = os.path.join(folder, f"data-{number}-{way}"), os.path.join(folder, "calls")
  life = Life()
  if os.path.exists(log):
    os.remove(log)
  # The program announces itself in files of the folder too; the words of it lie beside it.
  server = served.Server(binary, mission, data, {
    "LD_PRELOAD": library, "FAIL_FOLDER": data + "/", "FAIL_NUMBER": str(number), "FAIL_WITH": way,
    "FAIL_LOG": log})
  where = f"call {number} fails with {way}"
  try:
    acknowledged = []
    is_started = server.is_up and worked(server, life, where, acknowledged)
    code = server.stop()
    if is_started:
      if code is None or code < 0:
        raise AssertionError(f"{where}: ended with {code}: {server.said()[-500:]}")
    else:
      life.no_start = 1
      if code is None or code <= 0 or "truceline:" not in server.said():
        raise AssertionError(f"{where}: no start, code {code}: {server.said()[-500:]}")
    again = served.Server(binary, mission, data)
    if not again.is_up:
      raise AssertionError(f"{where}: no start afterwards: {again.said()[-500:]}")
    if acknowledged:
      receipt = again.connection().post(acknowledged)
      if receipt["accepted"]:
        raise AssertionError(f"{where}: lost {receipt}")
    again.stop()
    Ledger(data).check(acknowledged)
  finally:
    server.kill()
  with open(log) as lines:
    for text in lines:
      at, call = text.split()[:2]
      if call == "counted":
        life.counted = max(life.counted, int(at))
      else:
        life.met.append(call)
  shutil.rmtree(data, ignore_errors=True)
  return life


def worked(server, life, where, acknowledged):
  """Whether it could be worked with; false where it ended by itself while it read the folder."""
  try:
    work(server, life, where, acknowledged)
    return True
  except OSError:
    # Posts are taken while the folder is still read; a start that fails then ends with words, too.
    try:
      server.process.wait(30)
    except subprocess.TimeoutExpired:
      raise AssertionError(f"{where}: no answer, and it did not end: {server.said()[-500:]}") from None
    return False


def work(server, life, where, acknowledged):
  """Posts and one decision; what is refused is sent again until it is taken."""
  for step in range(4):
    lines = [served.line(aircraft, step) for aircraft in range(5)]
    receipt = insist(lambda: server.connection().post(lines), life, where)
    if receipt["accepted"] + receipt["duplicates"] != len(lines):
      raise AssertionError(f"{where}: {receipt}")
    acknowledged += lines
  seen = insist(
    lambda: server.connection().post([served.sighting(1)], "sightings"), life, where)["ids"][0]
  insist(
    lambda: server.connection().ask(
      "POST", f"/api/v1/observations/{seen}/set-aside", '{"actor":"A","reason":"sensor_fault"}'),
    life, where)


def insist(ask, life, where):
  """Asks until it is answered with yes; within the time in which the server has to go on."""
  started = time.monotonic()
  while True:
    try:
      answer = ask()
      life.resumed_s = max(life.resumed_s, time.monotonic() - started)
      return answer
    except served.Refused as refused:
      # A decision that was kept although its answer could not be shown is refused the second time.
      if refused.status == 409 and life.refusals:
        return {}
      if refused.status not in REFUSALS and refused.status != 404:
        raise AssertionError(f"{where}: {refused}") from refused
      life.refusals += 1
      if time.monotonic() - started > RESUMES_WITHIN_S:
        raise AssertionError(f"{where}: not taken after {RESUMES_WITHIN_S} s: {refused}") from refused
      time.sleep(0.1)


class SmallDisk:
  """A file system in memory of so many MiB; needs root."""

  def __init__(self, path, size_mib):
    os.makedirs(path)
    self.path = path
    self.is_there = os.geteuid() == 0 and subprocess.run(
      ["mount", "-t", "tmpfs", "-o", f"size={size_mib}m", "tmpfs", path],
      stderr=subprocess.DEVNULL).returncode == 0

  def fill(self, leave_kib=0):
    """Takes all that is free but so many KiB."""
    room = os.statvfs(self.path)
    count = max(0, room.f_bavail * room.f_frsize - leave_kib * 1024)
    with open(os.path.join(self.path, "ballast"), "wb") as file:
      while count > 0:
        piece = min(count, 1 << 20)
        file.write(bytes(piece))
        count -= piece

  def free(self):
    os.remove(os.path.join(self.path, "ballast"))

  def unmount(self):
    if self.is_there:
      subprocess.run(["umount", self.path], check=False)


def full_disk(binary, folder, rounds, until_s):
  """F4. The disk fills up under load and is freed; returns the figures in words."""
  disk = SmallDisk(os.path.join(folder, "disk"), 24)
  if not disk.is_there:
    return "F4 left out: a small file system cannot be mounted here"
  mission, data = served.make_mission(folder), os.path.join(disk.path, "data")
  server = served.Server(binary, mission, data)
  acknowledged, refused, resumed, step, done = [], 0, [], 0, 0
  try:
    while done < rounds and time.monotonic() < until_s:
      done += 1
      disk.fill(leave_kib=200)
      connection = server.connection()
      refusals, stopped = 0, time.monotonic() + 30
      while refusals < 5:
        lines = [served.line(aircraft, step) for aircraft in range(50)]
        step += 1
        try:
          connection.post(lines)
          acknowledged += lines
        except served.Refused as no:
          if no.status not in (503, 507):
            raise AssertionError(f"refused with {no}") from no
          refusals += 1
        if time.monotonic() > stopped:
          raise AssertionError("the full disk was never noticed")
      refused += refusals
      connection.ask("GET", "/api/v1/observations?limit=10")
      disk.free()
      resumed.append(wait_for_yes(server, lines))
      acknowledged += lines
    seen = Ledger(data)
    seen.check(acknowledged)
    wait_for_count(server, len(seen.seen))
    if server.stop() != 0:
      raise AssertionError(f"ended badly: {server.said()[-500:]}")
    server = served.Server(binary, mission, data)
    wait_for_count(server, len(seen.seen))
    server.stop()
  finally:
    server.kill()
    disk.unmount()
  return (
    f"F4 disk full {done} times: {len(acknowledged)} reports acknowledged, 0 lost, {refused} posts refused with 507, "
    f"reads went on; taken again after {max(resumed):.1f} s at most")


def wait_for_yes(server, lines):
  """Seconds until the post is taken."""
  started = time.monotonic()
  while True:
    try:
      server.connection().post(lines)
      return time.monotonic() - started
    except served.Refused as no:
      if time.monotonic() - started > RESUMES_WITHIN_S:
        raise AssertionError(f"not taken {RESUMES_WITHIN_S} s after space was free: {no}") from no
      time.sleep(0.05)


def wait_for_count(server, count):
  """Until everything that is kept is shown."""
  until = time.monotonic() + 20
  while (shown := server.connection().count()) != count:
    if time.monotonic() > until:
      raise AssertionError(f"{shown} reports are shown of {count}")
    time.sleep(0.1)
