#!/usr/bin/python3
"""The first numbers of some streams of the written rule, so that the specs see that both sides make the same."""

from _topic import Topic
from _written_rule import integers, octets, uniform

NAMES = ["", "a", "models/features.0.0.weight", "größe"]

with Topic(__file__, uses=["numpy"]) as topic:
    topic.tensors("uniform", {name: uniform(name, (3, 5), low=-2, high=3) for name in NAMES})
    topic.tensors("octets", {name: octets(name, (16,)) for name in NAMES})
    topic.tensors("integers", {name: integers(name, (16,), 10) for name in NAMES})
