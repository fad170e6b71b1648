namespace Reproduction.Kernels;

/// <summary>A computation that is written once and compiled for the vectors of every processor; <see cref="Arithmetic.Run"/> it.</summary>
internal interface IKernel
{
    /// <summary>Computes it.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="TSimd">Its operations.</typeparam>
    /// <param name="parts">Number of parts that the work is divided into: the number of threads.</param>
    void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>;
}
