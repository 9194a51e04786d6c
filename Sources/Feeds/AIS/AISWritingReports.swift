// How are position reports, stations and ships written as JSON?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

extension AISPositionReport {
  func write(to writer: inout FieldWriter) {
    AISField.navigationStatus(navigationStatus, to: &writer)
    turn.write(to: &writer)
    speed.write(to: &writer)
    writer.field("position_accurate", isAccurate)
    position.write(to: &writer)
    AISField.course(courseTenthDeg, to: &writer)
    AISField.heading(headingRawDeg, to: &writer)
    AISField.second(second, to: &writer)
    if manoeuvre != 0 { writer.number("special_manoeuvre", Int64(manoeuvre)) }
    writer.field("raim", hasRAIM)
    writer.number("radio_status", Int64(radioStatus))
  }
}

extension AISRescueAircraftReport {
  func write(to writer: inout FieldWriter) {
    if let altitudeM { writer.field("altitude_m", altitudeM) }
    writer.field("altitude_is_barometric", isAltitudeBarometric)
    speed.write(to: &writer)
    writer.field("position_accurate", isAccurate)
    position.write(to: &writer)
    AISField.course(courseTenthDeg, to: &writer)
    AISField.second(second, to: &writer)
    writer.field("terminal_ready", !lacksTerminal)
    writer.field("assigned", isAssigned)
    writer.field("raim", hasRAIM)
    writer.number("radio_status", Int64(radioStatus))
  }
}

extension AISClassBReport {
  func write(to writer: inout FieldWriter) {
    writer.number("reserved", Int64(reserved))
    speed.write(to: &writer)
    writer.field("position_accurate", isAccurate)
    position.write(to: &writer)
    AISField.course(courseTenthDeg, to: &writer)
    AISField.heading(headingRawDeg, to: &writer)
    AISField.second(second, to: &writer)
    writer.number("reserved_2", Int64(reserved2))
    switch extent {
    case .unit(let unit):
      writer.field("carrier_sense", unit.isCarrierSense)
      writer.field("display", unit.hasDisplay)
      writer.field("dsc", unit.hasDSC)
      writer.field("whole_band", unit.usesWholeBand)
      writer.field("takes_type_22", unit.takesType22)
      writer.number("radio_status", Int64(unit.radioStatus))
    case .named(let named):
      named.name.write("name", to: &writer)
      named.shipType.write(to: &writer)
      named.dimensions.write(to: &writer)
      named.fixingDevice.write(to: &writer)
      writer.field("terminal_ready", !named.lacksTerminal)
    }
    writer.field("assigned", isAssigned)
    writer.field("raim", hasRAIM)
  }
}

extension AISLongRangeReport {
  func write(to writer: inout FieldWriter) {
    writer.field("position_accurate", isAccurate)
    writer.field("raim", hasRAIM)
    AISField.navigationStatus(navigationStatus, to: &writer)
    position.write(to: &writer)
    speed.write(to: &writer)
    if let courseDeg {
      writer.field("course_deg", courseDeg, places: 0)
    } else if courseRawDeg != 511 {
      writer.field("course_deg_raw", courseRawDeg)
    }
    writer.field("position_older_than_5_s", isLate)
  }
}

extension AISBaseStationReport {
  func write(to writer: inout FieldWriter) {
    if year > 0 { writer.number("utc_year", Int64(year)) }
    if month > 0 { writer.number("utc_month", Int64(month)) }
    if day > 0 { writer.number("utc_day", Int64(day)) }
    if hour < 24 { writer.number("utc_hour", Int64(hour)) }
    if minute < 60 { writer.number("utc_minute", Int64(minute)) }
    if second < 60 { writer.number("utc_second_s", Int64(second)) }
    writer.field("position_accurate", isAccurate)
    position.write(to: &writer)
    fixingDevice.write(to: &writer)
    if controlsLongRange { writer.field("controls_long_range", true) }
    writer.field("raim", hasRAIM)
    writer.number("radio_status", Int64(radioStatus))
  }
}

extension AISAidToNavigationReport {
  func write(to writer: inout FieldWriter) {
    writer.field("aid_type", aidType)
    if let fullName { writer.field("name", fullName) }
    writer.field("position_accurate", isAccurate)
    position.write(to: &writer)
    dimensions.write(to: &writer)
    fixingDevice.write(to: &writer)
    AISField.second(second, to: &writer)
    if let isOffPosition { writer.field("off_position", isOffPosition) }
    writer.field("aid_status", status)
    writer.field("raim", hasRAIM)
    writer.field("virtual", isVirtual)
    writer.field("assigned", isAssigned)
  }
}

extension AISVoyageReport {
  func write(to writer: inout FieldWriter) {
    writer.number("ais_version", Int64(version))
    if imoNumber > 0 { writer.number("imo_number", Int64(imoNumber)) }
    callSign.write("call_sign", to: &writer)
    name.write("name", to: &writer)
    shipType.write(to: &writer)
    dimensions.write(to: &writer)
    fixingDevice.write(to: &writer)
    if month > 0 { writer.number("eta_month", Int64(month)) }
    if day > 0 { writer.number("eta_day", Int64(day)) }
    if hour < 24 { writer.number("eta_hour", Int64(hour)) }
    if minute < 60 { writer.number("eta_minute", Int64(minute)) }
    if draughtDm > 0 { writer.field("draught_m", Double(draughtDm) / 10, places: 1) }
    destination.write("destination", to: &writer)
    writer.field("terminal_ready", !lacksTerminal)
  }
}

extension AISCraftReport {
  func write(to writer: inout FieldWriter) {
    writer.field("part", constant: "B")
    shipType.write(to: &writer)
    vendor.write("vendor", to: &writer)
    writer.field("unit_model", model)
    writer.field("unit_serial_number", serialNumber)
    callSign.write("call_sign", to: &writer)
    switch extent {
    case .dimensions(let dimensions): dimensions.write(to: &writer)
    case .ship(let mmsi): writer.field("mothership_mmsi", mmsi.text)
    }
    fixingDevice.write(to: &writer)
  }
}
