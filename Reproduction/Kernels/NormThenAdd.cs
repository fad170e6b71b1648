using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>y = (u·scale + shift)·keep + x; x may be null for nothing to add.</summary>
internal readonly unsafe struct NormThenAdd(float* u, float* scale, float* shift, float keep, float* x, float* y) : IPass
{
    public static Work Work => Kernels.Work.BatchNorm;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var kept = TSimd.Fill(keep);
        var a = TSimd.MultiplyAdd(TSimd.Load(u + at), TSimd.Load(scale + channel), TSimd.Load(shift + channel));
        TSimd.Store(x == null ? TSimd.Multiply(a, kept) : TSimd.MultiplyAdd(a, kept, TSimd.Load(x + at)), y + at);
    }
}
