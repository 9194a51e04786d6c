// By which names do sources call the same thing? Names in several languages, and search by all of them.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// A thing or an actor with all its names.
public struct Term: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable { case force, actor, state, other }

  public var id: String
  public var kind: Kind
  /// For actors: the state whose word it is.
  public var state: String?
  public var names: [LocalText.Entry]

  public init(id: String, kind: Kind, state: String? = nil, names: [LocalText.Entry]) {
    self.id = id
    self.kind = kind
    self.state = state
    self.names = names
  }
}

/// The names that are one thing.
public struct Glossary: Sendable {
  public let terms: [Term]
  /// Names without case, longest first: 'US government' before 'US'.
  private let names: [(folded: String, term: Int, name: String)]

  public init(_ terms: [Term] = []) {
    self.terms = terms
    names = terms.enumerated().flatMap { index, term in
      term.names.map { (Self.folded($0.text), index, $0.text) }
    }.sorted { ($1.0.utf8.count, $0.0) < ($0.0.utf8.count, $1.0) }
  }

  /// The names in a text that stand for terms of a kind, each with its term, in order of length. A name
  /// counts at the beginning of a word: 'Schutztruppe' is in 'Schutztruppen'.
  public func names(in text: String, kind: Term.Kind) -> [(term: Term, name: String)] {
    var rest = Self.folded(text)
    var found: [(Term, String)] = []
    for (folded, term, name) in names where terms[term].kind == kind {
      guard let range = Self.range(of: folded, in: rest) else { continue }
      found.append((terms[term], name))
      // A shorter name within a longer one is not a name of its own.
      rest.replaceSubrange(range, with: String(repeating: "\u{1}", count: 1))
    }
    return found
  }

  /// The actor that a text names first by its longest name; nil where none is known.
  public func actor(in text: String) -> Term? { names(in: text, kind: .actor).first?.term }

  /// The statements in which a text stands, or any name of what the text is a name of.
  public func search(_ query: String, in register: ClaimsRegister) -> [Claim] {
    let folded = Self.folded(query.trimmed)
    guard !folded.isEmpty else { return [] }
    let meant = Set(names.filter { $0.folded == folded }.map(\.term))
    let wanted = [folded] + names.filter { meant.contains($0.term) }.map(\.folded)
    return register.claims.filter { claim in
      let text = Self.folded(
        [
          claim.quote, claim.paraphrase, claim.attributedTo, claim.reportedBy, claim.country,
          claim.condition, claim.place,
        ].compactMap(\.self).joined(separator: "\n"))
      return wanted.contains { Self.range(of: $0, in: text) != nil }
    }
  }

  private static func folded(_ text: String) -> String { text.lowercased() }

  private static func range(of name: String, in text: String) -> Range<String.Index>? {
    guard let first = name.first else { return nil }
    var from = text.startIndex
    while let at = text[from...].firstIndex(of: first) {
      let isWordStart =
        at == text.startIndex
        || {
          let before = text[text.index(before: at)]
          return !before.isLetter && !before.isNumber
        }()
      if isWordStart, text[at...].hasPrefix(name) {
        return at..<text.index(at, offsetBy: name.count)
      }
      from = text.index(after: at)
    }
    return nil
  }
}
