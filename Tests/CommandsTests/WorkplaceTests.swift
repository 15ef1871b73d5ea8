import EventLog
import Testing

@testable import Commands

@Suite struct WorkplaceTests {
    private static let why = AppendError.Stop.headNotKept(found: "a full disk")
    private static let doubt = StorageError(.inDoubt, .inputOutput)

    private func isTold(_ error: any Error) -> Bool {
        Workplace.isToldOfStop(by: Result<Void, any Error>.failure(error))
    }

    @Test(
        arguments: [
            AppendError.stopped(why), AppendError.inDoubt(doubt),
            ErasureError.append(.stopped(why)),
            ErasureError.append(.inDoubt(doubt)), Failure.workerEnded,
        ] as [any Error]
    )
    func `That its log has stopped is not told again where the work failed with it`(
        error: any Error
    ) {
        #expect(isTold(error))
    }

    @Test(
        arguments: [
            AppendError.keys(.readOnly), ErasureError.storage(doubt), Failure.failed("x"), doubt,
        ] as [any Error]
    )
    func `It is told where the work failed with something else, or was done`(error: any Error) {
        #expect(!isTold(error))
        #expect(!Workplace.isToldOfStop(by: Result<Int, any Error>.success(1)))
    }

    @Test func `Its log is closed after work, whether that is done or fails`() async throws {
        let done = try Workplace.inMemory()
        #expect(try await done.closing { 7 } == 7)
        #expect(done.log.whyStopped == .closed)
        let failed = try Workplace.inMemory()
        await #expect(throws: Failure.workerEnded) {
            try await failed.closing { () async throws -> Void in throw Failure.workerEnded }
        }
        #expect(failed.log.whyStopped == .closed)
    }
}
