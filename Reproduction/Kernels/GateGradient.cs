using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>slope = (dz·gate + add)·slope: back through gate, mean and activation.</summary>
internal readonly unsafe struct GateGradient(float* dz, float* gate, float* add, float* slope) : IPass
{
    public static Work Work => Kernels.Work.Excitation;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var ds = TSimd.MultiplyAdd(TSimd.Load(dz + at), TSimd.Load(gate + channel), TSimd.Load(add + channel));
        TSimd.Store(TSimd.Multiply(ds, TSimd.Load(slope + at)), slope + at);
    }
}
