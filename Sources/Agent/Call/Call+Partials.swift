import ConsentGate
import Events
import Projections

/// What was found for words that may yet change: kept until the turn they belong to completes.
struct Speculation {
    /// What it was found for: words, after which lines, before which picture.
    ///
    /// The passages that may answer are those of the call's one playbook.
    struct Key: Hashable {
        /// Hex SHA-256 of the words and of the line that they run on from, as matching sees them.
        var words: String
        /// The newest line before them.
        var after: StreamVersion
        /// The newest picture of the rep's screen.
        var frame: StreamVersion?
        /// Whether their vectors were there.
        var isUnderstood: Bool
    }

    var key: Key
    var found: [JudgedPlay]
}

extension Call {
    /// Looks ahead on words that are not final: what answers them is found while they are still being
    /// said, and is not sought again when the turn completes as it was heard.
    ///
    /// Nothing of a partial is stored, and nothing of it leaves this machine: half a card number is not
    /// known for one. It is read only where its line could be captured and judged, and is forgotten when
    /// the gate leaves open.
    func overhear(_ line: SpokenLine, of speaker: Pseudonym) {
        let began = setup.startedAt.advanced(byMicros: line.startMicros)
        let open = turns.openLines(of: speaker)
        guard consent.people[speaker]?.role.isOtherSide == true,
            mayCoach(on: open),
            (try? consent.permit(for: LiveTranscription.self, speechBegan: began).spend()) != nil,
            (try? consent.permit(for: AIAnalysis.self, speechBegan: began).spend()) != nil
        else { return }
        let (text, _) = PaymentMask.masking(line.text)
        let words = (open.map(\.text) + [text]).joined(separator: " ")
        guard !quietTurns.needNothing(words) else { return }
        if ports.meaning?.embedder.isOutside == false { foresee(words, after: open, of: speaker) }
        let moment = moment(
            saying: words,
            by: speaker,
            from: open.first?.startMicros ?? line.startMicros,
            to: line.endMicros,
            own: Set(open.map(\.version))
        )
        let topic = open.isEmpty ? topic : topicBeforeTurn[speaker] ?? topic
        _ = found(for: moment, about: topic)
    }

    /// The plays that may answer a moment, weighed or retrieved: sought once for the same words.
    func found(for moment: JudgedMoment, about topic: ConversationTopic) -> [JudgedPlay] {
        var moment = moment
        moment.meaning = meaning(of: moment.turn)
        let words = [moment.lead?.text ?? "", moment.turn]
            .map { Words($0).list.joined(separator: " ") }.joined(separator: "\n")
        let key = Speculation.Key(
            words: hexDigest(of: words.utf8),
            after: moment.before.last?.version ?? .none,
            frame: shownFrame?.version,
            isUnderstood: moment.meaning != nil
        )
        if let speculation, speculation.key == key { return speculation.found }
        let found = adding(retrievedFor: moment, about: topic, to: judge.judge(moment))
        judgementCount += 1
        speculation = Speculation(key: key, found: found)
        return found
    }

    /// A turn, or what is heard of it, with the lines before it, as judgement reads them.
    func moment(
        saying text: String,
        by speaker: Pseudonym,
        from startMicros: Int64,
        to endMicros: Int64,
        own: Set<StreamVersion>
    ) -> JudgedMoment {
        let recent = live.transcript.lines.suffix(JudgedMoment.mostLines + own.count)
        let others = recent.filter { !own.contains($0.at.version) && mayCoach(on: $0) }
        let before = others.compactMap { line in
            line.text?.value.map { text in
                JudgedMoment.Line(
                    version: line.at.version,
                    isRep: consent.people[line.speaker]?.role == .rep,
                    startMicros: line.startMicros,
                    endMicros: line.endMicros,
                    text: text
                )
            }
        }
        var moment = JudgedMoment(
            turn: text,
            startMicros: startMicros,
            endMicros: endMicros,
            before: before
        )
        if let lead = lead(to: startMicros, of: speaker, own: own) {
            moment.lead = before.last { $0.version == lead.at.version }
        }
        return moment
    }

    /// The line that somebody's words run on from: their own, nobody else's after it, no sentence that is
    /// over, and less than its pause before they began.
    ///
    /// A line comes when it has been said, so that the pause that completes a turn may run out while its
    /// speaker is saying the next.
    func lead(
        to startMicros: Int64,
        of speaker: Pseudonym,
        own: Set<StreamVersion>
    ) -> Transcript.Line? {
        let first = own.min()
        let line = live.transcript.lines.last { line in first.map { line.at.version < $0 } ?? true }
        guard let line, line.speaker == speaker, mayCoach(on: line), let text = line.text?.value,
            !TurnDetector.closesSentence(text),
            startMicros - line.endMicros < TurnPause(after: text).micros
        else { return nil }
        return line
    }
}
