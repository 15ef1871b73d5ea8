/// What a person may agree to, each on its own (CONSENT §2).
///
/// `training` is not among them: it is always denied, so it cannot be said.
public enum Purpose: String, Codable, CaseIterable, Hashable, Comparable, Sendable {
    case liveTranscription = "live_transcription"
    case storage
    case aiAnalysis = "ai_analysis"
    case screenFrames = "screen_frames"
    case crmLookup = "crm_lookup"
    case sharing
    case followUp = "follow_up"

    /// What must be granted before the gate opens at all: what is not stored cannot be in the log.
    public static let opening: Set<Purpose> = [.liveTranscription, .storage]

    /// What runs on after the call, until withdrawn or until retention ends.
    public static let outlivingTheCall: Set<Purpose> = [.storage, .followUp]

    /// In the order of the declaration, which is the order people are asked in.
    public static func < (one: Purpose, other: Purpose) -> Bool { one.order < other.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// So that a map by purpose is written as an object.
extension Purpose: CodingKeyRepresentable {}

/// A purpose as a type, so that using one permission for another does not compile.
public protocol PurposeTag: Sendable {
    /// The purpose that the type stands for.
    static var purpose: Purpose { get }
}

/// Turning speech into lines.
public enum LiveTranscription: PurposeTag {
    /// The purpose `live_transcription`.
    public static let purpose = Purpose.liveTranscription
}

/// Sampling the rep's screen share.
public enum ScreenFrames: PurposeTag {
    /// The purpose `screen_frames`.
    public static let purpose = Purpose.screenFrames
}

/// Looking up, or writing down, what the CRM holds of the other side.
public enum CRMLookup: PurposeTag {
    /// The purpose `crm_lookup`.
    public static let purpose = Purpose.crmLookup
}

/// Work on a call that is over: the draft of a follow-up, and what comes of it.
public enum FollowUp: PurposeTag {
    /// The purpose `follow_up`.
    public static let purpose = Purpose.followUp
}

/// Handing anything to an outside processor, which needs this beside its own purpose.
public enum Sharing: PurposeTag {
    /// The purpose `sharing`.
    public static let purpose = Purpose.sharing
}

/// Retrieving, judging and advising.
public enum AIAnalysis: PurposeTag {
    /// The purpose `ai_analysis`.
    public static let purpose = Purpose.aiAnalysis
}
