"""Between numpy and Arrow without `pa.array`, which loads all of pandas to look for its types: a third of a second."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def arrow_numbers(values: Numbers, missing: Flags | None = None) -> pa.Int64Array:
    """Whole numbers; null where `missing`."""
    whole = np.ascontiguousarray(values, dtype=np.int64)
    valid = None if missing is None else _bits(~missing)
    return pa.Array.from_buffers(pa.int64(), len(whole), [valid, pa.py_buffer(whole)])


def arrow_flags(values: Flags) -> pa.BooleanArray:
    """Truth values."""
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, _bits(values)])


def arrow_texts(values: Sequence[str]) -> pa.StringArray:
    """Texts."""
    octets = [value.encode("utf-8", "surrogatepass") for value in values]
    offsets = np.zeros(len(octets) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, octets), dtype=np.int64, count=len(octets)), out=offsets[1:])
    if offsets[-1] >= 2**31:
        raise pa.ArrowInvalid("more text than one array holds")
    buffers = pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(b"".join(octets))
    return pa.StringArray.from_buffers(len(octets), *buffers)


def arrow_nulls(count: int) -> pa.StringArray:
    """`count` texts that are not there."""
    offsets = pa.py_buffer(np.zeros(count + 1, dtype=np.int32))
    return pa.StringArray.from_buffers(count, offsets, pa.py_buffer(b""), _bits(np.zeros(count, dtype=bool)))


def _bits(values: Flags) -> pa.Buffer:
    return pa.py_buffer(np.packbits(values, bitorder="little"))


def flags(found: pa.BooleanArray) -> Flags:
    """Arrow's truth values as numpy's."""
    whole = numbers(pc.cast(found, pa.uint8()), np.uint8)
    return whole.astype(bool)


def numbers(found: pa.Array, kind: type[np.generic]) -> npt.NDArray[Any]:
    """Arrow's numbers of a kind, none of them null, as numpy's."""
    width = np.dtype(kind).itemsize
    return np.frombuffer(found.buffers()[1], dtype=kind, count=len(found), offset=found.offset * width)
