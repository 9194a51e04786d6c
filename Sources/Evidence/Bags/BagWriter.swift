// How is evidence handed over? As a folder with its own check sums, a BagIt bag (RFC 8493).
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// Writes a bag of version 1.0 with manifests of SHA-256 and SHA-512.
///
///     let bag = try BagWriter(folder: "out")
///     try bag.add("evidence/one.jpg") { write in … }
///     try bag.finish(about: [("Source-Organization", "…")])
///
/// The bag is written beside its name and put there by `finish`, when all of it is on the disk.
public final class BagWriter {
  private let folder: String
  private let part: String
  private var payload = BagManifests()
  private var byteCount = 0
  private var folders: Set<String> = []

  /// - Throws: `BagError` where the name is taken.
  public init(folder: String) throws(BagError) {
    self.folder = folder
    part = folder + ".part-" + UUID().uuidString.lowercased()
    guard !EvidenceFolder.exists(folder) else { throw BagError(folder, "is there already") }
    try make(part)
    try make(part + "/data")
  }

  deinit { try? FileManager.default.removeItem(atPath: part) }

  private func make(_ path: String) throws(BagError) {
    do throws(EvidenceError) { try EvidenceFolder.make(path) } catch { throw BagError(error, path) }
    folders.insert(path)
  }

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - name: below `data/`, with `/` between folders.
  ///   - content: calls what it is given with one piece after the other.
  public func add(
    _ name: String,
    _ content: (_ write: ([UInt8]) throws(EvidenceError) -> Void) throws(EvidenceError) -> Void
  ) throws(BagError) {
    let path = "data/" + name
    if let fault = BagPath.fault(path) { throw BagError(path, fault) }
    guard !payload.contains(path) else { throw BagError(path, "is added twice") }
    let parents = name.split(separator: "/").dropLast()
    for count in 0..<parents.count {
      try make(([part, "data"] + parents[...count].map(String.init)).joined(separator: "/"))
    }
    do throws(EvidenceError) {
      let file = try EvidenceFile(creating: "\(part)/\(path)")
      var sums = BagSums()
      try content { piece throws(EvidenceError) in
        sums.update(piece)
        byteCount += piece.count
        try file.write(piece)
      }
      try file.sync()
      payload.add(path, sums)
    } catch {
      throw BagError(error, path)
    }
  }

  public func add(_ name: String, bytes: [UInt8]) throws(BagError) {
    try add(name) { write throws(EvidenceError) in try write(bytes) }
  }

  /// Writes the manifests and gives the bag its name.
  ///
  /// - Parameters:
  ///   - about: lines of `bag-info.txt`, in this order; size and count are added.
  ///   - date: the day of packing, `2026-06-24`.
  public func finish(
    about: KeyValuePairs<String, String>, date: String
  ) throws(BagError) {
    var tags = BagManifests()
    var lines = about.map { "\($0): \(Self.line($1))" }
    lines += ["Bagging-Date: \(date)", "Payload-Oxum: \(byteCount).\(payload.count)"]
    try tag("bagit.txt", Bag.declaration, &tags)
    try tag("bag-info.txt", lines.map { $0 + "\n" }.joined(), &tags)
    try tag("manifest-sha256.txt", payload.text(.sha256), &tags)
    try tag("manifest-sha512.txt", payload.text(.sha512), &tags)
    var last = BagManifests()
    try tag("tagmanifest-sha256.txt", tags.text(.sha256), &last)
    try tag("tagmanifest-sha512.txt", tags.text(.sha512), &last)
    do throws(EvidenceError) {
      for path in folders.sorted() { try EvidenceFolder.sync(path) }
      try EvidenceFolder.place(part, at: folder)
    } catch {
      throw BagError(error, folder)
    }
  }

  /// A value of `bag-info.txt` in one line.
  private static func line(_ value: String) -> String {
    value.split { $0.isNewline }.joined(separator: " ")
  }

  private func tag(
    _ name: String, _ text: String, _ manifests: inout BagManifests
  ) throws(BagError) {
    var sums = BagSums()
    sums.update(Array(text.utf8))
    manifests.add(name, sums)
    do throws(EvidenceError) {
      let file = try EvidenceFile(creating: "\(part)/\(name)")
      try file.write(Array(text.utf8))
      try file.sync()
    } catch {
      throw BagError(error, name)
    }
  }
}

/// Both sums of one file.
struct BagSums {
  private var sha256 = SHA256()
  private var sha512 = SHA512()

  mutating func update(_ piece: [UInt8]) {
    sha256.update(data: piece)
    sha512.update(data: piece)
  }

  func hex(_ algorithm: Bag.Algorithm) -> String {
    switch algorithm {
    case .sha256: hexText(sha256.finalize())
    case .sha512: hexText(sha512.finalize())
    }
  }
}

/// What the manifests list.
private struct BagManifests {
  private var sums: [String: [Bag.Algorithm: String]] = [:]

  var count: Int { sums.count }

  func contains(_ path: String) -> Bool { sums[path] != nil }

  mutating func add(_ path: String, _ added: BagSums) {
    for algorithm in Bag.Algorithm.allCases {
      sums[path, default: [:]][algorithm] = added.hex(algorithm)
    }
  }

  func text(_ algorithm: Bag.Algorithm) -> String {
    sums.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { "\(sums[$0]?[algorithm] ?? "")  \(BagPath.encoded($0))\n" }.joined()
  }
}
