"""Runs the measurements of `make bench` and writes artifacts/bench.md, bench.json and bench-scaling.svg. Standard library only.

Each row's programs are started together, warmed up, and then measured in turn, ROUNDS times; a ratio is the median of the
ratios of one round. PyTorch's processes measure on request as this program's do, so that nothing but the measured one works.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = int(os.environ.get("ROUNDS", "7"))
STEPS = int(os.environ.get("STEPS", "4"))
DATA = os.environ.get("DATA", "")
IMAGES = os.environ.get("IMAGES", "")
OUT = os.environ.get("OUT", "artifacts")
ROWS = os.environ.get("ROWS", "")

REPRODUCTION = "Reproduction/bin/Release/net10.0/reproduction"
PYTHON = "/usr/bin/python3"
ALLOCATOR = {"MALLOC_MMAP_THRESHOLD_": "1073741824", "MALLOC_TRIM_THRESHOLD_": "8589934592"}
OURS, PLAIN, CONTIGUOUS, FASTEST = "reproduction", "plain", "PyTorch", "PyTorch channels-last"

# name, kind, model, side, batch, steps over STEPS, goal against the fastest PyTorch
TABLE = [
    ("train B0, 32 px, batch 64", "train", "efficientnet_b0", 32, 64, 3, 1.5),
    ("train B0, 64 px, batch 64", "train", "efficientnet_b0", 64, 64, 1, 1.5),
    ("train B0, 132 px, batch 32", "train", "efficientnet_b0", 132, 32, 1, 1.1),
    ("train B4, 64 px, batch 64", "train", "efficientnet_b4", 64, 64, 0.5, 1.4),
    ("distill B0, 64 px, batch 64", "distill", "efficientnet_b0", 64, 64, 1, 1.0),
    ("evaluate B0, 64 px, batch 64", "eval", "efficientnet_b0", 64, 64, 4, 1.5),
    ("evaluate B4, 64 px, batch 64", "eval", "efficientnet_b4", 64, 64, 1.5, 1.5),
]
EPOCH = ("epoch of cifar10-cpu, B0, 64 px, batch 128, images prepared", "train", "efficientnet_b0", 64, 128, 1, 1.0)

skipped = []


def has_pytorch():
    return subprocess.run([PYTHON, "-c", "import torch, torchvision"], capture_output=True).returncode == 0


def command(column, kind, model, side, batch, steps, with_images=False):
    common = [kind, "--model", model, "--image-size", str(side), "--batch", str(batch), "--steps", str(max(1, round(steps)))]
    if column in (OURS, PLAIN):
        line = [REPRODUCTION, "bench", *common, "--json"] + (["--plain-kernels"] if column == PLAIN else [])
        return line + (["--dataset", "cifar-10", "--data", DATA] if with_images else [])
    line = [PYTHON, "ci/bench_pytorch.py", *common] + (["--channels-last"] if column == FASTEST else [])
    return line + (["--images", DATA] if with_images else [])


def environment(column, threads=None):
    settings = dict(os.environ)
    if column == FASTEST:
        settings.update(ALLOCATOR)
    if threads:
        settings["OMP_NUM_THREADS"] = str(threads)
    return settings


class Measured:
    """A process that measures once for each line that it gets."""

    def __init__(self, line, settings):
        self.process = subprocess.Popen(line + ["--on-request"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=settings)
        self.measure()

    def measure(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"bench: {' '.join(self.process.args)} stopped")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def row(entry, columns, with_images=False):
    name, kind, model, side, batch, steps, goal = entry
    print(f"bench: {name}", file=sys.stderr)
    running = {column: Measured(command(column, kind, model, side, batch, steps * STEPS, with_images), environment(column)) for column in columns}
    rounds = [{column: process.measure() for column, process in running.items()} for _ in range(ROUNDS)]
    for process in running.values():
        process.close()

    def median(column, key):
        return statistics.median(measured[column][key] for measured in rounds)

    def ratio(column):
        return statistics.median(measured[OURS]["images_per_second"] / measured[column]["images_per_second"] for measured in rounds)

    result = {"name": name, "goal": goal, "columns": {}}
    for column in columns:
        result["columns"][column] = {
            "images_per_second": median(column, "images_per_second"),
            "cpu_seconds_per_image": median(column, "cpu_seconds_per_image"),
            "peak_memory_bytes": max(measured[column]["peak_memory_bytes"] for measured in rounds),
            "seconds_to_first_step": median(column, "seconds_to_first_step"),
            "ratio": ratio(column),
        }
    fastest = [column for column in columns if column in (CONTIGUOUS, FASTEST)]
    if fastest:
        result["ratio_to_fastest_pytorch"] = statistics.median(
            measured[OURS]["images_per_second"] / max(measured[column]["images_per_second"] for column in fastest) for measured in rounds
        )
    result["rounds"] = rounds
    return result


def once(line, settings):
    done = subprocess.run(line, capture_output=True, text=True, env=settings)
    if done.returncode:
        raise SystemExit(f"bench: {' '.join(line)}: {done.stderr.strip()}")
    return json.loads(done.stdout.splitlines()[-1])


def scaling(columns):
    series = {"batch": {}, "threads": {}, "image size": {}}
    for column in columns:
        print(f"bench: scaling of {column}", file=sys.stderr)

        def rate(side, batch, threads=None):
            steps = max(1, STEPS / 2 * min(4, 64 / batch) * min(1, (64 / side) ** 2))
            return once(command(column, "train", "efficientnet_b0", side, batch, steps), environment(column, threads))["images_per_second"]

        series["batch"][column] = [(batch, rate(64, batch)) for batch in (8, 16, 32, 64, 128, 256)]
        series["threads"][column] = [(threads, rate(64, 64, threads)) for threads in (1, 2)]
        series["image size"][column] = [(side, rate(side, 32)) for side in (32, 64, 96, 132, 224)]
    return series


def plot(series):
    """Three panels of images a second, by hand: a plot needs no library that another machine may lack."""
    colours = {OURS: "#0072b2", PLAIN: "#999999", FASTEST: "#d55e00"}
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 320" font-family="sans-serif" font-size="12">']
    parts.append('<rect width="960" height="320" fill="white"/>')
    for panel, (title, lines) in enumerate(series.items()):
        left, top, width, height = 60 + panel * 310, 40, 230, 210
        xs = [x for x, _ in next(iter(lines.values()))]
        most = 1.1 * max(rate for points in lines.values() for _, rate in points)
        parts.append(f'<text x="{left + width / 2}" y="20" text-anchor="middle">images a second by {title}</text>')
        parts.append(f'<path d="M{left} {top}V{top + height}H{left + width}" fill="none" stroke="black"/>')
        for share in (0, 0.5, 1):
            parts.append(f'<text x="{left - 6}" y="{top + height * (1 - share) + 4}" text-anchor="end">{most * share:.0f}</text>')
        place = {x: left + width * (i + 0.5) / len(xs) for i, x in enumerate(xs)}
        for x in xs:
            parts.append(f'<text x="{place[x]}" y="{top + height + 16}" text-anchor="middle">{x}</text>')
        for column, points in lines.items():
            path = " ".join(f"{place[x]:.1f},{top + height * (1 - rate / most):.1f}" for x, rate in points)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colours[column]}" stroke-width="2"/>')
    for i, (column, colour) in enumerate(colours.items()):
        parts.append(f'<rect x="{60 + i * 200}" y="290" width="12" height="12" fill="{colour}"/><text x="{78 + i * 200}" y="300">{column}</text>')
    return "\n".join(parts + ["</svg>"]) + "\n"


def decoding(with_pytorch):
    if not IMAGES:
        skipped.append("decoding: IMAGES names no zip of JPEG files")
        return None
    print("bench: decoding", file=sys.stderr)
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        before, clock = os.times(), time.perf_counter()
        subprocess.run([REPRODUCTION, "data", "import", IMAGES, "--data", folder], check=True, capture_output=True)
        wall, after = time.perf_counter() - clock, os.times()
        result[OURS] = {"seconds": wall, "cpu_seconds": after.children_user + after.children_system - before.children_user - before.children_system}
    if with_pytorch:
        measured = once([PYTHON, "ci/bench_pytorch.py", "decode", "--images", IMAGES], environment(CONTIGUOUS))
        images = sum(1 for _ in names(IMAGES))
        result[CONTIGUOUS] = {"seconds": images / measured["images_per_second"], "cpu_seconds": images * measured["cpu_seconds_per_image"]}
    return result


def names(path):
    import zipfile

    with zipfile.ZipFile(path) as archive:
        yield from (name for name in archive.namelist() if name.endswith(".jpg"))


def machine(with_pytorch):
    info = open("/proc/cpuinfo").read()
    field = lambda name: next((line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith(name)), "unknown")
    flags = [flag for flag in field("flags").split() if flag in ("avx", "avx2", "fma", "avx512f", "avx512bw", "avx512vl", "avx512_bf16")]
    versions = {"python": platform.python_version()}
    if with_pytorch:
        versions["pytorch"] = subprocess.run(
            [PYTHON, "-c", "import torch, torchvision; print(torch.__version__, 'torchvision', torchvision.__version__)"],
            capture_output=True, text=True).stdout.strip()
    versions["dotnet"] = subprocess.run(["dotnet", "--version"], capture_output=True, text=True).stdout.strip()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return {"processor": field("model name"), "flags": flags, "threads": os.cpu_count(), "system": platform.platform(),
            "load_before": os.getloadavg()[0], "commit": commit, "versions": versions, "rounds": ROUNDS, "steps": STEPS,
            "arithmetic": once(command(OURS, "eval", "efficientnet_b0", 32, 8, 1), environment(OURS))["arithmetic"]}


def report(result):
    m = result["machine"]
    lines = ["# Speed", ""]
    lines.append(f"{m['processor']} ({', '.join(m['flags'])}), {m['threads']} threads, {m['system']}; load before: {m['load_before']:.1f}; commit {m['commit']}; "
                 f"arithmetic: {m['arithmetic']}; " + ", ".join(f"{name} {version}" for name, version in m["versions"].items()) + ".")
    lines += ["", f"Medians of {m['rounds']} rounds in which the programs take turns; a ratio is the median of the rounds' own ratios. "
              "Images a second; in brackets milliseconds of processor time (user and system) an image. PyTorch channels-last runs with "
              + " ".join(f"{key}={value}" for key, value in ALLOCATOR.items()) + ".", ""]
    columns = list(result["rows"][0]["columns"])
    lines.append("| | " + " | ".join(columns) + " | ratio to the fastest PyTorch | goal | ratio to plain |")
    lines.append("|" + " --- |" * (len(columns) + 4))
    for entry in result["rows"]:
        cells = [f"{entry['columns'][c]['images_per_second']:.1f} ({1000 * entry['columns'][c]['cpu_seconds_per_image']:.2f})" if c in entry["columns"] else "" for c in columns]
        fast = entry.get("ratio_to_fastest_pytorch")
        plain = entry["columns"][PLAIN]["ratio"]
        lines.append(f"| {entry['name']} | " + " | ".join(cells) + f" | {'not measured' if fast is None else f'**{fast:.2f}**'} | {entry['goal']} | {plain:.2f} |")
    lines += ["", "| | " + " | ".join(columns) + " |", "|" + " --- |" * (len(columns) + 1)]
    for entry in result["rows"]:
        lines.append(f"| {entry['name']}: peak memory, MiB; seconds from start to first step | " + " | ".join(
            f"{entry['columns'][c]['peak_memory_bytes'] / 2**20:.0f}; {entry['columns'][c]['seconds_to_first_step']:.2f}" if c in entry["columns"] else "" for c in columns) + " |")
    by_name = {entry["name"]: entry for entry in result["rows"]}
    if TABLE[1][0] in by_name and TABLE[4][0] in by_name:
        step = by_name[TABLE[1][0]]["columns"][OURS]["images_per_second"] / by_name[TABLE[4][0]]["columns"][OURS]["images_per_second"]
        lines += ["", f"A distillation step with stored teacher's logits takes {step:.3f} times a plain one (goal: at most 1.05)."]
    if result.get("data_share") is not None:
        lines += ["", f"Preparing images takes {100 * result['data_share']:.1f} % of an epoch's time (goal: at most 5 %)."]
    if result["decoding"]:
        lines += ["", "| 60,000 JPEG files read and decoded | seconds | processor seconds |", "| --- | --- | --- |"]
        lines += [f"| {column} | {value['seconds']:.1f} | {value['cpu_seconds']:.1f} |" for column, value in result["decoding"].items()]
    lines += ["", "![Images a second by batch, threads and image size](bench-scaling.svg)", "", "## Where a step's time goes", ""]
    lines.append("B0, batch 64, milliseconds. Each kind of pass played again by itself and its least time taken; rest: squeeze-excitation, packing of weights, "
                 "what memory adds when the passes follow each other, loss, libtorch's graph. Floor: multiply-adds over a measured matrix product's rate "
                 "plus bytes over a measured copy's.")
    lines += ["", "| | convolution | depthwise | batch norm | activation | optimiser | rest | step | floor |", "|" + " --- |" * 9]
    for name, share in result["shares"].items():
        keys = ["convolution", "depthwise", "batch_norm", "activation", "optimiser", "rest"]
        lines.append(f"| {name} | " + " | ".join(f"{share[key]:.1f} ({100 * share[key] / share['step']:.0f} %)" for key in keys)
                     + f" | {share['step']:.1f} | {share['floor']:.1f} |")
    if result["skipped"]:
        lines += ["", "Skipped: " + "; ".join(result["skipped"]) + "."]
    return "\n".join(lines) + "\n"


def main():
    with_pytorch = has_pytorch()
    if not with_pytorch:
        skipped.append(f"PyTorch: {PYTHON} has no torch and torchvision")
    columns = [OURS, PLAIN] + ([CONTIGUOUS, FASTEST] if with_pytorch else [])
    result = {"machine": machine(with_pytorch)}
    result["rows"] = [row(entry, columns) for entry in TABLE if not ROWS or any(part in entry[0] for part in ROWS.split(","))]
    if DATA:
        result["rows"].append(row(EPOCH, columns, with_images=True))
        result["data_share"] = statistics.median(measured[OURS]["data_share"] for measured in result["rows"][-1]["rounds"])
    else:
        skipped.append("epoch of cifar10-cpu: DATA names no folder with cifar-10-batches-bin")
    result["decoding"] = decoding(with_pytorch)
    result["scaling"] = scaling([OURS, PLAIN] + ([FASTEST] if with_pytorch else []))
    result["shares"] = {
        f"{side} px": once([REPRODUCTION, "bench", "share", "--model", "efficientnet_b0", "--image-size", str(side), "--batch", "64", "--steps", str(2 * STEPS)],
                           environment(OURS)) for side in (32, 64)
    }
    result["skipped"] = skipped
    os.makedirs(OUT, exist_ok=True)
    for name, text in (("bench.json", json.dumps(result, indent=1) + "\n"), ("bench.md", report(result)), ("bench-scaling.svg", plot(result["scaling"]))):
        path = os.path.join(OUT, name)
        with open(path + ".new", "w") as file:
            file.write(text)
        os.replace(path + ".new", path)
    for reason in skipped:
        print(f"skipped: {reason}", file=sys.stderr)
    print(f"{OUT}/bench.md")


if __name__ == "__main__":
    main()
