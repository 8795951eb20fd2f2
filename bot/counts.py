"""What this process has counted since it started, for Prometheus. Never a name, a word or an id."""

from prometheus_client import Counter, Histogram

SENT = Counter("klimabot_deliveries_sent", "Messages that Slack was seen to have")
AMBIGUOUS = Counter("klimabot_deliveries_ambiguous", "Calls to Slack that may have been accepted")
TWINS_DELETED = Counter(
    "klimabot_twins_deleted", "Messages that stood there twice and were deleted"
)
UNKNOWN_ERRORS = Counter("klimabot_slack_unknown_errors", "Errors of Slack's that we do not know")
MODEL_CALLS_FAILED = Counter("klimabot_model_calls_failed", "Answers that the model did not finish")
RENEWALS = Counter("klimabot_socket_renewals", "Connections to Slack that took another's place")
UNACKNOWLEDGED = Counter("klimabot_unacknowledged", "Envelopes that were not acknowledged")
ACKNOWLEDGED = Histogram(
    "klimabot_acknowledgement_seconds",
    "From an envelope's arrival until it was acknowledged; Slack waits three seconds",
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 2, 3),
)
