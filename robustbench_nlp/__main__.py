"""`python -m robustbench_nlp` is `robust`."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line, which may be interrupted before there is a command."""
    try:
        from robustbench_nlp.cli.app import main

        main()
    except KeyboardInterrupt:
        from robustbench_nlp.errors import EXIT_INTERRUPTED

        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    run()
