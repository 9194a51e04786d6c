// SPDX-License-Identifier: Apache-2.0

import Foundation
import Ledger
import Logging
import Synchronization
import Testing

@testable import Witness

/// A log of a given size, its keys, and a folder for a witness.
private struct Scene {
  let log: NoteSigner
  let witness: NoteSigner
  let hashes: LeafHashes
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("witness-\(UUID().uuidString)").path

  init(size: Int = 40) throws {
    log = try NoteSigner(name: "log.example", seed: [UInt8](repeating: 1, count: 32))
    witness = try NoteSigner(
      name: "witness.example", seed: [UInt8](repeating: 2, count: 32), kind: .cosignature)
    hashes = LeafHashes((0..<size).map { LogHash.leaf(Array("entry \($0)".utf8)) })
  }

  func note(_ size: UInt64, forged: Bool = false) throws -> (note: [UInt8], Checkpoint) {
    let root = try forged ? .leaf([1]) : MerkleProof.root(size: size, hashes: hashes)
    let checkpoint = Checkpoint(origin: "log.example", size: size, root: root)
    return (
      try SignedNote.build(text: checkpoint.text, signatures: [try log.sign(checkpoint.text)]),
      checkpoint
    )
  }

  func policy(_ urls: [String]) throws -> LogPolicy {
    var text = "log \(log.verifierKey.text)\n"
    for (number, url) in urls.enumerated() {
      let key = try key(number).verifierKey.text
      text += "witness w\(number) \(key) \(url)\n"
    }
    return try LogPolicy(Array((text + "quorum none\n").utf8))
  }

  /// The key that the policy names for witness `number`; the first is `witness`.
  func key(_ number: Int) throws -> NoteSigner {
    try NoteSigner(
      name: number == 0 ? "witness.example" : "w\(number).example",
      seed: [UInt8](repeating: UInt8(2 + number), count: 32), kind: .cosignature)
  }

  var proof: WitnessClient.ProofSource {
    { [hashes] from, to in
      try MerkleProof.consistencyPath(from: from, to: to, hashes: hashes)
    }
  }

  /// A real witness on a free port, until the body ends.
  ///
  /// - Parameter timeoutS: of a request; beside the other tests a thread may wait for minutes.
  func withServer(
    timeoutS: Int64 = 300, _ body: @Sendable (String) async throws -> Void
  ) async throws {
    var settings = WitnessServer.Settings()
    settings.port = 0
    settings.timeoutS = timeoutS
    var logger = Logger(label: "test")
    logger.logLevel = .error
    let server = try WitnessServer(
      folder: folder, signer: witness, logs: [log.verifierKey], settings: settings, logger: logger)
    let (urls, ready) = AsyncStream.makeStream(of: String.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run { ready.yield($0) } }
      var iterator = urls.makeAsyncIterator()
      let url = try #require(await iterator.next())
      try await body(url)
      group.cancelAll()
    }
    try? FileManager.default.removeItem(atPath: folder)
  }
}

