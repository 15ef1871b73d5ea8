// As much of `livekit-client` as the pages use, for tests: one room whose coach the test plays.

export const ParticipantKind = { STANDARD: 0, AGENT: 4 };

export const RoomEvent = {
  ParticipantConnected: "participantConnected",
  ParticipantDisconnected: "participantDisconnected",
  Reconnected: "reconnected",
  Disconnected: "disconnected",
  TrackSubscribed: "trackSubscribed",
  TrackUnsubscribed: "trackUnsubscribed",
};

export class RpcError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export class Room {
  remoteParticipants = new Map();
  methods = new Map();
  calls = [];
  answer = async () => "{}";
  #listeners = [];

  constructor() {
    this.localParticipant = {
      performRpc: async (call) => {
        this.calls.push({ ...call, payload: JSON.parse(call.payload) });
        return this.answer(call.method, JSON.parse(call.payload));
      },
      setMicrophoneEnabled: async () => {},
      setScreenShareEnabled: async () => {},
    };
  }

  on(event, listener) {
    this.#listeners.push([event, listener]);
    return this;
  }

  emit(event, ...values) {
    for (const [one, listener] of this.#listeners) if (one === event) listener(...values);
  }

  registerRpcMethod(method, handler) {
    this.methods.set(method, handler);
  }

  /** Somebody joins. */
  join(identity, name, kind) {
    const participant = { identity, name, kind };
    this.remoteParticipants.set(identity, participant);
    this.emit(RoomEvent.ParticipantConnected, participant);
  }

  /** Somebody leaves. */
  leave(identity) {
    this.remoteParticipants.delete(identity);
    this.emit(RoomEvent.ParticipantDisconnected, { identity });
  }

  /** Somebody calls a method of this client; 1400 as LiveKit has it when there is none. */
  async call(callerIdentity, method, message) {
    const handler = this.methods.get(method);
    if (!handler) throw new RpcError(1400, "Method not supported at destination");
    const payload = typeof message === "string" ? message : JSON.stringify(message);
    return JSON.parse(await handler({ callerIdentity, payload, requestId: "1", responseTimeout: 4000 }));
  }

  async connect(url, token) {
    await globalThis.playCoach?.(this, token);
  }
}
