public import Events

extension CallRecorder {
    /// Who answers for the data and who else gets any.
    public static let disclosure = Disclosure(
        controller: .init(name: "Oakfell GmbH", contact: "privacy@oakfell.example"),
        processors: [
            Processor(
                name: "Wordwell Ltd",
                service: .languageModel,
                region: "IE",
                purposes: [.aiAnalysis],
                terms: [.noOwnUse, .noTraining]
            )
        ]
    )

    static func grounds(
        _ basis: LegalBasis,
        under disclosure: Disclosure = disclosure
    ) -> Grounds {
        Grounds(of: Purpose.allCases, under: disclosure) { _ in basis }
    }
}
