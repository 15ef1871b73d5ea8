#include "CVoiceActivity.h"

#include <memory>
#include <new>

#include <webrtc/modules/audio_processing/include/audio_processing.h>
#include <webrtc/modules/interface/module_common_types.h>

namespace {
constexpr int kRate = 16000;
constexpr int kSamples = kRate / 100;
}  // namespace

struct aside_voice_activity {
    std::unique_ptr<webrtc::AudioProcessing> processing;
    webrtc::AudioFrame frame;
};

aside_voice_activity *aside_voice_activity_new(void) {
    std::unique_ptr<aside_voice_activity> detector(new (std::nothrow) aside_voice_activity);
    if (!detector) return nullptr;
    detector->processing.reset(webrtc::AudioProcessing::Create());
    if (!detector->processing) return nullptr;
    webrtc::VoiceDetection *voice = detector->processing->voice_detection();
    if (voice->set_likelihood(webrtc::VoiceDetection::kModerateLikelihood) != 0) return nullptr;
    if (voice->Enable(true) != 0) return nullptr;
    return detector.release();
}

int aside_voice_activity_hear(aside_voice_activity *detector, const int16_t *samples) {
    detector->frame.UpdateFrame(0, 0, samples, kSamples, kRate, webrtc::AudioFrame::kNormalSpeech,
                                webrtc::AudioFrame::kVadUnknown, 1);
    if (detector->processing->ProcessStream(&detector->frame) != 0) return -1;
    return detector->processing->voice_detection()->stream_has_voice() ? 1 : 0;
}

void aside_voice_activity_free(aside_voice_activity *detector) { delete detector; }
