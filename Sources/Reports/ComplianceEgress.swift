internal import Events
internal import Projections

/// What the log says of requests to others: the facts of section 12.
extension ComplianceWriter {
    /// Everything that one place was asked for one purpose.
    private struct Traffic {
        var processor: String
        var region: String
        var first: EgressHistory.Request
        var last: EgressHistory.Request
        var requests = 0
        var answered = 0
        var bytesOut: Int64 = 0
        var soundMicros: Int64 = 0
    }

    func requests(in section: inout ReportSection) {
        let history = report.egress
        let outside = history.requests.filter(\.outside)
        section.fact("egress", "Requests to outside processors", String(outside.count))
        section.fact(
            "egress-inside",
            "Requests to services of the controller's own",
            String(history.requests.count - outside.count)
        )
        section.fact(
            "egress-unanswered",
            "Ended without an answer",
            Wording.counts(unanswered(history.requests))
        )
        section.fact(
            "egress-refused",
            "Stopped before anything left",
            Wording.counts(stopped(history.refused))
        )
        let lost = history.requests.reduce(0) { $0 + ($1.end?.lostMicros ?? 0) }
        if lost > 0 {
            section.fact(
                "sound-lost",
                "Sound that nobody heard, as its service was down",
                CallClock.length(lost)
            )
        }
        if let left = report.closed?.fact.lostSoundMicros, left > 0 {
            section.fact(
                "sound-left",
                "Sound that was not made out before its track or the call ended",
                CallClock.length(left)
            )
        }
        section.table(
            "requests",
            "Where requests went, and what for",
            [
                "Processor", "Region", "Asked", "For", "Requests", "Answered", "What left",
                "First, from start", "Last, from start",
            ],
            traffic(history.requests).map(row)
        )
    }

    private func row(_ traffic: Traffic) -> ReportSection.Row {
        let sound = CallClock.length(traffic.soundMicros)
        return .init(
            cells: [
                traffic.processor, traffic.region, Wording.service(traffic.first.service),
                Wording.purpose(traffic.first.purpose), String(traffic.requests),
                String(traffic.answered),
                Wording.bytes(traffic.bytesOut)
                    + (traffic.soundMicros > 0 ? ", \(sound) of sound" : ""),
                clock.offset(traffic.first.at.time), clock.offset(traffic.last.at.time),
            ],
            index: traffic.first.at.index
        )
    }

    private func traffic(_ requests: [EgressHistory.Request]) -> [Traffic] {
        var found: [Traffic] = []
        for request in requests {
            let processor = Wording.opened(request.place?.map(\.processor))
            let region = Wording.opened(request.place?.map(\.region))
            let known = found.firstIndex {
                $0.processor == processor && $0.region == region
                    && $0.first.service == request.service && $0.first.purpose == request.purpose
            }
            let place = known ?? found.count
            if known == nil {
                found.append(
                    Traffic(processor: processor, region: region, first: request, last: request)
                )
            }
            found[place].last = request
            found[place].requests += 1
            found[place].answered += request.end?.outcome == .answered ? 1 : 0
            found[place].bytesOut += Int64(request.end?.bytesOut ?? 0)
            found[place].soundMicros += request.end?.soundMicros ?? 0
        }
        return found
    }

    private func unanswered(_ requests: [EgressHistory.Request]) -> [String: Int] {
        requests.reduce(into: [:]) { counts, request in
            guard request.end?.outcome != .answered else { return }
            let words = request.end.map {
                Wording.outcome($0.outcome) + Wording.lacking($0.missingField)
            }
            counts[words ?? "not known", default: 0] += 1
        }
    }

    private func stopped(_ refused: [EgressHistory.Refused]) -> [String: Int] {
        refused.reduce(into: [:]) { counts, refused in
            let why = refused.fact.missing.map { "without “\(Wording.purpose($0))”" }
            counts[why ?? "the gate was not open", default: 0] += 1
        }
    }
}

extension Wording {
    /// What was asked, for a reader who knows no names of software.
    static func service(_ service: EgressRequested.Service) -> String {
        switch service {
        case .model: "a language model"
        case .speech: "speech to text"
        case .embeddings: "search by meaning"
        case .tool: "a tool"
        }
    }

    /// How a request ended.
    static func outcome(_ outcome: EgressEnded.Outcome) -> String {
        switch outcome {
        case .answered: "answered"
        case .cancelled: "called back"
        case .refusedKey: "key not taken"
        case .unknownName: "no such model or address"
        case .overQuota: "quota spent"
        case .tooMany: "too many at once"
        case .rejected: "not taken"
        case .serverFailed: "the other side failed"
        case .tlsFailed: "the other side could not prove who it is"
        case .unreachable: "nobody there"
        case .late: "no answer in time"
        case .malformed: "no proper answer"
        case .tooLarge: "answer too large"
        case .interrupted: "cut off by the end"
        }
    }

    /// What an answer lacked, behind how it ended.
    static func lacking(_ field: String?) -> String { field.map { ", without " + $0 } ?? "" }

    /// A size that a person can compare: `812 bytes`, `4.2 kB`, `1.3 MB`.
    static func bytes(_ count: Int64) -> String {
        let units: [(Int64, String)] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")]
        guard let (unit, name) = units.first(where: { count >= $0.0 }) else {
            return "\(count) bytes"
        }
        return "\(count / unit).\(count % unit * 10 / unit) \(name)"
    }
}
