// How is an event written as XML?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

extension CoTEvent {
  /// The event as XML, without a line end after it. With `prologue` the declaration and a line end stand
  /// before it, as in a stream of TAK clients.
  public func xml(prologue: Bool = true) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(512 + (detail?.xml.utf8.count ?? 0))
    if prologue {
      CoTXMLText.append(
        constant: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n", to: &out)
    }
    appendEvent(to: &out)
    appendPoint(to: &out)
    if let detail { detail.append(to: &out) }
    CoTXMLText.append(constant: "</event>", to: &out)
    return out
  }

  private func appendEvent(to out: inout [UInt8]) {
    CoTXMLText.append(constant: "<event", to: &out)
    CoTXMLText.append("version", version, to: &out)
    CoTXMLText.append("uid", uid, to: &out)
    CoTXMLText.append("type", type, to: &out)
    CoTXMLText.append("time", Self.iso(timeMs), to: &out)
    CoTXMLText.append("start", Self.iso(startMs), to: &out)
    CoTXMLText.append("stale", Self.iso(staleMs), to: &out)
    CoTXMLText.append("how", how, to: &out)
    if let access { CoTXMLText.append("access", access, to: &out) }
    if let qos { CoTXMLText.append("qos", qos, to: &out) }
    if let opex { CoTXMLText.append("opex", opex, to: &out) }
    if let caveat { CoTXMLText.append("caveat", caveat, to: &out) }
    if let releaseableTo { CoTXMLText.append("releaseableTo", releaseableTo, to: &out) }
    out.append(UInt8(ascii: ">"))
  }

  private func appendPoint(to out: inout [UInt8]) {
    CoTXMLText.append(constant: "<point", to: &out)
    CoTXMLText.append("lat", point.latitudeDeg, to: &out)
    CoTXMLText.append("lon", point.longitudeDeg, to: &out)
    CoTXMLText.append("hae", point.ellipsoidHeightM ?? CoTPoint.unknown, to: &out)
    CoTXMLText.append("ce", point.circularErrorM ?? CoTPoint.unknown, to: &out)
    CoTXMLText.append("le", point.linearErrorM ?? CoTPoint.unknown, to: &out)
    CoTXMLText.append(constant: "/>", to: &out)
  }

  /// Always with three decimal places, as TAK clients write it.
  static func iso(_ atMs: Int64) -> String {
    let text = Instant(atMs: atMs).iso
    return text.utf8.count == 20 ? text.dropLast() + ".000Z" : text
  }
}

extension CoTDetail {
  func append(to out: inout [UInt8]) {
    CoTXMLText.append(constant: "<detail>", to: &out)
    if let contact {
      element("<contact", [("endpoint", contact.endpoint), ("callsign", contact.callSign)], &out)
    }
    if let group { element("<__group", [("name", group.name), ("role", group.role)], &out) }
    if let precisionLocation {
      element(
        "<precisionlocation",
        [
          ("geopointsrc", precisionLocation.positionSource),
          ("altsrc", precisionLocation.heightSource),
        ], &out)
    }
    if let batteryPercent { element("<status", [("battery", String(batteryPercent))], &out) }
    if let takv {
      element(
        "<takv",
        [
          ("device", takv.device), ("platform", takv.platform), ("os", takv.os),
          ("version", takv.version),
        ], &out)
    }
    if let track {
      CoTXMLText.append(constant: "<track", to: &out)
      CoTXMLText.append("speed", track.speedMPerS, to: &out)
      CoTXMLText.append("course", track.courseDeg, to: &out)
      CoTXMLText.append(constant: "/>", to: &out)
    }
    out.append(contentsOf: xml.utf8)
    CoTXMLText.append(constant: "</detail>", to: &out)
  }

  /// An attribute without a value is left out.
  private func element(
    _ name: StaticString, _ attributes: [(StaticString, String)], _ out: inout [UInt8]
  ) {
    CoTXMLText.append(constant: name, to: &out)
    for (name, value) in attributes where !value.isEmpty {
      CoTXMLText.append(name, value, to: &out)
    }
    CoTXMLText.append(constant: "/>", to: &out)
  }
}
