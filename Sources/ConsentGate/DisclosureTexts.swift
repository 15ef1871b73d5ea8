import Events

extension DisclosureWords {
    /// The words of each language that a notice may be in; English stands in for any other.
    static let inLanguage: [String: DisclosureWords] = [
        "en": english, "de": german, "fr": french, "es": spanish,
    ]

    static let english = DisclosureWords(
        responsible: "Responsible for this data: ",
        controllerMissing:
            "Responsible for this data is the company that runs the coach. It has not put its name into this notice: ask for it before you agree.",
        nobodyElse: "The coach passes nothing on to other companies.",
        processors: "Companies that work on this data for it: ",
        regionMissing: "place not stated",
        purposesMissing: "purpose not stated",
        termsMissing: "no promises stated",
        gets: "for ",
        and: " and ",
        purposes: [
            .liveTranscription: "transcription", .storage: "storage",
            .aiAnalysis: "AI analysis", .screenFrames: "pictures of the screen",
            .crmLookup: "customer records", .sharing: "sharing",
            .followUp: "follow-up",
        ],
        services: [
            .room: "carries the call", .transcription: "turns speech into text",
            .languageModel: "language model", .embeddings: "text search",
            .customerRecords: "customer records", .storage: "storage",
        ],
        terms: [
            .processorContract: "acts on instructions only",
            .noOwnUse: "no use for its own ends",
            .noTraining: "trains no AI on it",
            .nothingKept: "keeps nothing",
            .noHandingOn: "hands nothing on",
            .transferSafeguards: "safeguards for the transfer abroad",
        ]
    )

    static let german = DisclosureWords(
        responsible: "Verantwortlich für diese Daten: ",
        controllerMissing:
            "Verantwortlich für diese Daten ist das Unternehmen, das den Coach betreibt. Es hat seinen Namen hier nicht genannt: Fragen Sie danach, bevor Sie zustimmen.",
        nobodyElse: "Der Coach gibt nichts an andere Unternehmen weiter.",
        processors: "Unternehmen, die diese Daten in seinem Auftrag verarbeiten: ",
        regionMissing: "Ort nicht angegeben",
        purposesMissing: "Zweck nicht angegeben",
        termsMissing: "keine Zusagen angegeben",
        gets: "für ",
        and: " und ",
        purposes: [
            .liveTranscription: "Mitschrift", .storage: "Speicherung",
            .aiAnalysis: "KI-Auswertung", .screenFrames: "Bilder des Bildschirms",
            .crmLookup: "Kundendaten", .sharing: "Weitergabe",
            .followUp: "Nachbereitung",
        ],
        services: [
            .room: "überträgt das Gespräch", .transcription: "schreibt Gesprochenes mit",
            .languageModel: "Sprachmodell", .embeddings: "Textsuche",
            .customerRecords: "Kundendaten", .storage: "Speicherung",
        ],
        terms: [
            .processorContract: "handelt nur auf Weisung",
            .noOwnUse: "keine Nutzung für eigene Zwecke",
            .noTraining: "trainiert damit keine KI",
            .nothingKept: "bewahrt nichts auf",
            .noHandingOn: "gibt nichts weiter",
            .transferSafeguards: "Garantien für die Übermittlung ins Ausland",
        ]
    )

    static let french = DisclosureWords(
        responsible: "Responsable de ces données : ",
        controllerMissing:
            "Le responsable de ces données est l’entreprise qui exploite le coach. Elle n’a pas indiqué son nom ici : demandez-le avant d’accepter.",
        nobodyElse: "Le coach ne transmet rien à d’autres entreprises.",
        processors: "Entreprises qui traitent ces données pour son compte : ",
        regionMissing: "lieu non indiqué",
        purposesMissing: "finalité non indiquée",
        termsMissing: "aucun engagement indiqué",
        gets: "pour ",
        and: " et ",
        purposes: [
            .liveTranscription: "la transcription", .storage: "la conservation",
            .aiAnalysis: "l’analyse par l’IA", .screenFrames: "les images de l’écran",
            .crmLookup: "le fichier clients", .sharing: "la transmission",
            .followUp: "les suites",
        ],
        services: [
            .room: "transporte l’appel", .transcription: "met la parole par écrit",
            .languageModel: "modèle de langage", .embeddings: "recherche de texte",
            .customerRecords: "fichier clients", .storage: "stockage",
        ],
        terms: [
            .processorContract: "n’agit que sur instruction",
            .noOwnUse: "aucun usage à ses propres fins",
            .noTraining: "n’entraîne aucune IA avec",
            .nothingKept: "ne conserve rien",
            .noHandingOn: "ne transmet rien",
            .transferSafeguards: "garanties pour le transfert à l’étranger",
        ]
    )

    static let spanish = DisclosureWords(
        responsible: "Responsable de estos datos: ",
        controllerMissing:
            "El responsable de estos datos es la empresa que utiliza el asistente. No ha indicado aquí su nombre: pregúntelo antes de aceptar.",
        nobodyElse: "El asistente no transmite nada a otras empresas.",
        processors: "Empresas que tratan estos datos por su cuenta: ",
        regionMissing: "lugar no indicado",
        purposesMissing: "finalidad no indicada",
        termsMissing: "sin compromisos indicados",
        gets: "para ",
        and: " y ",
        purposes: [
            .liveTranscription: "la transcripción", .storage: "la conservación",
            .aiAnalysis: "el análisis con IA", .screenFrames: "las imágenes de la pantalla",
            .crmLookup: "el fichero de clientes", .sharing: "la transmisión",
            .followUp: "el seguimiento",
        ],
        services: [
            .room: "transmite la llamada", .transcription: "pone por escrito lo que se dice",
            .languageModel: "modelo de lenguaje", .embeddings: "búsqueda de texto",
            .customerRecords: "fichero de clientes", .storage: "almacenamiento",
        ],
        terms: [
            .processorContract: "actúa solo por encargo",
            .noOwnUse: "sin uso para fines propios",
            .noTraining: "no entrena ninguna IA con ellos",
            .nothingKept: "no conserva nada",
            .noHandingOn: "no los cede a nadie",
            .transferSafeguards: "garantías para la transferencia al extranjero",
        ]
    )
}
