"""The public pages as a WSGI application of their own: it opens releases and nothing else."""
