import Agent

extension ScriptFields {
    /// What turns out about somebody who is there.
    func change(of identity: String, isPresent: Bool) throws(InputError) -> Observation.What {
        try allow(only: ["t", "kind", "participant", "region", "shared", "minor"])
        guard isPresent else {
            throw error("participant", found: "somebody absent", expected: "somebody present")
        }
        guard has("region") || has("shared") || has("minor") else {
            throw error("kind", found: "nothing that changes", expected: "region, shared or minor")
        }
        return .turnedOut(
            identity: identity,
            isShared: try flag("shared"),
            isMinor: try flag("minor"),
            region: try optionalText("region").map {
                StatedRegion($0, evidence: "stated by the call script")
            }
        )
    }
}
