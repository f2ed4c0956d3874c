"""``python -m ruststack``: the program, as it is on the path."""

import os
import subprocess
import sys

from .program import find_program


def main() -> None:
    """Runs the program in place of this process, or on Windows beside it."""
    try:
        program = str(find_program())
    except FileNotFoundError as missing:
        sys.exit(f"ruststack: {missing}")
    command = [program, *sys.argv[1:]]
    if sys.platform == "win32":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(program, command)


if __name__ == "__main__":
    main()
