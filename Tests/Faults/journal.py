"""Reads a journal as docs/internals/journal.md describes it, without the program that wrote it.

SPDX-License-Identifier: Apache-2.0
"""

import hashlib
import os
import struct

HEADER = 64
RECORD = 56


class Journal:
  """Reads on from where it stopped; checks numbers and chain values."""

  def __init__(self, folder, name):
    self.folder = folder
    self.chain = hashlib.sha256(name.encode()).digest()
    self.sequence = 1
    self.segment = None
    self.offset = HEADER

  def read(self):
    """New records as (sequence, type, payload); raises ValueError where they do not fit together."""
    segments = sorted(name for name in os.listdir(self.folder) if name.endswith(".segment"))
    if self.segment is None and segments:
      self.segment = segments[0]
    while self.segment is not None:
      with open(os.path.join(self.folder, self.segment), "rb") as file:
        file.seek(self.offset)
        rest = memoryview(file.read())
      yield from self._records(rest)
      later = [name for name in segments if name > self.segment]
      if not later:
        return
      self.segment, self.offset = later[0], HEADER

  def _records(self, rest):
    at = 0
    while at + RECORD <= len(rest) and any(rest[at:at + RECORD]):
      length, kind = struct.unpack_from("<IB", rest, at + 8)
      sequence, = struct.unpack_from("<Q", rest, at + 16)
      end = at + RECORD + length
      if end > len(rest):
        return
      if sequence != self.sequence:
        raise ValueError(f"record {sequence} stands where {self.sequence} belongs")
      if bytes(rest[at + 24:at + 56]) != self.chain:
        raise ValueError(f"record {sequence} does not continue the one before")
      self.chain = hashlib.sha256(rest[at + 8:end]).digest()
      yield sequence, kind, bytes(rest[at + RECORD:end])
      self.sequence += 1
      self.offset += end - at
      at = end
