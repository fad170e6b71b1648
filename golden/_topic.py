"""Where a topic's reference values go: see README.md."""

import hashlib
import importlib
import json
import os
import platform
import shutil
import struct
import sys

# The same bits on every processor: no kernels chosen by what the machine happens to have, sums in one order. Libraries
# read this while they start, so the script starts itself again with it.
_PINNED = {
    "ATEN_CPU_CAPABILITY": "default",
    "DNNL_MAX_CPU_ISA": "SSE41",
    "ONEDNN_MAX_CPU_ISA": "SSE41",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F",
    "MKL_NUM_THREADS": "1",
    "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_CORETYPE": "Nehalem",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONWARNINGS": "ignore",
}
if any(os.environ.get(name) != value for name, value in _PINNED.items()):
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **_PINNED})

_DTYPES = {"uint8": "U8", "int32": "I32", "int64": "I64", "float32": "F32", "float64": "F64"}


def _imported(folder):
    """The files of a folder whose names begin with _ and that the running script has imported."""
    return [
        os.path.join(folder, file)
        for file in os.listdir(folder)
        if file.startswith("_") and os.path.splitext(file)[0] in sys.modules
    ]


class Topic:
    """
    The values of one topic, written to values/TOPIC when the block ends well:

        with Topic(__file__, uses=["torch", "torchvision"]) as topic:
            topic.json("losses", {"cross_entropy": 1.25})
            topic.tensors("gradients", {"logits": array})
    """

    def __init__(self, script, uses):
        self._script = os.path.abspath(script)
        self._uses = uses
        name = os.path.splitext(os.path.basename(script))[0]
        self._folder = os.path.join(os.path.dirname(self._script), "values", name)
        self._new = self._folder + ".new"

    def json(self, name, value):
        """NAME.json. Numbers are written so that they read back exactly; NaN and infinity are refused."""
        self._write(name + ".json", (json.dumps(value, indent=1, allow_nan=False) + "\n").encode())

    def text(self, name, value):
        """NAME (with its extension), as UTF-8."""
        self._write(name, value.encode())

    def tensors(self, name, arrays):
        """NAME.safetensors, of numpy arrays or torch tensors by name."""
        header, data = {}, b""
        for key, array in arrays.items():
            if hasattr(array, "detach"):
                array = array.detach().cpu().contiguous().numpy()
            content = array.tobytes()
            header[key] = {
                "dtype": _DTYPES[str(array.dtype)],
                "shape": list(array.shape),
                "data_offsets": [len(data), len(data) + len(content)],
            }
            data += content
        head = json.dumps(header, separators=(",", ":")).encode()
        head += b" " * (-len(head) % 8)
        self._write(name + ".safetensors", struct.pack("<Q", len(head)) + head + data)

    def _write(self, name, content):
        with open(os.path.join(self._new, name), "xb") as file:
            file.write(content)

    def __enter__(self):
        shutil.rmtree(self._new, ignore_errors=True)
        os.makedirs(self._new)
        return self

    def __exit__(self, error, *_):
        if error:
            shutil.rmtree(self._new)
            return
        versions = {"python": platform.python_version()}
        versions.update({name: importlib.import_module(name).__version__ for name in self._uses})
        self.json("versions", versions)

        files = sorted(os.listdir(self._new))
        paths = {name: os.path.join(self._new, name) for name in files}
        for script in [self._script, *_imported(os.path.dirname(self._script))]:
            paths["../../" + os.path.basename(script)] = script
        sums = ""
        for name, path in sorted(paths.items()):
            with open(path, "rb") as file:
                sums += f"{hashlib.sha256(file.read()).hexdigest()}  {name}\n"
        self.text("SHA256SUMS", sums)
        shutil.rmtree(self._folder, ignore_errors=True)
        os.rename(self._new, self._folder)
        print(f"{os.path.relpath(self._folder)}: {len(files)} files")
