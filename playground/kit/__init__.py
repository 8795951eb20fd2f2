"""Block Kit's rules, as strict as Slack: what it refuses, with its error and its wording.

Pure functions, which either return or raise `Invalid`. Source of the rules: docs.slack.dev,
reference/block-kit, and what slack_sdk 3.47 says of each block.
"""

from playground.kit.chunks import check_chunks
from playground.kit.messages import check_message, check_stream_blocks
from playground.kit.problems import Invalid
from playground.kit.suggestions import check_suggestions
from playground.kit.views import check_view

__all__ = [
    "Invalid",
    "check_chunks",
    "check_message",
    "check_stream_blocks",
    "check_suggestions",
    "check_view",
]
