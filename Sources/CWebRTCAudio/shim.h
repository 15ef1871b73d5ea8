// The library's own headers are C++ and are read by CVoiceActivity alone.
