using MathNet.Numerics.LinearAlgebra;
using Reproduction.Metrics;

namespace Reproduction.Corrections;

/// <summary>
/// The mean negative log likelihood of labels given w ⊙ z + b, as a function of w and b: convex in both. With p the softmax of the
/// corrected logits and r = p − onehot(y), the gradient is r ⊙ z at w and r at b, and the second derivatives are those of
/// diag(p) − ppᵀ, mean over images.
/// </summary>
/// <param name="answers">Labels and N×K logits.</param>
internal sealed class ScaledLikelihood(Predictions answers)
{
    private readonly int classes = answers.Classes;

    /// <summary>By w and b, one after the other: 2K parameters.</summary>
    /// <param name="parameters">w, then b.</param>
    public Slope ByVector(Vector<double> parameters)
    {
        double value = 0;
        var gradient = new double[2 * classes];
        var hessian = new double[2 * classes, 2 * classes];
        var corrected = new double[classes];
        for (var image = 0; image < answers.Count; image++)
        {
            var logits = answers.Logits(image);
            var label = answers.Labels[image];
            for (var c = 0; c < classes; c++) corrected[c] = parameters[c] * logits[c] + parameters[classes + c];
            value -= Softmax.LogOf(corrected, label);
            var probabilities = Softmax.Of(corrected);
            for (var c = 0; c < classes; c++)
            {
                var residual = probabilities[c] - (c == label ? 1 : 0);
                gradient[c] += residual * logits[c];
                gradient[classes + c] += residual;
                for (var d = 0; d < classes; d++)
                {
                    var curvature = probabilities[c] * ((c == d ? 1 : 0) - probabilities[d]);
                    hessian[c, d] += curvature * logits[c] * logits[d];
                    hessian[c, classes + d] += curvature * logits[c];
                    hessian[classes + c, d] += curvature * logits[d];
                    hessian[classes + c, classes + d] += curvature;
                }
            }
        }
        // One number added to all offsets changes nothing. With this as their curvature their sum stays the start's, 0.
        for (var c = 0; c < classes; c++)
            for (var d = 0; d < classes; d++) hessian[classes + c, classes + d] += answers.Count / (double)classes;
        return new(
            value / answers.Count, Vector<double>.Build.DenseOfArray(gradient) / answers.Count,
            Matrix<double>.Build.DenseOfArray(hessian) / answers.Count);
    }

    /// <summary>By one weight for all classes: 1 parameter.</summary>
    /// <param name="weight">1/τ.</param>
    public Slope ByTemperature(Vector<double> weight)
    {
        double value = 0, gradient = 0, curvature = 0;
        var corrected = new double[classes];
        for (var image = 0; image < answers.Count; image++)
        {
            var logits = answers.Logits(image);
            var label = answers.Labels[image];
            for (var c = 0; c < classes; c++) corrected[c] = weight[0] * logits[c];
            value -= Softmax.LogOf(corrected, label);
            var probabilities = Softmax.Of(corrected);
            double mean = 0, variance = 0;
            for (var c = 0; c < classes; c++) mean += probabilities[c] * logits[c];
            for (var c = 0; c < classes; c++) variance += probabilities[c] * (logits[c] - mean) * (logits[c] - mean);
            gradient += mean - logits[label];
            curvature += variance;
        }
        return new(
            value / answers.Count, Vector<double>.Build.Dense(1, gradient / answers.Count),
            Matrix<double>.Build.Dense(1, 1, curvature / answers.Count));
    }
}
