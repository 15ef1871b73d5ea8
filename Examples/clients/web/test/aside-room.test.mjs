// node --test Examples/clients/web/test/*.test.mjs

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { AsideRoom, COACH_NAME, COACH_NAMES, Code, lampOf, PAYLOAD_BYTES } from "../aside-room.js";
import * as livekit from "./fake-livekit.mjs";

const NOTICE = {
  notice: "guest/en",
  version: 1,
  locale: "en",
  title: "An AI coach would like to listen",
  paragraphs: ["It writes down what is said.", "You decide freely."],
  allow: "Allow",
  refuse: "Refuse",
  stop: "Stop the coach",
  digest: "d".repeat(64),
  nonce: "n-1",
  purposes: ["live_transcription", "storage", "ai_analysis"],
};
const standing = (word) => Object.fromEntries(NOTICE.purposes.map((purpose) => [purpose, word]));
const status = (gate, word) => JSON.stringify({ gate, purposes: standing(word) });

/** A clock that stands still until it is moved. */
class ManualClock {
  time = Date.parse("2026-11-02T10:00:00Z");
  #due = new Map();
  #next = 1;
  now = () => this.time;
  after = (milliseconds, act) => {
    this.#due.set(this.#next, [this.time + milliseconds, act]);
    return this.#next++;
  };
  cancel = (timer) => this.#due.delete(timer);
  move(milliseconds) {
    this.time += milliseconds;
    for (const [timer, [at, act]] of [...this.#due]) {
      if (at <= this.time && this.#due.delete(timer)) act();
    }
  }
  in = (milliseconds) => new Date(this.time + milliseconds).toISOString();
}

/** A room with a coach in it, and one person's client that writes down what it was shown. */
function scene({ role = "guest", gate = ["closed", "noticeSent"], visible = true } = {}) {
  const room = new livekit.Room();
  const clock = new ManualClock();
  const seen = { notice: [], nudge: [], question: [], receipt: [], expired: [], lamp: [], visible };
  const show = (what) => async (message) => {
    if (!seen.visible) throw new Error("the page is not visible");
    seen[what].push(message);
  };
  const tell = (what) => (message) => seen[what].push(message);
  const screen = {
    notice: show("notice"),
    nudge: show("nudge"),
    question: show("question"),
    receipt: tell("receipt"),
    expired: tell("expired"),
    lamp: tell("lamp"),
  };
  room.answer = async () => status(...gate);
  const aside = new AsideRoom({ livekit, room, screen, role, clock });
  room.join("coach", COACH_NAME, livekit.ParticipantKind.AGENT);
  room.join("dana", "Dana", livekit.ParticipantKind.STANDARD);
  const acts = () => room.calls.filter(({ method }) => method === "aside_consent");
  return { room, clock, seen, aside, gate, acts };
}

const nudge = (clock, id = "u-1") => ({
  id,
  kind: "objection",
  headline: "Ask what it is compared with",
  body: "The pilot has no yearly fee.",
  expires_at: clock.in(20_000),
});
const refused = (code, words) => (error) => error.code === code && words.test(error.message);
const settled = () => new Promise((done) => setImmediate(done));

test("a notice is shown, attested, agreed to with its digest and nonce, and the status follows", async () => {
  const { room, seen, aside, gate, acts } = scene();
  assert.deepEqual(await room.call("coach", "aside_notice", NOTICE), { shown: true });
  assert.deepEqual(seen.notice, [NOTICE]);
  assert.equal(aside.lamp, "waiting");

  gate.splice(0, 2, "open", "granted");
  await aside.grant();
  assert.deepEqual(acts()[0].payload, { act: "grant", digest: NOTICE.digest, nonce: "n-1" });
  assert.equal(acts()[0].destinationIdentity, "coach");
  assert.equal(aside.lamp, "on");
  assert.equal(seen.lamp.at(-1), "on");
  assert.deepEqual(await room.call("coach", "aside_receipt", { act: "granted", purposes: ["storage"] }), {});
  assert.deepEqual(seen.receipt, [{ act: "granted", purposes: ["storage"] }]);
});

test("purposes that the person chose are named, and a grant that is not taken is an error", async () => {
  const { room, aside, gate, acts } = scene();
  await room.call("coach", "aside_notice", NOTICE);
  await assert.rejects(aside.grant(), /did not take/);
  gate.splice(0, 2, "open", "granted");
  await aside.grant(["live_transcription", "storage"]);
  assert.deepEqual(acts()[1].payload.purposes, ["live_transcription", "storage"]);
});

test("a shared device agrees with the number of people behind it, or not at all", async () => {
  const { room, aside, gate, seen, acts } = scene();
  await room.call("coach", "aside_notice", { ...NOTICE, shared: true });
  assert.equal(seen.notice[0].shared, true);
  for (const heads of [undefined, 0, 1.5, Number.NaN, 1_001]) {
    await assert.rejects(aside.grant(undefined, heads), /how many/);
  }
  assert.equal(acts().length, 0);
  gate.splice(0, 2, "open", "granted");
  await aside.grant(["storage"], 3);
  assert.deepEqual(acts()[0].payload, {
    act: "grant",
    digest: NOTICE.digest,
    nonce: "n-1",
    purposes: ["storage"],
    head_count: 3,
  });
  await room.call("coach", "aside_notice", { ...NOTICE, shared: false });
  await aside.grant(undefined, 3);
  assert.equal("head_count" in acts()[1].payload, false);
});

test("nothing can be agreed to before a notice was really on the screen", async () => {
  const { room, seen, aside, acts } = scene({ visible: false });
  await assert.rejects(room.call("coach", "aside_notice", NOTICE), refused(Code.notOnScreen, /not visible/));
  await assert.rejects(aside.grant(), /no notice/);
  assert.equal(acts().length, 0);
  seen.visible = true;
  assert.deepEqual(await room.call("coach", "aside_notice", NOTICE), { shown: true });
});

test("refusing needs no notice, and is sent again when it did not arrive", async () => {
  const { room, aside, acts } = scene({ gate: ["closed", "refused"] });
  const answer = room.answer;
  let failures = 2;
  room.answer = async (...call) => {
    if (failures-- > 0) throw new livekit.RpcError(1502, "Response timeout");
    return answer(...call);
  };
  await aside.refuse();
  assert.deepEqual(acts().map(({ payload }) => payload), Array(3).fill({ act: "refuse" }));
  assert.equal(aside.lamp, "off");
});

test("stopping withdraws what was granted, and refuses what was not", async () => {
  const { room, aside, gate, acts } = scene({ gate: ["open", "granted"] });
  await aside.watch();
  gate.splice(0, 2, "closed", "withdrawn");
  await aside.stop();
  assert.deepEqual(acts()[0].payload, { act: "withdraw" });
  assert.equal(aside.lamp, "off");
  gate.splice(0, 2, "closed", "disclosed");
  await aside.watch();
  await aside.stop();
  assert.deepEqual(acts()[1].payload, { act: "refuse" });
  assert.equal(room.calls.every(({ destinationIdentity }) => destinationIdentity === "coach"), true);
});

test("after a no one can ask to be asked again, and is shown the new notice", async () => {
  const { room, seen, aside, gate, acts } = scene({ gate: ["closed", "refused"] });
  await room.call("coach", "aside_notice", NOTICE);
  await aside.refuse();
  assert.equal(aside.mayReconsider, true);
  gate.splice(0, 2, "closed", "noticeSent");
  await aside.reconsider();
  // Without the number of the old notice, which would agree to what only ran out of time.
  assert.deepEqual(acts()[1].payload, { act: "grant", digest: "", nonce: "" });
  assert.equal(aside.lamp, "waiting");
  assert.equal(aside.mayReconsider, false);
  await room.call("coach", "aside_notice", { ...NOTICE, nonce: "n-2" });
  assert.equal(seen.notice.length, 2);
  assert.equal(aside.notice.nonce, "n-2");
});

test("who has no notice, as after a reload, can ask for one once the coach waits for them no more", async () => {
  const { aside, gate, acts } = scene({ gate: ["closed", "disclosed"] });
  assert.equal(aside.mayReconsider, false);
  for (const word of ["timedOut", "refused", "withdrawn", "expired"]) {
    gate.splice(0, 2, "closed", word);
    await aside.watch();
    assert.equal(aside.mayReconsider, true);
  }
  await aside.reconsider();
  assert.deepEqual(acts()[0].payload, { act: "grant", digest: "", nonce: "" });
  gate.splice(0, 2, "ended", "expired");
  await aside.watch();
  assert.equal(aside.mayReconsider, false);
});

test("a stop that never arrives is an error, not a lamp that goes out", async () => {
  const { room, seen, aside, acts } = scene({ gate: ["open", "granted"] });
  await aside.watch();
  room.answer = async () => Promise.reject(new livekit.RpcError(1501, "Connection timeout"));
  await assert.rejects(aside.withdraw(), { code: 1501 });
  assert.equal(acts().length, 3);
  await aside.watch();
  assert.equal(seen.lamp.at(-1), "on");
});

test("a nudge is shown once, however often it comes, and taken away when it expires", async () => {
  const { room, clock, seen } = scene({ role: "rep" });
  const tip = nudge(clock);
  await Promise.all([room.call("coach", "coach_nudge", tip), room.call("coach", "coach_nudge", tip)]);
  assert.deepEqual(await room.call("coach", "coach_nudge", tip), { shown: true });
  assert.deepEqual(seen.nudge, [tip]);
  clock.move(19_999);
  assert.deepEqual(seen.expired, []);
  clock.move(1);
  assert.deepEqual(seen.expired, ["u-1"]);
  assert.deepEqual(await room.call("coach", "coach_nudge", tip), { shown: true });
  assert.deepEqual(seen.nudge, [tip]);
});

test("a nudge that comes too late is not shown", async () => {
  const { room, clock, seen } = scene({ role: "rep" });
  const late = { ...nudge(clock), expires_at: clock.in(0) };
  await assert.rejects(room.call("coach", "coach_nudge", late), refused(Code.notOnScreen, /expired/));
  assert.deepEqual(seen.nudge, []);
});

test("a nudge that could not be shown is shown when it comes again", async () => {
  const { room, clock, seen } = scene({ role: "rep", visible: false });
  await assert.rejects(room.call("coach", "coach_nudge", nudge(clock)), refused(Code.notOnScreen, /visible/));
  seen.visible = true;
  assert.deepEqual(await room.call("coach", "coach_nudge", nudge(clock)), { shown: true });
  assert.equal(seen.nudge.length, 1);
});

test("feedback and approval name what they answer, and nothing expires after them", async () => {
  const { room, clock, seen, aside } = scene({ role: "rep" });
  await room.call("coach", "coach_nudge", nudge(clock));
  await room.call("coach", "coach_question", { id: "q-1", summary: "Book it?", expires_at: clock.in(30_000) });
  await aside.feedback("u-1", "used");
  await aside.approve("q-1", false);
  assert.deepEqual(
    room.calls.slice(-2).map(({ method, payload }) => [method, payload]),
    [
      ["aside_feedback", { nudge: "u-1", act: "used" }],
      ["aside_approve", { question: "q-1", approve: false }],
    ],
  );
  clock.move(60_000);
  assert.deepEqual(seen.expired, []);
});

test("a guest's client does not know the methods that carry advice", async () => {
  const { room, clock, seen } = scene({ role: "guest" });
  await assert.rejects(room.call("coach", "coach_nudge", nudge(clock)), { code: 1400 });
  await assert.rejects(room.call("coach", "coach_question", {}), { code: 1400 });
  assert.deepEqual([seen.nudge, seen.question], [[], []]);
});

test("nobody but the coach is heard: not a person, not a person of its name, not another agent", async () => {
  const { room, seen } = scene();
  room.join("mallory", COACH_NAME, livekit.ParticipantKind.STANDARD);
  room.join("other", "Helper", livekit.ParticipantKind.AGENT);
  for (const impostor of ["dana", "mallory", "other", "nobody"]) {
    await assert.rejects(room.call(impostor, "aside_notice", NOTICE), refused(Code.notForCaller, /coach/));
  }
  assert.deepEqual(seen.notice, []);
});

test("the coach of every pack that comes with Aside is heard under its own name", async () => {
  const packs = new URL("../../../../Sources/Commands/Data/packs/", import.meta.url);
  for (const file of readdirSync(packs)) {
    const [, name] = readFileSync(new URL(file, packs), "utf8").match(/^coach_name: (.*)$/m);
    assert.ok(COACH_NAMES.includes(name), name);
    const { room, seen } = scene();
    room.join("assistant", name, livekit.ParticipantKind.AGENT);
    await room.call("assistant", "aside_notice", NOTICE);
    assert.equal(seen.notice.length, 1);
  }
});

test("junk is turned away by the name of the field", async () => {
  const { room, clock, seen } = scene({ role: "rep" });
  const junk = [
    ["aside_notice", "", /payload/],
    ["aside_notice", "[]", /payload/],
    ["aside_notice", "null", /payload/],
    ["aside_notice", "{", /payload/],
    ["aside_notice", { ...NOTICE, title: "" }, /title/],
    ["aside_notice", { ...NOTICE, paragraphs: ["a", 1] }, /paragraphs/],
    ["aside_notice", { ...NOTICE, version: 1.5 }, /version/],
    ["aside_notice", { ...NOTICE, nonce: undefined }, /nonce/],
    ["aside_notice", { ...NOTICE, purposes: { storage: true } }, /purposes/],
    ["aside_notice", { ...NOTICE, shared: "yes" }, /shared/],
    ["aside_receipt", { act: "maybe", purposes: [] }, /act/],
    ["coach_nudge", { ...nudge(clock), expires_at: "soon" }, /expires_at/],
    ["coach_nudge", { ...nudge(clock), headline: { html: "<b>" } }, /headline/],
    ["coach_question", { id: 7, summary: "x", expires_at: clock.in(1) }, /id/],
  ];
  for (const [method, message, words] of junk) {
    await assert.rejects(room.call("coach", method, message), refused(Code.malformed, words));
  }
  assert.deepEqual([seen.notice, seen.nudge, seen.question, seen.receipt], [[], [], [], []]);
});

test("fields that this client does not know are passed over", async () => {
  const { room, seen } = scene();
  await room.call("coach", "aside_notice", { ...NOTICE, __proto__: null, colour: "red" });
  assert.deepEqual(seen.notice, [NOTICE]);
});

test("a payload is at most 15,360 bytes, in bytes and not in letters, both ways", async () => {
  const { room, aside, acts } = scene();
  const empty = JSON.stringify({ ...NOTICE, title: "" }).length;
  const fitting = { ...NOTICE, title: "ü".repeat((PAYLOAD_BYTES - empty) >> 1) };
  assert.deepEqual(await room.call("coach", "aside_notice", fitting), { shown: true });
  const longer = { ...NOTICE, title: fitting.title + "ü" };
  await assert.rejects(room.call("coach", "aside_notice", longer), refused(Code.malformed, /bytes/));
  await assert.rejects(aside.grant(["p".repeat(PAYLOAD_BYTES)]), /bytes/);
  assert.equal(acts().length, 0);
});

test("the status is asked for every five seconds while the coach is there", async () => {
  const { room, clock, seen } = scene();
  await settled();
  const before = room.calls.length;
  for (let i = 0; i < 3; i += 1) {
    clock.move(5_000);
    await settled();
  }
  assert.deepEqual(
    room.calls.slice(before).map(({ method, payload }) => [method, payload]),
    Array(3).fill(["aside_status", {}]),
  );
  room.leave("coach");
  assert.equal(seen.lamp.at(-1), "off");
  clock.move(60_000);
  assert.equal(room.calls.length, before + 3);
});

test("an older answer does not overtake a newer one", async () => {
  const { room, aside } = scene();
  await settled();
  let late;
  room.answer = (method) =>
    method === "aside_status"
      ? new Promise((answer) => (late = () => answer(status("open", "granted"))))
      : Promise.resolve(status("closed", "withdrawn"));
  const watching = aside.watch();
  await aside.withdraw();
  late();
  await watching;
  assert.equal(aside.lamp, "off");
});

test("a status that is junk changes nothing", async () => {
  const { room, aside } = scene({ gate: ["open", "granted"] });
  await aside.watch();
  room.answer = async () => '{"gate":"ajar","purposes":{}}';
  await aside.watch();
  assert.equal(aside.lamp, "on");
});

test("when the room is gone nothing is waited for and the lamp is off", async () => {
  const { room, clock, seen } = scene({ role: "rep", gate: ["open", "granted"] });
  await room.call("coach", "coach_nudge", nudge(clock));
  room.emit(livekit.RoomEvent.Disconnected);
  const calls = room.calls.length;
  clock.move(60_000);
  await settled();
  assert.equal(room.calls.length, calls);
  assert.deepEqual(seen.expired, []);
  assert.equal(seen.lamp.at(-1), "off");
});

test("the lamp says waiting while others are asked, and off to whoever said no", () => {
  const lamp = (gate, word) => lampOf({ gate, purposes: standing(word) });
  assert.equal(lamp("open", "granted"), "on");
  assert.equal(lamp("held", "granted"), "waiting");
  assert.equal(lamp("closed", "disclosed"), "waiting");
  assert.equal(lamp("closed", "basis"), "waiting");
  assert.equal(lamp("closed", "refused"), "off");
  assert.equal(lamp("closed", "withdrawn"), "off");
  assert.equal(lamp("closed", "timedOut"), "off");
  assert.equal(lamp("ended", "granted"), "off");
});
