"""A plugin of these tests: the one browser for all of them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from page_running import CHROMIUM, OPTIONS, playwright


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Any]:
    """Run one browser without a window for all tests."""
    async with playwright.async_playwright() as driver:
        running = await driver.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield running
        await running.close()
