#!/usr/bin/python3
"""
scikit-learn's figures for random, tied, degenerate and real predictions and for votes of neighbours, and SciPy's exact binomial test for McNemar's.

fashion_mnist_predictions.csv.gz beside this script holds what a real network answered; the other predictions are from the written rule.
"""

import csv
import gzip
import hashlib
import os

from _topic import Topic
import numpy
from scipy.special import log_softmax, softmax
from scipy.stats import binomtest
from sklearn.metrics import brier_score_loss, classification_report, confusion_matrix, log_loss, roc_auc_score

from _written_rule import integers, uniform

REAL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fashion_mnist_predictions.csv.gz")

# Images, classes, classes that occur, and how logits are made: random, tied, never (the last class is never predicted).
CASES = [
    (1000, 10, 10, "random"), (200, 2, 2, "random"), (500, 3, 3, "random"), (2000, 100, 100, "random"), (12, 3, 3, "random"),
    (1000, 10, 10, "tied"), (50, 2, 2, "tied"), (300, 5, 5, "equal"),
    (500, 10, 7, "random"), (100, 3, 2, "tied"), (600, 10, 10, "never"), (300, 4, 3, "never"), (40, 2, 1, "random"),
]

# Images, classes, and neighbours that vote: of 15 and 30, shares lie on the edges of 15 bins.
VOTES = [(150, 3, 5), (300, 10, 10), (200, 2, 15), (200, 4, 30)]


def written(number, count, classes, occurring, kind):
    """Labels, of which the first are one of each class that occurs, and logits of which the label's is raised."""
    labels = integers(f"metrics/{number}/labels", (count,), occurring)
    labels[:occurring] = numpy.arange(occurring)
    if kind == "tied":
        logits = integers(f"metrics/{number}/logits", (count, classes), 4) - 2.0
    else:
        logits = uniform(f"metrics/{number}/logits", (count, classes), -3, 3)
    logits[numpy.arange(count), labels] += 1.5
    if kind == "equal":
        logits[:] = 0.25
    if kind == "never":
        logits[:, -1] = -10
    return labels, logits


def voted(number, count, classes, voters):
    """Labels, and the classes' shares of the votes, of which a third are the label's."""
    labels = integers(f"metrics/votes/{number}/labels", (count,), classes)
    labels[:classes] = numpy.arange(classes)
    votes = integers(f"metrics/votes/{number}/votes", (count, voters), classes)
    votes[:, : voters // 3] = labels[:, None]
    return labels, (votes[:, :, None] == numpy.arange(classes)).sum(1) / voters


def calibration_error(probabilities, came_true):
    """Of 15 bins that are closed above."""
    bins = numpy.digitize(probabilities, numpy.arange(1, 15) / 15, right=True)
    return sum(abs((probabilities - came_true)[bins == b].sum()) for b in range(15)) / len(probabilities)


def figures_of_votes(labels, probabilities):
    classes = probabilities.shape[1]
    predicted = probabilities.argmax(1)
    onehot = numpy.eye(classes)[labels]
    return {
        "accuracy": float((labels == predicted).mean()),
        "auroc": area(labels, probabilities),
        "log_loss": log_loss(labels, probabilities, labels=range(classes)),
        "brier": float(sum(brier_score_loss(onehot[:, c], probabilities[:, c], pos_label=1) for c in range(classes))),
        "ece": calibration_error(probabilities.max(1), predicted == labels),
        "class_wise_ece": sum(calibration_error(probabilities[:, c], onehot[:, c]) for c in range(classes)) / classes,
    }


def real():
    with gzip.open(REAL, "rt") as file:
        rows = list(csv.reader(file))[1:]
    return numpy.array([int(row[1]) for row in rows]), numpy.array([[float(field) for field in row[2:]] for row in rows])


def area(labels, scores):
    """scikit-learn's, where it is defined: every class occurs."""
    classes = scores.shape[1]
    if len(numpy.unique(labels)) < classes:
        return None
    if classes == 2:
        return roc_auc_score(labels, scores[:, 1])
    return roc_auc_score(labels, scores, multi_class="ovr", average="macro")


def figures(labels, logits):
    classes = logits.shape[1]
    every = range(classes)
    probabilities = softmax(logits, axis=1)
    predicted = logits.argmax(1)
    onehot = numpy.eye(classes)[labels]
    report = classification_report(labels, predicted, labels=every, output_dict=True, zero_division=0)
    rows = {name: [row["precision"], row["recall"], row["f1-score"], int(row["support"])] for name, row in report.items() if name != "accuracy"}
    return {
        "accuracy": float((labels == predicted).mean()),
        "rows": rows,
        "text": classification_report(labels, predicted, labels=every, zero_division=0, digits=4),
        "confusion": confusion_matrix(labels, predicted, labels=every).tolist(),
        "auroc": area(labels, probabilities),
        "log_loss": log_loss(labels, probabilities, labels=every),
        # Not clipped, as ours: equal to the former unless a probability lies below the smallest that log_loss allows.
        "nll": float(-log_softmax(logits, axis=1)[numpy.arange(len(labels)), labels].mean()),
        # The sum over classes of scikit-learn's binary scores is Brier's own.
        "brier": float(sum(brier_score_loss(onehot[:, c], probabilities[:, c], pos_label=1) for c in every)),
    }


with Topic(__file__, uses=["numpy", "scipy", "sklearn"]) as topic:
    cases = []
    for number, (count, classes, occurring, kind) in enumerate(CASES):
        case = {"count": count, "classes": classes, "occurring": occurring, "kind": kind}
        labels, logits = written(number, *CASES[number])
        # Whole numbers over their sum: many ties, and the same bits on both sides.
        scores = integers(f"metrics/{number}/scores", (count, classes), 6) + 1
        case["auroc_of_scores"] = area(labels, scores / scores.sum(1, keepdims=True))
        cases.append({**case, **figures(labels, logits)})
    topic.json("written", cases)
    topic.json("votes", [
        {"count": count, "classes": classes, "voters": voters, **figures_of_votes(*voted(number, count, classes, voters))}
        for number, (count, classes, voters) in enumerate(VOTES)
    ])
    topic.json("real", {"sha256": hashlib.sha256(open(REAL, "rb").read()).hexdigest(), **figures(*real())})
    topic.json("mcnemar", [
        {"only_first": a, "only_second": b, "p_value": binomtest(a, a + b, 0.5).pvalue if a + b else 1.0}
        for a, b in [(0, 0), (0, 1), (1, 0), (5, 5), (0, 10), (10, 2), (3, 17), (120, 90), (250, 251), (700, 500), (1, 999)]
    ])
