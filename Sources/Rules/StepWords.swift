// What do all sentences about steps need? Words in two languages, names, and measured values with units.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations

protocol StepWords {
  var step: Step { get }
  var language: Language { get }
  /// Stands where no value is given.
  var noValue: String { get }
}

extension StepWords {
  func pick(_ english: String, _ german: String) -> String {
    language == .de ? german : english
  }

  func name(_ index: Int) -> String { index < step.names.count ? step.names[index] : "" }

  var measured: String { number(step.measured) }
  var threshold: String { number(step.threshold) }
  var sign: String { step.comparison?.sign ?? "" }

  func number(_ value: Double?) -> String {
    guard let value else { return noValue }
    if step.unit == "m" { return Numbers.distance(value, language) }
    let text = Numbers.decimal(value, digits: 1, language)
    return step.unit.isEmpty ? text : "\(text) \(step.unit)"
  }
}
