// What does a Cursor on Target event say? The event, its point and the typed parts of its detail.
//
// SPDX-License-Identifier: Apache-2.0

/// An event (MITRE CoT base schema 2.0, Event-PUBLIC.xsd).
public struct CoTEvent: Hashable, Sendable {
  public var version: String
  public var uid: String
  /// As sent, `a-u-G`: the affiliation in it is the sender's word and is never judged.
  public var type: String
  /// When it was made, when it becomes and when it ceases to be valid; milliseconds since 1970.
  public var timeMs: Int64
  public var startMs: Int64
  public var staleMs: Int64
  /// How the place was found: `m-g` by GPS, `h-e` estimated by a person.
  public var how: String
  public var access: String?
  public var qos: String?
  /// `o` operation, `e` exercise, `s` simulation, with or without a name.
  public var opex: String?
  public var caveat: String?
  public var releaseableTo: String?
  public var point: CoTPoint
  public var detail: CoTDetail?

  public init(
    version: String = "2.0", uid: String, type: String, timeMs: Int64, startMs: Int64,
    staleMs: Int64, how: String, point: CoTPoint, detail: CoTDetail? = nil
  ) {
    self.version = version
    self.uid = uid
    self.type = type
    self.timeMs = timeMs
    self.startMs = startMs
    self.staleMs = staleMs
    self.how = how
    self.point = point
    self.detail = detail
  }

  /// Whether Truceline may send an event of this type: things without affiliation or neutral, marked
  /// places and drawings. No other type is sent.
  public var mayBeSent: Bool {
    type == "a-u" || type == "a-n" || type.hasPrefix("a-u-") || type.hasPrefix("a-n-")
      || type.hasPrefix("b-m-p-") || type.hasPrefix("u-d-")
  }
}

/// Where. On the wire 9999999 stands for unknown height and errors; here nil does.
public struct CoTPoint: Hashable, Sendable {
  public static let unknown = 9_999_999.0

  /// WGS-84, degrees.
  public var latitudeDeg: Double
  public var longitudeDeg: Double
  /// Height above the WGS-84 ellipsoid.
  public var ellipsoidHeightM: Double?
  /// `ce`: radius of the area, or the one-sigma circular error, "the one sigma point for a zero mean
  /// normal distribution" in the words of the schema.
  public var circularErrorM: Double?
  /// `le`: the same for the height.
  public var linearErrorM: Double?

  public init(
    latitudeDeg: Double, longitudeDeg: Double, ellipsoidHeightM: Double? = nil,
    circularErrorM: Double? = nil, linearErrorM: Double? = nil
  ) {
    self.latitudeDeg = latitudeDeg
    self.longitudeDeg = longitudeDeg
    self.ellipsoidHeightM = ellipsoidHeightM
    self.circularErrorM = circularErrorM
    self.linearErrorM = linearErrorM
  }

  /// Nil for 9999999, and for the 999999 that some senders write.
  static func known(_ valueM: Double) -> Double? {
    valueM == unknown || valueM == 999_999 || !valueM.isFinite ? nil : valueM
  }
}

/// The detail: what has a field of its own in the TAK protocol, and everything else as it came.
///
/// An element is typed only where all of it fits its field; else the whole element stays in `xml`, and
/// the field is nil. Never both.
public struct CoTDetail: Hashable, Sendable {
  public var contact: CoTContact?
  public var group: CoTGroup?
  public var precisionLocation: CoTPrecisionLocation?
  /// `status battery`: per cent.
  public var batteryPercent: UInt32?
  public var takv: CoTSoftware?
  public var track: CoTTrack?
  /// The other elements one after another, as XML.
  public var xml: String

  public init(xml: String = "") { self.xml = xml }
}

public struct CoTContact: Hashable, Sendable {
  public var endpoint: String
  public var callSign: String

  public init(endpoint: String = "", callSign: String = "") {
    self.endpoint = endpoint
    self.callSign = callSign
  }
}

public struct CoTGroup: Hashable, Sendable {
  public var name: String
  public var role: String
}

/// Where the position and the height came from: `GPS`, `USER`, `DTED0`, `???`.
public struct CoTPrecisionLocation: Hashable, Sendable {
  public var positionSource: String
  public var heightSource: String
}

public struct CoTSoftware: Hashable, Sendable {
  public var device: String
  public var platform: String
  public var os: String
  public var version: String
}

public struct CoTTrack: Hashable, Sendable {
  public var speedMPerS: Double
  /// Clockwise from true north.
  public var courseDeg: Double

  public init(speedMPerS: Double, courseDeg: Double) {
    self.speedMPerS = speedMPerS
    self.courseDeg = courseDeg
  }
}

/// Fields of a TAK message beside the event.
public struct TAKEnvelope: Hashable, Sendable {
  /// Versions of the protocol that the sender speaks, and its uid.
  public struct Control: Hashable, Sendable {
    public var versionMin: UInt64 = 0
    public var versionMax: UInt64 = 0
    public var contactUID = ""

    public init() {}
  }

  public var control: Control?
  /// Milliseconds since 1970; 0 where not set.
  public var submissionMs: UInt64 = 0
  public var creationMs: UInt64 = 0
  /// Fields that this version does not know, as they came: of the message, of the event, of the detail.
  public var unknown: [UInt8] = []
  public var unknownInEvent: [UInt8] = []
  public var unknownInDetail: [UInt8] = []

  public init() {}
}
