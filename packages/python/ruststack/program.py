"""Where the server's program is."""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

_NAME = "ruststack.exe" if sys.platform == "win32" else "ruststack"


def find_program() -> Path:
    """The path of the server's program.

    What ``RUSTSTACK_BIN`` names, else what this package has put among the scripts of its environment, else what is on
    the path. Raises ``FileNotFoundError`` if there is none.
    """
    named = os.environ.get("RUSTSTACK_BIN")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"RUSTSTACK_BIN names {named}, and there is no such file")
        return Path(named)
    folders = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", scheme=_user_scheme())]
    # `pip install --target FOLDER` puts scripts beside the package.
    folders.append(str(Path(__file__).parent.parent / "bin"))
    for folder in folders:
        program = Path(folder) / _NAME
        if program.is_file():
            return program
    on_path = shutil.which(_NAME)
    if on_path:
        return Path(on_path)
    raise FileNotFoundError(
        f"there is no program {_NAME} in {', '.join(folders)} or on the path; install the package ruststack anew, or "
        "name the program by RUSTSTACK_BIN"
    )


def _user_scheme() -> str:
    return sysconfig.get_preferred_scheme("user")
