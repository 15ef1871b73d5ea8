#ifndef CLIVEKITCORE_H
#define CLIVEKITCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// LiveKit's client core, found at run time: three functions of a C ABI that speaks protobuf. The
// fourth, which ends it, is not called: rooms are left one by one, and the core lives as long as
// the process.

typedef void (*clk_event)(const uint8_t *bytes, size_t count);

typedef enum { CLK_OPEN, CLK_NO_LIBRARY, CLK_NO_FUNCTION } clk_status;

// Opens the library at a path and looks up its functions. Once for a process: it is never closed, since its
// threads live as long as the process does.
clk_status clk_open(const char *path);

// The callback runs on the core's own threads, several at once; the bytes are its only during the call.
void clk_initialize(clk_event callback, bool captures_logs, const char *sdk, const char *version);

// Returns the handle of the answer's buffer, 0 when the request was refused; the bytes live until it is dropped.
uint64_t clk_request(const uint8_t *bytes, size_t count, const uint8_t **answer, size_t *answer_count);

// Returns false for a handle that the core does not know.
bool clk_drop(uint64_t handle);

#endif
