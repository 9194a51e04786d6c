// What did the sensors of a tracking scenario see, scan by scan?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation
public import Tracks

/// Gives the next piece of a file, unpacked; nil at its end.
public typealias ScenarioPieces = () throws -> [UInt8]?

/// The scans of a scenario in the order of the file, which is that of arrival.
///
/// The tables of scans and of detections are read in step, so memory does not grow with the length of
/// the scenario: the detections of a scan are to stand together, in the order of the scans.
public struct ScenarioScans {
  public static let scansFile = "scans.csv.gz"
  public static let detectionsFile = "detections.csv.gz"
  /// Scans read ahead, to tell a detection of a later scan from one of none.
  static let aheadMax = 512
  static let rejectCountMax = 20

  public private(set) var scanCount = 0
  public private(set) var plotCount = 0
  /// Rows that were passed over, with place and reason.
  public private(set) var rejects: [String] = []

  private let sensors: [TrackingSensor]
  private let indexByID: [Int: Int]
  private var scanRows: TableRows
  private var plotRows: TableRows
  /// Scans to come; the first is the next.
  private var ahead: [Scan] = []
  private var aheadIDs: Set<Int> = []
  private var first = 0
  private var waiting: (scanID: Int, plot: Plot)?
  private var identities: [String: Int32] = [:]

  /// - Parameter open: begins a file of the folder.
  public init(
    _ scenario: TrackingScenario, open: (_ name: String) throws -> ScenarioPieces
  ) throws {
    sensors = scenario.sensors
    indexByID = Dictionary(
      uniqueKeysWithValues: scenario.sensorIDs.enumerated().map { ($1, $0) })
    scanRows = try TableRows(
      Self.scansFile, ["scan_id", "sensor_id", "time_s", "arrival_s"], optional: [],
      try open(Self.scansFile))
    plotRows = try TableRows(
      Self.detectionsFile,
      ["det_id", "scan_id", "x_m", "y_m", "range_m", "bearing_rad", "ident"],
      optional: ["range_rate_mps", "height_m", "elevation_rad"], try open(Self.detectionsFile))
  }

  /// The next scan with its plots; nil after the last.
  public mutating func next() throws -> Scan? {
    try readAhead()
    guard first < ahead.count else {
      // What is left belongs to no scan.
      while try nextPlot(of: nil) != nil {}
      return nil
    }
    var scan = ahead[first]
    while let plot = try nextPlot(of: scan) { scan.plots.append(plot) }
    aheadIDs.remove(scan.id)
    first += 1
    if first >= Self.aheadMax {
      ahead.removeFirst(first)
      first = 0
    }
    scanCount += 1
    plotCount += scan.plots.count
    return scan
  }

  private mutating func reject(_ file: String, _ line: Int, _ reason: String) {
    if rejects.count < Self.rejectCountMax { rejects.append("\(file):\(line): \(reason)") }
    if rejects.count == Self.rejectCountMax { rejects.append("further rejects are not listed") }
  }

  private mutating func readAhead() throws {
    while ahead.count - first < Self.aheadMax, let row = try scanRows.next() {
      let at = scanRows.places
      guard let id = Int(row.text(at[0])), let sensorID = Int(row.text(at[1])),
        let timeS = Double(row.text(at[2])), let arrivalS = Double(row.text(at[3])),
        timeS.isFinite, arrivalS.isFinite
      else {
        reject(Self.scansFile, row.line, "a number is missing")
        continue
      }
      guard let sensor = indexByID[sensorID] else {
        reject(Self.scansFile, row.line, "sensor \(sensorID) is not in scenario.json")
        continue
      }
      guard aheadIDs.insert(id).inserted else {
        reject(Self.scansFile, row.line, "scan \(id) is there twice")
        continue
      }
      ahead.append(Scan(id: id, sensor: sensor, timeS: timeS, arrivalS: arrivalS, plots: []))
    }
  }

  /// The next plot of a scan; nil where the next one is a later scan's.
  private mutating func nextPlot(of scan: Scan?) throws -> Plot? {
    if let waiting {
      guard waiting.scanID == scan?.id else { return nil }
      self.waiting = nil
      return waiting.plot
    }
    while let row = try plotRows.next() {
      let at = plotRows.places
      guard let id = Int(row.text(at[0])), let scanID = Int(row.text(at[1])),
        aheadIDs.contains(scanID)
      else {
        reject(Self.detectionsFile, row.line, "no such scan, or it was over before")
        continue
      }
      let place = scanID == scan?.id ? first : ahead[first...].firstIndex { $0.id == scanID }
      guard let place, let plot = plot(row, id: id, sensors[ahead[place].sensor]) else {
        reject(Self.detectionsFile, row.line, "a number is missing")
        continue
      }
      if scanID == scan?.id { return plot }
      waiting = (scanID, plot)
      return nil
    }
    return nil
  }

  private mutating func plot(_ row: CSVRow, id: Int, _ sensor: TrackingSensor) -> Plot? {
    let at = plotRows.places
    func number(_ place: Int) -> Double? { Double(row.text(at[place])) }
    let pair: (Double?, Double?)
    switch sensor.measures {
    case .position: pair = (number(2), number(3))
    case .rangeAndBearing, .slantRangeAndBearing: pair = (number(4), number(5))
    case .bearing: pair = (0, number(5))
    }
    guard let first = pair.0, let second = pair.1 else { return nil }
    func optional(_ place: Int) -> Double { at[place] < 0 ? .nan : number(place) ?? .nan }
    return Plot(
      id: id, first: first, second: second, identity: identity(row.text(at[6])),
      rangeRateMPS: optional(7), heightM: optional(8), elevationRad: optional(9))
  }

  private mutating func identity(_ text: String) -> Int32 {
    guard !text.isEmpty else { return -1 }
    if let known = identities[text] { return known }
    let number = Int32(identities.count)
    identities[text] = number
    return number
  }
}

/// The rows of a table, as its pieces come.
private struct TableRows {
  private let file: String
  private let pieces: ScenarioPieces
  private var reader = CSVReader()
  private var hasEnded = false
  /// Columns in the order asked for; an optional one that the table has not is -1.
  private(set) var places: [Int] = []
  private var countMin = 0

  /// Throws where a column is missing.
  init(
    _ file: String, _ columns: [String], optional: [String], _ pieces: @escaping ScenarioPieces
  ) throws {
    self.file = file
    self.pieces = pieces
    guard let header = try nextRow() else {
      throw ScenarioFault(file: file, line: 1, reason: "there is no header")
    }
    let names = (0..<header.count).map(header.text)
    places = try columns.map { column in
      guard let place = names.firstIndex(of: column) else {
        throw ScenarioFault(file: file, line: header.line, reason: "no column '\(column)'")
      }
      return place
    }
    countMin = (places.max() ?? 0) + 1
    places += optional.map { names.firstIndex(of: $0) ?? -1 }
  }

  mutating func next() throws -> CSVRow? {
    guard let row = try nextRow() else { return nil }
    guard row.count >= countMin else {
      throw ScenarioFault(file: file, line: row.line, reason: "the row is too short")
    }
    return row
  }

  private mutating func nextRow() throws -> CSVRow? {
    while true {
      do {
        if let row = try reader.next() { return row }
      } catch {
        throw ScenarioFault(file: file, line: error.line, reason: error.reason)
      }
      if hasEnded { return nil }
      if let piece = try pieces() {
        reader.push(piece)
      } else {
        reader.finish()
        hasEnded = true
      }
    }
  }
}
