// What has the witness vouched for? One checkpoint a log, on disk before anyone hears of it.
//
// SPDX-License-Identifier: Apache-2.0

/// The decisions of a witness and their memory: a folder with one file for each log, replaced as a
/// whole. Two different roots of one size are never cosigned, crash or no crash.
///
/// Not `Sendable`: one thread owns it, so that comparing and storing are one step.
public final class CosigningState {
  private struct Record {
    var checkpoint: Checkpoint
    /// The checkpoint with the log's signatures and our own.
    var note: [UInt8]
  }

  public let key: VerifierKey
  private let signer: NoteSigner
  private let logs: [VerifierKey]
  private let folder: DiskFolder
  private let lock: DiskFile
  /// By the hexadecimal SHA-256 of the origin, which is also the file's name.
  private var records: [String: Record] = [:]
  private var isSpent = false

  /// Opens or makes the folder.
  ///
  /// - Parameters:
  ///   - logs: the keys of the logs that are witnessed; a log may have several.
  ///   - disk: another than the system's for tests.
  /// - Throws: `JournalError` where the folder cannot be used or another process has it,
  ///   `CosigningStateError` where what it holds is not sound.
  public init(
    folder path: String, signer: NoteSigner, logs: [VerifierKey], disk: any Disk = SystemDisk()
  ) throws {
    guard signer.verifierKey.kind == .cosignature else {
      throw NoteKeyError.cannotSign(type: signer.verifierKey.kind.type)
    }
    for log in logs where log.kind != .ed25519 {
      throw NoteKeyError.cannotSign(type: log.kind.type)
    }
    folder = try DiskFolder.make(path, disk: disk)
    (self.signer, self.logs, key) = (signer, logs, signer.verifierKey)
    lock = try folder.lock()
    for origin in Set(logs.map(\.name)) {
      let name = Self.fileName(origin)
      records[name] = try Self.load(name, origin, in: folder, trusted: logs + [key])
    }
  }

  /// The answer to the body of one request. A 200 is given only after the disk has the checkpoint.
  ///
  /// - Parameter nowS: the time that is signed, in seconds since 1970.
  public func answer(_ body: [UInt8], nowS: UInt64) -> WitnessAnswer {
    guard !isSpent else { return Self.spent }
    switch decide(body) {
    case .refuse(let answer): return answer
    case .cosign(let checkpoint, let text, let lines):
      do {
        let line = try signer.cosign(text, timestampS: nowS)
        let note = try SignedNote.build(text: text, signatures: lines + [line])
        let name = Self.fileName(checkpoint.origin)
        // After a failed write or sync nobody knows what the disk has; the next start reads it.
        isSpent = true
        _ = try folder.place(note, as: name)
        isSpent = false
        records[name] = Record(checkpoint: checkpoint, note: note)
        return WitnessAnswer(200, line)
      } catch {
        return Self.spent
      }
    }
  }

  private static let spent = WitnessAnswer(
    500, "the witness could not store the checkpoint and stopped; its operator must restart it\n")

  /// The last cosigned checkpoint of a log, by the hexadecimal SHA-256 of its origin.
  public func cosigned(originHash: String) -> [UInt8]? { records[originHash]?.note }

  /// The file name of an origin, and its name in the path of a read.
  public static func fileName(_ origin: String) -> String {
    LogHash(sha256Of: Array(origin.utf8)).hex
  }

  // MARK: The decision, without a disk

  private enum Decision {
    case refuse(WitnessAnswer)
    case cosign(Checkpoint, text: String, signatures: [String])
  }

  private func decide(_ body: [UInt8]) -> Decision {
    guard let request = AddCheckpoint(body),
      let text = try? SignedNote.unverifiedText(request.note),
      let checkpoint = try? Checkpoint(text)
    else { return .refuse(WitnessAnswer(400, "this is no request of tlog-witness\n")) }
    let keys = logs.filter { $0.hasName(checkpoint.origin.utf8) }
    guard !keys.isEmpty else {
      return .refuse(WitnessAnswer(404, "this log is not witnessed here\n"))
    }
    guard let opened = try? SignedNote.open(request.note, trusted: keys) else {
      return .refuse(WitnessAnswer(403, "no key that is trusted for this log signed it\n"))
    }
    guard request.oldSize <= checkpoint.size else {
      return .refuse(WitnessAnswer(400, "the old size is greater than the new one\n"))
    }
    let record = records[Self.fileName(checkpoint.origin)]?.checkpoint
    let (oldSize, oldRoot) = (record?.size ?? 0, record?.root ?? .emptyRoot)
    guard request.oldSize == oldSize else { return .refuse(.size(oldSize)) }
    let isConsistent = MerkleProof.isConsistent(
      oldSize: oldSize, newSize: checkpoint.size, oldRoot: oldRoot, newRoot: checkpoint.root,
      path: request.path)
    guard isConsistent else {
      return .refuse(
        WitnessAnswer(422, "the proof does not lead from what was cosigned to this root\n"))
    }
    return .cosign(checkpoint, text: text, signatures: opened.signatures.map(\.line))
  }

  private static func load(
    _ name: String, _ origin: String, in folder: DiskFolder, trusted: [VerifierKey]
  ) throws -> Record? {
    guard let note = try folder.contents(of: name, byteCountMax: SignedNote.byteCountMax) else {
      return nil
    }
    do {
      let checkpoint = try Checkpoint(try SignedNote.open(note, trusted: trusted).text)
      guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
        throw CosigningStateError(file: name, origin: origin, what: "it is of another log")
      }
      return Record(checkpoint: checkpoint, note: note)
    } catch let error as CosigningStateError {
      throw error
    } catch {
      throw CosigningStateError(file: name, origin: origin, what: "\(error)")
    }
  }
}

/// What the witness remembers of a log is not sound. It does not start, since it could contradict
/// itself.
public struct CosigningStateError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let origin: String
  public let what: String

  public var description: String {
    "\(file), what was cosigned of \(origin): \(what.droppingFullStop). Restore the newest copy of "
      + "the file; an older one would let the witness sign two histories."
  }
}
