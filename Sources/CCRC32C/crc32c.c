// The instruction of SSE 4.2 or of ARMv8, and slicing by eight tables for the rest.
//
// SPDX-License-Identifier: Apache-2.0

#include "crc32c.h"

#include <string.h>

static uint32_t tables[8][256];

__attribute__((constructor)) static void fill_tables(void) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0x82F63B78u & (0u - (crc & 1)));
    tables[0][i] = crc;
  }
  for (int slice = 1; slice < 8; slice++) {
    for (int i = 0; i < 256; i++) {
      uint32_t before = tables[slice - 1][i];
      tables[slice][i] = (before >> 8) ^ tables[0][before & 0xFF];
    }
  }
}

uint32_t truceline_crc32c_by_table(uint32_t seed, const void *bytes, size_t count) {
  const uint8_t *at = bytes;
  uint32_t crc = ~seed;
  for (; count >= 8; count -= 8, at += 8) {
    uint32_t low = crc ^ ((uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
                          (uint32_t)at[3] << 24);
    crc = tables[7][low & 0xFF] ^ tables[6][low >> 8 & 0xFF] ^ tables[5][low >> 16 & 0xFF] ^
          tables[4][low >> 24] ^ tables[3][at[4]] ^ tables[2][at[5]] ^ tables[1][at[6]] ^
          tables[0][at[7]];
  }
  while (count--) crc = crc >> 8 ^ tables[0][(crc ^ *at++) & 0xFF];
  return ~crc;
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("sse4.2"))) static uint32_t by_instruction(
    uint32_t seed, const void *bytes, size_t count) {
  const uint8_t *at = bytes;
  uint64_t crc = (uint32_t)~seed;
  for (; count >= 8; count -= 8, at += 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    crc = _mm_crc32_u64(crc, word);
  }
  while (count--) crc = _mm_crc32_u8((uint32_t)crc, *at++);
  return ~(uint32_t)crc;
}

uint32_t truceline_crc32c(uint32_t seed, const void *bytes, size_t count) {
  return __builtin_cpu_supports("sse4.2") ? by_instruction(seed, bytes, count)
                                          : truceline_crc32c_by_table(seed, bytes, count);
}

#elif defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>

uint32_t truceline_crc32c(uint32_t seed, const void *bytes, size_t count) {
  const uint8_t *at = bytes;
  uint32_t crc = ~seed;
  for (; count >= 8; count -= 8, at += 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    crc = __crc32cd(crc, word);
  }
  while (count--) crc = __crc32cb(crc, *at++);
  return ~crc;
}

#else

uint32_t truceline_crc32c(uint32_t seed, const void *bytes, size_t count) {
  return truceline_crc32c_by_table(seed, bytes, count);
}

#endif
