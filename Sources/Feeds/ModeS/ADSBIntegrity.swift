// How far off may the position be, by the aircraft's own word? NIC, NACp and NUCp.
//
// SPDX-License-Identifier: Apache-2.0

extension ModeSLocator {
  /// Navigation integrity category of a position message (DO-260A and DO-260B table 2-14 and N-4); nil
  /// for version 0, which has NUCp instead, and where the version is not known.
  static func nic(_ typeCode: UInt8, supplementB: UInt8, _ row: AircraftRow) -> UInt8? {
    guard let version = row.version, version == 1 || version == 2 else { return nil }
    let a = row.supplementA ?? 0
    let b = version == 2 ? supplementB : 0
    let c = version == 2 ? row.supplementC ?? 0 : 0
    switch typeCode {
    case 5, 9, 20: return 11
    case 6, 10, 21: return 10
    case 7: return a == 1 ? 9 : 8
    case 8 where version == 2: return a == 1 ? (c == 1 ? 7 : 6) : (c == 1 ? 6 : 0)
    case 11: return version == 2 ? (a == 1 && b == 1 ? 9 : 8) : (a == 1 ? 9 : 8)
    case 12: return 7
    case 13: return 6
    case 14: return 5
    case 15: return 4
    case 16: return version == 2 ? (a == 1 && b == 1 ? 3 : 2) : (a == 1 ? 3 : 2)
    case 17: return 1
    default: return 0
    }
  }

  /// Navigation uncertainty category of version 0 (DO-260 table 2-11); nil for other type codes.
  static func nucP(_ typeCode: UInt8) -> UInt8? {
    switch typeCode {
    case 5...8: 14 - typeCode
    case 9...18: 18 - typeCode
    case 20: 9
    case 21: 8
    case 22: 0
    default: nil
    }
  }

  /// Where an aircraft says nothing of its accuracy.
  static let unknownSigmaM = 500.0

  /// One sigma of a horizontal position: the 95 % radius over 2.448. By NACp (EPU) where it was sent,
  /// else by NUCp (HFOM).
  static func sigmaM(nacP: UInt8?, typeCode: UInt8) -> Double {
    if let nacP, (1...11).contains(nacP) { return epuM[Int(nacP)] / 2.448 }
    guard nacP == nil, let nucP = nucP(typeCode), (1...9).contains(nucP) else {
      return unknownSigmaM
    }
    return hfomM[Int(nucP)] / 2.448
  }

  /// 95 % radius by NACp: 10, 4, 2, 1, 0.5, 0.3, 0.1, 0.05 NM, 30, 10, 3 m.
  private static let epuM = [
    0, 18_520, 7_408, 3_704, 1_852, 926, 555.6, 185.2, 92.6, 30, 10, 3,
  ]
  /// 95 % radius by NUCp: 10, 5, 1, 0.5, 0.25, 0.1, 0.05 NM, 10, 3 m.
  private static let hfomM = [0, 18_520, 9_260, 1_852, 926, 463, 185.2, 92.6, 10, 3]
}
