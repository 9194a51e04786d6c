// Are the times of a node's messages plausible by the receiver's clock? Asked by a live session only.
//
// SPDX-License-Identifier: Apache-2.0

/// Rules of time for the messages of one connection. A recording is not judged by them.
///
/// The limits are those of the reference middleware: at most 0.9 s old, at most 0.1 s ahead, detections at
/// least 0.08 s apart and not before the last.
public struct SAPIENTTimeRules: Sendable {
  public var ageMaxMs: Int64 = 900
  public var aheadMaxMs: Int64 = 100
  public var detectionGapMinMs: Int64 = 80
  private var lastDetectionMs: Int64?

  public init() {}

  /// The faults of a message that was received at a time; empty where its times are plausible or missing.
  public mutating func check(
    _ message: SAPIENTMessage, receivedAtMs: Int64
  ) -> [SAPIENTFault] {
    guard let atMs = message.timestamp?.atMs else { return [] }
    var faults: [SAPIENTFault] = []
    func add(_ detail: String) {
      faults.append(
        SAPIENTFault(.time, item: "timestamp", detail: detail, byteOffset: message.byteOffset))
    }
    let (aheadMs, isTooFar) = atMs.subtractingReportingOverflow(receivedAtMs)
    if isTooFar || aheadMs < -ageMaxMs {
      add("\(aheadMs) ms from the time of receipt, at least -\(ageMaxMs) expected")
    } else if aheadMs > aheadMaxMs {
      add("\(aheadMs) ms from the time of receipt, at most \(aheadMaxMs) expected")
    }
    guard message.kind == .detectionReport else { return faults }
    if let lastDetectionMs {
      // Two messages of one scan may have one time.
      let gapMs = atMs - lastDetectionMs
      if gapMs < 0 {
        add("\(-gapMs) ms before the last detection")
      } else if gapMs > 0, gapMs < detectionGapMinMs {
        add("\(gapMs) ms after the last detection, at least \(detectionGapMinMs) expected")
      }
    }
    lastDetectionMs = atMs
    return faults
  }
}
