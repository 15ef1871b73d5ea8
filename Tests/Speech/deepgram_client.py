"""Deepgram's own client, at the server that is named: sends so many pieces of sound and prints what it understands."""

import json
import sys

from deepgram import DeepgramClient
from deepgram.environment import DeepgramClientEnvironment

place = sys.argv[1]
environment = DeepgramClientEnvironment(
    base="http://" + place, production="ws://" + place, agent="ws://" + place, agent_rest="http://" + place
)
client = DeepgramClient(api_key="key-1", environment=environment)
with client.listen.v1.connect(model="nova-3", encoding="linear16", sample_rate="16000") as connection:
    for _ in range(int(sys.argv[2])):
        connection.send_media(bytes(1600))
    connection.send_keep_alive()
    connection.send_close_stream()
    for message in connection:
        seen = {"type": message.type}
        if message.type == "Results":
            best = message.channel.alternatives[0]
            seen |= {"text": best.transcript, "final": message.is_final, "speech": message.speech_final}
        print(json.dumps(seen), flush=True)
