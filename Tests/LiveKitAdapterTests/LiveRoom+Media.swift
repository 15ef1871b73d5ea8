import AsideTesting
import Events
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

extension LiveRoom {
    /// A track that was asked for does not arrive.
    func fails(_ sid: String) {
        happens(.trackSubscriptionFailed(.with { $0.trackSid = sid }))
    }

    /// The handle of the newest sound stream.
    func soundStream() async throws -> UInt64 {
        try await stream { if case .newAudioStream = $0 { true } else { false } }
    }

    /// The handle of the newest picture stream.
    func pictureStream() async throws -> UInt64 {
        try await stream { if case .newVideoStream = $0 { true } else { false } }
    }

    private func stream(
        _ isAsked: @escaping @Sendable (CoreRequest.OneOf_Message) -> Bool
    ) async throws -> UInt64 {
        await core.until { $0.contains(where: isAsked) }
        return try #require(core.streams.last)
    }

    /// Sound comes on a stream.
    func sounds(_ stream: UInt64, _ samples: [Int16]) {
        let bytes = samples.flatMap { sample in
            [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
        }
        let (handle, address) = (core.handle(), core.memory(bytes))
        core.emit(
            .audioStreamEvent(
                .with {
                    $0.streamHandle = stream
                    $0.frameReceived.frame.handle = handle
                    $0.frameReceived.frame.info = .with {
                        ($0.dataPtr, $0.numChannels) = (address, 1)
                        $0.samplesPerChannel = UInt32(samples.count)
                    }
                }
            )
        )
    }

    /// Somebody says what a play is about.
    func says(_ identity: String) async throws {
        let stream = try await soundStream()
        sounds(stream, [Int16](repeating: .max, count: 800))
        await journal.until(1, .nudgeDecided)
    }

    /// A picture comes on a stream; its memory is no larger than a small one.
    ///
    /// - Returns: the handle of the picture.
    @discardableResult
    func shows(_ stream: UInt64, width: Int, height: Int) -> UInt64 {
        let handle = core.handle()
        let real = min(width * height, 3_840 * 2_160)
        let addresses = [real, real / 4 + width, real / 4 + width].map {
            core.memory([UInt8](repeating: 90, count: $0))
        }
        core.emit(
            .videoStreamEvent(
                .with {
                    $0.streamHandle = stream
                    $0.frameReceived.buffer.handle = handle
                    $0.frameReceived.buffer.info = .with { info in
                        (info.width, info.height) = (UInt32(width), UInt32(height))
                        info.components = addresses.enumerated().map { place, address in
                            .with {
                                let stride = place == 0 ? width : (width + 1) / 2
                                let rows = place == 0 ? height : (height + 1) / 2
                                ($0.dataPtr, $0.stride) = (address, UInt32(stride))
                                $0.size = UInt32(stride * rows)
                            }
                        }
                    }
                }
            )
        )
        return handle.id
    }

    /// Somebody sends a text on the transcripts' topic; gives the handle of its reader.
    @discardableResult
    func writes(_ identity: String, _ text: String, of track: String) -> UInt64 {
        let reader = core.handle()
        core.texts(reader.id, text)
        happens(
            .textStreamOpened(
                .with {
                    $0.participantIdentity = identity
                    $0.reader.handle = reader
                    $0.reader.info.topic = RoomConnection.transcriptTopic
                    $0.reader.info.attributes = [
                        "lk.transcribed_track_id": track, "lk.segment_id": text,
                        "lk.transcription_final": "true",
                    ]
                }
            )
        )
        return reader.id
    }
}
