// What is wrong with the journal, where, and what is to be done about it?
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An error with its place in the journal's folder and, in its text, the next step.
public struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Problem: Hashable, Sendable {
    /// Another writer holds the folder; its process number where the lock file tells it.
    case locked(processID: Int32?)
    /// Bytes that were once acknowledged are not what they were. Nothing is repaired.
    case damaged(Damage)
    /// No space, or no quota, is left on the disk.
    case diskFull
    /// A system call failed.
    case io(call: String, errorCode: Int32)
    /// An earlier write or sync failed, so nothing more is written through this value.
    case spent
    case closed
    case recordTooLarge(byteCount: Int, byteCountMax: Int)
    /// More was appended without a commit than one commit may hold.
    case commitTooLarge(byteCountMax: Int)
    /// The writer's queue is full; the disk does not keep up.
    case busy
    /// The folder is the journal of another name.
    case otherName
    /// The folder was written by a later version of the format.
    case version(UInt32)
    case noSuchSequence(UInt64)
  }

  public enum Damage: Hashable, Sendable {
    case checksum
    case length
    case header
    case chain
    case sequence(expected: UInt64, found: UInt64)
    /// Records `first...last`, or all from `first` on, are in no file.
    case missing(first: UInt64, last: UInt64?)
    /// The file that names the newest segment is not there, but segments are.
    case headMissing
    /// The journal was closed at another end than the one its files have.
    case end
  }

  /// Name of the file inside the folder, or the folder itself.
  public let file: String
  /// Where in the file, in bytes from its start, if one byte is to blame.
  public let byteOffset: Int?
  public let problem: Problem

  init(file: String, byteOffset: Int? = nil, _ problem: Problem) {
    self.file = file
    self.byteOffset = byteOffset
    self.problem = problem
  }

  init(
    file: String, byteOffset: Int? = nil, failed call: String, _ error: DiskCallError
  ) {
    let code = error.code
    let isFull = code == ENOSPC || code == EDQUOT
    self.init(
      file: file, byteOffset: byteOffset, isFull ? .diskFull : .io(call: call, errorCode: code))
  }

  public var description: String {
    let place = byteOffset.map { "\(file), byte \($0)" } ?? file
    return "\(place): \(what). \(nextStep)"
  }

  /// What is wrong, without its place and the next step.
  public var what: String {
    switch problem {
    case .locked(let processID?): "the journal is in use by process \(processID)"
    case .locked(nil): "the journal is in use by another process"
    case .damaged(let damage): damage.what
    case .diskFull: "no space is left on the disk"
    case .io(let call, let code): "\(call) failed: \(String(cString: strerror(code)))"
    case .spent: "an earlier write failed"
    case .closed: "the journal is closed"
    case .recordTooLarge(let count, let max): "a record of \(count) bytes, where \(max) are allowed"
    case .commitTooLarge(let max): "more than \(max) bytes were appended without a commit"
    case .busy: "more records wait for the disk than the queue holds"
    case .otherName: "this is the journal of another name"
    case .version(let version): "the file has version \(version) of the format"
    case .noSuchSequence(let sequence): "there is no record \(sequence)"
    }
  }

  /// What the operator or the caller does now.
  public var nextStep: String {
    switch problem {
    case .locked: "Stop the other process, or give this one a folder of its own."
    case .damaged: "Writing has stopped. Keep the folder as it is and restore it from a copy."
    case .diskFull: "Free space, then open the journal again; what was acknowledged is kept."
    case .io: "Check the disk, then open the journal again; what was acknowledged is kept."
    case .spent: "Open the journal again; it reads from the disk what was really written."
    case .closed: "Open the journal again."
    case .recordTooLarge: "Store the content as a file and its digest as the record."
    case .commitTooLarge: "Commit more often."
    case .busy: "Try again later, or send less."
    case .otherName: "Check that the data folder belongs to this mission."
    case .version: "Use the version of the program that wrote it, or a later one."
    case .noSuchSequence: "Begin at a record that the journal has."
    }
  }
}

extension JournalError.Damage {
  fileprivate var what: String {
    switch self {
    case .checksum: "a record's checksum is wrong"
    case .length: "a record's length is wrong"
    case .header: "the header is not one of a journal"
    case .chain: "a record does not continue the one before it"
    case .sequence(let expected, let found): "record \(found) stands where \(expected) belongs"
    case .missing(let first, let last?): "records \(first) to \(last) are missing"
    case .missing(let first, nil): "record \(first) and those after it are missing"
    case .headMissing: "the file is missing, but there are records"
    case .end: "the journal does not end where it was closed"
    }
  }
}
