"""The same view of a service as other tools would show it, each beside ours in one run."""
