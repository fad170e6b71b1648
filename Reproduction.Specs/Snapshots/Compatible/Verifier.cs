using System.Diagnostics.Contracts;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.v3;

namespace VerifyXunit;

/// <summary>
/// Snapshots with the signature, the file names and the behaviour of the package Verify.XunitV3, on the same DiffEngine,
/// for where that package cannot be restored. Built with <c>-p:SnapshotEngine=Verify</c>, the specs use the package.
/// </summary>
public static class Verifier
{
    /// <summary>Compares a text with <c>Class.Method.verified.txt</c> beside the spec's source file.</summary>
    /// <param name="target">The text; its line ends become line feeds.</param>
    /// <param name="settings">Settings to start from.</param>
    /// <param name="sourceFile">The spec's source file; the compiler fills it in.</param>
    /// <returns>To be awaited; fails when the texts differ.</returns>
    [Pure]
    public static SettingsTask Verify(string? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify(target, "txt", settings, sourceFile);

    /// <summary>Compares a text with <c>Class.Method.verified.EXTENSION</c> beside the spec's source file.</summary>
    /// <param name="target">The text; its line ends become line feeds.</param>
    /// <param name="extension">The snapshot's extension, without a dot.</param>
    /// <param name="settings">Settings to start from.</param>
    /// <param name="sourceFile">The spec's source file; the compiler fills it in.</param>
    /// <returns>To be awaited; fails when the texts differ.</returns>
    [Pure]
    public static SettingsTask Verify(
        string? target, string extension, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        new(settings, current =>
        {
            var test = (IXunitTestMethod?)TestContext.Current.TestMethod
                ?? throw new InvalidOperationException("Verify is called outside a test.");
            return Snapshot.Named(sourceFile, test.Method, current, Arguments(test.Method))
                .Compare((target ?? "null").ReplaceLineEndings("\n"), extension, current);
        });

    private static object?[] Arguments(MethodInfo method)
    {
        var arguments = (TestContext.Current.TestCase as XunitTestCase)?.TestMethodArguments is { Length: > 0 } ofCase
            ? ofCase
            : (TestContext.Current.Test as XunitTest)?.TestMethodArguments ?? [];
        return arguments.Length == method.GetParameters().Length ? arguments : [];
    }
}
