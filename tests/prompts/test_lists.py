import pytest

from prompts.lists import listed


@pytest.mark.parametrize(
    ("names", "language", "read"),
    [
        (["Assens", "Køge", "Vejle"], "da", "Assens, Køge og Vejle"),
        (["Assens", "Køge", "Vejle"], "en", "Assens, Køge and Vejle"),
        (["Assens", "Køge"], "da", "Assens og Køge"),
        (["Assens"], "en", "Assens"),
        ([], "da", ""),
    ],
)
def test_a_list_is_read_aloud(names: list[str], language: str, read: str) -> None:
    assert listed(names, language) == read
