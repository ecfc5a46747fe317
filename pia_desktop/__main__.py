"""`python -m pia_desktop`, the same as the command `pia-desktop`."""

import sys

from pia_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
