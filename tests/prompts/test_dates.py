import pytest

from prompts.dates import source_date

DATES = [
    ("2020", "da", "2020"),
    ("2020", "en", "2020"),
    ("2020-12", "da", "december 2020"),
    ("2020-12", "en", "December 2020"),
    ("2020-12-16", "da", "16. december 2020"),
    ("2020-12-16", "en", "16 December 2020"),
    ("2020-03-01", "da", "1. marts 2020"),
    ("2020-03-01", "en", "1 March 2020"),
]


@pytest.mark.parametrize(("known", "language", "said"), DATES)
def test_a_date_is_said_only_as_exactly_as_it_is_known(
    known: str, language: str, said: str
) -> None:
    assert source_date(known, language) == said
