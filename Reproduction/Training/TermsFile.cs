using System.Globalization;
using System.Text;
using Reproduction.Files;

namespace Reproduction.Training;

/// <summary>The file <c>terms.csv</c> of a model: one row for each epoch and term of its loss, each before its
/// weight, and for each figure of a class that a term notes.</summary>
public static class TermsFile
{
    /// <summary>The file's first line.</summary>
    public const string Header = "epoch,term,value";

    /// <summary>Writes the file whole, or leaves what was there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The epochs' terms.</param>
    /// <exception cref="IOException">
    /// The disk is full or the folder cannot be written; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static void Write(string path, IEnumerable<TermRow> rows)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var row in rows) text.Append(CultureInfo.InvariantCulture, $"{row.Epoch},{row.Term},{row.Value:R}\n");
        WholeFile.WriteText(path, text.ToString());
    }
}
