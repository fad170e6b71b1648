#!/usr/bin/python3
"""
SciPy's exact binomial intervals, Fay and Feuer's intervals of weighted counts from SciPy's χ², equal recalls' disparate impact by
simulation and, of written predictions, the class-wise calibration error.
"""

from _topic import Topic  # before numpy: it pins kernels and threads
import numpy
from scipy.special import softmax
from scipy.stats import binomtest, chi2

from _written_rule import integers, uniform

SHARES = [(0, 1), (1, 1), (0, 20), (20, 20), (19, 20), (3, 50), (92, 100), (999, 1000), (1000, 1000), (9142, 10000), (1, 10000)]
# What is lacking, its variance, and what one more image could add.
COUNTS = [(0.0, 0.0, 0.01), (0.01, 0.0001, 0.01), (0.03, 0.0003, 0.01), (0.0858, 8e-6, 0.0001), (0.3, 1.7e-5, 0.0002), (0.004, 2e-6, 0.0011), (1.2, 0.04, 0.01)]
TAIL = 0.025


def counted(lacking, variance, unseen):
    low = variance / (2 * lacking) * chi2.ppf(TAIL, 2 * lacking ** 2 / variance) if lacking else 0.0
    more, spread = lacking + unseen, variance + unseen ** 2
    return [float(low), float(spread / (2 * more) * chi2.ppf(1 - TAIL, 2 * more ** 2 / spread))]


def class_wise(labels, logits):
    probabilities = softmax(logits, axis=1)
    errors = []
    for c in range(logits.shape[1]):
        p, hit = probabilities[:, c], labels == c
        bins = numpy.digitize(p, numpy.arange(1, 15) / 15, right=True)
        errors.append(sum((bins == b).mean() * abs(p[bins == b].mean() - hit[bins == b].mean()) for b in range(15) if (bins == b).any()))
    return float(numpy.mean(errors))


with Topic(__file__, uses=["numpy", "scipy"]) as topic:
    topic.json("shares", [
        {"hits": k, "images": n, "interval": list(map(float, binomtest(k, n).proportion_ci(0.95, method="exact")))} for k, n in SHARES
    ])
    topic.json("counts", [{"lacking": y, "variance": v, "unseen": w, "interval": counted(y, v, w)} for y, v, w in COUNTS])
    labels = integers("intervals/labels", (700,), 5)
    logits = uniform("intervals/logits", (700, 5), -3, 3)
    topic.json("class_wise_ece", class_wise(labels, logits))
