// How is an extended squitter written as JSON?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

extension ADSBSquitter {
  func write(to writer: inout FieldWriter) {
    switch source {
    case .transponder(let capability): writer.field("capability", capability)
    case .device(let control):
      writer.field("control", control)
      if !isICAOAddress { writer.field("is_icao_address", false) }
    }
    writer.field("type_code", typeCode)
    switch message {
    case .noPosition(let altitude): altitude.write(to: &writer)
    case .identification(let content): content.write(to: &writer)
    case .surface(let content): content.write(to: &writer)
    case .airborne(let content): content.write(to: &writer)
    case .velocity(let content): content.write(to: &writer)
    case .emergency(let content):
      writer.field("subtype", 1)
      writer.field("emergency_state", content.state)
      writer.field("squawk", utf8: content.code.digits)
    case .resolutionAdvisory(let advisory):
      writer.field("subtype", 2)
      advisory.write(to: &writer)
    case .targetState(let content): content.write(to: &writer)
    case .operationalStatus(let content): content.write(to: &writer)
    case .coarsePosition: writer.field("content", constant: "TIS-B coarse position")
    case .management: writer.field("content", constant: "TIS-B and ADS-R management")
    case .unknown: break
    }
  }
}

extension ADSBIdentification {
  func write(to writer: inout FieldWriter) {
    writer.field("category", utf8: categoryText)
    writer.field("call_sign", utf8: callSign)
  }
}

extension CPRFrame {
  func write(to writer: inout FieldWriter) {
    writer.field("cpr_odd", isOdd ? 1 : 0)
    writer.field("cpr_latitude_raw", latitude)
    writer.field("cpr_longitude_raw", longitude)
  }
}

extension ADSBSurfacePosition {
  func write(to writer: inout FieldWriter) {
    writer.field("on_ground", true)
    writer.field("movement_raw", movement)
    if let speedKn { writer.field("speed_kn", speedKn, places: 3) }
    if let trackDeg { writer.field("track_deg", trackDeg, places: 4) }
    cpr.write(to: &writer)
    if let nucP = ModeSLocator.nucP(typeCode) { writer.field("nuc_p", nucP) }
  }
}

extension ADSBAirbornePosition {
  func write(to writer: inout FieldWriter) {
    if isEllipsoidHeight {
      switch altitude {
      case .feet(let value): writer.field("ellipsoid_height_ft", value)
      case .metres(let value): writer.field("ellipsoid_height_m", value)
      case .unavailable: break
      case .illegal(let raw): writer.field("altitude_raw", raw)
      }
    } else {
      altitude.write(to: &writer)
    }
    writer.field("surveillance_status", surveillanceStatus)
    writer.field("nic_supplement_b", supplementB)
    if isTimeSynchronized { writer.field("time_synchronized", true) }
    cpr.write(to: &writer)
    if let nucP = ModeSLocator.nucP(typeCode) { writer.field("nuc_p", nucP) }
  }
}

extension ADSBVelocity {
  func write(to writer: inout FieldWriter) {
    writer.field("subtype", subtype)
    if hasIntentChange { writer.field("intent_change", true) }
    writer.field("nac_v", accuracyCategory)
    switch motion {
    case .ground(let eastKn, let northKn):
      if let groundSpeedKn { writer.field("speed_kn", groundSpeedKn, places: 2) }
      if let trackDeg { writer.field("track_deg", trackDeg, places: 3) }
      if let eastKn { writer.field("east_kn", eastKn) }
      if let northKn { writer.field("north_kn", northKn) }
    case .air(let headingDeg, let speedKn, let isTrueAirspeed):
      if let headingDeg { writer.field("heading_deg", headingDeg, places: 3) }
      if let speedKn {
        if isTrueAirspeed {
          writer.field("true_airspeed_kn", speedKn)
        } else {
          writer.field("indicated_airspeed_kn", speedKn)
        }
      }
    }
    if let verticalRateFtPerMin {
      writer.field("vertical_rate_ft_per_min", verticalRateFtPerMin)
    }
    if isRateFromPressure {
      writer.field("vertical_rate_by", constant: "pressure")
    } else {
      writer.field("vertical_rate_by", constant: "geometry")
    }
    if let heightDifferenceFt { writer.field("ellipsoid_less_pressure_ft", heightDifferenceFt) }
  }
}

