// What stands in a new mission folder? A small exercise, every key with a comment.
//
// SPDX-License-Identifier: Apache-2.0

enum MissionTemplate {
  static let files: [(name: String, text: String)] = [
    ("mission.yaml", mission), ("agreement.yaml", agreement), ("sensors.yaml", sensors),
    ("feeds.yaml", feeds), ("notifications.yaml", notifications), ("registers/calls.yaml", calls),
    ("geometry/line.geojson", line), ("data/patrol-sheet.csv", sheet),
  ]

  private static let mission = """
    # What this mission is. All places, parties and reports in this folder are invented.
    id: my-mission                  # letters, digits, - and _; names the data folder
    name: {en: My mission, de: Meine Mission}
    # Shown on top of the page; drop it when the mission is real.
    notice: {en: Exercise data. Nothing here happened., de: Übungsdaten. Nichts davon ist geschehen.}
    parties:                        # the two sides; what A may do, B may do
      A: {en: Party A, de: Partei A}
      B: {en: Party B, de: Partei B}
    time_zone: Europe/Kyiv          # mission time: sheets are written in it
    data_cut: "19:30"               # the daily cut, mission time, with quotes
    languages: [en, de]
    attribution: true               # may the Mission say which side is responsible?
    joins:                          # when two reports are of one happening
      temperature_c: 20             # air, for the speed of sound
      fire_window_s: 10             # explosions and shots, after correction for sound
      thermal_window_min: 180       # hot spots of satellites
      other_window_min: 10
      lateness_limit_h: 72          # later reports are kept but join nothing by themselves

    """

  private static let agreement = """
    # The clauses. `truceline check` names unknown keys, zones and words with their line.
    agreement:
      id: EXAMPLE-1
      title: {en: Example agreement, de: Beispielabkommen}
      version: 1
      in_force: 2027-01-01T00:01+02:00   # day D; clauses may say valid_from: D+14
      languages: [en, de]

    zones:
      # So far on each side of the line. Also: sides: A, below_m: 6000, or polygon: <id in geometry/>.
      BZ: {offset_km: 7.5, sides: both, of: L}

    clauses:
      - id: "1"
        version: 1
        title: {en: Fire, de: Feuer}
        text: {en: "Each Party ceases all fire with any weapon.", de: "Jede Partei stellt jedes Feuer ein."}
        subject: [explosion, burst, shot, projectile_in_flight, muzzle_flash]
        where: everywhere
        breach_if: {count: {gte: 1}}
        exempt_if:
          - {notification: exercise, lead_h: 72, slack_min: 30}
          - {en: a civil cause is shown, de: eine zivile Ursache ist nachgewiesen}
        min_grade: E2                    # two independent sources
        class: ordinary                  # procedural, minor, ordinary or serious
        clocks: {notify_parties_h: 2, interim_h: 24, issued_h: 72, answer_h: 48}

      - id: "4"
        version: 1
        title: {en: Buffer zone, de: Pufferzone}
        text: {en: "No armed personnel, vehicles or weapons in BZ."}
        subject: [armed_person, armoured_vehicle, weapon]
        where: BZ
        breach_if: {any: [{dwell_min: {gt: 30}}, {count: {gte: 2}}]}
        exempt_if:
          - {notification: medevac, lead_h: 0}
        min_grade: E2
        class: ordinary

      - id: "8"
        version: 1
        title: {en: Inventories, de: Bestandslisten}
        # Checked on registers, because no event can show it: missing or late lists, incomplete ones.
        registers:
          - {due: inventory, by: D+7, every_days: 31, grace_h: 72, each: party}
          - {entry: inventory, complete: false}
        class: minor

      - id: "22"
        version: 1
        title: {en: Hotline, de: Hotline}
        text: {en: "The hotline is answered within 5 min; three late answers in a week count."}
        registers:
          - {tally: hotline_call, duration_min: {gt: 5}, at_least: 3, within_days: 7}
        class: minor

    """

  private static let sensors = """
    # Who reports. Owner and means decide which reports are independent of each other;
    # two patrols always are.
    sensors:
      - {id: "patrol-21", name: Patrol 21, means: heard, owner: Mission, patrol: true}
      - {id: "patrol-22", name: Patrol 22, means: heard, owner: Mission, patrol: true}
      - {id: C-07, name: Camera C-07, means: camera, owner: Mission, latitude: 48.02, longitude: 37.02}
      - {id: A-03, name: Acoustic A-03, means: acoustic_sensor, owner: Guarantor G1, latitude: 48.0, longitude: 37.0}

    """

  private static let feeds = """
    # Where reports come from. format: firms, sheet or geojson; file: or directory:;
    # received: recorded (delay_min after their own time) or live.
    feeds:
      - {name: patrols, format: sheet, file: data/patrol-sheet.csv, received: recorded, delay_min: 30}

    """

  private static let notifications = """
    # What the parties announced beforehand.
    notifications:
      - id: N-1
        kind: exercise
        party: A
        received: 2027-03-10T09:00+02:00
        from: 2027-03-14T10:00+02:00
        until: 2027-03-14T12:00+02:00
        latitude: 48.3
        longitude: 36.6
        radius_km: 3

    """

  private static let calls = """
    # What no sensor reports: calls, visits, lists, impediments, decisions. Also as .csv.
    entries:
      - id: H-1
        kind: hotline_call
        party: B                         # who should answer
        from: 2027-03-14T02:20+02:00     # asked
        until: 2027-03-14T02:23+02:00    # answered
        reported_by: duty officer

    """

  private static let line = """
    {"type": "FeatureCollection", "features": [
      {"type": "Feature",
       "properties": {"kind": "line", "name": "L-01", "version": "2027-01-01", "left": "B", "right": "A",
                      "valid_from": "2027-01-01T00:01+02:00"},
       "geometry": {"type": "LineString",
                    "coordinates": [[36.80, 48.40], [36.95, 48.22], [37.10, 48.05], [37.12, 47.85], [37.30, 47.60]]}}
    ]}

    """

  private static let sheet = """
    no.,date,time or period,position of observer,latitude,longitude,means,distance class,direction,count (min-max),kind,qualifier,weapon (assessed),side area,grade,event id,case id
    14,2027-03-14,02:14-02:16,"Camera C-07, pumping station",,,camera,1-3 km,NE,6,projectile in flight,W to E,n/a,contact area,E1,,
    15,2027-03-14,02:15,"Patrol 22, hill south of Orlyn",48.005,37.035,heard,1-3 km,N,4-5,explosion,undetermined,n/a,n/a,,,
    16,2027-03-14,02:14:51-02:15:20,"Acoustic A-03",,,acoustic sensor,3-5 km,40° ± 2°,5,explosion,outgoing,>= 100 mm (assessed),Party B,,,
    17,2027-03-14,10:30,"Patrol 21, crossroads",48.29,36.61,heard,1-3 km,NW,12,explosion,undetermined,n/a,n/a,,,
    18,2027-03-14,15:40-16:20,"Patrol 22, bridge",48.06,37.06,saw,< 1 km,E,2,armoured vehicle seen,n/a,n/a,contact area,,,

    """
}
