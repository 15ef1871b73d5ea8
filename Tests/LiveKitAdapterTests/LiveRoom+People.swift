import Agent
import AsideTesting
import Events
import Foundation
import Testing

@testable import LiveKitAdapter

/// What people do in it.
extension LiveRoom {
    /// Somebody's client calls a method of the coach; gives the answer.
    func calls(
        _ method: String,
        by caller: String,
        _ payload: String
    ) async throws -> CoreRpcInvocationAnswer {
        try await answer(to: asks(method, by: caller, payload))
    }

    /// Waits for the answer to a call.
    func answer(to id: UInt64) async throws -> CoreRpcInvocationAnswer {
        let requests = await core.until { $0.contains { $0.answer?.invocationID == id } }
        return try #require(requests.compactMap(\.answer).first { $0.invocationID == id })
    }

    /// The newest notice that somebody was sent, once they have so many.
    func notice(to identity: String, number: Int = 1) async throws -> [String: Any] {
        let requests = await core.until {
            $0.compactMap(\.remoteCall).filter {
                $0.method == "aside_notice" && $0.destinationIdentity == identity
            }.count >= number
        }
        let notice = requests.compactMap(\.remoteCall).last {
            $0.method == "aside_notice" && $0.destinationIdentity == identity
        }
        let payload = Data(try #require(notice).payload.utf8)
        return try #require(try JSONSerialization.jsonObject(with: payload) as? [String: Any])
    }

    /// Somebody allows what their newest notice asks, once they have had so many.
    @discardableResult
    func grants(
        _ identity: String,
        number: Int = 1,
        heads: Int? = nil
    ) async throws -> CoreRpcInvocationAnswer {
        let notice = try await notice(to: identity, number: number)
        await journal.until(.consentNoticeShown, of: await live.call.person(identity), number)
        let count = heads.map { #","head_count":\#($0)"# } ?? ""
        let (digest, nonce) = (notice["digest"] as? String ?? "", notice["nonce"] as? String ?? "")
        return try await calls(
            "aside_consent",
            by: identity,
            #"{"act":"grant","digest":"\#(digest)","nonce":"\#(nonce)"\#(count)}"#
        )
    }

    /// Somebody stops the coach.
    @discardableResult
    func withdraws(_ identity: String) async throws -> CoreRpcInvocationAnswer {
        try await calls("aside_consent", by: identity, #"{"act":"withdraw"}"#)
    }

    /// What was given back has rested, and may be asked for again.
    func rests() async {
        await time.alarm(inMicros: RoomConnection.restMicros)
        time.advance(byMicros: RoomConnection.restMicros)
    }

    /// The remote calls that were made so far.
    var remoteCalls: [CorePerformRpcRequest] { core.requests.compactMap(\.remoteCall) }
}
