// Are heights read from both formats as they were written, and do hills cast the shadows that they should?
//
// SPDX-License-Identifier: Apache-2.0

import Coverage
import Foundation
import Geo
import Observations
import Testing

@Suite struct TerrainTests {
  private static func point(_ latitudeDeg: Double, _ longitudeDeg: Double) -> GeoPoint {
    GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
  }

  /// A tile of 1201 rows whose height is a function of row and column.
  private static func hgt(_ heightM: (Int, Int) -> Int16) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1_201 * 1_201 * 2)
    for row in 0..<1_201 {
      for column in 0..<1_201 {
        let value = UInt16(bitPattern: heightM(row, column))
        bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
      }
    }
    return bytes
  }

  @Test func `a tile of SRTM lies where its name says, north first`() throws {
    let tile = try ElevationTile(hgt: Self.hgt { Int16($0 / 2 + $1 / 4) }, name: "N48E037.hgt")
    #expect(tile.heightM(latitudeDeg: 49, longitudeDeg: 37) == 0)
    #expect(tile.heightM(latitudeDeg: 48, longitudeDeg: 37) == 600)
    #expect(tile.heightM(latitudeDeg: 48, longitudeDeg: 38) == 900)
    #expect(abs((tile.heightM(latitudeDeg: 48.5, longitudeDeg: 37.5) ?? 0) - 450) < 1e-6)
    #expect(tile.heightM(latitudeDeg: 47.99, longitudeDeg: 37.5) == nil)
    let south = try ElevationTile(hgt: Self.hgt { _, _ in .min }, name: "dem/s01w001.hgt")
    #expect(south.box.south == -1 && south.box.west == -1)
    #expect(south.heightM(latitudeDeg: -0.5, longitudeDeg: -0.5) == nil)
  }

  @Test func `damaged tiles say which byte and what to do`() {
    #expect {
      try ElevationTile(hgt: [1, 2, 3], name: "N48E037.hgt")
    } throws: { error in
      (error as? TerrainError)?.byteOffset == 3 && "\(error)".contains("Fetch the file again")
    }
    #expect {
      try ElevationTile(hgt: [], name: "tile.hgt")
    } throws: { "\($0)".contains("N48E037.hgt") }
    #expect {
      try ElevationTile(geoTIFF: Array("PK".utf8), name: "x.tif")
    } throws: { "\($0)".contains("no TIFF file") }
  }

  // MARK: GeoTIFF

  /// Written by GDAL's rules (`gdal_translate -of GTiff`), a height for each cell of 0.1 degrees.
  private static func tiff(
    compression: UInt16 = 1, model: UInt16 = 2, bits: UInt16 = 16, tiled: Bool = false,
    rows: Int = 4, columns: Int = 6, pointRaster: Bool = false, _ heightM: (Int, Int) -> Int
  ) -> [UInt8] {
    var file = TIFFBytes()
    let side = 16
    var blocks: [[UInt8]] = []
    func height(_ row: Int, _ column: Int) -> [UInt8] {
      let value = row < rows && column < columns ? heightM(row, column) : 0
      return bits == 32
        ? TIFFBytes.little(UInt64(Float(value).bitPattern), 4)
        : TIFFBytes.little(UInt64(UInt16(bitPattern: Int16(value))), 2)
    }
    if tiled {
      blocks = [(0..<side).flatMap { row in (0..<side).flatMap { height(row, $0) } }]
      file.add(322, 3, [UInt64(side)])
      file.add(323, 3, [UInt64(side)])
    } else {
      // Two rows a strip.
      blocks = stride(from: 0, to: rows, by: 2).map { first in
        (first..<min(rows, first + 2)).flatMap { row in (0..<columns).flatMap { height(row, $0) } }
      }
      file.add(278, 3, [2])
    }
    file.add(256, 3, [UInt64(columns)])
    file.add(257, 3, [UInt64(rows)])
    file.add(258, 3, [UInt64(bits)])
    file.add(259, 3, [UInt64(compression)])
    file.add(277, 3, [1])
    file.add(339, 3, [bits == 32 ? 3 : 2])
    file.addNumbers(33_550, [0.1, 0.1, 0])
    file.addNumbers(33_922, [0, 0, 0, 37, 49, 0])
    file.add(
      34_735, 3,
      [1, 1, 0, 2, 1_024, 0, 1, UInt64(model), 1_025, 0, 1, pointRaster ? 2 : 1])
    file.addText(42_113, "-9999")
    return file.bytes(blocks, offsetsTag: tiled ? 324 : 273)
  }

  @Test(arguments: [(16, false), (32, false), (16, true), (32, true)])
  func `strips and tiles of integers and floating numbers are the same heights`(
    form: (bits: UInt16, tiled: Bool)
  ) throws {
    let tile = try ElevationTile(
      geoTIFF: Self.tiff(bits: form.bits, tiled: form.tiled) { row, column in
        row == 3 && column == 5 ? -9_999 : 100 * row - column
      }, name: "x.tif")
    // Cells lie around their heights: the first at 48.95° N, 37.05° E.
    #expect(abs((tile.heightM(latitudeDeg: 48.95, longitudeDeg: 37.05) ?? -1)) < 1e-4)
    #expect(abs((tile.heightM(latitudeDeg: 48.75, longitudeDeg: 37.35) ?? 0) - 197) < 1e-4)
    #expect(abs((tile.heightM(latitudeDeg: 48.80, longitudeDeg: 37.30) ?? 0) - 147.5) < 1e-3)
    #expect(tile.heightM(latitudeDeg: 48.65, longitudeDeg: 37.55) == nil)
    let points = try ElevationTile(
      geoTIFF: Self.tiff(pointRaster: true) { row, _ in 100 * row }, name: "x.tif")
    #expect(abs((points.heightM(latitudeDeg: 48.9, longitudeDeg: 37.2) ?? 0) - 100) < 1e-3)
  }

  @Test func `packed files, files in metres and files cut short say what to do`() {
    let wrong: [([UInt8], String)] = [
      (Self.tiff(compression: 8) { _, _ in 1 }, "COMPRESS=NONE"),
      (Self.tiff(model: 1) { _, _ in 1 }, "EPSG:4326"),
    ]
    for (bytes, next) in wrong {
      #expect {
        try ElevationTile(geoTIFF: bytes, name: "x.tif")
      } throws: { ($0 as? TerrainError)?.next.contains(next) == true }
    }
    let whole = Self.tiff { _, _ in 1 }
    for count in 0..<whole.count {
      // Whatever is cut off, it is refused, or the heights are all there.
      do {
        let tile = try ElevationTile(geoTIFF: Array(whole.prefix(count)), name: "x.tif")
        #expect(tile.heightM(latitudeDeg: 48.7, longitudeDeg: 37.5) == 1)
      } catch { #expect(error.file == "x.tif") }
    }
  }

  @Test func `a damaged file is refused or read, and never more than that`() {
    var random = Draw(9)
    let whole = Self.tiff(tiled: true) { row, column in row + column }
    for _ in 0..<3_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<260, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      do {
        let tile = try ElevationTile(geoTIFF: bytes, name: "x.tif")
        _ = tile.heightM(latitudeDeg: 48.8, longitudeDeg: 37.3)
      } catch { #expect(!error.next.isEmpty) }
    }
  }

  // MARK: Shadows

  private static let cells = LineCells(pieces: [[point(48.2, 37.5), point(48.8, 37.5)]])

  private static func seen(_ terrain: Terrain?, mastM: Double, targetM: Double) -> [Bool] {
    let radar = CoverageAsset(
      id: "R", kind: .radar, owner: "M", site: "S",
      reach: .radar(
        Radar(
          place: point(48.2, 37.5), antennaHeightM: mastM,
          table: [.init(targetHeightM: 0, rangeM: 200_000)])))
    let grid = CoveragePlan(
      ground: CoverageGround(cells), slots: Slots(fromMs: 0, count: 1), assets: [radar],
      targetHeightM: targetM, terrain: terrain
    ).grid()
    return (0..<cells.count).map { grid.count(cell: $0, slot: 0) == 1 }
  }

  @Test func `over flat ground the horizon is that of a smooth Earth`() throws {
    let flat = Terrain([try ElevationTile(hgt: Self.hgt { _, _ in 0 }, name: "N48E037.hgt")])
    let smooth = Self.seen(nil, mastM: 20, targetM: 50).count { $0 }
    let modelled = Self.seen(flat, mastM: 20, targetM: 50).count { $0 }
    // 18.4 km and 29.1 km.
    #expect(abs(Double(smooth) * 100 - RadarHorizon.distanceM(antennaM: 20, targetM: 50)) < 100)
    #expect(abs(smooth - modelled) <= 3)
  }

  @Test func `behind a ridge the shadow begins and ends where its geometry says`() throws {
    // A ridge of 100 m from west to east, five rows of 92.7 m wide, 20 km north of the radar.
    let middle = 1_200 - Int(((0.2 + 20_000 / 111_200.0) * 1_200).rounded())
    let ridge = (middle - 2)...(middle + 2)
    let terrain = Terrain([
      try ElevationTile(
        hgt: Self.hgt { row, _ in ridge.contains(row) ? 100 : 0 }, name: "N48E037.hgt")
    ])
    let seen = Self.seen(terrain, mastM: 50, targetM: 200)
    let crestsM = ridge.map { row in
      Geodesic.distanceM(
        from: Self.point(48.2, 37.5), to: Self.point(49 - Double(row) / 1_200, 37.5))
    }
    // The beam over a crest: 50 + (200 - 50) d/D - d (D - d) / 2kR >= 100.
    let diameterM = 2 * RadarHorizon.effectiveRadiusM
    let wrong = seen.indices.filter { cell in
      let distanceM = Double(cell) * 100 + 50
      let beams = crestsM.filter { $0 < distanceM }.map { crestM in
        50 + 150 * (crestM / distanceM) - crestM * (distanceM - crestM) / diameterM
      }
      let leastM = beams.min() ?? 1_000
      let isOnRidge = abs(distanceM - crestsM[2]) < 400
      return seen[cell] != (leastM >= 100) && !isOnRidge && abs(leastM - 100) > 1
    }
    #expect(wrong.isEmpty)
    #expect(seen.contains(false) && seen[100] && seen.count { $0 } > 200)
  }
}

