import SwiftProtobuf

extension CoreRequest.OneOf_Message {
    /// What it asks for, for an error text: never what is in it.
    var name: String {
        switch self {
        case .connect: "connect"
        case .disconnect: "disconnect"
        case .setSubscribed: "set_subscribed"
        case .newVideoStream: "new_video_stream"
        case .newAudioStream: "new_audio_stream"
        case .performRpc: "perform_rpc"
        case .registerRpcMethod: "register_rpc_method"
        case .rpcMethodInvocationResponse: "rpc_method_invocation_response"
        case .textReadAll: "text_read_all"
        case .readyForRoomEvent: "ready_for_room_event"
        }
    }
}

extension CoreEvent.OneOf_Message {
    /// The request that it answers, if it answers one.
    var answeredRequest: UInt64? {
        switch self {
        case .connect(let callback): callback.asyncID
        case .disconnect(let callback): callback.asyncID
        case .performRpc(let callback): callback.asyncID
        case .textStreamReaderReadAll(let callback): callback.asyncID
        default: nil
        }
    }

    /// The handle of the room, the local participant or the stream that it comes from.
    var source: UInt64? {
        switch self {
        case .roomEvent(let event): event.roomHandle
        case .rpcMethodInvocation(let event): event.localParticipantHandle
        case .audioStreamEvent(let event): event.streamHandle
        case .videoStreamEvent(let event): event.streamHandle
        default: nil
        }
    }

    /// The room that it lets us into, if it does.
    var joinedRoom: CoreOwnedHandle? {
        guard case .connect(let callback) = self, case .result(let result) = callback.message
        else { return nil }
        return result.room.handle
    }

    /// The handles that it gives us, each to be dropped once.
    var handles: [CoreOwnedHandle] {
        switch self {
        case .connect(let callback):
            guard case .result(let result) = callback.message else { return [] }
            return result.handles
        case .roomEvent(let event): return event.message?.handles ?? []
        case .audioStreamEvent(let event):
            guard case .frameReceived(let received) = event.message else { return [] }
            return [received.frame.handle]
        case .videoStreamEvent(let event):
            guard case .frameReceived(let received) = event.message else { return [] }
            return [received.buffer.handle]
        default: return []
        }
    }
}

extension CoreConnectCallback.Result {
    /// The handles of the room and everything that was in it.
    var handles: [CoreOwnedHandle] {
        [room.handle, localParticipant.handle]
            + participants.flatMap { present in
                [present.participant.handle] + present.publications.map(\.handle)
            }
    }
}

extension CoreRoomEvent.OneOf_Message {
    fileprivate var handles: [CoreOwnedHandle] {
        switch self {
        case .participantConnected(let event): [event.info.handle]
        case .trackPublished(let event): [event.publication.handle]
        case .trackSubscribed(let event): [event.track.handle]
        case .dataPacketReceived(let event):
            if case .user(let packet) = event.value { [packet.data.handle] } else { [] }
        case .byteStreamOpened(let event): [event.reader.handle]
        case .textStreamOpened(let event): [event.reader.handle]
        default: []
        }
    }
}
