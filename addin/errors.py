"""Every error that Tieout raises for what is wrong *around* the data.

What is wrong *in* the data is a ``Finding``, not an exception.

AddinError                 something outside the program stands in the way
├── FileError              about one file; says what happened, where, and that nothing was written
│   ├── UnreadableFile     it is there, but cannot be read as a workbook
│   │   ├── EncryptedFile      protected by a password
│   │   ├── DamagedFile        truncated, not a zip, broken XML, hostile size
│   │   └── UnsupportedFormat  a kind of file that no reader here knows
│   ├── NotUtf8            a text file, as settings or a manifest, saved in an old encoding
│   ├── ImportRefused      a file of another program that cannot be imported; says on which line
│   ├── FileMissing        no such file or folder
│   ├── FileChanged        changed between reading and writing
│   ├── FileInUse          open in Excel or LibreOffice
│   ├── WriteRefused       the edit could not be made without risk to the file
│   └── HalfWritten        a write into an open workbook stopped, and could not be put back yet
├── SettingsError          production.toml has mistakes; all of them, with line numbers
├── UnknownFinding     a waiver for a finding that is not there
├── UnknownLine        a decision about a line of a reconciliation that is not there
├── EngineFailed       formulas could not be recalculated: the engine is missing or broke down
├── SolverMissing      the solver for levelling is not installed
├── HistoryUnusable    the history of earlier runs cannot be opened
│   └── HistoryBusy        somebody else was writing it, or the connection was lost: it passes
├── SheetsError            a shared sheet could not be reached or written; says what was and was not
│   ├── SignInNeeded       nobody is signed in to Google, or the sign-in no longer holds
│   ├── SharingRefused     the spreadsheet is gone, or not shared with us
│   ├── SharedSheetBusy    quota, or faults, after all tries
│   ├── AnswerLost         a write was sent and no answer came: it may have landed
│   └── RequestRefused     Google refused a request for what it says: not the sheet we think
├── SyncStopped            a guard stopped a sync before it wrote anything
├── SyncLocked             another sync of the same table is under way
├── SyncMemoryUnusable     what a sync remembers cannot be read or written
├── NightLocked            another night of the same studio is under way
├── NightRefused           a night that cannot begin: no workers, or workers of another version
├── NightCutShort          a night lost its scheduler or its workers on the way; it can go on
├── NotifyFailed           an alert could not be delivered; never says where it was to go
└── NothingToDo            a command found no workbook, table or finding to work on
"""

from __future__ import annotations


class AddinError(Exception):
    """Something outside the program stands in the way; the text says what to do."""


class FileError(AddinError):
    """About one file.

    Args go to ``super()`` so that the error pickles; ``path`` and ``reason`` are also attributes.
    """

    happened = "could not be used"
    advice = ""

    def __init__(self, path: str, reason: str = "") -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        because = f": {self.reason}" if self.reason else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{self.path} {self.happened}{because}. Nothing was written.{advice}"


class UnreadableFile(FileError):
    """The file is there, but cannot be read as a workbook."""

    happened = "cannot be read"


class EncryptedFile(UnreadableFile):
    """The file is protected by a password."""

    happened = "is protected by a password"
    advice = "Save a copy without the password, and run again on the copy."


class DamagedFile(UnreadableFile):
    """Truncated, not a zip package, broken XML, or made to exhaust the machine."""

    happened = "is damaged or not a workbook"
    advice = "Open it in Excel and save it again, or ask for a fresh copy."


class UnsupportedFormat(UnreadableFile):
    """A kind of file that no reader here knows."""

    happened = "is of a kind that Tieout does not read"
    advice = "Save it as .xlsx or .csv."


class NotUtf8(FileError):
    """A text file, as settings or a manifest, was saved in an encoding of old."""

    happened = "is not saved as UTF-8"
    advice = (
        "Open it in the editor you wrote it with, save it as UTF-8 (in Notepad: Save as, "
        "Encoding), and run again."
    )


class ImportRefused(FileError):
    """A file of another program cannot be imported; ``reason`` names the line where it can."""

    happened = "cannot be imported"


