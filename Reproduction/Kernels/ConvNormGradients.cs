namespace Reproduction.Kernels;

/// <summary>The gradients of a convolution with batch norm and SiLU.</summary>
internal unsafe struct ConvNormGradients
{
    /// <summary>Null where none is asked for.</summary>
    internal float* Input;
    internal float* Weight;
    internal float* Gamma;
    internal float* Beta;
}
