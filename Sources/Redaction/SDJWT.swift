// How is a record made from which parts can be withheld or erased later? As an SD-JWT (RFC 9901).
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

/// Records whose hidden claims can be disclosed one by one, and erased without changing the record.
///
/// The log entry is the signed token alone, in ASCII, without disclosures and without a tilde. It
/// holds a digest for each hidden claim, and digests of nothing beside them.
public enum SDJWT {
  /// The `typ` of our records.
  public static let recordType = "truceline-record+sd-jwt"
  /// An entry of the log has at most this many bytes.
  public static let entryByteCountMax = 65_535
  /// A presentation has at most this many bytes.
  public static let presentationByteCountMax = 1 << 20
  static let depthMax = 64
  static let reservedNames: Set<String> = ["_sd", "..."]

  /// Makes and signs a record.
  ///
  /// Cost: 42 µs with five hidden claims, 16 µs with none (`Benchmarks/RecordsBenchmark`).
  ///
  /// - Parameters:
  ///   - visible: an object; what everyone may see. Its names, at any depth, and those of `hidden`
  ///     are the program's own: none is `_sd`, `_sd_alg` or `...`, and none stands twice.
  ///   - hidden: claims of which only digests stand in the record.
  ///   - type: the `typ` of the token's header.
  ///   - digestCountMin: a record has 4, 8, 16 … digests, the least number that is not below this
  ///     nor below the number of hidden claims. With nothing hidden and 0 here it has none.
  ///   - random: chance for salts and decoys, fit for keys (`SystemRandomNumberGenerator`).
  /// - Returns: the bytes of the log entry, and a disclosure for each hidden claim, in their order.
  public static func issue(
    _ visible: JSONValue, hidden: [JSONValue.Member], type: String = recordType, key: RecordKey,
    digestCountMin: Int = 0, random: inout some RandomNumberGenerator
  ) -> (entry: [UInt8], disclosures: [Disclosure]) {
    guard case .object(var members) = visible else {
      preconditionFailure("what is visible of a record is an object")
    }
    requireOwnNames(visible, hidden)
    let disclosures = hidden.map { Disclosure(name: $0.name, value: $0.value, random: &random) }
    var digests = disclosures.map(\.digest)
    while digests.count < digestCount(max(digestCountMin, hidden.count)) {
      digests.append(Disclosure.digest(of: Disclosure.bytes(32, &random)))
    }
    if !digests.isEmpty {
      members.append(.init("_sd", .array(digests.sorted().map { .string($0) })))
      members.append(.init("_sd_alg", "sha-256"))
    }
    return (sign(.object(members), type: type, key: key), disclosures)
  }

  /// 0, 4, 8, 16 …
  private static func digestCount(_ least: Int) -> Int {
    guard least > 0 else { return 0 }
    var count = 4
    while count < least { count *= 2 }
    return count
  }

  private static func requireOwnNames(_ visible: JSONValue, _ hidden: [JSONValue.Member]) {
    precondition(!hasReservedName(visible), "a visible claim has a reserved name")
    var names = Set(["_sd", "_sd_alg", "..."])
    if case .object(let members) = visible { names.formUnion(members.map(\.name)) }
    for member in hidden {
      precondition(names.insert(member.name).inserted, "the claim \(member.name) cannot be hidden")
      precondition(!hasReservedName(member.value), "a hidden claim has a reserved name in it")
    }
  }

  private static func hasReservedName(_ value: JSONValue) -> Bool {
    switch value {
    case .object(let members):
      members.contains {
        reservedNames.contains($0.name) || $0.name == "_sd_alg" || hasReservedName($0.value)
      }
    case .array(let elements): elements.contains(where: hasReservedName)
    default: false
    }
  }

  /// `header.payload.signature` in ASCII.
  static func sign(_ payload: JSONValue, type: String, key: RecordKey) -> [UInt8] {
    var token = type == recordType ? key.recordHeader : header(type: type, kid: key.kid)
    token.append(UInt8(ascii: "."))
    token.append(contentsOf: Base64URL.encode(payload.bytes))
    let signature = key.signature(over: token)
    token.append(UInt8(ascii: "."))
    token.append(contentsOf: Base64URL.encode(signature))
    return token
  }

  static func header(type: String, kid: String) -> [UInt8] {
    let header: JSONValue = .members([
      "alg": "EdDSA", "typ": .string(type), "kid": .string(kid),
    ])
    return Base64URL.encode(header.bytes)
  }

  /// The record with what of it is disclosed, as it is handed over: `jwt~disclosure~disclosure~`.
  public static func presentation(_ entry: [UInt8], _ disclosures: [Disclosure]) -> String {
    var text = String(decoding: entry, as: UTF8.self) + "~"
    for disclosure in disclosures { text += disclosure.text + "~" }
    return text
  }
}
