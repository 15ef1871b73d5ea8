import Events

extension PurposeWords {
    /// The words of each language that a notice may be in; English stands in for any other.
    static let inLanguage: [String: PurposeWords] = [
        "en": english, "de": german, "fr": french, "es": spanish,
    ]

    static let english = PurposeWords(
        intro: [
            .guest:
                "You are asked for each of the following. You may allow some and refuse others.",
            .rep: "It does each of the following. You may allow some and refuse others.",
        ],
        allows: [
            .liveTranscription:
                "Transcription: during the call it writes down what you say.",
            .storage:
                "Storage: what it has written down and seen is kept, encrypted.",
            .aiAnalysis:
                "AI analysis: it searches what is said for occasions to help, and makes its tips of it.",
            .screenFrames:
                "Screen: it takes still pictures of the screen that the person it coaches shares.",
            .crmLookup:
                "Customer records: it looks up the account of this call in the customer records, and may note there what came of it.",
            .sharing:
                "Sharing: parts of this go to the companies named below, as far as any are named.",
            .followUp:
                "Follow-up: after the call it works on what is kept, and drafts what follows from it.",
        ],
        allowsForRep: [
            .screenFrames: "Screen: it takes still pictures of the screen that you share."
        ],
        needed: "Without transcription and storage the coach stays off for everyone."
    )

    static let german = PurposeWords(
        intro: [
            .guest:
                "Sie werden um jedes der folgenden Dinge gebeten. Sie können einiges erlauben und anderes ablehnen.",
            .rep:
                "Er tut jedes der folgenden Dinge. Sie können einiges erlauben und anderes ablehnen.",
        ],
        allows: [
            .liveTranscription:
                "Mitschrift: Während des Gesprächs schreibt er auf, was Sie sagen.",
            .storage:
                "Speicherung: Was er aufgeschrieben und gesehen hat, wird verschlüsselt aufbewahrt.",
            .aiAnalysis:
                "KI-Auswertung: Er sucht in dem, was gesagt wird, nach Gelegenheiten zu helfen, und macht daraus seine Hinweise.",
            .screenFrames:
                "Bildschirm: Er nimmt Standbilder des Bildschirms auf, den die Person teilt, die er berät.",
            .crmLookup:
                "Kundendaten: Er sieht in den Kundendaten nach, was zu diesem Kunden vermerkt ist, und kann dort das Ergebnis festhalten.",
            .sharing:
                "Weitergabe: Teile davon gehen an die unten genannten Unternehmen, soweit welche genannt sind.",
            .followUp:
                "Nachbereitung: Nach dem Gespräch arbeitet er mit dem, was aufbewahrt ist, und entwirft, was daraus folgt.",
        ],
        allowsForRep: [
            .screenFrames: "Bildschirm: Er nimmt Standbilder des Bildschirms auf, den Sie teilen."
        ],
        needed: "Ohne Mitschrift und Speicherung bleibt der Coach für alle aus."
    )

    static let french = PurposeWords(
        intro: [
            .guest:
                "On vous demande chacune des choses suivantes. Vous pouvez en autoriser certaines et en refuser d’autres.",
            .rep:
                "Il fait chacune des choses suivantes. Vous pouvez en autoriser certaines et en refuser d’autres.",
        ],
        allows: [
            .liveTranscription:
                "Transcription : pendant l’appel, il met par écrit ce que vous dites.",
            .storage:
                "Conservation : ce qu’il a noté et vu est conservé, chiffré.",
            .aiAnalysis:
                "Analyse par l’IA : il cherche dans ce qui est dit des occasions d’aider et en tire ses conseils.",
            .screenFrames:
                "Écran : il prend des images fixes de l’écran que partage la personne qu’il conseille.",
            .crmLookup:
                "Fichier clients : il consulte ce que le fichier clients contient sur le client de cet appel et peut y noter ce qui en est résulté.",
            .sharing:
                "Transmission : des parties en sont transmises aux entreprises nommées plus bas, si l’avis en nomme.",
            .followUp:
                "Suites : après l’appel, il travaille sur ce qui est conservé et rédige ce qui en découle.",
        ],
        allowsForRep: [
            .screenFrames: "Écran : il prend des images fixes de l’écran que vous partagez."
        ],
        needed: "Sans la transcription et la conservation, le coach reste éteint pour tous."
    )

    static let spanish = PurposeWords(
        intro: [
            .guest:
                "Se le pide cada una de las cosas siguientes. Puede permitir unas y rechazar otras.",
            .rep: "Hace cada una de las cosas siguientes. Puede permitir unas y rechazar otras.",
        ],
        allows: [
            .liveTranscription:
                "Transcripción: durante la llamada pone por escrito lo que usted dice.",
            .storage:
                "Conservación: lo que ha anotado y visto se guarda cifrado.",
            .aiAnalysis:
                "Análisis con IA: busca en lo que se dice ocasiones de ayudar y saca de ello sus consejos.",
            .screenFrames:
                "Pantalla: toma imágenes fijas de la pantalla que comparte la persona a la que aconseja.",
            .crmLookup:
                "Fichero de clientes: consulta lo que consta allí del cliente de esta llamada y puede anotar el resultado.",
            .sharing:
                "Transmisión: partes de ello se transmiten a las empresas nombradas más abajo, si se nombra alguna.",
            .followUp:
                "Seguimiento: después de la llamada trabaja con lo que se ha guardado y redacta lo que se deriva de ello.",
        ],
        allowsForRep: [
            .screenFrames: "Pantalla: toma imágenes fijas de la pantalla que usted comparte."
        ],
        needed: "Sin la transcripción y la conservación, el asistente permanece apagado para todos."
    )
}
