"""The list of components (CycloneDX 1.5): what is inside, with hashes and licences."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot5
from packageurl import PackageURL

from kit.bundled_parts import BundledPart, bundled_parts, source_of
from kit.contents import NAME, ROOT, VERSION
from kit.lean_wheels import LeanWheel
from kit.wheels import Wheel
from kit.windows_python import WindowsPython

# What CycloneDX has no word for.
FETCHED = f"{NAME}:sha256-as-fetched"
LEFT_OUT = f"{NAME}:files-left-out"
WITHIN = f"{NAME}:within"

# The fonts that the program embeds, with the licences that lie beside them.
FONTS = {
    "BIZUDPGothic-Regular.ttf": "OFL-1.1",
    "BIZUDPGothic-Bold.ttf": "OFL-1.1",
    "DroidSansFallbackFull.ttf": "Apache-2.0",
    "PiaNameKanji.ttf": "LicenseRef-Hanazono",
    "DejaVuSans.ttf": "Bitstream-Vera",
}


def sbom(wheels: Iterable[LeanWheel], tools: Iterable[Wheel], python: WindowsPython) -> str:
    """The kit's components as JSON. `tools` install the program and don't stay."""
    program = Component(
        name=NAME,
        version=VERSION,
        type=ComponentType.APPLICATION,
        bom_ref=NAME,
        licenses=[_licence("MIT")],
    )
    lean = list(wheels)
    parts = [*map(_of_lean_wheel, lean), *map(_of_font, FONTS), _of_python(python)]
    parts += map(_of_bundled, bundled_parts(each.wheel for each in lean))
    bom = Bom(serial_number=_serial(parts))
    bom.metadata.component = program
    bom.components.update(parts, (_of_wheel(tool, ComponentScope.EXCLUDED) for tool in tools))
    bom.register_dependency(program, parts)
    written = json.loads(JsonV1Dot5(bom).output_as_string())
    # No output holds the time at which it was made: the same kit is the same bytes.
    del written["metadata"]["timestamp"]
    return json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _of_lean_wheel(lean: LeanWheel) -> Component:
    """With the digest that the wheel was fetched with, where it isn't the one that it has now."""
    component = _of_wheel(lean.wheel)
    if lean.left_out:
        component.properties.add(Property(name=FETCHED, value=lean.fetched_sha256))
        component.properties.add(Property(name=LEFT_OUT, value=str(len(lean.left_out))))
    return component


def _of_bundled(part: BundledPart) -> Component:
    purl = PackageURL("generic", name=part.name, version=part.version or None)
    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType.LIBRARY,
        bom_ref=f"{part.within}:{purl.to_string()}",
        purl=purl,
        licenses=[_licence(part.licence)],
        properties=[Property(name=WITHIN, value=part.within)],
        external_references=_source(part.source),
    )


def _source(address: str) -> list[ExternalReference]:
    kind = ExternalReferenceType.DISTRIBUTION
    return (
        [ExternalReference(type=kind, url=XsUri(address), comment="source code")] if address else []
    )


def _of_wheel(wheel: Wheel, scope: ComponentScope = ComponentScope.REQUIRED) -> Component:
    purl = PackageURL("pypi", name=wheel.name, version=wheel.version)
    return Component(
        name=wheel.name,
        version=wheel.version,
        type=ComponentType.LIBRARY,
        bom_ref=purl.to_string(),
        purl=purl,
        scope=scope,
        hashes=[_hash(wheel.sha256)],
        licenses=[_licence(wheel.licence)],
        external_references=_source(source_of(wheel)),
    )


def _of_font(file: str) -> Component:
    data = (ROOT / "resources" / "fonts" / file).read_bytes()
    return Component(
        name=file,
        type=ComponentType.FILE,
        bom_ref=f"font:{file}",
        hashes=[_hash(hashlib.sha256(data).hexdigest())],
        licenses=[_licence(FONTS[file])],
    )


def _of_python(python: WindowsPython) -> Component:
    purl = PackageURL("generic", name="python", version=python.version)
    return Component(
        name="python",
        version=python.version,
        type=ComponentType.PLATFORM,
        bom_ref=purl.to_string(),
        purl=purl,
        hashes=[_hash(python.sha256)],
        licenses=[_licence("PSF-2.0")],
        external_references=[
            ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(python.page))
        ],
    )


def _hash(sha256: str) -> HashType:
    return HashType(alg=HashAlgorithm.SHA_256, content=sha256)


def _licence(text: str) -> License:
    """As an SPDX expression where it is one, in its own words elsewhere."""
    return LicenseFactory().make_from_string(text)


def _serial(parts: Iterable[Component]) -> uuid.UUID:
    """The same for the same components."""
    content = "\n".join(sorted(f"{part.name} {part.version} {part.hashes}" for part in parts))
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{NAME} {VERSION}\n{content}")
