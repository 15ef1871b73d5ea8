#include "clivekitcore.h"

#include <dlfcn.h>

static void (*initialize)(clk_event, bool, const char *, const char *);
static uint64_t (*request)(const uint8_t *, size_t, const uint8_t **, size_t *);
static bool (*drop_handle)(uint64_t);
static void (*dispose)(void);

clk_status clk_open(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return CLK_NO_LIBRARY;
    // POSIX lets a data pointer from dlsym be used as a function.
    *(void **)&initialize = dlsym(library, "livekit_ffi_initialize");
    *(void **)&request = dlsym(library, "livekit_ffi_request");
    *(void **)&drop_handle = dlsym(library, "livekit_ffi_drop_handle");
    *(void **)&dispose = dlsym(library, "livekit_ffi_dispose");
    return initialize && request && drop_handle && dispose ? CLK_OPEN : CLK_NO_FUNCTION;
}

void clk_initialize(clk_event callback, bool captures_logs, const char *sdk, const char *version) {
    initialize(callback, captures_logs, sdk, version);
}

uint64_t clk_request(const uint8_t *bytes, size_t count, const uint8_t **answer, size_t *answer_count) {
    return request(bytes, count, answer, answer_count);
}

bool clk_drop(uint64_t handle) { return drop_handle(handle); }

void clk_dispose(void) { dispose(); }
