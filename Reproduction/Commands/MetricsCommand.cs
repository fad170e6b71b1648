using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Metrics.Resampling;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Reporting.Pages;
using Reproduction.Runs;
using Reproduction.Text;

namespace Reproduction.Commands;

/// <summary><c>metrics</c>: every metric of a predictions file with intervals, and against another file paired differences.</summary>
public static class MetricsCommand
{
    private const int MostResamples = 100_000;

    /// <summary>Of so many, ten lie beyond each end of a 95 % interval.</summary>
    private const int EnoughResamples = 400;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("PREDICTIONS")
        {
            Description =
                "A table of predictions, one row an image: the true class (label, y_true, target) and logit_0,logit_1,…, "
                + "prob_0,prob_1,… or y_pred; .csv, .tsv, gzipped or not, - for standard input."
        };
        var against = new Option<string?>("--against")
        {
            Description = "Another model's answers to the same images; differences are this − that.",
            HelpName = "OTHER"
        };
        var probabilities = new Option<bool>("--probabilities") { Description = "The scores are probabilities, whatever they are called." };
        var names = new Option<string?>("--classes")
        {
            Description = "Names of the classes in class order, separated by commas, where the file has numbers.",
            HelpName = "A,B,…"
        };
        var count = new Option<int>("--resamples")
        {
            Description = "Resamples for the intervals; 0: no intervals.",
            DefaultValueFactory = _ => Bootstrap.DefaultResamples,
            HelpName = "N",
        };
        var json = JsonOption.Create();
        var format = new Option<string?>("--format")
        {
            Description = "One table for a paper or a spreadsheet and nothing else: latex (booktabs), markdown or csv.",
            HelpName = "FORMAT",
        };
        var command =
            new Verb(
                "metrics", "Say of a predictions file every metric with its 95 % interval, and how it differs from another.",
                "reproduction metrics predictions.csv --classes cat,dog", "reproduction metrics mine.csv --against theirs.csv --json")
            {
                file, against, probabilities, names, count, json, format,
            };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var error = parsed.InvocationConfiguration.Error;
            if (parsed.GetValue(count) is < 0 or > MostResamples)
                throw new BadInputException($"--resamples {parsed.GetValue(count)}: expected 0 to {MostResamples}");
            var table = parsed.GetValue(format);
            if (table is not null && (!MetricsTable.Formats.Contains(table) || parsed.GetValue(json)))
                throw new BadInputException($"--format {table}: expected {string.Join(", ", MetricsTable.Formats)}, without --json");
            var progress = ProgressDisplay.OfLongWork(error);
            Predictions Read(string from) =>
                PredictionsFile.Read(from, parsed.GetValue(probabilities), note => error.WriteLine($"reproduction: {note}"), progress);
            var (predictions, other) = (Read(path), (Predictions?)null);
            if (parsed.GetValue(against) is { } otherPath)
                (predictions, other) =
                    SameImages.Of((predictions, path), (Read(otherPath), otherPath), note => error.WriteLine($"reproduction: {note}"));
            if (parsed.GetValue(probabilities) && !predictions.HasScores && other?.HasScores is not true)
                throw new BadInputException($"--probabilities: {Path.GetFileName(path)} has no scores, expected scores that are probabilities");
            var classes = ClassNames(predictions, parsed.GetValue(names));
            if (parsed.GetValue(count) is > 0 and < EnoughResamples and var few)
                error.WriteLine(
                    $"reproduction: --resamples {few}: an end of an interval is decided by fewer than ten of them; expected "
                    + $"{EnoughResamples} or more, or 0");
            // What reading has left behind is as large as the table, and the collector would keep it for long.
            GC.Collect();
            var output = parsed.InvocationConfiguration.Output;
            var resamples = new Resamples(predictions.Labels, parsed.GetValue(count));
            ResampledFigures Resampled(Predictions of) => Bootstrap.Of(of, resamples, progress);
            if (other is null)
            {
                if (table is null) Print(predictions, classes, parsed.GetValue(json), output, Resampled(predictions));
                else
                {
                    output.Write(MetricsTable.Of(table, predictions, classes, Resampled(predictions)));
                    PrintDoubts(error, "the model", predictions, classes);
                }
                return CommandLine.Done;
            }
            var (mine, its) = (Resampled(predictions), Resampled(other));
            if (table is not null)
            {
                output.Write(MetricsTable.Of(table, predictions, classes, mine, (other, its)));
                PrintDoubts(error, "the model", predictions, classes);
                PrintDoubts(error, "the other model", other, classes);
            }
            else if (parsed.GetValue(json))
            {
                var both = Json(predictions, classes, mine);
                both["against_doubts"] = Doubts(other, classes);
                var compared = ScoreFigures.Defined(
                    MetricsJson.Comparison(predictions, other, mine, its), predictions.HasScores && other.HasScores);
                foreach (var (name, value) in compared) both[name] = value?.DeepClone();
                output.WriteLine(both.ToJsonString());
            }
            else
            {
                Print(predictions, classes, asJson: false, output, mine);
                PrintDifferences(predictions, other, classes, mine, its, output);
                PrintDoubts(output, "the other model", other, classes);
            }
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>Prints a model's metrics, as a table for people or as one JSON object.</summary>
    internal static void Print(Predictions predictions, IReadOnlyList<string> classNames, bool asJson, TextWriter output) =>
        Print(predictions, classNames, asJson, output, Bootstrap.Of(predictions));

