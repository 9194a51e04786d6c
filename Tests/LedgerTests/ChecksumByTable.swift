// What does the processor's checksum instruction have to agree with?
//
// SPDX-License-Identifier: Apache-2.0

import CCRC32C

func crc32cByTable(seed: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
  truceline_crc32c_by_table(seed, bytes.baseAddress, bytes.count)
}
