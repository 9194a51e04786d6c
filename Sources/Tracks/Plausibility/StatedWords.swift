// Does it go on calling itself the same? Names, numbers and type of one identity.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// What a thing says of itself beside its number.
struct StatedWords {
  private var name: Word?
  private var callSign: Word?
  private var imoNumber: Word?
  private var registration: Word?
  private var typeGroup: Int?

  /// A word, the one before it, and how often it went back.
  private struct Word {
    var text: String
    var before: String?
    var returnCount = 0
  }

  init(_ identities: [Identity], _ shipType: Int?) {
    var none: [Finding] = []
    take(identities, shipType, isAirborne: false, into: &none)
  }

  mutating func take(
    _ identities: [Identity], _ shipType: Int?, isAirborne: Bool, into findings: inout [Finding]
  ) {
    for identity in identities {
      switch identity.scheme {
      case .shipName: Self.take(identity, &name, returnsMin: 0, into: &findings)
      case .imoNumber: Self.take(identity, &imoNumber, returnsMin: 0, into: &findings)
      case .registration: Self.take(identity, &registration, returnsMin: 0, into: &findings)
      // Crews set the call sign anew for a flight and mend it under way; they do not go back.
      case .callSign:
        Self.take(identity, &callSign, returnsMin: isAirborne ? 2 : 0, into: &findings)
      default: continue
      }
    }
    guard let shipType, shipType > 0 else { return }
    // The second digit tells of the cargo, which changes; the first of the ship.
    let group = shipType / 10
    if let typeGroup, typeGroup != group, group > 1, typeGroup > 1 {
      findings.append(
        Self.finding(nil, from: "\(typeGroup)x", to: "\(group)x"))
    }
    typeGroup = group
  }

  private static func take(
    _ identity: Identity, _ word: inout Word?, returnsMin: Int, into findings: inout [Finding]
  ) {
    guard let known = word else {
      word = Word(text: identity.text)
      return
    }
    guard known.text != identity.text else { return }
    var next = Word(text: identity.text, before: known.text, returnCount: known.returnCount)
    if known.before == identity.text { next.returnCount += 1 }
    word = next
    guard next.returnCount >= returnsMin, isOther(known.text, identity.text) else { return }
    findings.append(finding(identity.scheme, from: known.text, to: identity.text))
  }

  /// Blanks, case and a cut or lengthened end make no other word.
  private static func isOther(_ left: String, _ right: String) -> Bool {
    let left = letters(left), right = letters(right)
    guard !left.isEmpty, !right.isEmpty else { return false }
    let common = zip(left, right).prefix { $0 == $1 }.count
    return common < min(left.count, right.count)
  }

  private static func letters(_ text: String) -> [UInt8] {
    text.utf8.compactMap { byte in
      switch byte {
      case 48...57, 65...90: byte
      case 97...122: byte - 32
      default: byte > 127 ? byte : nil
      }
    }
  }

  private static func finding(_ scheme: IdentityScheme?, from: String, to: String) -> Finding {
    Finding(
      reason: .staticDataChanged, value: 1, limit: 0, unit: .count,
      detail: .changed(scheme, from: from, to: to))
  }
}