    private static void Print(
        Predictions predictions, IReadOnlyList<string> classNames, bool asJson, TextWriter output, ResampledFigures resampled)
    {
        if (asJson)
        {
            output.WriteLine(Json(predictions, classNames, resampled).ToJsonString(JsonSerializerOptions.Default));
            return;
        }
        output.Write(ClassificationReport.Of(predictions).ToText(classNames, digits: 4));
        Table(output, "metric", resampled.Values.Values, resampled.HaveIntervals ? resampled.Intervals() : null, predictions.HasScores,
            areDifferences: false);
        var matrix = ConfusionMatrix.Of(predictions);
        if (WorstClass.Of(matrix) is { Count: > 0 } worst)
            output.WriteLine($"worst class: {string.Join(", ", worst.Select(c => classNames[c]))}");
        foreach (var of in NoErrorSeen.Of(matrix)) output.WriteLine(of.Sentence(classNames));
        PrintDoubts(output, "the model", predictions, classNames);
    }

    /// <summary>A model's metrics as a JSON object, with the doubts about it.</summary>
    internal static JsonObject Json(Predictions predictions, IReadOnlyList<string> classNames) =>
        Json(predictions, classNames, Bootstrap.Of(predictions));

    private static JsonObject Json(Predictions predictions, IReadOnlyList<string> classNames, ResampledFigures resampled)
    {
        var all = ScoreFigures.Defined(MetricsJson.Of(predictions, resampled), predictions.HasScores);
        var matrix = ConfusionMatrix.Of(predictions);
        var worst = WorstClass.Of(matrix);
        foreach (var (c, row) in all["per_class"]!.AsArray().Index())
            row!["recall_interval"] = resampled.HaveIntervals
                ? MetricsJson.Ends(ExactShare.Interval(matrix[c, c], matrix.Support(c)))
                : null;
        all["class_names"] = new JsonArray([.. classNames.Select(name => JsonValue.Create(name))]);
        all["worst_class"] = worst is [var first, ..] ? first : null;
        all["worst_classes"] = new JsonArray([.. worst.Select(c => JsonValue.Create(c))]);
        all["no_error_seen"] = new JsonArray([.. NoErrorSeen.Of(matrix).Select(of => new JsonObject
        {
            ["classes"] = new JsonArray([.. of.Classes.Select(c => JsonValue.Create(c))]),
            ["at_most"] = of.AtMost,
        })]);
        all["doubts"] = Doubts(predictions, classNames);
        return all;
    }

    private static JsonArray Doubts(Predictions predictions, IReadOnlyList<string> classNames) =>
        [.. ModelDoubts.Of(predictions, chosen: null, classNames).Select(doubt => JsonValue.Create(doubt))];

    private static void PrintDoubts(TextWriter output, string model, Predictions predictions, IReadOnlyList<string> classNames)
    {
        foreach (var doubt in ModelDoubts.Of(predictions, chosen: null, classNames))
            output.WriteLine($"{model} {doubt}: its figures are no finding, and comparisons with it say nothing");
    }

