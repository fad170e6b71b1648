namespace Reproduction.Models;

/// <summary>How a network's convolutions with a stride are padded with zeros.</summary>
public enum StridePadding
{
    /// <summary>By (kernel − 1) / 2 on each side, as PyTorch's networks are.</summary>
    Symmetric,

    /// <summary>
    /// As TensorFlow's "SAME": as much as ⌈size / stride⌉ outputs need, and where that is odd the more below and to the right.
    /// </summary>
    Same,
}