@Suite(.serialized) struct WitnessClientTests {
  @Test func `a witness cosigns growth, and a new client asks once more for its size`() async throws
  {
    let scene = try Scene()
    try await scene.withServer { url in
      let policy = try scene.policy([url])
      let client = WitnessClient(policy: policy, timeoutS: 300)
      for size: UInt64 in [1, 7, 7, 40] {
        let (note, checkpoint) = try scene.note(size)
        let lines = await client.cosign(note: note, checkpoint: checkpoint, proof: scene.proof)
        let signed = try SignedCheckpoint(try SignedNote.adding(lines, to: note), policy: policy)
        #expect(signed.cosignatures.map(\.key) == [scene.witness.verifierKey])
        #expect(await client.status.first?.cosignedSize == size)
      }
      // Knows nothing of what was cosigned: is told the size, and proves from there.
      let second = WitnessClient(policy: policy, timeoutS: 300)
      let (note, checkpoint) = try scene.note(40)
      #expect(
        await second.cosign(note: note, checkpoint: checkpoint, proof: scene.proof).count == 1)
      let address = try #require(
        URL(string: "\(url)/\(CosigningState.fileName("log.example"))/checkpoint"))
      let read = try await BoundedFetch.shared.fetch(
        address, byteCountMax: 100_000, timeoutS: 300)
      #expect(read.status == 200)
      #expect(
        try SignedNote.open(read.body, trusted: [scene.witness.verifierKey]).text
          == checkpoint.text)
      let nothing = try #require(
        URL(string: "\(url)/\(CosigningState.fileName("other.example"))/checkpoint"))
      let missing = try await BoundedFetch.shared.fetch(nothing, byteCountMax: 1000, timeoutS: 300)
      #expect(missing.status == 404)
    }
  }

  @Test func `a log that was set back or forked is told what the witness has against it`()
    async throws
  {
    let scene = try Scene()
    try await scene.withServer { url in
      let client = WitnessClient(
        policy: try scene.policy([url]), timeoutS: 300, nowMs: { 1234 })
      let (note, checkpoint) = try scene.note(20)
      #expect(
        await client.cosign(note: note, checkpoint: checkpoint, proof: scene.proof).count == 1)
      let again = WitnessClient(
        policy: try scene.policy([url]), timeoutS: 300, nowMs: { 1234 })
      let (older, old) = try scene.note(7)
      #expect(await again.cosign(note: older, checkpoint: old, proof: scene.proof).isEmpty)
      #expect(await again.status.first?.problem?.contains("set back") == true)
      #expect(await again.status.first?.missingSinceMs == 1234)
      let (forged, fork) = try scene.note(21, forged: true)
      #expect(await client.cosign(note: forged, checkpoint: fork, proof: scene.proof).isEmpty)
      #expect(await client.status.first?.problem?.contains("(422)") == true)
    }
  }

  @Test func `silent, slow, babbling and lying witnesses are reported, and a sound one counts`()
    async throws
  {
    let scene = try Scene()
    let (note, checkpoint) = try scene.note(40)
    let (_, other) = try scene.note(39)
    let right = try scene.key(0).cosign(checkpoint.text, timestampS: 5)
    let fakes = try [
      FakeWitness { _ in (200, right) },
      FakeWitness { _ in nil },
      FakeWitness { _ in (200, String(repeating: "babble ", count: 1_000_000)) },
      // Its own key, another checkpoint.
      FakeWitness { [key = try scene.key(3), text = other.text] _ in
        (200, (try? key.cosign(text, timestampS: 5)) ?? "")
      },
      // Another witness's cosignature.
      FakeWitness { _ in (200, right) },
      FakeWitness { _ in (200, "\n\nnote\n") },
      // Never content with the size.
      FakeWitness { body in (409, body.hasPrefix("old 0\n") ? "3\n" : "0\n") },
      FakeWitness { _ in (409, "99999999999999999999999\n") },
      FakeWitness { _ in (500, "") },
      FakeWitness { _ in (403, "") },
    ]
    let client = WitnessClient(
      policy: try scene.policy(fakes.map(\.url) + ["http://127.0.0.1:1"]), timeoutS: 10,
      nowMs: { 77 })
    let lines = await client.cosign(note: note, checkpoint: checkpoint, proof: scene.proof)
    #expect(lines == [right])
    let status = await client.status
    #expect(status.count == 11 && status[0].problem == nil && status[0].cosignedSize == 40)
    #expect(status.dropFirst().allSatisfy { $0.problem != nil && $0.missingSinceMs == 77 })
    let problems = status.map { $0.problem ?? "" }
    #expect(problems[1] == "no answer in time")
    #expect(problems[2].contains("longer than"))
    #expect(problems[3].contains("false"))
    #expect(problems[4].contains("did not cosign with the key"))
    #expect(problems[6].contains("changes the size"))
    #expect(problems[9].contains("403"))
    #expect(fakes[6].requests.count == 2)
  }

  @Test func `a witness that has lost its memory is reported, and does not count`() async throws {
    let scene = try Scene()
    let (note, checkpoint) = try scene.note(20)
    let line = try scene.witness.cosign(checkpoint.text, timestampS: 5)
    let fake = try FakeWitness { body in
      body.hasPrefix("old 20\n") ? (409, "3\n") : (200, line)
    }
    let client = WitnessClient(
      policy: try scene.policy([fake.url]), timeoutS: 300, nowMs: { 9 })
    #expect(
      await client.cosign(note: note, checkpoint: checkpoint, proof: scene.proof) == [line])
    let (longer, grown) = try scene.note(40)
    for _ in 0..<2 {
      #expect(await client.cosign(note: longer, checkpoint: grown, proof: scene.proof).isEmpty)
      let status = try #require(await client.status.first)
      #expect(status.problem?.contains("lost its memory") == true)
      #expect(status.cosignedSize == 20 && status.missingSinceMs == 9)
    }
  }

  @Test func `too much and too little are refused`() async throws {
    let scene = try Scene()
    try await scene.withServer { url in
      let address = try #require(URL(string: "\(url)/add-checkpoint"))
      let tooLong = try await BoundedFetch.shared.fetch(
        address, body: [UInt8](repeating: 0x41, count: AddCheckpoint.byteCountMax + 1),
        byteCountMax: 1000, timeoutS: 300)
      #expect(tooLong.status == 413)
      let empty = try await BoundedFetch.shared.fetch(
        address, body: [], byteCountMax: 1000, timeoutS: 300)
      #expect(empty.status == 400)
      let (note, checkpoint) = try scene.note(3)
      let client = WitnessClient(policy: try scene.policy([url]), timeoutS: 300)
      #expect(
        await client.cosign(note: note, checkpoint: checkpoint, proof: scene.proof).count == 1)
    }
  }

  @Test func `a request that trickles in is cut, and others are answered meanwhile`() async throws {
    let scene = try Scene()
    try await scene.withServer(timeoutS: 2) { url in
      let port = try #require(URL(string: url)?.port)
      let cut = Task { await Self.secondsUntilCut(port: port) }
      let (note, checkpoint) = try scene.note(3)
      let client = WitnessClient(policy: try scene.policy([url]), timeoutS: 300)
      #expect(
        await client.cosign(note: note, checkpoint: checkpoint, proof: scene.proof).count == 1)
      let lastedS = await cut.value
      #expect(lastedS >= 1.5, "\(lastedS) s")
    }
  }

  /// Sends a letter of a request every tenth of a second, on a thread of its own.
  private static func secondsUntilCut(port: Int) async -> Double {
    await withCheckedContinuation { continuation in
      Thread {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(connection) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        _ = withUnsafePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
          }
        }
        let start = ContinuousClock.now
        var letters = Array("POST /add-checkpoint HTTP/1.1\r\nX: ".utf8)
        while ContinuousClock.now - start < .seconds(300) {
          var letter = letters.isEmpty ? UInt8(ascii: "x") : letters.removeFirst()
          if send(connection, &letter, 1, Int32(MSG_NOSIGNAL)) != 1 { break }
          usleep(100_000)
        }
        let lasted = (ContinuousClock.now - start).components
        continuation.resume(returning: Double(lasted.seconds) + Double(lasted.attoseconds) / 1e18)
      }.start()
    }
  }
}
