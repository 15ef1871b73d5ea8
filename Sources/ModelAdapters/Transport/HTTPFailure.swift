import Agent
import AsyncHTTPClient
import Events
import Foundation
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

/// Why a request has no answer, and whether it may be sent again.
struct HTTPFailure: Error, Hashable, CustomStringConvertible {
    /// Whether the same request may be sent again without being worked on twice.
    enum Retry: Hashable, Sendable {
        case never
        /// It was not taken: it may, after so long as the other side asks for; nil where it does not say.
        case after(micros: Int64?)
    }

    /// What the log and a person are told.
    let fault: EgressFault
    /// Whether it may be sent again.
    var retry = Retry.never

    var description: String { fault.description }

    init(
        _ outcome: EgressEnded.Outcome,
        _ host: String,
        _ text: String,
        retry: Retry = .never,
        missing: WireField? = nil
    ) {
        let asked: Int64? = if case .after(let micros) = retry { micros } else { nil }
        fault = EgressFault(outcome, host + ": " + text, waitMicros: asked, missing: missing)
        self.retry = retry
    }

    /// The answer did not come in time.
    static func late(_ host: String) -> HTTPFailure {
        HTTPFailure(.late, host, "no answer in time; the request was ended")
    }

    /// The answer is longer than what is read of one.
    static func tooLarge(_ host: String, limit: Int) -> HTTPFailure {
        HTTPFailure(.tooLarge, host, "the answer is longer than \(limit) bytes; it was cut off")
    }

    /// The answer has not the form of one.
    ///
    /// - Parameter expected: what should have been there; never what was.
    static func malformed(_ host: String, expected: String) -> HTTPFailure {
        HTTPFailure(.malformed, host, "the answer has not the expected form: " + expected)
    }

    /// The answer lacks what its form must have.
    static func lacking(_ host: String, _ field: WireField) -> HTTPFailure {
        HTTPFailure(
            .malformed,
            host,
            "the answer has not the expected form: found no " + field.name
                + "; check the address and what answers there",
            missing: field
        )
    }

    /// The stream ended before what ends an answer had come.
    static func cutShort(_ host: String, before end: WireField) -> HTTPFailure {
        HTTPFailure(
            .serverFailed,
            host,
            "the stream ended before the answer was whole: found no " + end.name,
            missing: end
        )
    }

    /// Whatever went wrong on the way, as one line.
    static func reading(_ error: any Error, from host: String) -> any Error {
        switch error {
        case is HTTPFailure, is EgressFault: error
        case let error as HTTPClientError: client(error, host)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            untrusted(host)
        case is NIOConnectionError, is SocketAddressError, ChannelError.connectTimeout:
            unreachable(host)
        case let error as IOError: system(error, host)
        case NIOHTTPDecompression.DecompressionError.limit:
            tooLarge(host, limit: WireLimits.longestAnswer)
        case is NIOHTTPDecompression.DecompressionError,
            is NIOHTTPDecompression.ExtraDecompressionError:
            malformed(host, expected: "whole gzip")
        case HTTPParserError.invalidEOFState: cutOff(host)
        case is HTTPParserError: malformed(host, expected: "HTTP/1.1")
        default: cutOff(host)
        }
    }

    /// An address in numbers has one place to try, so the system's own error comes through.
    private static func system(_ error: IOError, _ host: String) -> HTTPFailure {
        switch error.errnoCode {
        case ECONNREFUSED: unreachable(host)
        case EHOSTUNREACH, ENETUNREACH:
            HTTPFailure(.unreachable, host, "no way there; check the network and the address")
        default: cutOff(host)
        }
    }

    private static func client(_ error: HTTPClientError, _ host: String) -> any Error {
        switch error {
        case .cancelled: CancellationError()
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            unreachable(host)
        case .deadlineExceeded, .readTimeout, .writeTimeout: late(host)
        case .invalidURL, .emptyHost, .emptyScheme:
            HTTPFailure(.rejected, host, "the request could not be written; check its address")
        default: cutOff(host)
        }
    }

    /// Nobody was there.
    static func unreachable(_ host: String) -> HTTPFailure {
        HTTPFailure(
            .unreachable,
            host,
            "nobody answered there; check the address and that the service runs",
            retry: .after(micros: nil)
        )
    }

    /// It could not prove who it is.
    static func untrusted(_ host: String) -> HTTPFailure {
        HTTPFailure(
            .tlsFailed,
            host,
            "it could not prove who it is (TLS); check the address, the clock and the "
                + "certificates that are trusted"
        )
    }

    private static func cutOff(_ host: String) -> HTTPFailure {
        HTTPFailure(.serverFailed, host, "the connection was cut before the answer was whole")
    }
}
