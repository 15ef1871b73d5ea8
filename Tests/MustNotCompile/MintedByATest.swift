// expect: initializer is inaccessible due to 'fileprivate' protection level
@testable import ConsentGate
import Events

func mint(_ condition: AppendCondition) -> AppendCondition {
    let permit = Permit<LiveTranscription>(condition: condition)
    return permit.spend()
}
