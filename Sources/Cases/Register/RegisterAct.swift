// What is done with registers? Entries are made and corrected by new ones, never changed.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// What is done with registers.
public enum RegisterAct: Hashable, Sendable {
  case entered(RegisterEntry)
  /// The entry names the one that it stands for from now on.
  case corrected(RegisterEntry, reason: String)

  public var type: String {
    switch self {
    case .entered: "register.entered"
    case .corrected: "register.corrected"
    }
  }

  public var entry: RegisterEntry {
    switch self {
    case .entered(let entry), .corrected(let entry, _): entry
    }
  }

  /// What the person wrote.
  var note: String {
    switch self {
    case .entered(let entry): entry.note
    case .corrected(_, let reason): reason
    }
  }
}
