namespace Reproduction.Metrics;

/// <summary>
/// Images in bins of a probability: bin m of 15 holds probabilities in (m/15, (m+1)/15], so an edge belongs to the bin below it.
/// A bin's error is Σ over its images of (probability − [it came true]) / N.
/// </summary>
internal sealed class CalibrationBins
{
    private readonly int bins;
    private readonly int perImage;
    private readonly int[] bin;
    private readonly double[] excess;

    private CalibrationBins(int images, int perImage, int sets, Func<int, int, (int Bin, double Excess)> of)
    {
        (bins, this.perImage) = (sets * Calibration.Bins, perImage);
        (bin, excess) = (new int[images * perImage], new double[images * perImage]);
        for (var image = 0; image < images; image++)
            for (var i = 0; i < perImage; i++) (bin[image * perImage + i], excess[image * perImage + i]) = of(image, i);
    }

    /// <summary>The largest probability of each image against its being right.</summary>
    public static CalibrationBins OfConfidence(Predictions predictions) => new(predictions.Count, 1, 1, (image, _) => Calibration.Confidence(predictions, image));

    /// <summary>Each class's probability against its being the label; the classes' bins in turn, each error divided by the number of classes.</summary>
    public static CalibrationBins OfEveryClass(Predictions predictions) => new(predictions.Count, predictions.Classes, predictions.Classes, (image, c) =>
    {
        var probability = predictions.Probabilities(image)[c];
        return (c * Calibration.Bins + Bin(probability), (probability - (predictions.Labels[image] == c ? 1 : 0)) / predictions.Classes);
    });

    /// <summary>The bin of a probability.</summary>
    public static int Bin(double probability)
    {
        var bin = 0;
        while (bin < Calibration.Bins - 1 && probability > (bin + 1) / (double)Calibration.Bins) bin++;
        return bin;
    }

    /// <summary>The bins' errors when image i counts <paramref name="times"/>[i] times.</summary>
    public double[] Errors(ReadOnlySpan<int> times)
    {
        var errors = new double[bins];
        var total = 0;
        for (var image = 0; image < times.Length; image++)
        {
            var weight = times[image];
            total += weight;
            if (weight == 0) continue;
            for (var i = image * perImage; i < (image + 1) * perImage; i++) errors[bin[i]] += weight * excess[i];
        }
        for (var b = 0; b < bins; b++) errors[b] /= total;
        return errors;
    }

    /// <summary>The sum of the sizes of all bins' errors, each image counted once.</summary>
    public double Sum()
    {
        var errors = new double[bins];
        for (var i = 0; i < bin.Length; i++) errors[bin[i]] += excess[i];
        double sum = 0;
        foreach (var error in errors) sum += Math.Abs(error);
        return sum / (bin.Length / perImage);
    }
}
