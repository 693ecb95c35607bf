"""Property tests give the same examples each time, and no clock, as the machine may be busy; database servers."""

from hypothesis import settings

settings.register_profile("guildhall", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("guildhall")

pytest_plugins = ["tests.servers.fixtures"]
