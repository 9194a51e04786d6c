// Which name, call sign and type did a ship send?
//
// SPDX-License-Identifier: Apache-2.0

/// What is known of a ship beside its position.
struct AISShip: Sendable {
  var name: String?
  var callSign: String?
  var imoNumber: UInt32?
  var shipType: UInt8?
  var mothership: MMSI?
}

/// Static data by MMSI, of at most `shipCountMax` ships: the one that was first heard longest ago is
/// forgotten first, and learned again with its next message.
struct AISShipMemory: Sendable {
  static let shipCountMax = 50_000

  private var ships: [MMSI: AISShip] = [:]
  /// In the order in which they were first heard; a ring once it is full.
  private var order: [MMSI] = []
  private var oldest = 0

  subscript(mmsi: MMSI) -> AISShip? { ships[mmsi] }

  mutating func note(_ message: AISMessage) {
    switch message.report {
    case .voyage(let report):
      // Up to 9,999,999 it is an IMO number; a flag state's number is none.
      let imo = (1_000_000...9_999_999).contains(report.imoNumber) ? report.imoNumber : nil
      change(message.mmsi) {
        $0.name = report.name.text ?? $0.name
        $0.callSign = report.callSign.text ?? $0.callSign
        $0.imoNumber = imo ?? $0.imoNumber
        $0.setType(report.shipType)
      }
    case .classB(let report):
      guard case .named(let named) = report.extent else { return }
      change(message.mmsi) {
        $0.name = named.name.text ?? $0.name
        $0.setType(named.shipType)
      }
    case .name(let name):
      guard let text = name.text else { return }
      change(message.mmsi) { $0.name = text }
    case .craft(let report):
      change(message.mmsi) {
        $0.callSign = report.callSign.text ?? $0.callSign
        $0.setType(report.shipType)
        if case .ship(let mothership) = report.extent { $0.mothership = mothership }
      }
    default: break
    }
  }

  private mutating func change(_ mmsi: MMSI, _ body: (inout AISShip) -> Void) {
    if ships[mmsi] == nil {
      if order.count < Self.shipCountMax {
        order.append(mmsi)
      } else {
        ships[order[oldest]] = nil
        order[oldest] = mmsi
        oldest = (oldest + 1) % Self.shipCountMax
      }
    }
    body(&ships[mmsi, default: AISShip()])
  }
}

extension AISShip {
  /// 0 is "not available" and forgets nothing.
  fileprivate mutating func setType(_ type: AISShipType) {
    if type.rawValue > 0 { shipType = type.rawValue }
  }
}
