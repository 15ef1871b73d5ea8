import Agent
import Events

extension HTTPTransport {
    /// Whether somebody answers at an address, whatever the answer: for `aside doctor`.
    ///
    /// It asks for the address itself and nothing below it, with no key and nobody's words.
    ///
    /// - Returns: what is wrong, in one line; nil when an answer came.
    public func fault(reaching address: ServiceAddress) async -> String? {
        let request = HTTPRequest(
            method: .get,
            url: address.url(of: ""),
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
