namespace Reproduction.Kernels;

/// <summary>A batch norm's parameters and buffers, C floats each.</summary>
/// <param name="Channels">C.</param>
/// <param name="Gamma">γ, the weight.</param>
/// <param name="Beta">β, the bias.</param>
/// <param name="RunningMean">Running mean.</param>
/// <param name="RunningVariance">Running unbiased variance.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Momentum">Share of the batch in the running statistics.</param>
internal readonly unsafe record struct BatchNorm(
    int Channels, nint Gamma, nint Beta, nint RunningMean, nint RunningVariance, double Epsilon, double Momentum)
{
    /// <summary>Floats of a <see cref="NormLine"/>.</summary>
    internal int LineSize => 4 * Channels;

    /// <summary>The line of a batch's statistics, which also move the running ones.</summary>
    /// <param name="parts">What the parts saw.</param>
    /// <param name="rows">Rows of all of them.</param>
    /// <param name="line">Is filled in.</param>
    internal void Train(Moments[] parts, long rows, NormLine line)
    {
        for (var i = 1; i < parts.Length; i++) parts[0].Add(parts[i]);
        var mean = (float*)RunningMean;
        var variance = (float*)RunningVariance;
        for (var c = 0; c < Channels; c++)
        {
            var (m, v) = (parts[0].Mean(c), parts[0].Variance(c));
            Fill(line, c, m, v);
            mean[c] = (float)(mean[c] * (1 - Momentum) + m * Momentum);
            variance[c] = (float)(variance[c] * (1 - Momentum) + v * rows / (rows - 1.0) * Momentum);
        }
    }

    /// <summary>The line of the running statistics.</summary>
    /// <param name="workspace">Whose memory it takes.</param>
    internal NormLine Frozen(Workspace workspace)
    {
        var line = new NormLine(workspace.Floats(LineSize), Channels);
        for (var c = 0; c < Channels; c++) Fill(line, c, ((float*)RunningMean)[c], ((float*)RunningVariance)[c]);
        return line;
    }

    /// <summary>
    /// The gradients at γ and β, and what makes the gradient at the input, scale·dy + slope·u + offset:
    /// with r = 1/√(var + ε) and n rows, dγ = r·Σ dy·(u − mean), dβ = Σ dy, du = γ·r·(dy − dβ/n − (u − mean)·r·dγ/n).
    /// </summary>
    /// <param name="totals">Of every part 2·C sums, of dy and of dy·(u − mean).</param>
    /// <param name="rows">n.</param>
    /// <param name="line">The line of the forward pass.</param>
    /// <param name="gammaGradient">dγ.</param>
    /// <param name="betaGradient">dβ.</param>
    /// <param name="slant">Is filled in.</param>
    internal void Gradient(
        NormTotals totals, long rows, NormLine line, float* gammaGradient, float* betaGradient, NormSlant slant)
    {
        for (var c = 0; c < Channels; c++)
        {
            double sum = 0, products = 0;
            for (var part = 0; part < totals.Parts; part++)
            {
                sum += totals.Of(part, Channels)[c];
                products += totals.Of(part, Channels)[Channels + c];
            }
            double r = line.InverseDeviation[c];
            var factor = ((float*)Gamma)[c] * r;
            gammaGradient[c] = (float)(r * products);
            betaGradient[c] = (float)sum;
            var slope = -factor * r * r * products / rows;
            slant.Scale[c] = line.Scale[c];
            slant.Slope[c] = (float)slope;
            slant.Offset[c] = (float)(-factor * sum / rows - slope * line.Mean[c]);
        }
    }

    private void Fill(NormLine line, int c, double mean, double variance)
    {
        var r = 1 / Math.Sqrt(variance + Epsilon);
        var scale = ((float*)Gamma)[c] * r;
        line.Mean[c] = (float)mean;
        line.InverseDeviation[c] = (float)r;
        line.Scale[c] = (float)scale;
        line.Shift[c] = (float)(((float*)Beta)[c] - mean * scale);
    }
}
