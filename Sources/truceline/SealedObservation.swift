// Is an observation under the seal that a proof is about?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Geo
internal import Ledger
internal import Notation
internal import Observations
internal import Redaction

/// The observation beside a proof, after its path to the seal's root was checked.
struct SealedObservation {
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  let id: String
  private let index: UInt64
  private let size: UInt64
  private let happenedAtMs: Int64
  private let sensor: String

  /// Nil where the proof carries no observation.
  ///
  /// - Throws: `Fault` where the observation is not under the seal.
  init?(_ proof: LogProof, entry: [UInt8]) throws {
    guard let extra = proof.extra, let value = try? JSONValue(reading: extra),
      let segment = value["segment"]
    else { return nil }
    guard let index = segment["index"]?.int, let size = segment["size"]?.int, index >= 0, size > 0,
      let record = segment["record"]?.text.flatMap({ Data(base64Encoded: $0) }).map({ [UInt8]($0) }
      ),
      let path = segment["path"]?.elements?.map({ $0.text.flatMap { LogHash(base64: $0) } })
    else { throw Fault(description: "what the proof carries of an observation cannot be read.") }
    let claims = try SDJWT.payload(ofEntry: entry)
    guard claims["type"]?.text == "observations.sealed",
      let root = claims["root"]?.text.flatMap({ LogHash(base64: $0) }),
      let first = claims["first"]?.int, let last = claims["last"]?.int, last - first + 1 == size,
      MerkleProof.isIncluded(
        leaf: .leaf(record), index: UInt64(index), size: UInt64(size),
        path: path.compactMap { $0 }, root: root), !path.contains(nil)
    else {
      throw Fault(description: "the observation is not under the seal that the proof is about.")
    }
    let observation = try record.withUnsafeBytes { try Observation(decoding: $0) }
    (self.index, self.size) = (UInt64(index), UInt64(size))
    (id, sensor) = (observation.id, observation.sensor)
    happenedAtMs = observation.happened.fromMs
  }

  var words: String {
    "it seals observation \(id), number \(index + 1) of \(size) (\(sensor), "
      + "\(Instant(atMs: happenedAtMs).iso))"
  }
}
