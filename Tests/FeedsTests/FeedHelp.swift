// Feeding decoders in tests.
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Observations

/// All items of a text, fed in reads of a size.
func items(_ bytes: [UInt8], _ settings: FeedSettings, readSize: Int = .max) -> [FeedItem] {
  var decoder = FeedDecoder(settings)
  var items: [FeedItem] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    decoder.push(Array(rest.prefix(readSize)))
    rest = rest.dropFirst(readSize)
    while let item = decoder.next() { items.append(item) }
  }
  decoder.finish()
  while let item = decoder.next() { items.append(item) }
  return items
}

func items(_ text: String, _ settings: FeedSettings, readSize: Int = .max) -> [FeedItem] {
  items(Array(text.utf8), settings, readSize: readSize)
}

/// All messages and faults of a stream, fed in reads of a size.
func read<Decoder: WireDecoder>(
  _ decoder: Decoder, _ bytes: [UInt8], readSize: Int = .max
) -> (messages: [Decoder.Message], faults: [WireFault]) {
  var decoder = decoder
  var messages: [Decoder.Message] = []
  var faults: [WireFault] = []
  func drain() {
    while let item = decoder.next() {
      switch item {
      case .message(let message): messages.append(message)
      case .fault(let fault): faults.append(fault)
      }
    }
  }
  var rest = bytes[...]
  while !rest.isEmpty {
    decoder.push(Array(rest.prefix(readSize)))
    rest = rest.dropFirst(readSize)
    drain()
  }
  decoder.finish()
  drain()
  return (messages, faults)
}

extension [FeedItem] {
  var observations: [Observation] {
    compactMap { item in
      if case .observation(let observation, _) = item { return observation }
      return nil
    }
  }

  var rejects: [Reject] {
    compactMap { item in
      if case .reject(let reject) = item { return reject }
      return nil
    }
  }

  var warnings: [String] {
    compactMap { item in
      if case .observation(_, let warning) = item { return warning }
      return nil
    }
  }
}
