using System.Text;

namespace Reproduction.Commands;

/// <summary>A writer that remembers that it could not write, instead of throwing.</summary>
/// <param name="inner">Takes the text.</param>
internal sealed class LastingWriter(TextWriter inner) : TextWriter
{
    /// <summary>Why the first text that was lost was lost; null where none was.</summary>
    internal string? Failure { get; private set; }

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Failure ??= e.Message.ReplaceLineEndings(" ");
        }
    }
}
