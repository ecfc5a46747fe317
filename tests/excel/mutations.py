"""Every mutation, in the order in which they are applied to one workbook.

They imitate what municipal staff do to the written form without changing what it says: what is
written comes first, then where it stands, then how it looks.
"""

from __future__ import annotations

from tests.excel import dress_mutations, shape_mutations, splitting_mutations, writing_mutations
from tests.excel.mutation_registry import MUTATIONS, Mutation

__all__ = ["MUTATIONS", "Mutation", "in_order"]

_ORDER = (writing_mutations, splitting_mutations, shape_mutations, dress_mutations)


def in_order() -> list[Mutation]:
    """The mutations as they are applied: each finds what it works on by what the next changes."""
    modules = [module.__name__ for module in _ORDER]
    return sorted(MUTATIONS.values(), key=lambda found: modules.index(found.work.__module__))
