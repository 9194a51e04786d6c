// Do `init`, `check` and `decode` say what they find, where it belongs, with the right exit code?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

/// What a run of the command gave.
struct Run {
  let code: Int32
  let output: String
  let words: String

  /// A program beside the test bundle.
  private static func program(_ name: String) -> URL? {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    for _ in 0..<6 {
      folder = folder.deletingLastPathComponent()
      let candidate = folder.appendingPathComponent(name)
      var isDirectory: ObjCBool = false
      let exists = FileManager.default.fileExists(
        atPath: candidate.path, isDirectory: &isDirectory)
      if exists, !isDirectory.boolValue { return candidate }
    }
    return nil
  }

  init(_ arguments: String..., of name: String = "truceline", input: [UInt8]? = nil) throws {
    try self.init(arguments: arguments, of: name, input: input)
  }

  init(arguments: [String], of name: String = "truceline", input: [UInt8]? = nil) throws {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("truceline-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    // Files and not pipes, so that neither stream can hold up the other.
    let streams = ["in", "out", "err"].map { place.appendingPathComponent($0) }
    for stream in streams { try Data(input ?? []).write(to: stream) }
    let process = Process()
    let program: URL = try #require(Self.program(name), "swift build makes it")
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: streams[0])
    for stream in streams[1...] { try Data().write(to: stream) }
    process.standardOutput = try FileHandle(forWritingTo: streams[1])
    process.standardError = try FileHandle(forWritingTo: streams[2])
    try process.run()
    process.waitUntilExit()
    code = process.terminationStatus
    output = String(decoding: try Data(contentsOf: streams[1]), as: UTF8.self)
    words = String(decoding: try Data(contentsOf: streams[2]), as: UTF8.self)
  }
}

@Suite struct FolderCommandTests {
  private static let header =
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,"
    + "version,bright_ti5,frp,daynight"
  private static let row =
    "50.11067,36.82927,340.82,0.49,0.4,2026-06-24,5,N20,VIIRS,n,2.0NRT,290.35,15.69,N"

  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("truceline-init-\(UUID().uuidString)").path

  private func change(_ name: String, _ from: String, _ to: String) throws {
    let url = URL(fileURLWithPath: folder + "/" + name)
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    try #require(text.contains(from))
    try Data(text.replacing(from, with: to).utf8).write(to: url)
  }

