// Who signed this text? C2SP signed-note: a text, an empty line, and a line for each signature.
//
// SPDX-License-Identifier: Apache-2.0

/// Signed text, such as a checkpoint. What the text says is not looked at here.
public enum SignedNote {
  /// A longer note is refused unread.
  public static let byteCountMax = 1_000_000
  /// A note with more lines of signatures is refused.
  public static let signatureCountMax = 100

  private static let newline = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")
  /// U+2014 and a space.
  private static let lineStart = Array("\u{2014} ".utf8)

  /// The text of a note and who of the trusted signed it.
  ///
  /// Signatures of other keys are ignored, and so is a key of a kind that is not known here. One
  /// false signature of a trusted key spoils the whole note.
  ///
  /// - Throws: `NoteError`; in particular `.notSigned` where no trusted key signed.
  public static func open(
    _ bytes: [UInt8], trusted: [VerifierKey]
  ) throws(NoteError) -> OpenedNote {
    let (text, lines) = try split(bytes)
    var signatures: [NoteSignature] = []
    for (position, line) in lines.enumerated() {
      let (name, keyID, payload) = try parse(line, position)
      guard
        let key = trusted.first(where: {
          $0.keyID == keyID && $0.hasName(name) && $0.isUsable
        }), !signatures.contains(where: { $0.key == key })
      else { continue }
      let timestampS = try check(key, payload, text)
      let line = String(decoding: line, as: UTF8.self) + "\n"
      signatures.append(NoteSignature(key: key, timestampS: timestampS, line: line))
    }
    guard !signatures.isEmpty else { throw .notSigned }
    return OpenedNote(text: text, signatures: signatures)
  }

  /// The text alone, after all checks of form. Nothing is known of who signed it.
  public static func unverifiedText(_ bytes: [UInt8]) throws(NoteError) -> String {
    let (text, lines) = try split(bytes)
    for (position, line) in lines.enumerated() { _ = try parse(line, position) }
    return text
  }

  /// A note of a text that ends with an end of line, and lines as `NoteSigner` makes them.
  public static func build(text: String, signatures: [String]) throws(NoteError) -> [UInt8] {
    let bytes = Array((text + "\n" + signatures.joined()).utf8)
    guard try unverifiedText(bytes).utf8.elementsEqual(text.utf8) else { throw .text }
    return bytes
  }

  /// The note with further signatures after those it has.
  public static func adding(
    _ lines: [String], to note: [UInt8]
  ) throws(NoteError) -> [UInt8] {
    let text = try unverifiedText(note)
    let bytes = note + Array(lines.joined().utf8)
    guard try unverifiedText(bytes).utf8.elementsEqual(text.utf8) else { throw .text }
    return bytes
  }

  /// The signature lines of a note, each with its end of line.
  public static func signatureLines(_ note: [UInt8]) throws(NoteError) -> [String] {
    try split(note).lines.map { String(decoding: $0, as: UTF8.self) + "\n" }
  }

  private static func split(
    _ bytes: [UInt8]
  ) throws(NoteError) -> (text: String, lines: [ArraySlice<UInt8>]) {
    guard bytes.count <= byteCountMax else { throw .tooLong(byteCount: bytes.count) }
    if let place = bytes.firstIndex(where: { $0 < 0x20 && $0 != newline }) {
      throw .controlCharacter(byteOffset: place)
    }
    guard let gap = lastEmptyLine(bytes) else { throw .noEmptyLine }
    guard let text = String(validating: bytes[...gap], as: UTF8.self),
      String(validating: bytes[gap...], as: UTF8.self) != nil
    else { throw .notUTF8 }
    let block = bytes[(gap + 2)...]
    guard block.last == newline else { throw .noSignatures }
    let lines = block.dropLast().split(
      separator: newline, maxSplits: signatureCountMax, omittingEmptySubsequences: false)
    guard lines.count <= signatureCountMax else { throw .tooManySignatures }
    return (text, lines)
  }

