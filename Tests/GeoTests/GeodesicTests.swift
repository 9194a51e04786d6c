// Are distances, bearings and areas those of the ellipsoid?
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

struct GeodesicTests {
  @Test(arguments: references)
  func `distance and bearing agree with GeographicLib`(_ reference: Reference) {
    let found = Geodesic.inverse(from: reference.from, to: reference.to)
    #expect(abs(found.distanceM - reference.distanceM) < 1e-7)
    guard reference.distanceM > 1 else { return }
    let off = (found.initialBearingRad * 180 / .pi - reference.bearingDeg).remainder(
      dividingBy: 360)
    #expect(abs(off) < 1e-7)
  }

  @Test(arguments: references)
  func `a path walked on its bearing arrives`(_ reference: Reference) {
    let arrived = Geodesic.destination(
      from: reference.from, bearingRad: reference.bearingDeg * .pi / 180,
      distanceM: reference.distanceM)
    // A bearing of 16 digits is good to 1e-14 degree, which is 2 nm on the far side of the Earth.
    #expect(Geodesic.distanceM(from: arrived, to: reference.to) < 1e-6)
    #expect(abs(arrived.longitudeDeg) <= 180)
  }

  @Test(arguments: references)
  func `distance is the same both ways`(_ reference: Reference) {
    let there = Geodesic.distanceM(from: reference.from, to: reference.to)
    let back = Geodesic.distanceM(from: reference.to, to: reference.from)
    #expect(abs(there - back) < 1e-8)
  }

  @Test func `what is told to be beyond a limit is, and what lies well beyond is told`() {
    var random = Seeded(20_261)
    var toldFar = 0
    for _ in 0..<40_000 {
      let start = random.point(latitude: -90...90, longitude: -180...180)
      let end = random.point(latitude: -90...90, longitude: -180...180)
      let lengthM = Geodesic.distanceM(from: start, to: end)
      #expect(!Geodesic.isBeyond(lengthM * 1.000_000_001, from: start, to: end))
      if Geodesic.isBeyond(lengthM * 0.5, from: start, to: end) { toldFar += 1 }
      let base = random.point(latitude: -66...66, longitude: -180...180)
      let near = Geodesic.destination(
        from: base, bearingRad: random.number(-3.14...3.14), distanceM: random.number(1...100_000))
      let nearM = Geodesic.distanceM(from: base, to: near)
      #expect(!Geodesic.isBeyond(nearM * 1.000_000_001, from: base, to: near))
      #expect(Geodesic.isBeyond(nearM / 1.45, from: base, to: near))
    }
    #expect(toldFar > 10_000)
    #expect(!Geodesic.isBeyond(20_004_000, from: at(0, 0), to: at(0, 180)))
    #expect(!Geodesic.isBeyond(300, from: at(0, 179.999), to: at(0, -179.999)))
  }

  @Test func `a length is the sum of its stretches`() {
    let path = [at(0, 0), at(0, 1), at(0, 2), at(0, 2)]
    #expect(abs(Geodesic.lengthM(path: path) - 2 * 111_319.490_793) < 1e-5)
    #expect(Geodesic.lengthM(path: [at(1, 1)]) == 0)
  }

  @Test(arguments: areas)
  func `area agrees with GeographicLib along edges straight in degrees`(
    _ ring: [GeoPoint], areaM2: Double
  ) {
    #expect(abs(Geodesic.areaM2(ring: ring) / areaM2 - 1) < 1e-7)
    #expect(
      abs(Geodesic.areaM2(ring: ring.reversed() + [ring[ring.count - 1]]) / areaM2 - 1) < 1e-7)
  }

  @Test func `an eighth of the Earth has an eighth of its area`() {
    let eighth = Geodesic.areaM2(ring: [at(0, 0), at(0, 90), at(90, 90), at(90, 0)])
    #expect(abs(eighth / (510_065_621_724_088.44 / 8) - 1) < 1e-12)
  }
}

struct Reference: Sendable, CustomTestStringConvertible {
  let from: GeoPoint
  let to: GeoPoint
  let bearingDeg: Double
  let distanceM: Double

  init(
    _ fromLatitude: Double, _ fromLongitude: Double, _ toLatitude: Double, _ toLongitude: Double,
    _ bearingDeg: Double, _ distanceM: Double
  ) {
    from = at(fromLatitude, fromLongitude)
    to = at(toLatitude, toLongitude)
    self.bearingDeg = bearingDeg
    self.distanceM = distanceM
  }

  var testDescription: String {
    "\(from.latitudeDeg), \(from.longitudeDeg) to \(to.latitudeDeg), \(to.longitudeDeg)"
  }
}

