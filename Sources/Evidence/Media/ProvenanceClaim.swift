// Does a file carry a manifest of its origin, and is it the file that the manifest was made for?
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// What is known of the C2PA manifest of a file.
///
/// Checked is one thing only: whether the bytes outside the manifest have the hash that the manifest
/// states ("hard binding"). Who signed the manifest, and whether the signature holds, is not.
public enum ProvenanceClaim: Hashable, Sendable {
  case noManifest
  /// There is one, and its hash could not be compared.
  case notValidated(reason: String)
  /// The hash was compared.
  case bindingCompared(matches: Bool)

  init(_ container: MediaContainer, _ source: ByteSource) {
    guard let manifest = container.manifest else {
      self =
        container.fault.map { .notValidated(reason: "the file could not be read: \($0)") }
        ?? .noManifest
      return
    }
    do throws(MediaFault) {
      let binding = try HashBinding(manifest)
      try binding.requireExclusions(within: container.manifestRanges)
      self = .bindingCompared(matches: try binding.digest(of: source) == binding.hash)
    } catch {
      self = .notValidated(reason: error.reason)
    }
  }
}

/// The assertion `c2pa.hash.data` of the active manifest (C2PA 2.1, section 18.5).
private struct HashBinding {
  let algorithm: String
  let hash: [UInt8]
  let exclusions: [Range<Int>]

  init(_ manifest: [UInt8]) throws(MediaFault) {
    let store = try JUMBFBox(manifest)
    guard let active = store.children.last(where: { $0.type == "jumb" }) else {
      throw MediaFault("the manifest store is empty")
    }
    guard active.kind == "c2ma" else {
      throw MediaFault("the last manifest only adds to an earlier one, which is not followed here")
    }
    let assertions = active.child("c2pa.assertions")?.children ?? []
    guard let assertion = assertions.first(where: { $0.label == "c2pa.hash.data" }) else {
      let other = assertions.first { $0.label.hasPrefix("c2pa.hash.") }?.label
      throw MediaFault(
        other.map { "the binding \($0) is not compared here" } ?? "it has no binding to the file")
    }
    guard let box = assertion.children.first, box.type == "cbor" else {
      throw MediaFault("the binding is not written in CBOR")
    }
    let content = try CBORValue(reading: box.content)
    guard case .bytes(let hash)? = content["hash"] else {
      throw MediaFault("the binding has no hash")
    }
    self.hash = hash
    algorithm = try Self.algorithm(content, active)
    exclusions = try Self.exclusions(content)
  }

  /// Of the binding; else of the claim; else SHA-256.
  private static func algorithm(
    _ content: CBORValue, _ active: JUMBFBox
  ) throws(MediaFault) -> String {
    if case .text(let name)? = content["alg"] { return name }
    let claim = active.children.first { $0.label.hasPrefix("c2pa.claim") }
    if let box = claim?.children.first,
      case .text(let name)? = try CBORValue(reading: box.content)["alg"]
    {
      return name
    }
    return "sha256"
  }

  private static func exclusions(_ content: CBORValue) throws(MediaFault) -> [Range<Int>] {
    guard let listed = content["exclusions"] else { return [] }
    guard case .array(let elements) = listed else { throw MediaFault("exclusions are no list") }
    var out: [Range<Int>] = []
    for element in elements {
      guard let start = element["start"]?.int, let length = element["length"]?.int, start >= 0,
        length >= 0, start <= Int.max - length, start >= out.last?.upperBound ?? 0
      else { throw MediaFault("exclusions are not in order") }
      out.append(start..<(start + length))
    }
    return out
  }

  /// A binding that leaves out more than the manifest would bind nothing.
  func requireExclusions(within ranges: [Range<Int>]) throws(MediaFault) {
    for exclusion in exclusions {
      let covered = ranges.reduce(0) { $0 + $1.clamped(to: exclusion).count }
      guard covered == exclusion.count else {
        throw MediaFault(
          "the binding leaves out \(exclusion.count - covered) bytes beside the manifest")
      }
    }
  }

  func digest(of source: ByteSource) throws(MediaFault) -> [UInt8] {
    switch algorithm {
    case "sha256": try digest(of: source, SHA256())
    case "sha384": try digest(of: source, SHA384())
    case "sha512": try digest(of: source, SHA512())
    default: throw MediaFault("the hash \(algorithm.prefix(20)) is not computed here")
    }
  }

  private func digest<H: HashFunction>(
    of source: ByteSource, _ start: H
  ) throws(MediaFault) -> [UInt8] {
    var hash = start
    var at = 0
    for end in exclusions.map(\.lowerBound) + [source.byteCount] {
      guard end <= source.byteCount else { throw MediaFault("the binding reaches beyond the end") }
      while at < end {
        let piece = try source.bytes(min(1 << 20, end - at), at: at)
        hash.update(data: piece)
        at += piece.count
      }
      if let exclusion = exclusions.first(where: { $0.lowerBound == end }) {
        at = exclusion.upperBound
      }
    }
    return Array(hash.finalize())
  }
}
