// How does a report become a PDF? Through WeasyPrint, a program of its own.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Reports

/// Sets HTML on pages with WeasyPrint. The same HTML, program and fonts give the same bytes.
public struct Typesetter: Sendable {
  private static let limitS = 300.0
  private let program: String

  /// - Throws: `ReportError` where the program is not installed.
  public init() throws {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let found = folders.map { "\($0)/weasyprint" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    guard let found else {
      throw ReportError(
        "PDF files are set by WeasyPrint, which is not installed.",
        next: "Install it ('apt-get install weasyprint'), or print the HTML file in a browser.")
    }
    program = found
  }

  /// - Parameter atMs: the time that the file says it was made: of its content, not of the clock.
  public func pdf(_ html: [UInt8], atMs: Int64) async throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "truceline-pdf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let (source, target) = (
      folder.appendingPathComponent("report.html"), folder.appendingPathComponent("report.pdf")
    )
    try Data(html).write(to: source)
    var arguments = ["-q", source.path, target.path]
    if let style = try fonts(in: folder) { arguments += ["-s", style] }
    let (code, words) = try await run(arguments, atMs: atMs, in: folder)
    guard code == 0, let made = FileManager.default.contents(atPath: target.path) else {
      throw ReportError(
        "WeasyPrint did not set the report: \(words.isEmpty ? "it ended with \(code)" : words).",
        next: "Print the HTML file in a browser, or mend the installation.")
    }
    return [UInt8](made)
  }

  /// The page's own letters, so that other fonts of the machine make no other file.
  private func fonts(in folder: URL) throws -> String? {
    let vendor = URL(fileURLWithPath: PageFiles.standardFolder + "/vendor")
    let faces = [("regular", "normal"), ("bold", "bold")].compactMap { name, weight -> String? in
      let file = vendor.appendingPathComponent("noto-sans-\(name).woff2")
      guard FileManager.default.fileExists(atPath: file.path) else { return nil }
      return "@font-face{font-family:\"Noto Sans\";font-weight:\(weight);"
        + "src:url(\(file.absoluteString))}"
    }
    guard faces.count == 2 else { return nil }
    let style = folder.appendingPathComponent("fonts.css")
    try Data(faces.joined().utf8).write(to: style)
    return style.path
  }

  private func run(
    _ arguments: [String], atMs: Int64, in folder: URL
  ) async throws -> (code: Int32, words: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    environment["SOURCE_DATE_EPOCH"] = String(max(0, atMs / 1_000))
    environment["PYTHONHASHSEED"] = "0"
    process.environment = environment
    let said = folder.appendingPathComponent("words.txt")
    _ = FileManager.default.createFile(atPath: said.path, contents: nil)
    process.standardError = try FileHandle(forWritingTo: said)
    process.standardOutput = FileHandle.nullDevice
    let code = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
        return
      }
      DispatchQueue.global().asyncAfter(deadline: .now() + Self.limitS) {
        if process.isRunning { process.terminate() }
      }
    }
    let words = FileManager.default.contents(atPath: said.path) ?? Data()
    let last = String(decoding: words, as: UTF8.self).split(separator: "\n").last ?? ""
    return (code, String(last.prefix(300)))
  }
}
