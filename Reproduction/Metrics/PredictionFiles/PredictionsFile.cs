using System.Globalization;
using System.IO.Compression;
using System.Text;
using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>The file of a model's answers, in a run <c>MODEL/test.csv</c>: reads it strictly and writes it.</summary>
public static class PredictionsFile
{
    /// <summary>Largest text that is read: a million images of a hundred classes.</summary>
    private const long MostBytes = 1L << 30;

    // The header of a run's own files.
    private const string Example = "index,label,logit_0,logit_1,…";

    private const int LinesToReport = 1 << 12;

    /// <summary>Writes a predictions file: each number the shortest that reads back the same, lines ended by <c>\n</c>.</summary>
    /// <param name="predictions">The answers.</param>
    /// <param name="path">Where it shall stand; gzipped if the name ends in <c>.gz</c>, NumPy's arrays if in <c>.npz</c>.</param>
    /// <exception cref="IOException">
    /// The disk is full or the folder cannot be written; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static void Write(this Predictions predictions, string path) => WholeFile.Write(path, stream =>
    {
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var zip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
            zip.Write(Text(predictions));
        }
        else if (path.EndsWith(".npz", StringComparison.Ordinal))
        {
            PredictionArrays.Write(stream, predictions);
        }
        else
        {
            stream.Write(Text(predictions));
        }
    });

    /// <summary>Reads a table of text, compressed or not, or arrays of NumPy.</summary>
    /// <param name="path">
    /// The file, or <c>-</c> for standard input: such as a run's own <c>index,label,logit_0,…,logit_{K-1}</c>, the rows in any order;
    /// <see cref="PredictionColumns"/> says which other columns are known.
    /// </param>
    /// <param name="asProbabilities">Whether scores that are called logits are probabilities.</param>
    /// <param name="note">Told what is odd about the file without keeping it from being read.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <returns>The predictions in the order of the indices, where there are any, else of the rows.</returns>
    /// <exception cref="BadInputException">The file is missing, damaged or not such a file; names the line.</exception>
    public static Predictions Read(
        string path, bool asProbabilities = false, Action<string>? note = null, IProgress<Amount>? progress = null)
    {
        var name = InputFile.Name(path);
        using var stream = Open(path, name);
        if (PredictionArrays.Begins(stream)) return PredictionArrays.Read(name, stream, asProbabilities, note);
        using var text = Text(path, name, stream);
        var table = new DelimitedText(name, text, Example);
        // Said of a file that is read, so that a refusal stays one line.
        var notes = new List<string>();
        var columns =
            PredictionColumns.Of(name, table.Header(ColumnNames.HaveTruth), column => TrueClasses.Of(table, column), notes.Add);
        var rows = new PredictionRows(name, columns, asProbabilities, mayHaveCommas: !table.IsDividedByCommas, notes.Add);
        while (table.Row() is { } row)
        {
            rows.Add(table.Fields(row), table.Line);
            if (table.Line % LinesToReport == 0)
                progress?.Report(text.CanSeek
                    ? new($"reading {OneLine.Name(name)}", "bytes", table.Bytes, text.Length)
                    : new($"reading {OneLine.Name(name)}", "lines", table.Line, null));
        }
        var predictions = rows.ToPredictions();
        if (note is not null) notes.ForEach(note);
        return predictions;
    }

    /// <summary>The text of a file from its beginning, whatever it is packed in.</summary>
    private static Stream Text(string path, string name, Stream stream)
    {
        stream.Position = 0;
        return GzipText.Begins(stream) ? GzipText.Open(name, stream, MostBytes, "a predictions file")
            : Utf16Text.Begins(stream) ? Utf16Text.Open(stream)
            : OtherFormat.Of(stream) is { } other ? throw new BadInputException($"{name}: {other}.")
            : !path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? stream
            : throw new BadInputException($"{name}: not a whole gzip file (it does not begin as one).");
    }

    private static byte[] Text(Predictions predictions)
    {
        var text = new StringBuilder("index,label");
        for (var c = 0; c < predictions.Classes; c++) text.Append(CultureInfo.InvariantCulture, $",logit_{c}");
        text.Append('\n');
        for (var image = 0; image < predictions.Count; image++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{image},{predictions.Labels[image]}");
            foreach (var logit in predictions.Logits(image)) text.Append(CultureInfo.InvariantCulture, $",{logit:R}");
            text.Append('\n');
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static Stream Open(string path, string name)
    {
        try
        {
            var stream = InputFile.Open(path, "predictions");
            return stream.Length <= MostBytes ? stream : throw new BadInputException(
                $"{name}: {stream.Length} bytes, too large for a predictions file (at most {MostBytes}).");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BadInputException($"{name}: cannot be read, expected a predictions file.", e);
        }
    }
}
