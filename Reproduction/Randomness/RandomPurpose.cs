namespace Reproduction.Randomness;

/// <summary>What random numbers are for. The values are part of every stored result: they never change.</summary>
public enum RandomPurpose
{
    /// <summary>The augmented view of an image in an epoch.</summary>
    View = 1,

    /// <summary>The order of the training images in an epoch.</summary>
    EpochOrder = 2,

    /// <summary>Which images are held out of training for validation.</summary>
    HeldOut = 3,

    /// <summary>Which images a bootstrap resample draws.</summary>
    Resample = 4,

    /// <summary>Of which images two models' answers are exchanged.</summary>
    Swap = 5,

    /// <summary>Whether an image is turned in the first epoch.</summary>
    FirstFlip = 7,
}
