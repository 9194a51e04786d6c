// `truceline decode`
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import ArgumentParser
internal import Feeds
internal import Foundation
internal import Geo
internal import Intake
internal import Missions
internal import Notation
internal import Observations
internal import Rules
internal import Server

struct Decode: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decode a recording and print its messages, one JSON object a line.",
    discussion: """
      FORMAT: \(FeedFormat.allCases.map(\.rawValue).joined(separator: ", ")). The recording may be \
      packed with gzip or zstd. Every field has its unit in its name; 'docs/reference/formats' lists \
      them, and so does --fields. --observations prints what a mission would take in instead, in UTC \
      and without a sensor register.

      What could not be read goes to standard error: place, item, reason; some examples of each \
      reason, then the counts. Exits 65 when anything was rejected.
      """)

  @Argument(help: "The format.") var format: FeedFormat
  @Argument(help: "The recording, or - for standard input.") var path = "-"
  @Flag(help: "Print the observations that a mission would take in.") var observations = false
  @Flag(help: "Print the format's page of the reference and end.") var fields = false
  @Option(help: "When the recording begins (2018-04-03T09:42:28Z); for formats without dates.")
  var start: String?
  @Option(
    name: .customLong("edition"), parsing: .singleValue,
    help: "Edition of an ASTERIX category, as 48=1.31; may be given several times.")
  var editions: [String] = []
  @Option(
    help: """
      Latitude, longitude and antenna height in m above the ellipsoid of the receiver or radar, as \
      50.45,30.52,180.
      """)
  var receiver: String?
  @Option(help: "So many examples of each reason are printed.") var examples = 5
  @Option(help: "Write every reject to this file, one JSON object a line.") var rejects: String?

  func run() throws {
    if fields { return try printFields() }
    do {
      if path == "-", isatty(STDIN_FILENO) == 1 { Console.say("Reading standard input.") }
      var file = try FileFeed(path: path == "-" ? "/dev/stdin" : path)
      let settings = try settings()
      var rejects = try RejectTally(
        path: path, exampleCountMax: max(0, examples), file: self.rejects)
      var first: [UInt8] = []
      let messageCount: Int
      if !observations, var lines = format.lines(settings) {
        messageCount = try put(&lines, &file, &rejects, &first)
      } else {
        messageCount = try putObservations(settings, &file, &rejects, &first)
      }
      try conclude(rejects, messageCount, first)
    } catch { throw Console.fail(error) }
  }

  private func printFields() throws {
    guard let page = format.page else {
      Console.say("truceline: the columns of \(format.rawValue) are in docs/reference/feeds.md.")
      throw Exit.usage
    }
    Console.put(page.markdown)
  }

  // MARK: Lines

  private func put(
    _ lines: inout any MessageLines, _ file: inout FileFeed, _ rejects: inout RejectTally,
    _ first: inout [UInt8]
  ) throws -> Int {
    var writer = FieldWriter()
    while let piece = try file.next() {
      if first.isEmpty { first = piece }
      lines.push(piece)
      drain(&lines, &writer, &rejects)
    }
    lines.finish()
    drain(&lines, &writer, &rejects)
    return lines.messageCount
  }

  private func drain(
    _ lines: inout any MessageLines, _ writer: inout FieldWriter, _ rejects: inout RejectTally
  ) {
    while true {
      let stop = lines.next(into: &writer, byteCountMax: 262_144)
      Console.put(bytes: writer.bytes)
      writer.removeAll()
      switch stop {
      case .fault(let fault):
        rejects.take(
          line: fault.line, byteOffset: fault.line == nil ? fault.byteOffset : nil, fault.item,
          fault.reason, fault.detail)
      case .full: break
      case .needsBytes: return
      }
    }
  }

  // MARK: Observations

  private func putObservations(
    _ settings: FeedSettings, _ file: inout FileFeed, _ rejects: inout RejectTally,
    _ first: inout [UInt8]
  ) throws -> Int {
    var decoder = FeedDecoder(settings)
    let presenter = Presenter(.standalone)
    var count = 0
    while let piece = try file.next() {
      if first.isEmpty { first = piece }
      decoder.push(piece)
      count += drain(&decoder, presenter, &rejects)
    }
    decoder.finish()
    return count + drain(&decoder, presenter, &rejects)
  }

  private func drain(
    _ decoder: inout FeedDecoder, _ presenter: Presenter, _ rejects: inout RejectTally
  ) -> Int {
    var count = 0
    while let item = decoder.next() {
      switch item {
      case .observation(let observation, let warning):
        count += 1
        if let warning { Console.say("\(path): \(warning)") }
        Console.put(presenter.json(observation, setAside: nil, .en))
      case .reject(let reject):
        rejects.take(
          line: reject.byteOffset == nil ? reject.line : nil, byteOffset: reject.byteOffset,
          reject.column, reject.reason, reject.detail)
      }
    }
    return count
  }

  // MARK: Settings and end

  private func settings() throws -> FeedSettings {
    var sensors = SensorRegister()
    if let receiver {
      let numbers = receiver.split(separator: ",").map { Double($0) }
      guard (2...3).contains(numbers.count), let latitudeDeg = numbers[0],
        let longitudeDeg = numbers[1],
        (-90...90).contains(latitudeDeg), (-180...180).contains(longitudeDeg),
        let heightM = numbers.count == 3 ? numbers[2] : 0
      else {
        Console.say(
          "truceline: --receiver '\(receiver)' is no place; write 50.45,30.52 or 50.45,30.52,180.")
        throw Exit.usage
      }
      sensors = SensorRegister([
        Sensor(
          id: "receiver", name: "receiver", means: .adsB, owner: "",
          place: GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg),
          heightM: heightM)
      ])
    }
    var settings = FeedSettings(name: format.rawValue, format: format, sensors: sensors)
    settings.place = .command
    if receiver != nil { settings.sensor = "receiver" }
    if let start {
      guard let instant = Instant(iso: start) else {
        Console.say("truceline: --start '\(start)' is no time; write 2018-04-03T09:42:28Z.")
        throw Exit.usage
      }
      settings.startMs = instant.atMs
    }
    for written in editions {
      let parts = written.split(separator: "=")
      guard parts.count == 2, let category = UInt8(parts[0]) else {
        Console.say("truceline: --edition '\(written)' is none; write 48=1.31.")
        throw Exit.usage
      }
      let known = ASTERIXDecoder.editions(of: category)
      guard known.contains(String(parts[1])) else {
        Console.say(
          "truceline: --edition '\(written)' is not known; of category \(category) there are "
            + (known.isEmpty ? "none." : known.joined(separator: ", ") + "."))
        throw Exit.usage
      }
      settings.editions[category] = String(parts[1])
    }
    return settings
  }

  private func conclude(_ rejects: RejectTally, _ messageCount: Int, _ first: [UInt8]) throws {
    rejects.sayCounts()
    if rejects.count >= messageCount, let guess = FeedFormat.guess(first), guess != format {
      let word = messageCount == 0 ? "no" : "hardly"
      Console.say(
        "\(path): this is \(word) \(format.rawValue); it looks like \(guess.rawValue). "
          + "Try 'truceline decode \(guess.rawValue) \(path)'.")
      throw Exit.badData
    }
    if messageCount == 0, rejects.count == 0 {
      Console.say("\(path): no \(format.rawValue) message or report was found.")
      throw Exit.badData
    }
    if rejects.count > 0 { throw Exit.badData }
  }
}

