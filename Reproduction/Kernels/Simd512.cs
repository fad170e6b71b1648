using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Reproduction.Kernels;

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