  /// Where the last two ends of line in a row begin.
  private static func lastEmptyLine(_ bytes: [UInt8]) -> Int? {
    var place = bytes.count - 2
    while place >= 0 {
      if bytes[place] == newline, bytes[place + 1] == newline { return place }
      place -= 1
    }
    return nil
  }

  private static func parse(
    _ line: ArraySlice<UInt8>, _ position: Int
  ) throws(NoteError) -> (name: ArraySlice<UInt8>, keyID: UInt32, payload: [UInt8]) {
    guard line.starts(with: lineStart) else { throw .signatureLine(position + 1) }
    let parts = line.dropFirst(lineStart.count).split(
      separator: space, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 2, VerifierKey.isName(String(decoding: parts[0], as: UTF8.self)),
      let signature = Base64.decode(parts[1]), signature.count > 4
    else { throw .signatureLine(position + 1) }
    let keyID = signature.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return (parts[0], keyID, Array(signature.dropFirst(4)))
  }

  /// Returns the time of a cosignature.
  private static func check(
    _ key: VerifierKey, _ payload: [UInt8], _ text: String
  ) throws(NoteError) -> UInt64? {
    if key.kind == .ed25519 {
      guard key.isSignature(payload, of: Array(text.utf8)) else {
        throw .wrongSignature(name: key.name)
      }
      return nil
    }
    guard payload.count == Cosignature.byteCount else { throw .wrongSignature(name: key.name) }
    let timestampS = payload.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let message = Cosignature.message(text, timestampS: timestampS)
    guard timestampS <= UInt64(Int64.max), key.isSignature(Array(payload.dropFirst(8)), of: message)
    else { throw .wrongSignature(name: key.name) }
    return timestampS
  }
}

extension VerifierKey {
  fileprivate var isUsable: Bool { kind == .ed25519 || kind == .cosignature }
}

/// What was signed, and by whom.
public struct OpenedNote: Hashable, Sendable {
  public let text: String
  /// At least one, each key once, in the order of the note.
  public let signatures: [NoteSignature]

  public var keys: Set<VerifierKey> { Set(signatures.map(\.key)) }
}

/// A signature that was checked.
public struct NoteSignature: Hashable, Sendable {
  public let key: VerifierKey
  /// When a witness cosigned, in seconds since 1970; nil for the signature of a log.
  public let timestampS: UInt64?
  /// The line of the note, with its end.
  public let line: String
}

/// Why a note is not accepted.
public enum NoteError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooLong(byteCount: Int)
  case controlCharacter(byteOffset: Int)
  case notUTF8
  case noEmptyLine
  case noSignatures
  case tooManySignatures
  case signatureLine(Int)
  case wrongSignature(name: String)
  case notSigned
  case text

  public var description: String { "\(what). \(nextStep)" }

  private var what: String {
    switch self {
    case .tooLong(let count):
      "the note has \(count) bytes, where \(SignedNote.byteCountMax) are allowed"
    case .controlCharacter(let offset): "a control character stands at byte \(offset) of the note"
    case .notUTF8: "the note is not UTF-8"
    case .noEmptyLine: "no empty line stands between the text and the signatures of the note"
    case .noSignatures: "the note does not end with lines of signatures"
    case .tooManySignatures:
      "the note has more than \(SignedNote.signatureCountMax) signatures"
    case .signatureLine(let line): "line \(line) of the signatures is not one"
    case .wrongSignature(let name): "the signature of \(name) is false"
    case .notSigned: "no key that is trusted here signed the note"
    case .text: "the text of the note does not end with one end of line"
    }
  }

  private var nextStep: String {
    switch self {
    case .wrongSignature: "Do not rely on the note; keep it, and ask whom it names."
    case .notSigned: "Check that the right key is given, then fetch the note again."
    case .text: "End the text with an end of line."
    default: "Fetch it again; if it stays so, ask the operator of the log."
    }
  }
}
