import Agent
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The answers that are under way, each read up to its limit and no further.
///
/// The mutex guards them; the session calls from a queue of its own.
final class HTTPExchanges: NSObject, URLSessionDataDelegate {
    private struct Exchange {
        var body = Data()
        let largest: Int
        var fault: ToolFault?
        let answer: CheckedContinuation<Data, any Error>
    }

    private let exchanges = Mutex<[Int: Exchange]>([:])

    /// Starts a task and returns its body, once it is whole.
    func body(of task: URLSessionDataTask, largest: Int) async throws -> Data {
        try await withCheckedThrowingContinuation { answer in
            exchanges.withLock {
                $0[task.taskIdentifier] = Exchange(largest: largest, answer: answer)
            }
            task.resume()
        }
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        let fault = exchanges.withLock { exchanges in
            let largest = exchanges[dataTask.taskIdentifier]?.largest ?? 0
            var fault = Self.fault(ofStatus: status)
            if fault == nil, response.expectedContentLength > Int64(largest) { fault = .tooLarge }
            exchanges[dataTask.taskIdentifier]?.fault = fault
            return fault
        }
        completionHandler(fault == nil ? .allow : .cancel)
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive data: Data
    ) {
        let isTooMuch = exchanges.withLock { exchanges in
            guard var exchange = exchanges.removeValue(forKey: dataTask.taskIdentifier) else {
                return true
            }
            if exchange.fault == nil, exchange.body.count + data.count <= exchange.largest {
                exchange.body.append(data)
            } else {
                exchange.fault = exchange.fault ?? .tooLarge
            }
            exchanges[dataTask.taskIdentifier] = exchange
            return exchange.fault != nil
        }
        if isTooMuch { dataTask.cancel() }
    }

    /// A redirect could carry the token and the arguments to somebody else.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        exchanges.withLock { $0[task.taskIdentifier]?.fault = .unavailable }
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didCompleteWithError error: (any Error)?
    ) {
        let exchange = exchanges.withLock { $0.removeValue(forKey: task.taskIdentifier) }
        guard let exchange else { return }
        if let fault = exchange.fault {
            exchange.answer.resume(throwing: fault)
        } else if error != nil {
            exchange.answer.resume(throwing: ToolFault.unavailable)
        } else {
            exchange.answer.resume(returning: exchange.body)
        }
    }

    /// 422 is how services say that they do not take these arguments.
    private static func fault(ofStatus status: Int) -> ToolFault? {
        switch status {
        case 200..<300: nil
        case 400, 422: .refusedArguments
        default: .unavailable
        }
    }
}
