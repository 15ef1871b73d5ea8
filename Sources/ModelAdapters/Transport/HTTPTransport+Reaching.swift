import Agent
import Events

extension HTTPTransport {
    /// Whether somebody answers at an address, whatever the answer: for `aside doctor`.
    ///
    /// It asks for the head of the host's own page: an address may act by being asked for. Its path and
    /// query, a key and anybody's words stay here.
    ///
    /// - Returns: what is wrong, in one line; nil when an answer came.
    public func fault(reaching address: ServiceAddress) async -> String? {
        let request = HTTPRequest(
            method: .head,
            url: address.root,
            host: address.host,
            headers: [],
            body: []
        )
        let destination = Destination(processor: "", region: "", isOutside: false)
        let errand = Errand(
            transport: self,
            destination: destination,
            service: .tool,
            limits: .patient
        )
        do {
            try await errand.send(request, through: .forNobodysWords) { _ in }
            return nil
        } catch let fault as EgressFault {
            return [.tlsFailed, .unreachable, .late].contains(fault.outcome)
                ? fault.description : nil
        } catch {
            return "the test was ended early"
        }
    }
}
