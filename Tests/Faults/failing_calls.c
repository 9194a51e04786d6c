// Which call on a file of the data folder fails? A library that is loaded before the C library.
//
// SPDX-License-Identifier: Apache-2.0
//
//   cc -shared -fPIC -O2 -o failing_calls.so failing_calls.c -ldl
//   FAIL_FOLDER=/data FAIL_NUMBER=17 FAIL_WITH=5 FAIL_LOG=/log LD_PRELOAD=./failing_calls.so PROGRAM
//
// Calls on files whose path begins with FAIL_FOLDER are counted from 1 over all threads. The one
// with FAIL_NUMBER fails once with the errno FAIL_WITH (a number), or, with FAIL_WITH=short, a read
// or write does half. FAIL_LOG gets a line when that happens, and at the end how many were counted.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { descriptor_max = 65536, isShort = -1 };

static const char *folder;
static long number;
static int with;
static atomic_long counted;
static atomic_char watched[descriptor_max];

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  folder = getenv("FAIL_FOLDER");
  const char *at = getenv("FAIL_NUMBER"), *code = getenv("FAIL_WITH");
  number = at ? atol(at) : 0;
  with = !code ? EIO : strcmp(code, "short") == 0 ? isShort : atoi(code);
}

static void say(const char *call, const char *path, long at) {
  const char *log = getenv("FAIL_LOG");
  if (!log) return;
  char line[512];
  int length = snprintf(line, sizeof line, "%ld %s %s\n", at, call, path ? path : "");
  int file = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file < 0) return;
  ssize_t done = REAL(write)(file, line, (size_t)length);
  (void)done;
  REAL(close)(file);
}

__attribute__((destructor)) static void end(void) {
  if (folder) say("counted", "", atomic_load(&counted));
}

static int inFolder(const char *path) {
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int isWatched(int file) {
  return file >= 0 && file < descriptor_max && atomic_load(&watched[file]);
}

// 0: go on; otherwise what to fail with.
static int fails(const char *call, const char *path) {
  long at = atomic_fetch_add(&counted, 1) + 1;
  if (at != number) return 0;
  say(call, path, at);
  return with;
}

static void watch(int file, const char *path) {
  if (file >= 0 && file < descriptor_max) atomic_store(&watched[file], inFolder(path));
}

#define REFUSE(call, path, value)                \
  do {                                           \
    int code = fails(call, path);                \
    if (code > 0) { errno = code; return value; } \
  } while (0)

#define OPEN(name)                                                     \
  int name(const char *path, int flags, ...) {                         \
    va_list rest; va_start(rest, flags);                               \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                      \
    if (inFolder(path)) REFUSE("open", path, -1);                      \
    int file = REAL(name)(path, flags, mode);                          \
    watch(file, path);                                                 \
    return file;                                                       \
  }
OPEN(open)
OPEN(open64)

int close(int file) {
  if (file >= 0 && file < descriptor_max) atomic_store(&watched[file], 0);
  return REAL(close)(file);
}

#define MOVE(name, type, offset)                                                       \
  ssize_t name(int file, type bytes, size_t count, offset at) {                        \
    if (isWatched(file)) {                                                             \
      int code = fails(#name, "");                                                     \
      if (code > 0) { errno = code; return -1; }                                       \
      if (code == isShort && count > 1) count /= 2;                                    \
    }                                                                                  \
    return REAL(name)(file, bytes, count, at);                                         \
  }
MOVE(pread, void *, off_t)
MOVE(pread64, void *, off64_t)
MOVE(pwrite, const void *, off_t)
MOVE(pwrite64, const void *, off64_t)

ssize_t write(int file, const void *bytes, size_t count) {
  if (isWatched(file)) {
    int code = fails("write", "");
    if (code > 0) { errno = code; return -1; }
    if (code == isShort && count > 1) count /= 2;
  }
  return REAL(write)(file, bytes, count);
}

#define SYNC(name)                                       \
  int name(int file) {                                   \
    if (isWatched(file)) REFUSE(#name, "", -1);          \
    return REAL(name)(file);                             \
  }
SYNC(fsync)
SYNC(fdatasync)

#define LENGTH(name, type)                               \
  int name(int file, type length) {                      \
    if (isWatched(file)) REFUSE(#name, "", -1);          \
    return REAL(name)(file, length);                     \
  }
LENGTH(ftruncate, off_t)
LENGTH(ftruncate64, off64_t)

#define RESERVE(name, type)                              \
  int name(int file, type from, type length) {           \
    if (isWatched(file)) {                               \
      int code = fails(#name, "");                       \
      if (code > 0) return code;                         \
    }                                                    \
    return REAL(name)(file, from, length);               \
  }
RESERVE(posix_fallocate, off_t)
RESERVE(posix_fallocate64, off64_t)

int rename(const char *from, const char *to) {
  if (inFolder(from)) REFUSE("rename", from, -1);
  return REAL(rename)(from, to);
}

int unlink(const char *path) {
  if (inFolder(path)) REFUSE("unlink", path, -1);
  return REAL(unlink)(path);
}

int mkdir(const char *path, mode_t mode) {
  if (inFolder(path)) REFUSE("mkdir", path, -1);
  return REAL(mkdir)(path, mode);
}
