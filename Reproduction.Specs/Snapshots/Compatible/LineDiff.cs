using System.Text;

namespace VerifyTests;

/// <summary>
/// The lines in which two texts differ, as <c>diff -u</c> shows them: − verified, + received, a little of what stands around.
/// </summary>
internal static class LineDiff
{
    private const int Context = 2;

    /// <summary>Compares line by line, by a longest common subsequence.</summary>
    /// <param name="verified">What was approved.</param>
    /// <param name="received">What came.</param>
    internal static string Between(string verified, string received)
    {
        var (old, now) = (verified.Split('\n'), received.Split('\n'));
        var edits = Edits(old, now);
        var text = new StringBuilder();
        var shown = -1;
        for (var i = 0; i < edits.Count; i++)
        {
            var near = Enumerable.Range(i - Context, 2 * Context + 1).Any(j => j >= 0 && j < edits.Count && edits[j].Mark != ' ');
            if (!near) continue;
            if (i != shown + 1 || shown == -1) text.Append($"@@ line {edits[i].Line} @@\n");
            text.Append($"{edits[i].Mark} {edits[i].Text}\n");
            shown = i;
        }
        return text.ToString();
    }

    private static List<(char Mark, int Line, string Text)> Edits(string[] old, string[] now)
    {
        var start = 0;
        while (start < Math.Min(old.Length, now.Length) && old[start] == now[start]) start++;
        var end = 0;
        while (end < Math.Min(old.Length, now.Length) - start && old[^(end + 1)] == now[^(end + 1)]) end++;

        var (rows, columns) = (old.Length - start - end, now.Length - start - end);
        var common = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
            for (var j = columns - 1; j >= 0; j--)
                common[i, j] = old[start + i] == now[start + j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);

        var edits = new List<(char, int, string)>();
        for (var i = 0; i < start; i++) edits.Add((' ', i + 1, old[i]));
        for (int i = 0, j = 0; i < rows || j < columns;)
        {
            if (i < rows && j < columns && old[start + i] == now[start + j])
            {
                edits.Add((' ', start + i + 1, old[start + i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (i < rows && (j == columns || common[i + 1, j] >= common[i, j + 1])) edits.Add(('-', start + i + 1, old[start + i++]));
            else edits.Add(('+', start + i + 1, now[start + j++]));
        }
        for (var i = old.Length - end; i < old.Length; i++) edits.Add((' ', i + 1, old[i]));
        return edits;
    }
}
