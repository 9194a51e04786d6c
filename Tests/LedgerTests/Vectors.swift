// Which results did another program get? The shared vectors of trees, notes and witnesses.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Ledger

/// `data/ledger` of `$TRUCELINE_SHARED`, else of `shared` beside the repository; nil where neither
/// is there.
enum Vectors {
  static let folder: URL? = {
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared").standardizedFileURL
    let named = ProcessInfo.processInfo.environment["TRUCELINE_SHARED"]
      .map { URL(fileURLWithPath: $0) }
    return [named, beside].compactMap { $0?.appendingPathComponent("data/ledger") }.first {
      FileManager.default.fileExists(atPath: $0.path)
    }
  }()

  static var areThere: Bool {
    if folder == nil { print("skipped: there are no vectors in ../shared/data/ledger") }
    return folder != nil
  }

  static func read<Content: Decodable>(_ name: String, as: Content.Type) throws -> Content {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Content.self, from: try Data(contentsOf: url(name)))
  }

  static func url(_ name: String) -> URL {
    (folder ?? URL(fileURLWithPath: "/")).appendingPathComponent(name)
  }

  /// The rule of the vectors' logs.
  static func entry(_ index: Int) -> [UInt8] { Array("truceline-vector-\(index)".utf8) }

  static func leaves(_ count: Int) -> [LogHash] { (0..<count).map { .leaf(entry($0)) } }
}

extension LogHash {
  /// For tests: a hash that is known to be well formed.
  init(text: String) throws {
    guard let hash = LogHash(base64: text) else { throw NoteKeyError.form }
    self = hash
  }
}

func bytes(base64 text: String) throws -> [UInt8] {
  guard let data = Data(base64Encoded: text) else { throw NoteKeyError.form }
  return Array(data)
}

func bytes(hex text: String) -> [UInt8] {
  stride(from: 0, to: text.utf8.count, by: 2).map { place in
    UInt8(text.dropFirst(place).prefix(2), radix: 16) ?? 0
  }
}
