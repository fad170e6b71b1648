using Reproduction.Metrics;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Corrections;

/// <summary>The held-out answers of <c>golden/calibrations.py</c>.</summary>
internal static class HeldOutAnswers
{
    internal static int Cases => GoldenValues.Json("calibrations", "cases").GetArrayLength();

    internal static Predictions Of(int number)
    {
        var stored = GoldenValues.Json("calibrations", "cases")[number];
        double Number(string key) => stored.GetProperty(key).GetDouble();
        var (count, classes, spread) = ((int)Number("count"), (int)Number("classes"), Number("spread"));
        int[] labels =
            [.. WrittenRule.Integers($"calibrations/{number}/labels", count, classes)
                .Select((label, image) => image < classes ? image : (int)label)];
        var logits = WrittenRule.Uniform($"calibrations/{number}/logits", count * classes, -spread / 2, spread / 2);
        for (var image = 0; image < count; image++)
        {
            logits[image * classes + labels[image]] += Number("above");
            logits[image * classes + classes - 1] -= Number("lower");
        }
        return new(labels, Array.ConvertAll(logits, logit => (double)(float)logit), classes);
    }
}
