from collections.abc import Callable
from datetime import datetime

import pytest

from tocsin.extract import extract
from tocsin.gazetteer import Gazetteer
from tocsin.model import Claim, Report


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture
def claims(gazetteer: Gazetteer) -> Callable[..., list[Claim]]:
    """The claims of a text that was published at a given time."""

    def of(text: str, published: str = "2025-11-21T12:00+03:00", publisher: str | None = None) -> list[Claim]:
        report = Report(id="r", text=text, published=datetime.fromisoformat(published), publisher=publisher)
        return list(extract(report, gazetteer=gazetteer).claims)

    return of
