import pytest

from brandscore.engine.session import Session


@pytest.fixture(scope="module")
def session():
    made = Session(memory="256MB", threads=1)
    yield made
    made.close()
