// What does a file say of itself? Everything that is read from it here is a claim.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

/// The claims of a picture or film, for the record of its arrival. The file is only read.
public struct MediaClaims: Hashable, Sendable {
  public let kind: MediaKind
  public let exif: ExifClaims?
  public let provenance: ProvenanceClaim

  public init(file path: String) throws(EvidenceError) { self.init(try ByteSource(file: path)) }

  public init(bytes: [UInt8]) { self.init(ByteSource(bytes)) }

  private init(_ source: ByteSource) {
    let container = MediaContainer(source)
    kind = container.kind
    exif = container.exif.map { ExifClaims($0) }
    provenance = ProvenanceClaim(container, source)
  }

  /// For a record: what is said of time, place and camera stands under names that begin with
  /// `claimed_`. Place and camera can tell who took the picture, so this belongs into a disclosure.
  public var json: JSONValue {
    .members([
      "kind": .string(kind.rawValue),
      "claimed_taken_at": exif?.takenAt.map { .string($0) },
      "claimed_utc_offset": exif?.utcOffset.map { .string($0) },
      "claimed_fixed_at": exif?.fixedAt.map { .string($0) },
      "claimed_latitude_deg": exif?.latitudeDeg.map { .number($0) },
      "claimed_longitude_deg": exif?.longitudeDeg.map { .number($0) },
      "claimed_altitude_m": exif?.altitudeM.map { .number($0) },
      "claimed_position_error_m": exif?.positionErrorM.map { .number($0) },
      "claimed_make": exif?.make.map { .string($0) },
      "claimed_model": exif?.model.map { .string($0) },
      "exif_faults": exif.flatMap { exif in
        exif.faults.isEmpty ? nil : .array(exif.faults.map { .string($0) })
      },
      "provenance": .string(provenance.word),
      "provenance_reason": provenance.reason.map { .string($0) },
    ])
  }
}

extension ProvenanceClaim {
  /// One word of the reference.
  public var word: String {
    switch self {
    case .noManifest: "no_manifest"
    case .notValidated: "manifest_not_validated"
    case .bindingCompared(matches: true): "manifest_binding_matches"
    case .bindingCompared(matches: false): "manifest_binding_mismatches"
    }
  }

  /// Why nothing more is known.
  public var reason: String? {
    switch self {
    case .noManifest: nil
    case .notValidated(let reason): reason
    case .bindingCompared: "the signature of the manifest and its signer were not checked"
    }
  }
}