    private static void PrintDifferences(
        Predictions first, Predictions second, IReadOnlyList<string> classes, ResampledFigures mine, ResampledFigures its,
        TextWriter output)
    {
        var differences = mine.Values.Values.Zip(its.Values.Values, (a, b) => a - b);
        Table(output, "difference, this − that", differences, mine.HaveIntervals ? mine.DifferenceIntervals(its) : null,
            first.HasScores && second.HasScores, areDifferences: true);
        if (mine.HaveIntervals)
            output.WriteLine(
                "* the interval does not hold 0: each figure for itself at 5 %, not corrected for their number; of figures that do not "
                + "differ, one in twenty at most has a star");
        var test = McNemar.Of(first, second);
        output.WriteLine(
            $"McNemar's exact test of the accuracies: {test.OnlyFirst} images right only here, {test.OnlySecond} only there, p = "
            + $"{test.PValue:G4}");
        var swap = SwapTest.Of(first, second);
        output.WriteLine(
            $"Exchanging answers image by image, do the class profiles differ at all? p = {swap.Profile:G4} by all recalls, "
            + $"{(swap.DisparateImpact is { } byImpact ? $"{byImpact:G4}" : "undefined")} by disparate impact");
        var agreement = Agreement.Of(first, second);
        var width = Math.Max(8, classes.Max(name => name.Length) + 2);
        output.WriteLine($"\n{"class".PadRight(width)}{"recall, this − that",20}{"only here",12}{"only there",12}{"p",12}{"p after "
            + $"Holm",14}{"disagreement",14}");
        foreach (var (c, of) in ClassMcNemar.Of(first, second).Index())
            output.WriteLine(
                $"{classes[c].PadRight(width)}{Share(of.Difference),20}{of.Test.OnlyFirst,12}{of.Test.OnlySecond,12}{of.Test.PValue,12:G4}{of.Adjusted,14:G4}{Share(agreement.DisagreementByClass[c]),14}{(of.Adjusted < 0.05 ? " *" : "")}");
        if (mine.AccuracyPartOf(its) is { } part)
            output.WriteLine(
                $"\nOf the difference of disparate impact, {PrintedNumber.Fixed(part.ByAccuracy, 4)} is the mean recall's (all classes' "
                + "errors by one factor), "
                + $"{PrintedNumber.Fixed(part.Adjusted, 4)} [{PrintedNumber.Fixed(part.AdjustedInterval.Low, 4)}, "
                + $"{PrintedNumber.Fixed(part.AdjustedInterval.High, 4)}] is left");
        output.WriteLine($"Agreement: {Share(agreement.Share)} of the images have the same predicted class");
    }

    private static string Share(double? value) => value is { } known ? PrintedNumber.Fixed(known, 4) : "undefined";

    private static void Table(
        TextWriter output, string heading, IEnumerable<double?> values, IReadOnlyList<Interval?>? intervals, bool haveScores,
        bool areDifferences)
    {
        string Written(double figure)
        {
            var text = PrintedNumber.Fixed(Math.Abs(figure), 6);
            return (PrintedNumber.IsZero(text) ? "" : figure < 0 ? "-" : areDifferences ? "+" : "") + text;
        }
        string Ends(Interval? interval) => interval is { } known
            ? $"   [{Written(known.Low)}, {Written(known.High)}]{(areDifferences && !known.Contains(0) ? " *" : "")}"
            : "   undefined";
        IEnumerable<string> ends =
            intervals is null ? FigureCatalogue.All.Select(_ => "") : ScoreFigures.Defined(intervals, haveScores).Select(Ends);
        output.WriteLine($"\n{heading,-35}{"value",11}{(intervals is null ? "" : "   95 % interval")}");
        foreach (var (name, value, end) in FigureCatalogue.All.Select(figure => figure.Words)
            .Zip(ScoreFigures.Defined(values, haveScores), ends))
            output.WriteLine($"{name,-35}{(value is { } defined ? Written(defined) : "undefined"),11}{end}");
    }

    /// <summary>The names that the user gives to numbered classes, else the file's own.</summary>
    private static IReadOnlyList<string> ClassNames(Predictions predictions, string? given)
    {
        IReadOnlyList<string> own = [.. predictions.NamedClasses.Select(OneLine.Name)];
        if (given is null) return own;
        string[] names = given.Split(',', StringSplitOptions.TrimEntries);
        if (predictions.ClassNames?.All(name => int.TryParse(name, out _)) is false)
            throw new BadInputException($"--classes {given}: the file names its classes itself: {string.Join(", ", own)}");
        if (names.Length != predictions.Classes || names.Contains("") || names.Distinct().Count() != names.Length)
            throw new BadInputException($"--classes {given}: expected {predictions.Classes} different names, separated by commas");
        return [.. names.Select(OneLine.Name)];
    }
}
