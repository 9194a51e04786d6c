// Does any text end the program that checks logs, or pass in two spellings?
//
// SPDX-License-Identifier: Apache-2.0

internal import Ledger

/// What reads bytes of the transparency log's formats, by the name of its corpus. Whatever is
/// accepted must be written again as it was read: two spellings of one thing would be two notes, two
/// proofs or two files.
let ledgerReaders: [String: @Sendable ([UInt8]) -> Void] = [
  "log-note": { bytes in
    guard let text = try? SignedNote.unverifiedText(bytes),
      let lines = try? SignedNote.signatureLines(bytes)
    else { return }
    precondition((try? SignedNote.build(text: text, signatures: lines)) == bytes)
    _ = try? SignedNote.open(bytes, trusted: keys)
  },
  "log-checkpoint": { bytes in
    guard let text = String(validating: bytes, as: UTF8.self),
      let checkpoint = try? Checkpoint(text)
    else { return }
    precondition(Array(checkpoint.text.utf8) == bytes)
  },
  "log-policy": { bytes in
    guard let policy = try? LogPolicy(bytes) else { return }
    precondition(policy.missing(from: []).isEmpty == policy.isSatisfied(by: []))
    precondition(policy.isSatisfied(by: Set(policy.keys)))
  },
  "log-proof": { bytes in
    guard let proof = try? LogProof(bytes) else { return }
    precondition(proof.bytes == bytes)
    if let policy { _ = try? proof.verify(entry: [], policy: policy) }
  },
  "log-bundle": { bytes in
    let width = Int(bytes[0]) + 1
    let bytes = Array(bytes.dropFirst())
    guard let bundle = try? EntryBundle(bytes, width: width) else { return }
    precondition((try? EntryBundle.bytes(of: (0..<width).map { Array(bundle[$0]) })) == bytes)
    precondition(bundle.leaves(width).count == width)
  },
  "log-path": { bytes in
    guard let path = TilePath(String(decoding: bytes, as: UTF8.self)) else { return }
    precondition(Array(path.text.utf8) == bytes)
    precondition(path.full.width == (path == .checkpoint ? 0 : 256))
  },
  "log-accusation": { bytes in
    guard let accusation = try? Accusation(bytes) else { return }
    precondition(accusation.bytes == bytes)
    if let policy { _ = try? accusation.verify(logs: policy) }
  },
  "log-request": { bytes in
    guard let request = AddCheckpoint(bytes) else { return }
    precondition(request.bytes == bytes)
  },
  "log-key": { bytes in
    guard let text = String(validating: bytes, as: UTF8.self), let key = try? VerifierKey(text)
    else { return }
    precondition(Array(key.text.utf8) == bytes)
  },
]

/// The keys of the corpus: their seeds are one byte again and again.
private let keys: [VerifierKey] = [
  (UInt8(1), VerifierKey.Kind.ed25519), (2, .cosignature),
].compactMap { byte, kind in
  try? NoteSigner(
    name: "log.example", seed: [UInt8](repeating: byte, count: 32), kind: kind
  ).verifierKey
}

private let policy = try? LogPolicy(log: keys[0], witnesses: [keys[1]], threshold: 1)
