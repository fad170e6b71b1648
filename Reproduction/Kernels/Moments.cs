namespace Reproduction.Kernels;

/// <summary>
/// Number, mean and sum of squared deviations of the rows seen so far, channel by channel in float64, joined by Chan, Golub and
/// LeVeque's rule (1979): M2 = M2a + M2b + δ²·n_a·n_b/n.
/// </summary>
internal sealed unsafe class Moments
{
    private readonly int channels;
    private readonly double[] means;
    private readonly double[] deviations;
    private double count;

    internal Moments(int channels)
    {
        this.channels = channels;
        means = new double[channels];
        deviations = new double[channels];
    }

    /// <summary>Those of every part.</summary>
    internal static Moments[] Of(int parts, int channels)
    {
        var moments = new Moments[parts];
        for (var part = 0; part < parts; part++) moments[part] = new(channels);
        return moments;
    }

    /// <summary>Joins rows given by their sums.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="origin">What was subtracted from every row.</param>
    /// <param name="sums">C sums of deviations from the origin, then C sums of their squares.</param>
    internal void Add(int rows, float* origin, float* sums)
    {
        for (var c = 0; c < channels; c++)
        {
            double sum = sums[c];
            Join(c, rows, origin[c] + sum / rows, sums[channels + c] - sum * sum / rows);
        }
        count += rows;
    }

    /// <summary>Joins the rows that another part saw.</summary>
    /// <param name="other">Its moments.</param>
    internal void Add(Moments other)
    {
        if (other.count == 0) return;
        for (var c = 0; c < channels; c++) Join(c, other.count, other.means[c], other.deviations[c]);
        count += other.count;
    }

    /// <summary>The mean of a channel.</summary>
    internal double Mean(int channel) => means[channel];

    /// <summary>The biased variance of a channel.</summary>
    internal double Variance(int channel) => Math.Max(0, deviations[channel] / count);

    private void Join(int channel, double rows, double mean, double m2)
    {
        var total = count + rows;
        var delta = mean - means[channel];
        means[channel] += delta * rows / total;
        deviations[channel] += m2 + delta * delta * count * rows / total;
    }
}