extension ADSBAdvisory {
  func write(to writer: inout FieldWriter) {
    writer.beginObject("advisory")
    writer.field("active_raw", active)
    writer.field("complement_raw", complement)
    writer.field("terminated", isTerminated)
    writer.field("several_threats", hasSeveralThreats)
    writer.field("threat_type", threatType)
    if let threatAddress {
      writer.field("threat_address", address: threatAddress)
    } else {
      writer.field("threat_raw", threat)
    }
    writer.endObject()
  }
}

extension ADSBTargetState {
  func write(to writer: inout FieldWriter) {
    switch layout {
    case .version1(let target):
      writer.field("subtype", 0)
      target.write(to: &writer)
    case .version2(let target):
      writer.field("subtype", 1)
      target.write(to: &writer)
    }
    writer.field("nac_p", nacP)
    writer.field("nic_baro", nicBaro)
    writer.field("sil", sil)
  }
}

extension ADSBTargetV1 {
  func write(to writer: inout FieldWriter) {
    writer.field("vertical_source", verticalSource)
    writer.field("vertical_mode", verticalMode)
    if let altitudeFt { writer.field("selected_altitude_ft", altitudeFt) }
    writer.field("altitude_above_sea", isAltitudeAboveSea)
    writer.field("horizontal_source", horizontalSource)
    writer.field("horizontal_mode", horizontalMode)
    if let headingDeg {
      if isTrack {
        writer.field("selected_track_deg", headingDeg)
      } else {
        writer.field("selected_heading_deg", headingDeg)
      }
    }
    writer.field("tcas_operational", isTCASOperational)
    writer.field("advisory_active", hasAdvisory)
    writer.field("emergency_state", emergency)
  }
}

extension ADSBTargetV2 {
  func write(to writer: inout FieldWriter) {
    if isFromFMS {
      writer.field("selected_altitude_by", constant: "FMS")
    } else {
      writer.field("selected_altitude_by", constant: "MCP/FCU")
    }
    if let altitudeFt { writer.field("selected_altitude_ft", altitudeFt) }
    if let pressureHPa { writer.field("pressure_hpa", pressureHPa, places: 1) }
    if let headingDeg { writer.field("selected_heading_deg", headingDeg, places: 4) }
    writer.field("sil_supplement", silSupplement)
    writer.field("tcas_operational", isTCASOperational)
    guard let modes else { return }
    writer.field("autopilot", modes.autopilot)
    writer.field("vnav", modes.vnav)
    writer.field("altitude_hold", modes.altitudeHold)
    writer.field("approach", modes.approach)
    writer.field("lnav", modes.lnav)
  }
}

extension ADSBOperationalStatus {
  func write(to writer: inout FieldWriter) {
    writer.field("subtype", isSurface ? 1 : 0)
    writer.field("version", version)
    writer.field("capability_class_raw", capabilityClass)
    writer.field("operational_mode_raw", operationalMode)
    if let lengthWidth { writer.field("length_width_raw", lengthWidth) }
    guard version > 0 else { return }
    writer.field("nic_supplement_a", supplementA)
    if isSurface, version >= 2 {
      writer.field("nic_supplement_c", supplementC)
      writer.field("nac_v", surfaceNACV)
    }
    writer.field("nac_p", nacP)
    writer.field("sil", sil)
    if isSurface {
      writer.field("is_track", flag53 == 1)
    } else {
      writer.field("nic_baro", flag53)
      if version >= 2 {
        writer.field("gva", verticalAccuracy)
      } else {
        writer.field("baq", verticalAccuracy)
      }
    }
    writer.field("heading_is_magnetic", isHeadingMagnetic)
    writer.field("advisory_active", hasAdvisory)
    writer.field("ident", hasIdent)
    writer.field("single_antenna", hasSingleAntenna)
    if version >= 2 {
      writer.field("sil_supplement", silSupplement)
      writer.field("sda", designAssurance)
    }
  }
}
