using System.Diagnostics.Contracts;
using System.Runtime.CompilerServices;

namespace VerifyTests;

/// <summary>A comparison that starts when it is awaited and can be told more until then.</summary>
/// <param name="settings">Settings to start from.</param>
/// <param name="compare">The comparison.</param>
public sealed class SettingsTask(VerifySettings? settings, Func<VerifySettings, Task> compare)
{
    private readonly VerifySettings current = settings is null ? new() : new(settings);

    private Task? task;

    /// <inheritdoc cref="VerifySettings.UseDirectory"/>
    [Pure]
    public SettingsTask UseDirectory(string directory) => With(() => current.UseDirectory(directory));

    /// <inheritdoc cref="VerifySettings.UseParameters"/>
    [Pure]
    public SettingsTask UseParameters(params object?[] parameters) => With(() => current.UseParameters(parameters));

    /// <inheritdoc cref="VerifySettings.DisableRequireUniquePrefix"/>
    [Pure]
    public SettingsTask DisableRequireUniquePrefix() => With(current.DisableRequireUniquePrefix);

    /// <inheritdoc cref="VerifySettings.DisableDiff"/>
    [Pure]
    public SettingsTask DisableDiff() => With(current.DisableDiff);

    /// <summary>Starts the comparison.</summary>
    [Pure]
    public Task ToTask() => task ??= compare(current);

    /// <summary>Starts the comparison and waits for it.</summary>
    [Pure]
    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    private SettingsTask With(Action set)
    {
        set();
        return this;
    }
}
