"""Ways to break a zip: its members, packed again so that one gets behind the hashes."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from random import Random

from tests.fuzz import hostile
from tests.fuzz.corpus import members_of, packed, signed
from tests.fuzz.mutators import mutate_bytes, mutate_json, mutate_xml
from tests.fuzz.picture_mutators import mutate_picture

_CENTRAL = b"PK\x01\x02"


def mutate_archive(data: bytes, chance: Random) -> bytes:
    """Mostly one member changed; else the members' names and number, or the zip itself."""
    way = chance.random()
    if way < 0.12:
        return mutate_bytes(data, chance)
    members = members_of(data)
    name = chance.choice(list(members))
    if way < 0.82:
        members[name] = _member(name, members[name], chance)
        if name != "manifest.json" or chance.random() < 0.5:
            members = signed(members)
        return packed(members)
    if way < 0.88:
        del members[name]
    elif way < 0.94:
        odd = hostile.NAMES[chance.randrange(len(hostile.NAMES))]
        members[odd.encode("utf-8", "replace").decode()] = members[name]
    else:
        return _lying(members, chance)
    return packed(signed(members) if chance.random() < 0.8 else members)


def _member(name: str, data: bytes, chance: Random) -> bytes:
    if name.endswith((".json",)):
        return mutate_json(data, chance)
    if name.endswith((".xml", ".rels", ".vml")):
        return mutate_xml(data, chance)
    if name.endswith(".pia"):
        return mutate_archive(data, chance)
    if name.endswith((".png", ".jpeg", ".jpg")):
        return mutate_picture(data, chance)
    return mutate_bytes(data, chance)


def _lying(members: dict[str, bytes], chance: Random) -> bytes:
    """A zip whose heads say what isn't so."""
    way = chance.randrange(6)
    if way == 0:
        return _twice(members, chance)
    if way == 1:
        return _linked(members, chance)
    out = bytearray(packed(signed(members)))
    heads = [at for at in range(len(out)) if out[at : at + 4] == _CENTRAL]
    at = chance.choice(heads)
    if way == 2:
        out[at + 8] |= 1  # encrypted
    elif way == 3:
        out[at + 10] = chance.choice((1, 9, 12, 14, 93, 99))  # the method
    elif way == 4:
        out[at + 16] ^= 0xFF  # the checksum
    else:
        sizes = (0, 1, 10, 10**9, 2**32 - 1)
        out[at + 24 : at + 28] = struct.pack("<I", chance.choice(sizes))
    return bytes(out)


def _twice(members: dict[str, bytes], chance: Random) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "w") as archive:
        for name, data in (*members.items(), chance.choice(list(members.items()))):
            archive.writestr(name, data)
    return buffer.getvalue()


def _linked(members: dict[str, bytes], chance: Random) -> bytes:
    buffer = io.BytesIO()
    link = chance.choice(list(members))
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            info.external_attr = (0o120777 if name == link else 0o100644) << 16
            archive.writestr(info, b"/etc/passwd" if name == link else data)
    return buffer.getvalue()
