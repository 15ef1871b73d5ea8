"""Points the providers' own clients at a server of ours and prints what they make of its answers.

    clients.py openai http://127.0.0.1:1/v1 [MODEL]     a stream
    clients.py openai-whole http://127.0.0.1:1/v1       an answer in one piece
    clients.py openai-vectors http://127.0.0.1:1/v1     embeddings, as base64, which the client itself asks for
    clients.py openai-numbers http://127.0.0.1:1/v1     embeddings, as numbers
    clients.py anthropic http://127.0.0.1:1             a stream
    clients.py anthropic-whole http://127.0.0.1:1       an answer in one piece
    clients.py anthropic-paused http://127.0.0.1:1      a stream, and what of it the client would send back

Prints one line of JSON: the calls with their arguments, and the tokens; or the vectors; or the reason to stop and
the content; or the error that the client makes of a refusal.
"""

import json
import sys

import anthropic
import openai

ASKED = {"model": "m", "messages": [{"role": "user", "content": "test"}]}


def open_ai(address):
    return openai.OpenAI(base_url=address, api_key="key-1", max_retries=0)


def from_anthropic(address):
    return anthropic.Anthropic(base_url=address, api_key="key-1", max_retries=0)


def counted(calls, usage):
    details = usage.prompt_tokens_details
    cached = details.cached_tokens if details else 0
    return {"calls": calls, "in": usage.prompt_tokens, "out": usage.completion_tokens, "cached": cached}


def openai_stream(address, model="m"):
    stream = open_ai(address).chat.completions.create(
        **ASKED | {"model": model}, stream=True, stream_options={"include_usage": True}
    )
    calls, usage = {}, None
    for chunk in stream:
        usage = chunk.usage or usage
        for choice in chunk.choices:
            for part in choice.delta.tool_calls or []:
                call = calls.setdefault(part.index, {"name": "", "arguments": ""})
                call["name"] += part.function.name or ""
                call["arguments"] += part.function.arguments or ""
    return counted([calls[place] for place in sorted(calls)], usage)


def openai_whole(address):
    answer = open_ai(address).chat.completions.create(**ASKED)
    calls = [call.function for call in answer.choices[0].message.tool_calls]
    return counted([{"name": call.name, "arguments": call.arguments} for call in calls], answer.usage)


def openai_vectors(address, **encoding):
    answer = open_ai(address).embeddings.create(model="m", input=["a", "bb"], **encoding)
    return {"vectors": [part.embedding for part in sorted(answer.data, key=lambda part: part.index)]}


def heard(message):
    calls = [
        {"name": block.name, "arguments": json.dumps(block.input, separators=(",", ":"), sort_keys=True)}
        for block in message.content
        if block.type == "tool_use"
    ]
    usage = message.usage
    return {
        "calls": calls,
        "in": usage.input_tokens + (usage.cache_creation_input_tokens or 0),
        "out": usage.output_tokens,
        "cached": usage.cache_read_input_tokens or 0,
    }


def anthropic_message(address):
    with from_anthropic(address).messages.stream(max_tokens=10, **ASKED) as stream:
        return stream.get_final_message()


def anthropic_paused(address):
    message = anthropic_message(address)
    return {"reason": message.stop_reason, "content": [block.to_dict() for block in message.content]}


CLIENTS = {
    "openai": openai_stream,
    "openai-whole": openai_whole,
    "openai-vectors": openai_vectors,
    "openai-numbers": lambda address: openai_vectors(address, encoding_format="float"),
    "anthropic": lambda address: heard(anthropic_message(address)),
    "anthropic-whole": lambda address: heard(from_anthropic(address).messages.create(max_tokens=10, **ASKED)),
    "anthropic-paused": anthropic_paused,
}

try:
    told = CLIENTS[sys.argv[1]](*sys.argv[2:])
except (openai.APIError, anthropic.APIError) as error:
    told = {"error": type(error).__name__, "code": getattr(error, "code", None)}
print(json.dumps(told))
