// Which sites and orbits does the plan reckon with? `sensors` of coalition.yaml.
//
// SPDX-License-Identifier: Apache-2.0

internal import Coalition

struct PlanSensorsReader {
  private let context: PlanContext
  private let offers: [String]

  init(_ context: PlanContext, _ offers: [String]) {
    self.context = context
    self.offers = offers
  }

  func sensors(_ root: YAMLNode?) -> PlanSensors {
    guard let root else { return PlanSensors() }
    _ = root.members(["sites", "orbits", "note"])
    return PlanSensors(
      sites: root.distinct("sites").compactMap(site),
      orbits: root.distinct("orbits").compactMap(orbit))
  }

  private func site(_ id: String, _ node: YAMLNode) -> PlanSensors.Site? {
    _ = node.members([
      "id", "title", "kind", "owner", "at", "height_m", "range_km", "offer", "claims",
      "assumption", "note",
    ])
    guard let kind = node.required("kind")?.text,
      let owner = PlanContext.state(node.required("owner")),
      let point = node.required("at").flatMap(PlanContext.point)
    else { return nil }
    let (claims, assumption) = context.basis(node)
    return PlanSensors.Site(
      id: id, title: node.title(id), kind: kind, owner: owner, point: point,
      heightM: node["height_m"]?.number(within: 0...1_000),
      rangeM: node["range_km"]?.number(within: 0.001...10_000).map { $0 * 1_000 },
      offer: PlanContext.name(node["offer"], in: offers, "offer"), claims: claims,
      assumption: assumption, place: node.filePlace)
  }

  private func orbit(_ id: String, _ node: YAMLNode) -> PlanSensors.Orbit? {
    _ = node.members([
      "id", "title", "kind", "owner", "route", "on_station_h", "transit_h", "turnround_h",
      "availability", "offer", "claims", "assumption", "note",
    ])
    guard let kind = node.required("kind")?.text,
      let owner = PlanContext.state(node.required("owner"))
    else { return nil }
    let route = node.required("route")?.elements().compactMap(PlanContext.point) ?? []
    if route.count < 2 {
      node.fault("the orbit has no route.", next: "Write [[longitude, latitude], …].")
      return nil
    }
    let (claims, assumption) = context.basis(node)
    var orbit = PlanSensors.Orbit(
      id: id, title: node.title(id), kind: kind, owner: owner, route: route, claims: claims,
      assumption: assumption, place: node.filePlace)
    orbit.onStationH = context.figure(node["on_station_h"], unit: "h", within: 0...1_000)
    orbit.transitH = context.figure(node["transit_h"], unit: "h", within: 0...1_000)
    orbit.turnroundH = context.figure(node["turnround_h"], unit: "h", within: 0...1_000)
    orbit.availability = context.figure(node["availability"], unit: "share", within: 0.01...1)
    orbit.offer = PlanContext.name(node["offer"], in: offers, "offer")
    return orbit
  }
}
