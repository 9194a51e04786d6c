// What do records say about the mission itself: its files, its software, its sealed observations?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// The files and the software that decide what becomes of a report.
public struct MissionState: Hashable, Sendable {
  public struct File: Hashable, Sendable {
    /// Inside the mission folder.
    public let path: String
    /// SHA-256, in hexadecimal digits.
    public let digest: String

    public init(path: String, digest: String) {
      (self.path, self.digest) = (path, digest)
    }
  }

  public let software: String
  public let fingerprint: String
  /// In order of their paths.
  public let files: [File]
  /// The public key that the records are signed with, as a JWK.
  public let issuer: String

  public init(software: String, fingerprint: String, files: [File], issuer: String) {
    (self.software, self.fingerprint, self.files) = (software, fingerprint, files)
    self.issuer = issuer
  }
}

/// A run of the observation journal, with the root of the tree over its payloads (RFC 6962).
public struct Seal: Hashable, Sendable {
  /// Sequence numbers in the observation journal, both included.
  public let first: UInt64
  public let last: UInt64
  /// In Base64.
  public let root: String
  /// Of all payloads together.
  public let byteCount: Int

  public init(first: UInt64, last: UInt64, root: String, byteCount: Int) {
    (self.first, self.last, self.root, self.byteCount) = (first, last, root, byteCount)
  }
}

/// What the records after the first n say about the log itself.
public struct LogBook: Sendable {
  /// Records taken so far: the next one's place in the log.
  public private(set) var size: UInt64 = 0
  public private(set) var mission: MissionState?
  /// The observation journal is sealed up to and including this sequence number.
  public private(set) var sealedSequence: UInt64 = 0
  /// When the first record was made; nil before it.
  public private(set) var beganAtMs: Int64?
  private var seals: [(index: UInt64, seal: Seal)] = []
  /// What was erased, by record.
  public private(set) var erased: [UInt64: Set<String>] = [:]
  /// Observations that count no longer, in the order in which that was decided.
  public private(set) var setAside: [(id: String, reason: SetAsideReason)] = []
  public private(set) var evidence = EvidenceBook()

  public init() {}

  public mutating func apply(_ record: Record) {
    size = record.sequence + 1
    if beganAtMs == nil { beganAtMs = record.atMs }
    evidence.apply(record)
    switch record.act {
    case .missionLoaded(let state): mission = state
    case .observationsSealed(let seal):
      sealedSequence = seal.last
      seals.append((record.sequence, seal))
    case .observationSetAside(let id, _, let reason, _): setAside.append((id, reason))
    case .claimErased(let record, let claim, _, _): erased[record, default: []].insert(claim)
    case .custody(.erased(let digest, _, _)):
      for index in evidence.recordIndices(of: digest) {
        erased[index, default: []].formUnion(CustodyAct.erasableMembers)
      }
    default: break
    }
  }

  /// The seal over an observation, and its place in the log; nil where it is not sealed yet.
  ///
  /// - Parameter sequence: in the observation journal.
  public func seal(of sequence: UInt64) -> (index: UInt64, seal: Seal)? {
    var (low, high) = (0, seals.count)
    while low < high {
      let middle = (low + high) / 2
      if seals[middle].seal.last < sequence { low = middle + 1 } else { high = middle }
    }
    guard low < seals.count, seals[low].seal.first <= sequence else { return nil }
    return seals[low]
  }
}
