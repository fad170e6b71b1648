"""
Numbers that Python and the specs both make from one written rule, so that inputs and weights need not be stored.

Number k (from 0) of the stream NAME is SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom
number generators", OOPSLA 2014) at state fnv1a64(NAME as UTF-8) + (k + 1) * 0x9E3779B97F4A7C15, modulo 2^64. Arrays are
filled in row-major order.
"""

import numpy


def _bits(name, count):
    state = 0xCBF29CE484222325
    for byte in name.encode():
        state = (state ^ byte) * 0x100000001B3 % 2**64
    z = numpy.uint64(state) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return z ^ (z >> numpy.uint64(31))


def uniform(name, shape, low=0.0, high=1.0):
    """float64 in [low, high): low + (high - low) * (the upper 53 bits / 2^53), in float64."""
    fractions = (_bits(name, int(numpy.prod(shape))) >> numpy.uint64(11)).astype(numpy.float64) * 2.0**-53
    return (low + (high - low) * fractions).reshape(shape)


def octets(name, shape):
    """uint8: the upper 8 bits."""
    return (_bits(name, int(numpy.prod(shape))) >> numpy.uint64(56)).astype(numpy.uint8).reshape(shape)


def integers(name, shape, count):
    """int64 in [0, count): the upper 32 bits * count / 2^32, rounded down."""
    upper = _bits(name, int(numpy.prod(shape))) >> numpy.uint64(32)
    return ((upper * numpy.uint64(count)) >> numpy.uint64(32)).astype(numpy.int64).reshape(shape)
