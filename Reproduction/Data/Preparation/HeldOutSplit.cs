using Reproduction.Randomness;

namespace Reproduction.Data.Preparation;

/// <summary>Training images divided into those that train and those held out for every choice.</summary>
/// <param name="Train">Indices that train, ascending.</param>
/// <param name="Validation">Indices held out, ascending.</param>
public sealed record HeldOutSplit(IReadOnlyList<int> Train, IReadOnlyList<int> Validation)
{
    /// <summary>
    /// Holds out images at random within each class, so that every class keeps its share. Shares that are no whole
    /// numbers are rounded by largest remainder, of equal remainders the lower class first.
    /// </summary>
    /// <param name="labels">The class of every image.</param>
    /// <param name="heldOut">How many images to hold out.</param>
    /// <param name="seed">Which images: equal seeds, equal split.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than none or more than all are to be held out.</exception>
    public static HeldOutSplit Stratified(IReadOnlyList<int> labels, int heldOut, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(heldOut);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(heldOut, labels.Count);

        var classes = Enumerable.Range(0, labels.Count).GroupBy(index => labels[index]).OrderBy(group => group.Key).ToArray();
        var shares = Shares([.. classes.Select(group => group.Count())], heldOut);
        var isHeldOut = new bool[labels.Count];
        foreach (var (group, share) in classes.Zip(shares))
        {
            var members = group.ToArray();
            // A stream for each class, so that adding images of one class leaves the choice in the others.
            var random = new CounterRandom(seed, RandomPurpose.HeldOut, image: group.Key);
            for (var chosen = 0; chosen < share; chosen++)
            {
                var other = chosen + random.NextBelow(members.Length - chosen);
                (members[chosen], members[other]) = (members[other], members[chosen]);
                isHeldOut[members[chosen]] = true;
            }
        }
        var all = Enumerable.Range(0, labels.Count).ToArray();
        return new([.. all.Where(index => !isHeldOut[index])], [.. all.Where(index => isHeldOut[index])]);
    }

    private static int[] Shares(int[] sizes, int heldOut)
    {
        var total = sizes.Sum(size => (long)size);
        if (total == 0)
            return sizes;
        var shares = sizes.Select(size => (int)((long)size * heldOut / total)).ToArray();
        var byRemainder = Enumerable.Range(0, sizes.Length).OrderByDescending(index => (long)sizes[index] * heldOut % total);
        foreach (var index in byRemainder.Take(heldOut - shares.Sum()))
            shares[index]++;
        return shares;
    }
}
