namespace Reproduction.Kernels;

/// <summary>The gradients of an inverted bottleneck, in memory as the parameters.</summary>
internal unsafe struct MBConvGradients
{
    internal float* Input;
    internal float* W1;
    internal float* Gamma1;
    internal float* Beta1;
    internal float* Taps;
    internal float* Gamma2;
    internal float* Beta2;
    internal float* F1;
    internal float* F1Bias;
    internal float* F2;
    internal float* F2Bias;
    internal float* W3;
    internal float* Gamma3;
    internal float* Beta3;
}
