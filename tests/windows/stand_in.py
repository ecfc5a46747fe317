"""What install.cmd asks of tar.exe and certutil.exe, for where wine has not got them.

`stand_in.py tar.exe -xf ARCHIVE -C FOLDER`, `stand_in.py certutil.exe -hashfile FILE SHA256`
"""

import hashlib
import sys
import zipfile
from pathlib import Path, PureWindowsPath


def main(called: str, *words: str) -> int:
    """Do what the tool of this name does; 1 for anything else."""
    name = PureWindowsPath(called).stem.lower()
    if name == "tar" and (words[0], words[2]) == ("-xf", "-C"):
        zipfile.ZipFile(words[1]).extractall(words[3])
    elif name == "certutil" and (words[0], words[2]) == ("-hashfile", "SHA256"):
        print(f"SHA256 hash of {words[1]}:")
        print(hashlib.sha256(Path(words[1]).read_bytes()).hexdigest())
        print("CertUtil: -hashfile command completed successfully.")
    else:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
