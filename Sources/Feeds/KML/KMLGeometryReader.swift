// Which shape does a geometry element have, and where does it lie?
//
// SPDX-License-Identifier: Apache-2.0

/// Names of geometry elements (OGC 12-007r2, AbstractGeometry).
enum KMLGeometryReader {
  static func isGeometry(_ name: String) -> Bool {
    switch name {
    case "Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack",
      "Model":
      true
    default: false
    }
  }
}

extension KMLPlacemarkReader {
  mutating func geometry(_ element: Element) throws(XMLFault) -> FeatureGeometry {
    switch element.name {
    case "Point":
      let (positions, height) = try positions(element)
      guard positions.count == 1 else {
        throw cursor.fault(
          "not a place", "\(positions.count) positions, 1 expected", item: "Point/coordinates")
      }
      return FeatureGeometry(
        type: element.name, shape: .point(positions[0]), heightReference: height)
    case "LineString", "LinearRing":
      let (positions, height) = try positions(element)
      return FeatureGeometry(
        type: element.name, shape: .positions(positions), heightReference: height)
    case "Polygon": return try polygon(element)
    case "MultiGeometry", "MultiTrack": return try members(element)
    case "Track": return try track(element)
    default:
      try skip(element)
      return FeatureGeometry(
        type: element.name, shape: .other, heightReference: .clampToGround)
    }
  }

  private mutating func members(_ element: Element) throws(XMLFault) -> FeatureGeometry {
    var members: [FeatureGeometry] = []
    while let child = try next(in: element) {
      if child.space != .foreign, KMLGeometryReader.isGeometry(child.name) {
        members.append(try geometry(child))
      } else {
        try skip(child)
      }
    }
    return FeatureGeometry(
      type: element.name, shape: .members(members), heightReference: .clampToGround)
  }

  private mutating func positions(
    _ element: Element
  ) throws(XMLFault) -> ([FeaturePosition], HeightReference) {
    var positions: [FeaturePosition] = []
    var height = HeightReference.clampToGround
    while let child = try next(in: element) {
      if child.name == "coordinates", child.space == .kml {
        let at = cursor.at
        positions += try KMLCoordinates.positions(
          text(child), at: at, item: "\(element.name)/coordinates")
      } else if !(try takeMode(child, &height)) {
        try skip(child)
      }
    }
    return (positions, height)
  }

  /// Reads `altitudeMode`, in whichever namespace; false for another element.
  private mutating func takeMode(
    _ element: Element, _ height: inout HeightReference
  ) throws(XMLFault) -> Bool {
    guard element.name == "altitudeMode", element.space != .foreign else { return false }
    let at = cursor.at
    let text = try text(element).trimmed
    if text.isEmpty { return true }
    guard text != "ellipsoid", let mode = HeightReference(rawValue: text) else {
      throw XMLFault(
        at: at, item: "altitudeMode", reason: "not known",
        detail: "'\(text.prefix(40))', one of absolute, relativeToGround, clampToGround, "
          + "clampToSeaFloor, relativeToSeaFloor expected")
    }
    height = mode
    return true
  }

  private mutating func polygon(_ element: Element) throws(XMLFault) -> FeatureGeometry {
    var outer: [FeaturePosition]?
    var inner: [[FeaturePosition]] = []
    var height = HeightReference.clampToGround
    while let child = try next(in: element) {
      let isOuter = child.name == "outerBoundaryIs"
      if child.space == .kml, isOuter || child.name == "innerBoundaryIs" {
        while let ring = try next(in: child) {
          guard ring.name == "LinearRing", ring.space == .kml else {
            try skip(ring)
            continue
          }
          let (positions, _) = try positions(ring)
          if isOuter, outer == nil { outer = positions } else { inner.append(positions) }
        }
      } else if !(try takeMode(child, &height)) {
        try skip(child)
      }
    }
    guard let outer else {
      throw cursor.fault("no outer boundary", "a Polygon has one", item: "outerBoundaryIs")
    }
    return FeatureGeometry(
      type: element.name, shape: .rings([outer] + inner), heightReference: height)
  }

  // MARK: Tracks

  private mutating func track(_ element: Element) throws(XMLFault) -> FeatureGeometry {
    let contentStart = cursor.at
    var contentEnd = cursor.at
    var times: [(time: KMLTime?, bytes: Range<Int>)] = []
    var places: [(position: FeaturePosition?, bytes: Range<Int>)] = []
    var height = HeightReference.clampToGround
    while let child = try next(in: element) {
      let start = child.tag.name.lowerBound - 1
      if child.name == "when", child.space != .foreign {
        let at = cursor.at
        let text = try text(child).trimmed
        let time = KMLTime(text)
        guard time != nil || text.isEmpty else {
          throw KMLTime.fault(text, at: at, item: "Track/when")
        }
        times.append((time, start..<cursor.at))
      } else if child.name == "coord", child.space != .foreign {
        let at = cursor.at
        places.append((try KMLCoordinates.trackPosition(text(child), at: at), start..<cursor.at))
      } else if !(try takeMode(child, &height)) {
        try skip(child)
      }
      contentEnd = cursor.at
    }
    guard times.count == places.count else {
      throw cursor.fault(
        "times and positions differ", "\(times.count) when, \(places.count) coord", item: "Track")
    }
    let known = placemark.trackContent?.lowerBound ?? contentStart
    placemark.trackContent = known..<contentEnd
    for (time, place) in zip(times, places) {
      placemark.trackPieces.append((time.bytes, place.bytes))
    }
    let positions = zip(times, places).map { time, place in
      TimedPosition(
        time: time.time?.text ?? "", atMs: time.time?.atMs, position: place.position)
    }
    return FeatureGeometry(
      type: element.name, shape: .track(positions), heightReference: height)
  }
}
