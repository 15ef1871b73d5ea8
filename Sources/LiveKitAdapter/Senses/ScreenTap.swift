import Agent
import Events

/// The rep's shared screen, from the moment it arrives until it is given back: the newest picture only.
final class ScreenTap: Sendable {
    /// The pictures, until the tap ends; one that nobody took gives way to the next.
    let pictures: AsyncStream<ScreenPicture>
    private let track: NativeHandle
    private let stream: NativeHandle
    private let core: ClientCore
    private let newest: AsyncStream<ScreenPicture>.Continuation

    /// I420, by LiveKit's number.
    private static let planarFormat: Int32 = 5

    /// Begins to see a track.
    init(_ track: NativeHandle, through core: ClientCore) throws {
        (self.track, self.core) = (track, core)
        (pictures, newest) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        var request = CoreNewVideoStreamRequest()
        request.trackHandle = track.id
        (request.format, request.normalizeStride) = (Self.planarFormat, true)
        request.queueSizeFrames = 1
        let answer = try core.send(.newVideoStream(request))
        stream = core.handle(answer.newVideoStream.stream.handle)
        core.listen(to: stream.id) { [core, newest] event in
            guard case .videoStreamEvent(let event) = event.message,
                case .frameReceived(let received) = event.message
            else { return newest.finish() }
            let handle = core.handle(received.buffer.handle)
            newest.yield(ScreenPicture(info: received.buffer.info, handle: handle, core: core))
        }
    }

    /// Ends it: when this returns, no more pictures are handed on.
    func end() {
        core.forget(stream.id)
        newest.finish()
        stream.close()
        track.close()
    }
}

/// A picture in the core's memory; whoever lets go of it gives the memory back.
struct ScreenPicture: Sendable {
    fileprivate let info: CoreVideoBufferInfo
    fileprivate let handle: NativeHandle
    fileprivate let core: ClientCore

    /// The picture, copied; the memory is given back.
    func frame() -> Frame {
        defer { handle.close() }
        let (width, height) = (Int(info.width), Int(info.height))
        do {
            // Before anything of that size is copied.
            try PictureLimits.check(width: width, height: height)
        } catch {
            return .broken(error)
        }
        guard info.components.count == 3 else { return .broken(.planeTooShort) }
        func plane(_ place: Int, rows: Int) -> Picture.Plane {
            let component = info.components[place]
            let stride = Int(component.stride)
            guard stride <= PictureLimits.longestStride else { return .init([], stride: stride) }
            let count = min(Int(component.size), stride * rows)
            return .init(core.copy(count, from: component.dataPtr), stride: stride)
        }
        return Frame(
            width: width,
            height: height,
            y: plane(0, rows: height),
            u: plane(1, rows: Picture.half(height)),
            v: plane(2, rows: Picture.half(height))
        )
    }
}
