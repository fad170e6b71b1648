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
