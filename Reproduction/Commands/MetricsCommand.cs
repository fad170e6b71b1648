using System.CommandLine;
using System.Text.Json;
using Reproduction.Metrics;

namespace Reproduction.Commands;

/// <summary><c>metrics</c>: every metric of a predictions file with intervals, and against another file paired differences.</summary>
public static class MetricsCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("predictions") { Description = "A predictions file: index,label,logit_0,… (.csv or .csv.gz)." };
        var against = new Option<string?>("--against") { Description = "Another model's answers to the same images; differences are this − that." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("metrics", "Every metric with its 95 % interval, and paired differences.") { file, against, json };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var predictions = Predictions.Read(path);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(against) is not { } otherPath)
            {
                Print(predictions, ClassNames(predictions), parsed.GetValue(json), output);
                return CommandLine.Done;
            }
            var other = Predictions.Read(otherPath);
            if (!predictions.Labels.SequenceEqual(other.Labels))
                throw new BadInputException($"--against {otherPath}: its labels are not those of {path}, expected answers to the same images");
            if (parsed.GetValue(json))
            {
                var both = MetricsJson.Of(predictions);
                foreach (var (name, value) in MetricsJson.Comparison(predictions, other)) both[name] = value?.DeepClone();
                output.WriteLine(both.ToJsonString());
            }
            else
            {
                Print(predictions, ClassNames(predictions), asJson: false, output);
                PrintDifferences(predictions, other, output);
            }
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>Prints a model's metrics, as a table for people or as one JSON object.</summary>
    internal static void Print(Predictions predictions, IReadOnlyList<string> classNames, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            output.WriteLine(MetricsJson.Of(predictions).ToJsonString(JsonSerializerOptions.Default));
            return;
        }
        output.Write(ClassificationReport.Of(predictions).ToText(classNames, digits: 4));
        output.WriteLine($"\n{"metric",-18}{"value",10}{"95 % interval",24}");
        foreach (var ((name, value), interval) in MetricValues.Names.Zip(MetricValues.Of(predictions).Values).Zip(Bootstrap.Intervals(predictions)))
            output.WriteLine(Line(name, value, interval));
    }

    private static void PrintDifferences(Predictions first, Predictions second, TextWriter output)
    {
        output.WriteLine($"\n{"difference",-18}{"value",10}{"95 % interval",24}");
        var differences = MetricValues.Of(first).Values.Zip(MetricValues.Of(second).Values, (a, b) => a - b);
        foreach (var ((name, value), interval) in MetricValues.Names.Zip(differences).Zip(Bootstrap.DifferenceIntervals(first, second)))
            output.WriteLine(Line(name, value, interval));
        var test = McNemar.Of(first, second);
        output.WriteLine($"McNemar's exact test: {test.OnlyFirst} images only here, {test.OnlySecond} only there, p = {test.PValue:G4}");
    }

    private static string Line(string name, double? value, Interval? interval) =>
        $"{name,-18}{value?.ToString("F6") ?? "undefined",10}{(interval is { } known ? $"[{known.Low:F6}, {known.High:F6}]" : "undefined"),24}";

    /// <summary>A predictions file has no names: its classes are called by their numbers, as in scikit-learn.</summary>
    private static string[] ClassNames(Predictions predictions) => [.. Enumerable.Range(0, predictions.Classes).Select(c => $"{c}")];
}
