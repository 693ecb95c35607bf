"""An interface for programs: it selects among the finished figures of a release and adds nothing up."""
