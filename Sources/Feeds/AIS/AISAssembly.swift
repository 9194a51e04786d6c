// Which parts belong together? Messages of two to nine sentences are put together here.
//
// SPDX-License-Identifier: Apache-2.0

/// Messages of which parts are still missing.
///
/// Parts belong together when talker, VDM or VDO, count, sequence, channel and, where there is one,
/// the group of the tag block agree. They must come in order, because sequence numbers are used
/// again within a second in a busy feed: only the group of a tag block makes another order safe.
/// A message is given up after `ageMaxMs` by its own times, after `sentenceCountMax` further
/// sentences, or as the oldest of `groupCountMax`.
struct AISAssembly: Sendable {
  static let groupCountMax = 64
  static let ageMaxMs: Int64 = 60_000
  static let sentenceCountMax = 1_000

  private struct Group: Sendable {
    let key: UInt128
    var parts: [AISSentence]
    let startedAtSentence: Int
  }

  private var groups: [Group] = []

  var isEmpty: Bool { groups.isEmpty }

  /// Gives up what is too old; call it with every sentence.
  mutating func expire(sentenceCount: Int, into faults: inout [WireFault]) {
    while let first = groups.first,
      sentenceCount - first.startedAtSentence > Self.sentenceCountMax
    {
      faults.append(Self.missing(groups.removeFirst().parts))
    }
  }

  mutating func finish(into faults: inout [WireFault]) {
    for group in groups { faults.append(Self.missing(group.parts)) }
    groups.removeAll()
  }

  /// The whole message with its last part, else nil.
  mutating func take(
    _ part: AISSentence, sentenceCount: Int, into faults: inout [WireFault]
  ) -> AISSentence? {
    let key = Self.key(part)
    var index = groups.firstIndex { $0.key == key }
    if let found = index, Self.isTooOld(groups[found].parts[0], part) {
      faults.append(Self.missing(groups.remove(at: found).parts))
      index = nil
    }
    if let found = index {
      if groups[found].parts.contains(where: {
        $0.number == part.number && $0.payload == part.payload
      }) {
        return nil
      }
      let isNext = Int(part.number) == groups[found].parts.count + 1
      let isFree = !groups[found].parts.contains { $0.number == part.number }
      if isNext || (part.tagGroup != 0 && isFree) {
        groups[found].parts.append(part)
        guard groups[found].parts.count == Int(part.head.partCount) else { return nil }
        return joined(groups.remove(at: found).parts, &faults)
      }
      faults.append(Self.missing(groups.remove(at: found).parts))
    }
    guard part.number == 1 || part.tagGroup != 0 else {
      faults.append(
        Self.fault(part, "first part missing", "part \(part.number) of \(part.head.partCount)"))
      return nil
    }
    if groups.count == Self.groupCountMax {
      faults.append(Self.missing(groups.removeFirst().parts))
    }
    groups.append(Group(key: key, parts: [part], startedAtSentence: sentenceCount))
    return nil
  }

  private static func key(_ part: AISSentence) -> UInt128 {
    var key = UInt128(part.head.talker) << 1 | (part.head.isOwn ? 1 : 0)
    key = key << 8 | UInt128(part.head.partCount)
    key = key << 8 | UInt128(part.head.sequence ?? 255)
    key = key << 8 | UInt128(part.head.channel ?? 0)
    return key << 32 | UInt128(part.tagGroup)
  }

  private static func isTooOld(_ first: AISSentence, _ part: AISSentence) -> Bool {
    guard let from = first.head.receivedAtMs, let until = part.head.receivedAtMs else {
      return false
    }
    return until - from > ageMaxMs || from - until > ageMaxMs
  }

  private func joined(
    _ parts: [AISSentence], _ faults: inout [WireFault]
  ) -> AISSentence? {
    let parts = parts.sorted { $0.number < $1.number }
    var whole = parts[0]
    for part in parts.dropFirst() {
      let shift = whole.raw.count + 1
      guard whole.payload.append(part.payload) else {
        faults.append(
          Self.fault(whole, "payload too long", "more than \(AISPayload.bitCountMax) bits"))
        return nil
      }
      whole.raw.append(0x0A)
      whole.raw.append(contentsOf: part.raw)
      whole.head.fill(from: part.head, shift: shift)
      whole.byteOffset = min(whole.byteOffset, part.byteOffset)
    }
    return whole
  }

  private static func missing(_ parts: [AISSentence]) -> WireFault {
    let found = parts.map { String($0.number) }.sorted().joined(separator: ", ")
    return fault(
      parts[0], "part missing", "\(found) of \(parts[0].head.partCount) came")
  }

  private static func fault(
    _ part: AISSentence, _ reason: String, _ detail: String
  ) -> WireFault {
    WireFault(
      byteOffset: part.byteOffset, item: "part \(part.number)", reason: reason, detail: detail,
      raw: part.raw)
  }
}

extension AISSentenceHead {
  /// Takes what only a later part says; its line begins `shift` bytes behind.
  mutating func fill(from other: AISSentenceHead, shift: Int) {
    if receivedAtMs == nil {
      receivedAtMs = other.receivedAtMs
      timeSource = other.timeSource
    }
    if source.isEmpty { source = other.source.shifted(shift) }
    if station.isEmpty { station = other.station.shifted(shift) }
    signalDBm = signalDBm ?? other.signalDBm
    slot = slot ?? other.slot
  }
}

extension AISPlaceInLine {
  fileprivate func shifted(_ shift: Int) -> AISPlaceInLine {
    isEmpty ? self : AISPlaceInLine(start: start + UInt16(shift), count: count)
  }
}
