"""Every colour and size of the window, in one place (デジタル庁デザインシステム)."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette

from pia_desktop.files.paths import resources_dir

SMALLEST_SCALE = 1.0
LARGEST_SCALE = 2.0
_LARGE = 1.5


class Theme:
    """Colours, and sizes in px at 100 %; `px` gives a size at the theme's own scale."""

    text = "#333333"
    support = "#666666"
    ground = "#FFFFFF"
    panel = "#F7F8FA"
    line = "#D9D9D9"
    key = "#0017C1"
    key_pressed = "#000071"
    tint = "#E8F1FE"
    error = "#EC0000"
    error_ground = "#FDEEEE"
    warning = "#806300"
    disabled_ground = "#F2F2F2"
    disabled_border = "#B3B3B3"
    disabled_text = "#666666"
    border = "#666666"
    focus = "#FFD43D"
    focus_outline = "#000000"

    body = 16
    small = 14
    title = 24
    heading = 20
    ring = 24
    option = 36
    gap = 8
    text_padding = 6
    radius = 8
    focus_ring = 3
    focus_line = 2

    def __init__(self, scale: float = 1.0) -> None:
        """The sizes times `scale`."""
        self.scale = scale

    @property
    def is_large(self) -> bool:
        """Whether the text is so large that there isn't room for everything at once."""
        return self.scale >= _LARGE

    def px(self, size: float) -> int:
        """A size of 100 % at this scale, in whole pixels."""
        return round(size * self.scale)

    def style_sheet(self) -> str:
        """The sheets of resources/style with this theme's values; `${x_px}` is x at this scale."""
        sheets = sorted((resources_dir() / "style").glob("*.qss"))
        template = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
        values = {"icons": (resources_dir() / "icons").as_posix()}
        for name, value in vars(Theme).items():
            if isinstance(value, int | str) and not name.startswith("_"):
                values[name] = str(value)
            if isinstance(value, int):
                values[f"{name}_px"] = f"{self.px(value)}px"
        for size in (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32):
            values[f"px{size}"] = f"{self.px(size)}px"
        return Template(template).substitute(values)

    def palette(self) -> QPalette:
        """The palette that goes with the style sheet, for what a style sheet does not reach."""
        palette = QPalette(QColor(self.ground))
        role, group = QPalette.ColorRole, QPalette.ColorGroup
        colours = {
            role.Window: self.ground,
            role.Base: self.ground,
            role.AlternateBase: self.panel,
            role.Button: self.ground,
            role.WindowText: self.text,
            role.Text: self.text,
            role.ButtonText: self.text,
            role.PlaceholderText: self.support,
            role.ToolTipBase: self.text,
            role.ToolTipText: self.ground,
            role.Highlight: self.key,
            role.HighlightedText: self.ground,
            role.Accent: self.key,
            role.Link: self.key,
        }
        for each, colour in colours.items():
            palette.setColor(each, QColor(colour))
        for each in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(group.Disabled, each, QColor(self.disabled_text))
        palette.setColor(group.Disabled, role.Base, QColor(self.disabled_ground))
        palette.setColor(group.Inactive, role.Highlight, QColor(self.tint))
        palette.setColor(group.Inactive, role.HighlightedText, QColor(self.text))
        return palette


_current = Theme()


def theme() -> Theme:
    """The theme that the window is drawn with at the moment."""
    return _current


def set_theme(new: Theme) -> None:
    """Draw with another theme from now on; `apply_theme` calls this."""
    global _current
    _current = new
