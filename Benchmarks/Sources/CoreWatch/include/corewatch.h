#ifndef COREWATCH_H
#define COREWATCH_H

#include <stdint.h>

// LiveKit's client core with a watch at its door: the same four functions, handed on to the library that
// LIVEKIT_FFI_PATH names, and the moments at which calls pass. Times are nanoseconds of CLOCK_MONOTONIC.

typedef struct {
    int64_t call_sent;       // our newest perform_rpc went in
    int64_t call_answered;   // its answer came out
    int64_t withdrawn;       // the newest remote call that withdraws came out
    int64_t withdrawal_answered; // our newest answer to a remote call went in
} watch_moments;

watch_moments watch_read(void);

#endif
