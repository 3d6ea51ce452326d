"""The exceptions, as a tree. Each message is written for the person at the desk: what, where, what to do.

    TocsinError
    ├── InputError        a source cannot be read at all (no such file, nothing readable in it)
    │   └── FetchError    an address cannot be fetched (refused, too large, timed out)
    ├── DataFileError     one of Tocsin's own data files is wrong (lexicon, pattern, source), with its line
    ├── LedgerError       the ledger cannot be opened, read or written
    │   └── LedgerBusy    another program keeps writing to it
    ├── WordingError      an alert's words do not fit what it is about: it may not leave
    ├── SigningError      an alert cannot be signed: it may not leave
    ├── ChannelError      what is sent out does not arrive, or is not answered as it should be
    ├── StampError        a time-stamp is not given, cannot be read, or does not hold
    ├── GazetteerError    the gazetteer is missing, or was built by another version
    └── SettingsError     an option or a configured value does not make sense

A *report* that cannot be read is no exception: it is a `tocsin.model.Problem`.
"""


class TocsinError(Exception):
    """Anything that stops Tocsin and that a user can act upon. `str()` is one clear line."""


class InputError(TocsinError):
    """A source cannot be read at all."""


class FetchError(InputError):
    """An address cannot be fetched.

    `status` is what its server answered, None where it did not answer; `wait` the seconds for which it asks not to be
    asked again.
    """

    def __init__(self, message: str, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(message)
        self.status, self.wait = status, wait


class DataFileError(TocsinError):
    """A data file of Tocsin (lexicon, pattern, source, advice) is malformed.

    Args:
        file: the file's name as a user would find it.
        line: 1-based line, or None where the whole file is meant.
        reason: what is wrong and what is expected.
    """

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(f"{file}{f', line {line}' if line else ''}: {reason}")


class LedgerError(TocsinError):
    """The ledger cannot be opened, read or written. Nothing that was acknowledged is lost."""


class LedgerBusy(LedgerError):
    """Another program keeps writing to the ledger."""


class WordingError(TocsinError):
    """An alert's words do not fit what it is about: it may not leave."""


class SigningError(TocsinError):
    """An alert cannot be signed: it may not leave."""


class ChannelError(TocsinError):
    """What is sent out does not arrive, or is not answered as it should be."""


class StampError(TocsinError):
    """A time-stamp is not given, cannot be read, or does not hold. `str()` says why."""


class GazetteerError(TocsinError):
    """The gazetteer cannot be opened or was built by another version of Tocsin."""


class SettingsError(TocsinError):
    """An option, an environment variable or a configured value does not make sense."""
