namespace Reproduction.Kernels;

/// <summary>What a pass over rows of channels does at one vector; <see cref="Channelwise{TVector,TSimd}.Pass"/> walks.</summary>
internal interface IPass
{
    /// <summary>What it does.</summary>
    static abstract Work Work { get; }

    /// <summary>Does it.</summary>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="TSimd">Its operations.</typeparam>
    /// <param name="at">Where the vector lies in the rows.</param>
    /// <param name="channel">Its first channel.</param>
    void At<TVector, TSimd>(nint at, int channel)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>;
}
