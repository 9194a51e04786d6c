// Which claims does a record have with these disclosures? Digests are replaced by what they stand for.
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// Puts disclosed claims in the place of their digests, at every depth, and takes the digests out
/// (RFC 9901, section 7.1, step 3).
struct ClaimsRestoring {
  private struct Held {
    let disclosure: Disclosure
    let order: Int
    var isUsed = false
  }

  private var held: [String: Held] = [:]
  private var seenDigests: Set<String> = []

  static func claims(
    of payload: JSONValue, disclosures: [Disclosure]
  ) throws(SDJWTError) -> JSONValue {
    if let algorithm = payload["_sd_alg"], algorithm != "sha-256" {
      throw .digests("the digests are of \(algorithm.written), not sha-256")
    }
    var restoring = ClaimsRestoring()
    for (order, disclosure) in disclosures.enumerated() {
      let digest = disclosure.digest
      guard
        restoring.held.updateValue(Held(disclosure: disclosure, order: order), forKey: digest)
          == nil
      else { throw .unknownDisclosure(digest: digest) }
    }
    let claims = try restoring.restored(payload, depth: 0)
    let unused = restoring.held.filter { !$0.value.isUsed }.min { $0.value.order < $1.value.order }
    if let unused { throw .unknownDisclosure(digest: unused.key) }
    return claims
  }

  private mutating func restored(
    _ value: JSONValue, depth: Int
  ) throws(SDJWTError) -> JSONValue {
    guard depth <= SDJWT.depthMax else { throw .tooDeep(SDJWT.depthMax) }
    switch value {
    case .object(let members): return try object(members, depth: depth)
    case .array(let elements): return try array(elements, depth: depth)
    default: return value
    }
  }

  private mutating func object(
    _ members: [JSONValue.Member], depth: Int
  ) throws(SDJWTError) -> JSONValue {
    var claims: [JSONValue.Member] = []
    var digests: [JSONValue] = []
    for member in members {
      switch member.name {
      case "_sd":
        guard let listed = member.value.elements else {
          throw .digests("\"_sd\" is not an array")
        }
        digests = listed
      case "_sd_alg" where depth == 0: break
      case "...": throw .digests("\"...\" stands outside an array")
      default: claims.append(.init(member.name, try restored(member.value, depth: depth + 1)))
      }
    }
    var names = Set(claims.map(\.name))
    for disclosure in try disclosed(digests) {
      guard let name = disclosure.name else {
        throw .disclosure("a disclosure of an array element stands for a member of an object")
      }
      guard names.insert(name).inserted else { throw .claimTwice(name) }
      claims.append(.init(name, try restored(disclosure.value, depth: depth + 1)))
    }
    return .object(claims)
  }

  private mutating func array(
    _ elements: [JSONValue], depth: Int
  ) throws(SDJWTError) -> JSONValue {
    var out: [JSONValue] = []
    for element in elements {
      guard let digest = element["..."] else {
        out.append(try restored(element, depth: depth + 1))
        continue
      }
      guard case .object(let members) = element, members.count == 1 else {
        throw .digests("\"...\" does not stand alone in its object")
      }
      for disclosure in try disclosed([digest]) {
        guard disclosure.name == nil else {
          throw .disclosure("a disclosure with a name stands for an element of an array")
        }
        out.append(try restored(disclosure.value, depth: depth + 1))
      }
    }
    return .array(out)
  }

  /// The disclosures of those digests that have one, in the order in which they were handed over.
  private mutating func disclosed(_ digests: [JSONValue]) throws(SDJWTError) -> [Disclosure] {
    var found: [Held] = []
    for digest in digests {
      guard let digest = digest.text else { throw .digests("a digest is not a text") }
      guard seenDigests.insert(digest).inserted else { throw .digestTwice(digest) }
      guard let one = held[digest] else { continue }
      held[digest]?.isUsed = true
      found.append(one)
    }
    return found.sorted { $0.order < $1.order }.map(\.disclosure)
  }
}
