// What the pages say of themselves, in the languages of the notices that come with Aside. The notice
// itself, and the labels of its buttons, are shown as the coach sends them.

const en = {
  lamp: { off: "Coach off", waiting: "Coach waiting", on: "Coach on" },
  meaning: {
    off: "It hears and sees nothing.",
    waiting: "It hears nothing until everyone has agreed.",
    on: "Everyone has agreed. It is listening.",
  },
  choose: "Choose what you allow",
  chosen: (some, all) => `You allow ${some} of ${all}`,
  everything: "Everything below",
  needed: "Without the first two it stays off.",
  tickSome: "Tick what you allow, or refuse.",
  heads: "How many people are at this device?",
  countHeads: "Say how many people you allow it for, from 1 to 1,000, or refuse.",
  sent: {
    granted: "Allowed. Thank you.",
    refused: "Refused. The call goes on.",
    withdrawn: "The coach has stopped.",
  },
  again: "Show the notice again",
  failed: "That did not reach the coach. Please try again.",
  stop: "Stop the coach",
  purposes: {
    live_transcription: "Write down what I say",
    storage: "Keep it, encrypted",
    ai_analysis: "Give tips about it",
    screen_frames: "Look at shared slides",
    crm_lookup: "Look up the customer record",
    sharing: "Send parts to the services the coach uses",
    follow_up: "Draft a follow-up after the call",
  },
  panel: {
    quiet: "Quiet. A tip appears here when one is worth it.",
    used: "Used",
    dismiss: "Dismiss",
    asks: "asks",
    approve: "Approve",
    decline: "Decline",
  },
};

const de = {
  lamp: { off: "Coach aus", waiting: "Coach wartet", on: "Coach an" },
  meaning: {
    off: "Er hört und sieht nichts.",
    waiting: "Er hört nichts, bis alle zugestimmt haben.",
    on: "Alle haben zugestimmt. Er hört zu.",
  },
  choose: "Auswählen, was Sie erlauben",
  chosen: (some, all) => `Sie erlauben ${some} von ${all}`,
  everything: "Alles hier",
  needed: "Ohne die ersten beiden bleibt er aus.",
  tickSome: "Kreuzen Sie an, was Sie erlauben, oder lehnen Sie ab.",
  heads: "Wie viele Personen sind an diesem Gerät?",
  countHeads: "Sagen Sie, für wie viele Personen Sie es erlauben, von 1 bis 1.000, oder lehnen Sie ab.",
  sent: {
    granted: "Erlaubt. Danke.",
    refused: "Abgelehnt. Das Gespräch geht weiter.",
    withdrawn: "Der Coach hat aufgehört.",
  },
  again: "Hinweis noch einmal zeigen",
  failed: "Das hat den Coach nicht erreicht. Bitte versuchen Sie es noch einmal.",
  stop: "Coach anhalten",
  purposes: {
    live_transcription: "Mitschreiben, was ich sage",
    storage: "Es verschlüsselt aufbewahren",
    ai_analysis: "Hinweise dazu geben",
    screen_frames: "Geteilte Folien ansehen",
    crm_lookup: "In den Kundendaten nachsehen",
    sharing: "Teile an Dienste senden, die der Coach nutzt",
    follow_up: "Nach dem Gespräch eine Nachricht entwerfen",
  },
  panel: {
    quiet: "Ruhe. Hier steht ein Hinweis, wenn sich einer lohnt.",
    used: "Genutzt",
    dismiss: "Verwerfen",
    asks: "fragt",
    approve: "Zustimmen",
    decline: "Ablehnen",
  },
};

const fr = {
  lamp: { off: "Coach éteint", waiting: "Coach en attente", on: "Coach allumé" },
  meaning: {
    off: "Il n’entend et ne voit rien.",
    waiting: "Il n’entend rien tant que tout le monde n’a pas accepté.",
    on: "Tout le monde a accepté. Il écoute.",
  },
  choose: "Choisir ce que vous autorisez",
  chosen: (some, all) => `Vous autorisez ${some} sur ${all}`,
  everything: "Tout ce qui suit",
  needed: "Sans les deux premiers, il reste éteint.",
  tickSome: "Cochez ce que vous autorisez, ou refusez.",
  heads: "Combien de personnes sont devant cet appareil ?",
  countHeads: "Dites pour combien de personnes vous autorisez, de 1 à 1 000, ou refusez.",
  sent: {
    granted: "Autorisé. Merci.",
    refused: "Refusé. L’appel continue.",
    withdrawn: "Le coach s’est arrêté.",
  },
  again: "Revoir l’avis",
  failed: "Le coach n’a pas reçu votre réponse. Veuillez réessayer.",
  stop: "Arrêter le coach",
  purposes: {
    live_transcription: "Noter ce que je dis",
    storage: "Le conserver, chiffré",
    ai_analysis: "Donner des conseils à ce sujet",
    screen_frames: "Regarder les diapositives partagées",
    crm_lookup: "Consulter la fiche client",
    sharing: "Transmettre des extraits aux services utilisés par le coach",
    follow_up: "Préparer un message après l’appel",
  },
  panel: {
    quiet: "Silence. Un conseil s’affiche ici quand il en vaut la peine.",
    used: "Utilisé",
    dismiss: "Écarter",
    asks: "demande",
    approve: "Approuver",
    decline: "Refuser",
  },
};

const es = {
  lamp: { off: "Asistente apagado", waiting: "Asistente en espera", on: "Asistente encendido" },
  meaning: {
    off: "No oye ni ve nada.",
    waiting: "No oye nada hasta que todos hayan aceptado.",
    on: "Todos han aceptado. Está escuchando.",
  },
  choose: "Elegir lo que permite",
  chosen: (some, all) => `Permite ${some} de ${all}`,
  everything: "Todo lo siguiente",
  needed: "Sin los dos primeros permanece apagado.",
  tickSome: "Marque lo que permite, o rechace.",
  heads: "¿Cuántas personas hay ante este dispositivo?",
  countHeads: "Diga para cuántas personas lo permite, de 1 a 1000, o rechace.",
  sent: {
    granted: "Permitido. Gracias.",
    refused: "Rechazado. La llamada sigue.",
    withdrawn: "El asistente se ha detenido.",
  },
  again: "Mostrar el aviso otra vez",
  failed: "El asistente no ha recibido su respuesta. Inténtelo de nuevo.",
  stop: "Detener el asistente",
  purposes: {
    live_transcription: "Anotar lo que digo",
    storage: "Guardarlo cifrado",
    ai_analysis: "Dar consejos al respecto",
    screen_frames: "Ver las diapositivas compartidas",
    crm_lookup: "Consultar la ficha del cliente",
    sharing: "Enviar partes a los servicios que usa el asistente",
    follow_up: "Preparar un mensaje después de la llamada",
  },
  panel: {
    quiet: "Silencio. Aquí aparece un consejo cuando merece la pena.",
    used: "Usado",
    dismiss: "Descartar",
    asks: "pregunta",
    approve: "Aprobar",
    decline: "Rechazar",
  },
};

const all = { en, de, fr, es };

/** The words for a locale, or in English; with them the language they are in. */
export function wordsFor(locale) {
  const language = String(locale).slice(0, 2).toLowerCase();
  return Object.hasOwn(all, language) ? { language, ...all[language] } : { language: "en", ...en };
}
