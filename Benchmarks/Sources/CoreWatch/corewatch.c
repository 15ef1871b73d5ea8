#define _GNU_SOURCE
#include "corewatch.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef void (*event_sink)(const uint8_t *bytes, size_t count);

static void (*initialize)(event_sink, bool, const char *, const char *);
static uint64_t (*request)(const uint8_t *, size_t, const uint8_t **, size_t *);
static bool (*drop_handle)(uint64_t);
static void (*dispose)(void);
static event_sink sink;
static _Atomic int64_t call_sent, call_answered, withdrawn, withdrawal_answered;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

// A request or an event is one field whose tag is its first two bytes (LIVEKIT section 3).
static bool is(const uint8_t *bytes, size_t count, int field) {
    int tag = field << 3 | 2;
    return count > 2 && bytes[0] == (uint8_t)(tag | 0x80) && bytes[1] == tag >> 7;
}

static void open_core(void) {
    const char *path = getenv("LIVEKIT_FFI_PATH");
    void *library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    if (library == NULL) {
        fprintf(stderr, "corewatch: LIVEKIT_FFI_PATH names no library that can be loaded\n");
        exit(1);
    }
    *(void **)&initialize = dlsym(library, "livekit_ffi_initialize");
    *(void **)&request = dlsym(library, "livekit_ffi_request");
    *(void **)&drop_handle = dlsym(library, "livekit_ffi_drop_handle");
    *(void **)&dispose = dlsym(library, "livekit_ffi_dispose");
}

static void pass(const uint8_t *bytes, size_t count) {
    if (is(bytes, count, 23)) call_answered = now();
    if (is(bytes, count, 24) && memmem(bytes, count, "\"withdraw\"", 10)) withdrawn = now();
    sink(bytes, count);
}

void livekit_ffi_initialize(event_sink to, bool logs, const char *sdk, const char *version) {
    open_core();
    sink = to;
    initialize(pass, logs, sdk, version);
}

uint64_t livekit_ffi_request(const uint8_t *bytes, size_t count, const uint8_t **answer, size_t *length) {
    if (is(bytes, count, 38)) call_sent = now();
    if (is(bytes, count, 41)) withdrawal_answered = now();
    return request(bytes, count, answer, length);
}

bool livekit_ffi_drop_handle(uint64_t handle) { return drop_handle(handle); }

void livekit_ffi_dispose(void) { dispose(); }

watch_moments watch_read(void) {
    return (watch_moments){call_sent, call_answered, withdrawn, withdrawal_answered};
}
