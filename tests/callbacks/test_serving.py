import pytest

from callbacks.serving import NotServedError, run


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "guildhall.example.gov.uk", ""])
def test_interactive_pages_are_not_served_to_other_machines_and_it_is_said_why(host):
    def build():
        raise AssertionError("nothing may be made before the host is known to be this machine's")

    with pytest.raises(NotServedError, match=r"unreleased figures, .* no sign-in yet"):
        run(build, host, 8050)
