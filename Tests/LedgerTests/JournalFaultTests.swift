// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

/// What the machine does to a journal: kills, full disks, failing calls, a second process.
@Suite(.serialized) struct JournalFaultTests {
  @Test func `a second writer is refused, and told which process holds the folder`() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    let error = #expect(throws: JournalError.self) { try Journal(folder: folder.path) }
    #expect(error?.problem == .locked(processID: getpid()))
    #expect(try JournalReader(folder: folder.path).nextSequence == 1, "a reader is not")
    journal.close()
    #expect(throws: Never.self) { try Journal(folder: folder.path) }
  }

  @Test func `a writer in another process is refused too`() async throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    await #expect(processExitsWith: .success) {
      [path = folder.path as String, parent = getpid() as Int32] in
      let error = #expect(throws: JournalError.self) { try Journal(folder: path) }
      #expect(error?.problem == .locked(processID: parent))
    }
    try fill(journal, 0..<1)
  }

  /// `/dev/null` takes writes and refuses a sync; `/dev/full` refuses the write for want of space.
  @Test(arguments: [("/dev/null", "fdatasync"), ("/dev/full", "pwrite")])
  func `after one failed call nothing is acknowledged, and what was before is kept`(
    device: String, call: String
  ) throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    try fill(journal, 0..<5)
    let kept = dup(journal.segment.handle)
    let failing = open(device, O_RDWR)
    dup2(failing, journal.segment.handle)
    _ = try journal.append(type: 1, payload(5))
    let error = #expect(throws: JournalError.self) { try journal.commit() }
    #expect(
      error?.problem == (call == "pwrite" ? .diskFull : .io(call: call, errorCode: EINVAL)))
    #expect(journal.committedSequence == 6)
    // The disk is well again, but this journal does not find out by trying.
    dup2(kept, journal.segment.handle)
    for attempt in [{ try journal.commit() }, { _ = try journal.append(type: 1, []) }] {
      let error = #expect(throws: JournalError.self) { try attempt() }
      #expect(error?.problem == .spent)
    }
    journal.close()
    close(kept)
    close(failing)
    let again = try Journal(folder: folder.path)
    #expect(again.recovery.wasClosed == false)
    try fill(again, 5..<8)
    #expect(try payloads(in: folder) == (0..<8).map(payload))
  }

  @Test func `a full queue refuses, and so does a closed writer`() async throws {
    let folder = try TemporaryFolder()
    var limits = JournalWriter.Limits()
    limits.queueByteCountMax = 1_000
    let writer = try JournalWriter(folder: folder.path, limits: limits)
    #expect(try await writer.append(type: 1, [1]) == 1)
    let tooMuch = [UInt8](repeating: 0, count: 1_001)
    var error = await #expect(throws: JournalError.self) {
      try await writer.append(type: 1, tooMuch)
    }
    #expect(error?.problem == .busy)
    await writer.close()
    await writer.close()
    error = await #expect(throws: JournalError.self) { try await writer.append(type: 1, [2]) }
    #expect(error?.problem == .closed)
    #expect(try Journal(folder: folder.path).recovery.wasClosed)
  }

  @Test func `sixty-four callers at once share syncs, and each gets its own number`() async throws {
    let folder = try TemporaryFolder()
    let writer = try JournalWriter(folder: folder.path)
    let numbers = try await withThrowingTaskGroup(of: [(UInt64, [UInt8])].self) { group in
      for caller in 0..<64 {
        group.addTask {
          var numbers: [(UInt64, [UInt8])] = []
          for i in 0..<20 {
            let bytes = payload(caller * 1_000 + i)
            let sequence = try await writer.append(type: 2, bytes)
            #expect(numbers.last.map { $0.0 < sequence } ?? true)
            numbers.append((sequence, bytes))
          }
          return numbers
        }
      }
      var all: [UInt64: [UInt8]] = [:]
      for try await some in group {
        for (sequence, bytes) in some { all[sequence] = bytes }
      }
      return all
    }
    await writer.close()
    #expect(Set(numbers.keys) == Set(1...1_280))
    let kept = try payloads(in: folder)
    #expect(kept.indices.allSatisfy { numbers[UInt64($0 + 1)] == kept[$0] })
    #expect(try commitCount(in: folder) < 640)
  }

  @Test func `records of one call stand in a row and in one commit`() async throws {
    let folder = try TemporaryFolder()
    let writer = try JournalWriter(folder: folder.path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<16 {
        group.addTask {
          let sent = (0..<10).map { [UInt8(caller), UInt8($0)] }
          let numbers = try await writer.append(type: 3, payloads: sent)
          #expect(numbers.count == 10)
          var reader = try JournalReader(folder: folder.path, from: numbers.lowerBound)
          for payload in sent { #expect(try reader.next()?.payload == payload) }
        }
      }
      try await group.waitForAll()
    }
    await writer.close()
    #expect(try commitCount(in: folder) <= 16)
  }

  private func commitCount(in folder: TemporaryFolder) throws -> Int {
    let file = try DiskFile(
      folder: folder.path, name: SegmentName.name(firstSequence: 1), flags: O_RDONLY)
    let cursor = try SegmentCursor(file)
    var commits: Set<UInt64> = []
    while case .record(let record, _) = try cursor.step(checkingChain: false) {
      commits.insert(record.commitSequence)
    }
    return commits.count
  }

  /// Four writers note each number only after it was acknowledged; a note survives the kill, since
  /// the kernel has it.
  @Test func `nothing acknowledged is lost in twenty kills`() async throws {
    let folder = try TemporaryFolder()
    var random = SystemRandomNumberGenerator()
    var noted = 0
    for cycle in 0..<20 {
      let delayUs = UInt32.random(in: 1_000...60_000, using: &random)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = folder.path as String, cycle = cycle as Int, delayUs = delayUs as UInt32] in
        try await writeUntilKilled(path, cycle: cycle, delayUs: delayUs)
      }
      let kept = try payloads(in: folder)
      let notes = String(decoding: try folder.bytes(of: "notes"), as: UTF8.self)
      let lines = notes.split(separator: "\n")
      for line in lines {
        let fields = line.split(separator: " ")
        let sequence = try #require(Int(fields[0]))
        try #require(sequence <= kept.count, "record \(sequence) was acknowledged")
        #expect(String(decoding: kept[sequence - 1], as: UTF8.self) == fields[1])
      }
      #expect(Set(lines).count == lines.count)
      noted = lines.count
    }
    #expect(noted > 100)
  }

  @Test(.enabled(if: smallDiskIsPossible, "a small disk needs mount(8) and its rights"))
  func `a full disk refuses, keeps what it acknowledged, and goes on when there is space`()
    async throws
  {
    let folder = try TemporaryFolder()
    try run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path])
    defer { _ = try? run("umount", ["-l", folder.path]) }
    try folder.write([UInt8](repeating: 1, count: 300_000), to: "ballast")
    let path = folder.path + "/journal"
    var options = Journal.Options()
    options.segmentByteCountMax = 200_000
    let writer = try JournalWriter(folder: path, options: options)
    var acknowledged = 0
    var refusal: JournalError?
    while refusal == nil {
      do throws(JournalError) {
        let bytes = [UInt8](repeating: UInt8(acknowledged % 251), count: 997)
        _ = try await writer.append(type: 1, bytes)
        acknowledged += 1
      } catch { refusal = error }
    }
    #expect(refusal?.problem == .diskFull)
    #expect(acknowledged > 300)
    await writer.close()
    #expect(try count(path) >= acknowledged, "reading goes on while the disk is full")
    try folder.remove("ballast")
    let again = try Journal(folder: path, options: options)
    #expect(again.nextSequence > UInt64(acknowledged))
    try fill(again, 0..<100)
    #expect(try count(path) == Int(again.nextSequence) - 1)
  }

  private func count(_ path: String) throws -> Int {
    var reader = try JournalReader(folder: path)
    var count = 0
    while let record = try reader.next() {
      if record.payload.count == 997 {
        #expect(record.payload.first == UInt8((Int(record.sequence) - 1) % 251))
      }
      count += 1
    }
    return count
  }

  @Test(.enabled(if: traceIsPossible, "strace is missing or may not attach"))
  func `the sync stands before the acknowledgement, and a new file's folder is synced`()
    async throws
  {
    let folder = try TemporaryFolder()
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      try await writeUnderTrace(path)
    }
    let calls = String(decoding: try folder.bytes(of: "trace"), as: UTF8.self)
      .split(separator: "\n").filter { $0.contains(folder.path) && $0.contains(" = ") }
      .map(String.init)
    func first(_ words: String..., after start: Int = -1) throws -> Int {
      try #require(
        calls.indices.first { i in i > start && words.allSatisfy { calls[i].contains($0) } },
        "no \(words) after \(start) in \(calls.joined(separator: "\n"))")
    }
    let segment = "00000000000000000001.segment"
    let made = try first("fdatasync", segment + ".new", "= 0")
    let renamed = try first("rename", segment, "= 0", after: made)
    let listed = try first("fsync", "journal>", "= 0", after: renamed)
    let head = try first("rename", "head", "= 0", after: listed)
    var last = try first("fsync", "journal>", "= 0", after: head)
    for number in 1...3 {
      let written = try first("pwrite64", segment + ">", after: last)
      let synced = try first("fdatasync", segment + ">", "= 0", after: written)
      last = try first("write", "notes>", "\"\(number) ", after: last)
      #expect(synced < last, "record \(number) was acknowledged before its sync")
      #expect(
        calls[written..<last].count { $0.contains("fdatasync") } == 1, "one sync for one commit")
    }
  }
}