/// GeographicLib 2.1 for Python (MIT licence), `Geodesic.WGS84.Inverse`, over pairs of the kinds
/// that its GeodTest set has: any, within 50 km, within 20 cm, nearly antipodal, on the equator, over
/// a pole, on a meridian, and over the date line. Latitude and longitude of both points in degrees,
/// bearing in degrees, distance in metres.
private let references = [
  Reference(-13.468061, -161.313538, -17.677666, 144.2222, -102.08409502794625, 5841428.702025183),
  Reference(46.02245, -40.062854, 2.338864, -32.544651, 169.1425401707939, 4895117.035429942),
  Reference(9.740192, 23.472781, 47.876686, 143.441375, 36.436806166237446, 11333496.935525838),
  Reference(-80.004488, -38.237627, -75.415286, 117.009516, 164.98964924425368, 2682559.6944185784),
  Reference(36.153201, 20.750892, 80.029536, 70.972799, 10.357012057975954, 5334988.052409963),
  Reference(44.409059, -0.359362, -40.217497, -114.360887, -109.09605115089231, 14707569.358684665),
  Reference(60.409647, 30.317353, 40.91428, -101.716339, -36.29618308846107, 7957077.761359451),
  Reference(-67.103693, -60.730591, -19.816295, 107.609438, 169.04364299250767, 10317681.852495993),
  Reference(20.009243, 50.869784, 20.27575, 50.612557, -42.305917753936626, 39921.85555406531),
  Reference(67.633552, 134.45347, 67.147333, 134.201803, -168.61852899593637, 55291.86639770174),
  Reference(3.2302, -120.005563, 3.356532, -119.635929, 71.20848351609385, 43390.21513559211),
  Reference(
    -56.208112, -105.445299, -56.620234, -105.91025, -148.17226059782928, 54124.15834988829),
  Reference(28.244218, 2.171361, 28.677939, 2.631672, 43.05507121632164, 65901.2403315121),
  Reference(45.273675, -133.402297, 45.463167, -133.328361, 15.35160494460155, 21841.934874694703),
  Reference(
    40.990905, 142.587578, 40.990906263, 142.587578756, 24.396541145642257, 0.15401289163521797),
  Reference(
    -37.157404, -72.294547, -37.157404882, -72.294548349, -129.24445716442844, 0.15472681003068697),
  Reference(
    54.713374, -134.12419, 54.713374815, -134.124189938, 2.5219086635067645, 0.09081232213670448),
  Reference(
    -72.716106, 142.568632, -72.716107452, 142.568630649, -164.5383208300963, 0.16811945879378348),
  Reference(41.543349, -85.027436, -41.250776, 94.697487, 18.631354107887738, 19967724.728376467),
  Reference(75.925583, -54.637023, -75.984445, 125.253579, 164.1169471704771, 19996949.292228013),
  Reference(5.279776, -122.184423, -5.232724, 57.757583, 5.137950154178948, 19998440.38038362),
  Reference(50.322124, -18.977881, -50.399477, 160.763968, 150.53591535913642, 19990722.481149092),
  Reference(68.11414, -135.657744, -68.191036, 44.32643, 177.90224421310288, 19995342.592624433),
  Reference(44.77394, -3.874986, -44.83707, 175.686497, 129.5162857886718, 19982793.880443547),
  Reference(61.40093, -84.745068, -61.167026, 94.909461, 24.833433174587913, 19973870.1365319),
  Reference(66.419095, -29.036017, -66.334015, 150.88431, 10.042022788704747, 19994132.60635219),
  Reference(0, 0, 0, 179.5, 55.966495140158635, 19980861.908890963),
  Reference(0, 0, 0, 90, 90.0, 10018754.171394622),
  Reference(0, 10, 0, 10.5, 90.0, 55659.74539663678),
  Reference(0, 0, 0.5, 179.5, 25.67187286829188, 19936288.578965314),
  Reference(0, 0, 0.5, 179.7, 15.556882793490544, 19944127.420750458),
  Reference(90, 0, -90, 0, 180.0, 20003931.458625447),
  Reference(90, 20, 45, 30, 170.0, 5017021.351334979),
  Reference(40, 30, 60, 30, 0.0, 2224543.7891399977),
  Reference(-30, 0, 29.9, 179.8, 161.89052473632697, 19989832.82760953),
  Reference(36.53, -117.12, -36.53, 62.88, -8.387528828706246e-13, 20003931.458625447),
  Reference(10, 179.9, 11, -179.9, 11.177894804735072, 112757.02853717482),
  Reference(48.0, 37.5, 48.0, 37.5, 180.0, 0.0),
]

/// `Geodesic.WGS84.Polygon` of the same, each edge cut into 4,000.
private let areas: [([GeoPoint], areaM2: Double)] = [
  ([at(50, 30), at(50, 31), at(51, 31), at(51, 30)], 7892218857.977091),
  ([at(0, 0), at(0, 20), at(40, 10)], 4731431481800.035),
  ([at(-10, 170), at(-10, -170), at(-30, -175)], 2353182331587.576),
  ([at(48, 37), at(48.001, 37.002), at(48.002, 37.001)], 12446.186840032547),
]
