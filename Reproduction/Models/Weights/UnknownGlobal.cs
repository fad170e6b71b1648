using System.Collections.Frozen;

namespace Reproduction.Models.Weights;

/// <summary>
/// What becomes of a class or function that tensors do not need: named alone it is a value that is passed over; a call of it is
/// passed over too, or refused by its name. Nothing is run in either case: a refusal tells the user that the file is not what it
/// should be, as Python would run it.
/// </summary>
internal static class UnknownGlobal
{
    /// <summary>
    /// Modules whose classes reach the system, files, the network or other code; protocols before 3 have Python 2's names.
    /// </summary>
    private static readonly FrozenSet<string> Reaching = FrozenSet.ToFrozenSet(
    [
        "os", "posix", "nt", "sys", "subprocess", "commands", "popen2", "pty", "shutil", "tempfile", "io", "_io", "signal", "ctypes",
            "_ctypes", "cffi", "mmap",
        "socket", "_socket", "socketserver", "SocketServer", "ssl", "http", "httplib", "BaseHTTPServer", "urllib", "urllib2", "requests",
        "ftplib", "smtplib", "telnetlib", "xmlrpc", "xmlrpclib",
        "webbrowser", "asyncio", "multiprocessing", "_posixsubprocess", "threading", "_thread", "concurrent",
        "builtins", "__builtin__", "types", "importlib", "_frozen_importlib", "_frozen_importlib_external", "runpy", "zipimport", "zipfile",
        "tarfile",
        "code", "codeop", "bdb", "pdb", "cProfile", "timeit", "doctest", "unittest", "pydoc", "pickle", "_pickle", "cPickle", "marshal",
        "shelve", "dbm",
        "dill", "cloudpickle", "joblib", "sqlite3", "logging", "ensurepip", "pip", "venv", "distutils", "setuptools", "pkg_resources",
        "IPython",
    ], StringComparer.Ordinal);

    /// <summary>Functions, and classes that are named like functions, that make values of what they are given and no more.</summary>
    private static readonly FrozenSet<string> MakingValues = FrozenSet.ToFrozenSet(
    [
        "_codecs.encode", "copyreg._reconstructor", "copy_reg._reconstructor", "copyreg.__newobj__", "copyreg.__newobj_ex__",
        .. from module in (string[])["builtins", "__builtin__"]
           from name in (string[])["object", "set", "frozenset", "bytearray", "complex", "slice", "range", "xrange", "list", "tuple", "int",
               "long", "float", "str", "unicode", "bytes", "bool"]
           select $"{module}.{name}",
        .. from module in (string[])["numpy.core", "numpy._core"]
           from name in (string[])["multiarray.scalar", "multiarray._reconstruct", "numeric._frombuffer"]
           select $"{module}.{name}",
        "numpy.dtype", "numpy.ndarray", "numpy.random._pickle.__randomstate_ctor", "numpy.random._pickle.__generator_ctor",
        "numpy.random._pickle.__bit_generator_ctor",
        "datetime.datetime", "datetime.date", "datetime.time", "datetime.timedelta", "datetime.timezone",
        "collections.deque", "array.array", "array._array_reconstructor", "functools.partial", "operator.itemgetter", "operator.attrgetter",
        "re._compile",
        "io.BytesIO", "_io.BytesIO", "io.StringIO", "_io.StringIO", "types.SimpleNamespace", "logging.getLogger", "torch.device",
    ], StringComparer.Ordinal);

    /// <summary>Whether a call of it is no more than a value, which may be passed over.</summary>
    /// <param name="name">The full name, such as <c>argparse.Namespace</c>.</param>
    /// <param name="isClass">Whether the opcode takes nothing but classes.</param>
    public static bool MayBePassedOver(string name, bool isClass)
    {
        if (MakingValues.Contains(name)) return true;
        if (Reaching.Contains(name.Split('.', 2)[0])) return false;
        // PyTorch's own ways to make a tensor: what depends on one is refused there.
        if (name.StartsWith("torch._utils._rebuild", StringComparison.Ordinal)) return true;
        // Python's classes are capitalised, its functions are not.
        return isClass || (name.AsSpan(name.LastIndexOf('.') + 1).TrimStart('_') is [var initial, ..] && char.IsUpper(initial));
    }
}
