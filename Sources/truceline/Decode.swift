// `truceline decode`
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import ArgumentParser
internal import Feeds
internal import Foundation
internal import Intake
internal import Missions
internal import Notation
internal import Observations
internal import Rules
internal import Server

struct Decode: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decode a recording and print its observations, one JSON object a line.",
    discussion: """
      Counts and reasons of rejects go to standard error. Exits 65 when a row was rejected. Sheets \
      are read in UTC and without a sensor register; in a mission they are read in mission time.
      """)

  @Argument(help: "firms, sheet or geojson.") var format: FeedFormat
  @Argument(help: "The recording.") var path: String

  func run() throws {
    do {
      var file = try FileFeed(path: path == "-" ? "/dev/stdin" : path)
      var decoder = FeedDecoder(FeedSettings(name: format.rawValue, format: format))
      let presenter = Presenter(.standalone)
      var rejected = 0
      while let piece = try file.next() {
        decoder.push(piece)
        rejected += drain(&decoder, presenter)
      }
      decoder.finish()
      rejected += drain(&decoder, presenter)
      if rejected > 0 {
        Console.say("\(rejected) rows rejected")
        throw Exit.badData
      }
    } catch { throw Console.fail(error) }
  }

  private func drain(_ decoder: inout FeedDecoder, _ presenter: Presenter) -> Int {
    var rejected = 0
    while let item = decoder.next() {
      switch item {
      case .observation(let observation, let warning):
        if let warning { Console.say("\(path): \(warning)") }
        Console.put(presenter.json(observation, setAside: nil, .en))
      case .reject(let reject):
        rejected += 1
        let column = reject.column.isEmpty ? "" : " \(reject.column):"
        Console.say("\(path):\(reject.line):\(column) \(reject.reason)")
      }
    }
    return rejected
  }
}

extension FeedFormat: ExpressibleByArgument {}
