// How are binary, text and network messages written as JSON?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

extension AISBinaryMessage {
  func write(_ payload: AISPayload, to writer: inout FieldWriter) {
    if let destination {
      writer.field("sequence_number", sequence)
      writer.field("destination_mmsi", destination.text)
      writer.field("retransmitted", isRetransmitted)
    }
    writer.field("dac", areaCode)
    writer.field("fi", function)
    switch content {
    case .weather(let weather): weather.write(to: &writer)
    case .inlandShip(let ship): ship.write(to: &writer)
    case .unknown: writer.field("data_hex", hex: payload.octets(from: start))
    }
  }
}

extension AISInlandShip {
  func write(to writer: inout FieldWriter) {
    europeanNumber.write("european_number", to: &writer)
    if lengthDm > 0 { writer.field("length_m", Double(lengthDm) / 10, places: 1) }
    if beamDm > 0 { writer.field("beam_m", Double(beamDm) / 10, places: 1) }
    writer.field("eri_ship_type", shipType)
    writer.field("hazard", hazard)
    if draughtCm > 0 { writer.field("draught_m", Double(draughtCm) / 100, places: 2) }
    writer.field("loaded", loaded)
    writer.field("speed_good", isSpeedGood)
    writer.field("course_good", isCourseGood)
    writer.field("heading_good", isHeadingGood)
  }
}

extension AISSlotBinaryMessage {
  func write(_ payload: AISPayload, to writer: inout FieldWriter) {
    if let destination { writer.field("destination_mmsi", destination.text) }
    if let areaCode { writer.field("dac", areaCode) }
    if let function { writer.field("fi", function) }
    var content = payload
    if radioStatus != nil { content.dropLast(20) }
    writer.field("data_hex", hex: content.octets(from: start))
    if let radioStatus { writer.field("radio_status", radioStatus) }
  }
}

extension AISWeather {
  func write(to writer: inout FieldWriter) {
    func value(_ name: StaticString, _ value: Double?, _ places: Int) {
      if let value { writer.field(name, value, places: places) }
    }
    func code(_ name: StaticString, _ code: UInt8?) {
      if let code { writer.field(name, code) }
    }
    value("longitude_deg", longitudeDeg, 6)
    value("latitude_deg", latitudeDeg, 6)
    if let isAccurate { writer.field("position_accurate", isAccurate) }
    code("utc_day", day)
    code("utc_hour", hour)
    code("utc_minute", minute)
    value("wind_kn", windKn, 0)
    value("gust_kn", gustKn, 0)
    value("wind_from_deg", windFromDeg, 0)
    value("gust_from_deg", gustFromDeg, 0)
    value("air_temperature_c", airTemperatureC, 1)
    value("humidity_percent", humidityPercent, 0)
    value("dew_point_c", dewPointC, 1)
    value("pressure_hpa", pressureHPa, 0)
    code("pressure_tendency", pressureTendency)
    value("visibility_nm", visibilityNM, 1)
    if isVisibilityMore { writer.field("visibility_is_at_least", true) }
    value("water_level_m", waterLevelM, 2)
    code("water_level_trend", waterLevelTrend)
    value("current_speed_kn", surfaceCurrent.speedKn, 1)
    value("current_direction_deg", surfaceCurrent.directionDeg, 0)
    value("current_2_speed_kn", current2.speedKn, 1)
    value("current_2_direction_deg", current2.directionDeg, 0)
    value("current_2_depth_m", current2.depthM, 0)
    value("current_3_speed_kn", current3.speedKn, 1)
    value("current_3_direction_deg", current3.directionDeg, 0)
    value("current_3_depth_m", current3.depthM, 0)
    value("wave_height_m", waves.heightM, 1)
    value("wave_period_s", waves.periodS, 0)
    value("wave_direction_deg", waves.directionDeg, 0)
    value("swell_height_m", swell.heightM, 1)
    value("swell_period_s", swell.periodS, 0)
    value("swell_direction_deg", swell.directionDeg, 0)
    code("sea_state", seaState)
    value("water_temperature_c", waterTemperatureC, 1)
    code("precipitation", precipitation)
    value("salinity_per_mille", salinityPerMille, 1)
    code("ice", ice)
  }
}

extension AISAcknowledgement {
  func write(to writer: inout FieldWriter) {
    writer.beginArray("acknowledged")
    for receipt in receipts {
      writer.beginObject()
      writer.field("mmsi", receipt.destination.text)
      writer.field("sequence_number", receipt.sequence)
      writer.endObject()
    }
    writer.endArray()
  }
}

extension AISSafetyMessage {
  func write(to writer: inout FieldWriter) {
    if let destination {
      writer.field("sequence_number", sequence)
      writer.field("destination_mmsi", destination.text)
      writer.field("retransmitted", isRetransmitted)
    }
    writer.field("text", text)
  }
}

extension AISInterrogation {
  func write(to writer: inout FieldWriter) {
    writer.beginArray("requests")
    for request in [first, second, third].compactMap({ $0 }) {
      writer.beginObject()
      writer.field("mmsi", request.destination.text)
      writer.field("type", request.type)
      writer.field("slot_offset", request.slotOffset)
      writer.endObject()
    }
    writer.endArray()
  }
}

extension AISAssignment {
  func write(to writer: inout FieldWriter) {
    writer.beginArray("orders")
    for order in [first, second].compactMap({ $0 }) {
      writer.beginObject()
      writer.field("mmsi", order.destination.text)
      writer.field("slot_offset", order.slotOffset)
      writer.field("increment", order.increment)
      writer.endObject()
    }
    writer.endArray()
  }
}

extension AISReservation {
  func write(to writer: inout FieldWriter) {
    writer.beginArray("reservations")
    for block in blocks {
      writer.beginObject()
      writer.field("slot_offset", block.slotOffset)
      writer.field("slot_count", block.slotCount)
      writer.field("timeout_min", block.timeoutMin)
      writer.field("increment", block.increment)
      writer.endObject()
    }
    writer.endArray()
  }
}

extension AISChannelManagement {
  func write(to writer: inout FieldWriter) {
    writer.field("channel_a", channelA)
    writer.field("channel_b", channelB)
    writer.field("transmit_mode", transmitMode)
    writer.field("low_power", isLowPower)
    switch scope {
    case .area(let northEast, let southWest):
      northEast.write(named: "north_east", to: &writer)
      southWest.write(named: "south_west", to: &writer)
    case .stations(let first, let second):
      writer.field("destination_mmsi", first.text)
      writer.field("destination_2_mmsi", second.text)
    }
    writer.field("narrow_band_a", isNarrowA)
    writer.field("narrow_band_b", isNarrowB)
    writer.field("transition_zone_nm", transitionNM)
  }
}

extension AISGroupAssignment {
  func write(to writer: inout FieldWriter) {
    northEast.write(named: "north_east", to: &writer)
    southWest.write(named: "south_west", to: &writer)
    writer.field("station_type", stationType)
    shipType.write(to: &writer)
    writer.field("transmit_mode", transmitMode)
    writer.field("interval_code", interval)
    writer.field("quiet_min", quietMin)
  }
}
