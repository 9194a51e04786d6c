// How is a policy file read? Line by line, each name defined before it is used.
//
// SPDX-License-Identifier: Apache-2.0

struct PolicyReader {
  struct Quorum {
    let party: LogPolicy.Party?
  }

  private typealias Word = ArraySlice<UInt8>

  var logs: [LogPolicy.Log] = []
  var witnesses: [LogPolicy.Witness] = []
  var quorum: Quorum?
  /// Names are bytes: two that only look alike are two.
  private var parties: [[UInt8]: LogPolicy.Party] = [Array("none".utf8): .nobody]
  private var members: Set<[UInt8]> = []
  private var line = 0

  mutating func read(_ bytes: [UInt8]) throws(PolicyError) {
    guard bytes.count <= LogPolicy.byteCountMax else {
      throw PolicyError(line: nil, .tooLong(byteCount: bytes.count))
    }
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for text in lines {
      line += 1
      guard text.allSatisfy({ $0 == 9 || ($0 >= 0x20 && $0 != 0x7F) }) else {
        throw error(.controlCharacter)
      }
      let words = text.split { $0 == UInt8(ascii: " ") || $0 == 9 }
      guard let keyword = words.first, keyword.first != UInt8(ascii: "#") else { continue }
      try take(Self.string(keyword), Array(words.dropFirst()))
    }
  }

  private mutating func take(_ keyword: String, _ words: [Word]) throws(PolicyError) {
    switch keyword {
    case "log": try takeLog(words)
    case "witness": try takeWitness(words)
    case "group": try takeGroup(words)
    case "quorum": try takeQuorum(words)
    default: throw error(.keyword(keyword))
    }
  }

  private mutating func takeLog(_ words: [Word]) throws(PolicyError) {
    guard (1...2).contains(words.count) else { throw error(.form("log VKEY [URL]")) }
    let key = try key(words[0], .ed25519)
    guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else {
      throw error(.sameKey(key.name))
    }
    logs.append(LogPolicy.Log(key: key, url: words.dropFirst().first.map(Self.string)))
    try bound(logs.count)
  }

  private mutating func takeWitness(_ words: [Word]) throws(PolicyError) {
    guard (2...3).contains(words.count) else { throw error(.form("witness NAME VKEY [URL]")) }
    let key = try key(words[1], .cosignature)
    guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
      throw error(.sameKey(key.name))
    }
    let name = Self.string(words[0])
    try define(words[0], .witness(key, name: name))
    let url = words.dropFirst(2).first.map(Self.string)
    witnesses.append(LogPolicy.Witness(name: name, key: key, url: url))
  }

  private mutating func takeGroup(_ words: [Word]) throws(PolicyError) {
    guard words.count >= 3 else { throw error(.form("group NAME all|any|COUNT MEMBER...")) }
    let names = words.dropFirst(2)
    var group: [LogPolicy.Party] = []
    for name in names {
      guard let party = parties[Array(name)], party != .nobody else {
        throw error(.unknownName(Self.string(name)))
      }
      guard members.insert(Array(name)).inserted else { throw error(.twice(Self.string(name))) }
      group.append(party)
    }
    let threshold = try threshold(words[1], of: group.count)
    let name = Self.string(words[0])
    try define(words[0], .group(name: name, threshold: threshold, members: group))
  }

  private func threshold(_ word: Word, of count: Int) throws(PolicyError) -> Int {
    switch Self.string(word) {
    case "all": return count
    case "any": return 1
    default:
      guard let number = Decimal.parse(word), number >= 1, number <= UInt64(count) else {
        throw error(.threshold(Self.string(word), memberCount: count))
      }
      return Int(number)
    }
  }

  private mutating func takeQuorum(_ words: [Word]) throws(PolicyError) {
    guard words.count == 1 else { throw error(.form("quorum NAME")) }
    guard quorum == nil else { throw error(.secondQuorum) }
    guard let party = parties[Array(words[0])] else {
      throw error(.unknownName(Self.string(words[0])))
    }
    quorum = Quorum(party: party == .nobody ? nil : party)
  }

  private mutating func define(_ name: Word, _ party: LogPolicy.Party) throws(PolicyError) {
    guard parties.updateValue(party, forKey: Array(name)) == nil else {
      throw error(.nameTaken(Self.string(name)))
    }
    try bound(parties.count)
  }

  private func bound(_ count: Int) throws(PolicyError) {
    guard count <= LogPolicy.countMax else { throw error(.tooMany) }
  }

  private func key(
    _ word: Word, _ kind: VerifierKey.Kind
  ) throws(PolicyError) -> VerifierKey {
    let key: VerifierKey
    do throws(NoteKeyError) {
      key = try VerifierKey(Self.string(word))
    } catch {
      throw self.error(.key(error))
    }
    // A kind that is not known here may be named; it is never counted as having signed.
    if case .other = key.kind { return key }
    guard key.kind == kind else { throw error(.keyKind(key.name)) }
    return key
  }

  private func error(_ problem: PolicyError.Problem) -> PolicyError {
    PolicyError(line: line, problem)
  }

  private static func string(_ word: Word) -> String { String(decoding: word, as: UTF8.self) }
}

extension LogPolicy.Party {
  /// What the name `none` stands for.
  fileprivate static let nobody = LogPolicy.Party.group(name: "none", threshold: 0, members: [])
}

/// What is wrong with a policy file, and in which line.
public struct PolicyError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Problem: Hashable, Sendable {
    case tooLong(byteCount: Int)
    case controlCharacter
    case keyword(String)
    case form(String)
    case key(NoteKeyError)
    case keyKind(String)
    case sameKey(String)
    case nameTaken(String)
    case unknownName(String)
    case twice(String)
    case threshold(String, memberCount: Int)
    case secondQuorum
    case noQuorum
    case tooMany
  }

  /// From 1; nil where it is the whole file.
  public let line: Int?
  public let problem: Problem

  init(line: Int?, _ problem: Problem) {
    (self.line, self.problem) = (line, problem)
  }

  public var description: String {
    (line.map { "line \($0) of the policy: " } ?? "the policy: ") + what
  }

  private var what: String {
    switch problem {
    case .tooLong(let count): "\(count) bytes, where \(LogPolicy.byteCountMax) are allowed."
    case .controlCharacter: "a control character. Write spaces and tabs only."
    case .keyword(let word): "begins with \"\(word)\". Write log, witness, group or quorum."
    case .form(let form): "has too few or too many words. Write: \(form)"
    case .key(let error): "\(error)"
    case .keyKind(let name):
      "\(name) is a key for another use. Logs have keys of type 1, witnesses of type 4."
    case .sameKey(let name): "the key of \(name) was named before. Name each key once."
    case .nameTaken(let name): "the name \(name) is taken. Choose another."
    case .unknownName(let name): "\(name) is not defined above. Define it before it is used."
    case .twice(let name): "\(name) is already in a group. Each name can be in one."
    case .threshold(let text, let count): "\(text) of \(count). Write all, any, or 1 to \(count)."
    case .secondQuorum: "a second quorum. Write one."
    case .noQuorum: "has no quorum. End it with: quorum NAME, or quorum none"
    case .tooMany: "more than \(LogPolicy.countMax) logs, witnesses or groups."
    }
  }
}
