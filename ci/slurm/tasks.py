"""Reads `reproduction stages RECIPE --json` and lists what an array of jobs has to do: a line for each model of each seed that is not done,
`GENERATION SEED MODEL`. Generation 0 learns from nobody; every other one only from those before it."""

import json
import sys


def generations(stages):
    """The generation of each model: one more than the highest of the models whose stages it needs."""
    model_of = {stage["name"]: stage["model"] for stage in stages}
    needs = {}
    for stage in stages:
        others = needs.setdefault(stage["model"], set())
        others.update(model_of[need] for need in stage["needs"] if model_of[need] != stage["model"])

    def of(model):
        return 1 + max((of(other) for other in needs[model]), default=-1)

    return {model: of(model) for model in needs}


def tasks(stages):
    """A task for each folder of a model that holds a stage that is not done."""
    seeds = [stage["folder"].split("/")[0][len("seed-"):] for stage in stages if stage["folder"].startswith("seed-")]
    generation = generations(stages)
    found = {}
    for stage in stages:
        if stage["state"] == "done":
            continue
        place = stage["folder"].split("/")[0]
        # What all seeds share is made in passing by any of them, and where nothing else is made by its own.
        seed = place[len("seed-"):] if place != "shared" else seeds[0] if seeds else stage["seed"]
        found[generation[stage["model"]], int(seed), stage["model"]] = None
    return sorted(found)


if __name__ == "__main__":
    for task in tasks(json.load(sys.stdin)["stages"]):
        print(*task)
