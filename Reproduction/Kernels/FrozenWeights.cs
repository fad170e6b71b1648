using System.Collections.Concurrent;

namespace Reproduction.Kernels;

/// <summary>
/// What evaluation makes of layers' weights, kept for as long as the weights stay as they are: within <see cref="Use"/> each layer is
/// prepared once and not for every batch. Whoever changes a weight in between gets the old one's results.
/// </summary>
public sealed class FrozenWeights : IDisposable
{
    private static readonly AsyncLocal<FrozenWeights?> Now = new();

    private readonly ConcurrentDictionary<object, object> prepared = new(ReferenceEqualityComparer.Instance);
    private readonly Workspace room = new();

    /// <summary>Keeps what is prepared, until disposed, by this thread and those that it starts.</summary>
    public IDisposable Use()
    {
        var before = Now.Value;
        Now.Value = this;
        return new Restore(before);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        prepared.Clear();
        room.Free();
    }

    /// <summary>A layer's weights, prepared now or before.</summary>
    /// <typeparam name="T">What they become.</typeparam>
    /// <param name="layer">The layer.</param>
    /// <param name="workspace">Whose memory they take where nothing is kept.</param>
    /// <param name="prepare">Prepares them in the memory of a workspace.</param>
    internal static T Of<T>(object layer, Workspace workspace, Func<Workspace, T> prepare)
        where T : class
    {
        if (Now.Value is not { } frozen) return prepare(workspace);
        if (frozen.prepared.TryGetValue(layer, out var known)) return (T)known;
        lock (frozen.room) return (T)frozen.prepared.GetOrAdd(layer, _ => prepare(frozen.room));
    }

    private sealed class Restore(FrozenWeights? before) : IDisposable
    {
        public void Dispose() => Now.Value = before;
    }
}
