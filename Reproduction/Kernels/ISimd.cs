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
