using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>to = a·factor.</summary>
internal readonly unsafe struct ScaleChannels(float* a, float* factor, float* to) : IPass
{
    public static Work Work => Kernels.Work.Excitation;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        TSimd.Store(TSimd.Multiply(TSimd.Load(a + at), TSimd.Load(factor + channel)), to + at);
    }
}
