#!/usr/bin/python3
"""Logits corrected on held-out images: temperature and vector scaling by SciPy's BFGS, class offsets by trying every threshold."""

from _topic import Topic
import numpy
import scipy.optimize
import sklearn.metrics
from scipy.special import logsumexp

from _written_rule import integers, uniform

# Images, classes, how far the label's logit stands above the others, the spread of logits, how much lower the last class's are.
CASES = [(400, 10, 2.0, 6.0, 1.0), (90, 3, 0.5, 1.0, 0.0), (300, 2, 3.0, 9.0, 2.0), (250, 5, 1.0, 20.0, 4.0)]
ACCURACY_LOST = 0.005


def written(name, count, classes, above, spread, lower):
    """Float32 logits, as a network gives them, of labels of which each class has some."""
    labels = integers(f"{name}/labels", (count,), classes)
    labels[:classes] = numpy.arange(classes)
    logits = uniform(f"{name}/logits", (count, classes), -spread / 2, spread / 2)
    logits[numpy.arange(count), labels] += above
    logits[:, -1] -= lower
    return logits.astype(numpy.float32).astype(numpy.float64), labels


def likelihood(logits, labels):
    return (logsumexp(logits, axis=1) - logits[numpy.arange(len(labels)), labels]).mean()


def residuals(logits, labels):
    probabilities = numpy.exp(logits - logsumexp(logits, axis=1, keepdims=True))
    probabilities[numpy.arange(len(labels)), labels] -= 1
    return probabilities / len(labels)


def minimum(value, gradient, start):
    """BFGS, and from there Newton's method on the gradient, so that the last digits are those of the minimum and not of a line search."""
    found = scipy.optimize.minimize(value, start, jac=gradient, method="BFGS", options={"gtol": 1e-9, "maxiter": 10000}).x
    root = scipy.optimize.root(gradient, found, method="lm", options={"xtol": 1e-15, "ftol": 1e-15})
    best = root.x if numpy.abs(gradient(root.x)).max() < numpy.abs(gradient(found)).max() else found
    assert numpy.abs(gradient(best)).max() < 1e-10, gradient(best)
    return best


def temperature(logits, labels):
    scale = minimum(
        lambda a: likelihood(a[0] * logits, labels), lambda a: numpy.array([(residuals(a[0] * logits, labels) * logits).sum()]), numpy.ones(1))[0]
    return 1 / scale, likelihood(scale * logits, labels)


def vector(logits, labels):
    classes = logits.shape[1]

    def corrected(theta):
        return theta[:classes] * logits + theta[classes:]

    def gradient(theta):
        direction = residuals(corrected(theta), labels)
        return numpy.concatenate([(direction * logits).sum(0), direction.sum(0)])

    start = numpy.concatenate([numpy.ones(classes), numpy.zeros(classes)])
    theta = minimum(lambda theta: likelihood(corrected(theta), labels), gradient, start)
    # One number added to all offsets changes no probability.
    return theta[:classes], theta[classes:] - theta[classes:].mean(), likelihood(corrected(theta), labels)


def class_offsets(logits, labels):
    """Class after class takes, of the midpoints between the thresholds at which a prediction changes, the one with the highest worst
    recall, then accuracy, then the nearest; accuracy stays at most ACCURACY_LOST below its own. Rounds until nothing gets better."""
    count, classes = logits.shape
    own = (logits.argmax(1) == labels).sum()

    def score(offsets):
        predicted = (logits + offsets).argmax(1)
        hits = (predicted == labels).sum()
        recall = sklearn.metrics.recall_score(labels, predicted, average=None, labels=range(classes), zero_division=0)
        return (recall.min(), hits) if 1000 * (own - hits) <= 1000 * ACCURACY_LOST * count + 1e-6 else (-1, 0)

    offsets = numpy.zeros(classes)
    best = score(offsets)
    while True:
        before = best
        for c in range(classes):
            others = numpy.delete(logits + offsets, c, axis=1).max(1)
            thresholds = numpy.unique(others - logits[:, c])
            middles = thresholds[:-1] + (thresholds[1:] - thresholds[:-1]) / 2
            start = offsets[c]
            for middle in sorted(middles, key=lambda middle: abs(middle - start)):
                trial = offsets.copy()
                trial[c] = middle
                if score(trial) > best:
                    best, offsets = score(trial), trial
        if best == before:
            return offsets, best


with Topic(__file__, uses=["numpy", "scipy", "sklearn"]) as topic:
    cases = []
    for i, (count, classes, above, spread, lower) in enumerate(CASES):
        logits, labels = written(f"calibrations/{i}", count, classes, above, spread, lower)
        tau, by_temperature = temperature(logits, labels)
        weights, offsets, by_vector = vector(logits, labels)
        moved, (worst, hits) = class_offsets(logits, labels)
        mean = numpy.log(numpy.mean([
            numpy.exp(member - logsumexp(member, axis=1, keepdims=True)) for member in (logits, logits[:, ::-1] / 2, logits * 3)], axis=0))
        cases.append({
            "count": count, "classes": classes, "above": above, "spread": spread, "lower": lower,
            "nll": sklearn.metrics.log_loss(labels, numpy.exp(logits - logsumexp(logits, axis=1, keepdims=True)), eps=1e-300),
            "temperature": {"temperature": tau, "nll": by_temperature},
            "vector": {"weights": weights.tolist(), "offsets": offsets.tolist(), "nll": by_vector},
            "class_offsets": {"offsets": moved.tolist(), "worst_recall": worst, "hits": int(hits)},
            "ensemble": {"nll": likelihood(mean, labels), "first": mean[0].tolist()},
        })
    topic.json("cases", cases)
