// Is a package of evidence whole, and nothing in it but what it lists? Read strictly, before use.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A bag that was checked: every file is listed, every listed file is there with its sums.
public struct Bag: Sendable {
  enum Algorithm: String, CaseIterable {
    case sha256, sha512
  }

  /// `bagit.txt` of version 1.0.
  static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
  /// A bag with more files is refused.
  static let fileCountMax = 1_000_000
  static let tagFileByteCountMax = 1 << 28

  public struct File: Hashable, Sendable {
    /// Below `data/`.
    public let name: String
    public let byteCount: Int
    public let digest: EvidenceDigest
  }

  public let folder: String
  /// `1.0`, or `0.97`, which the most used program still writes.
  public private(set) var version = "1.0"
  /// Of `data/`, by name.
  public private(set) var files: [File] = []
  /// Lines of `bag-info.txt` in their order.
  public private(set) var about: [(name: String, value: String)] = []

  /// Opens a bag and checks all of it.
  ///
  /// - Throws: `BagError` with the first fault in the order of names: another version, a name that
  ///   leads out, a link or device, a file that is missing or not listed, a sum that differs, a sum of
  ///   payload that does not fit `Payload-Oxum`. Bags with files to be fetched are refused.
  public init(folder: String) throws(BagError) {
    self.folder = folder
    let present = try Self.walk(folder)
    try checkDeclaration()
    guard !present.keys.contains("fetch.txt") else {
      throw BagError("fetch.txt", "files to be fetched from elsewhere are not accepted")
    }
    let payload = try manifests(prefix: "manifest-", present) { $0.hasPrefix("data/") }
    let tags = try manifests(prefix: "tagmanifest-", present) {
      !$0.hasPrefix("data/") && !$0.hasPrefix("tagmanifest-")
    }
    guard !payload.isEmpty else { throw BagError("manifest-sha256.txt", "is missing") }
    try checkSums(tags, present)
    let digests = try checkSums(payload, present)
    try take(present, digests)
    try readAbout(present)
  }

  private mutating func checkDeclaration() throws(BagError) {
    let text = try text("bagit.txt", byteCountMax: 1_024)
    let lines = text.split(separator: "\n").map { $0.filter { $0 != "\r" } }
    let version = ["1.0", "0.97"].first { lines.first == "BagIt-Version: \($0)" }
    guard let version, lines.dropFirst() == ["Tag-File-Character-Encoding: UTF-8"] else {
      throw BagError("bagit.txt", "is not that of a bag of version 1.0 or 0.97 in UTF-8")
    }
    self.version = version
  }

  private func text(_ name: String, byteCountMax: Int = tagFileByteCountMax) throws(BagError)
    -> String
  {
    do throws(EvidenceError) {
      let file = try EvidenceFile(reading: "\(folder)/\(name)")
      let bytes = try file.read(upTo: min(byteCountMax + 1, file.byteCount()))
      guard bytes.count <= byteCountMax else {
        throw .tooLarge(file: name, byteCountMax: byteCountMax)
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .system(call: "reading UTF-8", file: name, code: EILSEQ)
      }
      return text
    } catch {
      throw BagError(error, name)
    }
  }

  /// All files with their lengths, by name. Links and devices are refused, empty folders passed over.
  private static func walk(_ folder: String) throws(BagError) -> [String: Int] {
    var found: [String: Int] = [:]
    var waiting = [""]
    while let below = waiting.popLast() {
      let names: [String]
      do throws(EvidenceError) {
        names = try EvidenceFolder.names(below.isEmpty ? folder : "\(folder)/\(below)")
      } catch {
        throw BagError(error, below)
      }
      for name in names {
        let path = below.isEmpty ? name : "\(below)/\(name)"
        if let fault = BagPath.fault(path) { throw BagError(path, fault) }
        var status = stat()
        guard lstat("\(folder)/\(path)", &status) == 0 else {
          throw BagError(path, "is not readable")
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: waiting.append(path)
        case S_IFREG: found[path] = Int(status.st_size)
        default: throw BagError(path, "is a link or a device")
        }
        guard found.count <= fileCountMax else { throw BagError(path, "there are too many files") }
      }
    }
    return found
  }

