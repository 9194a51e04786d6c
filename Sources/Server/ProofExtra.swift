// What lies beside a proof, so that one file is enough to check it?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Ledger
internal import Notation

/// The `extra` of a proof file: the entry, and for an observation its place under the entry's seal.
struct ProofExtra: Sendable {
  struct Segment: Sendable {
    let index: UInt64
    let size: UInt64
    let path: [LogHash]
    /// The payload of the observation journal.
    let record: [UInt8]
  }

  let entry: [UInt8]
  var segment: Segment?

  var bytes: [UInt8] {
    JSONValue.members([
      "entry": Self.base64(entry),
      "segment": segment.map { segment in
        .members([
          "index": .integer(Int64(segment.index)), "size": .integer(Int64(segment.size)),
          "path": .array(segment.path.map { .string($0.base64) }),
          "record": Self.base64(segment.record),
        ])
      },
    ]).bytes
  }

  private static func base64(_ bytes: [UInt8]) -> JSONValue {
    .string(Data(bytes).base64EncodedString())
  }
}