  @Test func `init writes a folder that passes check, and never over another one`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let made = try Run("init", folder)
    #expect(made.code == 0)
    #expect(made.output == "\(folder): 8 files\n")
    #expect(made.words.contains("truceline check \(folder)"))
    let checked = try Run("check", folder)
    #expect(checked.code == 0 && checked.words.isEmpty)
    #expect(checked.output.hasSuffix("no errors\n"))
    #expect(
      checked.output.contains("4 clauses: 2 tested on events, 2 on registers, cases and the log"))
    let again = try Run("init", folder)
    #expect(again.code == 64)
    #expect(again.words.contains("is not empty; name a new folder"))
  }

  @Test func `every report of a new folder is read`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Run("init", folder)
    let replayed = try Run("replay", folder, "--json")
    #expect(replayed.code == 0)
    let counts = try JSONValue(reading: replayed.output.utf8)
    #expect(counts["observations"]?.int == 5, "\(replayed.output)")
    #expect(counts["rejected"]?.int == 0, "\(replayed.output)")
  }

  @Test func `check names file, line and what to write, as text and as JSON`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Run("init", folder)
    try change("sensors.yaml", "means: camera", "means: kamera")
    let checked = try Run("check", folder)
    #expect(checked.code == 65)
    #expect(checked.output.isEmpty)
    #expect(
      checked.words
        == "\(folder)/sensors.yaml:6:42: error: 'kamera' is not known. Did you mean 'camera'?\n")
    let json = try Run("check", folder, "--json")
    #expect(json.code == 65)
    let fault = try JSONValue(reading: json.output.utf8)["faults"]?.elements?.first
    #expect(fault?["file"]?.text == "sensors.yaml")
    #expect(fault?["line"]?.int == 6)
    #expect(fault?["next"]?.text == "Did you mean 'camera'?")
  }

  @Test func `a folder that is none is missing input`() throws {
    let checked = try Run("check", folder)
    #expect(checked.code == 66)
    #expect(checked.words.contains("'truceline init DIR' writes an example"))
  }

  @Test func `init says when it cannot write`() throws {
    let made = try Run("init", "/dev/null/mission")
    #expect(made.code == 74)
    #expect(made.words.contains("cannot be written"))
  }

  @Test func `decode prints one object a row, and rejects with line and column`() throws {
    let bad = Self.row.replacing("50.11067", with: "95")
    let text = "\(Self.header)\n\(Self.row)\n\(bad)\n\(Self.row.replacing("N20", with: "N"))\n"
    let decoded = try Run("decode", "firms", "-", input: Array(text.utf8))
    #expect(decoded.code == 65)
    let lines = decoded.output.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines { _ = try JSONValue(reading: line.utf8) }
    #expect(decoded.words.contains("-:3: latitude: out of range: 95, -90.0 to 90.0 expected"))
    #expect(decoded.words.hasSuffix("1 rejected\n"))
  }

  @Test func `decode of a sound recording says nothing but its rows`() throws {
    let text = "\(Self.header)\n\(Self.row)\n"
    let decoded = try Run("decode", "firms", "-", input: Array(text.utf8))
    #expect(decoded.code == 0 && decoded.words.isEmpty)
    #expect(decoded.output.split(separator: "\n").count == 1)
  }

  @Test func `control characters of a hostile row do not reach the terminal`() throws {
    let bad = Self.row.replacing("2026-06-24", with: "\u{1B}[31mred\u{202E}")
    let decoded = try Run("decode", "firms", "-", input: Array("\(Self.header)\n\(bad)\n".utf8))
    #expect(decoded.code == 65)
    #expect(decoded.words.contains("acq_date"))
    let scalars = decoded.words.unicodeScalars.map(\.value)
    #expect(!scalars.contains { $0 == 0x1B || $0 == 0x202E })
  }

  @Test func `decode says which format, file or folder it cannot read`() throws {
    let unknown = try Run("decode", "firm", "-")
    #expect(unknown.code == 64)
    #expect(unknown.words.contains("firms"))
    let missing = try Run("decode", "firms", "/nowhere/f.csv")
    #expect(missing.code == 66)
    #expect(missing.words.contains("/nowhere/f.csv cannot be read: No such file or directory"))
    let directory = try Run("decode", "firms", NSTemporaryDirectory())
    #expect(directory.code == 66)
    #expect(directory.words.contains("cannot be read"))
  }

  /// Recordings that lack what no mission is there to say, and the option that says it.
  static let lacking: [(format: String, bytes: [UInt8], says: String)] = [
    (
      "ais", Array("!AIVDM,1,1,,A,13=wUWhvAGR>l`HJROELprD42@00,0*02\r\n".utf8),
      "give --start, as --start 2018-04-03T09:42:28Z"
    ),
    // A squitter with a position, without a time.
    ("avr", Array("*8D40621D58C382D690C8AC2863A7;\n".utf8), "give --start"),
    // A plot of category 048, SAC 7 SIC 42, noon, 30 NM at 90 degrees.
    (
      "asterix", [48, 0, 13, 0xD0, 7, 42, 0x54, 0x60, 0x00, 0x1E, 0x00, 0x40, 0x00],
      "give --start"
    ),
  ]

  @Test(arguments: lacking)
  func `decode names its own option where a recording lacks something`(
    format: String, bytes: [UInt8], says: String
  ) throws {
    let decoded = try Run("decode", format, "-", "--observations", input: bytes)
    #expect(decoded.code == 65)
    #expect(decoded.words.contains(says), "\(decoded.words)")
    #expect(!decoded.words.contains(".yaml"), "\(decoded.words)")
  }

  @Test func `decode asks for the radar's place and takes it`() throws {
    let plot = Self.lacking[2].bytes
    let placeless = try Run(
      "decode", "asterix", "-", "--observations", "--start", "2026-06-24T06:00Z", input: plot)
    #expect(placeless.code == 65)
    #expect(
      placeless.words.contains("SAC 7 SIC 42: give latitude, longitude and height"),
      "\(placeless.words)")
    #expect(placeless.words.contains("--receiver 50.45,30.52,180"))
    #expect(!placeless.words.contains(".yaml"))
    let placed = try Run(
      "decode", "asterix", "-", "--observations", "--start", "2026-06-24T06:00Z", "--receiver",
      "50.45,30.52,180", input: plot)
    #expect(placed.code == 0, "\(placed.words)")
    #expect(placed.output.split(separator: "\n").count == 1)
  }
}
