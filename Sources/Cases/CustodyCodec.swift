// How do records of evidence stand in the log? As JSON members, in a fixed order.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

extension CustodyAct {
  /// What erasing a file's content takes out of its records as well.
  public static let erasableMembers = ["name", "content_sha256", "note", "claims", "parameters"]

  /// Members that name people or hold what people wrote; nil for another type of record.
  static func personalMembers(ofType type: String) -> [String]? {
    switch type {
    case "evidence.added": ["actor", "name", "content_sha256", "note", "claims"]
    case "evidence.derived": ["actor", "name", "content_sha256", "note", "claims", "parameters"]
    case "evidence.read": ["actor", "reason"]
    case "evidence.exported": ["actor", "to", "reason"]
    case "evidence.erased": ["actor", "approved_by"]
    default: nil
    }
  }

  public var members: [JSONValue.Member] {
    switch self {
    case .added(let file): file.members
    case .derived(let file, let derivation):
      file.members + [
        .init("original", .string(derivation.original)),
        .init("operation", .string(derivation.operation)),
        .init("parameters", .string(derivation.parameters)),
      ]
    case .read(let digest, let reason):
      [.init("evidence", .string(digest)), .init("reason", .string(reason))]
    case .exported(let digests, let manifest, let to, let reason):
      [
        .init("files", .array(digests.map { .string($0) })), .init("manifest", .string(manifest)),
        .init("to", .string(to)), .init("reason", .string(reason)),
      ]
    case .erased(let digest, let ground, let approvedBy):
      [
        .init("evidence", .string(digest)), .init("ground", .string(ground)),
        .init("approved_by", .string(approvedBy)),
      ]
    }
  }

  /// Reads the members of a record or of a request.
  ///
  /// - Returns: nil where the type is none of evidence.
  public init?(type: String, _ value: JSONValue) throws(RecordCodecError) {
    switch type {
    case "evidence.added": self = .added(try EvidenceFile(value))
    case "evidence.derived":
      self = .derived(
        try EvidenceFile(value),
        Derivation(
          original: try value.digest("original"), operation: try value.required("operation"),
          parameters: try value.required("parameters")))
    case "evidence.read":
      self = .read(digest: try value.digest("evidence"), reason: try value.required("reason"))
    case "evidence.exported":
      var digests: [String] = []
      for one in value["files"]?.elements ?? [] {
        digests.append(try JSONValue.members(["file": one]).digest("file"))
      }
      self = .exported(
        digests: digests, manifest: try value.digest("manifest"), to: try value.required("to"),
        reason: try value.required("reason"))
    case "evidence.erased":
      self = .erased(
        digest: try value.digest("evidence"), ground: try value.required("ground"),
        approvedBy: try value.required("approved_by"))
    default: return nil
    }
  }
}

extension EvidenceFile {
  fileprivate var members: [JSONValue.Member] {
    let members: JSONValue = .members([
      "evidence": .string(digest), "bytes": .integer(Int64(byteCount)), "sealed": .bool(isSealed),
      "kind": .string(kind), "case": caseID.map { .string($0) }, "name": .string(name),
      "content_sha256": .string(contentDigest), "note": .string(note), "claims": claims,
    ])
    return members.objectMembers
  }

  fileprivate init(_ value: JSONValue) throws(RecordCodecError) {
    guard let byteCount = value["bytes"]?.int, byteCount >= 0, let isSealed = value["sealed"]?.flag
    else { throw RecordCodecError(reason: "'bytes' or 'sealed' is missing or of another kind") }
    self.init(
      digest: try value.digest("evidence"), byteCount: Int(byteCount), isSealed: isSealed,
      kind: try value.required("kind"), caseID: value["case"]?.text,
      name: try value.required("name"), contentDigest: try value.required("content_sha256"),
      note: try value.required("note"), claims: value["claims"] ?? .null)
  }
}

extension JSONValue {
  fileprivate func required(_ name: String) throws(RecordCodecError) -> String {
    guard let text = self[name]?.text else {
      throw RecordCodecError(reason: "the member '\(name)' is missing or of another kind")
    }
    return text
  }

  fileprivate func digest(_ name: String) throws(RecordCodecError) -> String {
    let text = try required(name)
    let isHex = text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    guard text.utf8.count == 64, isHex else {
      throw RecordCodecError(
        reason: "the member '\(name)' is no SHA-256 in small hexadecimal digits")
    }
    return text
  }
}
