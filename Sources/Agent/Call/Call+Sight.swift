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
        guard isRepsScreen(track) else { return sampler.skip(.notTheRepsScreen) }
        guard consent.purposesInForce.contains(.screenFrames) else {
            return sampler.skip(.notInForce)
        }
        guard isThere(track, reception) else { return sampler.skip(.shareEnded) }
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

    /// Keeps what the sampler chose.
    func keep(_ sample: ScreenSampler.Sample, at time: Timestamp) async throws {
        let still: Still
        do {
            still = try self.still(of: sample)
        } catch {
            return sampler.skip(.init(error))
        }
        try await keep(KeptPicture(still, of: sample, since: setup.startedAt), at: time)
    }

    /// Keeps what a past call kept, as it was then, where it may be looked at in the run of that call too.
    func keepAgain(_ picture: KeptPicture, of track: Track, at time: Timestamp) async throws {
        guard isRepsScreen(track) else { return sampler.skip(.notTheRepsScreen) }
        guard isThere(track, nil) else { return sampler.skip(.shareEnded) }
        try await keep(picture, at: time)
    }

    /// Keeps a picture, under a permit of its own.
    private func keep(_ picture: KeptPicture, at time: Timestamp) async throws {
        guard let rep = present(.rep) else { return sampler.skip(.notInForce) }
        let intent: Intent
        do {
            // Like a line, a picture that was shown before the purpose came into force is not kept.
            let shownAt = setup.startedAt.advanced(byMicros: picture.fact.atMicros)
            let permit = try consent.permit(for: ScreenFrames.self, speechBegan: shownAt)
            intent = self.intent(
                picture.fact,
                at: time,
                of: rep,
                sealing: .content(picture.sealed, of: [rep], attachment: picture.jpeg),
                under: permit
            )
        } catch {
            return sampler.skip(.notInForce)
        }
        guard let kept = try await record(intents: [intent])?.first else {
            return sampler.skip(.notInForce)
        }
        newestFrame = Prompt.Frame(
            version: kept.envelope.version,
            jpeg: picture.jpeg,
            isDetail: picture.isDetail
        )
    }

    /// Forgets what the rep's screen showed.
    ///
    /// - Parameter reason: why a picture that waits is not kept; nil where its share has ended.
    /// - Returns: whether there was a picture.
    @discardableResult
    func forgetScreen(_ reason: ScreenSampler.Skip? = nil) -> Bool {
        let hadPicture = newestFrame != nil || sampler.nextDeadline != nil
        sampler.forget(reason)
        newestFrame = nil
        return hadPicture
    }

    /// Forgets a picture that came too early for purposes which have just come into force: what is shown now
    /// may be kept for them.
    func lookAnew(for purposes: Set<Purpose>) {
        guard let newestFrame else { return }
        let withheld = consent.purposesWithheld(from: [newestFrame.version])
        let read = withheld.intersection(purposes).intersection([.aiAnalysis, .sharing])
        if !read.isEmpty { forgetScreen() }
    }

    /// Looks at the screen as far as a line's words point at it: anew, or closer.
    func look(asWordsAsk text: String, at time: Timestamp) {
        if screenWords.needScreen(text) { sampler.wordsNeedScreen(at: time) }
        if screenWords.needDetail(text), mayLookCloser { sampler.requestDetail() }
    }

    /// Whether the next settled picture can be asked for in detail: one of the rep's screen is known,
    /// it may still be looked at and is not in detail already, and the call may keep more pictures.
    var mayLookCloser: Bool {
        guard consent.purposesInForce.contains(.screenFrames), let shownFrame else { return false }
        return !shownFrame.isDetail && !sampler.isDetailWanted && !sampler.isSpent
    }

    /// The newest picture that was kept of the rep's screen, also while another one there settles; none where
    /// the screen is known to show something else of which no picture is kept.
    var shownFrame: Prompt.Frame? { sampler.isKeptGone ? nil : newestFrame }

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
}
