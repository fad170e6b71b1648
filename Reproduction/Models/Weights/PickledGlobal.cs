using System.Collections.Frozen;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>
/// The classes and functions that torch.save names for tensors and dictionaries, and that <c>torch.load(weights_only=True)</c>
/// takes. Each has a meaning of our own here; nothing of Python is looked up or run.
/// </summary>
internal sealed class PickledGlobal
{
    private static readonly FrozenDictionary<string, PickledGlobal> Known = All().ToFrozenDictionary(known =>
        known.Name, StringComparer.Ordinal);

    private PickledGlobal(string name, Role role, ScalarType? dtype = null) => (Name, Does, Dtype) = (name, role, dtype);

    /// <summary>What a global is good for.</summary>
    public enum Role
    {
        /// <summary>A name that means itself, such as <c>torch.per_tensor_affine</c>.</summary>
        Itself,

        /// <summary>A tensor's class; as a call, the tensor that it is given.</summary>
        TensorClass,

        /// <summary>The class of a storage with a type of elements, or without one.</summary>
        Storage,

        /// <summary>A type of elements, such as <c>torch.float32</c>.</summary>
        Dtype,

        /// <summary><c>collections.OrderedDict()</c> and its like, with or without pairs.</summary>
        Mapping,

        /// <summary><c>torch.Size(sizes)</c>.</summary>
        Size,

        /// <summary><c>torch.serialization._get_layout(name)</c>.</summary>
        Layout,

        /// <summary><c>torch._utils._rebuild_tensor(storage, offset, size, stride)</c> and what later versions append to it.</summary>
        RebuildTensor,

        /// <summary><c>torch._utils._rebuild_tensor_v3(storage, offset, size, stride, requires_grad, hooks, dtype)</c>.</summary>
        RebuildUntyped,

        /// <summary><c>torch._utils._rebuild_parameter(tensor, requires_grad, hooks)</c>, with a state or without.</summary>
        RebuildParameter,

        /// <summary><c>torch._tensor._rebuild_from_type_v2(function, type, arguments, state)</c>.</summary>
        RebuildFromType,

        /// <summary><c>torch._utils._rebuild_qtensor(storage, offset, size, stride, quantizer, requires_grad, hooks)</c>.</summary>
        RebuildQuantised,

        /// <summary><c>torch._utils._rebuild_sparse_tensor(layout, (indices, values, size))</c>.</summary>
        RebuildSparse,

        /// <summary><c>torch._utils._rebuild_nested_tensor(buffer, sizes, strides, offsets)</c>.</summary>
        RebuildNested,

        /// <summary><c>torch._utils._rebuild_meta_tensor_no_storage(dtype, size, stride, requires_grad)</c>.</summary>
        RebuildMeta,
    }

    /// <summary>Its full name, such as <c>torch.FloatStorage</c>.</summary>
    public string Name { get; }

    /// <summary>What it is good for.</summary>
    public Role Does { get; }

    /// <summary>The elements' type where it is a type or a typed storage's class.</summary>
    public ScalarType? Dtype { get; }

    /// <summary>The global of that name, or null where it is none that tensors need.</summary>
    public static PickledGlobal? Named(string name) => Known.GetValueOrDefault(name);

    private static IEnumerable<PickledGlobal> All() =>
    [
        .. Of(Role.Mapping, "collections.OrderedDict", "collections.defaultdict", "collections.Counter", "builtins.dict",
            "__builtin__.dict"),
        .. Of(Role.Size, "torch.Size"),
        .. Of(Role.Layout, "torch.serialization._get_layout"),
        .. Of(Role.RebuildTensor, "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2"),
        .. Of(Role.RebuildUntyped, "torch._utils._rebuild_tensor_v3"),
        .. Of(Role.RebuildParameter,
            "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
            "torch._utils._rebuild_device_tensor_from_cpu_tensor"),
        .. Of(Role.RebuildFromType, "torch._tensor._rebuild_from_type_v2"),
        .. Of(Role.RebuildQuantised, "torch._utils._rebuild_qtensor"),
        .. Of(Role.RebuildSparse, "torch._utils._rebuild_sparse_tensor", "torch._utils._rebuild_sparse_csr_tensor"),
        .. Of(Role.RebuildNested, "torch._utils._rebuild_nested_tensor"),
        .. Of(Role.RebuildMeta, "torch._utils._rebuild_meta_tensor_no_storage"),
        .. Of(Role.TensorClass, "torch.Tensor", "torch._tensor.Tensor", "torch.tensor.Tensor", "torch.nn.parameter.Parameter",
            "torch.nn.parameter.Buffer"),
        .. Of(Role.Itself,
            "torch.per_tensor_affine", "torch.per_tensor_symmetric", "torch.per_channel_affine", "torch.per_channel_symmetric",
            "torch.per_channel_affine_float_qparams", "torch.strided", "torch.sparse_coo", "torch.sparse_csr", "torch.sparse_csc",
            "torch.sparse_bsr", "torch.sparse_bsc", "torch.jagged"),
        .. Dtypes().Select(known => new PickledGlobal(known.Name, Role.Dtype, known.Type)),
        .. Storages().Select(known => new PickledGlobal(known.Name, Role.Storage, known.Type)),
    ];

    private static IEnumerable<PickledGlobal> Of(Role role, params string[] names) => names.Select(name => new PickledGlobal(name, role));

    private static IEnumerable<(string Name, ScalarType Type)> Dtypes() =>
        Weights.Dtype.AllInPyTorch.Select(known => ($"torch.{known.Name}", known.Type));

    private static IEnumerable<(string Name, ScalarType? Type)> Storages()
    {
        (string Kind, ScalarType Type)[] typed =
        [
            ("Double", ScalarType.Float64), ("Float", ScalarType.Float32), ("Half", ScalarType.Float16), ("BFloat16", ScalarType.BFloat16),
            ("Long", ScalarType.Int64), ("Int", ScalarType.Int32), ("Short", ScalarType.Int16), ("Char", ScalarType.Int8),
            ("Byte", ScalarType.Byte), ("Bool", ScalarType.Bool),
            ("ComplexFloat", ScalarType.ComplexFloat32), ("ComplexDouble", ScalarType.ComplexFloat64),
            ("QInt8", ScalarType.QInt8), ("QUInt8", ScalarType.QUInt8), ("QInt32", ScalarType.QInt32),
            ("QUInt4x2", (ScalarType)16), ("QUInt2x4", (ScalarType)17),
        ];
        // A tensor of a GPU is stored under the name of the CPU's class; only PyTorch before 0.4 wrote torch.cuda's.
        foreach (var (kind, type) in typed)
            foreach (var module in (string[])["torch", "torch.cuda"])
                yield return ($"{module}.{kind}Storage", type);
        yield return ("torch.storage.UntypedStorage", null);
        yield return ("torch.UntypedStorage", null);
    }
}
