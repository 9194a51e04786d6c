// Whose hands did evidence pass through? What records say of each file, and the fold over them.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

/// A file of evidence as the record of its arrival has it.
public struct EvidenceFile: Hashable, Sendable {
  /// SHA-256 of the bytes that are stored, in hexadecimal digits: of the ciphertext where it is sealed.
  public let digest: String
  /// As stored.
  public let byteCount: Int
  /// True for what is personal: encrypted under a key of its own.
  public let isSealed: Bool
  /// What kind of file it is by its first bytes: `jpeg`, `png`, `tiff`, `mp4`, `other`.
  public let kind: String
  /// The case that it is for.
  public let caseID: String?
  /// As it was called where it came from.
  public let name: String
  /// SHA-256 of the content as it came.
  public let contentDigest: String
  public let note: String
  /// What the file says of itself; claims, never facts.
  public let claims: JSONValue

  public init(
    digest: String, byteCount: Int, isSealed: Bool, kind: String, caseID: String?, name: String,
    contentDigest: String, note: String, claims: JSONValue
  ) {
    (self.digest, self.byteCount, self.isSealed, self.kind) = (digest, byteCount, isSealed, kind)
    (self.caseID, self.name, self.contentDigest) = (caseID, name, contentDigest)
    (self.note, self.claims) = (note, claims)
  }
}

/// How a copy was made from an original.
public struct Derivation: Hashable, Sendable {
  /// Digest of the original as it is stored.
  public let original: String
  /// In words: `cut`, `faces blurred`.
  public let operation: String
  /// With what: the settings of the program.
  public let parameters: String

  public init(original: String, operation: String, parameters: String) {
    (self.original, self.operation, self.parameters) = (original, operation, parameters)
  }
}

/// What is done with evidence.
public enum CustodyAct: Hashable, Sendable {
  case added(EvidenceFile)
  case derived(EvidenceFile, Derivation)
  /// Its content was taken out of the store.
  case read(digest: String, reason: String)
  /// Handed over in a package, whose list of check sums has this digest.
  case exported(digests: [String], manifest: String, to: String, reason: String)
  /// Its key is destroyed, and what its record withheld is gone.
  case erased(digest: String, ground: String, approvedBy: String)

  public var type: String {
    switch self {
    case .added: "evidence.added"
    case .derived: "evidence.derived"
    case .read: "evidence.read"
    case .exported: "evidence.exported"
    case .erased: "evidence.erased"
    }
  }

  /// Whose content it is about.
  public var digests: [String] {
    switch self {
    case .added(let file), .derived(let file, _): [file.digest]
    case .read(let digest, _), .erased(let digest, _, _): [digest]
    case .exported(let digests, _, _, _): digests
    }
  }
}

/// The evidence that the records speak of.
public struct EvidenceBook: Sendable {
  /// One thing that was done.
  public struct Step: Hashable, Sendable {
    /// Place of its record in the log.
    public let index: UInt64
    public let atMs: Int64
    public let actor: String
    public let act: CustodyAct
  }

  public struct Item: Sendable {
    public fileprivate(set) var file: EvidenceFile
    public fileprivate(set) var derivation: Derivation?
    public fileprivate(set) var steps: [Step]
    public fileprivate(set) var isErased = false

    /// What the records withheld of the file is gone from here too, and stands as it does there.
    fileprivate mutating func forget() {
      isErased = true
      file = file.withheld
      derivation = derivation?.withheld
      steps = steps.map { step in
        Step(index: step.index, atMs: step.atMs, actor: step.actor, act: step.act.withheld)
      }
    }
  }

  /// In the order in which they came.
  public private(set) var items: [Item] = []
  private var places: [String: Int] = [:]

  public init() {}

  public subscript(digest: String) -> Item? { places[digest].map { items[$0] } }

  /// The items whose digest begins so.
  public func items(beginning prefix: String) -> [Item] {
    items.filter { $0.file.digest.hasPrefix(prefix) }
  }

  public mutating func apply(_ record: Record) {
    guard case .custody(let act) = record.act else { return }
    let step = Step(
      index: record.sequence, atMs: record.atMs, actor: record.actor, act: act)
    switch act {
    case .added(let file): add(file, nil)
    case .derived(let file, let derivation): add(file, derivation)
    case .erased(let digest, _, _): if let place = places[digest] { items[place].forget() }
    case .read, .exported: break
    }
    for digest in act.digests {
      if let place = places[digest] { items[place].steps.append(step) }
    }
  }

  /// A file that came again is the same item; the record of its first coming describes it.
  private mutating func add(_ file: EvidenceFile, _ derivation: Derivation?) {
    guard places[file.digest] == nil else { return }
    places[file.digest] = items.count
    items.append(Item(file: file, derivation: derivation, steps: []))
  }

  /// Records whose withheld parts are about this content.
  public func recordIndices(of digest: String) -> [UInt64] {
    self[digest]?.steps.compactMap { step in
      switch step.act {
      case .added, .derived: step.index
      default: nil
      }
    } ?? []
  }
}

extension EvidenceFile {
  fileprivate var withheld: EvidenceFile {
    EvidenceFile(
      digest: digest, byteCount: byteCount, isSealed: isSealed, kind: kind, caseID: caseID,
      name: Record.withheldText, contentDigest: Record.withheldText, note: Record.withheldText,
      claims: .string(Record.withheldText))
  }
}

extension Derivation {
  fileprivate var withheld: Derivation {
    Derivation(original: original, operation: operation, parameters: Record.withheldText)
  }
}

extension CustodyAct {
  fileprivate var withheld: CustodyAct {
    switch self {
    case .added(let file): .added(file.withheld)
    case .derived(let file, let derivation): .derived(file.withheld, derivation.withheld)
    default: self
    }
  }
}
