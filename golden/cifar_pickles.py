#!/usr/bin/python3
"""Small batches in CIFAR's Python format, pickled by Python and NumPy in every protocol that they write."""

from _topic import Topic
import pickle

import numpy

from _written_rule import octets

LABELS = [3, 9, 0]


def batch(pixels, key):
    """The official files' keys are bytes to Python 3, as Python 2 wrote them."""
    return {b"batch_label": b"training batch 1 of 5", key: LABELS, b"data": pixels, b"filenames": [b"a.png", b"b.png", b"c.png"]}


PIXELS = octets("cifar_pickles/pixels", (3, 3072))
FILES = {f"protocol_{protocol}": pickle.dumps(batch(PIXELS, b"labels"), protocol) for protocol in (2, 3, 4, 5)}
FILES["by_columns"] = pickle.dumps(batch(numpy.asfortranarray(PIXELS), b"labels"), 2)
FILES["by_columns_5"] = pickle.dumps(batch(numpy.asfortranarray(PIXELS), b"labels"), 5)
FILES["text_keys"] = pickle.dumps({key.decode(): value for key, value in batch(PIXELS, b"labels").items()}, 4)
FILES["floats"] = pickle.dumps(batch(PIXELS.astype(numpy.float32), b"labels"), 4)
FILES["a_row_too_few"] = pickle.dumps(batch(PIXELS[:2], b"labels"), 4)
FILES["fine"] = pickle.dumps({**batch(PIXELS, b"fine_labels"), b"coarse_labels": [1, 2, 3]}, 4)
FILES["meta"] = pickle.dumps({b"label_names": [b"airplane", b"automobile"], b"num_vis": 3072}, 2)

with Topic(__file__, uses=["numpy"]) as topic:
    topic.tensors("files", {name: numpy.frombuffer(content, numpy.uint8) for name, content in FILES.items()})
    topic.tensors("pixels", {"pixels": PIXELS})
