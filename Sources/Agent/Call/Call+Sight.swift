import ConsentGate
import Events

extension Call {
    /// Shows a frame of the rep's screen share to the sampler, if it may be looked at, and keeps what
    /// the sampler chooses.
    ///
    /// - Parameter reception: in which it came; nil in a recording.
    func see(
        _ frame: Frame,
        of track: Track,
        in reception: TrackReception?,
        at time: Timestamp
    ) async throws {
        guard isRepsScreen(track), isThere(track, reception) else {
            return sampler.skip(.notTheRepsScreen)
        }
        guard consent.purposesInForce.contains(.screenFrames) else {
            return sampler.skip(.notInForce)
        }
        let picture: Picture
        let look: Look
        do {
            picture = try self.picture(of: frame)
            look = try Look(at: picture, through: ports.pictures)
        } catch {
            return sampler.skip(.init(error))
        }
        guard let sample = sampler.see(picture, look, at: time) else { return }
        try await keep(sample, at: time)
    }

    /// Whether a share still goes on when the turn of one of its frames comes: what waited while it ended
    /// shows what nobody sees any more.
    ///
    /// A recording that tells of no share has one from beginning to end.
    private func isThere(_ track: Track, _ reception: TrackReception?) -> Bool {
        if let reception { return reception.goesOn && tracks[track] == true }
        return tracks[track] != nil || !isToldOfShares
    }

    /// Keeps what the sampler chose, under a permit of its own.
    func keep(_ sample: ScreenSampler.Sample, at time: Timestamp) async throws {
        guard let rep = consent.present.first(where: { $0.value.role == .rep })?.key else {
            return sampler.skip(.notInForce)
        }
        let still: Still
        do {
            still = try self.still(of: sample)
        } catch {
            return sampler.skip(.init(error))
        }
        let intent: Intent
        do {
            // Like a line, a picture that was shown before the purpose came into force is not kept.
            let permit = try consent.permit(for: ScreenFrames.self, speechBegan: sample.shownAt)
            intent = sampled(still, of: sample, rep: rep, at: time, under: permit)
        } catch {
            return sampler.skip(.notInForce)
        }
        guard let kept = try await record(intents: [intent])?.first else {
            return sampler.skip(.notInForce)
        }
        newestFrame = Prompt.Frame(
            version: kept.envelope.version,
            jpeg: still.jpeg,
            isDetail: sample.why == .detail
        )
    }

    /// Forgets what the rep's screen showed.
    ///
    /// - Parameter reason: why a picture that waits is not kept; nil where its share has ended.
    func forgetScreen(_ reason: ScreenSampler.Skip? = nil) {
        sampler.forget(reason)
        newestFrame = nil
    }

    /// Looks at the screen as far as a line's words point at it: anew, or closer.
    func look(asWordsAsk text: String, at time: Timestamp) {
        if screenWords.needScreen(text) { sampler.wordsNeedScreen(at: time) }
        if screenWords.needDetail(text), mayLookCloser { sampler.requestDetail() }
    }

    /// Whether the next settled picture can be asked for in detail: one of the rep's screen is known,
    /// it may still be looked at, and it is not in detail already.
    var mayLookCloser: Bool {
        guard consent.purposesInForce.contains(.screenFrames), let newestFrame else { return false }
        return !newestFrame.isDetail && !sampler.isDetailWanted
    }

    func recordSkippedFrames(at time: Timestamp) async throws {
        let counts = sampler.takeSkipped()
        guard !counts.isEmpty else { return }
        try await record([draft(FramesSkipped(counts: counts), at: time, by: .coach)])
    }

    private func picture(of frame: Frame) throws(PictureError) -> Picture {
        switch frame {
        case .picture(let picture): return picture
        case .jpeg(let jpeg): return try ports.pictures.decode(jpeg: jpeg)
        case .broken(let error): throw error
        }
    }

    private func still(of sample: ScreenSampler.Sample) throws(PictureError) -> Still {
        let edge = sample.why == .detail ? setup.sampling.detailEdge : setup.sampling.edge
        return try ports.pictures.still(of: sample.picture, fitting: edge)
    }

    private func sampled(
        _ still: Still,
        of sample: ScreenSampler.Sample,
        rep: Pseudonym,
        at time: Timestamp,
        under permit: consuming Permit<ScreenFrames>
    ) -> Intent {
        intent(
            FrameSampled(
                atMicros: sample.shownAt.micros(since: setup.startedAt),
                width: still.width,
                height: still.height,
                bytes: still.jpeg.count,
                why: sample.why.rawValue
            ),
            at: time,
            of: rep,
            sealing: .content(
                .init(digest: hexDigest(of: still.jpeg), perceptualHash: sample.look.hash.hex),
                of: [rep],
                attachment: still.jpeg
            ),
            under: permit
        )
    }
}
