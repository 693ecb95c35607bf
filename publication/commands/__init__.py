"""The commands of `python -m publication`, one module each."""
