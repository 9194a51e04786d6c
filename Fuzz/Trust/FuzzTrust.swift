// Does a hostile picture, time stamp or record end the program, or hold where it must not?
//
// `TRUCELINE_FUZZ_FORMAT` chooses among media, stamp and record. See `Fuzz/README.md`.
//
// SPDX-License-Identifier: Apache-2.0

internal import Evidence
internal import Foundation
internal import Notation
internal import Redaction

private let kind = ProcessInfo.processInfo.environment["TRUCELINE_FUZZ_FORMAT"] ?? ""

private func readStamp(_ bytes: [UInt8]) {
  guard let stamp = try? StampToken(reading: bytes) else { return }
  // No authority is trusted, so nothing can hold.
  precondition((try? stamp.verify([1, 2, 3], request: nil, trusted: [])) == nil)
}

/// A record and its disclosures, without its signature; what is read is written and read again.
private func readRecord(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: UInt8(ascii: "~"), omittingEmptySubsequences: false)
  let disclosures = parts.dropFirst().compactMap {
    try? Disclosure(reading: String(decoding: $0, as: UTF8.self))
  }
  guard let entry = parts.first.map(Array.init),
    let claims = try? SDJWT.claims(ofEntry: entry, disclosures: disclosures)
  else { return }
  let again = try? JSONValue(reading: claims.bytes)
  precondition(again?.bytes == claims.bytes)
  precondition(!SDJWT.isSigned(entry: entry, by: [UInt8](repeating: 7, count: 32)))
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTrust(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  switch kind {
  case "media": precondition(MediaClaims(bytes: bytes).json.bytes.count < 20_000)
  case "stamp": readStamp(bytes)
  case "record": readRecord(bytes)
  default: fatalError("TRUCELINE_FUZZ_FORMAT is none of media, stamp, record: '\(kind)'")
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
@_cdecl("FuzzTrust_main")
public func startFuzzing(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
  var count = count
  var arguments = arguments
  return runFuzzer(&count, &arguments) { fuzzTrust($0, $1) }
}
