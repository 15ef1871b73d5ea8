import Agent
import Events
import NIOHTTP1
import Sockets

/// What a session tells a service beside sound.
enum ListenCommand: String {
    /// It is there, though it has no sound.
    case keepAlive = "KeepAlive"
    /// There is no more sound; the last results are wanted.
    case closeStream = "CloseStream"

    /// As it is sent.
    var text: String { #"{"type":"\#(rawValue)"}"# }
}

/// Why a session's connection is of no use.
enum ListenFault: Error, Hashable {
    /// Nothing came in time: no connection, no answer to a ping, no last results.
    case late
    /// It took what people said, and answered nothing.
    case silent
    /// What came is not of the form of a listening service; its last message for want of this, if so.
    case malformed(lacking: WireField?)
    /// The service said that something went wrong there.
    case reported
    /// A message was longer than any is.
    case tooLarge
    /// The connection broke.
    case broken
    /// The service ended the session, though there was more sound.
    case closed(code: UInt16)
    /// The service ended the session for want of sound.
    case starved
    /// The sound was over before it had begun to be sent.
    case notNeeded
    /// No connection came about.
    case unopened(WebSocketError)

    /// How a connection ended that was not dropped; nil for an end that was asked for.
    init?(_ end: WebSocketEnd, afterSound isSoundOver: Bool) {
        switch end {
        case .tooLarge: self = .tooLarge
        case .lost: self = .broken
        case .closed(1000, _) where isSoundOver: return nil
        case .closed(_, let reason) where reason.hasPrefix(Self.starvedReason): self = .starved
        case .closed(let code, _): self = .closed(code: code ?? 1005)
        }
    }

    /// How a service of Deepgram's says that it waited for sound in vain.
    private static let starvedReason = "NET-0001"

    /// As the log and a person are told it.
    func told(by host: String) -> EgressFault {
        switch self {
        case .late: EgressFault(.late, host + ": no answer in time; the stream was ended")
        case .silent:
            EgressFault(.late, host + ": it took sound and said nothing; the stream was ended")
        case .malformed(let missing):
            EgressFault(
                .malformed,
                host + ": found messages " + (missing.map { "without " + $0.name } ?? "of no form")
                    + ", expected those of /v1/listen; check the address and what answers there",
                missing: missing
            )
        case .reported:
            EgressFault(.serverFailed, host + ": the service reported an error of its own")
        case .tooLarge:
            EgressFault(
                .tooLarge,
                host + ": a message is longer than \(ListenLimits.socket.messageBytes) bytes"
            )
        case .broken: EgressFault(.serverFailed, host + ": the connection was cut")
        case .starved:
            EgressFault(.serverFailed, host + ": the stream was ended for want of sound (NET-0001)")
        case .notNeeded: EgressFault(.cancelled, host + ": there was no sound to send")
        case .closed(let code): Self.closed(code, host)
        case .unopened(let error): Self.unopened(error, host)
        }
    }

    private static func closed(_ code: UInt16, _ host: String) -> EgressFault {
        // Codes below 4000 are the protocol's: 1003, 1007 to 1010 blame what was sent. Those above are the
        // service's own, which it gives to sessions that it does not take.
        let isRejection = code == 1003 || (1007...1010).contains(code) || code >= 4_000
        return EgressFault(
            isRejection ? .rejected : .serverFailed,
            host + ": the service ended the stream with code \(code)"
                + (isRejection ? "; check the settings that it was asked with" : "")
        )
    }

    private static func unopened(_ error: WebSocketError, _ host: String) -> EgressFault {
        switch error {
        case .unreachable: HTTPFailure.unreachable(host).fault
        case .untrusted: HTTPFailure.untrusted(host).fault
        case .refused(let status, let again):
            HTTPFailure.refused(
                host,
                status: status,
                code: nil,
                wait: RetryAfter.micros(in: HTTPHeaders(again.map { ($0.key, $0.value) }))
            ).fault
        case .notHTTP: HTTPFailure.malformed(host, expected: "a WebSocket").fault
        }
    }
}