/// A line in the file `notes` beside the journal, in one call.
private func note(_ text: String, _ folder: String) {
  let file = open("\(folder)/notes", O_WRONLY | O_CREAT | O_APPEND, 0o600)
  _ = Array((text + "\n").utf8).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
  close(file)
}

private func writeUntilKilled(_ path: String, cycle: Int, delayUs: UInt32) async throws {
  var options = Journal.Options()
  options.segmentByteCountMax = 20_000
  let writer = try JournalWriter(folder: path, options: options)
  Thread.detachNewThread {
    usleep(delayUs)
    kill(getpid(), SIGKILL)
  }
  try await withThrowingTaskGroup(of: Void.self) { group in
    for caller in 0..<4 {
      group.addTask {
        for i in 0..<1_000_000 {
          let text = "\(cycle)-\(caller)-\(i)-" + String(repeating: "x", count: i % 300)
          note("\(try await writer.append(type: 1, Array(text.utf8))) \(text)", path)
        }
      }
    }
    try await group.waitForAll()
  }
}

private func writeUnderTrace(_ path: String) async throws {
  let trace = Process()
  trace.executableURL = URL(filePath: "/usr/bin/strace")
  trace.arguments = [
    "-f", "-y", "-s", "16", "-e", "trace=pwrite64,write,fdatasync,fsync,rename,renameat,renameat2",
    "-o", path + "/trace", "-p", "\(getpid())",
  ]
  let messages = Pipe()
  trace.standardError = messages
  try trace.run()
  // Its first words say that it has attached.
  _ = messages.fileHandleForReading.availableData
  let journal = try Journal(folder: path + "/journal")
  for i in 1...3 {
    let sequence = try journal.append(type: 1, payload(i))
    try journal.commit()
    note("\(sequence) is kept", path)
  }
  // The tracer is a step behind, and takes no other signal than this one.
  for _ in 0..<500
  where (try? String(contentsOfFile: path + "/trace", encoding: .utf8))
    .map({ $0.contains("\"3 is kept") }) != true
  {
    usleep(10_000)
  }
  kill(trace.processIdentifier, SIGKILL)
}

@discardableResult private func run(_ command: String, _ arguments: [String]) throws -> Int32 {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [command] + arguments
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return process.terminationStatus
}

private let smallDiskIsPossible: Bool = {
  guard getuid() == 0, let folder = try? TemporaryFolder(),
    (try? run("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path])) == 0
  else { return false }
  return (try? run("umount", [folder.path])) == 0
}()

private let traceIsPossible: Bool =
  getuid() == 0 && (try? run("/usr/bin/strace", ["-o", "/dev/null", "true"])) == 0
