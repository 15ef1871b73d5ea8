// expect: 'condition' is inaccessible due to 'private' protection level
@testable import ConsentGate
import Events

extension Permit {
    init(forging condition: AppendCondition) {
        self.condition = condition
    }
}
