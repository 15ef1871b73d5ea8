// The people's side of docs/LIVEKIT.md: what a client of the rep or of a guest says to the coach,
// and what it lets the coach say. It touches no page: `screen` shows things and attests that it did.

/** The name under which the coach sits in the room, visible to everybody. */
export const COACH_NAME = "AI coach, listening";

/** That name, and what the other packs that come with Aside call it; add your own pack's `coach_name`. */
export const COACH_NAMES = [
  COACH_NAME,
  "AI teaching assistant, listening",
  "AI assistant to the clinician, listening",
];

/** The longest payload of a remote call: LiveKit's own limit. */
export const PAYLOAD_BYTES = 15_360;

/** How often the coach is asked for the caller's own state: far below its limit of 30 in 10 s. */
const STATUS_MILLISECONDS = 5_000;

/** How long the coach may take to answer. LiveKit raises what is shorter. */
const ANSWER_MILLISECONDS = 8_000;

/** How many ids are remembered so that nothing is shown twice: more than any call brings. */
const REMEMBERED_IDS = 1_000;

/** The most people that a shared device may speak for: the coach's own limit. */
export const MOST_HEADS = 1_000;

/** How often "refuse" and "stop" are sent before the person is told that they did not arrive. */
const TRIES = 3;

/** The standings of somebody who has something to take back. */
const HOLDING = ["granted", "basis", "asserted"];

/** The standings on which no answer is awaited any more: only a fresh notice leads on from them. */
const OVER = ["refused", "withdrawn", "timedOut", "expired"];

/** The codes with which this client turns the coach away; the first two are the coach's own. */
export const Code = { malformed: 4000, notForCaller: 4030, notOnScreen: 4080 };

/**
 * One person's side of a call.
 *
 * `livekit` is the module `livekit-client`, `room` one of its rooms, not yet connected. `screen` has
 * `notice`, `nudge` and `question`, each of which resolves once the thing is really on the screen and
 * rejects otherwise, and `receipt`, `expired` and `lamp`, which are told. `role` is "rep" or "guest":
 * a guest's client does not even know the methods that carry advice.
 */
export class AsideRoom {
  #livekit;
  #room;
  #screen;
  #clock;
  #shown = new Map();
  #expiries = new Map();
  #notice;
  #status;
  #asked = 0;
  #answered = 0;
  #timer;

  constructor({ livekit, room, screen, role, clock = systemClock }) {
    this.#livekit = livekit;
    this.#room = room;
    this.#screen = screen;
    this.#clock = clock;
    this.#serve("aside_notice", NOTICE, (notice, from) => this.#takeNotice(notice, from));
    this.#serve("aside_receipt", RECEIPT, (receipt) => this.#takeReceipt(receipt));
    if (role === "rep") {
      this.#serve("coach_nudge", NUDGE, (nudge) => this.#showOnce("nudge", nudge));
      this.#serve("coach_question", QUESTION, (question) => this.#showOnce("question", question));
    }
    const { ParticipantConnected, ParticipantDisconnected, Reconnected, Disconnected } =
      livekit.RoomEvent;
    for (const event of [ParticipantConnected, ParticipantDisconnected, Reconnected]) {
      room.on(event, () => this.watch());
    }
    room.on(Disconnected, () => this.close());
  }

