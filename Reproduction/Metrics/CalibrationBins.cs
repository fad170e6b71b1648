namespace Reproduction.Metrics;

/// <summary>
/// Images in bins of a probability: bin m of 15 holds probabilities in (m/15, (m+1)/15], so an edge belongs to the bin below it.
/// A bin's error is Σ over its images of (probability − [it came true]) / N.
/// </summary>
internal static class CalibrationBins
{
    /// <summary>The largest probability of each image, and by how much it exceeds its being right (0 or 1).</summary>
    public static BinnedSeries OfConfidence(Predictions predictions)
    {
        double Confidence(int image) => predictions.Probabilities(image)[predictions.Predicted[image]];
        return new(Bins(predictions, Confidence), Calibration.Bins, (first, excess) =>
        {
            for (var i = 0; i < excess.Length; i++)
                excess[i] = Confidence(first + i) - (predictions.Predicted[first + i] == predictions.Labels[first + i] ? 1 : 0);
        });
    }

    /// <summary>A class's probability, and by how much it exceeds its being the label, divided by the number of classes.</summary>
    public static BinnedSeries OfClass(Predictions predictions, int @class)
    {
        var classes = predictions.Classes;
        return new(Bins(predictions, image => predictions.Probabilities(image)[@class]), Calibration.Bins, (first, excess) =>
        {
            var scores = predictions.Scores[(first * classes)..];
            var labels = predictions.Labels[first..];
            for (var i = 0; i < excess.Length; i++) excess[i] = (scores[i * classes + @class] - (labels[i] == @class ? 1 : 0)) / classes;
        });
    }

    /// <summary>The bin of a probability.</summary>
    public static int Bin(double probability)
    {
        var bin = 0;
        while (bin < Calibration.Bins - 1 && probability > (bin + 1) / (double)Calibration.Bins) bin++;
        return bin;
    }

    /// <summary>The sum of the sizes of all bins' errors.</summary>
    public static double Error(IEnumerable<BinnedSeries> series, int images)
    {
        double sum = 0;
        foreach (var of in series)
            foreach (var error in of.Sums()) sum += Math.Abs(error);
        return sum / images;
    }

    private static byte[] Bins(Predictions predictions, Func<int, double> probability)
    {
        var bin = new byte[predictions.Count];
        for (var image = 0; image < bin.Length; image++) bin[image] = (byte)Bin(probability(image));
        return bin;
    }
}
