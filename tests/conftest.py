"""Settings of the property tests: the same examples each time, and no clock, as the machine may be busy."""

from hypothesis import settings

settings.register_profile("guildhall", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("guildhall")
