// Which requests are answered, in the form that other programs read? OpenAPI 3.1.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Notation

/// The description of the interface, served at `/api/v1/openapi.json`.
public enum OpenAPI {
  /// One operation. Those that read the state also take `knownAt`.
  public struct Operation: Sendable {
    public let method: String
    public let path: String
    let summary: String
    var query: [String] = []
    /// Members of the body; those that must be there first, with a star.
    var body: [String] = []
    /// Where the body is no JSON: what its bytes are.
    var bytes: String?
    var success = "200"
    var type = "application/json"
  }

  private static let people = [
    Operation(method: "get", path: "/session", summary: "Whether people sign in, and who has."),
    Operation(
      method: "post", path: "/session", summary: "Sign in.", body: ["*account", "*password"],
      success: "201"),
    Operation(method: "delete", path: "/session", summary: "Sign out."),
    Operation(
      method: "get", path: "/people",
      summary: "What each role may; for administrators also the accounts."),
    Operation(
      method: "post", path: "/people", summary: "Open an account.",
      body: ["*account", "*name", "*roles", "party", "*password"], success: "201"),
    Operation(
      method: "post", path: "/people/{id}/roles", summary: "Give an account other roles.",
      body: ["*roles", "*reason"]),
    Operation(
      method: "post", path: "/people/{id}/close", summary: "Close an account.",
      body: ["*reason"]),
    Operation(
      method: "post", path: "/people/{id}/password", summary: "Set a password.",
      body: ["*password", "old"]),
  ]

  private static let listQuery = ["from", "until", "limit", "language"]

  public static let operations: [Operation] =
    reading + people
    + RefereeOperation.all.map { operation in
      Operation(
        method: "post", path: operation.path, summary: operation.summary,
        body: ["*actor"] + operation.body, success: "201")
    }

