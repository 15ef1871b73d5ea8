// The rep's page: the bar and the notice that everybody has, and a panel that nobody else has.

import { make, nudgeCard, onScreen, questionCard } from "./aside-card.js";
import { runPage } from "./aside-page.js";
import { wordsFor } from "./words.js";

const words = wordsFor(navigator.language);
const panel = document.querySelector("#panel");
const cards = new Map();
document.querySelector("#quiet").replaceChildren(make("span", { lang: words.language }, words.panel.quiet));

/** Puts a card on top of the panel, and attests that it is seen. */
async function put(id, card) {
  cards.set(id, card);
  panel.prepend(card);
  try {
    await onScreen(card);
  } catch (error) {
    take(id);
    throw error;
  }
}

function take(id) {
  cards.get(id)?.remove();
  cards.delete(id);
}

runPage({
  role: "rep",
  screen: (aside) => ({
    nudge(nudge) {
      const feedback = async (act) => (await aside().feedback(nudge.id, act), take(nudge.id));
      return put(nudge.id, nudgeCard(nudge, { words, feedback }));
    },
    question(question) {
      const approve = async (yes) => (await aside().approve(question.id, yes), take(question.id));
      return put(question.id, questionCard(question, { words, approve }));
    },
    expired: take,
  }),
});
