"""A certificate authority of the tests' own, and what it gives a server; made anew each time."""

import os
import pwd
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import trustme


@dataclass(frozen=True)
class Authority:
    """One authority, whose certificate is in `folder`."""

    folder: Path
    _signs: trustme.CA = field(default_factory=trustme.CA)

    @property
    def certificate(self) -> Path:
        """The file that a client who trusts this authority names."""
        path = self.folder / "authority.pem"
        if not path.exists():
            self._signs.cert_pem.write_to_path(str(path))
        return path

    def certify(self, folder: Path, user: str, *names: str) -> tuple[Path, Path]:
        """A certificate for a server with these names, and its key: files that only `user` can read."""
        made = self._signs.issue_cert(*names)
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        made.cert_chain_pems[0].write_to_path(str(certificate))
        made.private_key_pem.write_to_path(str(key))
        for path in (certificate, key):
            path.chmod(0o600)
            if os.geteuid() == 0:
                shutil.chown(path, user, pwd.getpwnam(user).pw_gid)
        return certificate, key
