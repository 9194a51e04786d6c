// What does a log ask of a witness? The body of `add-checkpoint`: C2SP tlog-witness.
//
// SPDX-License-Identifier: Apache-2.0

/// A log's newest checkpoint, and the proof that it continues the one that the witness saw last.
public struct AddCheckpoint: Hashable, Sendable {
  /// Of a whole body; a witness answers a longer one with 413, or cuts the connection.
  public static let byteCountMax = 1 << 20
  static let pathCountMax = 63

  /// Size of the checkpoint that the witness cosigned last; 0 for none.
  public let oldSize: UInt64
  public let path: [LogHash]
  /// The signed checkpoint.
  public let note: [UInt8]

  public init(oldSize: UInt64, path: [LogHash], note: [UInt8]) {
    (self.oldSize, self.path, self.note) = (oldSize, path, note)
  }

  /// Reads the one spelling that `bytes` writes; nil for anything else.
  public init?(_ bytes: [UInt8]) {
    let newline = UInt8(ascii: "\n")
    guard bytes.count <= Self.byteCountMax, let first = bytes.firstIndex(of: newline),
      bytes.starts(with: "old ".utf8), let oldSize = Decimal.parse(bytes[4..<first])
    else { return nil }
    var path: [LogHash] = []
    var start = first + 1
    while let end = bytes[start...].firstIndex(of: newline) {
      let line = bytes[start..<end]
      start = end + 1
      if line.isEmpty {
        self.init(oldSize: oldSize, path: path, note: Array(bytes[start...]))
        return
      }
      guard path.count < Self.pathCountMax, let hash = Base64.decode(line).flatMap({ LogHash($0) })
      else { return nil }
      path.append(hash)
    }
    return nil
  }

  public var bytes: [UInt8] {
    let lines = ["old \(oldSize)"] + path.map(\.base64)
    return Array((lines.joined(separator: "\n") + "\n\n").utf8) + note
  }
}

/// What a witness answers over HTTP.
public struct WitnessAnswer: Hashable, Sendable {
  public let status: Int
  public let contentType: String
  public let body: [UInt8]

  init(_ status: Int, _ text: String, contentType: String = "text/plain; charset=utf-8") {
    (self.status, self.contentType, body) = (status, contentType, Array(text.utf8))
  }

  /// 409: the size that the witness has, for the log to begin its proof at.
  static func size(_ size: UInt64) -> WitnessAnswer {
    WitnessAnswer(409, "\(size)\n", contentType: "text/x.tlog.size")
  }
}
