// How is a CRC-32C (Castagnoli) computed? By the processor's own instruction where it has one.
//
// SPDX-License-Identifier: Apache-2.0

#ifndef TRUCELINE_CRC32C_H
#define TRUCELINE_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/// CRC-32C of `count` bytes that follow those whose CRC is `seed`; 0 to begin.
uint32_t truceline_crc32c(uint32_t seed, const void *bytes, size_t count);

/// The same by tables, as on a processor without the instruction.
uint32_t truceline_crc32c_by_table(uint32_t seed, const void *bytes, size_t count);

#endif
