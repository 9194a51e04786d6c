// How high is the ground? One file of a digital elevation model.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Why a file of heights cannot be read: where, what, and what to do.
public struct TerrainError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  /// From 0; nil where the file as a whole is meant.
  public let byteOffset: Int?
  public let message: String
  public let next: String

  public var description: String {
    "\(file)\(byteOffset.map { ", byte \($0)" } ?? ""): \(message) \(next)"
  }
}

/// Heights on a regular grid of latitude and longitude, metres above the sea (the model's own geoid).
public struct ElevationTile: Sendable {
  public let name: String
  public let box: GeoBox
  let rowCount: Int
  let columnCount: Int
  /// From the north-west corner, eastwards, then southwards; not a number where nothing is known.
  let heightsM: [Float]
  /// Distance of two rows, and of two columns, degrees.
  let rowDeg: Double
  let columnDeg: Double

  /// - Parameters:
  ///   - north, west: of the first height itself, not of the corner of its cell.
  init(
    name: String, north: Double, west: Double, rowDeg: Double, columnDeg: Double, rowCount: Int,
    columnCount: Int, heightsM: [Float]
  ) {
    (self.name, self.rowDeg, self.columnDeg) = (name, rowDeg, columnDeg)
    (self.rowCount, self.columnCount, self.heightsM) = (rowCount, columnCount, heightsM)
    box = GeoBox(
      south: north - rowDeg * Double(rowCount - 1), west: west, north: north,
      east: west + columnDeg * Double(columnCount - 1))
  }

  /// Interpolated between the four heights around; nil outside, and where one of them is not known.
  public func heightM(latitudeDeg: Double, longitudeDeg: Double) -> Double? {
    let row = (box.north - latitudeDeg) / rowDeg
    let column = (longitudeDeg - box.west) / columnDeg
    // A hair of rounding at the border is not outside.
    guard row > -1e-6, column > -1e-6, row < Double(rowCount - 1) + 1e-6,
      column < Double(columnCount - 1) + 1e-6
    else { return nil }
    let top = min(max(0, Int(row)), rowCount - 2)
    let left = min(max(0, Int(column)), columnCount - 2)
    let (down, right) = (row - Double(top), column - Double(left))
    let at = top * columnCount + left
    let upper = Double(heightsM[at]) * (1 - right) + Double(heightsM[at + 1]) * right
    let lower =
      Double(heightsM[at + columnCount]) * (1 - right)
      + Double(heightsM[at + columnCount + 1]) * right
    let heightM = upper * (1 - down) + lower * down
    return heightM.isNaN ? nil : heightM
  }
}

extension ElevationTile {
  /// SRTM: `N48E037.hgt`, 1201 or 3601 rows of big-endian 16-bit metres, the name being the south-west corner.
  public init(hgt bytes: [UInt8], name: String) throws(TerrainError) {
    guard let corner = Self.corner(ofName: name) else {
      throw TerrainError(
        file: name, byteOffset: nil, message: "the name does not say where the tile lies.",
        next: "Name it by its south-west corner, for example N48E037.hgt.")
    }
    guard let side = [1_201, 3_601].first(where: { $0 * $0 * 2 == bytes.count }) else {
      throw TerrainError(
        file: name, byteOffset: bytes.count,
        message: "\(bytes.count) bytes are no tile of 1201 or 3601 rows.",
        next: "Fetch the file again; unpack it if it is packed.")
    }
    var heightsM = [Float](repeating: .nan, count: side * side)
    for index in heightsM.indices {
      let value = Int16(bitPattern: UInt16(bytes[2 * index]) << 8 | UInt16(bytes[2 * index + 1]))
      if value != .min { heightsM[index] = Float(value) }
    }
    self.init(
      name: name, north: corner.latitudeDeg + 1, west: corner.longitudeDeg,
      rowDeg: 1 / Double(side - 1), columnDeg: 1 / Double(side - 1), rowCount: side,
      columnCount: side, heightsM: heightsM)
  }

  /// South-west corner by the name of a tile.
  static func corner(ofName name: String) -> GeoPoint? {
    let base = name.split(separator: "/").last.map(String.init) ?? name
    let letters = Array(base.uppercased().prefix(7))
    guard letters.count == 7, "NS".contains(letters[0]), "EW".contains(letters[3]),
      let latitude = Double(String(letters[1...2])), let longitude = Double(String(letters[4...6]))
    else { return nil }
    let point = GeoPoint(
      latitudeDeg: letters[0] == "N" ? latitude : -latitude,
      longitudeDeg: letters[3] == "E" ? longitude : -longitude)
    return point.isOnEarth ? point : nil
  }

  /// `N48E037.hgt` for a place in it.
  static func name(latitudeDeg: Double, longitudeDeg: Double) -> String {
    func part(_ value: Double, _ positive: String, _ negative: String, _ digits: Int) -> String {
      let whole = Int(value.rounded(.down))
      let text = String(abs(whole))
      return (whole < 0 ? negative : positive)
        + String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
    return part(latitudeDeg, "N", "S", 2) + part(longitudeDeg, "E", "W", 3) + ".hgt"
  }
}
