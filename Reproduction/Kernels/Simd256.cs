using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Reproduction.Kernels;

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