  /** The coach, if it is in the room: of kind agent, under a name of its own. */
  get coach() {
    return [...this.#room.remoteParticipants.values()].find((one) => this.#isCoach(one));
  }

  /** The notice that was shown last, if any. */
  get notice() {
    return this.#notice?.notice;
  }

  /** What the coach last said of this person's own standing and of the gate, if anything. */
  get status() {
    return this.#status;
  }

  /** "off", "waiting" for somebody to agree, or "on". */
  get lamp() {
    return this.coach ? lampOf(this.#status) : "off";
  }

  /**
   * Agrees to what the notice asks for, or to the purposes named; an error if it was not taken. For a
   * device that several people share it needs to be said for how many of them.
   */
  async grant(purposes, heads) {
    if (!this.#notice) throw new Error("there is no notice to agree to");
    const { digest, nonce, shared } = this.#notice.notice;
    if (shared && !isHeadCount(heads)) throw new Error("nobody has said how many people this is for");
    const act = { act: "grant", digest, nonce, ...(purposes && { purposes }) };
    if (shared) act.head_count = heads;
    const status = await this.#ask("aside_consent", act, this.#notice.from);
    const taken = Object.values(status.purposes).some((standing) => HOLDING.includes(standing));
    if (!taken) throw new Error("the coach did not take it");
    return status;
  }

  /** Says no. It needs no notice, and is tried again if it does not arrive. */
  async refuse() {
    return this.#insist({ act: "refuse" });
  }

  /** Whether a fresh notice may be asked for: after a no, or when the time to answer is over. */
  get mayReconsider() {
    const { gate, purposes } = (this.coach && this.#status) || { gate: "ended", purposes: {} };
    return gate !== "ended" && Object.values(purposes).some((standing) => OVER.includes(standing));
  }

  /**
   * Asks for a fresh notice. It needs none before, as after a page was loaded again, and brings no number,
   * so that it can never be taken for a yes.
   */
  async reconsider() {
    await this.#ask("aside_consent", { act: "grant", digest: "", nonce: "" });
  }

  /** Takes back what was agreed to, at any time and without a reason. */
  async withdraw() {
    return this.#insist({ act: "withdraw" });
  }

  /** One click, whatever came before: takes back what was agreed to, or says no beforehand. */
  async stop() {
    const standings = Object.values(this.#status?.purposes ?? {});
    const holds = standings.some((standing) => HOLDING.includes(standing));
    return holds || !this.#status ? this.withdraw() : this.refuse();
  }

  /** Says what the rep did with a nudge: "used" or "dismissed". */
  async feedback(nudge, act) {
    this.#forgetExpiry(nudge);
    await this.#call("aside_feedback", { nudge, act });
  }

  /** Says whether a tool may act. */
  async approve(question, approve) {
    this.#forgetExpiry(question);
    await this.#call("aside_approve", { question, approve });
  }

  /** Asks for the status now, and from now on every few seconds while the coach is there. */
  async watch() {
    this.#clock.cancel(this.#timer);
    if (!this.coach) {
      this.#status = undefined;
      return this.#screen.lamp(this.lamp);
    }
    this.#timer = this.#clock.after(STATUS_MILLISECONDS, () => this.watch());
    try {
      await this.#ask("aside_status", {});
    } catch {
      this.#screen.lamp(this.lamp); // what was known last stays: a lamp never goes out unasked
    }
  }

  /** Forgets what was waiting; the room is gone. */
  close() {
    this.#clock.cancel(this.#timer);
    for (const id of [...this.#expiries.keys()]) this.#forgetExpiry(id);
    this.#status = undefined;
    this.#screen.lamp("off");
  }

  #isCoach(participant) {
    const { AGENT } = this.#livekit.ParticipantKind;
    return participant?.kind === AGENT && COACH_NAMES.includes(participant.name);
  }

  /** Takes calls of one method, from the coach alone and of one shape alone. */
  #serve(method, shape, answer) {
    this.#room.registerRpcMethod(method, async ({ callerIdentity, payload }) => {
      if (!this.#isCoach(this.#room.remoteParticipants.get(callerIdentity))) {
        throw this.#refusal(Code.notForCaller, `${method} is the coach's alone`);
      }
      const { message, fault } = read(payload, shape);
      if (fault) throw this.#refusal(Code.malformed, fault);
      return JSON.stringify(await answer(message, callerIdentity));
    });
  }

  #refusal(code, message) {
    return new this.#livekit.RpcError(code, message);
  }

  async #takeNotice(notice, from) {
    await this.#attested(this.#screen.notice(notice));
    this.#notice = { notice, from };
    this.watch();
    return { shown: true };
  }

  #takeReceipt(receipt) {
    this.#screen.receipt(receipt);
    this.watch();
    return {};
  }

  /** Shows a nudge or a question unless its id was shown before or it comes too late. */
  async #showOnce(what, message) {
    const remaining = Date.parse(message.expires_at) - this.#clock.now();
    const known = this.#shown.get(message.id);
    if (!known && remaining <= 0) throw this.#refusal(Code.notOnScreen, "expired before it came");
    await (known ?? this.#show(what, message, remaining));
    return { shown: true };
  }

