"""RustStack for Python: the server's program, and what starts it in a test.

    from ruststack import Ruststack

    with Ruststack() as server:
        server.client("s3").create_bucket(Bucket="notes")

With pytest there is nothing to import: ask for the fixture ``ruststack``.
"""

from .program import find_program
from .server import Clock, Ruststack, RuststackError

__all__ = ["Clock", "Ruststack", "RuststackError", "find_program"]
