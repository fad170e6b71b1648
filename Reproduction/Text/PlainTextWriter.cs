using System.Text;

namespace Reproduction.Text;

/// <summary>
/// Writes on as <see cref="PlainText.Lines"/> shows it: no file, name or server can reach the terminal with a control character.
/// </summary>
/// <param name="target">Takes the text.</param>
public sealed class PlainTextWriter(TextWriter target) : TextWriter
{
    /// <summary>What takes the text.</summary>
    public TextWriter Target => target;

    /// <inheritdoc />
    public override Encoding Encoding => target.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => target.Write(PlainText.Lines([value]));

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<char> buffer) => target.Write(PlainText.Lines(buffer));

    /// <inheritdoc />
    public override void Write(string? value) => target.Write(PlainText.Lines(value));

    /// <inheritdoc />
    public override void WriteLine(string? value) => target.WriteLine(PlainText.Lines(value));

    /// <inheritdoc />
    public override void Flush() => target.Flush();
}
