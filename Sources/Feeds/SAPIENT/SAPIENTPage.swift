// Which fields do SAPIENT messages have? The page of the reference, from the table of the rules.
//
// SPDX-License-Identifier: Apache-2.0

enum SAPIENTPage {
  static let page = FormatPage(
    title: "SAPIENT",
    text: """
      Messages of sensor nodes by BSI Flex 335: `format: sapient`.

      - Specification: BSI Flex 335 v2.0 (SAPIENT interface), with the published Protocol Buffers
        definitions of Dstl (Apache-2.0).
      - Stream: each message behind its length, four octets, the lowest first; at most 1,024 kB. The length
        is checked before anything is kept.
      - Names in the JSON lines are those of the definitions; octets have `_hex` at their name. Numbers are
        in the units that stand beside them in the message (`coordinate_system`, `units`), angles of a
        `…_DEG_M` system in degrees, of a `…_RAD_M` system in radians. Enumerations are given by name, a
        value that is not listed by its number. What was not sent is left out.
      - A field that is not listed stands in `unknown_fields` of its message with `number`, `wire_type` and
        `hex`.

      What is wrong with a message is said in two ways:

      - It cannot be read (a length of 0 or above the limit, cut off, no Protocol Buffers message, text that
        is no UTF-8): a fault, and nothing of it is given. If the next length looks right, reading goes on
        there; else the next message is looked for by what each begins with, its time and the UUID of its
        node, and the bytes up to it are reported as passed over. A stream may be resumed so within any
        amount of garbage; a live connection is better closed.
      - It can be read but breaks a rule: it is given with `faults`, each with `byte_offset`, `item` (path of
        the field, elements of lists from 0), `reason` and `detail`. At most 64 are listed, `fault_count`
        counts all. No observation is made of it.

      Stricter than the options in the published definitions, as Dstl's test harness has it: `concurrent_tasks` and
      `error_message` are mandatory, `dependent_nodes` are UUIDs, `follow_object_id` is a ULID, a mandatory
      text is not empty and a mandatory enumeration not `UNSPECIFIED`, confidences lie within 0 to 1, and
      `icd_version` is `BSI Flex 335 v2.0` (underscores for spaces are accepted). A field that is sent twice,
      or two of a choice, is a fault too.

      Truceline observes. It writes registration and alert acknowledgements, errors, and requests for status
      and registration; it refuses to write any other task.
      """,
    sections: [observations, reasons] + messages + enumerations)

  private static let observations = FormatPage.Section(
    "What becomes an observation",
    text: """
      Detection reports with a place or a direction. Registrations and status reports are remembered, of at
      most 4,096 nodes; other contents are only read.

      - Nothing from a node that registered as `NODE_TYPE_KINETIC`, `NODE_TYPE_JAMMER`, `NODE_TYPE_LDEW` or
        `NODE_TYPE_RFDEW`: each of its detections is a reject that says so.
      - Nothing from a report whose `state` says that the object is lost, and nothing of animals and fixed
        objects.
      - Kind by the most probable class: Human is personnel, Air Vehicle is aircraft or, with a subclass of
        UAV, UAV; Sea Vessel is vessel; Equipment with the subclass Weapon is weapon, or mine and UXO; other
        Equipment is a reject. Land Vehicle, what is not classified, and what has two classes of the same
        confidence are crossing traffic, the most neutral kind there is, and the note says so.
      - Place: longitude and latitude in degrees or radians, or UTM of the zone in the report, else in the
        node's registration. `30S` is the band from 32 to 40 degrees north where the northing fits it, else
        the southern hemisphere. A place more than half a band outside its band is a reject.
      - Range and direction count from `node_location` of the node's last status report, else from the
        registered sensor's place. Without range the observation is a bearing. Directions from grid north are
        corrected; from magnetic north and from a platform's heading they are rejects.
      - One sigma: root mean square of `x_error` and `y_error`, in the units and by the type of the node's
        `geometric_error` (95 % is divided by 1.96). If the registration says nothing: one sigma, in metres,
        or in the coordinates' own angles below 0.1 degrees. Without errors 500 m; for directions the
        registered sensor's calibration, else 1 degree and 5 % of the range.
      - Velocity in the units of the registration, else in metres a second.
      - Means: of the registered sensor (by the node's UUID, else the feed's), else by the node's type:
        radar; camera and lidar as camera; acoustic and seismic as acoustic sensor; passive RF and cyber as
        electronic signature; human as seen. A node that does not say by what it senses counts as open
        source.
      - Confidence: thirds of `detection_confidence`.
      - Time: of the message.
      """)

  private static let reasons = FormatPage.Section(
    "Reasons of faults",
    text: SAPIENTFault.Reason.allCases.map { "- \($0.rawValue)" }.joined(separator: "\n"))

  private static let messages: [FormatPage.Section] = SAPIENTTable.shared.messages.enumerated()
    .filter { $0.offset != SAPIENTTable.timestamp }.map { _, message in
      FormatPage.Section(
        message.name,
        fields: message.fields.map { row in
          let rule = SAPIENTTable.shared.fields[row]
          return FormatPage.Field(
            "\(rule.number)", rule.name.string + (rule.kind == .bytes ? "_hex" : ""),
            Self.meaning(rule))
        })
    }

  private static func meaning(_ rule: SAPIENTFieldRule) -> String {
    let table = SAPIENTTable.shared
    var words = [Self.kind(rule)]
    if rule.isRepeated { words.append("list") }
    if rule.isMandatory { words.append("mandatory") }
    if let choice = table.choices.first(where: {
      rule.others != 0 && $0.members == rule.others | 1 << rule.number
    }) {
      words.append("one of `\(choice.name.string)`\(choice.isMandatory ? ", mandatory" : "")")
    }
    if rule.isUUID { words.append("UUID") }
    if rule.isULID { words.append("ULID") }
    if rule.valueMax > 0 { words.append("0 to \(Int(rule.valueMax))") }
    let text = rule.meaning.string
    return words.joined(separator: ", ") + (text.isEmpty ? "" : ". \(text)")
  }

  private static func kind(_ rule: SAPIENTFieldRule) -> String {
    switch rule.kind {
    case .double, .float: "number"
    case .int32, .int64: "whole number"
    case .bool: "true or false"
    case .text: "text"
    case .bytes: "octets"
    case .enumeration: "`\(SAPIENTTable.shared.enumerations[rule.type].name)`"
    case .message:
      rule.type == SAPIENTTable.timestamp
        ? "time, UTC" : "message `\(SAPIENTTable.shared.messages[rule.type].name)`"
    }
  }

  private static let enumerations = [
    FormatPage.Section(
      "Enumerations",
      text: SAPIENTTable.shared.enumerations.map { enumeration in
        "- `\(enumeration.name)`: "
          + SAPIENTTable.shared.values[enumeration.values]
          .map { "\($0.number) `\($0.name.string)`" }.joined(separator: ", ")
      }.joined(separator: "\n"))
  ]
}
