// Is this checkpoint one to rely on? Its log signed it, and enough of the right witnesses did.
//
// SPDX-License-Identifier: Apache-2.0

/// A checkpoint that satisfies a policy, and who signed it.
public struct SignedCheckpoint: Hashable, Sendable {
  /// The note, byte for byte.
  public let note: [UInt8]
  public let checkpoint: Checkpoint
  /// The key of the log that signed.
  public let logKey: VerifierKey
  /// The witnesses of the policy that cosigned, with their times.
  public let cosignatures: [NoteSignature]

  /// - Parameter needsQuorum: false where the witnesses have not been asked yet.
  /// - Throws: `SignedCheckpointError`.
  public init(
    _ note: [UInt8], policy: LogPolicy, needsQuorum: Bool = true
  ) throws(SignedCheckpointError) {
    let opened: OpenedNote
    let checkpoint: Checkpoint
    do {
      opened = try SignedNote.open(note, trusted: policy.keys)
    } catch {
      throw .note(error)
    }
    do {
      checkpoint = try Checkpoint(opened.text)
    } catch {
      throw .checkpoint(error)
    }
    guard let log = policy.logs.first(where: { $0.key.hasName(checkpoint.origin.utf8) }) else {
      throw .unknownOrigin(checkpoint.origin)
    }
    let keys = opened.keys
    let signers = policy.logs.filter { $0.key.hasName(checkpoint.origin.utf8) }
    guard let signer = signers.first(where: { keys.contains($0.key) }) else {
      throw .notByLog(log.key.name)
    }
    if needsQuorum, !policy.isSatisfied(by: keys) { throw .quorum(policy.missing(from: keys)) }
    (self.note, self.checkpoint, logKey) = (note, checkpoint, signer.key)
    let witnesses = Set(policy.witnesses.map(\.key))
    cosignatures = opened.signatures.filter { witnesses.contains($0.key) }
  }

  /// The times at which witnesses saw it, in seconds since 1970, earliest first.
  public var cosignedAtS: [UInt64] { cosignatures.compactMap(\.timestampS).sorted() }
}

/// Why a checkpoint is not relied on.
public enum SignedCheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
  case note(NoteError)
  case checkpoint(CheckpointError)
  case unknownOrigin(String)
  case notByLog(String)
  /// Who would have to cosign as well.
  case quorum([String])

  public var description: String {
    switch self {
    case .note(let error): "\(error)"
    case .checkpoint(let error): "\(error)"
    case .unknownOrigin(let origin):
      "the checkpoint is of \"\(origin.prefix(120))\", which is not a log that is trusted here. "
        + "Check that the key is the one of this log."
    case .notByLog(let name):
      "the log \(name) itself has not signed the checkpoint. Do not rely on it."
    case .quorum(let missing):
      "too few witnesses cosigned the checkpoint; missing: \(missing.joined(separator: "; ")). "
        + "Wait until they have, or ask the operator of the log why they have not."
    }
  }
}
