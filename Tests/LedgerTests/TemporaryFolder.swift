// Where do the tests keep their journals? In a folder of their own that goes when they end.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Ledger

final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(name)")
  }
}

/// A payload that differs from record to record in length and content.
func payload(_ i: Int) -> [UInt8] {
  (0..<(i * 37 % 211)).map { UInt8(truncatingIfNeeded: i &* 31 &+ $0 &* 7) }
}

/// Appends payloads `range`, `perCommit` in a commit.
func fill(_ journal: Journal, _ range: Range<Int>, perCommit: Int = 1) throws {
  for i in range {
    _ = try journal.append(type: 1, payload(i))
    if (i - range.lowerBound + 1) % perCommit == 0 { try journal.commit() }
  }
  try journal.commit()
}

/// All payloads in the folder, in order.
func payloads(in folder: TemporaryFolder) throws -> [[UInt8]] {
  var reader = try JournalReader(folder: folder.path)
  var payloads: [[UInt8]] = []
  while let record = try reader.next() { payloads.append(record.payload) }
  return payloads
}

/// How many stories of a bad disk are told: `$TRUCELINE_FAULT_SEEDS`, for a long run, else `usual`.
func faultSeedCount(_ usual: UInt64) -> UInt64 {
  ProcessInfo.processInfo.environment["TRUCELINE_FAULT_SEEDS"].flatMap { UInt64($0) } ?? usual
}
