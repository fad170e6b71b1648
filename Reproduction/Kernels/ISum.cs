namespace Reproduction.Kernels;

/// <summary>
/// What a pass that adds rows up does at one vector, of four rows at once and of a single one; <see cref="Channelwise{TVector,TSimd}.Sum"/>
/// walks.
/// </summary>
internal interface ISum
{
    /// <summary>Adds four rows.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="TSimd">Its operations.</typeparam>
    /// <param name="at">Where the vector lies in the first row.</param>
    /// <param name="c">From one row to the next.</param>
    /// <param name="channel">Its first channel.</param>
    void Four<TVector, TSimd>(nint at, nint c, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>;

    /// <summary>Adds one row.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="TSimd">Its operations.</typeparam>
    /// <param name="at">Where the vector lies in it.</param>
    /// <param name="channel">Its first channel.</param>
    void One<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>;
}
