import Events

/// A language model's wish to see the rep's screen at higher resolution.
///
/// It is answered at once, so that nothing waits for a picture: the next one that settles comes in
/// detail, with a later turn. It is offered only where a picture goes along, and not when that is
/// already in detail or one is on its way.
enum LookCloser {
    /// Its name, as a model calls it.
    static let name = "look_closer"

    /// The tool as a model sees it.
    static let offered = Prompt.OfferedTool(
        name: name,
        summary: "See the screen at higher resolution, to read small print; the picture comes with "
            + "a later turn.",
        schema: [
            "type": .string("object"),
            "properties": .object([:]),
            "additionalProperties": .bool(false),
        ]
    )

    /// What the model reads in answer.
    static let answer =
        "asked for; the next picture that settles comes in detail, with a later turn"
}
