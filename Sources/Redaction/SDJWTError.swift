// Why is a redactable record refused? One value that names the rule that it breaks.
//
// SPDX-License-Identifier: Apache-2.0

/// A reason of RFC 9901, section 7.1, or of RFC 7515 below it, to refuse a record.
public enum SDJWTError: Error, Hashable, Sendable, CustomStringConvertible {
  /// More bytes or disclosures than are looked at.
  case tooLarge(byteCount: Int)
  /// Not `header.payload.signature`, or not `jwt~disclosure~…~`.
  case shape(String)
  /// The part is not canonical base64url.
  case base64(part: String)
  /// The part is not JSON; the text says where.
  case json(part: String, String)
  /// A member name stands twice in one object.
  case nameTwice(String)
  /// An algorithm, type or extension that is not accepted here.
  case header(String)
  case signature
  /// `_sd`, `_sd_alg` or `...` do not have the form that the RFC gives them.
  case digests(String)
  /// A disclosure that is no array of salt, name and value, or of salt and value.
  case disclosure(String)
  /// A digest stands twice in the record or in what was disclosed of it.
  case digestTwice(String)
  /// The record has no digest of this disclosure: it belongs elsewhere, was changed or came twice.
  case unknownDisclosure(digest: String)
  /// A disclosed claim would replace another of its name.
  case claimTwice(String)
  /// Disclosures within disclosures, deeper than is followed.
  case tooDeep(Int)

  public var description: String {
    switch self {
    case .tooLarge(let byteCount): "\(byteCount) bytes are more than a record may have"
    case .shape(let what): what
    case .base64(let part): "the \(part) is not base64url without padding"
    case .json(let part, let reason): "the \(part) is not JSON: \(reason)"
    case .nameTwice(let name): "the member \"\(name)\" stands twice in one object"
    case .header(let what): what
    case .signature: "the signature is not that of the trusted key over these bytes"
    case .digests(let what): what
    case .disclosure(let what): what
    case .digestTwice(let digest): "the digest \(digest) stands twice"
    case .unknownDisclosure(let digest):
      "no digest of the record belongs to the disclosure with the digest \(digest)"
    case .claimTwice(let name): "a disclosure would replace the claim \"\(name)\""
    case .tooDeep(let levels): "nested deeper than \(levels) levels"
    }
  }
}
