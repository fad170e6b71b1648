using System.Buffers;
using System.Buffers.Binary;
using Reproduction.Randomness;

namespace Reproduction.Metrics.Resampling;

/// <summary>
/// How often each image counts in each of many resamples: images are drawn with replacement within each class, so that every
/// resample has the test set's classes. Resample r of a seed is always the same, whatever the number of threads. They are made in
/// blocks whose resamples lie side by side (<see cref="Lanes"/>). For one thread at a time.
/// </summary>
public sealed class Resamples
{
    /// <summary>Bytes of a block; and all blocks are kept, for the next model, where they take no more together.</summary>
    private const long MostBytes = 1L << 25;

    private const int MostSideBySide = 64, Drawn = 8;

    /// <summary>Images times classes of which a block is done with before another thread has heard of it.</summary>
    private const long Few = 2_000;

    private readonly int[] labels;
    private readonly ulong seed;
    private readonly int[] images;
    private readonly int[] starts;
    private readonly byte[]?[] kept;
    private byte[]? last;

    /// <summary>Resamples of a set of images.</summary>
    /// <param name="labels">N class indices.</param>
    /// <param name="count">How many resamples.</param>
    /// <param name="seed">Which resamples.</param>
    /// <exception cref="BadInputException">There are more than 134 million images.</exception>
    public Resamples(ReadOnlySpan<int> labels, int count = Bootstrap.DefaultResamples, ulong seed = 0)
    {
        (this.labels, Count, this.seed) = (labels.ToArray(), count, seed);
        for (SideBySide = MostSideBySide; SideBySide > Lanes.Step && (long)labels.Length * SideBySide > MostBytes;) SideBySide /= 2;
        if ((long)labels.Length * SideBySide > Array.MaxLength)
            throw new BadInputException(
                $"{labels.Length} images cannot be resampled, expected at most {Array.MaxLength / SideBySide}");
        kept = new byte[]?[Blocks];
        starts = new int[labels.Length == 0 ? 1 : this.labels.Max() + 2];
        foreach (var label in labels) starts[label + 1]++;
        for (var c = 1; c < starts.Length; c++) starts[c] += starts[c - 1];
        images = new int[labels.Length];
        var next = starts.ToArray();
        for (var image = 0; image < images.Length; image++) images[next[labels[image]]++] = image;
    }

    /// <summary>How many resamples there are.</summary>
    public int Count { get; }

    /// <summary>How many resamples a block has; of the last one some may be over.</summary>
    internal int SideBySide { get; }

    /// <summary>How many blocks there are.</summary>
    internal int Blocks => (Count + SideBySide - 1) / SideBySide;

    /// <summary>Whether the images are so few that to share a block's work among threads takes longer than the work.</summary>
    // Stryker disable once all : what is computed is the same, whoever computes it
    internal bool AreFew => (long)labels.Length * (starts.Length - 1) <= Few;

    /// <summary>Whether these are resamples of a model's images.</summary>
    internal bool AreOf(Predictions predictions) => predictions.Labels.SequenceEqual(labels);

    /// <summary>
    /// How often image i counts in resample b · <see cref="SideBySide"/> + l, at i · <see cref="SideBySide"/> + l; good until the
    /// next call.
    /// </summary>
    /// <param name="block">b.</param>
    internal byte[] Block(int block)
    {
        if (kept[block] is { } made) return made;
        var areKept = (long)labels.Length * SideBySide * Blocks <= MostBytes;
        var times = areKept ? kept[block] = new byte[labels.Length * SideBySide] : last ??= new byte[labels.Length * SideBySide];
        if (AreFew)
            for (var label = 0; label < starts.Length - 1; label++) Draw(times, block * SideBySide, label);
        else Parallel.For(0, starts.Length - 1, label => Draw(times, block * SideBySide, label));
        return times;
    }

    private void Draw(byte[] times, int resample, int label)
    {
        var members = images.AsSpan(starts[label]..starts[label + 1]);
        if (members.Length == 0) return;
        // An image is drawn about once; more than 255 times it is not in the lifetime of the universe.
        var room = ArrayPool<byte>.Shared.Rent(Drawn * members.Length);
        var drawn = room.AsSpan(0, Drawn * members.Length);
        for (var lane = 0; lane < SideBySide; lane += Drawn)
        {
            drawn.Clear();
            for (var d = 0; d < Drawn && resample + lane + d < Count; d++)
            {
                var random = new CounterRandom(seed, RandomPurpose.Resample, resample + lane + d, label);
                var own = drawn.Slice(d * members.Length, members.Length);
                for (var draw = 0; draw < own.Length; draw++) own[random.NextBelow(own.Length)]++;
            }
            for (var i = 0; i < members.Length; i++)
            {
                ulong row = 0;
                for (var d = Drawn - 1; d >= 0; d--) row = row << 8 | drawn[d * members.Length + i];
                BinaryPrimitives.WriteUInt64LittleEndian(times.AsSpan(members[i] * SideBySide + lane), row);
            }
        }
        ArrayPool<byte>.Shared.Return(room);
    }
}
