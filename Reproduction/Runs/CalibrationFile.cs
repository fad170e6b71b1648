using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.Corrections;
using Reproduction.Files;
using Reproduction.Metrics;
using Reproduction.Recipes;
using Reproduction.Text;

namespace Reproduction.Runs;

/// <summary>
/// The content of <c>calibration.json</c>: how a model corrects another one's logits, and what that did to its calibration.
/// </summary>
/// <param name="Of">The model whose logits are corrected.</param>
/// <param name="By">The method.</param>
/// <param name="Temperature">τ of z / τ; null where the classes have weights or offsets of their own.</param>
/// <param name="Weights">w of w ⊙ z + b, class by class.</param>
/// <param name="Offsets">b of w ⊙ z + b, class by class.</param>
/// <param name="IsBest">Whether no correction of this kind is better on the images that calibrate.</param>
/// <param name="Calibrate">On the held-out images to which it was fitted.</param>
/// <param name="Train">
/// On the images that trained the model, where its students ask it: it has fitted them, so that what was learnt on held-out images need
/// not hold there.
/// </param>
public sealed record CalibrationFile(
    string Of, CalibrationMethod By, double? Temperature, IReadOnlyList<double> Weights, IReadOnlyList<double> Offsets, bool IsBest,
    CalibrationChange Calibrate, CalibrationChange Train)
{
    /// <summary>The correction.</summary>
    [JsonIgnore]
    public LogitCorrection Correction => new(Weights, Offsets);

    /// <summary>Numbers that were fitted: one, or those of each class.</summary>
    [JsonIgnore]
    public int Parameters =>
        By switch { CalibrationMethod.Temperature => 1, CalibrationMethod.Vector => 2 * Weights.Count, _ => Offsets.Count };

    /// <summary>Fits a correction and measures what it does.</summary>
    /// <param name="model">What is to be made.</param>
    /// <param name="calibrate">What the model says of the images that calibrate.</param>
    /// <param name="train">What it says of those that trained it.</param>
    /// <exception cref="CheckFailedException">Nothing fits.</exception>
    public static CalibrationFile Fit(CalibratedModelRecipe model, Predictions calibrate, Predictions train)
    {
        var (correction, isBest) = FittedCorrection.Of(model.By, calibrate);
        return new(
            model.Of, model.By, model.By == CalibrationMethod.Temperature ? 1 / correction.Weights[0] : null, correction.Weights,
            correction.Offsets, isBest,
            CalibrationChange.Of(calibrate, correction), CalibrationChange.Of(train, correction));
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">calibration.json.</param>
    /// <param name="classes">K.</param>
    /// <exception cref="BadInputException">It is none, or of other classes.</exception>
    public static CalibrationFile Read(string path, int classes)
    {
        var again = "; --resume makes it again";
        if (!File.Exists(path)) throw new BadInputException($"{path}: gone since it was written{again}");
        try
        {
            var file = JsonSerializer.Deserialize<CalibrationFile>(WholeFile.ReadText(path), RecordJson.Options);
            return file is not null && file.Weights.Count == classes && file.Offsets.Count == classes && file.Weights.Concat(file.Offsets)
                .All(double.IsFinite)
                ? file
                : throw new BadInputException($"{path}: expected weights and offsets of {classes} classes, finite numbers{again}");
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{path}: not the calibration of a model ({JsonProblem.Place(e)}){again}", e);
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">calibration.json.</param>
    public void Write(string path) => WholeFile.WriteText(path, JsonSerializer.Serialize(this, RecordJson.Options) + "\n");
}
