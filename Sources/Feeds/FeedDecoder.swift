// From bytes to observations: one front door for every format.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
internal import Notation
public import Observations

/// A data source of an ASTERIX stream: which registered sensor it is, and what differs from the
/// feed's editions.
public struct RadarSource: Hashable, Sendable {
  public var sac: UInt8
  public var sic: UInt8
  /// Id in the sensor register.
  public var sensor: String
  public var editions: [UInt8: String]

  public init(sac: UInt8, sic: UInt8, sensor: String, editions: [UInt8: String] = [:]) {
    self.sac = sac
    self.sic = sic
    self.sensor = sensor
    self.editions = editions
  }
}

/// What a decoder must know of its feed beside the bytes.
public struct FeedSettings: Sendable {
  /// How the time of receipt is known.
  public enum Receipt: Hashable, Sendable {
    /// A recording: received this long after the report's own time.
    case recorded(delayMs: Int64)
    /// Live: received when the bytes came.
    case live(atMs: Int64)
  }

  public var name: String
  public var format: FeedFormat
  public var receipt: Receipt
  /// Mission time, for sheets that are written in it.
  public var clock: LocalClock
  public var sensors: SensorRegister
  /// Where reports of this mission lie; used to notice swapped coordinates.
  public var area: GeoBox?
  /// The registered sensor that the whole feed comes from: the receiver of ADS-B or AIS, a radar.
  public var sensor: String?
  /// When the recording begins; formats that carry a time of day or a counter only are dated by it.
  public var startMs: Int64?
  /// ASTERIX: the edition of each category, as `"1.31"`; and the radars that a stream carries.
  public var editions: [UInt8: String] = [:]
  public var radars: [RadarSource] = []
  /// Where these settings are written.
  public var place = SettingsPlace.mission

  public init(
    name: String, format: FeedFormat, receipt: Receipt = .recorded(delayMs: 0),
    clock: LocalClock = .utc, sensors: SensorRegister = SensorRegister(), area: GeoBox? = nil
  ) {
    self.name = name
    self.format = format
    self.receipt = receipt
    self.clock = clock
    self.sensors = sensors
    self.area = area
  }

  func receivedAtMs(observedAtMs: Int64) -> Int64 {
    switch receipt {
    case .recorded(let delayMs): observedAtMs + delayMs
    case .live(let atMs): atMs
    }
  }

  /// A warning where the two coordinates were probably written in the wrong order.
  func warning(latitudeDeg: Double, longitudeDeg: Double) -> String? {
    guard let area,
      !area.contains(GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)),
      area.contains(GeoPoint(latitudeDeg: longitudeDeg, longitudeDeg: latitudeDeg))
    else { return nil }
    return "latitude \(latitudeDeg) and longitude \(longitudeDeg) look swapped: the place lies "
      + "outside the mission's area, the swapped one inside"
  }
}

/// Turns a feed's bytes into observations, however they are cut into reads.
///
///     decoder.push(read)
///     while let item = decoder.next() { … }
///     decoder.finish()   // then next() until nil
///
/// It never throws: a row that cannot be read comes out as a reject, in its place.
public struct FeedDecoder: Sendable {
  /// May be changed between pushes, so that a live feed carries the time of each read.
  public var settings: FeedSettings
  private var reader: any FormatReader

  public init(_ settings: FeedSettings) {
    self.settings = settings
    reader = settings.format.reader(settings)
  }

  /// Rows and messages read so far, with and without an observation.
  public var messageCount: Int { reader.messageCount }

  public mutating func push(_ bytes: [UInt8]) { reader.push(bytes) }

  /// The end of a datagram: no message reaches over it.
  public mutating func endDatagram() { reader.endDatagram() }

  /// The end of the file: a last row without a line end comes out too.
  public mutating func finish() { reader.finish() }

  /// The next report or reject; nil until more bytes are pushed.
  public mutating func next() -> FeedItem? { reader.next(settings) }
}
