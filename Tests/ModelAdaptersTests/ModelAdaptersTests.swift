@testable import ModelAdapters