  /// What the manifests of that kind list; each must list every file that it is for, and no other.
  private func manifests(
    prefix: String, _ present: [String: Int], _ isListed: (String) -> Bool
  ) throws(BagError) -> [Algorithm: [String: String]] {
    let due = present.keys.filter(isListed).sorted()
    var out: [Algorithm: [String: String]] = [:]
    for algorithm in Algorithm.allCases {
      let name = "\(prefix)\(algorithm.rawValue).txt"
      guard present.keys.contains(name) else { continue }
      let sums = try lines(of: name, hexCount: algorithm == .sha256 ? 64 : 128)
      if let extra = due.first(where: { sums[$0] == nil }) {
        throw BagError(extra, "is in no line of \(name)")
      }
      if let missing = sums.keys.filter({ present[$0] == nil }).min() {
        throw BagError(missing, "is missing, though \(name) lists it")
      }
      if let other = sums.keys.filter({ !isListed($0) }).min() {
        throw BagError(other, "has no business in \(name)")
      }
      out[algorithm] = sums
    }
    return out
  }

  private func lines(of name: String, hexCount: Int) throws(BagError) -> [String: String] {
    var sums: [String: String] = [:]
    for line in try text(name).utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let hex = line.prefix(hexCount)
      let gap = line.dropFirst(hexCount).prefix { $0 == 0x20 || $0 == 0x09 }
      guard hexBytes(hex) != nil, hex.count == hexCount, !gap.isEmpty,
        let written = String(line.dropFirst(hexCount + gap.count)),
        let sum = String(hex)?.lowercased()
      else { throw BagError(name, "has a line that is not a sum and a name") }
      let path = BagPath.decoded(written, percentToo: version == "1.0")
      if let fault = BagPath.fault(path) { throw BagError(path, fault) }
      guard sums.updateValue(sum, forKey: path) == nil else {
        throw BagError(path, "is listed twice in \(name)")
      }
    }
    return sums
  }

  /// Reads each listed file once, and compares all its sums.
  ///
  /// - Returns: the SHA-256 of each.
  @discardableResult private func checkSums(
    _ manifests: [Algorithm: [String: String]], _ present: [String: Int]
  ) throws(BagError) -> [String: EvidenceDigest] {
    var digests: [String: EvidenceDigest] = [:]
    let paths = Set(manifests.values.flatMap(\.keys)).sorted()
    for path in paths {
      let sums = try sums(path)
      for (algorithm, listed) in manifests {
        guard listed[path] == sums.hex(algorithm) else {
          throw BagError(path, "has another \(algorithm.rawValue) than its manifest says")
        }
      }
      digests[path] = EvidenceDigest(hex: sums.hex(.sha256))
    }
    return digests
  }

  private func sums(_ path: String) throws(BagError) -> BagSums {
    var sums = BagSums()
    do throws(EvidenceError) {
      let file = try EvidenceFile(reading: "\(folder)/\(path)")
      while true {
        let piece = try file.read(upTo: 1 << 20)
        if piece.isEmpty { return sums }
        sums.update(piece)
      }
    } catch {
      throw BagError(error, path)
    }
  }

  private mutating func take(
    _ present: [String: Int], _ digests: [String: EvidenceDigest]
  ) throws(BagError) {
    for (path, digest) in digests.sorted(by: { $0.key < $1.key }) {
      files.append(
        File(name: String(path.dropFirst(5)), byteCount: present[path] ?? 0, digest: digest))
    }
  }

  private mutating func readAbout(_ present: [String: Int]) throws(BagError) {
    guard present.keys.contains("bag-info.txt") else { return }
    for line in try text("bag-info.txt").split(whereSeparator: \.isNewline) {
      if line.first == " " || line.first == "\t" {
        guard !about.isEmpty else { throw BagError("bag-info.txt", "begins with half a line") }
        about[about.count - 1].value += " " + line.drop { $0 == " " || $0 == "\t" }
        continue
      }
      guard let colon = line.firstIndex(of: ":") else {
        throw BagError("bag-info.txt", "has a line without a colon")
      }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      about.append((String(line[..<colon]), String(value)))
    }
    let total = "\(files.reduce(0) { $0 + $1.byteCount }).\(files.count)"
    if let oxum = about.first(where: { $0.name == "Payload-Oxum" }), oxum.value != total {
      throw BagError("bag-info.txt", "Payload-Oxum is \(oxum.value), the payload has \(total)")
    }
  }

  /// Puts a file of the bag into a store.
  public func add(
    _ file: File, to store: EvidenceStore, sealed: Bool
  ) throws -> AddedEvidence {
    let added = try store.add(file: "\(folder)/data/\(file.name)", sealed: sealed)
    guard added.contentDigest == file.digest else {
      throw BagError("data/" + file.name, "changed after the bag was checked")
    }
    return added
  }
}
