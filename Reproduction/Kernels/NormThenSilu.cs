using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>s = SiLU(u·scale + shift), with SiLU(a) = a·σ(a).</summary>
internal readonly unsafe struct NormThenSilu(float* u, float* scale, float* shift, float* s) : IPass
{
    public static Work Work => Kernels.Work.Activation;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var a = TSimd.MultiplyAdd(TSimd.Load(u + at), TSimd.Load(scale + channel), TSimd.Load(shift + channel));
        TSimd.Store(TSimd.Multiply(a, Sigmoid.Of<TVector, TSimd>(a)), s + at);
    }
}
