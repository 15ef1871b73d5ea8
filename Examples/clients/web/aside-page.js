// What both pages do: join a room, carry its sound and slides, show the notice and the bar.

import * as livekit from "livekit-client";
import { AsideRoom } from "./aside-room.js";
import { Bar, make, noticeCard, onScreen } from "./aside-card.js";
import { wordsFor } from "./words.js";

const { Room, RoomEvent } = livekit;

/** Runs a page for a role; `screen`, given a way to its `AsideRoom`, adds what only that role sees. */
export function runPage({ role, screen = () => ({}) }) {
  const form = document.querySelector("#join");
  const query = new URLSearchParams(location.search);
  for (const name of ["url", "token"]) form.elements[name].value = query.get(name) ?? "";
  history.replaceState(null, "", location.pathname); // a token is a key: not for the address bar
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    join(form, role, screen);
  });
  if (query.get("url") && query.get("token")) form.requestSubmit();
}

async function join(form, role, extras) {
  const room = new Room({ adaptiveStream: true, dynacast: true });
  const page = new Page(room, role, extras);
  carryMedia(room, role);
  const problem = form.querySelector("[role=alert]");
  try {
    problem.textContent = "";
    await room.connect(form.elements.url.value, form.elements.token.value);
  } catch (error) {
    problem.textContent = `Could not join: ${error.message}`;
    return;
  }
  form.hidden = true;
  document.querySelector("#call").hidden = false;
  document.querySelector("#call").prepend(page.bar.element);
  page.aside.watch();
}

/** The screen of one person: the one place where a notice is shown and a bar stays. */
class Page {
  #place = document.querySelector("#notices");
  #card;

  constructor(room, role, extras) {
    const locale = navigator.language;
    this.bar = new Bar({ locale, stop: () => this.#stop(), again: () => this.#again() });
    const screen = {
      notice: (notice) => this.#notice(notice),
      receipt: (receipt) => this.#receipt(receipt),
      lamp: (state) => this.#lamp(state),
      ...extras(() => this.aside),
    };
    this.aside = new AsideRoom({ livekit, room, role, screen });
  }

  /**
   * Shows a notice; the same one, sent again, keeps what was ticked. One that was never seen is taken down:
   * it could not be agreed to.
   */
  async #notice(notice) {
    if (this.#card?.nonce !== notice.nonce) {
      const element = noticeCard(notice, {
        allow: async (purposes, heads) => (await this.aside.grant(purposes, heads), this.#answered()),
        refuse: async () => (await this.aside.refuse(), this.#answered()),
      });
      this.#card = { nonce: notice.nonce, element, isSeen: false };
      this.bar.speak(notice.locale, notice.stop);
    }
    const card = this.#card;
    this.#place.replaceChildren(card.element);
    if (document.activeElement === document.body) card.element.querySelector("h2").focus();
    try {
      await onScreen(card.element);
      card.isSeen = true;
    } catch (error) {
      if (!card.isSeen) card.element.remove();
      if (!card.isSeen && this.#card === card) this.#card = undefined;
      throw error;
    } finally {
      this.#lamp(this.aside.lamp);
    }
  }

  #answered() {
    this.#card = undefined;
    this.#lamp(this.aside.lamp);
  }

  #receipt({ act }) {
    const words = wordsFor(this.aside.notice?.locale ?? navigator.language);
    const receipt = make("p", { class: "receipt", lang: words.language }, words.sent[act]);
    this.#place.replaceChildren(receipt);
    this.#answered();
  }

  async #again() {
    try {
      await this.aside.reconsider();
    } catch {
      this.bar.fail();
    }
  }

  /** A notice that is on the screen can be answered there, whatever time has passed: no other is offered. */
  #lamp(state) {
    this.bar.show(state, !this.#card && this.aside.mayReconsider);
    document.title = document.title.replace(/^(● )?/, state === "on" ? "● " : "");
  }

  async #stop() {
    try {
      await this.aside.stop();
    } catch {
      this.bar.fail();
    }
  }
}

/** Other people's sound and slides, and the switches of one's own. */
function carryMedia(room, role) {
  const others = document.querySelector("#others");
  room.on(RoomEvent.TrackSubscribed, (track) => others.append(track.attach()));
  room.on(RoomEvent.TrackUnsubscribed, (track) => track.detach().forEach((one) => one.remove()));
  const own = room.localParticipant;
  toggle("#microphone", (on) => own.setMicrophoneEnabled(on));
  if (role === "rep") toggle("#slides", (on) => own.setScreenShareEnabled(on));
}

function toggle(selector, turn) {
  const button = document.querySelector(selector);
  button.addEventListener("click", async () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    await turn(on);
    button.setAttribute("aria-pressed", String(on));
  });
}
