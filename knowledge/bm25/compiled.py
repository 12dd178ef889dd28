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
WORTH = 60
"""By how much longer lists must be than all others together before asking them bag by bag is less than reading them."""
BLOCK = 64
"""Bags that are passed over together where none of them can be among the best."""


@intrinsic
def _pointer(_context: Any, address: Any) -> Any:
    """Arrays come by their addresses: a tuple of many arrays would be copied at every call."""

    def generate(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.inttoptr(values[0], cgutils.voidptr_t)

    return types.voidptr(address), generate


@njit(cache=True, nogil=True)
def best(bags, counts, norms, known, lengths, factors, weights, rest, size, k, numbers, scores):
    """Fills `numbers` and `scores` with the k best bags, in no order; how many there are.

    `bags` (int32), `counts` (uint8), `norms` (float64, of `size` bags) and `known` (float64, of each of the list's
    bags at weight 1; 0 where that is not known) are the addresses of each list's arrays.
    Lists come in the order of what they can count for, the least first; `rest`: of each with all before it.
    """
    at = np.zeros(len(factors), np.int64)
    sums, marks = np.zeros(WINDOW), np.zeros(WINDOW // BLOCK, np.bool_)
    found, bound, first = 0, 0.0, 0
    while first < len(factors):
        low = _lowest(bags, lengths, at, first, size)
        if low == size:
            break
        for one in range(first, len(factors)):
            own = carray(_pointer(bags[one]), lengths[one], np.int32)
            if known[one]:
                parts = carray(_pointer(known[one]), lengths[one], np.float64)
                at[one] = _sum_up_known(own, parts, weights[one], at[one], low, sums, marks)
                continue
            times = carray(_pointer(counts[one]), lengths[one], np.uint8)
            norm = carray(_pointer(norms[one]), size, np.float64)
            at[one] = _sum_up(own, times, norm, factors[one], at[one], low, sums, marks)
        for block in np.flatnonzero(marks):
            marks[block] = False
            here = sums[block * BLOCK : (block + 1) * BLOCK]
            if _any_above(here, bound - (rest[first - 1] if first else 0.0)):
                arrays = (bags, counts, norms, lengths, factors, rest)
                found = _take(here, low + block * BLOCK, arrays, size, at, first, found, numbers, scores, k)
                bound = scores[0] if found == k else 0.0
            here[:] = 0.0
        first = _left_out(lengths, rest, bound, first)
    return found


@njit(cache=True, nogil=True)
def _any_above(sums, bound):
    """Without a way out in between: so the processor compares several at once."""
    found = False
    for each in sums:
        found |= each > bound
    return found


@njit(cache=True, nogil=True)
def _left_out(lengths, rest, bound, first):
    """How many lists are only asked about bags that others have: as many as may be, where that saves work."""
    more = first
    while more < len(lengths) and rest[more] <= bound:
        more += 1
    if more == len(lengths):
        return more
    return more if lengths[:more].sum() > WORTH * lengths[more:].sum() else first


@njit(cache=True, nogil=True)
def _take(here, low, arrays, size, at, first, found, numbers, scores, k):
    """The bags of a block, from `low` on, that can be among the best, onto the heap; how many it holds then."""
    spare = arrays[5][first - 1] if first else 0.0
    bound = scores[0] if found == k else 0.0
    for place in range(BLOCK):
        score = here[place]
        if score <= 0.0 or score + spare <= bound:
            continue
        if first:
            score = _completed(arrays, size, at, first, low + place, score, bound)
        if score > bound:
            found = _push(numbers, scores, found, k, low + place, score)
            bound = scores[0] if found == k else 0.0
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
        marks[place // BLOCK] = True
        here += 1
    return here


@njit(cache=True, nogil=True)
def _sum_up_known(own, parts, weight, here, low, sums, marks):
    """The same of a list whose parts are known."""
    while here < len(own) and own[here] < low + WINDOW:
        place = own[here] - low
        sums[place] += weight * parts[here]
        marks[place // BLOCK] = True
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