class FileMissing(FileError):
    """No such file or folder."""

    happened = "does not exist"
    advice = "Check the spelling, and that the drive or share is connected."


class FileChanged(FileError):
    """The file changed between reading and writing."""

    happened = "changed while it was being checked"
    advice = "Run again."


class FileInUse(FileError):
    """The file is open in another program."""

    happened = "is open in another program"
    advice = "Close it there, then run again."


class WriteRefused(FileError):
    """The edit could not be made without risk to the file."""

    happened = "was left alone"


class HalfWritten(FileError):
    """A write into an open workbook stopped in the middle, and could not be put back yet."""

    def __str__(self) -> str:
        return (
            f"{self.path} was written in part: {self.reason}. Tieout puts it back as it was when "
            "it next writes there. To have that at once, press the button again."
        )


class SettingsError(AddinError):
    """A settings file has mistakes: all of them at once, each with its line (0: no line known)."""

    def __init__(self, path: str, problems: tuple[tuple[int, str], ...]) -> None:
        super().__init__(path, problems)
        self.path = path
        self.problems = problems

    def __str__(self) -> str:
        lines = [f"  line {line}: {what}" if line else f"  {what}" for line, what in self.problems]
        count = len(self.problems)
        noun = "mistake" if count == 1 else "mistakes"
        return "\n".join([f"{self.path} has {count} {noun}; nothing was run or written.", *lines])


class NothingToDo(AddinError):
    """A command found nothing to work on; the text says where it looked."""


class NothingToImport(NothingToDo):
    """A file holds nothing for the workbooks: it is of no kind that is known, or has no line."""


class SolverMissing(AddinError):
    """The solver for levelling is not installed on this computer."""

    def __str__(self) -> str:
        return (
            "The solver is not installed, and nothing was levelled or written. Install it with"
            " 'pip install tieout[solver]', or level without --solve: that takes a moment and is"
            " usually within a few days of the best."
        )


class EngineFailed(AddinError):
    """An engine could not recalculate a workbook; ``engine`` is its name."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(engine, reason)
        self.engine = engine
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.engine} could not recalculate: {self.reason}. Nothing was written."


class UnknownFinding(AddinError):
    """A waiver names a finding that is not there, or fits several."""

    def __init__(self, wanted: str, fitting: tuple[str, ...] = ()) -> None:
        super().__init__(wanted, fitting)
        self.wanted = wanted
        self.fitting = fitting

    def __str__(self) -> str:
        if self.fitting:
            return (
                f"'{self.wanted}' fits {len(self.fitting)} findings: {', '.join(self.fitting)}. "
                "Nothing was waived. Write more of the id."
            )
        return (
            f"No open finding has the id '{self.wanted}'. Nothing was waived. "
            "Run the check first; the id stands beside each finding."
        )


_LONGEST_OF_SQLITE = 500
"""Letters of a path; a history at a longer one cannot be opened."""


class HistoryUnusable(AddinError):
    """The history of earlier runs cannot be opened. ``advice``: what to do, if not the usual."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        super().__init__(path, reason, advice)
        self.path = path
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        told = f"The history in {self.path} cannot be used: {self.reason}. Nothing was written."
        if self.advice:
            return f"{told} {self.advice}"
        is_file = "://" not in self.path or self.path.startswith("sqlite")
        advice = "Move it away to start a new one" if is_file else "Look whether its server runs"
        if "disk is full" in self.reason:
            advice = "Make room on its disk"
        elif is_file and len(self.path) > _LONGEST_OF_SQLITE:
            advice = "Its path is longer than SQLite takes: work nearer to the top of the disk"
        return f"{told} {advice}, or run with --no-history."


class HistoryBusy(HistoryUnusable):
    """The history is being written by others for too long, or the connection to it was lost."""

    def __str__(self) -> str:
        return (
            f"The history in {self.path} cannot be reached just now: {self.reason}. "
            "Nothing was written. Run again in a few minutes."
        )


