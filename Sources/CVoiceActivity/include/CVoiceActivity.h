#ifndef ASIDE_VOICE_ACTIVITY_H
#define ASIDE_VOICE_ACTIVITY_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// WebRTC's voice activity detector over one person's sound.
typedef struct aside_voice_activity aside_voice_activity;

/// A detector for 16,000 samples a second; null when the library gives none.
aside_voice_activity *aside_voice_activity_new(void);

/// Whether 160 samples, the next ten milliseconds, hold a voice: 1 or 0, or -1 when the library fails.
int aside_voice_activity_hear(aside_voice_activity *detector, const int16_t *samples);

/// Frees a detector.
void aside_voice_activity_free(aside_voice_activity *detector);

#ifdef __cplusplus
}
#endif
#endif
