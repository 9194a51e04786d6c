// How is a report sent? Types 1 to 5 and 18 to bits, and bits to sentences.
//
// SPDX-License-Identifier: Apache-2.0

extension AISPayload {
  /// The bits of a report of types 1 to 5, 11 or 18; nil where the type does not fit the report.
  public init?(type: UInt8, repeatIndicator: UInt8 = 0, mmsi: MMSI, _ report: AISReport) {
    self.init()
    put(UInt64(type), 6)
    put(UInt64(repeatIndicator), 2)
    put(UInt64(mmsi.number), 30)
    switch (type, report) {
    case (1...3, .position(let report)): put(report)
    case (4, .baseStation(let report)), (11, .baseStation(let report)): put(report)
    case (5, .voyage(let report)): put(report)
    case (18, .classB(let report)):
      guard case .unit(let unit) = report.extent else { return nil }
      put(report, unit)
    default: return nil
    }
  }

  /// Appends the low `width` bits; all these messages find room.
  private mutating func put(_ value: UInt64, _ width: Int) { _ = append(value, width) }
  private mutating func put(_ flag: Bool) { put(flag ? 1 : 0, 1) }

  private mutating func put(_ position: AISPosition) {
    put(UInt64(bitPattern: Int64(position.longitudeTenThousandthMin)), 28)
    put(UInt64(bitPattern: Int64(position.latitudeTenThousandthMin)), 27)
  }

  private mutating func put(_ text: AISText) {
    for index in (0..<text.count).reversed() {
      put(UInt64(truncatingIfNeeded: text.codes >> UInt128(6 * index)) & 63, 6)
    }
  }

  private mutating func put(_ report: AISPositionReport) {
    put(UInt64(report.navigationStatus), 4)
    put(UInt64(bitPattern: Int64(report.turn.raw)), 8)
    put(UInt64(report.speed.raw), 10)
    put(report.isAccurate)
    put(report.position)
    put(UInt64(report.courseTenthDeg), 12)
    put(UInt64(report.headingRawDeg), 9)
    put(UInt64(report.second), 6)
    put(UInt64(report.manoeuvre), 2)
    put(UInt64(report.spare), 3)
    put(report.hasRAIM)
    put(UInt64(report.radioStatus), 19)
  }

  private mutating func put(_ report: AISBaseStationReport) {
    put(UInt64(report.year), 14)
    put(UInt64(report.month), 4)
    put(UInt64(report.day), 5)
    put(UInt64(report.hour), 5)
    put(UInt64(report.minute), 6)
    put(UInt64(report.second), 6)
    put(report.isAccurate)
    put(report.position)
    put(UInt64(report.fixingDevice.rawValue), 4)
    put(report.controlsLongRange)
    put(UInt64(report.spare), 9)
    put(report.hasRAIM)
    put(UInt64(report.radioStatus), 19)
  }

  private mutating func put(_ report: AISVoyageReport) {
    put(UInt64(report.version), 2)
    put(UInt64(report.imoNumber), 30)
    put(report.callSign)
    put(report.name)
    put(UInt64(report.shipType.rawValue), 8)
    put(UInt64(report.dimensions.bowM), 9)
    put(UInt64(report.dimensions.sternM), 9)
    put(UInt64(report.dimensions.portM), 6)
    put(UInt64(report.dimensions.starboardM), 6)
    put(UInt64(report.fixingDevice.rawValue), 4)
    put(UInt64(report.month), 4)
    put(UInt64(report.day), 5)
    put(UInt64(report.hour), 5)
    put(UInt64(report.minute), 6)
    put(UInt64(report.draughtDm), 8)
    put(report.destination)
    put(report.lacksTerminal)
    put(UInt64(report.spare), 1)
  }

  private mutating func put(_ report: AISClassBReport, _ unit: AISClassBUnit) {
    put(UInt64(report.reserved), 8)
    put(UInt64(report.speed.raw), 10)
    put(report.isAccurate)
    put(report.position)
    put(UInt64(report.courseTenthDeg), 12)
    put(UInt64(report.headingRawDeg), 9)
    put(UInt64(report.second), 6)
    put(UInt64(report.reserved2), 2)
    put(unit.isCarrierSense)
    put(unit.hasDisplay)
    put(unit.hasDSC)
    put(unit.usesWholeBand)
    put(unit.takesType22)
    put(report.isAssigned)
    put(report.hasRAIM)
    put(UInt64(unit.radioStatus), 20)
  }

  /// The sentences that carry the bits, without line ends: at most 60 characters of payload each,
  /// fill bits on the last only.
  ///
  /// - Parameters:
  ///   - talker: two characters, `AI` for a ship.
  ///   - sequence: 0 to 9, written where there is more than one sentence.
  public func sentences(
    talker: String = "AI", isOwn: Bool = false, channel: String = "A", sequence: Int = 0
  ) -> [String] {
    let characterCount = (bitCount + 5) / 6
    let partCount = max(1, (characterCount + 59) / 60)
    return (0..<partCount).map { part in
      let last = min(characterCount, 60 * (part + 1))
      let payload = (60 * part..<last).map { Self.armoured(octet(6 * $0, 6)) }
      let fill = part == partCount - 1 ? characterCount * 6 - bitCount : 0
      let content =
        "\(talker)VD\(isOwn ? "O" : "M"),\(partCount),\(part + 1),"
        + "\(partCount > 1 ? String(sequence % 10) : ""),\(channel),"
        + String(decoding: payload, as: UTF8.self) + ",\(fill)"
      let sum = String(content.utf8.reduce(0) { $0 ^ $1 }, radix: 16, uppercase: true)
      return "!\(content)*\(sum.utf8.count < 2 ? "0" : "")\(sum)"
    }
  }

  private static func armoured(_ code: UInt8) -> UInt8 { code < 40 ? code + 48 : code + 56 }
}