class UnknownLine(AddinError):
    """A decision names a line of a reconciliation that is not there, or fits several."""

    def __init__(self, wanted: str, fitting: tuple[str, ...] = ()) -> None:
        super().__init__(wanted, fitting)
        self.wanted = wanted
        self.fitting = fitting

    def __str__(self) -> str:
        if self.fitting:
            return (
                f"'{self.wanted}' fits {len(self.fitting)}: {', '.join(self.fitting)}. "
                "Nothing was decided. Say which one."
            )
        return (
            f"Nothing in the reconciliation is called '{self.wanted}'. Nothing was decided. "
            "Run tieout reconcile first; the id stands before each suggestion."
        )


class SheetsError(AddinError):
    """A shared sheet could not be reached, read or written.

    ``sheet`` is how a person calls it (title or link), ``reason`` what stood in the way.
    """

    happened = "could not be used"
    advice = ""

    def __init__(self, sheet: str, reason: str = "") -> None:
        super().__init__(sheet, reason)
        self.sheet = sheet
        self.reason = reason

    def __str__(self) -> str:
        because = f": {self.reason}" if self.reason else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{self.sheet} {self.happened}{because}.{advice}"


class SignInNeeded(SheetsError):
    """Nobody is signed in to Google, or the sign-in was revoked or has run out."""

    happened = "cannot be opened without signing in"
    advice = "Nothing was written. Run tieout sheets login."


class SharingRefused(SheetsError):
    """The spreadsheet is gone, or not shared with the account that Tieout uses."""

    happened = "is gone, or not shared with this account"
    advice = "Nothing was written. Share it as an editor, or bind to another."


class SharedSheetBusy(SheetsError):
    """The quota is used up or Google answers with faults, after all tries."""

    happened = "could not be reached"
    advice = "Nothing is lost; run the sync again in a few minutes."


class AnswerLost(SheetsError):
    """A write was sent and no answer came: it may have landed, or may land yet."""

    happened = "was written to, and no answer came"
    advice = "Nothing is lost: the next sync finds out whether it landed."


class RequestRefused(SheetsError):
    """Google refused a request for what it says: sheet or request is not what we think."""

    happened = "refused what was sent"
    advice = "Nothing was written."


class SyncStopped(AddinError):
    """A guard stopped a sync before it wrote anything; ``reasons`` say why, in full sentences."""

    def __init__(self, binding: str, reasons: tuple[str, ...]) -> None:
        super().__init__(binding, reasons)
        self.binding = binding
        self.reasons = reasons

    def __str__(self) -> str:
        return (
            f"The sync of {self.binding} was stopped: {' '.join(self.reasons)} "
            "Nothing was written on either side."
        )


class SyncLocked(AddinError):
    """Another sync of the same table is under way."""

    def __init__(self, binding: str, owner: str) -> None:
        super().__init__(binding, owner)
        self.binding = binding
        self.owner = owner

    def __str__(self) -> str:
        return (
            f"{self.binding} is being synced by {self.owner} just now. Nothing was written. "
            "Wait until that is done, and sync again."
        )


class SyncMemoryUnusable(AddinError):
    """What a sync has to remember from run to run cannot be read or written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"The memory of the sync in {self.path} cannot be used: {self.reason}. "
            "Nothing is lost: what was under way is found out by the next sync. "
            "Make room or mend it, never delete it, and sync again."
        )


class NightLocked(AddinError):
    """Another night of the same studio is under way."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder

    def __str__(self) -> str:
        return (
            f"{self.holder or 'Another night of this studio'} is still under way. Nothing was done "
            "here. It ends by itself; a later night goes on from what it did."
        )


class NightRefused(AddinError):
    """A night that cannot begin; the text says why, and what to do. Nothing was started."""


class NightCutShort(AddinError):
    """A night lost what worked on it; what came in before is kept, and the same night can go on."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(engine, reason)
        self.engine = engine
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"The night on {self.engine} was cut short: {self.reason}. What was done is kept. "
            "Run it again: it goes on with the rest."
        )


class NotifyFailed(AddinError):
    """An alert could not be delivered. The text never holds the address: that may be a secret."""

    def __init__(self, alert: str, reason: str) -> None:
        super().__init__(alert, reason)
        self.alert = alert
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"The alert '{self.alert}' could not be delivered: {self.reason}. The night itself is "
            "done and kept; the next one tells what this one could not."
        )
