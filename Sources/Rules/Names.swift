// What are the codes called in plain words?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Observations

extension ObservationKind {
  public func name(_ language: Language) -> String {
    let names: (en: String, de: String) =
      switch self {
      case .explosion: ("explosion", "Explosion")
      case .burst: ("burst", "Feuerstoß")
      case .shot: ("shot", "Schuss")
      case .projectileInFlight: ("projectile in flight", "Geschoss im Flug")
      case .muzzleFlash: ("muzzle flash", "Mündungsfeuer")
      case .illuminationFlare: ("illumination flare", "Leuchtkörper")
      case .weaponSeen: ("weapon seen", "Waffe gesehen")
      case .armouredVehicleSeen: ("armoured vehicle seen", "gepanzertes Fahrzeug gesehen")
      case .personnelSeen: ("personnel seen", "Personal gesehen")
      case .positionWork: ("trench or position work", "Graben- oder Stellungsbau")
      case .mineOrUXO: ("mine or unexploded ordnance", "Mine oder Blindgänger")
      case .uav: ("unmanned aircraft", "unbemanntes Luftfahrzeug")
      case .aircraft: ("aircraft", "Luftfahrzeug")
      case .vessel: ("vessel", "Schiff")
      case .crossingTraffic: ("crossing traffic", "Verkehr am Übergang")
      case .damage: ("damage", "Schaden")
      case .casualty: ("casualty", "Verletzte oder Tote")
      case .statement: ("statement", "Aussage")
      case .thermalAnomaly: ("hot spot", "Hitzepunkt")
      }
    return language == .de ? names.de : names.en
  }
}

extension Means {
  public func name(_ language: Language) -> String {
    let names: (en: String, de: String) =
      switch self {
      case .saw: ("saw", "gesehen")
      case .heard: ("heard", "gehört")
      case .sawAndHeard: ("saw and heard", "gesehen und gehört")
      case .camera: ("camera", "Kamera")
      case .miniUAV: ("mini drone", "Minidrohne")
      case .midRangeUAV: ("mid-range drone", "Drohne mittlerer Reichweite")
      case .longRangeUAV: ("long-range drone", "Drohne großer Reichweite")
      case .satelliteImage: ("satellite image", "Satellitenbild")
      case .acousticSensor: ("acoustic sensor", "Schallsensor")
      case .radar: ("radar", "Radar")
      case .adsB: ("ADS-B", "ADS-B")
      case .ais: ("AIS", "AIS")
      case .electronicSignature: ("electronic signature", "elektronische Signatur")
      case .hotline: ("hotline", "Hotline")
      case .witness: ("witness", "Zeugin oder Zeuge")
      case .openSource: ("open source", "offene Quelle")
      }
    return language == .de ? names.de : names.en
  }
}

extension AttributeName {
  public func name(_ language: Language) -> String {
    let names: (en: String, de: String) =
      switch self {
      case .radiativePowerMW: ("Fire radiative power (MW)", "Strahlungsleistung (MW)")
      case .brightnessK: ("Brightness temperature (K)", "Helligkeitstemperatur (K)")
      case .scanKm: ("Pixel across track (km)", "Pixel quer zur Bahn (km)")
      case .trackKm: ("Pixel along track (km)", "Pixel längs der Bahn (km)")
      case .firmsType: ("Kind of source (FIRMS)", "Art der Quelle (FIRMS)")
      case .tubeMm: ("Calibre (mm)", "Kaliber (mm)")
      case .rangeKm: ("Weapon range (km)", "Reichweite der Waffe (km)")
      case .armedPersons: ("Armed persons", "Bewaffnete Personen")
      case .armouredVehicles: ("Armoured vehicles", "Gepanzerte Fahrzeuge")
      case .readyToFire: ("Ready to fire", "Feuerbereit")
      case .heightM: ("Height (m)", "Höhe (m)")
      case .speedMPerS: ("Speed (m/s)", "Geschwindigkeit (m/s)")
      case .rocketLauncher: ("Rocket launcher", "Raketenwerfer")
      case .onSite: ("Verified on site", "Vor Ort geprüft")
      case .ellipsoidHeightM: ("Height above ellipsoid (m)", "Höhe über Ellipsoid (m)")
      case .meanSeaLevelHeightM: ("Height above sea level (m)", "Höhe über Meeresspiegel (m)")
      case .pressureHeightM: ("Pressure altitude (m)", "Druckhöhe (m)")
      case .courseDeg: ("Course over ground (°)", "Kurs über Grund (°)")
      case .headingDeg: ("Heading (°)", "Steuerkurs (°)")
      case .verticalRateMPerS: ("Vertical rate (m/s)", "Steigrate (m/s)")
      case .onGround: ("On the ground", "Am Boden")
      case .nic: ("Navigation integrity (NIC)", "Navigationsintegrität (NIC)")
      case .nacP: ("Position accuracy (NACp)", "Positionsgenauigkeit (NACp)")
      case .nacV: ("Velocity accuracy (NACv)", "Geschwindigkeitsgenauigkeit (NACv)")
      case .sil: ("Source integrity (SIL)", "Quellenintegrität (SIL)")
      case .raim: ("Receiver checks integrity (RAIM)", "Empfänger prüft Integrität (RAIM)")
      case .positionAccuracy: ("Position better than 10 m", "Position besser als 10 m")
      case .navigationStatus: ("Navigational status (AIS)", "Navigationsstatus (AIS)")
      case .shipType: ("Type of ship (AIS)", "Schiffstyp (AIS)")
      case .turnRateDegPerMin: ("Rate of turn (°/min)", "Drehrate (°/min)")
      case .trackNumber: ("Track number", "Spurnummer")
      case .simulated: ("Simulated or test", "Simuliert oder Test")
      case .signalDBFS: ("Signal (dBFS)", "Signal (dBFS)")
      case .detectionConfidence: ("Confidence of the source", "Sicherheit der Quelle")
      case .arrivalMs:
        ("Arrival of the sound (ms since 1970)", "Ankunft des Schalls (ms seit 1970)")
      case .arrivalSigmaMs: ("Error of the arrival (ms)", "Fehler der Ankunft (ms)")
      case .shockWave: ("Shock wave of a projectile", "Überschallknall eines Geschosses")
      }
    return language == .de ? names.de : names.en
  }
}

extension IdentityScheme {
  public func name(_ language: Language) -> String {
    let names: (en: String, de: String) =
      switch self {
      case .icaoAddress: ("Aircraft address (ICAO)", "Luftfahrzeugadresse (ICAO)")
      case .otherAddress: ("Other 24-bit address", "Andere 24-Bit-Adresse")
      case .callSign: ("Call sign", "Rufzeichen")
      case .modeA: ("Transponder code (Mode A)", "Transpondercode (Mode A)")
      case .registration: ("Registration", "Kennzeichen")
      case .mmsi: ("MMSI", "MMSI")
      case .imoNumber: ("IMO number", "IMO-Nummer")
      case .shipName: ("Ship's name", "Schiffsname")
      case .radarTrack: ("Radar track", "Radarspur")
      case .cotUID: ("CoT uid", "CoT-uid")
      case .sapientObject: ("SAPIENT object", "SAPIENT-Objekt")
      case .sapientNode: ("SAPIENT node", "SAPIENT-Knoten")
      case .platform: ("Platform", "Plattform")
      case .missionName: ("Mission", "Einsatz")
      }
    return language == .de ? names.de : names.en
  }
}
