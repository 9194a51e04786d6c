// Can a ship bear this number? The shape and country of an MMSI, and numbers of senders badly set up.
//
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with an MMSI by itself (ITU-R M.585-9; countries by the ITU's table of maritime
/// identification digits).
enum MaritimeNumbers {
  static func fault(_ text: String) -> PlausibilityFlag.Detail? {
    guard text.utf8.count == 9, let number = UInt32(text) else { return .wrongShape }
    if placeholders.contains(number) { return .placeholderNumber }
    // One digit nine times, and a country's digits followed by noughts.
    if number % 111_111_111 == 0 || number % 1_000_000 == 0 { return .placeholderNumber }
    switch number / 1_000_000 {
    case 970, 972, 974: return nil
    case 111: return country(number / 1_000 % 1_000)
    case 980...989, 990...999: return country(number / 10_000 % 1_000)
    case 800...899: return country(number / 100_000 % 1_000)
    case 200...799: return country(number / 1_000_000)
    case 20...79: return country(number / 100_000)
    case 2...7: return country(number / 10_000)
    default: return .wrongShape
    }
  }

  private static func country(_ digits: UInt32) -> PlausibilityFlag.Detail? {
    let digits = Int(digits)
    guard digits < 800, countries[digits] else { return .unknownCountry(digits) }
    return nil
  }

  /// Factory settings and counting on a keypad.
  private static let placeholders: Set<UInt32> = [
    0, 1, 1_193_046, 12_345_678, 123_456_789, 987_654_321, 987_654_320, 123_123_123,
  ]

  /// The digits that are given to a country.
  private static let countries: [Bool] = {
    let given: [ClosedRange<Int>] = [
      201...216, 218...220, 224...259, 261...279, 301...301, 303...312, 314...314, 316...316,
      319...319,
      321...321, 323...323, 325...325, 327...327, 329...332, 334...334, 336...336, 338...339,
      341...341, 343...343, 345...345, 347...348, 350...359, 361...362, 364...364, 366...379,
      401...401, 403...403, 405...405, 408...408, 410...410, 412...414, 416...417, 419...419,
      422...423, 425...425, 428...428, 431...432, 434...434, 436...438, 440...441, 443...443,
      445...445, 447...447, 450...451, 453...453, 455...455, 457...457, 459...459, 461...461,
      463...463, 466...466, 468...468, 470...473, 475...475, 477...478, 501...501, 503...503,
      506...506, 508...508, 510...512, 514...516, 518...518, 520...520, 523...523, 525...525,
      529...529, 531...531, 533...533, 536...536, 538...538, 540...540, 542...542, 544...544,
      546...546, 548...548, 550...550, 553...553, 555...555, 557...557, 559...559, 561...561,
      563...567, 570...570, 572...572, 574...574, 576...578, 601...601, 603...603, 605...605,
      607...613, 615...622, 624...627, 629...638, 642...642, 644...645, 647...647, 649...650,
      654...657, 659...672, 674...679, 701...701, 710...710, 720...720, 725...725, 730...730,
      735...735, 740...740, 745...745, 750...750, 755...755, 760...760, 765...765, 770...770,
      775...775,
    ]
    var isGiven = [Bool](repeating: false, count: 800)
    for range in given { for digits in range { isGiven[digits] = true } }
    return isGiven
  }()
}
