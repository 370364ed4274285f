"""What the tests of all pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.product import Product
    from tests.scene import Scene
    from tests.web.walks import Walks


@pytest.fixture(scope="session")
def _walks(product: Product) -> Walks:
    from tests.web.walks import Walks

    return Walks(product)


@pytest.fixture
def walks(_walks: Walks, scene: Scene) -> Walks:
    """Everybody's ways through the product, each made once in this process."""
    _walks.scene = scene
    return _walks
