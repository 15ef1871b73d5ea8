extension StringProtocol {
    /// These words on one line, with nothing in them that is not what it looks like.
    ///
    /// Adapters MUST take what a service says that somebody said this way.
    package var shownOnOneLine: String {
        split { $0.isWhitespace || $0.isNewline }
            .map { String(String.UnicodeScalarView($0.unicodeScalars.filter(\.isShown))) }
            .filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// The same, with its lines kept apart.
    var shown: String {
        split(whereSeparator: \.isNewline).map(\.shownOnOneLine).filter { !$0.isEmpty }
            .joined(separator: "\n")
    }
}

extension Unicode.Scalar {
    /// Whether it is what it looks like: no control, no reordering of what stands around it.
    fileprivate var isShown: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}