/// What was rejected: some examples of each reason as they come, then the counts.
private struct RejectTally {
  private let path: String
  private let exampleCountMax: Int
  private var countByReason: [String: Int] = [:]
  private(set) var count = 0

  /// Reasons beyond so many are counted together.
  private static let reasonCountMax = 1_000

  /// Every reject is written here, where a file was asked for.
  private let file: FileHandle?

  init(path: String, exampleCountMax: Int, file: String?) throws {
    self.path = path
    self.exampleCountMax = exampleCountMax
    self.file = try file.map { file in
      guard FileManager.default.createFile(atPath: file, contents: nil),
        let handle = FileHandle(forWritingAtPath: file)
      else {
        Console.say("truceline: \(file) cannot be written.")
        throw Exit.disk
      }
      return handle
    }
  }

  mutating func take(
    line: Int?, byteOffset: Int?, _ item: String, _ reason: String, _ detail: String
  ) {
    count += 1
    file?.write(Data(Self.json(line, byteOffset, item, reason, detail)))
    let known = item.isEmpty ? reason : "\(item): \(reason)"
    let isNew = countByReason[known] == nil && countByReason.count >= Self.reasonCountMax
    let kept = isNew ? "other reasons" : known
    countByReason[kept, default: 0] += 1
    guard countByReason[kept, default: 0] <= exampleCountMax else { return }
    let place = byteOffset.map { "byte \($0)" } ?? "\(line ?? 0)"
    let detail = detail.isEmpty ? "" : ": \(detail)"
    let item = item.isEmpty ? "" : " \(item):"
    Console.say("\(path):\(place):\(item) \(reason)\(detail)")
  }

  private static func json(
    _ line: Int?, _ byteOffset: Int?, _ item: String, _ reason: String, _ detail: String
  ) -> [UInt8] {
    var writer = FieldWriter()
    writer.beginLine()
    if let line { writer.field("line", line) }
    if let byteOffset { writer.field("byte_offset", byteOffset) }
    writer.field("item", item)
    writer.field("reason", reason)
    writer.field("detail", detail)
    writer.endLine()
    return writer.bytes
  }

  func sayCounts() {
    guard count > 0 else { return }
    Console.say("\(count) rejected")
    let order = countByReason.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for (reason, count) in order where count > exampleCountMax {
      Console.say("  \(count) \(reason)")
    }
  }
}

extension FeedFormat: ExpressibleByArgument {}
