// How would it go on a disk whose syncs take long? The real one, with a pause at each sync.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Ledger

/// Every sync takes so much longer.
struct SlowDisk: Disk {
  let pauseS: Double
  private let disk = SystemDisk()

  init(pauseS: Double) { self.pauseS = pauseS }

  func sync(_ handle: Int32) throws(DiskCallError) {
    Thread.sleep(forTimeInterval: pauseS)
    try disk.sync(handle)
  }

  func syncFolder(_ path: String) throws(DiskCallError) {
    Thread.sleep(forTimeInterval: pauseS)
    try disk.syncFolder(path)
  }

  func open(_ path: String, flags: Int32) throws(DiskCallError) -> Int32 {
    try disk.open(path, flags: flags)
  }

  func close(_ handle: Int32) { disk.close(handle) }

  func byteCount(_ handle: Int32) throws(DiskCallError) -> Int { try disk.byteCount(handle) }

  func read(
    _ handle: Int32, into buffer: UnsafeMutableRawBufferPointer, at byteOffset: Int
  ) throws(DiskCallError) -> Int {
    try disk.read(handle, into: buffer, at: byteOffset)
  }

  func write(
    _ handle: Int32, _ bytes: UnsafeRawBufferPointer, at byteOffset: Int
  ) throws(DiskCallError) -> Int {
    try disk.write(handle, bytes, at: byteOffset)
  }

  func truncate(_ handle: Int32, toByteCount byteCount: Int) throws(DiskCallError) {
    try disk.truncate(handle, toByteCount: byteCount)
  }

  func reserve(_ handle: Int32, byteCount: Int) throws(DiskCallError) {
    try disk.reserve(handle, byteCount: byteCount)
  }

  func forgetCache(_ handle: Int32) { disk.forgetCache(handle) }

  func lock(_ handle: Int32) throws(DiskCallError) { try disk.lock(handle) }

  func rename(_ path: String, to newPath: String) throws(DiskCallError) {
    try disk.rename(path, to: newPath)
  }

  func remove(_ path: String) throws(DiskCallError) { try disk.remove(path) }

  func makeFolder(_ path: String) throws(DiskCallError) { try disk.makeFolder(path) }

  func isFolder(_ path: String) -> Bool { disk.isFolder(path) }

  func names(_ path: String) throws(DiskCallError) -> [String] { try disk.names(path) }
}
