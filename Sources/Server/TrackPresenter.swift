// How is a track written for map, list and details?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Missions
public import Notation
internal import Observations
public import Rules
public import Store
internal import Tracks

extension Presenter {
  /// Adds what is final of the tracks to the rows to be stored.
  func add(_ outcome: PictureOutcome, to batch: inout ReadBatch) {
    batch.trackPoints += outcome.points.map { point in
      TrackPointRow(
        track: point.track, kind: point.kind.code, name: point.name, atMs: point.state.atMs,
        latitudeDeg: point.state.point.latitudeDeg, longitudeDeg: point.state.point.longitudeDeg,
        majorSigmaM: point.state.majorSigmaM, minorSigmaM: point.state.minorSigmaM,
        majorDeg: point.state.majorDeg, speedMPS: point.state.speedMPS,
        courseDeg: point.state.courseDeg, heightM: point.state.heightM,
        observation: point.observation, sensor: point.sensor, isAfterGap: point.isAfterGap,
        innovation2: point.innovation2)
    }
    batch.trackJoins += outcome.joins.map { row($0) }
    batch.flags += outcome.flags.compactMap { change in
      switch change {
      case .raised(let flag), .extended(let flag), .ended(let flag): row(flag)
      case .areaRaised(let area), .areaExtended(let area), .areaEnded(let area): row(area)
      }
    }
  }

  private func row(_ join: TrackJoin) -> TrackJoinRow {
    TrackJoinRow(
      atMs: join.atMs, change: join.change.rawValue, track: join.track, other: join.other,
      distance2: join.distance2)
  }

  func json(_ join: TrackJoinRow) -> JSONValue {
    .members([
      "at": time(join.atMs), "change": .string(join.change), "track": .string(join.track),
      "other": .string(join.other), "distance2": rounded(join.distance2, 10),
    ])
  }

  private func row(_ flag: PlausibilityFlag) -> FlagRow {
    FlagRow(
      subject: flag.subject.text, reason: flag.reason.rawValue, fromMs: flag.fromMs,
      untilMs: flag.untilMs, english: flag.english, german: flag.german,
      observations: flag.evidence.map(\.id).joined(separator: " "))
  }

  /// An area stands under its number, with those affected in place of observations.
  private func row(_ area: UnreliableArea) -> FlagRow {
    FlagRow(
      subject: "area \(area.number)", reason: area.reason.rawValue, fromMs: area.fromMs,
      untilMs: area.untilMs, english: area.english, german: area.german,
      observations: area.identities.map(\.text).joined(separator: " "))
  }

  public func json(_ row: FlagRow, _ language: Language) -> JSONValue {
    .members([
      "subject": .string(row.subject), "reason": .string(row.reason), "from": time(row.fromMs),
      "until": time(row.untilMs),
      "text": .string(language == .de ? row.german : row.english),
      "observations": .array(row.observations.split(separator: " ").map { .string(String($0)) }),
    ])
  }

  func json(_ flag: PlausibilityFlag, _ language: Language) -> JSONValue {
    json(row(flag), language)
  }

  func json(_ area: UnreliableArea, _ language: Language) -> JSONValue {
    .members([
      "number": .integer(Int64(area.number)), "from": time(area.fromMs),
      "until": time(area.untilMs), "centre": place(area.centre, sigmaM: area.radiusM),
      "radiusM": rounded(area.radiusM, 1),
      "text": .string(language == .de ? area.german : area.english),
      "names": .array(area.identities.map { .string($0.text) }),
    ])
  }

  func json(_ track: TrackView, nowMs: Int64, _ language: Language) -> JSONValue {
    .members([
      "id": .string(track.id), "kind": .string(track.kind.code),
      "kindName": .string(track.kind.name(language)),
      "name": track.name.map { .string($0) } ?? .null, "basis": .string(track.basis.rawValue),
      "lost": .bool(track.isLost), "first": time(track.firstMs), "last": time(track.lastMs),
      "ageS": rounded(Double(max(0, nowMs - track.lastMs)) / 1_000, 1),
      "reports": .integer(Int64(track.reportCount)), "state": json(track.state),
      "existence": rounded(track.existence, 1_000),
      "motion": .members([
        "calm": rounded(track.models[0], 1_000), "changing": rounded(track.models[1], 1_000),
        "turningLeft": rounded(track.models[2], 1_000),
        "turningRight": rounded(track.models[3], 1_000),
      ]),
      "identities": .object(
        track.identities.map { .init($0.scheme.name(language), .string($0.text)) }),
      "sources": .array(track.sources.map { json($0, language) }),
      "joins": .array(track.joins.map { json(row($0)) }),
      "namesakes": .array(track.namesakes.map { .string($0) }),
      "flags": .array(track.flags.map { json($0, language) }),
    ])
  }

