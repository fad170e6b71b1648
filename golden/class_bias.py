#!/usr/bin/python3
"""Which class is worst, what accuracy alone explains, and how two models differ: scikit-learn's and SciPy's figures of written predictions."""

from _topic import Topic  # before numpy: it pins kernels and threads
import numpy
from scipy.stats import binomtest
from sklearn.metrics import accuracy_score, recall_score

from _written_rule import integers, uniform

# Images and classes; the more raised the label's logit, the better the class.
CASES = [(900, 6, 1.2), (400, 3, 1.0), (60, 4, 2.0)]


def written(number, images, classes, skill):
    labels = integers(f"class_bias/{number}/labels", (images,), classes)
    models = []
    for model in range(2):
        logits = uniform(f"class_bias/{number}/logits/{model}", (images, classes), -3, 3)
        logits[numpy.arange(images), labels] += skill * (1 + (labels + model) % classes / 2)
        models.append(logits)
    return labels, models


def holm(p):
    order = numpy.argsort(p)
    adjusted = numpy.minimum(1, numpy.maximum.accumulate([(len(p) - rank) * p[test] for rank, test in enumerate(order)]))
    return [float(adjusted[list(order).index(test)]) for test in range(len(p))]


def proportional(recall, accuracy):
    """DI if all classes' errors changed by the factor that brings their mean recall to this accuracy."""
    scaled = 1 - (1 - recall) * (1 - accuracy) / (1 - recall.mean())
    return scaled.mean() / scaled.max()


def figures(labels, models):
    predicted = [logits.argmax(1) for logits in models]
    recalls = [recall_score(labels, answers, average=None) for answers in predicted]
    classes = range(len(recalls[0]))
    (one, other), (first, second) = recalls, predicted
    only_first = [int(((first == labels) & (second != labels) & (labels == c)).sum()) for c in classes]
    only_second = [int(((first != labels) & (second == labels) & (labels == c)).sum()) for c in classes]
    p = [binomtest(a, a + b, 0.5).pvalue if a + b else 1.0 for a, b in zip(only_first, only_second)]
    return {
        "models": [{
            "worst_class": int(recall.argmin()),
            "worst_recall": float(recall.min()),
            "worst_error_share": float((1 - recall.min()) / (1 - recall).sum()),
        } for recall in recalls],
        "excess_over_proportional_errors": float(one.mean() / one.max() - proportional(other, one.mean())),
        "agreement": float(accuracy_score(first, second)),
        "disagreement_by_class": [1 - float(accuracy_score(first[labels == c], second[labels == c])) for c in classes],
        "mcnemar_by_class": [
            {"only_first": a, "only_second": b, "p_value": float(value), "p_holm": adjusted}
            for a, b, value, adjusted in zip(only_first, only_second, p, holm(p))
        ],
    }


with Topic(__file__, uses=["numpy", "scipy", "sklearn"]) as topic:
    topic.json("written", [{"images": images, "classes": classes, "skill": skill, **figures(*written(number, images, classes, skill))}
                           for number, (images, classes, skill) in enumerate(CASES)])