  private static let reading: [Operation] = [
    Operation(
      method: "get", path: "/mission", summary: "The mission, its clauses and counts.",
      query: ["language"]),
    Operation(
      method: "get", path: "/alerts", summary: "Alerts, newest first, in pages.",
      query: [
        "state", "clause", "sector", "grade", "verdict", "from", "until", "limit", "after",
        "language",
      ]),
    Operation(
      method: "get", path: "/alerts/{id}",
      summary: "One alert with derivation, evidence and history.", query: ["language"]),
    Operation(
      method: "post", path: "/alerts/{id}/acknowledge", summary: "Acknowledge a new alert.",
      query: ["language"], body: ["*actor", "note"]),
    Operation(
      method: "post", path: "/alerts/{id}/action", summary: "Note that something was done.",
      query: ["language"], body: ["*actor", "note"]),
    Operation(
      method: "post", path: "/alerts/{id}/dismiss",
      summary: "Dismiss as false (with a reason) or as duplicate (of another alert).",
      query: ["language"], body: ["*actor", "*as", "reason", "of"]),
    Operation(
      method: "get", path: "/evidence",
      summary: "Files of evidence, with what was done with each and by whom."),
    Operation(
      method: "post", path: "/evidence",
      summary: "Record what is done with evidence; an erasure also destroys the key.",
      body: ["*actor", "*type"], success: "201"),
    Operation(method: "get", path: "/cases", summary: "All cases."),
    Operation(
      method: "post", path: "/cases", summary: "Open a case from alerts.", query: ["language"],
      body: ["*actor", "*title", "*alerts", "note"], success: "201"),
    Operation(
      method: "get", path: "/cases/{id}",
      summary:
        "One case: alerts, what it lacks for the next step, times, evidence, gaps, tasks, findings, "
        + "answers, clocks, history.",
      query: ["language"]),
    Operation(method: "get", path: "/findings", summary: "All findings."),
    Operation(
      method: "get", path: "/findings/{id}",
      summary: "One finding with its versions, and the answers beside it.", query: ["language"]),
    Operation(
      method: "get", path: "/findings/{id}/diff", summary: "What a version has otherwise.",
      query: ["from", "to"]),
    Operation(
      method: "get", path: "/findings/{id}/release", summary: "What an audience has of a finding.",
      query: ["audience", "version"]),
    Operation(
      method: "post", path: "/findings/{id}/preview",
      summary: "What an audience would get; nothing is recorded.",
      body: ["*to", "version", "withheld"]),
    Operation(method: "get", path: "/allegations", summary: "All allegations."),
    Operation(
      method: "get", path: "/parties/{party}",
      summary:
        "What is with a party: cases, deadlines, allegations, docket, figures of both sides.",
      query: ["language"]),
    Operation(
      method: "get", path: "/parties/{party}/cases/{id}",
      summary: "One case as a party sees it: what was released to it, answers of both sides.",
      query: ["language"]),
    Operation(
      method: "get", path: "/docket",
      summary: "Questions before the commission, and notes on clauses.",
      query: ["language"]),
    Operation(
      method: "get", path: "/docket/{id}",
      summary: "One of them, with earlier decisions on the clause.", query: ["language"]),
    Operation(
      method: "get", path: "/hotline", summary: "Calls, newest first.", query: ["language"]),
    Operation(method: "get", path: "/shifts", summary: "Hand-overs, newest first."),
    Operation(
      method: "get", path: "/clocks", summary: "What is open, first what is due first.",
      query: ["limit", "alerts", "language"]),
    Operation(
      method: "post", path: "/cases/{id}/assign", summary: "Assign a case to a person.",
      query: ["language"], body: ["*actor", "*assignee"]),
    Operation(
      method: "get", path: "/reports",
      summary: "Days that daily reports can be made of, and reports."),
    Operation(
      method: "post", path: "/reports",
      summary: "Draft a daily report of a date, or a spot report on an event.",
      body: ["*actor", "date", "event"], success: "201"),
    Operation(
      method: "get", path: "/reports/{id}",
      summary: "One report with its paragraphs, figures and history.", query: ["language"]),
    Operation(
      method: "get", path: "/reports/{id}/document",
      summary: "The report as html, pdf or json, or one of its tables as csv.",
      query: ["format", "language", "table"], type: "text/html"),
    Operation(
      method: "get", path: "/reports/{id}/rows", summary: "The rows that a figure counts.",
      query: ["figure", "language"]),
    Operation(
      method: "post", path: "/reports/{id}/prose",
      summary: "Other words for a paragraph; figures stand in braces.",
      body: ["*actor", "*language", "*paragraph", "*text", "after"]),
    Operation(
      method: "post", path: "/reports/{id}/clear", summary: "Clear a drafted report.",
      body: ["*actor", "note"]),
    Operation(
      method: "post", path: "/reports/{id}/return",
      summary: "Return a cleared report to be drafted.",
      body: ["*actor", "*reason"]),
    Operation(
      method: "post", path: "/reports/{id}/issue",
      summary: "Issue a cleared report; what it says is frozen.", body: ["*actor"]),
    Operation(
      method: "post", path: "/reports/{id}/errata", summary: "Correct an issued report.",
      body: ["*actor", "*table", "*row", "*was", "*is", "*reason", "*decided_by"]),
    Operation(
      method: "get", path: "/registers",
      summary: "Entries of registers, corrected ones with what corrects them.",
      query: ["kind", "current"]),
    Operation(
      method: "post", path: "/registers", summary: "Make an entry, or correct one by a new one.",
      body: [
        "*actor", "*type", "*entry", "*kind", "*from", "until", "received", "party", "place",
        "attributes", "reported_by", "reference", "corrects", "reason", "note",
      ], success: "201"),
    Operation(
      method: "get", path: "/events", summary: "Events in order of time.", query: listQuery),
    Operation(method: "get", path: "/events/{id}", summary: "One event with its joins."),
    Operation(
      method: "get", path: "/observations", summary: "Observations in order of time.",
      query: listQuery),
    Operation(
      method: "get", path: "/log",
      summary: "The record log: light with reasons, checkpoint, witnesses.", query: ["language"]),
    Operation(
      method: "get", path: "/log/issuer", summary: "The key that records are signed with, as JWK."),
    Operation(
      method: "get", path: "/log/records",
      summary: "Records in the order of the log; without 'from' the newest.",
      query: ["from", "limit"]),
    Operation(
      method: "get", path: "/log/records/{index}",
      summary: "One record with its entry and what it withholds."),
    Operation(
      method: "get", path: "/log/records/{index}/proof",
      summary: "The record's .tlog-proof with its entry.", type: "text/plain"),
    Operation(
      method: "post", path: "/log/records/{index}/erase",
      summary: "Erase what a record withholds under a name; the proofs stay.",
      body: ["*actor", "*claim", "*ground", "*approvedBy"]),
    Operation(
      method: "post", path: "/log/records/{index}/release",
      summary: "Hand a record over with the named parts of what it withholds.",
      body: ["*actor", "claims", "*to", "*reason"]),
    Operation(
      method: "get", path: "/observations/{id}/proof",
      summary: "The .tlog-proof of the seal over an observation, with its path.",
      type: "text/plain"),
    Operation(
      method: "get", path: "/observations/{id}",
      summary: "One observation with its bytes as they came.", query: ["language"]),
    Operation(
      method: "post", path: "/observations/{id}/set-aside",
      summary: "Set a report aside with a reason; it is kept.", query: ["language"],
      body: ["*actor", "*reason", "note"]),
    Operation(
      method: "post", path: "/observations/{id}/split",
      summary: "Take a report out of its event; it is of a happening of its own.",
      query: ["language"], body: ["*actor", "note"]),
    Operation(
      method: "post", path: "/observations/{id}/join",
      summary: "Join a report to the event of another report.", query: ["language"],
      body: ["*actor", "*with", "note"]),
    Operation(
      method: "get", path: "/rejects", summary: "Rows that could not be read.", query: ["limit"]),
    Operation(
      method: "get", path: "/feeds",
      summary: "The feeds and their health: state, rate, last message, rejects, clock offset."),
    Operation(
      method: "post", path: "/feeds/{name}/reports",
      summary: "Post reports to a feed; the answer comes when they are on disk.",
      bytes: "Reports in the feed's format, 4 MiB at most."),
    Operation(
      method: "get", path: "/tracks",
      summary: "What moves now: place, error, speed, sources, age.", query: ["limit", "language"]),
    Operation(
      method: "get", path: "/tracks/{id}", summary: "A track with its sources and joinings.",
      query: ["language"]),
    Operation(
      method: "get", path: "/tracks/{id}/points",
      summary: "The steps of a track, each with the observation that made it.",
      query: ["from", "until", "limit"]),
    Operation(
      method: "get", path: "/flags",
      summary: "Why reports of things that move were doubted, each with value and limit.",
      query: ["from", "until", "limit", "language"]),
    Operation(
      method: "get", path: "/sensors",
      summary:
        "The registered sensors; of radars the errors found from aircraft that report themselves.",
      query: ["language"]),
    Operation(
      method: "get", path: "/geo/tracks",
      summary: "Tracks as points, and trails as lines; box is west,south,east,north.",
      query: ["at", "box"], type: "application/geo+json"),
    Operation(
      method: "get", path: "/geo/line", summary: "The contact line, every version.",
      type: "application/geo+json"),
    Operation(
      method: "get", path: "/geo/zones", summary: "The zones, derived and drawn.",
      type: "application/geo+json"),
    Operation(
      method: "get", path: "/geo/sectors", summary: "The reporting sectors.",
      type: "application/geo+json"),
    Operation(
      method: "get", path: "/geo/alerts", summary: "Alerts as points.",
      type: "application/geo+json"),
    Operation(
      method: "get", path: "/geo/events", summary: "Events as points.", query: ["from", "until"],
      type: "application/geo+json"),
    Operation(
      method: "get", path: "/geo/observations", summary: "Observations as points.",
      query: ["from", "until"], type: "application/geo+json"),
    Operation(
      method: "get", path: "/changes",
      summary: "Live changes; goes on behind the header Last-Event-ID.", query: ["language"],
      type: "text/event-stream"),
    Operation(
      method: "get", path: "/exercise",
      summary: "The story that is played for training; story is null where none is.",
      query: ["language"]),
    Operation(
      method: "post", path: "/exercise/next", summary: "Play the next step of the story.",
      query: ["language"], body: ["*after"]),
    Operation(method: "get", path: "/openapi.json", summary: "This document."),
  ]

