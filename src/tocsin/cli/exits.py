"""How the command line ends: an exit code by outcome, and one clear line for whatever went wrong."""

import contextlib
import os
import sys
from collections.abc import Callable
from enum import IntEnum

import typer

from tocsin.errors import ChannelError, InputError, SettingsError, StampError, TocsinError
from tocsin.pipeline import visible


class Exit(IntEnum):
    """Exit codes. 70 is `EX_SOFTWARE` of BSD's sysexits; 128 + n is how shells show signal n."""

    OK = 0
    PROBLEMS = 1
    USAGE = 2
    SETUP = 3
    FAULT = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141


#: What each code means, for `--help`.
MEANINGS = {
    Exit.OK: "everything was read",
    Exit.PROBLEMS: "read, but some records could not be, or not wholly, and were named; or a ledger is not as it was",
    Exit.USAGE: "wrong usage, or a source that is not there, or a server that does not give what it is asked for",
    Exit.SETUP: "one of Tocsin's own files (gazetteer, lexicon, source) is missing or wrong",
    Exit.FAULT: "a fault of Tocsin itself",
    Exit.INTERRUPTED: "stopped by Ctrl-C; what was written is whole",
    Exit.BROKEN_PIPE: "whoever read the output went away",
}


def say(line: str) -> None:
    """One line for the user, on standard error, whatever it quotes."""
    with contextlib.suppress(BrokenPipeError):
        print(f"tocsin: {visible(line)}", file=sys.stderr, flush=True)


def ended(work: Callable[[], None], *, debug: bool) -> int:
    """Do `work` and say how it ended.

    Args:
        work: what is to be done; it may raise `typer.Exit` with a code of its own.
        debug: let an unexpected exception through, with its trace.
    """
    try:
        work()
        sys.stdout.flush()
    except typer.Exit as ending:
        return ending.exit_code
    except typer.TyperException as error:
        say(f"{error.format_message().rstrip('.')} (see tocsin --help)")
        return Exit.USAGE
    except (InputError, SettingsError, ChannelError, StampError) as error:
        say(str(error))
        return Exit.USAGE
    except TocsinError as error:
        say(str(error))
        return Exit.SETUP
    except (KeyboardInterrupt, typer.Abort):
        say("stopped")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Python flushes standard output once more as it ends, and would complain about the same pipe again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.BROKEN_PIPE
    except Exception as error:
        if debug:
            raise
        say(
            f"a fault of Tocsin itself: {type(error).__name__}: {error} "
            "(TOCSIN_DEBUG=1 shows the trace; please report it)"
        )
        return Exit.FAULT
    return Exit.OK
