extension NoticeText {
    static let english = [
        NoticeText(
            audience: .guest,
            locale: "en",
            version: 3,
            title: "An AI coach would like to listen to this call",
            paragraphs: [
                "The person you are speaking with uses Aside, an AI coach. It writes down what is said, looks at the slides they share and gives them short written tips during the call. It does not speak, and nobody but them sees its tips.",
                "If you allow it, your words and what is derived from them are stored encrypted by the company that invited you. They are not used to train AI, and nobody's emotions, voice or face are analysed. Card numbers are masked before anything is stored.",
                "You decide freely, for each purpose. If you refuse, the call simply goes on without the coach. It stays off until everyone has agreed.",
                "You can stop it at any time, without a reason. What you said is then deleted after 24 hours, unless the law requires it to be kept.",
            ],
            allow: "Allow",
            refuse: "Refuse",
            stop: "Stop the coach"
        ),
        NoticeText(
            audience: .rep,
            locale: "en",
            version: 3,
            title: "Your AI coach in this call",
            paragraphs: [
                "Aside writes down what is said in this call, looks at the screen you share and sends you short written tips. Only you see them.",
                "It takes part on the basis your employer has agreed for it, or, where there is none, only if you allow it. It does not score you, and it does not analyse emotions, voices or faces.",
                "It stays off until everyone in the call has agreed, and stops when one person says so.",
                "You can object and stop it at any time, without a reason.",
            ],
            allow: "Allow",
            refuse: "Refuse",
            stop: "Stop the coach"
        ),
    ]

    static let german = [
        NoticeText(
            audience: .guest,
            locale: "de",
            version: 3,
            title: "Ein KI-Coach möchte in diesem Gespräch zuhören",
            paragraphs: [
                "Ihr Gegenüber nutzt Aside, einen KI-Coach. Er schreibt mit, was gesagt wird, sieht die geteilten Folien und gibt Ihrem Gegenüber während des Gesprächs kurze schriftliche Hinweise. Er spricht nicht, und niemand sonst sieht seine Hinweise.",
                "Wenn Sie es erlauben, speichert das Unternehmen, das Sie eingeladen hat, Ihre Worte und was daraus abgeleitet wird, verschlüsselt. Damit wird keine KI trainiert; Gefühle, Stimmen und Gesichter werden nicht ausgewertet. Kartennummern werden vor dem Speichern unkenntlich gemacht.",
                "Sie entscheiden frei, für jeden Zweck einzeln. Wenn Sie ablehnen, geht das Gespräch einfach ohne den Coach weiter. Er bleibt aus, bis alle zugestimmt haben.",
                "Sie können ihn jederzeit ohne Angabe von Gründen anhalten. Was Sie gesagt haben, wird dann nach 24 Stunden gelöscht, soweit kein Gesetz die Aufbewahrung verlangt.",
            ],
            allow: "Erlauben",
            refuse: "Ablehnen",
            stop: "Coach anhalten"
        ),
        NoticeText(
            audience: .rep,
            locale: "de",
            version: 3,
            title: "Ihr KI-Coach in diesem Gespräch",
            paragraphs: [
                "Aside schreibt mit, was in diesem Gespräch gesagt wird, sieht den von Ihnen geteilten Bildschirm und sendet Ihnen kurze schriftliche Hinweise. Nur Sie sehen sie.",
                "Der Coach nimmt auf der Grundlage teil, die Ihr Arbeitgeber dafür vereinbart hat, oder, wo es keine gibt, nur mit Ihrer Erlaubnis. Er bewertet Sie nicht und wertet keine Gefühle, Stimmen oder Gesichter aus.",
                "Er bleibt aus, bis alle im Gespräch zugestimmt haben, und hört auf, sobald eine Person es sagt.",
                "Sie können jederzeit ohne Angabe von Gründen widersprechen und ihn anhalten.",
            ],
            allow: "Erlauben",
            refuse: "Ablehnen",
            stop: "Coach anhalten"
        ),
    ]

