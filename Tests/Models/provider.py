"""A provider for LiteLLM that streams what a test expects; the model's name says what."""

import litellm
from litellm import CustomLLM


def call(index, ident=None, name=None, arguments=""):
    """A fragment of a tool call; only its first carries an id and a name."""
    return {
        "text": "",
        "tool_use": {
            "id": ident,
            "type": "function",
            "function": {"name": name, "arguments": arguments},
            "index": index,
        },
        "is_finished": False,
        "finish_reason": "",
        "usage": None,
        "index": 0,
    }


END = {
    "text": "",
    "tool_use": None,
    "is_finished": True,
    "finish_reason": "tool_calls",
    "usage": {"prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42},
    "index": 0,
}


class Scripted(CustomLLM):
    async def astreaming(self, model, *args, **kwargs):
        yield call(0, "call_a", "nudge", "")
        for piece in ['{"li', 'ne":7,"hea', 'dline":"Anch', 'or \\u00e9"}']:
            yield call(0, arguments=piece)
        if model == "two-tools":
            yield call(1, "call_b", "stay_silent", "{")
            yield call(1, arguments="}")
        if model == "breaks":
            raise litellm.exceptions.RateLimitError("words", model=model, llm_provider="scripted")
        yield END


handler = Scripted()