  static let document = value.bytes

  private static var value: JSONValue {
    var paths: [(path: String, members: [JSONValue.Member])] = []
    for operation in operations {
      let member = JSONValue.Member(operation.method, operation.json)
      if let index = paths.firstIndex(where: { $0.path == operation.path }) {
        paths[index].members.append(member)
      } else {
        paths.append((operation.path, [member]))
      }
    }
    return .members([
      "openapi": "3.1.0",
      "info": .members([
        "title": "Truceline", "version": "1",
        "description": "Times are ISO 8601 in UTC, angles degrees, distances metres.",
        "license": .members(["name": "Apache-2.0", "identifier": "Apache-2.0"]),
      ]),
      "servers": .array([.members(["url": "/api/v1"])]),
      "paths": .object(paths.map { .init($0.path, .object($0.members)) }),
      "components": .members([
        "schemas": .members([
          "Error": .members([
            "type": "object", "required": .array(["error"]),
            "properties": .members([
              "error": .members([
                "type": "object", "required": .array(["message", "next"]),
                "properties": .members([
                  "message": .members(["type": "string"]), "next": .members(["type": "string"]),
                ]),
              ])
            ]),
          ])
        ])
      ]),
    ])
  }
}

extension OpenAPI.Operation {
  fileprivate var json: JSONValue {
    .members([
      "summary": .string(summary), "operationId": .string(operationID),
      "parameters": .array(parameters),
      "requestBody": bytes.map { Self.byteBody($0) } ?? (body.isEmpty ? nil : requestBody),
      "responses": .members([
        success: .members([
          "description": "The answer.",
          "content": .object([
            .init(
              type,
              .members([
                "schema": .members(["type": type == "text/event-stream" ? "string" : "object"])
              ]))
          ]),
        ]),
        "default": .members([
          "description": "What is wrong, and what to do instead.",
          "content": .members([
            "application/json": .members([
              "schema": .members(["$ref": "#/components/schemas/Error"])
            ])
          ]),
        ]),
      ]),
    ])
  }

