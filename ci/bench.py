"""Runs the measurements of `make bench` and writes artifacts/bench.md, bench.json and bench-scaling.svg. Standard library only.

Each row's programs are started together, warmed up, and then measured in turn, ROUNDS times; a ratio is the median of the
ratios of one round. PyTorch's processes measure on request as this program's do, so that nothing but the measured one works.
Every process is told the number of threads (THREADS, all cores by default) and says with each figure how many it has: other than
that ends the benchmark. Beside each figure stand the cores that were busy, processor seconds over wall seconds.

INSTRUCTIONS=avx2 keeps every program from AVX-512, and writes bench-avx2.md and bench-avx2.json.

With --from FILE nothing is measured: bench.md, its plot and the README's sentence are made again from a bench.json.
"""

import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time

ROUNDS = int(os.environ.get("ROUNDS", "7"))
STEPS = int(os.environ.get("STEPS", "4"))
DATA = os.environ.get("DATA", "")
IMAGES = os.environ.get("IMAGES", "")
OUT = os.environ.get("OUT", "artifacts")
ROWS = os.environ.get("ROWS", "")
THREADS = int(os.environ.get("THREADS", os.cpu_count()))
INSTRUCTIONS = os.environ.get("INSTRUCTIONS", "")
NAME = f"bench-{INSTRUCTIONS}" if INSTRUCTIONS else "bench"

REPRODUCTION = "Reproduction/bin/Release/net10.0/reproduction"
PYTHON = "/usr/bin/python3"
# .NET, libtorch, oneDNN, MKL and OpenBLAS each have a name for it.
AVX2 = {"DOTNET_EnableAVX512": "0", "ATEN_CPU_CAPABILITY": "avx2", "DNNL_MAX_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2", "OPENBLAS_CORETYPE": "Haswell"}
ALLOCATOR = {"MALLOC_MMAP_THRESHOLD_": "1073741824", "MALLOC_TRIM_THRESHOLD_": "8589934592"}
OURS, PLAIN, CONTIGUOUS, FASTEST = "reproduction", "plain", "PyTorch", "PyTorch channels-last"

# name, kind, model, side, batch, steps over STEPS, goals against the fastest PyTorch: with AVX-512, with AVX2
TABLE = [
    ("train B0, 32 px, batch 64", "train", "efficientnet_b0", 32, 64, 3, (2.0, 2.5)),
    ("train B0, 64 px, batch 64", "train", "efficientnet_b0", 64, 64, 1, (2.3, 2.5)),
    ("train B0, 132 px, batch 32", "train", "efficientnet_b0", 132, 32, 1, (2.3, 2.5)),
    ("train B4, 64 px, batch 64", "train", "efficientnet_b4", 64, 64, 0.5, (2.3, 2.5)),
    ("distill B0, 64 px, batch 64", "distill", "efficientnet_b0", 64, 64, 1, (2.3, 2.5)),
    ("evaluate B0, 64 px, batch 64", "eval", "efficientnet_b0", 64, 64, 4, (2.0, 2.0)),
    ("evaluate B4, 64 px, batch 64", "eval", "efficientnet_b4", 64, 64, 1.5, (2.5, 2.5)),
]
EPOCH = ("epoch of cifar10-cpu, B0, 64 px, batch 128, images prepared", "train", "efficientnet_b0", 64, 128, 1, (2.3, 2.5))
# Sizes whose step is taken apart, and what of the floor it is to reach.
SHARED = {"B0, 32 px, batch 64": 0.8, "B0, 64 px, batch 64": 0.85, "B0, 132 px, batch 32": 0.85, "B4, 64 px, batch 64": 0.85}
SCALING_GOAL = 1.8
LIVE_GOAL = 1.05

# What bench share tells apart, in the order of the table.
SHARES = ("convolution", "depthwise", "batch_norm", "activation", "excitation", "packing", "optimiser", "rest")

# A process with less than this share of its threads busy had something else than arithmetic to wait for.
BUSY = 0.75

skipped = []


def has_pytorch():
    return subprocess.run([PYTHON, "-c", "import torch, torchvision"], capture_output=True).returncode == 0


