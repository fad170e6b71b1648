using System.Text;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Texts of which letters and their marks may be one character or several (Unicode's NFC and NFD): either is the same class.
/// </summary>
internal sealed class Spellings
{
    private readonly Dictionary<string, string> written = new(StringComparer.Ordinal);
    private string? twice;

    /// <summary>What to say of the first text that is written in both ways; <see langword="null"/> where none is.</summary>
    public string? Note => twice is null ? null
        : $"{OneLine.Quote(twice)} is written in two ways, letters and their marks as one character and as several: read as one class";

    /// <summary>The text with letters and marks as one.</summary>
    /// <param name="text">A text as it is written.</param>
    public string Of(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var composed = ComposedText.Of(text);
        if (written.TryAdd(composed, text)) return composed;
        if (written[composed] != text) twice ??= composed;
        return composed;
    }
}
