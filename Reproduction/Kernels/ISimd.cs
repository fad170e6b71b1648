using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Reproduction.Kernels;

/// <summary>
/// What the kernels ask of a processor's vectors of float32, so that each kernel is written once and compiled for every width.
/// </summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Number of float32 in a vector.</summary>
    static abstract int Width { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(float* from);

    static abstract void Store(TVector value, float* to);

    /// <summary>The same number in every lane.</summary>
    static abstract TVector Fill(float value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector SquareRoot(TVector a);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>e^a to 2 units in the last place, between e^−87 and e^88; not a number stays so.</summary>
    static abstract TVector Exp(TVector a);

    static abstract float Sum(TVector a);

    /// <summary>The lower half, for rows whose length is a multiple of 8 but not of the width.</summary>
    static abstract void StoreLowerHalf(TVector value, float* to);
}

/// <summary>Sixteen lanes: AVX-512.</summary>
internal readonly unsafe struct Simd512 : ISimd<Vector512<float>>
{
    public static int Width => 16;

    public static Vector512<float> Zero => Vector512<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* from) => Vector512.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Fill(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Divide(Vector512<float> a, Vector512<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SquareRoot(Vector512<float> a) => Vector512.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Avx512F.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> a)
    {
        // Of two operands of which one is not a number, the processor takes the second.
        var x = Avx512F.Min(Vector512.Create(ExpConstants.Highest), Avx512F.Max(Vector512.Create(ExpConstants.Lowest), a));
        var whole = Avx512F.RoundScale(x * Vector512.Create(ExpConstants.Log2E), 0);
        var rest = Avx512F.FusedMultiplyAddNegated(whole, Vector512.Create(ExpConstants.Ln2High), x);
        rest = Avx512F.FusedMultiplyAddNegated(whole, Vector512.Create(ExpConstants.Ln2Low), rest);
        var series = Vector512.Create(ExpConstants.C7);
        series = Avx512F.FusedMultiplyAdd(series, rest, Vector512.Create(ExpConstants.C6));
        series = Avx512F.FusedMultiplyAdd(series, rest, Vector512.Create(ExpConstants.C5));
        series = Avx512F.FusedMultiplyAdd(series, rest, Vector512.Create(ExpConstants.C4));
        series = Avx512F.FusedMultiplyAdd(series, rest, Vector512.Create(ExpConstants.C3));
        series = Avx512F.FusedMultiplyAdd(series, rest, Vector512.Create(0.5f));
        series = Avx512F.FusedMultiplyAdd(series, rest, Vector512.Create(1f));
        series = Avx512F.FusedMultiplyAdd(series, rest, Vector512.Create(1f));
        return Avx512F.Scale(series, whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> a) => Vector512.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLowerHalf(Vector512<float> value, float* to) => value.GetLower().Store(to);
}

/// <summary>Eight lanes: AVX2 with fused multiply-add.</summary>
internal readonly unsafe struct Simd256 : ISimd<Vector256<float>>
{
    public static int Width => 8;

    public static Vector256<float> Zero => Vector256<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* from) => Vector256.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Fill(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Divide(Vector256<float> a, Vector256<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SquareRoot(Vector256<float> a) => Vector256.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Fma.MultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> a)
    {
        var x = Avx.Min(Vector256.Create(ExpConstants.Highest), Avx.Max(Vector256.Create(ExpConstants.Lowest), a));
        var whole = Avx.RoundToNearestInteger(x * Vector256.Create(ExpConstants.Log2E));
        var rest = Fma.MultiplyAddNegated(whole, Vector256.Create(ExpConstants.Ln2High), x);
        rest = Fma.MultiplyAddNegated(whole, Vector256.Create(ExpConstants.Ln2Low), rest);
        var series = Vector256.Create(ExpConstants.C7);
        series = Fma.MultiplyAdd(series, rest, Vector256.Create(ExpConstants.C6));
        series = Fma.MultiplyAdd(series, rest, Vector256.Create(ExpConstants.C5));
        series = Fma.MultiplyAdd(series, rest, Vector256.Create(ExpConstants.C4));
        series = Fma.MultiplyAdd(series, rest, Vector256.Create(ExpConstants.C3));
        series = Fma.MultiplyAdd(series, rest, Vector256.Create(0.5f));
        series = Fma.MultiplyAdd(series, rest, Vector256.Create(1f));
        series = Fma.MultiplyAdd(series, rest, Vector256.Create(1f));
        var power = Avx2.ShiftLeftLogical(Avx2.Add(Avx.ConvertToVector256Int32(whole), Vector256.Create(127)), 23);
        return series * power.AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> a) => Vector256.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLowerHalf(Vector256<float> value, float* to) =>
        throw new InvalidOperationException("rows are multiples of 8 floats");
}

/// <summary>
/// e^x = 2^n·e^r with n = round(x / ln 2) and |r| ≤ ln 2 / 2, where Taylor's series of seven terms is exact to float32. ln 2 is
/// split so that n times its upper part is exact.
/// </summary>
internal static class ExpConstants
{
    internal const float Lowest = -87f;
    internal const float Highest = 88f;
    internal const float Log2E = 1.44269504f;
    internal const float Ln2High = 0.693145752f;
    internal const float Ln2Low = 1.42860677e-6f;
    internal const float C3 = 1f / 6;
    internal const float C4 = 1f / 24;
    internal const float C5 = 1f / 120;
    internal const float C6 = 1f / 720;
    internal const float C7 = 1f / 5040;
}
