namespace Reproduction.Specs.Models.Weights.Fuzzing;

/// <summary>Random numbers that one seed makes the same for ever (SplitMix64), so that a failure found can be made again.</summary>
/// <param name="seed">The seed.</param>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed * 0xD1342543DE82EF95 + 0x2545F4914F6CDD1D;

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    /// <summary>A whole number in [0, count); 0 where there is nothing to choose from.</summary>
    public int Below(int count) => count <= 1 ? 0 : (int)(Bits() % (ulong)count);

    /// <summary>Whether one of so many sides came up.</summary>
    public bool OneIn(int sides) => Below(sides) == 0;

    /// <summary>One of them.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Mostly short, at times long, at most so long: lengths at which something may break.</summary>
    public int Length(int most) => Math.Min(most, 1 + Below(1 << (1 + Below(20))));
}
