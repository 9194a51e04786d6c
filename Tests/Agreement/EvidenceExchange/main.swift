// Do other programs accept our packages and sealed files, and we theirs? For Tests/Agreement.
//
// usage: evidence-exchange bag OUT FOLDER      packs the files of FOLDER
//        evidence-exchange check BAG           prints name, length and SHA-256 of each file, or the fault
//        evidence-exchange ask FILE OUT        writes a request for a time stamp
//        evidence-exchange stamp FILE ANSWER CERTIFICATE   prints the time in ms, or the fault
//        evidence-exchange seal STORE FILE     prints digest and key file
//
// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

func pack(_ out: String, _ folder: String) throws {
  let bag = try BagWriter(folder: out)
  let walker = FileManager.default.enumerator(atPath: folder)
  for case let name as String in walker ?? .init() {
    let path = "\(folder)/\(name)"
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
    else { continue }
    try bag.add(name, bytes: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
  }
  try bag.finish(about: ["Source-Organization": "Test"], date: "2026-06-24")
}

func check(_ folder: String) {
  do throws(BagError) {
    for file in try Bag(folder: folder).files {
      print(file.name.debugDescription, file.byteCount, file.digest)
    }
  } catch {
    print("refused: \(error)")
    exit(1)
  }
}

func seal(_ folder: String, _ file: String) throws {
  let added = try EvidenceStore(folder: folder).add(file: file, sealed: true)
  print(added.stored.digest, "\(folder)/keys/\(added.stored.digest)")
}

func ask(_ file: String, _ out: String) throws {
  var random = SystemRandomNumberGenerator()
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
  let request = StampRequest(for: bytes, random: &random)
  try Data(request.bytes).write(to: URL(fileURLWithPath: out))
}

func stamp(_ file: String, _ answer: String, _ certificate: String) throws {
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
  let text = try String(contentsOf: URL(fileURLWithPath: certificate), encoding: .utf8)
  do {
    let token = try StampToken(reading: [UInt8](Data(contentsOf: URL(fileURLWithPath: answer))))
    try token.verify(bytes, request: nil, trusted: certificates(ofPEM: text))
    print(token.stampedAtMs)
  } catch {
    print("refused: \(error)")
    exit(1)
  }
}

let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, Array(arguments.dropFirst())) {
case ("bag", let rest) where rest.count == 2: try pack(rest[0], rest[1])
case ("check", let rest) where rest.count == 1: check(rest[0])
case ("seal", let rest) where rest.count == 2: try seal(rest[0], rest[1])
case ("ask", let rest) where rest.count == 2: try ask(rest[0], rest[1])
case ("stamp", let rest) where rest.count == 3: try stamp(rest[0], rest[1], rest[2])
default: exit(64)
}
