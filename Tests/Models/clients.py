"""Points the providers' own clients at a server of ours and prints what they make of its answers.

    clients.py openai http://127.0.0.1:1/v1
    clients.py anthropic http://127.0.0.1:1

Prints one line of JSON: the calls with their arguments, and the tokens.
"""

import json
import sys


def openai(address):
    from openai import OpenAI

    client = OpenAI(base_url=address, api_key="key-1", max_retries=0)
    stream = client.chat.completions.create(
        model="m",
        messages=[{"role": "user", "content": "test"}],
        stream=True,
        stream_options={"include_usage": True},
    )
    calls, usage = {}, None
    for chunk in stream:
        usage = chunk.usage or usage
        for choice in chunk.choices:
            for part in choice.delta.tool_calls or []:
                call = calls.setdefault(part.index, {"name": "", "arguments": ""})
                call["name"] += part.function.name or ""
                call["arguments"] += part.function.arguments or ""
    return {
        "calls": [calls[place] for place in sorted(calls)],
        "in": usage.prompt_tokens,
        "out": usage.completion_tokens,
        "cached": usage.prompt_tokens_details.cached_tokens,
    }


def anthropic(address):
    from anthropic import Anthropic

    client = Anthropic(base_url=address, api_key="key-1", max_retries=0)
    with client.messages.stream(
        model="m", max_tokens=10, messages=[{"role": "user", "content": "test"}]
    ) as stream:
        message = stream.get_final_message()
    calls = [
        {"name": block.name, "arguments": json.dumps(block.input, separators=(",", ":"))}
        for block in message.content
        if block.type == "tool_use"
    ]
    usage = message.usage
    return {
        "calls": calls,
        "in": usage.input_tokens + (usage.cache_creation_input_tokens or 0),
        "out": usage.output_tokens,
        "cached": usage.cache_read_input_tokens,
    }


print(json.dumps({"openai": openai, "anthropic": anthropic}[sys.argv[1]](sys.argv[2])))
