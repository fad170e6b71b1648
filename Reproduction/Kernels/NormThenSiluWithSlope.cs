using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>s = SiLU(a) and slope = SiLU'(a) = σ(a)(1 + a(1 − σ(a))), with a = u·scale + shift.</summary>
internal readonly unsafe struct NormThenSiluWithSlope(float* u, float* scale, float* shift, float* s, float* slope) : IPass
{
    public static Work Work => Kernels.Work.Activation;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var one = TSimd.Fill(1);
        var a = TSimd.MultiplyAdd(TSimd.Load(u + at), TSimd.Load(scale + channel), TSimd.Load(shift + channel));
        var sigma = Sigmoid.Of<TVector, TSimd>(a);
        TSimd.Store(TSimd.Multiply(a, sigma), s + at);
        TSimd.Store(TSimd.Multiply(sigma, TSimd.MultiplyAdd(a, TSimd.Subtract(one, sigma), one)), slope + at);
    }
}
