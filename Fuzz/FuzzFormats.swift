// Does any bytes end the program, or give something else when they come in other pieces?
//
// One fuzz target for every format, those of the log too; `TRUCELINE_FUZZ_FORMAT` chooses. See `Fuzz/README.md`.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Foundation
internal import Notation

private let name = ProcessInfo.processInfo.environment["TRUCELINE_FUZZ_FORMAT"] ?? ""

/// Of the log's formats; they come whole.
private let reader = ledgerReaders[name]

private let format: FeedFormat = {
  guard let format = FeedFormat(rawValue: name) else {
    fatalError("TRUCELINE_FUZZ_FORMAT is not a format: '\(name)'")
  }
  return format
}()

/// A recording that has a date, so that observations come out of every format.
private let settings: FeedSettings = {
  var settings = FeedSettings(name: "fuzz", format: format)
  settings.startMs = 1_782_259_200_000
  return settings
}()

/// The lines and faults of a stream that comes in pieces of `pieceByteCount`.
private func lines(_ bytes: [UInt8], pieceByteCount: Int) -> [UInt8] {
  guard var lines = format.lines(settings) else { return [] }
  var writer = FieldWriter()
  var out: [UInt8] = []
  func drain() {
    while true {
      let stop = lines.next(into: &writer, byteCountMax: 65_536)
      out += writer.bytes
      writer.removeAll()
      switch stop {
      case .fault(let fault):
        out += Array("\(fault.byteOffset) \(fault.item) \(fault.reason) \(fault.detail)\n".utf8)
      case .full: break
      case .needsBytes: return
      }
    }
  }
  var at = 0
  while at < bytes.count {
    let end = min(at + pieceByteCount, bytes.count)
    lines.push(Array(bytes[at..<end]))
    drain()
    at = end
  }
  lines.finish()
  drain()
  return out
}

private func items(_ bytes: [UInt8], pieceByteCount: Int) -> [FeedItem] {
  var decoder = FeedDecoder(settings)
  var items: [FeedItem] = []
  var at = 0
  while at < bytes.count {
    let end = min(at + pieceByteCount, bytes.count)
    decoder.push(Array(bytes[at..<end]))
    while let item = decoder.next() { items.append(item) }
    at = end
  }
  decoder.finish()
  while let item = decoder.next() { items.append(item) }
  return items
}

/// The last byte also says through which door and in which pieces the bytes come, so that seeds are
/// recordings as they are.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFormats(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let reader {
    reader(bytes)
    return 0
  }
  let choice = bytes[count - 1]
  let pieceByteCount = Int(choice & 31) + 1
  let isCompared = choice & 64 == 0
  if choice & 32 == 0 {
    let out = lines(bytes, pieceByteCount: pieceByteCount)
    precondition(
      !isCompared || out == lines(bytes, pieceByteCount: bytes.count),
      "other lines in pieces of \(pieceByteCount)")
  } else {
    let out = items(bytes, pieceByteCount: pieceByteCount)
    precondition(
      !isCompared || out == items(bytes, pieceByteCount: bytes.count),
      "other observations in pieces of \(pieceByteCount)")
  }
  return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The package manager starts executables at this name; the fuzzer's own entry is called from it.
@_cdecl("FuzzFormats_main")
public func startFuzzing(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
  var count = count
  var arguments = arguments
  return runFuzzer(&count, &arguments) { fuzzFormats($0, $1) }
}