def command(column, kind, model, side, batch, steps, with_images=False, threads=THREADS):
    common = [kind, "--model", model, "--image-size", str(side), "--batch", str(batch), "--steps", str(max(1, round(steps)))]
    if column in (OURS, PLAIN):
        line = [REPRODUCTION, "bench", *common, "--json"] + (["--plain-kernels"] if column == PLAIN else [])
        return line + (["--dataset", "cifar-10", "--data", DATA] if with_images else [])
    line = [PYTHON, "ci/bench_pytorch.py", *common, "--threads", str(threads)] + (["--channels-last"] if column == FASTEST else [])
    return line + (["--images", DATA] if with_images else [])


def environment(column, threads=THREADS):
    settings = dict(os.environ, OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads))
    if INSTRUCTIONS == "avx2":
        settings.update(AVX2)
    if column == FASTEST:
        settings.update(ALLOCATOR)
    return settings


def held(measured, threads, line):
    """A measurement whose process had the threads that it was told; without the folder of its data, which is this machine's matter."""
    if measured["threads"] != threads:
        raise SystemExit(f"bench: {' '.join(line)} has {measured['threads']} threads, expected {threads}")
    measured.get("data", {}).pop("place", None)
    return measured


class Measured:
    """A process that measures once for each line that it gets."""

    def __init__(self, line, settings, threads=THREADS):
        self.threads = threads
        self.process = subprocess.Popen(line + ["--on-request"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=settings)
        self.measure()

    def measure(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"bench: {' '.join(self.process.args)} stopped")
        return held(json.loads(line), self.threads, self.process.args)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def in_turn(running):
    """What each process measured in each round; then they are done."""
    rounds = [{name: process.measure() for name, process in running.items()} for _ in range(ROUNDS)]
    for process in running.values():
        process.close()
    return rounds


def row(entry, columns, with_images=False):
    name, kind, model, side, batch, steps, goals = entry
    print(f"bench: {name}", file=sys.stderr)
    running = {column: Measured(command(column, kind, model, side, batch, steps * STEPS, with_images), environment(column)) for column in columns}
    rounds = in_turn(running)

    def median(column, key):
        return statistics.median(measured[column][key] for measured in rounds)

    def ratio(column):
        return statistics.median(measured[OURS]["images_per_second"] / measured[column]["images_per_second"] for measured in rounds)

    result = {"name": name, "goal": goals[1 if INSTRUCTIONS == "avx2" else 0], "columns": {}}
    for column in columns:
        result["columns"][column] = {
            "images_per_second": median(column, "images_per_second"),
            "cpu_seconds_per_image": median(column, "cpu_seconds_per_image"),
            "threads": THREADS,
            "cores_busy": median(column, "cores_busy"),
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


def by_threads(columns):
    """What all threads gain over one, in rounds in which both take turns."""
    result = {}
    for column in columns:
        print(f"bench: threads of {column}", file=sys.stderr)
        running = {
            threads: Measured(command(column, "train", "efficientnet_b0", 64, 64, STEPS / 2, threads=threads), environment(column, threads), threads)
            for threads in (1, THREADS)
        }
        rounds = [{threads: measured["images_per_second"] for threads, measured in each.items()} for each in in_turn(running)]
        result[column] = {"gain": statistics.median(rates[THREADS] / rates[1] for rates in rounds), "rounds": rounds}
    return result


def live_teacher():
    """What a distillation step with a live B4 costs beyond the B4's evaluation, in plain steps of the same round."""
    print("bench: live teacher", file=sys.stderr)
    lines = {
        "plain": command(OURS, "train", "efficientnet_b0", 64, 64, STEPS / 2),
        "teacher": command(OURS, "eval", "efficientnet_b4", 64, 64, STEPS / 2),
        "live": command(OURS, "distill", "efficientnet_b0", 64, 64, STEPS / 2) + ["--teacher", "efficientnet_b4"],
    }
    running = {name: Measured(line, environment(OURS)) for name, line in lines.items()}
    rounds = [{name: 64 / measured["images_per_second"] for name, measured in each.items()} for each in in_turn(running)]
    return {"plain_steps": statistics.median((seconds["live"] - seconds["teacher"]) / seconds["plain"] for seconds in rounds), "rounds": rounds}


def once(line, settings, threads=THREADS):
    done = subprocess.run(line, capture_output=True, text=True, env=settings)
    if done.returncode:
        raise SystemExit(f"bench: {' '.join(line)}: {done.stderr.strip()}")
    return held(json.loads(done.stdout.splitlines()[-1]), threads, line)


def scaling(columns):
    series = {"batch": {}, "threads": {}, "image size": {}}
    for column in columns:
        print(f"bench: scaling of {column}", file=sys.stderr)

        def rate(side, batch, threads=THREADS):
            steps = max(1, STEPS / 2 * min(4, 64 / batch) * min(1, (64 / side) ** 2))
            line = command(column, "train", "efficientnet_b0", side, batch, steps, threads=threads)
            return once(line, environment(column, threads), threads)["images_per_second"]

        series["batch"][column] = [(batch, rate(64, batch)) for batch in (8, 16, 32, 64, 128, 256)]
        series["threads"][column] = [(threads, rate(64, 64, threads)) for threads in sorted({1, 2, THREADS}) if threads <= THREADS]
        series["image size"][column] = [(side, rate(side, 32)) for side in (32, 64, 96, 132, 224)]
    return series


def plot(series):
    """Three panels of images per second, by hand: a plot needs no library that another machine may lack."""
    colours = {OURS: "#0072b2", PLAIN: "#999999", FASTEST: "#d55e00"}
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 320" font-family="sans-serif" font-size="12">']
    parts.append('<rect width="960" height="320" fill="white"/>')
    for panel, (title, lines) in enumerate(series.items()):
        left, top, width, height = 60 + panel * 310, 40, 230, 210
        xs = [x for x, _ in next(iter(lines.values()))]
        most = 1.1 * max(rate for points in lines.values() for _, rate in points)
        parts.append(f'<text x="{left + width / 2}" y="20" text-anchor="middle">images per second by {title}</text>')
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
        subprocess.run([REPRODUCTION, "data", "import", IMAGES, "--data", folder], check=True, capture_output=True, env=environment(OURS))
        wall, after = time.perf_counter() - clock, os.times()
        result[OURS] = {"seconds": wall, "cpu_seconds": after.children_user + after.children_system - before.children_user - before.children_system}
    if with_pytorch:
        measured = once([PYTHON, "ci/bench_pytorch.py", "decode", "--threads", str(THREADS), "--images", IMAGES], environment(CONTIGUOUS))
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
    page = subprocess.run([REPRODUCTION, "check", "--json"], capture_output=True, text=True, env=environment(OURS))
    libtorch = json.loads(page.stdout)["libtorch"]
    versions["libtorch"] = f"{libtorch['version']} on {libtorch['instructions']}"
    versions["dotnet"] = subprocess.run(["dotnet", "--version"], capture_output=True, text=True).stdout.strip()
    arithmetic = once(command(OURS, "eval", "efficientnet_b0", 32, 8, 1), environment(OURS))["arithmetic"]
    if INSTRUCTIONS == "avx2" and "8 lanes" not in arithmetic:
        raise SystemExit(f"bench: INSTRUCTIONS=avx2, found {arithmetic}, expected 8 lanes")
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return {"processor": field("model name"), "flags": flags, "threads": THREADS, "system": platform.platform(),
            "load_before": os.getloadavg()[0], "commit": commit, "versions": versions, "rounds": ROUNDS, "steps": STEPS,
            "arithmetic": arithmetic}


def is_idle(figures):
    return figures["cores_busy"] < BUSY * figures["threads"]


def cell(figures):
    return (f"{figures['images_per_second']:.1f} ({1000 * figures['cpu_seconds_per_image']:.2f}; {figures['cores_busy']:.2f}"
            f"{' †' if is_idle(figures) else ''})")


def sentence(result):
    """What the README says of speed: the ratios to the fastest PyTorch, rounded down."""
    m = result["machine"]

    def span(kind):
        ratios = [row["ratio_to_fastest_pytorch"] for row in result["rows"] if row["name"].startswith(kind) and row.get("ratio_to_fastest_pytorch")]
        low, high = (math.floor(10 * ratio) / 10 for ratio in (min(ratios), max(ratios))) if ratios else (None, None)
        return None if low is None else f"{low:.1f}" if low == high else f"{low:.1f} to {high:.1f}"

    train, evaluate = span("train"), span("evaluate")
    if train is None or evaluate is None:
        return "Beside PyTorch nothing was measured."
    instructions = "AVX-512" if "16 lanes" in m["arithmetic"] else "AVX2" if "8 lanes" in m["arithmetic"] else "no vectors of our own"
    return (f"With {m['threads']} threads for each on {m['processor']} ({instructions}) this program trains {train} times and evaluates {evaluate} times as many "
            f"images per second as the fastest PyTorch {m['versions'].get('pytorch', '').split(' ')[0]} tried.")


def reached(entry, shares):
    """The share of its floor that a row has, and what its ratio would be there; nothing where the floor was not measured."""
    kind, _, size = entry["name"].partition(" ")
    share = shares.get(size)
    if share is None or kind not in ("train", "evaluate") or "evaluation_floor" not in share:
        return None
    batch = int(size.rsplit(" ", 1)[1])
    floor = share["floor" if kind == "train" else "evaluation_floor"] / 1000
    part = floor * entry["columns"][OURS]["images_per_second"] / batch
    ratio = entry.get("ratio_to_fastest_pytorch")
    return part, None if ratio is None else ratio / part


def missed_goal(entry, shares):
    ratio, goal = entry.get("ratio_to_fastest_pytorch"), entry["goal"]
    if ratio is None or ratio >= goal:
        return None
    at = reached(entry, shares)
    limit = f"; at {at[0]:.0%} of the floor, where it would be {at[1]:.2f}" if at else ""
    return f"{entry['name']} ({ratio:.2f} of {goal}{limit})"


def write_sentence(text, path="README.md"):
    """Puts the sentence where the README keeps it, between two comments, in lines like its others."""
    readme = open(path).read()
    begin, end = "<!-- speed: written by ci/bench.py -->", "<!-- end of speed -->"
    before, rest = readme.split(begin)
    after = rest.split(end)[1]
    lines = textwrap.wrap(f"{text} ([artifacts/bench.md](artifacts/bench.md)).".replace(". (", " ("), 125, break_long_words=False, break_on_hyphens=False)
    write(path, before + begin + "\n" + "".join(f"{line}\n" for line in lines) + end + after)


def report(result):
    m = result["machine"]
    lines = ["# Speed", ""]
    lines.append(f"{m['processor']} ({', '.join(m['flags'])}), {m['threads']} threads in every process, {m['system']}; load before: {m['load_before']:.1f}; commit {m['commit']}; "
                 f"arithmetic: {m['arithmetic']}; " + ", ".join(f"{name} {version}" for name, version in m["versions"].items()) + ".")
    if m["load_before"] > m["threads"] / 2:
        lines += ["", f"**The load before was {m['load_before']:.1f} on {m['threads']} threads: that of the build, if nothing else ran; else the cores busy beside "
                  "each figure fall, and it compares nothing.**"]
    lines += ["", sentence(result)]
    lines += ["", f"Medians of {m['rounds']} rounds in which the programs take turns; a ratio is the median of the rounds' own ratios. "
              "Images per second; in brackets milliseconds of processor time (user and system) an image and the cores that were busy (processor "
              f"over wall seconds; threads that spin while they wait are busy too). Every process had {m['threads']} threads, which it was told and asked for with "
              "each figure. PyTorch channels-last runs with " + " ".join(f"{key}={value}" for key, value in ALLOCATOR.items())
              + ". An earlier version of this table compared one thread of PyTorch with two of this program, because Debian's PyTorch starts with "
              "one: its ratios, up to 3.5, were wrong.", ""]
    columns = list(result["rows"][0]["columns"])
    lines.append("| | " + " | ".join(columns) + " | ratio to the fastest PyTorch | goal | of the floor | ratio there | ratio to plain |")
    lines.append("|" + " --- |" * (len(columns) + 6))
    for entry in result["rows"]:
        cells = [cell(entry["columns"][c]) if c in entry["columns"] else "" for c in columns]
        fast = entry.get("ratio_to_fastest_pytorch")
        plain = entry["columns"][PLAIN]["ratio"]
        part, there = reached(entry, result["shares"]) or (None, None)
        lines.append(f"| {entry['name']} | " + " | ".join(cells) + f" | {'not measured' if fast is None else f'**{fast:.2f}**'} | {entry['goal']} | "
                     f"{'' if part is None else f'{part:.0%}'} | {'' if there is None else f'{there:.2f}'} | {plain:.2f} |")
    if any(is_idle(entry["columns"][c]) for entry in result["rows"] for c in entry["columns"]):
        lines += ["", f"† Fewer than {BUSY:.0%} of the threads were busy: that program waited, for memory, data or its other thread."]
    lines += ["", "Of the floor: what share of a step's time its multiply-adds would take at a measured matrix product's rate and its bytes at a measured "
              "copy's; ratio there: what the ratio would be if a step took no longer than that."]
    missed = [text for text in (missed_goal(entry, result["shares"]) for entry in result["rows"]) if text]
    lines += ["", f"Goals missed: {'; '.join(missed)}." if missed else "No goal is missed."]
    for column, threads in result.get("threads", {}).items():
        goal = f" (goal: at least {SCALING_GOAL})" if column == OURS else ""
        lines += ["", f"{m['threads']} threads train B0 at 64 px {threads['gain']:.2f} times as fast as one: {column}{goal}."]
    if "live" in result:
        lines += ["", f"A distillation step of B0 at 64 px with a live B4 takes the B4's evaluation and {result['live']['plain_steps']:.3f} plain steps "
                  f"(goal: at most {LIVE_GOAL})."]
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
    lines += ["", f"![Images per second by batch, threads and image size]({NAME}-scaling.svg)", "", "## Where a step's time goes", ""]
    lines.append("Milliseconds. What the kernels' passes took in the fastest of five measurements, divided by the threads; rest: what no "
                 "kernel does: loss, libtorch's graph, memory, threads that wait. Floor: multiply-adds over a measured matrix product's rate plus "
                 "bytes over a measured copy's.")
    # An older bench.json counts squeeze-excitation and packing with the rest.
    keys = [key for key in SHARES if all(key in share for share in result["shares"].values())]
    lines += ["", "| | " + " | ".join(key.replace("_", " ") for key in keys) + " | step | floor | floor / step | goal |", "|" + " --- |" * (len(keys) + 5)]
    for name, share in result["shares"].items():
        lines.append(f"| {name} | " + " | ".join(f"{share[key]:.1f} ({100 * share[key] / share['step']:.0f} %)" for key in keys)
                     + f" | {share['step']:.1f} | {share['floor']:.1f} | {share['floor'] / share['step']:.0%} | {f'{SHARED[name]:.0%}' if name in SHARED else ''} |")
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
    result["threads"] = by_threads([OURS] + ([FASTEST] if with_pytorch else []))
    result["live"] = live_teacher()
    result["shares"] = {
        name.removeprefix("train "): once(command(OURS, "share", model, side, batch, 2 * steps * STEPS), environment(OURS))
        for name, kind, model, side, batch, steps, _ in TABLE if name.removeprefix("train ") in SHARED
    }
    result["skipped"] = skipped
    os.makedirs(OUT, exist_ok=True)
    write(os.path.join(OUT, f"{NAME}.json"), json.dumps(result, indent=1) + "\n")
    for reason in skipped:
        print(f"skipped: {reason}", file=sys.stderr)
    publish(result)


def publish(result):
    """Everything that follows from the figures."""
    write(os.path.join(OUT, f"{NAME}.md"), report(result))
    write(os.path.join(OUT, f"{NAME}-scaling.svg"), plot(result["scaling"]))
    if OUT == "artifacts" and NAME == "bench" and not ROWS:
        write_sentence(sentence(result))
    print(f"{OUT}/{NAME}.md")


def write(path, text):
    with open(path + ".new", "w") as file:
        file.write(text)
    os.replace(path + ".new", path)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--from"]:
        with open(sys.argv[2]) as file:
            publish(json.load(file))
    else:
        main()
