// What the pages show: the notice, the lamp, the rep's nudges and questions. Every word is set as text,
// never as markup: what the coach sends was once said by somebody in the call.

import { isHeadCount, MOST_HEADS } from "./aside-room.js";
import { wordsFor } from "./words.js";

/** How long a thing may take to be painted before its sender is told that it is not shown. */
const PAINT_MILLISECONDS = 3_000;

/**
 * Resolves once the element is on the screen: in a visible page, with a size, two frames after it was
 * put there (the first frame lays it out, the second comes after the first was painted).
 */
export function onScreen(element) {
  return new Promise((resolve, reject) => {
    if (document.visibilityState !== "visible") return reject(new Error("the page is not visible"));
    const late = setTimeout(() => reject(new Error("it was not painted in time")), PAINT_MILLISECONDS);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(late);
        const { width, height } = element.getBoundingClientRect();
        const seen = element.isConnected && width > 0 && height > 0;
        if (seen && document.visibilityState === "visible") resolve();
        else reject(new Error("it is not visible"));
      }),
    );
  });
}

/** An element with attributes and children; a string becomes text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/**
 * The card with a notice, in the person's language, with two buttons that differ in nothing but their
 * word. `allow` is given the purposes ticked, or nothing when the person did not choose, and for a shared
 * device the number of people whom it speaks for.
 */
export function noticeCard(notice, { allow, refuse }) {
  const words = wordsFor(notice.locale);
  const heading = make("h2", { id: "notice-title", tabindex: "-1" }, notice.title);
  const choice = purposeChoice(notice.purposes, words);
  const heads = notice.shared ? headCount(words) : undefined;
  const hint = make("p", { class: "hint", role: "status" });
  const say = (message) => (hint.textContent = message);
  const card = make(
    "section",
    { class: "card notice", "aria-labelledby": heading.id, lang: notice.locale, dir: "auto" },
    heading,
    ...notice.paragraphs.map((paragraph) => make("p", {}, paragraph)),
    choice.element,
    ...(heads ? [heads.element] : []),
    make(
      "div",
      { class: "pair" },
      make("button", { type: "button", onclick: () => answer(allowed) }, notice.allow),
      make("button", { type: "button", onclick: () => answer(refuse) }, notice.refuse),
    ),
    hint,
  );
  const allowed = () => {
    const chosen = choice.chosen();
    if (chosen?.length === 0) return say(words.tickSome);
    if (heads && !isHeadCount(heads.count())) return say(words.countHeads);
    return allow(chosen, heads?.count());
  };
  const answer = async (act) => {
    say("");
    try {
      await act();
    } catch {
      say(words.failed);
    }
  };
  return card;
}

/** The question how many people are behind a shared device; nothing is filled in beforehand. */
function headCount(words) {
  const input = make("input", { type: "number", min: "1", max: String(MOST_HEADS), step: "1", inputmode: "numeric" });
  const element = make("label", { class: "heads", lang: words.language }, words.heads, input);
  return { element, count: () => input.valueAsNumber };
}

/** Behind a disclosure: one box a purpose, none ticked beforehand. Opening it is to choose. */
function purposeChoice(purposes, words) {
  const boxes = purposes.map((purpose) => make("input", { type: "checkbox", value: purpose }));
  const all = make("input", { type: "checkbox" });
  const summary = make("summary", {}, words.choose);
  let choosing = false;
  const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const told = () => {
    summary.textContent = words.chosen(ticked().length, boxes.length);
    all.checked = ticked().length === boxes.length;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    told();
  });
  for (const box of boxes) box.addEventListener("change", told);
  const row = (box, label) => make("li", {}, make("label", {}, box, label));
  const element = make(
    "details",
    { class: "choice", lang: words.language },
    summary,
    make("ul", {}, row(all, words.everything), ...boxes.map((box) => row(box, purposeName(box.value, words)))),
    make("p", { class: "small" }, words.needed),
  );
  element.addEventListener("toggle", () => {
    if (!element.open || choosing) return;
    choosing = true;
    told();
  });
  return { element, chosen: () => (choosing ? ticked() : undefined) };
}

function purposeName(purpose, words) {
  return Object.hasOwn(words.purposes, purpose) ? words.purposes[purpose] : purpose;
}

/**
 * The bar that stays: a lamp that says in words what the coach does, the button that stops it, and one
 * that asks for the notice again.
 */
export class Bar {
  #lamp = make("span", { class: "lamp", "aria-hidden": "true" });
  #name = make("strong");
  #meaning = make("span", { class: "small" });
  #stop;
  #again;
  #state;
  #mayAsk = false;
  #words;
  #label;

  constructor({ locale, stop, again }) {
    this.#words = wordsFor(locale);
    this.#stop = make("button", { type: "button", onclick: stop });
    this.#again = make("button", { type: "button", class: "quietly", onclick: again });
    this.element = make(
      "header",
      { class: "bar" },
      make("div", { class: "state", role: "status" }, this.#lamp, make("div", {}, this.#name, this.#meaning)),
      this.#stop,
      this.#again,
    );
    this.show("off");
  }

  /** The words in which it speaks from now on; the button's as the notice has it. */
  speak(locale, label) {
    [this.#words, this.#label] = [wordsFor(locale), label];
    this.show(this.#state, this.#mayAsk);
  }

  /** Shows a state; each button is there whenever there is something to stop, or to ask for. */
  show(state, mayAsk = false) {
    [this.#state, this.#mayAsk] = [state, mayAsk];
    this.element.lang = this.#words.language;
    this.element.dataset.state = state;
    setText(this.#name, this.#words.lamp[state]);
    setText(this.#meaning, this.#words.meaning[state]);
    setText(this.#stop, this.#label ?? this.#words.stop);
    setText(this.#again, this.#words.again);
    this.#stop.hidden = state === "off";
    this.#again.hidden = !mayAsk;
  }

  /** Says that an act did not arrive. */
  fail() {
    setText(this.#meaning, this.#words.failed);
  }
}

/** A live region speaks at every change of its text, so it is changed only when it differs. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A tip for the rep, headed like the stage direction that Aside is named after. */
export function nudgeCard(nudge, { words, feedback }) {
  const { used, dismiss } = words.panel;
  return answerable({
    style: "nudge",
    kind: nudge.kind.replaceAll("-", " "),
    headline: nudge.headline,
    body: [make("p", {}, nudge.body)],
    answers: [[used, () => feedback("used")], [dismiss, () => feedback("dismissed")]],
    words,
  });
}

/** A question to the rep: may a tool act? */
export function questionCard(question, { words, approve }) {
  const { asks, approve: yes, decline: no } = words.panel;
  return answerable({
    style: "question",
    kind: asks,
    headline: question.summary,
    body: [],
    answers: [[yes, () => approve(true)], [no, () => approve(false)]],
    words,
  });
}

/** A card with two answers; one that does not arrive says so and can be given again. */
function answerable({ style, kind, headline, body, answers, words }) {
  const hint = make("p", { class: "hint", role: "status", lang: words.language });
  const button = ([label, answer]) => {
    const press = () => answer().catch(() => setText(hint, words.failed));
    return make("button", { type: "button", lang: words.language, onclick: press }, label);
  };
  return make(
    "article",
    { class: `card ${style}`, dir: "auto" },
    make("p", { class: "kind" }, `(${kind})`),
    make("h2", {}, headline),
    ...body,
    make("div", { class: "pair" }, ...answers.map(button)),
    hint,
  );
}
