// What does a weather station measure? Application messages 001/11 and 001/31.
//
// SPDX-License-Identifier: Apache-2.0

/// Meteorological and hydrographic data. Every value is nil where the sender has none.
///
/// 001/11 is IMO SN/Circ.236 (2004), 001/31 its successor in SN.1/Circ.289 (2010): other widths,
/// other scales and another order of latitude and longitude.
public struct AISWeather: Hashable, Sendable {
  public struct Current: Hashable, Sendable {
    public var speedKn: Double?
    public var directionDeg: Double?
    public var depthM: Double?
  }
  public struct Waves: Hashable, Sendable {
    public var heightM: Double?
    public var periodS: Double?
    public var directionDeg: Double?
  }

  public var longitudeDeg: Double?
  public var latitudeDeg: Double?
  /// 001/31 only.
  public var isAccurate: Bool?
  /// Day of the month and time, UTC.
  public var day: UInt8?
  public var hour: UInt8?
  public var minute: UInt8?
  public var windKn: Double?
  public var gustKn: Double?
  public var windFromDeg: Double?
  public var gustFromDeg: Double?
  public var airTemperatureC: Double?
  public var humidityPercent: Double?
  public var dewPointC: Double?
  public var pressureHPa: Double?
  /// 0 steady, 1 decreasing, 2 increasing.
  public var pressureTendency: UInt8?
  public var visibilityNM: Double?
  /// 001/31: the visibility is at least this.
  public var isVisibilityMore = false
  public var waterLevelM: Double?
  public var waterLevelTrend: UInt8?
  public var surfaceCurrent = Current()
  /// At two depths.
  public var current2 = Current()
  public var current3 = Current()
  public var waves = Waves()
  public var swell = Waves()
  /// Beaufort.
  public var seaState: UInt8?
  public var waterTemperatureC: Double?
  /// 1 rain, 2 thunderstorm, 3 freezing rain, 4 mixed or ice, 5 snow.
  public var precipitation: UInt8?
  public var salinityPerMille: Double?
  /// 0 no, 1 yes.
  public var ice: UInt8?

  init(_ year: Int, _ bits: AISPayload, _ start: Int) {
    var read = Reader(bits: bits, at: start)
    if year == 2004 { read2004(&read) } else { read2010(&read) }
  }

  private mutating func read2004(_ read: inout Reader) {
    latitudeDeg = read.degrees(24, 90)
    longitudeDeg = read.degrees(25, 180)
    readTime(&read)
    readWind(&read)
    airTemperatureC = read.scaled(11, -600, 0.1, max: 1_200)
    humidityPercent = read.scaled(7, 0, 1, max: 100)
    dewPointC = read.scaled(10, -200, 0.1, max: 700)
    pressureHPa = read.scaled(9, 800, 1, max: 400)
    pressureTendency = read.code(2, max: 2)
    visibilityNM = read.scaled(8, 0, 0.1, max: 250)
    waterLevelM = read.scaled(9, -100, 0.1, max: 400)
    waterLevelTrend = read.code(2, max: 2)
    readSea(&read)
    waterTemperatureC = read.scaled(10, -100, 0.1, max: 600)
    precipitation = read.code(3, max: 5)
    salinityPerMille = read.scaled(9, 0, 0.1, max: 500)
    ice = read.code(2, max: 1)
  }

  private mutating func read2010(_ read: inout Reader) {
    longitudeDeg = read.degrees(25, 180)
    latitudeDeg = read.degrees(24, 90)
    isAccurate = read.bits(1) != 0
    readTime(&read)
    readWind(&read)
    airTemperatureC = read.signed(11, 0.1, -600...600)
    humidityPercent = read.scaled(7, 0, 1, max: 100)
    dewPointC = read.signed(10, 0.1, -200...500)
    pressureHPa = read.scaled(9, 799, 1, max: 402)
    pressureTendency = read.code(2, max: 2)
    isVisibilityMore = read.bits(1) != 0
    visibilityNM = read.scaled(7, 0, 0.1, max: 126)
    waterLevelM = read.scaled(12, -1_000, 0.01, max: 4_000)
    waterLevelTrend = read.code(2, max: 2)
    readSea(&read)
    waterTemperatureC = read.signed(10, 0.1, -100...500)
    precipitation = read.code(3, max: 6)
    salinityPerMille = read.scaled(9, 0, 0.1, max: 501)
    ice = read.code(2, max: 1)
  }

  private mutating func readTime(_ read: inout Reader) {
    day = read.code(5, max: 31)
    if day == 0 { day = nil }
    hour = read.code(5, max: 23)
    minute = read.code(6, max: 59)
  }

  private mutating func readWind(_ read: inout Reader) {
    windKn = read.scaled(7, 0, 1, max: 126)
    gustKn = read.scaled(7, 0, 1, max: 126)
    windFromDeg = read.scaled(9, 0, 1, max: 359)
    gustFromDeg = read.scaled(9, 0, 1, max: 359)
  }

  private mutating func readSea(_ read: inout Reader) {
    surfaceCurrent = Current(
      speedKn: read.scaled(8, 0, 0.1, max: 251), directionDeg: read.scaled(9, 0, 1, max: 359))
    current2 = read.current()
    current3 = read.current()
    waves = read.waves()
    swell = read.waves()
    seaState = read.code(4, max: 12)
  }
}

/// Reads one value after the other.
private struct Reader {
  let bits: AISPayload
  var at: Int

  mutating func bits(_ width: Int) -> Int {
    defer { at += width }
    return Int(truncatingIfNeeded: bits.unsigned(at, width))
  }

  mutating func degrees(_ width: Int, _ limitDeg: Int64) -> Double? {
    defer { at += width }
    let thousandthMin = bits.signed(at, width)
    return thousandthMin.magnitude <= limitDeg * 60_000 ? Double(thousandthMin) / 60_000 : nil
  }

  /// `offset` counts steps; values above `max` are not available or reserved.
  mutating func scaled(_ width: Int, _ offset: Int, _ step: Double, max: Int) -> Double? {
    let raw = bits(width)
    guard raw <= max else { return nil }
    return step < 1 ? Double(raw + offset) / (1 / step).rounded() : Double(raw + offset)
  }

  mutating func signed(_ width: Int, _ step: Double, _ range: ClosedRange<Int64>) -> Double? {
    defer { at += width }
    let raw = bits.signed(at, width)
    return range.contains(raw) ? Double(raw) / (1 / step).rounded() : nil
  }

  mutating func code(_ width: Int, max: Int) -> UInt8? {
    let raw = bits(width)
    return raw <= max ? UInt8(truncatingIfNeeded: raw) : nil
  }

  mutating func current() -> AISWeather.Current {
    AISWeather.Current(
      speedKn: scaled(8, 0, 0.1, max: 251), directionDeg: scaled(9, 0, 1, max: 359),
      depthM: scaled(5, 0, 1, max: 30))
  }

  mutating func waves() -> AISWeather.Waves {
    AISWeather.Waves(
      heightM: scaled(8, 0, 0.1, max: 251), periodS: scaled(6, 0, 1, max: 60),
      directionDeg: scaled(9, 0, 1, max: 359))
  }
}