  #show(what, message, remaining) {
    const showing = this.#attested(this.#screen[what](message)).then(() => {
      const expire = () => (this.#expiries.delete(message.id), this.#screen.expired(message.id));
      this.#expiries.set(message.id, this.#clock.after(remaining, expire));
    });
    this.#shown.set(message.id, showing);
    showing.catch(() => this.#shown.delete(message.id)); // the coach may try again
    if (this.#shown.size > REMEMBERED_IDS) this.#shown.delete(this.#shown.keys().next().value);
    return showing;
  }

  #forgetExpiry(id) {
    this.#clock.cancel(this.#expiries.get(id));
    this.#expiries.delete(id);
  }

  async #attested(showing) {
    try {
      await showing;
    } catch (error) {
      throw this.#refusal(Code.notOnScreen, `not on the screen: ${error.message}`);
    }
  }

  /** An act that must arrive: the coach takes it however often it comes. */
  async #insist(act) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#ask("aside_consent", act);
      } catch (error) {
        if (tries === TRIES || !this.coach) throw error;
      }
    }
  }

  async #call(method, message, to = this.coach?.identity) {
    if (!to) throw new Error("the coach is not in the room");
    const payload = JSON.stringify(message);
    if (bytes(payload) > PAYLOAD_BYTES) throw new Error(`${method}: more than ${PAYLOAD_BYTES} bytes`);
    const answer = await this.#room.localParticipant.performRpc({
      destinationIdentity: to,
      method,
      payload,
      responseTimeout: ANSWER_MILLISECONDS,
    });
    return JSON.parse(answer);
  }

  /** A call that answers with the status. Of answers that overtake each other the later call counts. */
  async #ask(method, message, to) {
    const order = (this.#asked += 1);
    const { message: status, fault } = checked(await this.#call(method, message, to), STATUS);
    if (fault) throw new Error(`the coach's status: ${fault}`);
    if (order < this.#answered) return status;
    [this.#answered, this.#status] = [order, status];
    this.#screen.lamp(this.lamp);
    return status;
  }
}

/** Whether this many people can be behind one device. */
export function isHeadCount(heads) {
  return Number.isInteger(heads) && heads >= 1 && heads <= MOST_HEADS;
}

/** What the lamp shows for a status: closed is "off" only to whoever said no or was not heard. */
export function lampOf(status) {
  if (!status) return "waiting";
  if (status.gate === "open") return "on";
  if (status.gate === "ended") return "off";
  const needed = [status.purposes.live_transcription, status.purposes.storage];
  return needed.some((standing) => OVER.includes(standing)) ? "off" : "waiting";
}

const systemClock = {
  now: () => Date.now(),
  after: (milliseconds, act) => setTimeout(act, milliseconds),
  cancel: (timer) => clearTimeout(timer),
};

// Shapes of messages: for each field what it must be, and whether it may be absent. Unknown fields are
// passed over.

const isText = (value) => typeof value === "string" && value.length > 0;
const text = [isText, "a text"];
const texts = [(value) => Array.isArray(value) && value.every(isText), "a list of texts"];
const whole = [Number.isInteger, "a whole number"];
const time = [(value) => isText(value) && !Number.isNaN(Date.parse(value)), "a time in RFC 3339"];
const optionalFlag = [(value) => typeof value === "boolean", "true or false", true];
const oneOf = (...words) => [(value) => words.includes(value), words.join(" or ")];
const standings = [
  (value) => isObject(value) && Object.values(value).every(isText),
  "an object of texts",
];

const NOTICE = {
  notice: text,
  version: whole,
  locale: text,
  title: text,
  paragraphs: texts,
  allow: text,
  refuse: text,
  stop: text,
  digest: text,
  nonce: text,
  purposes: texts,
  shared: optionalFlag,
};
const RECEIPT = { act: oneOf("granted", "refused", "withdrawn"), purposes: texts };
const NUDGE = { id: text, kind: text, headline: text, body: text, expires_at: time };
const QUESTION = { id: text, summary: text, expires_at: time };
const STATUS = { gate: oneOf("open", "held", "closed", "ended"), purposes: standings };

function read(payload, shape) {
  if (bytes(payload) > PAYLOAD_BYTES) return { fault: `payload: more than ${PAYLOAD_BYTES} bytes` };
  try {
    return checked(JSON.parse(payload), shape);
  } catch {
    return { fault: "payload: expected a JSON object" };
  }
}

function checked(value, shape) {
  if (!isObject(value)) return { fault: "payload: expected a JSON object" };
  const message = {};
  for (const [field, [holds, expected, isOptional]] of Object.entries(shape)) {
    if (isOptional && !Object.hasOwn(value, field)) continue;
    if (!Object.hasOwn(value, field) || !holds(value[field])) {
      return { fault: `${field}: expected ${expected}` };
    }
    message[field] = value[field];
  }
  return { message };
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bytes(payload) {
  return new TextEncoder().encode(payload).length;
}
