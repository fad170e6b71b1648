namespace Reproduction.Kernels;

/// <summary>What a pass of a kernel does.</summary>
public enum Work
{
    /// <summary>Matrix products: 1×1 convolutions and the stem, values and gradients.</summary>
    Convolution,

    /// <summary>Depthwise convolutions, values and gradients.</summary>
    Depthwise,

    /// <summary>Statistics of batch norms, their gradients' sums, and the passes that apply them without SiLU.</summary>
    BatchNorm,

    /// <summary>The passes with SiLU, which apply the batch norm before it too.</summary>
    Activation,

    /// <summary>Squeeze and excitation.</summary>
    Excitation,

    /// <summary>Weights put into the order in which passes read them, and the parts' gradients joined.</summary>
    Packing,

    /// <summary>The optimiser's step.</summary>
    Optimiser,
}
