"""What every test shares."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# One engine session serves many generated cases; machines in CI are slow now and then.
settings.register_profile("brandscore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("brandscore")


@pytest.fixture(autouse=True)
def _own_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pseudonyms in tests never touch the user's own key."""
    monkeypatch.setenv("BRANDSCORE_AUTHOR_KEY", "0123456789abcdef0123456789abcdef")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of the real data, for tests marked `shared`."""
    return Path(os.environ["BRANDSCORE_DATA"])
