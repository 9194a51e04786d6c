// Are records written as they were read?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Testing

@Suite("ASTERIX written again")
struct ASTERIXRoundTripTests {
  @Test func `every record of the example is written again octet for octet`() throws {
    for record in asterix(asterixExample).records {
      let encoder = try #require(ASTERIXEncoder(category: record.category))
      #expect(try encoder.record(record.values) == record.bytes)
    }
  }

  @Test(
    .enabled(if: Shared.folder != nil, "the shared recordings are not here"),
    arguments: [
      "asterix/cat062-065-30min.ff", "asterix/cc-cat_034_048.pcap", "asterix/jahorina.raw",
      "asterix/cc-parsegps.gps", "asterix/cc-cat_062_065.pcap", "asterix/cc-cat062cat065.raw",
      "asterix/cc-cat21_re.ast", "asterix/cc-cat_001_002.pcap",
    ])
  func `every canonical record of the recordings is written again octet for octet`(
    file: String
  ) throws {
    let folder = try #require(Shared.folder)
    let url = folder.appendingPathComponent("data").appendingPathComponent(file)
    let bytes = Array(try Data(contentsOf: url).prefix(400_000))
    var (same, notCanonical) = (0, 0)
    for record in asterix(bytes).records {
      let encoder = try #require(ASTERIXEncoder(category: record.category))
      let written = try encoder.record(record.values)
      if written == record.bytes {
        same += 1
      } else if isCanonical(record, written) {
        Issue.record("offset \(record.byteOffset) of \(file)")
      } else {
        notCanonical += 1
      }
    }
    #expect(same > 0)
    #expect(notCanonical <= same)
  }

  /// A record is not canonical where a field map ends with an empty octet, so that writing shortens it
  /// and keeps every value, or where spare bits are set.
  private func isCanonical(_ record: ASTERIXRecord, _ written: [UInt8]) -> Bool {
    let again = asterix([record.category] + octets(written.count + 3, 2) + written)
    let keepsValues = again.records.first?.values == record.values
    if written.count < record.bytes.count, keepsValues { return false }
    let line = asterix([record.category] + octets(record.bytes.count + 3, 2) + record.bytes).lines
    return !(keepsValues && line.contains { $0.contains("spare_bits") })
  }

  @Test func `what does not fit is refused with the item named`() throws {
    let encoder = try #require(ASTERIXEncoder(category: 48))
    func reason(_ field: ASTERIXField) -> String {
      do throws(ASTERIXEncodingError) {
        _ = try encoder.record([field])
        return ""
      } catch {
        return error.description
      }
    }
    #expect(
      reason(ASTERIXField("040", .fields([ASTERIXField("RHO", .quantity(300))])))
        == "040/RHO: 300.0 is not within the item's range")
    #expect(reason(ASTERIXField("999", .number(1))) == "999: no such item in edition 1.32")
    #expect(reason(ASTERIXField("240", .text("täst"))).hasPrefix("240: 'täst' has a character"))
    #expect(reason(ASTERIXField("220", .number(1 << 24))).hasSuffix("does not fit 24 bits"))
    #expect(ASTERIXEncoder(category: 48, edition: "0.1") == nil)
  }

  @Test(
    .enabled(if: Shared.folder != nil, "the shared recordings are not here"),
    arguments: [
      ("cat062-065-30min.ff", 34_225), ("cc-cat_001_002.pcap", 8), ("cc-cat_034_048.pcap", 162),
      ("cc-cat_062_065.pcap", 3), ("cc-parsegps.gps", 18), ("jahorina.raw", 2_119),
      ("cc-cat21_re.ast", 2),
    ])
  func `every recording comes out whole, whatever its container`(
    file: String, recordCount: Int
  ) throws {
    let url = try #require(Shared.folder).appendingPathComponent("data/asterix/\(file)")
    var decoder = ASTERIXDecoder()
    decoder.push([UInt8](try Data(contentsOf: url)))
    decoder.finish()
    var (records, faults) = (0, 0)
    while let item = decoder.next() {
      if case .message = item { records += 1 } else { faults += 1 }
    }
    #expect(records == recordCount && faults == 0)
  }

  @Test(.enabled(if: Shared.folder != nil, "the shared recordings are not here"))
  func `a recording of an edition that was never published is refused with the evidence`() throws {
    let url = try #require(Shared.folder).appendingPathComponent("data/asterix/cc-asterix.pcap")
    let result = asterix([UInt8](try Data(contentsOf: url)))
    #expect(result.faults.count > 80)
    #expect(
      result.faults.contains {
        $0.detail.contains("no edition of the category that is known fits the whole block")
      })
  }
}