/// Writes a little-endian TIFF file.
private struct TIFFBytes {
  private var fields: [(tag: Int, type: Int, count: Int, value: [UInt8])] = []

  static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  mutating func add(_ tag: Int, _ type: Int, _ values: [UInt64]) {
    let size = type == 3 ? 2 : 4
    fields.append((tag, type, values.count, values.flatMap { Self.little($0, size) }))
  }

  mutating func addNumbers(_ tag: Int, _ values: [Double]) {
    fields.append((tag, 12, values.count, values.flatMap { Self.little($0.bitPattern, 8) }))
  }

  mutating func addText(_ tag: Int, _ text: String) {
    let value = Array(text.utf8) + [0]
    fields.append((tag, 2, value.count, value))
  }

  func bytes(_ blocks: [[UInt8]], offsetsTag: Int) -> [UInt8] {
    var file = self
    file.add(offsetsTag, 4, blocks.map { _ in 0 })
    file.fields.sort { $0.tag < $1.tag }
    let directory = 8
    var data = directory + 2 + 12 * file.fields.count + 4
    var offsets: [Int] = []
    let pool = data
    data += file.fields.reduce(0) { $0 + ($1.value.count > 4 ? $1.value.count : 0) }
    for block in blocks {
      offsets.append(data)
      data += block.count
    }
    var out: [UInt8] = [0x49, 0x49, 42, 0] + Self.little(8, 4)
    out += Self.little(UInt64(file.fields.count), 2)
    var values: [UInt8] = []
    for field in file.fields {
      let value =
        field.tag == offsetsTag ? offsets.flatMap { Self.little(UInt64($0), 4) } : field.value
      out += Self.little(UInt64(field.tag), 2) + Self.little(UInt64(field.type), 2)
      out += Self.little(UInt64(field.count), 4)
      if value.count > 4 {
        out += Self.little(UInt64(pool + values.count), 4)
        values += value
      } else {
        out += value + [UInt8](repeating: 0, count: 4 - value.count)
      }
    }
    return out + [0, 0, 0, 0] + values + blocks.flatMap { $0 }
  }
}
