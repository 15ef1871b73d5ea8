"""OpenAI's own client, at the server that is named: uploads a file, asks for a form and prints what it understands."""

import json
import sys

from openai import OpenAI

client = OpenAI(api_key="key-1", base_url=f"http://{sys.argv[1]}/v1", max_retries=0)
answer = client.audio.transcriptions.create(
    model="whisper-1", file=("speech.wav", b"RIFF", "audio/wav"), response_format=sys.argv[2], language="en"
)
segments = getattr(answer, "segments", None) or []
print(json.dumps({"text": answer.text, "segments": [part.text for part in segments]}), flush=True)
