"""Everything that the program refuses, worded so that a clerk knows what to do next."""

from __future__ import annotations

from pathlib import Path


class PiaError(Exception):
    """A refusal: what is wrong, in which file and item, and the remedy.

    `code` is stable and English; `message` and `remedy` are Japanese sentences. `str()` is the one
    line that the command line prints, and `details` are further lines below it where there is a
    list to work off.
    """

    code = "refused"
    details: tuple[str, ...] = ()

    def __init__(
        self,
        message: str,
        remedy: str,
        *,
        file: Path | str | None = None,
        item: str = "",
        item_name: str = "",
    ) -> None:
        """Keep the parts, so that a dialog can set them out its own way."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.file = str(file) if file is not None else ""
        self.item = item
        self.item_name = item_name

    def at(self, file: Path | str) -> PiaError:
        """The same refusal with the file named, for callers that know it when the core does not."""
        if not self.file:
            self.file = str(file)
        return self

    def __str__(self) -> str:
        """One line: 「file」 item「name」：message remedy. Then the details, a line each."""
        parts = []
        if self.file:
            parts.append(f"「{self.file}」")
        if self.item:
            parts.append(f"項目 {self.item}「{self.item_name}」")
        where = " ".join(parts)
        text = f"{self.message}{self.remedy}"
        head = f"{where}：{text}" if where else text
        lines = (" ".join(line.split()) for line in (head, *self.details))
        return "\n".join(map(escape_unprintable, lines))


def escape_unprintable(text: str) -> str:
    """The text with what can't be seen named: a file's own words may hold a terminal's commands."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)


class DefinitionError(PiaError):
    """A form definition has faults. `faults` lists all of them as 「file:line: what」; they are the
    details too, for a list of places to mend is worked off line by line.
    """

    code = "definition"

    def __init__(self, faults: list[str], *, file: Path | str) -> None:
        """Say how many faults there are, and keep each."""
        super().__init__(
            f"様式の定義に誤りが{len(faults)}件あります。",
            "次に示す行を直してください。元の様式にない項目・選択肢・一覧は「add」に書きます。",
            file=file,
        )
        self.faults = faults
        self.details = tuple(faults)


class TermsError(PiaError):
    """The words of law that 点検 looks for have faults. `faults` lists all of them as 「file:line:
    what」; they are the details too.
    """

    code = "terms"

    def __init__(self, faults: list[str], *, file: Path | str) -> None:
        """Say how many faults there are, and keep each."""
        super().__init__(
            f"点検の言葉の一覧に誤りが{len(faults)}件あります。",
            "次に示す行を直してください。",
            file=file,
        )
        self.faults = faults
        self.details = tuple(faults)


class UnknownFormError(PiaError):
    """No such form edition."""

    code = "unknown-form"


class AnswersError(PiaError):
    """Answers that the form does not take: an unknown id, a wrong kind, an option that is not
    there.
    """

    code = "answers"


class FileError(PiaError):
    """A file that can't be read or written as what it should be."""

    code = "file"


class UncertainFormError(FileError):
    """A workbook that shows too little to tell which form it is."""

    code = "uncertain-form"


class UpgradeError(PiaError):
    """An assessment that can't be carried to the form that was asked for."""

    code = "upgrade"


class VersionError(PiaError):
    """A published state that isn't there, or can't be made."""

    code = "version"


class ExportError(PiaError):
    """Something that the workbook or the PDF can't hold."""

    code = "export"