    static let french = [
        NoticeText(
            audience: .guest,
            locale: "fr",
            version: 3,
            title: "Un coach IA souhaite écouter cet appel",
            paragraphs: [
                "Votre interlocuteur utilise Aside, un coach fondé sur l’IA. Il note ce qui est dit, regarde les diapositives partagées et lui adresse de brefs conseils écrits pendant l’appel. Il ne parle pas, et personne d’autre ne voit ses conseils.",
                "Si vous l’autorisez, vos paroles et ce qui en est tiré sont conservés, chiffrés, par l’entreprise qui vous a invité. Rien ne sert à entraîner une IA ; ni émotions, ni voix, ni visages ne sont analysés. Les numéros de carte sont masqués avant tout enregistrement.",
                "Vous décidez librement, finalité par finalité. Si vous refusez, l’appel continue simplement sans le coach. Il reste éteint tant que tout le monde n’a pas accepté.",
                "Vous pouvez l’arrêter à tout moment, sans motif. Ce que vous avez dit est alors supprimé au bout de 24 heures, sauf si la loi impose de le conserver.",
            ],
            allow: "Autoriser",
            refuse: "Refuser",
            stop: "Arrêter le coach"
        ),
        NoticeText(
            audience: .rep,
            locale: "fr",
            version: 3,
            title: "Votre coach IA pendant cet appel",
            paragraphs: [
                "Aside note ce qui est dit pendant cet appel, regarde l’écran que vous partagez et vous envoie de brefs conseils écrits. Vous seul les voyez.",
                "Il intervient sur la base que votre employeur a convenue à cet effet ou, à défaut, seulement si vous l’autorisez. Il ne vous note pas et n’analyse ni émotions, ni voix, ni visages.",
                "Il reste éteint tant que tout le monde n’a pas accepté et s’arrête dès qu’une personne le demande.",
                "Vous pouvez vous y opposer et l’arrêter à tout moment, sans motif.",
            ],
            allow: "Autoriser",
            refuse: "Refuser",
            stop: "Arrêter le coach"
        ),
    ]

    static let spanish = [
        NoticeText(
            audience: .guest,
            locale: "es",
            version: 3,
            title: "Un asistente de IA quiere escuchar esta llamada",
            paragraphs: [
                "La persona con la que habla utiliza Aside, un asistente de IA. Anota lo que se dice, ve las diapositivas que comparte y le envía breves consejos por escrito durante la llamada. No habla, y nadie más ve sus consejos.",
                "Si lo permite, la empresa que le ha invitado guarda cifradas sus palabras y lo que se obtiene de ellas. No se usan para entrenar ninguna IA, y no se analizan emociones, voces ni rostros. Los números de tarjeta se ocultan antes de guardar nada.",
                "Usted decide libremente, para cada finalidad. Si lo rechaza, la llamada sigue sin el asistente. Permanece apagado hasta que todos hayan aceptado.",
                "Puede detenerlo en cualquier momento, sin dar motivos. Lo que haya dicho se borra entonces pasadas 24 horas, salvo que la ley obligue a conservarlo.",
            ],
            allow: "Permitir",
            refuse: "Rechazar",
            stop: "Detener el asistente"
        ),
        NoticeText(
            audience: .rep,
            locale: "es",
            version: 3,
            title: "Su asistente de IA en esta llamada",
            paragraphs: [
                "Aside anota lo que se dice en esta llamada, ve la pantalla que usted comparte y le envía breves consejos por escrito. Solo usted los ve.",
                "Participa sobre la base que su empresa ha acordado para ello o, si no existe, solo si usted lo permite. No le puntúa y no analiza emociones, voces ni rostros.",
                "Permanece apagado hasta que todos hayan aceptado y se detiene en cuanto una persona lo pide.",
                "Puede oponerse y detenerlo en cualquier momento, sin dar motivos.",
            ],
            allow: "Permitir",
            refuse: "Rechazar",
            stop: "Detener el asistente"
        ),
    ]
}
