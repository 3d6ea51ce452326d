"""The `tocsin` command, also as `python -m tocsin`.

Loading the rooms takes about a second, in which a user may think better of it: Ctrl-C is one line from the first import
on. This file itself imports nothing that takes time.
"""

import sys


def _stopped() -> int:
    # The exit code is that of `tocsin.cli.exits`, which may not have been loaded yet.
    print("tocsin: stopped", file=sys.stderr)
    return 130


try:
    from tocsin.cli import run
except KeyboardInterrupt:
    sys.exit(_stopped())


def main() -> None:
    """Run the command line with the arguments of the process, and end it with the exit code."""
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        # Before the work began, or after it had ended.
        code = _stopped()
    sys.exit(code)


if __name__ == "__main__":
    main()
