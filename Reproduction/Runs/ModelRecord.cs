using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Reproduction.Metrics;

namespace Reproduction.Runs;

/// <summary>What one model came to.</summary>
/// <param name="Architecture">Its network; of an ensemble those of its members, joined by <c>+</c>.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="StartedFrom">The weights before training, or whose answers a model that is not trained corrects or averages.</param>
/// <param name="Epochs">Passes over the training images; 0 for a model that is not trained.</param>
/// <param name="ChosenEpoch">The epoch whose weights stand for it, from 1; 0 for a model that is not trained.</param>
/// <param name="Metrics">Every metric with intervals, as <c>metrics --json</c> prints them.</param>
/// <param name="Doubts">Why the figures are no finding, a sentence without its subject each; null in older records.</param>
public sealed record ModelRecord(
    string Architecture, long Parameters, string StartedFrom, int Epochs, int ChosenEpoch, JsonNode Metrics,
    IReadOnlyList<string>? Doubts = null)
{
    /// <summary>How a calibrated model corrects another one's logits, and what that did; null for every other.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CalibrationFile? Calibration { get; init; }

    /// <summary>A figure; <see langword="null"/> where it is undefined.</summary>
    /// <param name="key">Its key, such as <c>accuracy</c>.</param>
    public double? Metric(string key) => Metrics[key]?.GetValue<double>();

    /// <summary>
    /// The interval that stands beside a figure: what another set of test images would change, not another seed.
    /// <see langword="null"/> where there is none.
    /// </summary>
    /// <param name="key">The figure's key.</param>
    public Interval? Interval(string key) => Metrics["intervals"]?[key] is { } interval
        ? new Interval(interval["low"]!.GetValue<double>(), interval["high"]!.GetValue<double>())
        : null;
}
