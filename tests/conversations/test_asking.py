from tests.conversations.slack import ALLIANCE, Slack


async def test_a_coordinator_asks_in_the_channel_and_reads_a_cited_extract_in_the_thread(
    slack: Slack,
) -> None:
    question = slack.say("Assens", "@Klimabot hvem er gode til vådområder?", ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.thread == question["ts"]
    assert "vådområder" in said.everything
    assert "Klimabots resumé om Assens, efter Assens Kommune (udateret)" in said.everything
