// Which fields do AIS messages have? The table that the reference page is made from.
//
// SPDX-License-Identifier: Apache-2.0

enum AISPage {
  typealias Field = FormatPage.Field

  static let page = FormatPage(
    title: "AIS",
    text: """
      Messages of the Automatic Identification System as VDM and VDO sentences: `format: ais`.

      - Specifications: ITU-R M.1371-5 (messages), IEC 61162-1 / NMEA 0183 (sentences), IEC 61162-450
        (tag blocks), ITU-R M.585-9 (MMSI), IMO SN/Circ.236 and SN.1/Circ.289 and the CESNI standard
        for inland navigation (binary content).
      - Read: types 1 to 27 with any talker, in one to nine sentences; line ends CR, LF or both; lines up
        to 1,024 bytes. Types 0 and 28 to 63 are given as bits.
      - Refused, each with its place: a wrong checksum of sentence or tag block, a sentence without
        checksum (it was cut off), a part without its first or of which others are missing, a payload
        that is empty, shorter than its type (slots of the radio at the end aside) or longer than 1,088
        bits, a character outside the alphabet. A bad tag block costs its sentence the time and the
        source, not the message.
      - Passed over and counted: sentences of other kinds, and lines that are none.
      - Parts are put together by talker, VDM or VDO, count, sequence, channel and the group of the
        tag block, in order; without a group another order is refused, because sequence numbers are
        used again within a second. A message is given up 60 s after its first part by the stream's own
        times, after 1,000 further sentences, or as the oldest of 64.

      A good checksum says that the line is whole, not that the radio message was: receivers pass on
      what they could not check. Fields out of their range are therefore written as sent and never
      plotted.
      """,
    sections: [sentence, time, observations] + AISPageTypes.sections)

  private static let sentence = FormatPage.Section(
    "Sentence",
    fields: [
      Field("–", "byte_offset", "where the first sentence of the message begins in the stream"),
      Field("address", "talker", "two characters: `AI` ship, `AB`, `BS` base station, …"),
      Field("address", "own", "true for VDO: the receiver's own station"),
      Field("1", "part_count", "sentences of the message, where more than one"),
      Field("3", "sequence", "0 to 9; left out where empty"),
      Field("4", "channel", "`A`, `B`, `1`, `2`; left out where empty"),
      Field("tag `s`", "source", "who relayed it"),
      Field("trailer `r`, `b`", "station", "receiving station"),
      Field("trailer `d`", "signal_dbm", "received signal, dBm"),
      Field("trailer `S`", "slot", "slot of reception, 0 to 2,249; 9999 unknown"),
      Field("bits 0-5", "type", "1 to 27"),
      Field("bits 6-7", "repeat_indicator", "0 to 3"),
      Field("bits 8-37", "mmsi", "nine digits"),
      Field("–", "payload_bit_count", "bits without fill bits"),
    ])

  private static let time = FormatPage.Section(
    "Time of receipt",
    text: """
      The first of these that a message has; `time_source` names it.

      1. `tag_block`: `c:` of the tag block, seconds or milliseconds since 1970.
      2. `preceding_line`: the `$PGHP` line before, if it names the checksum of the sentence.
      3. `trailer`: seconds or milliseconds since 1970 after the checksum.
      4. `clock_sentence`: the last `ZDA` or valid `RMC` sentence, at most 1,000 AIS sentences ago.

      A feed whose recording has none of them needs `start:` in `feeds.yaml`. The recording begins
      then, and the UTC seconds in the reports move it on; a gap of more than 30 s without any report is
      lost.
      """,
    fields: [
      Field("–", "received_at_ms", "milliseconds since 1970, UTC; left out where unknown"),
      Field("–", "time_source", "see above"),
    ])

  private static let observations = FormatPage.Section(
    "What becomes an observation",
    text: """
      - Types 1, 2, 3, 18, 19 and 27 with a position: a vessel. Type 9, and MMSI 111…: an aircraft.
      - Base stations, aids to navigation (also by their MMSI, 00… and 99…), texts and network
        messages: none.
      - Types 5, 19 and 24 are kept by MMSI (50,000 ships) and give later positions of that MMSI their
        name, call sign, IMO number and type.
      - A position that is not available, out of range, or of an inoperative device (second 63): none.
      - Happened: the UTC second of the report in the minute of receipt; the second of receipt where the
        report has none or lies more than 5 s after it. So a report that several stations heard is one.
      - One sigma: "10 m or better" is taken as a 95 % radius (4.1 m), anything else as 30 m (12.3 m);
        type 27 adds its step of 1/10 minute (53.5 m); the sensor's own error is added in squares.
      - AIS-SART (970…), man overboard (972…), EPIRB (974…), craft of a ship (98…), handheld (8…) and
        numbers outside of all ranges are named in the note; a distress device under test (status 15)
        is marked as simulated.
      """)
}
