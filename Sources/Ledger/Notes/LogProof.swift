// How does a party prove, alone and offline, that an entry is in the log? A `.tlog-proof` file.
//
// SPDX-License-Identifier: Apache-2.0

/// C2SP tlog-proof v1: an entry's place, the hashes up to the root, and the signed checkpoint.
public struct LogProof: Hashable, Sendable {
  static let header = "c2sp.org/tlog-proof@v1"
  /// Of a whole file: the note, and extra bytes for the entry itself.
  public static let byteCountMax = 2_000_000
  static let pathCountMax = 63

  /// Opaque, and vouched for by nobody.
  public let extra: [UInt8]?
  public let index: UInt64
  /// The leaf's sibling first.
  public let path: [LogHash]
  /// The signed checkpoint, byte for byte.
  public let checkpoint: [UInt8]

  public init(extra: [UInt8]? = nil, index: UInt64, path: [LogHash], checkpoint: [UInt8]) {
    (self.extra, self.index, self.path, self.checkpoint) = (extra, index, path, checkpoint)
  }

  /// Reads the one spelling that `bytes` writes. Nothing is checked but the form.
  public init(_ bytes: [UInt8]) throws(LogProofError) {
    guard bytes.count <= Self.byteCountMax else { throw .tooLong(byteCount: bytes.count) }
    var rest = bytes[...]
    guard let header = Self.line(&rest), header.elementsEqual(Self.header.utf8) else {
      throw .header
    }
    var line = Self.line(&rest)
    var extra: [UInt8]?
    if let text = line?.after("extra ") {
      guard let bytes = Base64.decode(text) else { throw .extra }
      extra = bytes
      line = Self.line(&rest)
    }
    guard let number = line?.after("index "), let index = Decimal.parse(number) else {
      throw .index
    }
    var path: [LogHash] = []
    while true {
      guard let line = Self.line(&rest) else { throw .noCheckpoint }
      if line.isEmpty { break }
      guard path.count < Self.pathCountMax, let hash = Base64.decode(line).flatMap({ LogHash($0) })
      else { throw .hash(path.count + 1) }
      path.append(hash)
    }
    self.init(extra: extra, index: index, path: path, checkpoint: Array(rest))
  }

  public var bytes: [UInt8] {
    var lines = [Self.header]
    if let extra { lines.append("extra \(Base64.encode(extra))") }
    lines.append("index \(index)")
    lines += path.map(\.base64)
    return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint
  }

  /// Whether the entry is in a log of the policy, at a checkpoint that its quorum cosigned.
  ///
  /// - Returns: the checkpoint and who signed it.
  public func verify(
    entry: [UInt8], policy: LogPolicy
  ) throws(LogProofError) -> SignedCheckpoint {
    try verify(leaf: .leaf(entry), policy: policy)
  }

  public func verify(
    leaf: LogHash, policy: LogPolicy
  ) throws(LogProofError) -> SignedCheckpoint {
    let signed: SignedCheckpoint
    do throws(SignedCheckpointError) {
      signed = try SignedCheckpoint(checkpoint, policy: policy)
    } catch {
      throw .checkpoint(error)
    }
    guard index < signed.checkpoint.size else {
      throw .indexBeyondSize(index: index, size: signed.checkpoint.size)
    }
    let isIncluded = MerkleProof.isIncluded(
      leaf: leaf, index: index, size: signed.checkpoint.size, path: path,
      root: signed.checkpoint.root)
    guard isIncluded else { throw .notIncluded(index: index) }
    return signed
  }

  /// Takes the next line, without its end; nil where none is ended.
  private static func line(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }
}

extension ArraySlice<UInt8> {
  fileprivate func after(_ prefix: String) -> ArraySlice<UInt8>? {
    starts(with: prefix.utf8) ? dropFirst(prefix.utf8.count) : nil
  }
}

/// Why a proof proves nothing.
public enum LogProofError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooLong(byteCount: Int)
  case header
  case extra
  case index
  case hash(Int)
  case noCheckpoint
  case checkpoint(SignedCheckpointError)
  case indexBeyondSize(index: UInt64, size: UInt64)
  case notIncluded(index: UInt64)

  public var description: String {
    switch self {
    case .tooLong(let count):
      "the proof has \(count) bytes, where \(LogProof.byteCountMax) are allowed. \(again)"
    case .header: "the proof does not begin with \(LogProof.header). \(again)"
    case .extra: "the line \"extra\" of the proof is not base64. \(again)"
    case .index: "the proof has no line \"index\" with a decimal number. \(again)"
    case .hash(let line): "hash \(line) of the proof is not the base64 of 32 bytes. \(again)"
    case .noCheckpoint: "no empty line and checkpoint follow the hashes of the proof. \(again)"
    case .checkpoint(let error): "\(error)"
    case .indexBeyondSize(let index, let size):
      "the proof is of entry \(index), but the log had \(size) entries. \(again)"
    case .notIncluded(let index):
      "the entry is not what stands at place \(index) of the signed log. Check that the entry's "
        + "file is exactly the one that was handed out; if it is, do not rely on it."
    }
  }

  private var again: String { "Ask for the proof again." }
}
