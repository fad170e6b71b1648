using System.CommandLine;
using System.Globalization;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Metrics.Resampling;
using Reproduction.Reporting.Pages;
using Reproduction.Text;

namespace Reproduction.Commands;

/// <summary><c>metrics</c>: every metric of a predictions file with intervals, and against another file paired differences.</summary>
public static class MetricsCommand
{
    internal const string Name = "metrics";

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
        var command = new Verb(
            Name, "Say of a predictions file every metric with its 95 % interval, and how it differs from another.",
            "reproduction metrics predictions.csv --classes cat,dog", "reproduction metrics mine.csv --against theirs.csv --json")
        {
            file, against, probabilities, names, count, json, format,
        };
        command.SetAction(parsed => Run(
            new(
                parsed.GetValue(file)!, parsed.GetValue(against), parsed.GetValue(probabilities), parsed.GetValue(names),
                parsed.GetValue(count), parsed.GetValue(json), parsed.GetValue(format)),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(Options options, TextWriter output, TextWriter error)
    {
        if (options.Resamples is < 0 or > MostResamples)
            throw new BadInputException($"--resamples {options.Resamples}: expected 0 to {MostResamples}");
        var table = options.Format;
        if (table is not null && (!MetricsTable.Formats.Contains(table) || options.Json))
            throw new BadInputException($"--format {table}: expected {string.Join(", ", MetricsTable.Formats)}, without --json");
        var progress = ProgressDisplay.OfLongWork(error);
        var (predictions, other) = Read(options, error, progress);
        var classes = ClassNames(predictions, options.Classes);
        if (options.Resamples is > 0 and < EnoughResamples and var few)
            error.WriteLine(
                $"reproduction: --resamples {few}: an end of an interval is decided by fewer than ten of them, expected "
                + $"{EnoughResamples} or more, or 0");
        // What reading has left behind is as large as the table, and the collector would keep it for long.
        GC.Collect();
        var resamples = new Resamples(predictions.Labels, options.Resamples);
        ResampledFigures Resampled(Predictions of) => Bootstrap.Of(of, resamples, progress);
        var mine = Resampled(predictions);
        (Predictions, ResampledFigures)? its = other is null ? null : (other, Resampled(other));
        if (table is not null)
        {
            output.Write(MetricsTable.Of(table, predictions, classes, mine, its));
            MetricsText.WriteDoubts(error, "the model", predictions, classes);
            if (other is not null) MetricsText.WriteDoubts(error, "the other model", other, classes);
        }
        else if (options.Json) output.WriteLine(PredictionsJson.Of(predictions, classes, mine, its).ToJsonString());
        else MetricsText.Write(predictions, classes, mine, output, its);
        return CommandLine.Done;
    }

    /// <summary>The file's answers, and the other's for the same images in the same order where there is another.</summary>
    private static (Predictions Own, Predictions? Other) Read(Options options, TextWriter error, IProgress<Amount> progress)
    {
        void Note(string note) => error.WriteLine($"reproduction: {note}");
        Predictions Of(string path) => PredictionsFile.Read(path, options.AreProbabilities, Note, progress);
        var (predictions, other) = (Of(options.Path), (Predictions?)null);
        if (options.Against is { } against)
            (predictions, other) = SameImages.Of((predictions, options.Path), (Of(against), against), Note);
        if (options.AreProbabilities && !predictions.HasScores && other?.HasScores is not true)
            throw new BadInputException(
                $"--probabilities: {Path.GetFileName(options.Path)} has no scores, expected scores that are probabilities");
        return (predictions, other);
    }

    /// <summary>The names that the user gives to numbered classes, else the file's own.</summary>
    private static IReadOnlyList<string> ClassNames(Predictions predictions, string? given)
    {
        IReadOnlyList<string> own = [.. predictions.ShownClasses.Select(OneLine.Name)];
        if (given is null) return own;
        string[] names = given.Split(',', StringSplitOptions.TrimEntries);
        if (predictions.ClassNames?.All(name => int.TryParse(name, out _)) is false)
            throw new BadInputException($"--classes {given}: the file names its classes itself: {string.Join(", ", own)}");
        var areGood = !names.Contains("") && names.Distinct().Count() == names.Length;
        // Of answers alone the classes are those that occur: where the names are of all, each class has the one at its number. Without an
        // answer 0 they may be counted from 1, and the first name be that of 1.
        if (areGood && names.Length > predictions.Classes && predictions.ClassNames is { } numbers)
        {
            var occurring = numbers.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
            if (occurring.Contains(0) && occurring.TrueForAll(number => number >= 0 && number < names.Length))
                names = [.. occurring.Select(number => names[number])];
        }
        if (names.Length != predictions.Classes || !areGood)
            throw new BadInputException(
                $"--classes {given}: expected {predictions.Classes} different names, separated by commas, of the classes "
                + OneLine.List(own, most: 12));
        if (predictions.NamesByNumber is not null && AreInAnotherOrder(names, predictions.ShownClasses))
            throw new BadInputException($"--classes {given}: the file names its classes itself: {string.Join(", ", own)}");
        return [.. names.Select(OneLine.Name)];
    }

    /// <summary>Whether a class is given a name that the file has for another.</summary>
    private static bool AreInAnotherOrder(string[] names, IReadOnlyList<string> own) =>
        !names.SequenceEqual(own) && names.Index().Any(name => own.Index().Any(other =>
            other.Index != name.Index && other.Item.Equals(name.Item, StringComparison.OrdinalIgnoreCase)));

    private sealed record Options(
        string Path, string? Against, bool AreProbabilities, string? Classes, int Resamples, bool Json, string? Format);
}
