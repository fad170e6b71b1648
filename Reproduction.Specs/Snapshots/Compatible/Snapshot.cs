using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using DiffEngine;

namespace VerifyTests;

/// <summary>The files of one comparison: <c>Class.Method_parameter=value.verified.md</c> and its <c>.received.md</c>.</summary>
internal sealed class Snapshot
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private static readonly ConcurrentDictionary<string, byte> UsedPrefixes = new(StringComparer.OrdinalIgnoreCase);

    private readonly string folder;

    private readonly string name;

    private Snapshot(string folder, string name) => (this.folder, this.name) = (folder, name);

    /// <summary>Derives the files' names from the test, as Verify does.</summary>
    internal static Snapshot Named(string sourceFile, MethodInfo method, VerifySettings settings, object?[] arguments)
    {
        var type = method.ReflectedType!;
        var typeName = type.IsNested ? $"{type.ReflectedType!.Name}.{type.Name}" : type.Name;
        var parameters = method.GetParameters()
            .Zip(settings.Parameters ?? arguments, (parameter, value) => $"_{parameter.Name}={PathFriendly(value)}");
        var folder = Path.Combine(Path.GetDirectoryName(sourceFile)!, settings.Directory ?? "");
        var snapshot = new Snapshot(folder, $"{typeName}.{method.Name}{string.Concat(parameters)}");
        if (settings.UniquePrefixRequired && !UsedPrefixes.TryAdd(Path.Combine(folder, snapshot.name), 0))
            throw new VerifyException($"The prefix has already been used: {Path.Combine(folder, snapshot.name)}.");
        return snapshot;
    }

    /// <summary>Passes, or writes the received file and fails.</summary>
    internal async Task Compare(string received, string extension, VerifySettings settings)
    {
        Directory.CreateDirectory(folder);
        foreach (var stale in Files("received")) File.Delete(stale);
        var receivedFile = $"{name}.received.{extension}";
        var verifiedFile = $"{name}.verified.{extension}";
        var (receivedPath, verifiedPath) = (Path.Combine(folder, receivedFile), Path.Combine(folder, verifiedFile));
        // A diff tool that was opened on a new snapshot leaves an empty verified file.
        if (new FileInfo(verifiedPath) is { Exists: true, Length: 0 }) File.Delete(verifiedPath);
        var others = Files("verified").Select(Path.GetFileName).Where(file => file != verifiedFile).ToList();

        var verified = File.Exists(verifiedPath) ? await File.ReadAllTextAsync(verifiedPath, Encoding) : null;
        var hasCarriageReturns = verified?.Contains('\r') == true;
        var equal = verified == received;
        if (!equal) await File.WriteAllTextAsync(receivedPath, received, Encoding);
        if (hasCarriageReturns)
            throw new VerifyException(
                $"Verified file must use \\n line endings, but it contains a \\r (carriage return).\nPath: {verifiedPath}");

        // As in Verify: on a build server nothing is opened, whatever DiffEngine was told.
        var showDifferences = settings.DiffEnabled && !DiffRunner.Disabled && !BuildServerDetector.Detected;
        if (equal && showDifferences) DiffRunner.Kill(receivedPath, verifiedPath);
        if (equal && others.Count == 0) return;
        if (!equal && showDifferences) await DiffRunner.LaunchForTextAsync(receivedPath, verifiedPath, Encoding);

        var files = $"  - Received: {receivedFile}\n    Verified: {verifiedFile}\n";
        var message = new StringBuilder($"Directory: {folder}\n");
        if (!equal) message.Append(verified is null ? "New:\n" : "NotEqual:\n").Append(files);
        if (others.Count > 0) message.Append("Delete:\n").AppendJoin("", others.Select(file => $"  - {file}\n"));
        if (equal) message.Append("Equal:\n").Append(files);
        if (!equal) message.Append("\nFileContent:\n\n").Append(verified is null ? "New:\n\n" : "NotEqual:\n\n");
        if (!equal && verified is null) message.Append($"Received: {receivedFile}\n{received}\n");
        if (!equal && verified is not null)
            message.Append(
                $"Received: {receivedFile}\nVerified: {verifiedFile}\nCompare Result:\n{LineDiff.Between(verified, received)}\n");
        throw new VerifyException(message.ToString());
    }

    private IEnumerable<string> Files(string kind) =>
        Directory.EnumerateFiles(folder, $"{name}*.{kind}.*")
            .Where(file => Path.GetFileName(file)[name.Length] == '#'
                || Path.GetFileName(file).StartsWith($"{name}.{kind}.", StringComparison.Ordinal));

    private static string PathFriendly(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
        return value is null ? "null" : string.Concat(text.Select(c => c < ' ' || "\"\\<>|:*?/".Contains(c) ? '-' : c));
    }
}
