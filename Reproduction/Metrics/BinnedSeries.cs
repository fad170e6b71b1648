namespace Reproduction.Metrics;

/// <summary>A number of each image, to be added up by bins.</summary>
/// <param name="bin">The bin of each image.</param>
/// <param name="bins">How many bins there are.</param>
/// <param name="values">Gives the numbers.</param>
internal sealed class BinnedSeries(byte[] bin, int bins, BinnedSeries.Reader values)
{
    private const int Tile = 32;

    /// <summary>Gives the numbers of some images.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="values">Takes the numbers.</param>
    public delegate void Reader(int first, Span<double> values);

    /// <summary>How many bins there are.</summary>
    public int Bins => bins;

    /// <summary>Numbers that all fall into one bin.</summary>
    public static BinnedSeries InOneBin(double[] all) =>
        new(new byte[all.Length], 1, (first, values) => all.AsSpan(first, values.Length).CopyTo(values));

    /// <summary>The sum of each bin, each image counted once.</summary>
    public double[] Sums()
    {
        var sums = new double[bins];
        Span<double> numbers = stackalloc double[Tile];
        for (var first = 0; first < bin.Length; first += Tile)
        {
            var some = numbers[..Math.Min(Tile, bin.Length - first)];
            values(first, some);
            for (var i = 0; i < some.Length; i++) sums[bin[first + i]] += some[i];
        }
        return sums;
    }

    /// <summary>The sums of several series in each of several resamples.</summary>
    /// <param name="series">The series.</param>
    /// <param name="times">How often each image counts in each resample.</param>
    /// <param name="lanes">How many resamples.</param>
    /// <returns>Of each series, bin after bin, the sum in each resample.</returns>
    public static double[][] Sums(IReadOnlyList<BinnedSeries> series, ReadOnlySpan<byte> times, int lanes)
    {
        double[][] sums = [.. series.Select(of => new double[of.Bins * lanes])];
        var weights = new double[Tile * lanes];
        Span<double> numbers = stackalloc double[Tile];
        for (var first = 0; first * lanes < times.Length; first += Tile)
        {
            var some = numbers[..Math.Min(Tile, times.Length / lanes - first)];
            Lanes.Widen(weights.AsSpan(0, some.Length * lanes), times.Slice(first * lanes, some.Length * lanes));
            for (var s = 0; s < sums.Length; s++) series[s].Add(sums[s], first, some, weights, lanes);
        }
        return sums;
    }

    private void Add(double[] sums, int first, Span<double> numbers, double[] weights, int lanes)
    {
        values(first, numbers);
        for (var i = 0; i < numbers.Length; i++)
            Lanes.AddProducts(sums.AsSpan(bin[first + i] * lanes, lanes), weights.AsSpan(i * lanes, lanes), numbers[i]);
    }
}
