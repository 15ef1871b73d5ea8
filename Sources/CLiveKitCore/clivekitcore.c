#include "clivekitcore.h"

#include <dlfcn.h>

static void (*initialize)(clk_event, bool, const char *, const char *);
static uint64_t (*request)(const uint8_t *, size_t, const uint8_t **, size_t *);
static bool (*drop_handle)(uint64_t);

clk_status clk_open(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return CLK_NO_LIBRARY;
    void *found[] = {
        dlsym(library, "livekit_ffi_initialize"),
        dlsym(library, "livekit_ffi_request"),
        dlsym(library, "livekit_ffi_drop_handle"),
    };
    // A library that lacks one must not take the place of another that is in use.
    if (!found[0] || !found[1] || !found[2]) {
        dlclose(library);
        return CLK_NO_FUNCTION;
    }
    // POSIX lets a data pointer from dlsym be used as a function.
    *(void **)&initialize = found[0];
    *(void **)&request = found[1];
    *(void **)&drop_handle = found[2];
    return CLK_OPEN;
}

void clk_initialize(clk_event callback, bool captures_logs, const char *sdk, const char *version) {
    initialize(callback, captures_logs, sdk, version);
}

uint64_t clk_request(const uint8_t *bytes, size_t count, const uint8_t **answer, size_t *answer_count) {
    return request(bytes, count, answer, answer_count);
}

bool clk_drop(uint64_t handle) { return drop_handle(handle); }
