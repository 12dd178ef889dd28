"""The same search compiled by numba, where that is installed (the extra `fast`): a window of bags at a time.

Lists that cannot lift a bag over the worst of the best so far are only asked about bags that others have (MaxScore).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import carray, njit, types
from numba.core import cgutils
from numba.extending import intrinsic

WINDOW = 1 << 13
"""Bags that are summed up side by side: as many as stay in the processor's first cache."""
_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
_BIT = np.zeros(64, np.int64)
for _at in range(64):
    _BIT[((0x03F79D71B4CB0A89 << _at) & 0xFFFFFFFFFFFFFFFF) >> 58] = _at


@intrinsic
def _pointer(_context: Any, address: Any) -> Any:
    """Arrays come by their addresses: a tuple of many arrays would be copied at every call."""

    def generate(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.inttoptr(values[0], cgutils.voidptr_t)

    return types.voidptr(address), generate


@njit(cache=True, nogil=True)
def best(bags, counts, norms, lengths, factors, rest, size, k, numbers, scores):
    """Fills `numbers` and `scores` with the k best bags, in no order; how many there are.

    `bags` (int32), `counts` (uint8) and `norms` (float64, of `size` bags) are the addresses of each list's arrays.
    Lists come in the order of what they can count for, the least first; `rest`: of each with all before it.
    """
    at = np.zeros(len(factors), np.int64)
    sums, marks = np.zeros(WINDOW), np.zeros(WINDOW >> 6, np.uint64)
    found, bound, first = 0, 0.0, 0
    while first < len(factors):
        low = _lowest(bags, lengths, at, first, size)
        if low == size:
            break
        for one in range(first, len(factors)):
            own = carray(_pointer(bags[one]), lengths[one], np.int32)
            times = carray(_pointer(counts[one]), lengths[one], np.uint8)
            norm = carray(_pointer(norms[one]), size, np.float64)
            at[one] = _sum_up(own, times, norm, factors[one], at[one], low, sums, marks)
        for word in np.flatnonzero(marks):
            left = marks[word]
            marks[word] = 0
            while left:
                lowest = left & (~left + np.uint64(1))
                left ^= lowest
                place = (word << 6) + _BIT[(lowest * _BRUIJN) >> np.uint64(58)]
                score = sums[place]
                sums[place] = 0.0
                if first and score + rest[first - 1] > bound:
                    arrays = (bags, counts, norms, lengths, factors, rest)
                    score = _completed(arrays, size, at, first, low + place, score, bound)
                if score > bound:
                    found = _push(numbers, scores, found, k, low + place, score)
                    bound = scores[0] if found == k else 0.0
        while first < len(factors) and rest[first] <= bound:
            first += 1
    return found


@njit(cache=True, nogil=True)
def _lowest(bags, lengths, at, first, size):
    """The next bag of the lists from `first` on; `size` where there is none."""
    low = size
    for one in range(first, len(lengths)):
        if at[one] < lengths[one]:
            low = min(low, carray(_pointer(bags[one]), lengths[one], np.int32)[at[one]])
    return low


@njit(cache=True, nogil=True)
def _completed(arrays, size, at, first, bag, score, bound):
    """With what the lists before `first` count in the bag; 0 where it cannot get over the bound."""
    bags, counts, norms, lengths, factors, rest = arrays
    for one in range(first - 1, -1, -1):
        if score + rest[one] <= bound:
            return 0.0
        own = carray(_pointer(bags[one]), lengths[one], np.int32)
        at[one] = here = _next(own, at[one], bag)
        if here < lengths[one] and own[here] == bag:
            count = np.float64(carray(_pointer(counts[one]), lengths[one], np.uint8)[here])
            score += factors[one] * count / (count + carray(_pointer(norms[one]), size, np.float64)[bag])
    return score


@njit(cache=True, nogil=True)
def _sum_up(own, times, norm, factor, here, low, sums, marks):
    """What a list counts in the bags of a window; where it stands behind it."""
    while here < len(own) and own[here] < low + WINDOW:
        bag, count = own[here], np.float64(times[here])
        place = bag - low
        sums[place] += factor * count / (count + norm[bag])
        marks[place >> 6] |= np.uint64(1) << np.uint64(place & 63)
        here += 1
    return here


@njit(cache=True, nogil=True)
def _next(own, here, bag):
    """The first place from `here` on with this bag or one behind it, in steps that double."""
    step = 1
    while here + step < len(own) and own[here + step] < bag:
        here += step
        step <<= 1
    end = min(here + step, len(own))
    while here < end:
        middle = (here + end) >> 1
        if own[middle] < bag:
            here = middle + 1
        else:
            end = middle
    return here


@njit(cache=True, nogil=True)
def _push(numbers, scores, found, k, bag, score):
    """Onto the heap, the least on top; how many it holds."""
    if found < k:
        at = found
        while at > 0 and scores[(at - 1) >> 1] > score:
            scores[at], numbers[at] = scores[(at - 1) >> 1], numbers[(at - 1) >> 1]
            at = (at - 1) >> 1
        scores[at], numbers[at] = score, bag
        return found + 1
    at = 0
    while True:
        below = 2 * at + 1
        if below >= k:
            break
        if below + 1 < k and scores[below + 1] < scores[below]:
            below += 1
        if scores[below] >= score:
            break
        scores[at], numbers[at] = scores[below], numbers[below]
        at = below
    scores[at], numbers[at] = score, bag
    return found