  private func json(_ source: TrackView.Source, _ language: Language) -> JSONValue {
    .members([
      "sensor": .string(source.sensor),
      "sensorName": .string(mission.sensors[source.sensor]?.name ?? source.sensor),
      "means": .string(source.means.code), "meansName": .string(source.means.name(language)),
      "reports": .integer(Int64(source.reportCount)), "last": time(source.lastMs),
    ])
  }

  func json(_ state: TrackState) -> JSONValue {
    .members([
      "at": time(state.atMs), "latitudeDeg": rounded(state.point.latitudeDeg, 1e6),
      "longitudeDeg": rounded(state.point.longitudeDeg, 1e6),
      "majorSigmaM": rounded(state.majorSigmaM, 10),
      "minorSigmaM": rounded(state.minorSigmaM, 10), "majorDeg": rounded(state.majorDeg, 10),
      "speedMPS": rounded(state.speedMPS, 10),
      "speedSigmaMPS": rounded(state.speedSigmaMPS, 10),
      "courseDeg": state.courseDeg.map { rounded($0, 10) } ?? .null,
      "heightM": state.heightM.map { rounded($0, 1) } ?? .null,
      "climbMPS": state.climbMPS.map { rounded($0, 10) } ?? .null,
    ])
  }

  public func json(_ row: TrackPointRow) -> JSONValue {
    .members([
      "at": time(row.atMs), "latitudeDeg": rounded(row.latitudeDeg, 1e6),
      "longitudeDeg": rounded(row.longitudeDeg, 1e6),
      "majorSigmaM": rounded(row.majorSigmaM, 10), "minorSigmaM": rounded(row.minorSigmaM, 10),
      "majorDeg": rounded(row.majorDeg, 10), "speedMPS": rounded(row.speedMPS, 10),
      "courseDeg": row.courseDeg.map { rounded($0, 10) } ?? .null,
      "heightM": row.heightM.map { rounded($0, 1) } ?? .null,
      "observation": .string(row.observation), "sensor": .string(row.sensor),
      "afterGap": .bool(row.isAfterGap),
      "innovation2": row.innovation2.map { rounded($0, 100) } ?? .null,
    ])
  }

  func json(_ sensor: Sensor, _ errors: SensorErrors?, _ language: Language) -> JSONValue {
    .members([
      "id": .string(sensor.id), "name": .string(sensor.name),
      "means": .string(sensor.means.code), "meansName": .string(sensor.means.name(language)),
      "owner": .string(sensor.owner),
      "place": sensor.place.map { place($0, sigmaM: sensor.geolocationSigmaM) } ?? .null,
      "registration": errors.map { json($0) } ?? .null,
    ])
  }

  /// Measured less true, each with one sigma.
  private func json(_ errors: SensorErrors) -> JSONValue {
    .members([
      "rangeM": rounded(errors.rangeM, 10), "rangeSigmaM": rounded(errors.rangeSigmaM, 10),
      "azimuthDeg": rounded(errors.azimuthDeg, 1_000),
      "azimuthSigmaDeg": rounded(errors.azimuthSigmaDeg, 1_000),
      "timeS": rounded(errors.timeS, 1_000), "timeSigmaS": rounded(errors.timeSigmaS, 1_000),
      "compared": .integer(Int64(errors.comparedCount)),
      "passedOver": .integer(Int64(errors.passedOverCount)),
    ])
  }

