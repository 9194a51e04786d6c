// Why does a time stamp prove nothing? One value that names what does not fit.
//
// SPDX-License-Identifier: Apache-2.0

/// A fault of a time stamp (RFC 3161), or of the certificate that is to vouch for it.
public enum StampError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes are not what RFC 3161, RFC 5652 or DER ask for.
  case form(String)
  /// The authority did not stamp, and says why.
  case refused(status: Int, text: String)
  /// The stamp is of other bytes.
  case otherBytes
  /// The stamp answers another request.
  case otherRequest
  case policy(String)
  /// None of the trusted certificates signed it.
  case unknownSigner
  case certificate(String)
  case signature(String)

  public var description: String {
    switch self {
    case .form(let what): "this is no time stamp: \(what)"
    case .refused(let status, let text): "the authority did not stamp (status \(status)): \(text)"
    case .otherBytes: "the stamp is of other bytes"
    case .otherRequest: "the stamp answers another request: its nonce is another"
    case .policy(let policy):
      "the stamp was given under the policy \(policy), which is not accepted"
    case .unknownSigner: "the stamp is signed by none of the trusted certificates"
    case .certificate(let what): "the certificate of the authority \(what)"
    case .signature(let what): "the signature of the stamp does not hold: \(what)"
    }
  }
}
