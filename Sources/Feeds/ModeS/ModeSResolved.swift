// A stream of frames with the aircraft's positions filled in.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A decoder of frames, and beside it the table that resolves positions: what `decode` prints.
///
/// Without a receiver's place surface positions are resolved only for aircraft whose place is known.
public struct ModeSResolved<Frames: WireDecoder>: WireDecoder
where Frames.Message == ModeSMessage {
  private var frames: Frames
  private var clock = ModeSStreamClock()
  private var locator = ModeSLocator()
  private let receiver: GeoPoint?

  public init(_ frames: Frames, receiver: GeoPoint? = nil) {
    self.frames = frames
    self.receiver = receiver
  }

  public mutating func push(_ bytes: UnsafeRawBufferPointer) { frames.push(bytes) }
  public mutating func finish() { frames.finish() }

  public mutating func next() -> WireItem<ModeSMessage>? {
    guard let item = frames.next() else { return nil }
    guard case .message(var message) = item else { return item }
    let atNs = clock.take(message.clock)
    _ = locator.take(&message, atNs: atNs, jumpCount: clock.jumpCount, receiver: receiver)
    return .message(message)
  }
}
