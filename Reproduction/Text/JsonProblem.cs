using System.Text.Json;

namespace Reproduction.Text;

/// <summary>Where a JSON text is not what it must be, without the words of .NET's serializer, which speak of its own types.</summary>
internal static class JsonProblem
{
    /// <summary>The place in words, such as "at models.teacher, line 12".</summary>
    /// <param name="problem">What the serializer threw.</param>
    internal static string Place(JsonException problem)
    {
        var path = problem.Path?.TrimStart('$', '.') is { Length: > 0 } key ? $"at {OneLine.Name(key)}" : "at its beginning";
        return problem.LineNumber is { } line ? $"{path}, line {line + 1}" : path;
    }
}
