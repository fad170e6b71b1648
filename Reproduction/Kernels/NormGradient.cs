using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>to = dy·keep·scale + u·slope + offset, the gradient of a batch norm at its input.</summary>
internal readonly unsafe struct NormGradient(float* dy, float keep, float* u, float* scale, float* slope, float* offset, float* to) : IPass
{
    public static Work Work => Kernels.Work.BatchNorm;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var line = TSimd.MultiplyAdd(TSimd.Load(u + at), TSimd.Load(slope + channel), TSimd.Load(offset + channel));
        var kept = TSimd.Multiply(TSimd.Load(dy + at), TSimd.Fill(keep));
        TSimd.Store(TSimd.MultiplyAdd(kept, TSimd.Load(scale + channel), line), to + at);
    }
}