  private var operationID: String {
    method + path.split(whereSeparator: { "/{}.-".contains($0) }).map(\.capitalizedFirst).joined()
  }

  private var parameters: [JSONValue] {
    let inPath: [JSONValue] = path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
      .members([
        "name": .string(String(part.dropFirst().dropLast())), "in": "path", "required": true,
        "schema": .members(["type": "string"]),
      ])
    }
    return inPath
      + query.map { name in
        .members([
          "name": .string(name), "in": "query", "schema": .members(["type": "string"]),
        ])
      }
  }

  private static func schema(ofMember name: String) -> JSONValue {
    switch name {
    case "alerts", "guarantors", "attachments", "open":
      .members(["type": "array", "items": .members(["type": "string"])])
    case "clauses", "withheld", "votes":
      .members(["type": "array", "items": .members(["type": "object"])])
    case "content", "statement", "finding", "clause":
      .members(["type": .array(["object", "string"])])
    case "version", "revision", "on_revision", "point", "notice": .members(["type": "integer"])
    case "restricted", "disputed": .members(["type": "boolean"])
    default: .members(["type": "string"])
    }
  }

  private static func byteBody(_ what: String) -> JSONValue {
    .members([
      "required": true, "description": .string(what),
      "content": .members(["application/octet-stream": .members([:])]),
    ])
  }

  private var requestBody: JSONValue {
    let names = body.map { $0.hasPrefix("*") ? String($0.dropFirst()) : $0 }
    let required = body.filter { $0.hasPrefix("*") }.map { String($0.dropFirst()) }
    return .members([
      "required": true,
      "content": .members([
        "application/json": .members([
          "schema": .members([
            "type": "object", "required": .array(required.map { .string($0) }),
            "properties": .object(
              names.map { name in
                .init(
                  name,
                  Self.schema(ofMember: name))
              }),
          ])
        ])
      ]),
    ])
  }
}

extension Substring {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
