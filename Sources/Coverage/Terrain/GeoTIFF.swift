// How is a digital elevation model read from a GeoTIFF file?
//
// SPDX-License-Identifier: Apache-2.0

extension ElevationTile {
  /// A GeoTIFF of one band in degrees (OGC 19-008): 8, 16 or 32-bit integers or 32 or 64-bit numbers, in strips
  /// or tiles, not packed.
  ///
  /// - Throws: `TerrainError` with the byte of the tag or of the data that cannot be used.
  public init(geoTIFF bytes: [UInt8], name: String) throws(TerrainError) {
    let file = try TIFFFile(bytes, name: name)
    let (columnCount, rowCount) = (try file.size(256), try file.size(257))
    let compression = try file.integer(259) ?? 1
    guard compression == 1 else {
      throw file.error(
        259, "the file is packed (method \(compression)).",
        "Unpack it: gdal_translate -co COMPRESS=NONE in.tif out.tif")
    }
    guard try file.integer(277) ?? 1 == 1 else {
      throw file.error(277, "the file has several bands.", "Keep one: gdal_translate -b 1 …")
    }
    let sample = try TIFFSample(file)
    guard rowCount * columnCount * sample.byteCount <= bytes.count else {
      throw file.error(
        257, "\(rowCount) rows of \(columnCount) heights do not fit into \(bytes.count) bytes.",
        "Fetch the file again.")
    }
    let place = try TIFFPlace(file)
    let void = file.text(42_113).flatMap { Double($0) }
    var heightsM = [Float](repeating: .nan, count: rowCount * columnCount)
    for block in try TIFFBlock.all(file, columnCount, rowCount) {
      let rows = min(block.rowCount, rowCount - block.row)
      let columns = min(block.columnCount, columnCount - block.column)
      for row in 0..<max(0, rows) {
        for column in 0..<max(0, columns) {
          let offset = block.offset + (row * block.columnCount + column) * sample.byteCount
          guard offset >= 0, offset + sample.byteCount <= bytes.count else {
            throw TerrainError(
              file: name, byteOffset: bytes.count, message: "the file ends within its heights.",
              next: "Fetch it again.")
          }
          let value = sample.value(file, offset)
          if value != void, value > -32_768, value < 100_000 {
            heightsM[(block.row + row) * columnCount + block.column + column] = Float(value)
          }
        }
      }
    }
    self.init(
      name: name, north: place.north, west: place.west, rowDeg: place.rowDeg,
      columnDeg: place.columnDeg, rowCount: rowCount, columnCount: columnCount, heightsM: heightsM)
  }
}

/// How one height is written.
private struct TIFFSample {
  let byteCount: Int
  /// 1 without sign, 2 with, 3 a floating-point number.
  let format: Int

  init(_ file: TIFFFile) throws(TerrainError) {
    let bits = try file.integer(258) ?? 1
    format = try file.integer(339) ?? 1
    guard [8, 16, 32].contains(bits) && format <= 2 || [32, 64].contains(bits) && format == 3 else {
      throw file.error(
        258, "heights of \(bits) bits in format \(format) are not read.",
        "Write 16-bit integers: gdal_translate -ot Int16 …")
    }
    byteCount = bits / 8
  }

  func value(_ file: TIFFFile, _ offset: Int) -> Double {
    let bits = file.unsigned(offset, byteCount)
    switch (format, byteCount) {
    case (3, 4): return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case (3, _): return Double(bitPattern: bits)
    case (2, _):
      let shift = UInt64(64 - 8 * byteCount)
      return Double(Int64(bitPattern: bits << shift) >> Int64(shift))
    default: return Double(bits)
    }
  }
}

/// Where the first height lies, and how far apart the heights are, degrees.
private struct TIFFPlace {
  let north: Double
  let west: Double
  let rowDeg: Double
  let columnDeg: Double

  init(_ file: TIFFFile) throws(TerrainError) {
    let keys = try file.integers(34_735)
    let entries = stride(from: 4, to: keys.count - 3, by: 4).map { (keys[$0], keys[$0 + 3]) }
    if let model = entries.first(where: { $0.0 == 1_024 })?.1, model != 2 {
      throw file.error(
        34_735, "the file is not in degrees.",
        "Turn it into degrees: gdalwarp -t_srs EPSG:4326 in.tif out.tif")
    }
    let scale = try file.numbers(33_550)
    let tie = try file.numbers(33_922)
    guard scale.count >= 2, tie.count >= 6, scale[0] > 0, scale[1] > 0 else {
      throw file.error(
        33_550, "the file does not say where it lies.",
        "Add it: gdal_translate -a_srs EPSG:4326 -a_ullr west north east south …")
    }
    (columnDeg, rowDeg) = (scale[0], scale[1])
    // Heights stand for cells, and lie in their middle, unless the file says that they are points.
    let isPoint = entries.contains { $0.0 == 1_025 && $0.1 == 2 }
    let half = isPoint ? 0 : 0.5
    west = tie[3] + (half - tie[0]) * columnDeg
    north = tie[4] - (half - tie[1]) * rowDeg
    guard (-90...90).contains(north), (-180...180).contains(west) else {
      throw file.error(
        33_922, "the corner at \(north)°, \(west)° is not on Earth.",
        "Is the file in metres? Turn it into degrees: gdalwarp -t_srs EPSG:4326 in.tif out.tif")
    }
  }
}

/// A strip or tile of heights.
private struct TIFFBlock {
  let row: Int
  let column: Int
  let rowCount: Int
  let columnCount: Int
  let offset: Int

  static func all(
    _ file: TIFFFile, _ width: Int, _ height: Int
  ) throws(TerrainError) -> [TIFFBlock] {
    let isTiled = file.has(322)
    let blockWidth = isTiled ? try file.size(322) : width
    let blockHeight =
      isTiled ? try file.size(323) : min(height, max(1, try file.integer(278) ?? height))
    let offsets = try file.integers(isTiled ? 324 : 273)
    let across = (width + blockWidth - 1) / blockWidth
    let down = (height + blockHeight - 1) / blockHeight
    guard offsets.count >= across * down else {
      throw file.error(
        isTiled ? 324 : 273, "\(offsets.count) blocks stand for \(across * down).",
        "Fetch the file again.")
    }
    return (0..<(across * down)).map { index in
      TIFFBlock(
        row: index / across * blockHeight, column: index % across * blockWidth,
        rowCount: blockHeight, columnCount: blockWidth, offset: offsets[index])
    }
  }
}
