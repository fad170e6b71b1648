namespace Reproduction.Randomness;

/// <summary>
/// What random numbers are for. The values are part of every stored result: they never change, and none is used for anything else later.
/// </summary>
/// <remarks>
/// <see cref="Seeds.Derive"/> tells purposes apart too, a step earlier: it makes seeds, by names that recipes may give, for any generator,
/// libtorch's included. A purpose here is a word of <see cref="CounterRandom"/>'s counter: it tells apart what is drawn from one seed, such
/// as the views of an epoch and whether the first one is turned, and what is drawn from seeds that no run derives, such as resamples.
/// Training images thus have both, the seed of "order of images" and <see cref="EpochOrder"/>; that one of the two would do is no reason
/// to change the order in which every stored run saw its images.
/// </remarks>
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

    // 6 drew which seeds a resample of runs has, until the interval over seeds became Student's: summaries from before rest on it.

    /// <summary>Whether an image is turned in the first epoch.</summary>
    FirstFlip = 7,

    /// <summary>Which of the tables that print what was published.</summary>
    PrintedTable = 8,

    /// <summary>How the test images of published models, drawn anew, turn out.</summary>
    TestImages = 9,
}
