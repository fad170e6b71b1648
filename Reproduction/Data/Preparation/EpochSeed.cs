using Reproduction.Randomness;

namespace Reproduction.Data.Preparation;

/// <summary>All that the randomness of an epoch's data depends on.</summary>
/// <param name="Seed">The run's seed of its data.</param>
/// <param name="Epoch">The epoch; a training's first is 1.</param>
public readonly record struct EpochSeed(ulong Seed, int Epoch)
{
    /// <summary>The order in which the epoch visits the images: a uniform permutation (Fisher–Yates).</summary>
    /// <param name="indices">The images to visit.</param>
    /// <returns>The same indices in the epoch's order.</returns>
    public int[] Shuffle(IReadOnlyList<int> indices)
    {
        var order = indices.ToArray();
        var random = new CounterRandom(Seed, RandomPurpose.EpochOrder, Epoch);
        for (var last = order.Length - 1; last > 0; last--)
        {
            var other = random.NextBelow(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }

    /// <summary>The random numbers that draw the view of one image in this epoch.</summary>
    /// <param name="image">The image's index in its set.</param>
    public CounterRandom View(int image) => new(Seed, RandomPurpose.View, Epoch, image);
}
