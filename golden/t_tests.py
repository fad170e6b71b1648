#!/usr/bin/python3
"""The non-central t distribution, two-sample and one-sample t-tests and their power, as SciPy computes them."""

from _topic import Topic  # before numpy: it pins kernels and threads
from scipy import integrate
import scipy.stats as stats

POINTS = [
    (t, nu, delta)
    for nu in (1, 2, 4, 6, 9, 30)
    for t in (-3.0, -0.5, 0.0, 1.0, 2.5, 4.2, 7.0)
    for delta in (0.0, 0.7, 2.0, 5.0)
]
REFERENCE = [0.8401, 0.8433, 0.8378, 0.8452, 0.8419]
FRESH = [0.8391, 0.8362, 0.8405]
DIFFERENCES = [0.0121, 0.0034, -0.0012, 0.0077, 0.0059]
LEVEL = 0.05


def power(noncentrality, nu):
    """Probability that a two-sided t-test rejects."""
    critical = stats.t.ppf(1 - LEVEL / 2, nu)
    return float(stats.nct.sf(critical, nu, noncentrality) + stats.nct.cdf(-critical, nu, noncentrality))


def equivalence(runs, deviation, margin):
    """Probability that two one-sided tests show one figure of no difference to be within the margin, and σ's upper 80 % bound."""
    nu, scale = runs - 1, (1 + 1 / runs) ** 0.5
    critical = stats.t.ppf(1 - LEVEL, nu)
    reach = lambda w: margin / (deviation * scale) - critical * w
    inside = lambda w: 2 * w * nu * stats.chi2.pdf(nu * w * w, nu) * (2 * stats.norm.cdf(reach(w)) - 1)
    return {
        "runs": runs, "deviation": deviation, "margin": margin,
        "power": float(integrate.quad(inside, 0, margin / (critical * deviation * scale), epsabs=1e-12, limit=500)[0]),
        "upper": float(deviation * (nu / stats.chi2.ppf(0.2, nu)) ** 0.5),
    }


def seeds_to_show(share, margin):
    """The fewest runs that show it with a power of 0.8 at a share of the deviation above which no number of runs does."""
    largest = margin / (stats.norm.ppf(1 - LEVEL) + stats.norm.ppf(0.9))
    powers = ((runs, equivalence(runs, share * largest, margin)["power"]) for runs in range(2, 1000))
    return {"share": share, "margin": margin, "seeds": next(runs for runs, power in powers if power >= 0.8)}


with Topic(__file__, uses=["scipy", "numpy"]) as topic:
    topic.json("noncentral_t", [
        {"t": t, "degrees_of_freedom": nu, "noncentrality": delta, "cdf": float(stats.nct.cdf(t, nu, delta) if delta else stats.t.cdf(t, nu))}
        for t, nu, delta in POINTS
    ])
    topic.json("equivalence", [
        equivalence(runs, deviation, 0.0146) for runs in (2, 3, 5, 20) for deviation in (0.001, 0.002, 0.0035, 0.0062)
    ])
    topic.json("seeds_to_show", [seeds_to_show(share, 0.0146) for share in (0.5, 0.7, 0.8, 0.9, 0.95)])
    two, one = stats.ttest_ind(FRESH, REFERENCE), stats.ttest_1samp(DIFFERENCES, 0)
    topic.json("tests", {
        "reference": REFERENCE,
        "fresh": FRESH,
        "differences": DIFFERENCES,
        "two_sets_p_value": float(two.pvalue),
        "mean_p_value": float(one.pvalue),
        "mean_interval": [float(end) for end in one.confidence_interval(1 - LEVEL)],
        "power": [
            {"noncentrality": delta, "degrees_of_freedom": nu, "power": power(delta, nu)}
            for nu in (2, 4, 6, 20) for delta in (0.5, 1.5, 3.0, 4.5)
        ],
    })