  func json(_ counts: PictureCounts) -> JSONValue {
    .members([
      "late": .integer(Int64(counts.late)), "ahead": .integer(Int64(counts.ahead)),
      "unplaced": .integer(Int64(counts.unplaced)),
      "unfollowed": .integer(Int64(counts.unfollowed)),
      "bearings": .integer(Int64(counts.bearings)),
      "crowdedOut": .integer(Int64(counts.crowdedOut)),
    ])
  }
}

extension GeoAnswers {
  /// Tracks as points; with their trails where there are few enough of them. What lies outside the box
  /// (west, south, east, north) is left out.
  func tracks(
    _ tracks: [TrackView], areas: [UnreliableArea], box: GeoBox?, trailCountMax: Int
  ) -> [UInt8] {
    let shown = tracks.filter { box?.contains($0.state.point) ?? true }
    var features: [JSONValue] = []
    features.reserveCapacity(shown.count * 2 + areas.count)
    for area in areas {
      features.append(
        point(
          area.centre,
          .members([
            "part": "unreliable", "radiusM": presenter.rounded(area.radiusM, 1),
            "english": .string(area.english), "german": .string(area.german),
          ])))
    }
    for track in shown {
      let state = track.state
      features.append(
        point(
          state.point,
          .members([
            "id": .string(track.id), "kind": .string(track.kind.code),
            "name": track.name.map { .string($0) }, "lost": .bool(track.isLost),
            "atMs": .integer(state.atMs), "lastMs": .integer(track.lastMs),
            "courseDeg": state.courseDeg.map { presenter.rounded($0, 10) },
            "speedMPS": presenter.rounded(state.speedMPS, 10),
            "heightM": state.heightM.map { presenter.rounded($0, 1) },
            "majorM": presenter.rounded(state.majorSigmaM, 1),
            "minorM": presenter.rounded(state.minorSigmaM, 1),
            "majorDeg": presenter.rounded(state.majorDeg, 1),
            "sources": .integer(Int64(track.sources.count)),
            "doubted": track.flags.isEmpty ? nil : true,
          ])))
      guard shown.count <= trailCountMax else { continue }
      features += trail(track)
    }
    return Self.collection(features).bytes
  }

  private func point(_ point: GeoPoint, _ properties: JSONValue) -> JSONValue {
    Self.feature(
      .members(["type": "Point", "coordinates": Self.position(point)]), properties)
  }

  /// One line for each unbroken stretch, and to the present place where the track is not lost.
  private func trail(_ track: TrackView) -> [JSONValue] {
    var stretches: [[GeoPoint]] = []
    for step in track.trail {
      if step.isAfterGap || stretches.isEmpty { stretches.append([]) }
      stretches[stretches.count - 1].append(step.point)
    }
    if !track.isLost, !stretches.isEmpty {
      stretches[stretches.count - 1].append(track.state.point)
    }
    return stretches.filter { $0.count > 1 }.map { stretch in
      Self.feature(
        .members([
          "type": "LineString", "coordinates": .array(stretch.map { Self.position($0) }),
        ]), .members(["id": .string(track.id), "part": "trail", "lost": .bool(track.isLost)]))
    }
  }

  /// Tracks of an earlier time, from their final steps: the last within the window before it.
  func tracks(_ rows: [TrackPointRow], box: GeoBox?) -> [UInt8] {
    Self.collection(
      rows.compactMap { row in
        let place = GeoPoint(latitudeDeg: row.latitudeDeg, longitudeDeg: row.longitudeDeg)
        guard box?.contains(place) ?? true else { return nil }
        return point(
          place,
          .members([
            "id": .string(row.track), "kind": .string(row.kind),
            "name": row.name.map { .string($0) }, "lost": false, "atMs": .integer(row.atMs),
            "lastMs": .integer(row.atMs),
            "courseDeg": row.courseDeg.map { presenter.rounded($0, 10) },
            "speedMPS": presenter.rounded(row.speedMPS, 10),
            "heightM": row.heightM.map { presenter.rounded($0, 1) },
            "majorM": presenter.rounded(row.majorSigmaM, 1),
            "minorM": presenter.rounded(row.minorSigmaM, 1),
            "majorDeg": presenter.rounded(row.majorDeg, 1),
          ]))
      }
    ).bytes
  }
}
