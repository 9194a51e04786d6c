// Why can an entry not be taken? One sentence, and what to write instead.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

extension RegisterEntry {
  /// What is wrong with an entry, where, and what to write.
  public struct EntryFault: Hashable, Sendable {
    /// The key that it is about.
    public let key: String
    public let message: String
    public let next: String
  }

  /// The first fault of the entry by itself; nil where it is sound.
  public var fault: EntryFault? {
    if id.isEmpty || id.utf8.count > 100 {
      return EntryFault(
        key: "id", message: "the entry has no id, or one of more than 100 letters.",
        next: "Write for example N-12.")
    }
    if let untilMs, untilMs < fromMs || untilMs == fromMs && kind.needsEnd {
      return EntryFault(
        key: "until", message: "the \(kind.rawValue) ends before it begins.",
        next: "Exchange 'from' and 'until'.")
    }
    if untilMs == nil, kind.needsEnd {
      return EntryFault(
        key: "until", message: "the \(kind.rawValue) has no end.", next: "Add 'until'.")
    }
    if kind.needsParty, party == nil {
      return EntryFault(
        key: "party", message: "the \(kind.rawValue) names no party.", next: "Write A or B.")
    }
    if kind.needsPlace, place == nil {
      return EntryFault(
        key: "place", message: "the \(kind.rawValue) has no place.",
        next: "Add latitude and longitude, or an area.")
    }
    return place?.fault ?? attributeFault ?? exposureFault ?? impedimentFault ?? casualtyFault
  }

  private var exposureFault: EntryFault? {
    guard kind == .exposure else { return nil }
    if untilMs == nil, let state = word("state"), state != "under_way" {
      return EntryFault(
        key: "until", message: "a watch that is \(state) does not say until when.",
        next: "Add 'until', or write state: under_way.")
    }
    let blindMin = number("blind_min") ?? 0
    guard let untilMs else {
      guard blindMin > 0 else { return nil }
      return EntryFault(
        key: "blind_min", message: "a watch that still goes on has no sum of blind minutes yet.",
        next: "Add 'until', or enter the blind time as an outage or impediment.")
    }
    let wholeMin = Double(untilMs - fromMs) / 60_000
    guard blindMin > wholeMin else { return nil }
    return EntryFault(
      key: "blind_min",
      message: "\(Int64(blindMin)) blind minutes do not fit into a watch of "
        + "\(Int64(wholeMin)) minutes.",
      next: "Write minutes, not more than the watch lasted.")
  }

  private var casualtyFault: EntryFault? {
    guard kind == .casualty else { return nil }
    let harmed = ["killed", "injured"].compactMap { number($0) }
    guard !harmed.isEmpty else {
      return EntryFault(
        key: "killed",
        message: "the casualty says neither how many were killed nor how many injured.",
        next: "Add 'killed' or 'injured'.")
    }
    let told = ["women", "men", "girls", "boys"].compactMap { number($0) }.reduce(0, +)
    guard harmed.count == 2, told > harmed.reduce(0, +) else { return nil }
    return EntryFault(
      key: "women",
      message: "\(Int64(told)) women, men, girls and boys are more than all casualties.",
      next: "Mend the numbers; leave out what is not known.")
  }

  private var impedimentFault: EntryFault? {
    guard kind == .impediment, flag("stops_watch") == true, word("watcher") == nil else {
      return nil
    }
    return EntryFault(
      key: "stops_watch", message: "the impediment does not say whose watch it stopped.",
      next: "Add 'watcher': the name that stands in the entries of kind exposure.")
  }

  private var attributeFault: EntryFault? {
    for attribute in attributes {
      if let fault = Self.fault(attribute, kind) { return fault }
    }
    for field in kind.fields
    where field.isRequired && !attributes.contains(where: { $0.name == field.name }) {
      return EntryFault(
        key: field.name, message: "the \(kind.rawValue) does not say '\(field.name)'.",
        next: "Add it: \(field.form.words).")
    }
    return nil
  }

  /// Properties that an entry of every kind may have.
  public static let commonFields = [
    RegisterField(
      name: "grade", form: .words(["E0", "E1", "E2", "E3"]), isRequired: false),
    RegisterField(name: "sigma_m", form: .number(0...1_000_000), isRequired: false),
    RegisterField(name: "sigma_s", form: .number(0...86_400), isRequired: false),
  ]

  private static func fault(_ attribute: RegisterAttribute, _ kind: RegisterKind) -> EntryFault? {
    let fields = kind.fields + commonFields
    guard let field = fields.first(where: { $0.name == attribute.name }) else {
      return EntryFault(
        key: attribute.name,
        message: "a \(kind.rawValue) has no property '\(attribute.name)'.",
        next: "Known: \(fields.map(\.name).joined(separator: ", ")).")
    }
    guard !field.form.takes(attribute.value) else { return nil }
    return EntryFault(
      key: attribute.name, message: "'\(attribute.name)' is not \(field.form.words).",
      next: "Write \(field.form.words).")
  }
}

extension RegisterField.Form {
  func takes(_ value: RegisterValue) -> Bool {
    switch (self, value) {
    case (.number(let range), .number(let number)): range.contains(number)
    case (.flag, .flag), (.time, .time): true
    case (.words(let words), .word(let word)): words.contains(word)
    case (.name, .word(let word)): !word.isEmpty && word.utf8.count <= 200
    default: false
    }
  }

  /// What is expected, in words.
  public var words: String {
    switch self {
    case .number(let range):
      "a number from \(Int64(range.lowerBound)) to \(Int64(range.upperBound))"
    case .flag: "true or false"
    case .time: "a time with its zone"
    case .words(let words): "one of \(words.joined(separator: ", "))"
    case .name: "a name"
    }
  }
}

extension RegisterPlace {
  fileprivate var fault: RegisterEntry.EntryFault? {
    let points: [GeoPoint]
    switch self {
    case .circle(let point, let radiusM):
      points = [point]
      if !(0...1e7).contains(radiusM) {
        return Self.fault("the radius is not within 0 to 10,000 km.")
      }
    case .area(let ring):
      points = ring
      if ring.count < 4 || ring.first != ring.last {
        return Self.fault(
          "the area is no ring of at least three corners that ends where it begins.")
      }
    case .corridor(let way, let halfWidthM):
      points = way
      if way.count < 2 { return Self.fault("the way has fewer than two points.") }
      if !(0...1e6).contains(halfWidthM) {
        return Self.fault("the width is not within 0 to 1,000 km.")
      }
    case .lineKm, .zone: return nil
    }
    guard points.allSatisfy({ $0.isOnEarth }) else { return Self.fault("a point is not on Earth.") }
    return nil
  }

  private static func fault(_ message: String) -> RegisterEntry.EntryFault {
    RegisterEntry.EntryFault(
      key: "place", message: message, next: "Write degrees, longitude and latitude.")
  }
}
